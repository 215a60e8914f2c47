import Engine
import GraphView

/// One plot of a figure in cells.
struct AxesView {
  private let axes: PlotAxes
  private let hasColor: Bool
  private let limits: PlotLimits
  /// Whether it lies over another plot, whose title and axes are there already.
  private let isOver: Bool

  init(_ axes: PlotAxes, hasColor: Bool, isOver: Bool) {
    self.axes = axes
    self.hasColor = hasColor
    self.isOver = isOver
    limits = PlotLimits(axes)
  }

  func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.width >= 4, rect.height >= 2 else { return }
    canvas.within(rect) { canvas in
      if let field = onlyField {
        return field.render(into: &canvas, in: canvas.bounds)
      }
      draw(into: &canvas)
    }
  }

  /// The matrix of a plot that shows nothing else.
  private var onlyField: HeatMap? {
    guard axes.marks.count == 1, case .field(let field) = axes.marks[0].shape, field.colors.isEmpty
    else { return nil }
    var map = HeatMap(
      field.values, rows: field.rows, columns: field.columns, title: axes.title,
      hasColor: hasColor)
    map.low = axes.marks[0].coloring?.low
    map.high = axes.marks[0].coloring?.high
    return map
  }

  private func draw(into canvas: inout Canvas) {
    let bounds = canvas.bounds
    guard bounds.height >= 6, bounds.width >= 20, !axes.isBare else {
      let raster = PlotRaster(columns: bounds.width, rows: bounds.height, glyphs: canvas.glyphs)
      return drawMarks(into: &canvas, area: bounds, raster)
    }
    let rows = bounds.height - 3
    let upward = AxisTicks(axes.y, limits.y, points: Double(rows), room: 3)
    let gutter = upward.labels.map { canvas.measure($0) }.max() ?? 0
    let area = Rect(x: gutter + 1, y: 1, width: bounds.width - gutter - 1, height: rows)
    guard area.width >= 8 else { return }
    if !isOver {
      drawTitle(into: &canvas)
      drawAxes(into: &canvas, area: area, upward)
    }
    let raster = PlotRaster(columns: area.width, rows: area.height, glyphs: canvas.glyphs)
    drawMarks(into: &canvas, area: area, raster)
  }

  private func drawTitle(into canvas: inout Canvas) {
    var x = 2
    let width = canvas.bounds.width
    if !axes.title.isEmpty {
      let title = axes.title.replacing("\n", with: " ")
      x = canvas.draw(title, x: x, y: 0, .title, width: min(width - x, canvas.measure(title))) + 3
    }
    if !axes.y.label.isEmpty, axes.y.label != axes.title, x + 4 < width {
      let label = axes.y.label + (axes.y.scale == .log ? " (log)" : "")
      x = canvas.draw(label, x: x, y: 0, .label, width: min(width - x, canvas.measure(label))) + 3
    }
    for entry in axes.legend?.entries ?? [] where axes.marks.indices.contains(entry.mark) {
      let size = canvas.measure(entry.text) + 2
      guard x + size <= width else { break }
      let style = style(of: entry.mark)
      canvas.put(legendGlyph(entry.mark, canvas.glyphs), x: x, y: 0, style)
      x = canvas.draw(entry.text, x: x + 2, y: 0, style) + 2
    }
  }

  private func drawAxes(into canvas: inout Canvas, area: Rect, _ upward: AxisTicks) {
    let lines = canvas.glyphs.lines(.light)
    for row in area.rows { canvas.put(lines.vertical, x: area.x - 1, y: row, .axis) }
    for (value, label) in zip(upward.values, upward.labels) {
      let share = limits.y.share(of: value)
      guard (0...1).contains(share) else { continue }
      let row = area.maxY - 1 - Int((share * Double(area.height - 1)).rounded())
      canvas.draw(label, x: 0, y: row, .axis, width: area.x - 1, alignment: .right)
      canvas.put(lines.teeLeft, x: area.x - 1, y: row, .axis)
      if axes.y.hasGrid {
        for column in stride(from: area.x, to: area.maxX, by: 2) {
          canvas.put(canvas.glyphs.gridPoint, x: column, y: row, .grid)
        }
      }
    }
    canvas.put(lines.bottomLeft, x: area.x - 1, y: area.maxY, .axis)
    for column in area.columns { canvas.put(lines.horizontal, x: column, y: area.maxY, .axis) }
    let across = AxisTicks(axes.x, limits.x, points: Double(area.width), room: 12)
    let name = axes.x.label + (axes.x.scale == .log ? " (log)" : "")
    let nameWidth = canvas.measure(name)
    let end = name.isEmpty ? canvas.bounds.width : canvas.bounds.width - nameWidth - 1
    var free = 0
    for (value, label) in zip(across.values, across.labels) {
      let share = limits.x.share(of: value)
      guard (0...1).contains(share) else { continue }
      let column = area.x + Int((share * Double(area.width - 1)).rounded())
      canvas.put(lines.teeDown, x: column, y: area.maxY, .axis)
      let size = canvas.measure(label)
      let start = min(max(0, column - size / 2), canvas.bounds.width - size)
      guard start >= free, start + size <= end else { continue }
      free = canvas.draw(label, x: start, y: area.maxY + 1, .axis) + 1
    }
    if !name.isEmpty, canvas.bounds.width - nameWidth >= free {
      canvas.draw(name, x: canvas.bounds.width - nameWidth, y: area.maxY + 1, .label)
    }
  }

  // MARK: Marks

  /// Which of the series a mark is: curves, points and bars in their order.
  func style(of mark: Int) -> Style {
    switch axes.marks[mark].shape {
    case .horizontal, .vertical, .horizontalBand, .verticalBand, .segments: return .axis
    case .text: return .label
    default: break
    }
    let before = axes.marks[..<mark].count { other in
      switch other.shape {
      case .line, .scatter, .bars, .band, .polygon, .contour: true
      default: false
      }
    }
    return Style(.series(before))
  }

  func legendGlyph(_ mark: Int, _ glyphs: Glyphs) -> Unicode.Scalar {
    switch axes.marks[mark].shape {
    case .bars, .band, .polygon: return glyphs.scrollThumb
    case .scatter: return glyphs.markers[mark % glyphs.markers.count]
    default:
      if isTold(mark) { return glyphs.markers[mark % glyphs.markers.count] }
      return axes.marks[mark].marker == .none
        ? glyphs.lines(.heavy).horizontal : glyphs.markers[mark % glyphs.markers.count]
    }
  }

  /// Whether a curve has signs so that it is told from the first one without color.
  private func isTold(_ mark: Int) -> Bool {
    guard !hasColor, case .line = axes.marks[mark].shape, axes.marks[mark].marker == .none,
      axes.marks[mark].dash == .solid
    else { return false }
    return axes.marks[..<mark].contains { other in
      if case .line = other.shape { other.dash == .solid } else { false }
    }
  }

  private func drawMarks(into canvas: inout Canvas, area: Rect, _ empty: PlotRaster) {
    var raster = empty
    let place = CellPlace(limits, area, raster)
    let order = axes.marks.indices.sorted {
      (axes.marks[$0].order, $0) < (axes.marks[$1].order, $1)
    }
    for index in order {
      place.draw(axes.marks[index], owner: index, on: &raster)
    }
    for row in 0..<area.height {
      for column in 0..<area.width {
        guard let owner = raster.owner(column: column, row: row),
          let glyph = raster.glyph(
            column: column, row: row,
            plain: canvas.glyphs.markers[owner % canvas.glyphs.markers.count])
        else { continue }
        canvas.put(glyph, x: area.x + column, y: area.y + row, style(of: owner))
      }
    }
    for index in order where isTold(index) {
      for column in stride(from: 4 + index * 3 % 12, to: area.width, by: 12) {
        guard
          let row = (0..<area.height).first(where: {
            raster.owner(column: column, row: $0) == index
          })
        else { continue }
        canvas.put(
          canvas.glyphs.markers[index % canvas.glyphs.markers.count], x: area.x + column,
          y: area.y + row, style(of: index))
      }
    }
    for index in order {
      let points = place.signs(of: axes.marks[index])
      for point in points {
        canvas.put(
          canvas.glyphs.markers[index % canvas.glyphs.markers.count], x: point.x, y: point.y,
          style(of: index))
      }
      if case .text(let text) = axes.marks[index].shape,
        let point = place.cell(text.x, text.y, isRelative: text.isRelative)
      {
        canvas.draw(text.text, x: point.x, y: point.y, .label, width: area.maxX - point.x)
      }
    }
  }
}
