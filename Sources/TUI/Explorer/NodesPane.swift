import GraphView

/// The table of nodes: Wengert's list with what is known of every node at this stop.
extension Explorer {
  private static let columns = [
    Table.Column("node", minimum: 4, priority: 9),
    Table.Column("op", minimum: 6, priority: 3),
    Table.Column("expression", minimum: 10, maximum: 40, isFlexible: true, priority: 7),
    Table.Column("value", .right, minimum: 10, maximum: 30, priority: 8),
    Table.Column("adjoint", .right, minimum: 10, maximum: 30, priority: 8),
    Table.Column("check", .right, minimum: 5, priority: 1),
    Table.Column("name", minimum: 4, maximum: 12, priority: 5),
  ]

  /// The first row in sight.
  func nodesOffset(in rect: Rect) -> Int {
    Scroll.offset(
      showing: shownRow ?? 0, from: offsets[.nodes] ?? 0, height: Swift.max(rect.height - 3, 0),
      count: walk.table.count)
  }

  func renderNodes(into canvas: inout Canvas, in rect: Rect) {
    let nodes = walk.table
    let offset = nodesOffset(in: rect)
    let note = Scroll.note(offset: offset, height: rect.height - 3, count: nodes.count)
    let inner = frame(.nodes, title: "Nodes", note: note, into: &canvas, in: rect)
    var columns = Self.columns
    columns[4].title = "d\(walk.targetName(at: walk.stop))/dnode"
    if !showsCheck { columns.remove(at: 5) }
    let table = Table(
      columns, rowCount: nodes.count, offset: offset, selected: selectedRow,
      isFocused: focus == .nodes, marked: walk.stop.row
    ) { index in
      cells(of: nodes[index])
    }
    // One cell stays free before the border.
    table.render(
      into: &canvas,
      in: Rect(x: inner.x, y: inner.y, width: inner.width - 1, height: inner.height))
  }

  private func cells(of row: NodeRow) -> [Table.Item] {
    let base: Style = row.isCurrent ? .current : row.value == nil ? .pending : .normal
    var items = [
      Table.Item(row.name, base), Table.Item(row.operation, row.isCurrent ? .current : .dim),
      Table.Item(row.expression, base),
      Table.Item(row.value?.fixed ?? "·", valueStyle(row.value, base)),
      Table.Item(row.adjoint.fixed, adjointStyle(row.adjoint, base)),
    ]
    if showsCheck { items.append(check(of: row)) }
    items.append(Table.Item(row.pythonNames.first ?? "", row.isCurrent ? .current : .label))
    return items
  }

  private func valueStyle(_ value: ValueText?, _ base: Style) -> Style {
    value?.isNonFinite == true ? .error : base
  }

  private func adjointStyle(_ cell: AdjointCell, _ base: Style) -> Style {
    switch cell.state {
    case .notYet: .pending
    case .none: .dim
    case .nonFinite: .error
    case .partial: .warning
    case .seed, .zero, .final: base == .current ? .current : .backward
    }
  }

  /// Adjoints are checked once they have arrived; the rows in sight are few.
  private func check(of row: NodeRow) -> Table.Item {
    switch row.adjoint.state {
    case .notYet, .none, .partial: return Table.Item("")
    case .seed: return Table.Item("seed", .dim)
    case .zero, .nonFinite, .final: break
    }
    guard let check = checks.check(of: row.row, at: walk.stop, in: walk) else {
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

/// Numeric checks that were made, by pass and row: a check replays the ops after the node, and the
/// same rows are drawn again with every frame.
final class CheckMemory: @unchecked Sendable {
  private var known: [Int: NumericCheck?] = [:]
  private var pass = -1

  func check(of row: Int, at stop: Stop, in walk: Walk) -> NumericCheck? {
    if stop.pass != pass {
      known = [:]
      pass = stop.pass
    }
    if let found = known[row] { return found }
    let made = walk.numericCheck(of: row, in: stop.pass)
    known[row] = .some(made)
    return made
  }
}
