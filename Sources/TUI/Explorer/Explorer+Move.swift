import GraphView

/// Moving within panes and between them.
extension Explorer {
  /// Rows of text in the pane in focus.
  var pageHeight: Int {
    if helpOffset != nil { return Swift.max(size.height - 4, 1) }
    let rect = layout.rect(of: focus) ?? Rect(width: 1, height: 3)
    return Swift.max(rect.height - (focus == .nodes ? 3 : 2), 1)
  }

  /// Moves up or down by lines.
  mutating func move(by lines: Int) {
    if let offset = helpOffset {
      helpOffset = Scroll.clamped(
        offset &+ lines, height: pageHeight, count: helpLines.count)
      return
    }
    switch focus {
    case .nodes:
      let count = walk.table.count
      guard count > 0 else { return }
      let (sum, overflow) = (shownRow ?? 0).addingReportingOverflow(lines)
      let row = overflow ? (lines < 0 ? 0 : count - 1) : sum
      selectedRow = Swift.min(Swift.max(row, 0), count - 1)
    case .traces: moveTraces(by: lines)
    case .chain, .source, .output:
      let height = pageHeight
      let count = lineCount(of: focus)
      let (sum, overflow) = offset(of: focus).addingReportingOverflow(lines)
      offsets[focus] = Scroll.clamped(
        overflow ? (lines < 0 ? 0 : count) : sum, height: height, count: count)
    }
  }

  /// Left and right: in the source they scroll, on the curves they move the clock, elsewhere they
  /// step.
  mutating func moveSideways(by columns: Int) {
    if helpOffset != nil { return }
    switch focus {
    case .source where columns > 0 ? sourceScrolls : sourceColumn > 0:
      sourceColumn = Swift.max(sourceColumn + columns * 4, 0)
    case .traces where hasTraces: moveTraces(by: columns)
    case .nodes, .chain, .output, .source, .traces:
      let name = columns > 0 ? "step-forward" : "step-back"
      _ = try? perform("\(name) \(Swift.max(Swift.abs(columns), 1))")
    }
  }

  private mutating func moveTraces(by steps: Int) {
    let name = steps > 0 ? "train-forward" : "train-back"
    _ = try? perform("\(name) \(Swift.max(Swift.abs(steps), 1))")
  }

  mutating func moveToEdge(isEnd: Bool) {
    if helpOffset != nil {
      helpOffset = isEnd ? Scroll.clamped(.max, height: pageHeight, count: helpLines.count) : 0
      return
    }
    switch focus {
    case .nodes:
      let count = walk.table.count
      selectedRow = count == 0 ? nil : isEnd ? count - 1 : 0
    case .traces: _ = try? perform(isEnd ? "train \(traces.stepCount)" : "train 1")
    case .chain, .source, .output:
      offsets[focus] = Scroll.clamped(
        isEnd ? .max : 0, height: pageHeight, count: lineCount(of: focus))
    }
  }

  /// The panes that there are, in the order of Tab.
  private var reachable: [Pane] {
    let wished = wishes.map(\.pane)
    return Pane.allCases.filter(wished.contains)
  }

  mutating func focusPane(after steps: Int) {
    let panes = reachable
    guard let place = panes.firstIndex(of: focus) else {
      focus = panes.first ?? .nodes
      return
    }
    focus = panes[((place + steps) % panes.count + panes.count) % panes.count]
  }

  mutating func focusPane(_ pane: Pane) {
    guard reachable.contains(pane) else {
      message = Notice(text: "there is nothing for \(pane.name) to show", style: .dim)
      return
    }
    focus = pane
    helpOffset = nil
  }

  /// How many lines a scrolling pane has.
  func lineCount(of pane: Pane) -> Int {
    switch pane {
    case .nodes: walk.table.count
    case .chain: chainHeight
    case .source: walk.recording.source?.lineCount ?? 0
    case .output: outputLineCount
    case .traces: 0
    }
  }

  /// The first line in sight of a scrolling pane.
  func offset(of pane: Pane) -> Int {
    if let offset = offsets[pane] { return offset }
    let height = (layout.rect(of: pane)?.height ?? 3) - 2
    switch pane {
    case .source:
      return Scroll.offset(
        showing: Swift.max(currentLine - 1, 0), from: Swift.max(currentLine - 1 - height / 2, 0),
        height: height, count: lineCount(of: .source))
    case .output: return Scroll.clamped(.max, height: height, count: outputLineCount)
    case .nodes, .chain, .traces: return 0
    }
  }
}
