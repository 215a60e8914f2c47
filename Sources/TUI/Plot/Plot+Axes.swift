import Glibc

extension Plot {
  /// Ten to a power, kept within the numbers.
  func power(_ exponent: Double) -> Double { pow(10, min(308, max(-307, exponent))) }

  /// The title row: name, legend, remarks; on the right the values at the cursor.
  func renderTitle(into canvas: inout Canvas) {
    let width = canvas.bounds.width
    let readout = readout
    let size = canvas.measure(readout)
    let start = max(0, width - size)
    if size <= width { canvas.draw(readout, x: start, y: 0, .normal) }
    let limit = size <= width && size > 0 ? start - 2 : width
    var x = 3
    func room() -> Int { limit - x }
    let name = isLogarithmic ? (title.isEmpty ? "(log)" : "\(title) (log)") : title
    if !name.isEmpty, room() > 2 {
      x = canvas.draw(name, x: x, y: 0, .title, width: min(room(), canvas.measure(name))) + 3
    }
    for (index, line) in series.enumerated() where !line.name.isEmpty && room() > 4 {
      let size = canvas.measure(line.name) + 2
      let style = Style(.series(index), index == selected ? .strong : [])
      canvas.put(canvas.glyphs.legend(of: index, self), x: x, y: 0, style)
      x = canvas.draw(line.name, x: x + 2, y: 0, style, width: min(size, room()) - 2) + 2
    }
    let lost = countWithoutLogarithm
    if lost > 0 {
      let remark = "\(lost) pts <= 0"
      if canvas.measure(remark) <= room() { canvas.draw(remark, x: x, y: 0, .warning) }
    }
  }

  /// The values at the cursor: `step 120  w 2.367  b -0.9517`.
  package var readout: String {
    guard let cursor else { return "" }
    var parts: [String] = []
    let isWhole = cursor == cursor.rounded() && abs(cursor) < 1e15
    parts.append("\(axis) \(isWhole ? String(Int(cursor)) : NumberText.significant(cursor))")
    for line in series {
      guard let point = line.nearest(to: cursor) else { continue }
      parts.append(
        (line.name.isEmpty ? "" : line.name + " ") + NumberText.significant(line.y[point]))
    }
    return parts.joined(separator: "  ")
  }

  /// The values on the left, a tee at each, and a row of points from it.
  func renderAxisY(
    into canvas: inout Canvas, area: Rect, ticks: Ticks, frame: PlotFrame, _ raster: PlotRaster
  ) {
    let lines = canvas.glyphs.lines(.light)
    for row in area.rows { canvas.put(lines.vertical, x: area.x - 1, y: row, .axis) }
    for (value, label) in zip(ticks.values, ticks.labels) {
      let dot = frame.dotY(value)
      let row = area.y + min(area.height - 1, max(0, dot / max(1, raster.dotsDown)))
      guard dot >= -raster.dotsDown, dot < raster.height + raster.dotsDown else { continue }
      canvas.draw(label, x: 0, y: row, .axis, width: area.x - 1, alignment: .right)
      canvas.put(lines.teeLeft, x: area.x - 1, y: row, .axis)
      for column in stride(from: area.x, to: area.maxX, by: 2) {
        canvas.put(canvas.glyphs.gridPoint, x: column, y: row, .grid)
      }
    }
  }

  /// The line below the data with a tee at each mark, a cross where a value is lost, and labels.
  func renderAxisX(into canvas: inout Canvas, area: Rect, frame: PlotFrame) {
    let lines = canvas.glyphs.lines(.light)
    let axisRow = area.maxY
    canvas.put(lines.bottomLeft, x: area.x - 1, y: axisRow, .axis)
    for column in area.columns { canvas.put(lines.horizontal, x: column, y: axisRow, .axis) }
    let dotsAcross = frame.width / max(1, area.width)
    let isWhole = series.allSatisfy { $0.x == nil }
    let ticks = Ticks(linear: frame.x, count: max(1, area.width / 12), isWhole: isWhole)
    let axisWidth = canvas.measure(axis)
    let end = axis.isEmpty ? canvas.bounds.width : canvas.bounds.width - axisWidth - 1
    var free = 0
    for (value, label) in zip(ticks.values, ticks.labels) {
      let column = area.x + frame.dotX(value) / max(1, dotsAcross)
      guard area.columns.contains(column) else { continue }
      canvas.put(lines.teeDown, x: column, y: axisRow, .axis)
      let size = canvas.measure(label)
      let start = max(0, column - size / 2)
      guard start >= free, start + size <= end else { continue }
      free = canvas.draw(label, x: start, y: axisRow + 1, .axis) + 1
    }
    if !axis.isEmpty, canvas.bounds.width - axisWidth >= free {
      canvas.draw(axis, x: canvas.bounds.width - axisWidth, y: axisRow + 1, .label)
    }
    for line in series {
      for index in line.indices(in: frame.x) where !line.y[index].isFinite {
        let place = line.position(index)
        guard frame.x.contains(place) else { continue }
        let column = area.x + frame.dotX(place) / max(1, dotsAcross)
        canvas.put(canvas.glyphs.cross, x: column, y: axisRow, .error)
      }
    }
  }
}

extension Glyphs {
  /// Whether a line has several dots to a cell, so that marks have to tell series apart.
  private var hasFineLines: Bool { hasBraille || tier == .full || tier == .basic }

  /// The mark of a series; the first of several fine lines needs none.
  func markers(of index: Int, _ plot: Plot) -> Unicode.Scalar {
    let startsAtSecond = hasFineLines && plot.series.first?.kind == .line
    return markers[(startsAtSecond ? max(0, index - 1) : index) % markers.count]
  }

  /// What stands before the name of a series in the legend.
  func legend(of index: Int, _ plot: Plot) -> Unicode.Scalar {
    index == 0 && hasFineLines && plot.series.first?.kind == .line
      ? lines(.heavy).horizontal : markers(of: index, plot)
  }
}
