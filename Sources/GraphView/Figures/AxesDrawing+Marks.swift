import Engine

/// What the plot shows.
extension AxesDrawing {
  mutating func draw(_ mark: PlotMark) {
    switch mark.shape {
    case .line(let x, let y): drawLine(x, y, mark)
    case .scatter(let points): draw(points, mark)
    case .bars(let bars): draw(bars, mark)
    case .band(let x, let low, let high): drawBand(x, low, high, mark)
    case .polygon(let x, let y):
      var path = FigureScene.Path()
      for run in frame.runs(x, y) { path.add(run, isClosed: true) }
      fill(path, mark)
    case .field(let field): draw(field, mark)
    case .contour(let field): draw(field, mark)
    case .horizontal(let y, let from, let to):
      let height = frame.up(y)
      guard !height.isNaN else { return }
      stroke(
        [[.init(box.x + from * box.width, height), .init(box.x + to * box.width, height)]], mark)
    case .vertical(let x, let from, let to):
      let place = frame.across(x)
      guard !place.isNaN else { return }
      stroke(
        [[.init(place, box.maxY - from * box.height), .init(place, box.maxY - to * box.height)]],
        mark)
    case .horizontalBand(let low, let high):
      let (top, bottom) = (frame.up(high), frame.up(low))
      fillBox(box.x, min(top, bottom), box.maxX, max(top, bottom), mark)
    case .verticalBand(let low, let high):
      let (left, right) = (frame.across(low), frame.across(high))
      fillBox(min(left, right), box.y, max(left, right), box.maxY, mark)
    case .segments(let segments):
      stroke(
        segments.filter { frame.shows($0.x0, $0.y0) && frame.shows($0.x1, $0.y1) }.map {
          [frame.point($0.x0, $0.y0), frame.point($0.x1, $0.y1)]
        }, mark)
    case .text: break
    }
  }

  // MARK: Lines

  static func dashes(_ dash: PlotDash, _ width: Double) -> [Double] {
    switch dash {
    case .solid, .none: []
    case .dashed: [3.7 * width, 1.6 * width]
    case .dashDot: [6.4 * width, 1.6 * width, width, 1.6 * width]
    case .dotted: [width, 1.65 * width]
    }
  }

  private mutating func stroke(_ runs: [[FigureScene.Point]], _ mark: PlotMark) {
    guard mark.dash != .none, mark.lineWidth > 0 else { return }
    var path = FigureScene.Path()
    for run in runs where run.count > 1 { path.add(run) }
    guard !path.steps.isEmpty else { return }
    path.stroke = theme.seen(mark.color)
    path.lineWidth = mark.lineWidth
    path.dashes = Self.dashes(mark.dash, mark.lineWidth)
    path.isRounded = mark.dash == .solid
    items.append(.path(path))
  }

  private mutating func drawLine(_ x: [Double], _ y: [Double], _ mark: PlotMark) {
    stroke(frame.runs(x, y), mark)
    guard mark.marker != .none else { return }
    let places = zip(x, y).filter { frame.shows($0, $1) }.map { frame.point($0, $1) }
    items += Self.markers(mark, at: places, theme)
  }

  /// The signs of a line at places.
  static func markers(
    _ mark: PlotMark, at places: [FigureScene.Point], _ theme: FigureTheme
  ) -> [FigureScene.Item] {
    guard mark.marker != .none, !places.isEmpty else { return [] }
    var path = FigureScene.Path()
    let shape = MarkerShape(mark.marker, size: mark.markerSize)
    for place in places { shape.add(to: &path, at: place) }
    let color = theme.seen(mark.color)
    if mark.marker.isStroked {
      path.stroke = color
      path.lineWidth = 1
    } else {
      let inside = mark.markerColor.map { theme.seen($0) } ?? color
      path.fill = inside.alpha > 0 ? inside.with(alpha: inside.alpha * mark.color.alpha) : nil
      if mark.edge != nil || mark.markerColor != nil {
        path.stroke = mark.edge.map { theme.seen($0) } ?? color
        path.lineWidth = 1
      }
    }
    return [.path(path)]
  }

  // MARK: Points and bars

