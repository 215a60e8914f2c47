import Engine

/// A break or watch expression: `norm(grad(w)) > 10`, `loss < 0.1`, `isnan(w6)`, `step == 50`.
///
/// Names are those of the lesson, `w1`…, and `loss` (what is differentiated), `step` (the turn of
/// the training loop), `stop`, `phase` (forward, backward, update). `grad(w)` is the adjoint as far
/// as it has been summed up. `|x|` is the norm.
package struct Condition: Hashable, Sendable {
  /// As it was written.
  package let text: String
  package let expression: WatchExpression

  /// - Throws: where the text is no expression.
  package init(_ text: String) throws(WatchSyntaxError) {
    let trimmed = String(text.drop { $0.isWhitespace })
    self.text = trimmed
    expression = try WatchParser.parse(trimmed)
  }
}

extension Walk {
  /// Checks that every name of a condition is one of this walk.
  ///
  /// - Returns: what is wrong with it, and the nearest name; `nil` when nothing is.
  package func problem(with condition: Condition) -> String? {
    let words = ["stop", "step", "phase", "loss", "target"]
    var known: [String]?
    for name in condition.expression.names where !words.contains(name) {
      if isNumbered(name) { continue }
      // In a long recording a name that the text gives to something is taken for one of a value.
      if recording.count > Self.mostNodes, NodeNames(recording).isGiven(name) { continue }
      let names = known ?? NodeNames(recording).all()
      known = names
      guard !names.contains(name) else { continue }
      let near = nearestName(to: name, among: names + words)
      return "no value is called \(name)" + (near.map { "; did you mean \($0)?" } ?? "")
    }
    return nil
  }

  /// Names of more nodes are not all gathered to check one.
  private static let mostNodes = 20_000

  /// Whether it is w1…wn.
  private func isNumbered(_ name: String) -> Bool {
    guard name.first == "w", let number = Int(name.dropFirst()) else { return false }
    return number >= 1 && number <= recording.count
  }

  /// What a condition is at a stop.
  package func reading(of condition: Condition, at stop: Stop) -> WatchReading {
    WatchReader(walk: self, stop: stop).read(condition.expression)
  }
}

extension Condition {
  /// Whether it is true or false wherever it can be read: a comparison.
  package var isTruth: Bool {
    switch expression {
    case .not: true
    case .binary(let operation, _, _):
      switch operation {
      case .or, .and, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
      case .plus, .minus, .times, .divided, .power: false
      }
    case .call(let function, _): [.isnan, .isinf, .isbad, .changed].contains(function)
    case .number, .name, .word, .element, .negative: false
    }
  }
}

extension WatchReading {
  /// As a cell of a table shows it: a tensor by its range.
  package var brief: String {
    if case .value(let value) = self {
      let text = ValueText(value)
      if text.isTensor { return text.fixed }
      // Digits beyond those of float32 say nothing in a table.
      return value.doubleIfSingle.map { NumberFormat.exact($0, .float32) } ?? text.exact
    }
    return text
  }

  /// Whether it is a condition that holds.
  package var isTrue: Bool { if case .truth(true) = self { true } else { false } }
}

extension Walk {
  /// The adjoint of the newest value of a name at a stop, as a cell; `nil` where it is no node.
  package func adjoint(called name: String, at stop: Stop) -> String? {
    guard !passes.isEmpty else { return nil }
    let forward = model.nodes(of: stop.pass).forwardRowCount
    guard let row = model.rows(called: name, in: stop.pass).last(where: { $0 < forward }) else {
      return nil
    }
    let cell = model.adjoint(of: row, at: stop)
    return cell.text.map { $0.isTensor } ?? false ? cell.fixed : cell.exact
  }
}
