import GraphView

/// The row that shows where on the time line the walk stands.
extension Explorer {
  /// Whether there is a time line and room for it.
  var hasTimeline: Bool {
    guard !isEmpty, !isTiny else { return false }
    // On a low screen of one pass the heading says as much, and panes need every row.
    let isShort = walk.passes.count <= 1 || focus == .graph && size.width < 100
    return size.height >= (isShort ? 26 : 20)
  }

  /// The row of the time line, above what the next step does.
  var timelineRow: Rect {
    Rect(x: 0, y: size.height - 3, width: size.width, height: 1)
  }

  func renderTimeline(into canvas: inout Canvas, in rect: Rect) {
    let timeline = Timeline(walk, width: rect.width)
    for bar in timeline.bars {
      canvas.draw(bar.word, x: rect.x + bar.x, y: rect.y, isHere(bar) ? .normal : .dim)
      draw(bar, into: &canvas, rect)
    }
    if !timeline.note.isEmpty {
      canvas.draw(timeline.note, x: rect.x + timeline.noteX, y: rect.y, .dim)
    }
  }

  private func isHere(_ bar: Timeline.Bar) -> Bool { (0..<bar.count).contains(bar.place) }

  private func draw(_ bar: Timeline.Bar, into canvas: inout Canvas, _ rect: Rect) {
    let glyphs = canvas.glyphs
    let done = glyphs.timeDone
    let ahead = glyphs.timeAhead
    let here = isHere(bar) ? bar.cell(of: bar.place) : nil
    let style: Style
    switch bar.kind {
    case .phase(let stops):
      let phase = walk.stop(at: stops.lowerBound).phase
      style = phase == .forward ? .forward : phase == .backward ? .backward : .edited
    case .turns, .passes: style = .normal
    }
    for cell in bar.cells {
      let isDone = here.map { cell < $0 } ?? (bar.place >= bar.count)
      canvas.put(isDone ? done : ahead, x: rect.x + cell, y: rect.y, isDone ? style : .dim)
    }
    for (name, index) in time.marks {
      guard let letter = name.unicodeScalars.first, let place = place(of: index, in: bar) else {
        continue
      }
      canvas.put(letter, x: rect.x + bar.cell(of: place), y: rect.y, .match)
    }
    if let here { canvas.put(glyphs.timeHere, x: rect.x + here, y: rect.y, .current) }
  }

  /// Where a stop lies in a bar.
  private func place(of index: Int, in bar: Timeline.Bar) -> Int? {
    switch bar.kind {
    case .phase(let stops):
      return stops.contains(index) ? index - stops.lowerBound : nil
    case .turns(let loop, _):
      let stop = walk.stop(at: index)
      return stop.step.flatMap { $0.loop == loop ? $0.number - 1 : nil }
    case .passes: return walk.stop(at: index).pass
    }
  }

  /// A click or a drag on the time line goes to the place there.
  ///
  /// - Returns: whether the mouse was on it.
  mutating func takeTimeline(_ mouse: Mouse) -> Bool {
    guard hasTimeline, mouse.y == timelineRow.y else { return false }
    message = nil
    switch mouse.kind {
    case .wheelUp: _ = try? carryOut("step-back")
    case .wheelDown: _ = try? carryOut("step-forward")
    case .press, .drag, .doubleClick:
      guard let bar = Timeline(walk, width: size.width).bar(at: mouse.x) else { return true }
      let place = bar.place(of: mouse.x)
      switch bar.kind {
      case .phase(let stops):
        walk.seek(stops.lowerBound + place)
        follow()
      case .turns(let loop, _):
        walk.seekTraining(place + 1, inLoop: loop)
        follow()
      case .passes:
        walk.seek(walk.passes[place].firstStop)
        follow()
      }
    case .release: break
    }
    return true
  }
}

extension Glyphs {
  /// The part of a time line that the walk has passed, the part ahead, and where it stands.
  var timeDone: Unicode.Scalar { tier == .full ? "━" : "=" }
  var timeAhead: Unicode.Scalar { lines(.light).horizontal }
  var timeHere: Unicode.Scalar { arrowRight }
}