  private mutating func draw(_ points: PlotMark.Scatter, _ mark: PlotMark) {
    // Points that look alike are one path; single ones keep their order.
    var groups: [(color: PlotColor, area: Double, places: [FigureScene.Point])] = []
    for index in points.x.indices where frame.shows(points.x[index], points.y[index]) {
      var color = mark.color
      if !points.colors.isEmpty {
        color = points.colors[index]
      } else if !points.values.isEmpty, let coloring = mark.coloring {
        guard !points.values[index].isNaN else { continue }
        color = coloring.color(of: points.values[index]).with(alpha: mark.color.alpha)
      }
      let area = points.areas.count == 1 ? points.areas[0] : points.areas[index]
      let place = frame.point(points.x[index], points.y[index])
      if let last = groups.indices.last, groups[last].color == color, groups[last].area == area,
        color.alpha == 1
      {
        groups[last].places.append(place)
      } else {
        groups.append((color, area, [place]))
      }
    }
    for group in groups {
      var single = mark
      single.color = group.color
      single.markerSize = max(0, group.area).squareRoot()
      if mark.marker == .point { single.markerSize *= 1 }
      if single.marker.isStroked { single.lineWidth = 1.5 }
      items += Self.markers(single, at: group.places, theme)
    }
  }

  private mutating func draw(_ bars: [PlotMark.Bar], _ mark: PlotMark) {
    for bar in bars {
      // On a logarithmic axis a bar stands on the lower end.
      let x0 = frame.x.isLogarithmic && bar.x <= 0 ? box.x : frame.across(bar.x)
      let y0 = frame.y.isLogarithmic && bar.y <= 0 ? box.maxY : frame.up(bar.y)
      let (x1, y1) = (frame.across(bar.x + bar.width), frame.up(bar.y + bar.height))
      guard ![x0, x1, y0, y1].contains(where: \.isNaN) else { continue }
      var single = mark
      if let color = bar.color { single.color = color }
      fillBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), single)
    }
  }

  private mutating func fillBox(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ mark: PlotMark
  ) {
    guard ![x0, x1, y0, y1].contains(where: \.isNaN) else { return }
    var path = FigureScene.Path()
    path.add(.init(x: x0, y: y0, width: x1 - x0, height: y1 - y0))
    fill(path, mark)
  }

  private mutating func fill(_ path: FigureScene.Path, _ mark: PlotMark) {
    guard !path.steps.isEmpty else { return }
    var path = path
    path.fill = theme.seen(mark.color)
    if let edge = mark.edge {
      path.stroke = theme.seen(edge)
      path.lineWidth = mark.lineWidth
    }
    items.append(.path(path))
  }

  private mutating func drawBand(
    _ x: [Double], _ low: [Double], _ high: [Double], _ mark: PlotMark
  ) {
    var path = FigureScene.Path()
    var run: [Int] = []
    func close(_ path: inout FigureScene.Path) {
      guard run.count > 1 else { return }
      let there = run.map { frame.point(x[$0], low[$0]) }
      let back = run.reversed().map { frame.point(x[$0], high[$0]) }
      path.add(there + back, isClosed: true)
    }
    for index in x.indices {
      if frame.shows(x[index], low[index]), frame.shows(x[index], high[index]) {
        run.append(index)
      } else {
        close(&path)
        run = []
      }
    }
    close(&path)
    fill(path, mark)
  }

  // MARK: Fields

  private func cellColor(_ field: ColorField, _ index: Int, _ mark: PlotMark) -> PlotColor {
    let color =
      field.colors.isEmpty
      ? mark.coloring?.color(of: field.values[index]) ?? .clear : field.colors[index]
    return color.with(alpha: color.alpha * mark.color.alpha)
  }

  private mutating func draw(_ field: ColorField, _ mark: PlotMark) {
    guard field.rows > 0, field.columns > 0,
      max(field.values.count, field.colors.count) >= field.rows * field.columns
    else { return }
    if isRegular(field) { return drawPixels(field, mark) }
    for row in 0..<field.rows {
      for column in 0..<field.columns {
        let x0 = frame.across(field.xEdges[column])
        let x1 = frame.across(field.xEdges[column + 1])
        let (y0, y1) = (frame.up(field.yEdges[row]), frame.up(field.yEdges[row + 1]))
        guard ![x0, x1, y0, y1].contains(where: \.isNaN) else { continue }
        var path = FigureScene.Path()
        path.add(
          .init(
            x: min(x0, x1), y: min(y0, y1), width: abs(x1 - x0) + 0.3, height: abs(y1 - y0) + 0.3))
        path.fill = cellColor(field, row * field.columns + column, mark)
        items.append(.path(path))
      }
    }
  }

  private func isRegular(_ field: ColorField) -> Bool {
    guard !frame.x.isLogarithmic, !frame.y.isLogarithmic else { return false }
    func isEven(_ edges: [Double]) -> Bool {
      guard let first = edges.first, let last = edges.last, edges.count > 1 else { return false }
      let step = (last - first) / Double(edges.count - 1)
      return edges.indices.allSatisfy {
        abs(edges[$0] - first - Double($0) * step) <= 1e-6 * abs(last - first)
      }
    }
    return isEven(field.xEdges) && isEven(field.yEdges)
  }

  private mutating func drawPixels(_ field: ColorField, _ mark: PlotMark) {
    guard let left = field.xEdges.first, let right = field.xEdges.last,
      let first = field.yEdges.first, let last = field.yEdges.last
    else { return }
    let (x0, x1) = (frame.across(left), frame.across(right))
    let (y0, y1) = (frame.up(first), frame.up(last))
    var colors: [PlotColor] = []
    colors.reserveCapacity(field.rows * field.columns)
    for row in 0..<field.rows {
      let from = y0 <= y1 ? row : field.rows - 1 - row
      for column in 0..<field.columns {
        let at = x0 <= x1 ? column : field.columns - 1 - column
        colors.append(cellColor(field, from * field.columns + at, mark))
      }
    }
    items.append(
      .pixels(
        .init(
          columns: field.columns, rows: field.rows, colors: colors,
          box: .init(x: min(x0, x1), y: min(y0, y1), width: abs(x1 - x0), height: abs(y1 - y0)))))
  }

  // MARK: Contours

  func bandColor(_ index: Int, _ field: ContourField, _ mark: PlotMark) -> PlotColor {
    if !field.colors.isEmpty { return field.colors[index % field.colors.count] }
    let middle = (field.levels[index] + field.levels[min(index + 1, field.levels.count - 1)]) / 2
    return mark.coloring?.color(of: middle) ?? mark.color
  }

  private mutating func draw(_ field: ContourField, _ mark: PlotMark) {
    func path(_ lines: [[ContourLines.Point]], isClosed: Bool) -> FigureScene.Path {
      var path = FigureScene.Path()
      for line in lines {
        path.add(
          line.filter { frame.shows($0.x, $0.y) }.map { frame.point($0.x, $0.y) },
          isClosed: isClosed)
      }
      return path
    }
    if field.isFilled {
      for (index, level) in field.levels.dropLast().enumerated() {
        var region = path(ContourRegion(field, above: level).polygons, isClosed: true)
        region.fill = bandColor(index, field, mark).with(alpha: mark.color.alpha)
        if !region.steps.isEmpty { items.append(.path(region)) }
      }
      return
    }
    for (index, level) in field.levels.enumerated() {
      let lines = ContourLines(field, level: level).lines
      var line = path(lines, isClosed: false)
      guard !line.steps.isEmpty else { continue }
      let color =
        field.colors.isEmpty
        ? mark.coloring?.color(of: level) ?? mark.color : field.colors[index % field.colors.count]
      line.stroke = theme.seen(color).with(alpha: mark.color.alpha)
      line.lineWidth = mark.lineWidth
      // Heights below zero are dashed where one color is used for all.
      let isBelow = field.colors.count == 1 && level < 0
      line.dashes = Self.dashes(isBelow ? .dashed : mark.dash, mark.lineWidth)
      items.append(.path(line))
      if field.hasLabels, let longest = lines.max(by: { $0.count < $1.count }) {
        label(level, at: longest[longest.count / 2], theme.seen(color))
      }
    }
  }

  private mutating func label(_ level: Double, at point: ContourLines.Point, _ color: PlotColor) {
    let place = frame.point(point.x, point.y)
    let text = FigureNumber.short(level)
    let size = fontSize * 0.9
    let width = TextExtent.width(text, size: size)
    guard place.x - width / 2 > box.x, place.x + width / 2 < box.maxX,
      place.y - size > box.y, place.y + size < box.maxY
    else { return }
    var halo = FigureScene.Path()
    halo.add(
      .init(
        x: place.x - width / 2 - 1, y: place.y - size * 0.6, width: width + 2, height: size * 1.2))
    halo.fill = theme.panel
    items.append(.path(halo))
    items.append(
      .text(
        .init(
          text, at: .init(place.x, place.y + size * 0.36), .middle, size: size, color: color)))
  }
}
