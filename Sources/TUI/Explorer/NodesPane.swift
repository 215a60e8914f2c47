import GraphView

/// The table of nodes: Wengert's list with what is known of every node at this stop.
extension Explorer {
  private static let columns = [
    Table.Column("node", minimum: 4, priority: 9),
    Table.Column("op", minimum: 6, priority: 3),
    Table.Column("expression", minimum: 6, maximum: 40, isFlexible: true, priority: 7),
    Table.Column("value", .right, minimum: 10, maximum: 30, priority: 8),
    Table.Column("adjoint", .right, minimum: 10, maximum: 30, priority: 8),
    Table.Column("check", .right, minimum: 5, priority: 1),
    Table.Column("name", minimum: 4, maximum: 12, priority: 5),
  ]

  /// The first row in sight: the shown row stands in the middle of a long table.
  func nodesOffset(in rect: Rect) -> Int {
    let height = Swift.max(rect.height - 3, 0)
    return Scroll.clamped(
      nodeIndex(of: shownRow ?? 0) - height / 2, height: height, count: nodeCount)
  }

  func renderNodes(into canvas: inout Canvas, in rect: Rect) {
    let nodes = walk.table
    let stop = walk.stop
    let glyphs = canvas.glyphs
    let offset = nodesOffset(in: rect)
    // Where ops are many, each check replays too many of them to be made for a whole screen.
    let checksAll = nodes.count <= Self.mostChecked
    let shown = shownRow
    let count = nodeCount
    let note = Scroll.note(offset: offset, height: rect.height - 3, count: count)
    let inner = frame(
      .nodes, title: filterTitle(.nodes, "Nodes"), note: note, into: &canvas, in: rect)
    var columns = Self.columns
    columns[4].title = "d\(walk.targetName(at: stop))/dnode"
    // The expression says more than the op's name, which gives way first.
    columns[2].minimum = rect.width < 56 ? 6 : 9
    if rect.width < 64 {
      columns[2].title = "expr"
      columns[3].minimum = 7
      columns[4].minimum = 7
    }
    let isNarrow = rect.width < 76
    func place(of row: Int) -> Int? {
      let index = nodeIndex(of: row)
      return nodeRow(at: index) == row ? index : nil
    }
    if !showsCheck { columns.remove(at: 5) }
    if edit.comparison != nil {
      let mark = glyphs.tier == .full ? "Δ" : "diff "
      columns.append(Table.Column("\(mark)value", .right, minimum: 6, maximum: 12, priority: 0))
      columns.append(Table.Column("\(mark)adjoint", .right, minimum: 6, maximum: 12, priority: 0))
      if fork != nil { columns[3].title = "value A|B" }
    }
    let table = Table(
      columns, rowCount: count, offset: offset, selected: selectedRow.flatMap(place),
      isFocused: focus == .nodes, marked: stop.row.flatMap(place)
    ) { index in
      let row = nodeRow(at: index)
      return cells(
        of: nodes[row], at: stop, isChecked: checksAll || row == shown, isNarrow: isNarrow,
        glyphs)
    }
    // One cell stays free before the border.
    table.render(
      into: &canvas,
      in: Rect(x: inner.x, y: inner.y, width: inner.width - 1, height: inner.height))
  }

  /// In longer tables only the shown row is checked.
  private static let mostChecked = 1_000

  private func cells(
    of row: NodeRow, at stop: Stop, isChecked: Bool, isNarrow: Bool, _ glyphs: Glyphs
  ) -> [Table.Item] {
    let base: Style = row.isCurrent ? .current : row.value == nil ? .pending : .normal
    let notYet = String(glyphs.notComputed)
    // What the update computes is no part of what was differentiated.
    let hasAdjoint = !row.isUpdate
    // An adjoint has the shape of its value: that is told once, where there is room.
    let adjoint = row.adjoint.state == .notYet ? notYet : row.adjoint.fixed.withoutShape
    let value = row.value.map { value in
      let text = isNarrow && value.isTensor ? value.fixed.withoutShape : value.fixed
      // The range of its elements does not tell of a NaN.
      return value.isTensor && value.isNonFinite ? "!" + text : text
    }
    let marks = marks(of: row, glyphs)
    let changes = changes(of: row, at: stop, glyphs)
    var items = [
      marks.isEmpty
        ? Table.Item(row.name, base)
        : Table.Item(row.name + marks, isBreakpoint(row) ? .warning : .edited),
      Table.Item(row.operation, row.isCurrent ? .current : .dim),
      Table.Item(row.isInput ? notYet : row.expression, row.isInput ? .dim : base),
      changes?.value.map { Table.Item($0, .edited) }
        ?? Table.Item(value ?? notYet, valueStyle(row, base, stop.phase)),
      (hasAdjoint ? changes?.adjoint : nil).map { Table.Item($0, .edited) }
        ?? Table.Item(hasAdjoint ? adjoint : "", adjointStyle(row.adjoint, base)),
    ]
    if showsCheck { items.append(isChecked ? check(of: row, at: stop) : Table.Item("")) }
    items.append(Table.Item(row.pythonNames.first ?? "", row.isCurrent ? .current : .label))
    if let changes {
      items.append(Table.Item(changes.hasPartner ? changes.valueChange : "no partner", .dim))
      items.append(Table.Item(hasAdjoint ? changes.adjointChange : "", .dim))
    }
    return items
  }

  private func valueStyle(_ row: NodeRow, _ base: Style, _ phase: Phase) -> Style {
    if row.value?.isNonFinite == true { return .error }
    return row.isCurrent || row.value == nil ? base : phase == .forward ? .forward : base
  }

  private func adjointStyle(_ cell: AdjointCell, _ base: Style) -> Style {
    switch cell.state {
    case .notYet: .pending
    case .hidden: Style(.hidden)
    case .none: .dim
    case .nonFinite: .error
    case .partial: .warning
    case .seed, .zero, .final: base == .current ? .current : .backward
    }
  }

  /// Adjoints are checked once they have arrived; the rows in sight are few.
  private func check(of row: NodeRow, at stop: Stop) -> Table.Item {
    // The tape answers None for a constant that has a slope: both are shown.
    if case .none = row.tape, row.adjoint.state != .none, stop.phase != .forward {
      return Table.Item("tape None", .warning)
    }
    switch row.adjoint.state {
    case .notYet, .none, .partial, .hidden: return Table.Item("")
    case .seed: return Table.Item("seed", .dim)
    case .zero, .nonFinite, .final: break
    }
    guard let check = checks.check(of: row.row, at: stop, in: walk) else {
      return Table.Item("")
    }
    switch check.verdict {
    case .agrees: return Table.Item(check.mark, .success)
    case .differs: return Table.Item(check.mark, .error)
    case .kink: return Table.Item(check.mark, .warning)
    case .skipped: return Table.Item(check.mark, .dim)
    }
  }
}

extension String {
  /// The range of a tensor's elements without the shape before it.
  var withoutShape: String {
    guard let open = firstIndex(of: "("), let close = firstIndex(of: ")"), open < close,
      index(after: close) < endIndex
    else { return self }
    return String(self[..<open]) + String(self[close...].dropFirst(2))
  }
}
