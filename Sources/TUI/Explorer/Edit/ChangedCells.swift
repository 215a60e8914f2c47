import GraphView

/// What a row was before an edit, or is in the other run.
struct ChangedCells {
  /// Nothing of the other run belongs to the row.
  let hasPartner: Bool
  let value: String?
  let adjoint: String?
  let valueChange: String
  let adjointChange: String
}

extension Explorer {
  /// The marks of a row: where runs stop, and what the user has changed.
  func marks(of row: NodeRow, _ glyphs: Glyphs) -> String {
    (isBreakpoint(row) ? (glyphs.tier == .full ? "●" : "@") : "")
      + (isEdited(row) ? "*" : "")
  }

  private func isEdited(_ row: NodeRow) -> Bool {
    guard !edit.applied.isEmpty else { return false }
    if isFormula, row.isInput, let name = row.pythonNames.first {
      return edit.applied.contains { $0.target == .input(name) }
    }
    return walk.isEdited(row, lines: edit.lines)
  }

  /// What the run that this one is compared with has in place of a row.
  package func compared(_ row: NodeRow) -> ComparedCells? {
    edit.comparison?.cells(of: row, at: walk.stop)
  }

  /// The cells of a row with what they were before, `nil` while nothing is compared.
  func changes(of row: NodeRow, at stop: Stop, _ glyphs: Glyphs) -> ChangedCells? {
    guard let comparison = edit.comparison, walk.veil == nil else { return nil }
    guard let other = comparison.cells(of: row, at: stop) else {
      return ChangedCells(
        hasPartner: false, value: nil, adjoint: nil, valueChange: "", adjointChange: "")
    }
    func joined(_ old: String, _ new: String) -> String {
      switch fork?.shown {
      case nil: "\(old) → \(new)"
      case .b: "\(old)|\(new)"
      case .a: "\(new)|\(old)"
      }
    }
    var value: String?
    if let values = other.values, other.valueChange != "" {
      value = joined(values[0], values[1])
    }
    var adjoint: String?
    let old = Self.brief(other.adjoint, other.adjoints[0], glyphs)
    let new = Self.brief(row.adjoint, other.adjoints[1], glyphs)
    if other.adjointChange != "", old != new { adjoint = joined(old, new) }
    return ChangedCells(
      hasPartner: true, value: value, adjoint: adjoint,
      valueChange: signed(other.valueChange), adjointChange: signed(other.adjointChange))
  }

  /// B − A, whichever of the two is on the screen.
  private func signed(_ change: String?) -> String {
    guard let change, !change.isEmpty else { return "" }
    guard fork?.shown == .a else { return change }
    return change.hasPrefix("-") ? String(change.dropFirst()) : "-" + change
  }

  /// An adjoint in as few cells as say it.
  private static func brief(_ cell: AdjointCell, _ text: String?, _ glyphs: Glyphs) -> String {
    switch cell.state {
    case .notYet: String(glyphs.notComputed)
    case .none: "None"
    case .hidden: "?"
    case .zero, .partial, .nonFinite, .seed, .final:
      (cell.state == .partial ? "~" : "") + (text ?? cell.state.rawValue)
    }
  }

  /// The line about the shown row below its chain rule.
  func comparisonLine(of row: NodeRow, at stop: Stop, _ glyphs: Glyphs) -> (String, String)? {
    guard let changes = changes(of: row, at: stop, glyphs) else { return nil }
    let label = fork == nil ? "was" : "A|B"
    guard changes.hasPartner else {
      let other = fork.map { $0.shown == .a ? "in B" : "in A" } ?? "before the edit"
      return (label, "nothing \(other) belongs to \(row.name)")
    }
    var parts: [String] = []
    func add(_ name: String, _ cell: String?, _ change: String) {
      guard let cell else { return }
      let sign = fork == nil ? "Δ" : "B−A"
      let difference = change.isEmpty || change.contains("→") ? "" : ", \(sign) \(change)"
      parts.append("\(name) \(cell)\(difference)")
    }
    add(row.name, changes.value, changes.valueChange)
    add("d\(walk.targetName(at: stop))/d\(row.name)", changes.adjoint, changes.adjointChange)
    if parts.isEmpty { return fork == nil ? nil : (label, "\(row.name) is the same in both") }
    return (label, parts.joined(separator: "; "))
  }
}
