import GraphView

/// A row of the pane: an expression, or something that runs stop at.
enum WatchRow: Hashable {
  case watch(Condition)
  case breakpoint(Breakpoint)

  var text: String {
    switch self {
    case .watch(let condition): condition.text
    case .breakpoint(let breakpoint): breakpoint.text
    }
  }

  /// What is read for it at a stop.
  var condition: Condition? {
    switch self {
    case .watch(let condition): condition
    case .breakpoint(let breakpoint):
      switch breakpoint.place {
      case .condition(let condition), .change(let condition): condition
      case .span(_, let name), .node(_, let name): try? Condition(name)
      }
    }
  }
}

/// The watched expressions and the breakpoints, with what they are at this stop.
extension Explorer {
  /// The rows: watches first; a watch that is a breakpoint has one row.
  var watchRows: [WatchRow] {
    let watched = Set(watches.list)
    let others = breakpoints.filter {
      switch $0.place {
      case .condition(let condition), .change(let condition): !watched.contains(condition)
      case .span, .node: true
      }
    }
    let rows = watches.list.map(WatchRow.watch) + others.map(WatchRow.breakpoint)
    guard !watches.filter.isEmpty else { return rows }
    let wanted = watches.filter.lowercased()
    return rows.filter { $0.text.lowercased().contains(wanted) }
  }

  var selectedWatch: WatchRow? {
    let rows = watchRows
    return rows.indices.contains(watches.selected) ? rows[watches.selected] : nil
  }

  /// Whether there is anything for the pane to show.
  var hasWatches: Bool { !watches.list.isEmpty || !breakpoints.isEmpty || focus == .watches }

  /// The breakpoint that a watch is as well.
  private func breakpoint(of row: WatchRow) -> Breakpoint? {
    switch row {
    case .breakpoint(let breakpoint): breakpoint
    case .watch(let condition):
      breakpoints.first {
        $0.place == .condition(condition) || $0.place == .change(condition)
      }
    }
  }

  func renderWatches(into canvas: inout Canvas, in rect: Rect) {
    let rows = watchRows
    let height = Swift.max(rect.height - 3, 1)
    let selected = Swift.min(watches.selected, Swift.max(rows.count - 1, 0))
    let offset = Scroll.offset(
      showing: selected, from: watches.offset, height: height, count: rows.count)
    let title = watches.filter.isEmpty ? "Watches" : "Watches with \(watches.filter)"
    let note = Scroll.note(offset: offset, height: height, count: rows.count)
    let inner = frame(.watches, title: title, note: note, into: &canvas, in: rect)
    guard !rows.isEmpty else {
      canvas.draw(
        watches.filter.isEmpty
          ? "nothing yet: w adds a watch such as norm(grad(w)), b a breakpoint"
          : "no watch holds this text; \\ shows all",
        x: inner.x + 1, y: inner.y, .dim, width: inner.width - 2)
      return
    }
    let target = walk.targetName(at: walk.stop)
    let glyphs = canvas.glyphs
    let table = Table(
      [
        Table.Column("expression", minimum: 8, maximum: 48, isFlexible: true, priority: 9),
        Table.Column("before", .right, minimum: 8, maximum: 26, priority: 5),
        Table.Column("", minimum: 1, priority: 6),
        Table.Column("now", .left, minimum: 8, maximum: 26, priority: 8),
        Table.Column("d\(target)/d·", .right, minimum: 8, maximum: 22, priority: 4),
        Table.Column("hits", .right, minimum: 4, priority: 3),
      ], rowCount: rows.count, offset: offset, selected: focus == .watches ? selected : nil,
      isFocused: focus == .watches, hasHead: inner.height > 1
    ) { cells(of: rows[$0], glyphs) }
    table.render(
      into: &canvas,
      in: Rect(x: inner.x, y: inner.y, width: inner.width - 1, height: inner.height))
  }

  private func cells(of row: WatchRow, _ glyphs: Glyphs) -> [Table.Item] {
    let stop = walk.stop
    let notYet = String(glyphs.notComputed)
    // What a prediction asks for is told nowhere.
    let isVeiled = walk.veil != nil
    func text(_ reading: WatchReading?) -> String {
      if isVeiled { return "?" }
      guard let reading else { return notYet }
      if case .missing = reading { return notYet }
      return reading.brief
    }
    let breakpoint = breakpoint(of: row)
    let isOff = breakpoint.map { !$0.isOn } ?? false
    var name = row.text
    if breakpoint != nil { name = "\(isOff ? "○" : String(glyphs.breakpoint)) \(name)" }
    let now = row.condition.map { walk.reading(of: $0, at: stop) }
    let before =
      walk.index > 0
      ? row.condition.map { walk.reading(of: $0, at: walk.stop(at: walk.index - 1)) } : nil
    let hasChanged = text(now) != text(before) && walk.index > 0
    var adjoint = ""
    if !isVeiled, case .name(let plain)? = row.condition?.expression {
      adjoint = walk.adjoint(called: plain, at: stop) ?? ""
      if adjoint == "·" { adjoint = notYet }
    }
    let hits = breakpoint.map { String(watches.hits[$0.place] ?? 0) } ?? ""
    let isTrue = !isVeiled && now?.isTrue ?? false
    return [
      Table.Item(name, isOff ? .dim : breakpoint == nil ? .normal : .warning),
      Table.Item(text(before), .dim),
      Table.Item(hasChanged ? "→" : "", .edited),
      Table.Item(text(now), hasChanged ? .edited : isTrue ? .success : .normal),
      Table.Item(adjoint, .backward), Table.Item(hits, .dim),
    ]
  }

  /// What a search looks through.
  func watchLine(_ index: Int) -> String {
    let rows = watchRows
    guard rows.indices.contains(index) else { return "" }
    if walk.veil != nil { return rows[index].text }
    let value = rows[index].condition.map { walk.reading(of: $0, at: walk.stop).text } ?? ""
    return "\(rows[index].text) \(value)"
  }

  /// Moves the selection.
  mutating func moveInWatches(by lines: Int) {
    let (sum, overflow) = watches.selected.addingReportingOverflow(lines)
    watches.selected = overflow ? (lines < 0 ? 0 : Int.max) : sum
    clampWatches()
  }

  /// A press of the mouse selects a row, a double press makes it a breakpoint.
  mutating func pressWatches(at mouse: Mouse, in rect: Rect) {
    let rows = watchRows
    let height = Swift.max(rect.height - 3, 1)
    let offset = Scroll.offset(
      showing: Swift.min(watches.selected, Swift.max(rows.count - 1, 0)), from: watches.offset,
      height: height, count: rows.count)
    let row = offset + mouse.y - rect.y - 2
    guard mouse.y > rect.y + 1, rows.indices.contains(row) else { return }
    watches.selected = row
    if mouse.kind == .doubleClick { _ = try? carryOut("watch-break") }
  }
}
