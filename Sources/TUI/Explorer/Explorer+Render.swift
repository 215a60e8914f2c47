import GraphView

/// Drawing the screen.
extension Explorer {
  package func render(into canvas: inout Canvas) {
    let bounds = canvas.bounds
    guard !bounds.isEmpty else { return }
    if let live, isLive {
      renderLive(live, into: &canvas)
      if let entry { renderPrompt(entry, into: &canvas) }
      return
    }
    if isTiny { return renderTiny(into: &canvas) }
    renderHeader(into: &canvas, in: Rect(x: 0, y: 0, width: bounds.width, height: 1))
    if helpOffset != nil {
      renderHelp(into: &canvas, in: paneArea)
    } else {
      for place in layout.panes {
        switch place.pane {
        case .nodes: renderNodes(into: &canvas, in: place.rect)
        case .chain: renderChain(into: &canvas, in: place.rect)
        case .graph: renderGraph(into: &canvas, in: place.rect)
        case .source: renderSource(into: &canvas, in: place.rect)
        case .traces: renderTraces(into: &canvas, in: place.rect)
        case .watches: renderWatches(into: &canvas, in: place.rect)
        case .figures: renderFigures(into: &canvas, in: place.rect)
        case .tensor: renderTensor(into: &canvas, in: place.rect)
        case .surface: renderSurface(into: &canvas, in: place.rect)
        case .why: renderDiagnosis(into: &canvas, in: place.rect)
        case .traced: renderTraced(into: &canvas, in: place.rect)
        case .output: renderOutput(into: &canvas, in: place.rect)
        }
      }
    }
    if hasTimeline { renderTimeline(into: &canvas, in: timelineRow) }
    renderFooter(into: &canvas)
  }

  /// The border of a pane; a double line tells of the focus.
  func frame(
    _ pane: Pane, title: String, note: String, into canvas: inout Canvas, in rect: Rect
  ) -> Rect {
    let hasFocus = pane == focus
    return canvas.box(
      rect, hasFocus ? .double : .light, title: title, note: note,
      style: hasFocus ? .focusBorder : .border, titleStyle: hasFocus ? .focusTitle : .title)
  }

  private func renderHeader(into canvas: inout Canvas, in rect: Rect) {
    let stop = walk.stop
    // On a narrow screen where the walk stands says more than the program's name.
    let pieces =
      rect.width < 60
      ? [stop.title, stop.stepTitle, orderTitle, editTitle, subject.name]
      : [
        "gradwalk  \(subject.name)", stop.title, stop.stepTitle, orderTitle, editTitle,
        subject.formula,
      ]
    StatusLine(
      live == nil ? pieces : ["PAUSED"] + pieces,
      end: (rect.width < 100 || memoryNote.isEmpty ? "" : "\(memoryNote)   ")
        + "stop \(walk.index + 1)/\(walk.count)"
    ).render(into: &canvas, in: rect)
  }

  private var orderTitle: String { isEmpty ? "" : walk.orderTitle(of: walk.stop.pass) }

  /// What the walk differs by from the lesson, and which one of two runs it is.
  private var editTitle: String {
    [fork.map { "\($0.shown.rawValue) of A|B" } ?? "", edit.title].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// The line above the hints: what the next step does, or a message; then hints, or the prompt.
  private func renderFooter(into canvas: inout Canvas) {
    let bounds = canvas.bounds
    let above = Rect(x: 0, y: bounds.height - 2, width: bounds.width, height: 1)
    if let message {
      canvas.draw(message.text, x: 1, y: above.y, message.style, width: bounds.width - 2)
    } else {
      canvas.draw(nextLine, x: 1, y: above.y, .dim, width: bounds.width - 2)
    }
    let pending = dispatcher.pendingText
    if !pending.isEmpty {
      canvas.draw(
        pending, x: 0, y: above.y, .keyHint, width: bounds.width - 1, alignment: .right)
    }
    let last = Rect(x: 0, y: bounds.height - 1, width: bounds.width, height: 1)
    if let entry {
      renderPrompt(entry, into: &canvas)
    } else {
      HintBar(hints(width: bounds.width, glyphs: canvas.glyphs)).render(into: &canvas, in: last)
    }
  }

  /// The keys that mean something in this place.
  func hints(width: Int, glyphs: Glyphs) -> [KeyHint] {
    Explorer.actions.hints(
      in: [focus.scope, .global], width: width, glyphs: glyphs, where: isHinted)
  }

  /// Whether a key does something in this place, so that it is worth a hint.
  private func isHinted(_ command: Command) -> Bool {
    switch command {
    case .edit: edit.runner != nil && [.nodes, .source, .tensor, .graph].contains(focus)
    case .predict: !isEmpty && [.nodes, .chain].contains(focus) && walk.index + 1 < walk.count
    default: true
    }
  }

  /// The line being typed, with what could follow it above.
  private func renderPrompt(_ entry: Entry, into canvas: inout Canvas) {
    let bounds = canvas.bounds
    var prompt = entry.prompt
    prompt.offer(completion(of: prompt.text, for: entry.purpose))
    let most = Swift.max(Swift.min(bounds.height - 2, 1 + Self.shownCandidates), 1)
    let height = Swift.min(prompt.wantedHeight, most)
    prompt.render(
      into: &canvas,
      in: Rect(x: 0, y: bounds.height - height, width: bounds.width, height: height))
  }

  /// Rows of the palette at most.
  private static let shownCandidates = 12

  /// What the next step will do.
  private var nextLine: String {
    guard walk.index + 1 < walk.count else { return "end of the walk" }
    return "next: \(walk.sentence(at: walk.stop(at: walk.index + 1)))"
  }

  /// Where there is no room for panes: the sentence of the stop, as much as fits.
  private func renderTiny(into canvas: inout Canvas) {
    let (rest, last) = canvas.bounds.splitBottom(canvas.bounds.height > 1 ? 1 : 0)
    let lines = [StyledLine(walk.stop.title, .title), StyledLine(notice ?? walk.sentence)]
    TextView(lines, wraps: true).render(into: &canvas, in: rest)
    if let entry {
      entry.prompt.render(into: &canvas, in: last)
    } else {
      canvas.draw("s/S step  q quit", x: 0, y: last.y, .dim, width: last.width)
    }
  }
}
