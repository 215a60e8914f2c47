extension Plot {
  /// Draws the plot: title row, data rows, axis row and label row.
  ///
  /// Where there is no room for an axis the data take all of it.
  package func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.width >= 3, rect.height >= 1 else { return }
    canvas.within(rect) { canvas in
      let bounds = canvas.bounds
      guard bounds.height >= 5, bounds.width >= 16 else {
        return renderData(into: &canvas, in: bounds)
      }
      renderTitle(into: &canvas)
      let rows = bounds.height - 3
      let ticks = ticksY(rows: rows)
      let gutter = ticks.labels.map(canvas.measure).max() ?? 0
      let area = Rect(x: gutter + 1, y: 1, width: bounds.width - gutter - 1, height: rows)
      guard area.width >= 8 else { return renderData(into: &canvas, in: bounds) }
      let frame = renderData(into: &canvas, in: area, ticks: ticks)
      renderAxisX(into: &canvas, area: area, frame: frame)
    }
  }

  /// The columns left of the data: the labels of the values and the axis; 0 where there is no room.
  package func gutterWidth(in rect: Rect, _ glyphs: Glyphs) -> Int {
    guard rect.height >= 5, rect.width >= 16 else { return 0 }
    return (ticksY(rows: rect.height - 3).labels.map { glyphs.width(of: $0) }.max() ?? 0) + 1
  }

  private func ticksY(rows: Int) -> Ticks {
    let range = shownY
    let count = max(1, rows / 3)
    guard isLogarithmic else { return Ticks(linear: range, count: count) }
    return Ticks(logarithmic: power(range.lowerBound)...power(range.upperBound), count: count)
  }

  private func renderData(into canvas: inout Canvas, in area: Rect) {
    renderData(into: &canvas, in: area, ticks: nil)
  }

  @discardableResult
  private func renderData(
    into canvas: inout Canvas, in area: Rect, ticks: Ticks?
  ) -> PlotFrame {
    var raster = PlotRaster(columns: area.width, rows: area.height, glyphs: canvas.glyphs)
    let frame = PlotFrame(self, raster)
    for index in drawingOrder {
      let line = series[index]
      if smoothing != nil {
        frame.draw(
          line, owner: index + series.count, values: line.y, shows: shows, on: &raster)
      }
      frame.draw(line, owner: index, values: smoothed(line.y), shows: shows, on: &raster)
    }
    if let ticks { renderAxisY(into: &canvas, area: area, ticks: ticks, frame: frame, raster) }
    for row in 0..<area.height {
      for column in 0..<area.width {
        guard let owner = raster.owner(column: column, row: row) else { continue }
        let plain = canvas.glyphs.markers[
          owner % max(1, series.count) % canvas.glyphs.markers.count]
        guard let glyph = raster.glyph(column: column, row: row, plain: plain) else { continue }
        canvas.put(glyph, x: area.x + column, y: area.y + row, style(ofOwner: owner))
      }
    }
    renderMarkers(into: &canvas, area: area, frame: frame, raster)
    renderCursor(into: &canvas, area: area, frame: frame, raster)
    return frame
  }

  private func style(ofOwner owner: Int) -> Style {
    if owner >= series.count { return Style(.series(owner - series.count), .faint) }
    return Style(.series(owner), owner == selected && series.count > 1 ? .strong : [])
  }

  /// The running mean of the values, or the values when no smoothing is wanted.
  func smoothed(_ values: [Double]) -> [Double] {
    guard let smoothing else { return values }
    var mean: Double?
    return values.map { value in
      guard value.isFinite else { return value }
      let next = mean.map { $0 * smoothing + value * (1 - smoothing) } ?? value
      mean = next
      return next
    }
  }

  /// Puts a mark of its own on every line but the first, each at other columns, and on every point.
  private func renderMarkers(
    into canvas: inout Canvas, area: Rect, frame: PlotFrame, _ raster: PlotRaster
  ) {
    func put(_ index: Int, at point: Int, _ value: Double) -> Bool {
      let dots = (frame.dotX(series[index].position(point)), frame.dotY(value))
      let (x, y) = (dots.0 / raster.dotsAcross, dots.1 / raster.dotsDown)
      guard dots.0 >= 0, dots.1 >= 0, x < area.width, y < area.height else { return false }
      let style = style(ofOwner: index)
      canvas.put(canvas.glyphs.markers(of: index, self), x: area.x + x, y: area.y + y, style)
      return true
    }
    for index in drawingOrder {
      let values = smoothed(series[index].y)
      if series[index].kind == .points, series[index].count <= raster.width {
        for point in 0..<series[index].count where shows(values[point]) {
          _ = put(index, at: point, values[point])
        }
      }
      guard series[index].kind == .line, index > 0, raster.dotsDown > 1 else { continue }
      for column in stride(from: 4 + index * 3 % 12, to: area.width, by: 12) {
        let share = (Double(column) + 0.5) / Double(area.width)
        let place = frame.x.lowerBound + share * (frame.x.upperBound - frame.x.lowerBound)
        guard let point = series[index].nearest(to: place), shows(values[point]) else { continue }
        _ = put(index, at: point, values[point])
      }
    }
  }

  /// Draws the cursor where nothing else stands, and turns the values it is at around.
  private func renderCursor(
    into canvas: inout Canvas, area: Rect, frame: PlotFrame, _ raster: PlotRaster
  ) {
    guard let cursor else { return }
    let column = frame.dotX(cursor) / raster.dotsAcross
    guard column >= 0, column < area.width, frame.dotX(cursor) >= 0 else { return }
    for row in 0..<area.height where raster.owner(column: column, row: row) == nil {
      canvas.put(canvas.glyphs.plotCursor, x: area.x + column, y: area.y + row, .plotCursor)
    }
    for index in drawingOrder {
      let values = smoothed(series[index].y)
      guard let point = series[index].nearest(to: cursor), shows(values[point]) else { continue }
      let dot = frame.dotY(values[point])
      guard dot >= 0, dot / raster.dotsDown < area.height else { continue }
      let place = Rect(x: area.x + column, y: area.y + dot / raster.dotsDown, width: 1, height: 1)
      if canvas[place.x, place.y].cluster.base == canvas.glyphs.plotCursor {
        canvas.put(canvas.glyphs.markers[0], x: place.x, y: place.y, style(ofOwner: index))
      }
      canvas.restyle(place) { $0.marks.insert(.reversed) }
    }
  }
}
