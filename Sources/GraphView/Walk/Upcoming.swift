import Engine

extension Walk {
  /// What the next stop does, in a few words: `w5 → w1, w2 (mul: local partials are w2 = 1 and
  /// w1 = 2)`; `nil` at the end.
  package func upcoming(after stop: Stop) -> String? {
    guard stop.index + 1 < count else { return nil }
    let next = self.stop(at: stop.index + 1)
    guard let row = next.row else { return nil }
    let text = RowText(model, next.pass)
    let name = RowText.name(row)
    switch next.phase {
    case .forward, .update:
      let names = text.pythonNames(row).first
      return text.isWritten(row)
        ? "\(name) = \(text.expression(row))" : "\(name)\(names.map { " = \($0)" } ?? "")"
    case .backward:
      guard let rule = chainRule(at: row, next) else { return nil }
      let terms = rule.terms.filter { $0.passes && $0.contribution != nil }
      if terms.isEmpty {
        return "\(name): dC/d\(name) is whole".replacing("dC", with: "d\(rule.target)")
      }
      let list = terms.map(\.name).joined(separator: ", ")
      let partials = terms.map { $0.partial() }
      let kind = terms.contains(where: \.isTensor) ? "flows back" : "local partials are"
      let detail =
        partials.count == 1 && kind.hasPrefix("local")
        ? "local partial is \(partials[0])"
        : "\(kind) \(Self.joined(partials))"
      return "\(name) → \(list) (\(text.operationName(row)): \(detail))"
    }
  }

  private static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
