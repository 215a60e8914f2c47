import Engine

/// Legend and texts.
extension AxesDrawing {
  private static let handleWidth = 20.0
  private static let handleGap = 8.0
  private static let inset = 6.0

  mutating func draw(_ legend: PlotLegend) {
    let line = fontSize * 1.45
    let entries = legend.entries.filter { axes.marks.indices.contains($0.mark) }
    let texts = entries.map(\.text) + (legend.title.isEmpty ? [] : [legend.title])
    let widest = texts.map { TextExtent.width($0, size: fontSize) }.max() ?? 0
    let rows = Double(entries.count + (legend.title.isEmpty ? 0 : 1))
    let size = (
      width: widest + Self.handleWidth + Self.handleGap + 2 * Self.inset,
      height: rows * line + 2 * Self.inset - 3
    )
    let corner = place(legend.location, size)
    let outline = FigureScene.Box(
      x: corner.x, y: corner.y, width: size.width, height: size.height)
    var path = FigureScene.Path()
    path.add(outline)
    path.fill = theme.panel.with(alpha: 0.85)
    path.stroke = theme.grid
    path.lineWidth = 0.8
    items.append(.path(path))
    var y = corner.y + Self.inset + line / 2
    if !legend.title.isEmpty {
      items.append(
        .text(
          .init(
            legend.title, at: .init(corner.x + size.width / 2, y + fontSize * 0.3), .middle,
            size: fontSize, color: theme.ink)))
      y += line
    }
    for entry in entries {
      drawHandle(axes.marks[entry.mark], at: .init(corner.x + Self.inset, y))
      let x = corner.x + Self.inset + Self.handleWidth + Self.handleGap
      items.append(
        .text(
          .init(
            entry.text, at: .init(x, y + fontSize * 0.36), .start, size: fontSize,
            color: theme.ink)))
      y += line
    }
  }

  private mutating func drawHandle(_ mark: PlotMark, at start: FigureScene.Point) {
    let end = FigureScene.Point(start.x + Self.handleWidth, start.y)
    let middle = FigureScene.Point(start.x + Self.handleWidth / 2, start.y)
    switch mark.shape {
    case .bars, .band, .polygon, .horizontalBand, .verticalBand:
      var path = FigureScene.Path()
      path.add(.init(x: start.x, y: start.y - 3.5, width: Self.handleWidth, height: 7))
      path.fill = theme.seen(mark.color)
      path.stroke = mark.edge.map { theme.seen($0) }
      items.append(.path(path))
    case .scatter(let points):
      var single = mark
      single.markerSize = min(9, (points.areas.first ?? 36).squareRoot())
      if let color = points.colors.first { single.color = color }
      if let value = points.values.first, let coloring = mark.coloring {
        single.color = coloring.color(of: value)
      }
      items += Self.markers(single, at: [middle], theme)
    default:
      if mark.dash != .none {
        var path = FigureScene.Path()
        path.add([start, end])
        path.stroke = theme.seen(mark.color)
        path.lineWidth = mark.lineWidth
        path.dashes = Self.dashes(mark.dash, mark.lineWidth)
        items.append(.path(path))
      }
      items += Self.markers(mark, at: [middle], theme)
    }
  }

  /// The upper left corner of a legend.
  private func place(
    _ location: String, _ size: (width: Double, height: Double)
  ) -> FigureScene.Point {
    let gap = 5.0
    let left = box.x + gap
    let right = box.maxX - gap - size.width
    let center = box.x + (box.width - size.width) / 2
    let top = box.y + gap
    let bottom = box.maxY - gap - size.height
    let middle = box.y + (box.height - size.height) / 2
    let places: [(String, FigureScene.Point)] = [
      ("upper right", .init(right, top)), ("upper left", .init(left, top)),
      ("lower left", .init(left, bottom)), ("lower right", .init(right, bottom)),
      ("center right", .init(right, middle)), ("center left", .init(left, middle)),
      ("lower center", .init(center, bottom)), ("upper center", .init(center, top)),
      ("center", .init(center, middle)),
    ]
    if let found = places.first(where: { $0.0 == location }) { return found.1 }
    if location == "right" { return .init(right, middle) }
    // The place where least is hidden, the earlier one of equals.
    let points = visiblePoints
    let strokes = visibleStrokes
    let hidden = places.map { place in
      let box = FigureScene.Box(
        x: place.1.x - 3, y: place.1.y - 3, width: size.width + 6, height: size.height + 6)
      return points.count { box.holds($0) } + strokes.count { box.isCrossed(by: $0.0, $0.1) }
    }
    let least = hidden.min() ?? 0
    return places[hidden.firstIndex(of: least) ?? 0].1
  }

