/// A matrix as a picture in cells: two rows of numbers to a row of cells where there is color, a
/// sign and a shade to each number where there is none.
package struct HeatMap: Sendable {
  package var rows: Int
  package var columns: Int
  /// Row by row.
  package var values: [Double]
  /// The numbers that get the strongest colors; from the values where they are nil.
  package var low: Double?
  package var high: Double?
  /// Whether colors can be told apart; without them shades and signs stand for numbers.
  package var hasColor: Bool
  /// The name in the title row.
  package var title: String
  /// The entry whose value is read out.
  package var cursor: (row: Int, column: Int)?
  /// Whether the entry under the cursor is seen among the others.
  package var marksCursor = false
  /// Whether entries get larger where there is room.
  package var grows = false

  package init(
    _ values: [Double], rows: Int, columns: Int, title: String = "", hasColor: Bool = true
  ) {
    self.values = values
    self.rows = rows
    self.columns = columns
    self.title = title
    self.hasColor = hasColor
  }

  /// Where a number stands between the strongest colors, −1…1; zero is the middle where the numbers
  /// lie on both sides of it.
  private func strength(_ value: Double) -> Double {
    let (low, high) = range
    if low < 0, high > 0 { return value / max(-low, high) }
    return high > low ? 2 * (value - low) / (high - low) - 1 : 0
  }

  private var range: (low: Double, high: Double) {
    let finite = values.filter(\.isFinite)
    return (low ?? finite.min() ?? 0, high ?? finite.max() ?? 1)
  }

  /// The title row: name, size, least and greatest number, or the number at the cursor.
  package var readout: String {
    if let cursor, cursor.row < rows, cursor.column < columns {
      let value = values[cursor.row * columns + cursor.column]
      return "\(title)[\(cursor.row),\(cursor.column)] = \(NumberText.significant(value))"
    }
    let (low, high) = range
    let lost = values.count { !$0.isFinite }
    return "\(title.isEmpty ? "" : title + " ")\(rows)×\(columns)   "
      + "min \(NumberText.significant(low))  max \(NumberText.significant(high))"
      + (lost > 0 ? "  \(lost) not finite" : "")
  }

  /// Draws the title row, the matrix, and a bar of its colors where there is room.
  package func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.width > 0, rect.height > 1, rows > 0, columns > 0, values.count >= rows * columns
    else { return }
    canvas.within(rect) { canvas in
      let bounds = canvas.bounds
      canvas.draw(readout, x: 0, y: 0, .title, width: bounds.width)
      let area = Rect(x: 0, y: 1, width: bounds.width, height: bounds.height - 1)
      let shown = grows ? grown(in: area, isHalved: hasHalves(canvas)) : self
      hasHalves(canvas)
        ? shown.renderHalves(into: &canvas, in: area) : shown.renderShades(into: &canvas, in: area)
    }
  }

  /// The map with every entry as often as fits, across and down.
  private func grown(in area: Rect, isHalved: Bool) -> HeatMap {
    let across = area.width / max(1, columns * (isHalved ? 2 : 3))
    let down = (isHalved ? 2 : 1) * max(1, area.height - 3) / max(1, rows)
    let times = min(across, down, Self.largest)
    guard times > 1 else { return self }
    var map = self
    map.rows = rows * times
    map.columns = columns * times
    map.values = (0..<map.rows).flatMap { row in
      (0..<map.columns).map { values[row / times * columns + $0 / times] }
    }
    map.cursor = cursor.map { ($0.row * times + times / 2, $0.column * times + times / 2) }
    return map
  }

  /// Cells that an entry is high at most.
  private static let largest = 6

  private func hasHalves(_ canvas: Canvas) -> Bool {
    hasColor && (canvas.glyphs.tier == .full || canvas.glyphs.tier == .basic)
  }

  /// How many cells a number is wide, and how many numbers are put into one where they are more.
  private func fit(_ area: Rect, rowsPerCell: Int) -> (width: Int, across: Int, down: Int) {
    let width = columns * 2 <= area.width ? 2 : 1
    let across = max(1, (columns + area.width - 1) / max(1, area.width))
    let room = area.height * rowsPerCell
    return (width, across, max(1, (rows + room - 1) / max(1, room)))
  }

  /// The number of greatest size in a block.
  private func strongest(_ row: Int, _ column: Int, _ across: Int, _ down: Int) -> Double? {
    var found: Double?
    for r in row * down..<min(rows, (row + 1) * down) {
      for c in column * across..<min(columns, (column + 1) * across) {
        let value = values[r * columns + c]
        guard value.isFinite else { return .nan }
        if abs(value) >= abs(found ?? 0) { found = value }
      }
    }
    return found
  }

  /// Whether the entry under the cursor is in a block of those shown.
  private func isUnderCursor(
    _ rows: ClosedRange<Int>, _ column: Int, _ across: Int, _ down: Int
  ) -> Bool {
    guard marksCursor, let cursor else { return false }
    return rows.contains(cursor.row / down) && cursor.column / across == column
  }

  private func renderHalves(into canvas: inout Canvas, in area: Rect) {
    let (width, across, down) = fit(area, rowsPerCell: 2)
    let (shownRows, shownColumns) = ((rows + down - 1) / down, (columns + across - 1) / across)
    for cell in 0..<min(area.height, (shownRows + 1) / 2) {
      for column in 0..<min(shownColumns, area.width / width) {
        let upper = strongest(2 * cell, column, across, down)
        let lower = 2 * cell + 1 < shownRows ? strongest(2 * cell + 1, column, across, down) : nil
        let style = Style.heat(
          front: upper.map(strength) ?? nil, behind: lower.map(strength) ?? nil)
        for step in 0..<width {
          let x = area.x + column * width + step
          if upper?.isNaN == true || lower?.isNaN == true {
            canvas.put(canvas.glyphs.cross, x: x, y: area.y + cell, .error)
          } else {
            canvas.put("▀", x: x, y: area.y + cell, style)
          }
          if isUnderCursor(2 * cell...2 * cell + 1, column, across, down) {
            canvas.put(canvas.glyphs.markers[0], x: x, y: area.y + cell, .cursor)
          }
        }
      }
    }
    renderBar(into: &canvas, in: area, below: (shownRows + 1) / 2 + 1)
  }

  /// Blue, white and orange with their numbers.
  private func renderBar(into canvas: inout Canvas, in area: Rect, below row: Int) {
    guard row < area.height, area.width >= 30 else { return }
    let (low, high) = range
    let y = area.y + row
    var x = canvas.draw(NumberText.significant(low), x: area.x, y: y, .axis) + 1
    for step in 0..<Shade.count {
      let place = (Double(step) + 0.5) / Double(Shade.count) * 2 - 1
      canvas.put("▀", x: x, y: y, .heat(front: place, behind: place))
      x += 1
    }
    canvas.draw(NumberText.significant(high), x: x + 1, y: y, .axis)
  }

  private func renderShades(into canvas: inout Canvas, in area: Rect) {
    let across = max(1, (columns * 3 + area.width - 1) / max(1, area.width))
    let down = max(1, (rows + area.height - 1) / max(1, area.height))
    let shades = canvas.glyphs.shades
    for row in 0..<min(area.height, (rows + down - 1) / down) {
      for column in 0..<min(area.width / 3, (columns + across - 1) / across) {
        guard let value = strongest(row, column, across, down) else { continue }
        let x = area.x + column * 3
        guard value.isFinite else {
          canvas.put(canvas.glyphs.cross, x: x, y: area.y + row, .error)
          continue
        }
        let size = abs(strength(value))
        let shade = shades[min(shades.count - 1, Int(size * Double(shades.count)))]
        let isHere = isUnderCursor(row...row, column, across, down)
        canvas.put(value < 0 ? "-" : "+", x: x, y: area.y + row, isHere ? .cursor : .dim)
        canvas.put(shade, x: x + 1, y: area.y + row, isHere ? .cursor : .normal)
        canvas.put(shade, x: x + 2, y: area.y + row, isHere ? .cursor : .normal)
      }
    }
  }
}
