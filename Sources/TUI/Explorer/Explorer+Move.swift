import GraphView

/// Moving within panes and between them.
extension Explorer {
  /// Rows of text in the pane in focus.
  var pageHeight: Int {
    if helpOffset != nil { return Swift.max(paneArea.height - 2, 1) }
    return textHeight(of: focus)
  }

  /// Rows of text in a pane.
  private func textHeight(of pane: Pane) -> Int {
    let rect = layout.rect(of: pane) ?? Rect(width: 1, height: 3)
    return Swift.max(rect.height - (pane == .nodes || pane == .watches ? 3 : 2), 1)
  }

  /// Moves up or down by lines.
  mutating func move(by lines: Int) {
    if let offset = helpOffset {
      helpOffset = Scroll.clamped(
        offset &+ lines, height: pageHeight, count: helpLineCount)
      return
    }
    switch focus {
    case .nodes:
      let count = nodeCount
      guard count > 0 else { return }
      let (sum, overflow) = nodeIndex(of: shownRow ?? 0).addingReportingOverflow(lines)
      let index = overflow ? (lines < 0 ? 0 : count - 1) : sum
      selectedRow = nodeRow(at: Swift.min(Swift.max(index, 0), count - 1))
    case .traces: moveTraces(by: lines)
    case .watches: moveInWatches(by: lines)
    case .figures: moveFigures(by: lines)
    case .tensor: moveTensor(rows: lines)
    case .surface: moveTraces(by: lines)
    case .why:
      select(line: diagnosis.selected &+ Swift.min(Swift.max(lines, -1_000_000), 1_000_000))
    case .traced: moveInTraced(by: lines)
    case .graph: moveInGraph(lines < 0 ? .north : .south, times: Swift.abs(lines))
    case .chain, .source, .output:
      let height = pageHeight
      let count = shownLineCount(of: focus)
      let (sum, overflow) = offset(of: focus, height: height).addingReportingOverflow(lines)
      offsets[focus] = Scroll.clamped(
        overflow ? (lines < 0 ? 0 : count) : sum, height: height, count: count)
    }
  }

  /// Left and right: text that is wider than its pane scrolls, on the curves they move the clock,
  /// elsewhere they step.
  mutating func moveSideways(by steps: Int) {
    if helpOffset != nil { return }
    let column = columns[focus] ?? 0
    switch focus {
    case .source where steps < 0 ? column > 0 : hiddenColumns(of: focus) > column,
      .output where steps < 0 ? column > 0 : hiddenColumns(of: focus) > column:
      columns[focus] = Swift.min(
        Swift.max(column + steps * 4, 0), Swift.max(hiddenColumns(of: focus), column))
    case .traces where hasTraces: moveTraces(by: steps)
    case .traced: moveInTraced(by: steps)
    case .graph: moveInGraph(steps < 0 ? .west : .east, times: Swift.abs(steps))
    case .tensor where inspected != nil: moveTensor(columns: steps)
    case .surface where hasTraces: moveTraces(by: steps)
    case .nodes, .chain, .output, .source, .traces, .watches, .figures, .tensor, .surface, .why:
      let name = steps > 0 ? "step-forward" : "step-back"
      _ = try? carryOut("\(name) \(Swift.max(Swift.abs(steps), 1))")
    }
  }

  /// How many columns the widest line in sight goes beyond the pane.
  private func hiddenColumns(of pane: Pane) -> Int {
    guard let rect = layout.rect(of: pane) else { return 0 }
    let glyphs = Glyphs(tier: .full)
    let height = textHeight(of: pane)
    let first = offset(of: pane, height: height)
    let last = Swift.min(first + height, shownLineCount(of: pane))
    let widest = (first..<Swift.max(last, first)).map { shownLine($0, of: pane) }.map { index in
      glyphs.width(
        of: pane == .source
          ? walk.recording.source?.line(index + 1) ?? "" : outputLine(index))
    }.max()
    let gutter =
      pane == .source ? String(walk.recording.source?.lineCount ?? 0).count + 3 : 2
    return Swift.max((widest ?? 0) - (rect.width - 2 - gutter), 0)
  }

  private mutating func moveTraces(by steps: Int) {
    let name = steps > 0 ? "train-forward" : "train-back"
    _ = try? carryOut("\(name) \(Swift.max(Swift.abs(steps), 1))")
  }

  mutating func moveToEdge(isEnd: Bool) {
    if helpOffset != nil {
      helpOffset = isEnd ? Scroll.clamped(.max, height: pageHeight, count: helpLineCount) : 0
      return
    }
    switch focus {
    case .nodes:
      let count = nodeCount
      selectedRow = count == 0 ? nil : nodeRow(at: isEnd ? count - 1 : 0)
    case .graph: selectEndOfGraph(isEnd: isEnd)
    case .watches: watches.selected = isEnd ? Swift.max(watchRows.count - 1, 0) : 0
    case .why: select(line: isEnd ? diagnosisCount - 1 : 0)
    case .traced: moveInTraced(by: isEnd ? 1_000_000 : -1_000_000)
    case .tensor:
      moveTensor(rows: isEnd ? .max : -.max, columns: isEnd ? .max : -.max)
    case .traces, .surface: _ = try? carryOut(isEnd ? "train \(traces.stepCount)" : "train 1")
    case .figures: moveFigures(by: isEnd ? Int.max : -Int.max)
    case .chain, .source, .output:
      offsets[focus] = Scroll.clamped(
        isEnd ? .max : 0, height: pageHeight, count: shownLineCount(of: focus))
    }
  }

  /// The panes that there are, in the order of Tab.
  var reachable: [Pane] {
    let wished = wishes.map(\.pane)
    return Pane.allCases.filter {
      wished.contains($0) || $0 == .watches && !isEmpty || $0 == .traced && hasBuiltGraphs
    }
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
    case .chain: chainLines.count
    case .source: walk.recording.source?.lineCount ?? 0
    case .output: outputLineCount
    case .watches: watchRows.count
    case .tensor: inspected?.main?.count ?? 0
    case .traces, .graph, .figures, .surface, .why, .traced: 0
    }
  }

  /// The lines of the chain rule as the pane breaks them.
  var chainLines: [StyledLine] {
    let width = (layout.rect(of: .chain)?.width ?? size.width) - 4
    return chainText(width: width, glyphs: Glyphs(tier: .full)).lines
  }

  /// The first line in sight of a pane that shows so many.
  func offset(of pane: Pane, height: Int) -> Int {
    let count = shownLineCount(of: pane)
    switch pane {
    case .source:
      if let offset = offsets[pane] {
        return Scroll.clamped(offset, height: height, count: count)
      }
      let line = Swift.max(currentLine - 1, 0)
      let place = shownLines(of: .source).map { $0.firstIndex { $0 >= line } ?? 0 } ?? line
      return Scroll.offset(
        showing: place, from: Swift.max(place - height / 2, 0), height: height, count: count)
    case .output:
      return Scroll.clamped(offsets[pane] ?? .max, height: height, count: count)
    case .chain:
      return offsets[pane].map { Scroll.clamped($0, height: height, count: count) } ?? 0
    case .nodes, .traces, .graph, .watches, .figures, .tensor, .surface, .why, .traced: return 0
    }
  }
}