  /// Points that a legend had better not hide.
  private var visiblePoints: [FigureScene.Point] {
    var points: [FigureScene.Point] = []
    for mark in axes.marks {
      switch mark.shape {
      case .scatter(let cloud):
        points += zip(cloud.x, cloud.y).filter { frame.shows($0, $1) }.map { frame.point($0, $1) }
      case .bars(let bars):
        for bar in bars {
          for share in [0, 0.25, 0.5, 0.75, 1] {
            let place = frame.point(bar.x + bar.width / 2, bar.y + bar.height * share)
            if !place.x.isNaN, !place.y.isNaN { points.append(place) }
          }
        }
      case .text(let text) where !text.isRelative && frame.shows(text.x, text.y):
        points.append(frame.point(text.x, text.y))
      default: break
      }
    }
    return points
  }

  /// Straight pieces of curves that it had better not hide either.
  private var visibleStrokes: [(FigureScene.Point, FigureScene.Point)] {
    var strokes: [(FigureScene.Point, FigureScene.Point)] = []
    func add(_ x: [Double], _ y: [Double]) {
      for run in frame.runs(x, y) { strokes += zip(run, run.dropFirst()) }
    }
    for mark in axes.marks {
      switch mark.shape {
      case .line(let x, let y), .polygon(let x, let y): add(x, y)
      case .band(let x, let low, let high):
        add(x, low)
        add(x, high)
      case .segments(let segments):
        for segment in segments { add([segment.x0, segment.x1], [segment.y0, segment.y1]) }
      default: break
      }
    }
    return strokes
  }

  // MARK: Texts

  mutating func draw(_ text: PlotText, _ mark: PlotMark) {
    var place: FigureScene.Point
    if text.isRelative {
      place = .init(box.x + text.x * box.width, box.maxY - text.y * box.height)
    } else {
      guard frame.shows(text.x, text.y) else { return }
      place = frame.point(text.x, text.y)
      // A text whose place is out of sight is left out, as its plot is.
      guard place.x >= box.x - 200, place.x <= box.maxX + 200, place.y >= box.y - 200,
        place.y <= box.maxY + 200
      else { return }
    }
    place.x += text.offset.x0
    place.y -= text.offset.y0
    let color = theme.seen(mark.color)
    if let target = text.target, frame.shows(target.x, target.y) {
      drawArrow(from: place, to: frame.point(target.x, target.y), text, color)
    }
    let lines = Double(text.text.split(separator: "\n", omittingEmptySubsequences: false).count)
    let height = TextExtent.lineHeight(text.size)
    switch text.vertical {
    case "center", "center_baseline": place.y += text.size * 0.36 - (lines - 1) * height / 2
    case "top": place.y += text.size * 0.8
    default: place.y -= (lines - 1) * height
    }
    let anchor: FigureScene.Text.Anchor =
      text.horizontal == "center" ? .middle : text.horizontal == "right" ? .end : .start
    for (row, line) in text.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      var drawn = FigureScene.Text(
        String(line), at: .init(place.x, place.y + Double(row) * height), anchor, size: text.size,
        color: color)
      drawn.rotation = text.rotation
      drawn.isBold = text.isBold
      items.append(.text(drawn))
    }
  }

  private mutating func drawArrow(
    from start: FigureScene.Point, to end: FigureScene.Point, _ text: PlotText, _ color: PlotColor
  ) {
    let width = TextExtent.width(text.text, size: text.size)
    // From the middle of the text's side that is nearest.
    let x =
      end.x > start.x + width
      ? start.x + width + 2 : end.x < start.x ? start.x - 2 : start.x + width / 2
    let y =
      end.y < start.y - text.size
      ? start.y - text.size : end.y > start.y + 4 ? start.y + 4 : start.y - text.size * 0.36
    let (dx, dy) = (end.x - x, end.y - y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 6 else { return }
    let (ux, uy) = (dx / length, dy / length)
    let tip = FigureScene.Point(end.x - ux * 3, end.y - uy * 3)
    var shaft = FigureScene.Path()
    shaft.add([.init(x, y), .init(tip.x - ux * 5, tip.y - uy * 5)])
    shaft.stroke = color
    items.append(.path(shaft))
    var head = FigureScene.Path()
    head.add(
      [
        tip, .init(tip.x - ux * 7 - uy * 3, tip.y - uy * 7 + ux * 3),
        .init(tip.x - ux * 7 + uy * 3, tip.y - uy * 7 - ux * 3),
      ], isClosed: true)
    head.fill = color
    items.append(.path(head))
  }
}

extension FigureScene.Box {
  func holds(_ point: FigureScene.Point) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }

  /// Whether a straight line passes through.
  func isCrossed(by start: FigureScene.Point, _ end: FigureScene.Point) -> Bool {
    // The part of the line that lies between the sides, one side after another.
    var first = 0.0
    var last = 1.0
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    for (step, room) in [
      (-dx, start.x - x), (dx, maxX - start.x), (-dy, start.y - y), (dy, maxY - start.y),
    ] {
      if step == 0 {
        if room < 0 { return false }
        continue
      }
      let share = room / step
      if step < 0 { first = max(first, share) } else { last = min(last, share) }
      if first > last { return false }
    }
    return true
  }
}
