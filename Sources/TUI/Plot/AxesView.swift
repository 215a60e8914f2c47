import Engine
import GraphView

/// One plot of a figure in cells.
struct AxesView {
  private let axes: PlotAxes
  private let colors: ColorTier
  private let limits: PlotLimits
  /// Whether it lies over another plot, whose title and axes are there already.
  private let isOver: Bool

  init(_ axes: PlotAxes, colors: ColorTier, isOver: Bool) {
    self.axes = axes
    self.colors = colors
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
      hasColor: colors > .mono)
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
    let (head, upward, area) = parts(of: bounds, canvas.glyphs)
    guard area.width >= 8 else { return }
    if !isOver {
      head.render(into: &canvas)
      drawAxes(into: &canvas, area: area, upward)
    }
    let raster = PlotRaster(columns: area.width, rows: area.height, glyphs: canvas.glyphs)
    drawMarks(into: &canvas, area: area, raster)
  }

  /// What stands above the data, the marks beside them, and the cells that are left.
  private func parts(of bounds: Rect, _ glyphs: Glyphs) -> (AxesHead, AxisTicks, Rect) {
    let head = AxesHead(
      axes, legend(glyphs), width: bounds.width, most: max(1, bounds.height / 5)
    ) { glyphs.width(of: $0) }
    let rows = bounds.height - 2 - head.rows
    let upward = AxisTicks(axes.y, limits.y, points: Double(rows), room: 3)
    let gutter = upward.labels.map { glyphs.width(of: $0) }.max() ?? 0
    return (
      head, upward,
      Rect(x: gutter + 1, y: head.rows, width: bounds.width - gutter - 1, height: rows)
    )
  }

  /// The numbers at a cell of a plot drawn in a rectangle; nil beside the data.
  func place(at x: Int, _ y: Int, in rect: Rect, _ glyphs: Glyphs) -> (x: Double, y: Double)? {
    guard rect.height >= 6, rect.width >= 20, !axes.isBare else { return nil }
    let area = parts(of: Rect(width: rect.width, height: rect.height), glyphs).2
      .offset(x: rect.x, y: rect.y)
    guard area.width >= 8, area.contains(x: x, y: y) else { return nil }
    return (
      limits.x.value(at: (Double(x - area.x) + 0.5) / Double(area.width)),
      limits.y.value(at: 1 - (Double(y - area.y) + 0.5) / Double(area.height))
    )
  }

  private func legend(_ glyphs: Glyphs) -> [AxesHead.Entry] {
    (axes.legend?.entries ?? []).filter { axes.marks.indices.contains($0.mark) }.map {
      AxesHead.Entry(
        text: $0.text, style: style(of: $0.mark), sign: legendGlyph($0.mark, glyphs))
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
    // Where the ground tells the heights the lines are less than what lies over them.
    case .contour(let field) where field.isFilled: return .grid
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
    guard colors == .mono, case .line = axes.marks[mark].shape, axes.marks[mark].marker == .none,
      axes.marks[mark].dash == .solid
    else { return false }
    return axes.marks[..<mark].contains { other in
      if case .line = other.shape { other.dash == .solid } else { false }
    }
  }

  private func drawMarks(into canvas: inout Canvas, area: Rect, _ empty: PlotRaster) {
    var raster = empty
    let place = CellPlace(limits, area, raster)
    let ground = PlotGround(axes.marks, limits, area)
    // Named colors are too loud to stand behind curves.
    let isTinted = colors >= .palette
    if !isTinted { ground?.shade(&canvas) }
    let order = axes.marks.indices.sorted {
      (axes.marks[$0].order, $0) < (axes.marks[$1].order, $1)
    }
    for index in order {
      // Among shades lines of height would hide what is drawn over them.
      if !isTinted, case .contour(let field) = axes.marks[index].shape, field.isFilled { continue }
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
    if isTinted { ground?.tint(&canvas) }
  }
}
