import GraphView

/// A large drawing in two rows: where boxes are, and which part is in sight.
struct GraphMap {
  private let drawing: CellDrawing
  private let corner: CellPoint
  private let view: Rect

  init(_ drawing: CellDrawing, corner: CellPoint, view: Rect) {
    self.drawing = drawing
    self.corner = corner
    self.view = view
  }

  /// Draws into the whole canvas; the part in sight is reversed.
  func render(into canvas: inout Canvas) {
    let bounds = canvas.bounds
    guard bounds.width > 0, bounds.height > 0 else { return }
    let hasDots = canvas.glyphs.hasBraille
    let (columns, rows) = (bounds.width * (hasDots ? 2 : 1), bounds.height * (hasDots ? 4 : 1))
    var dots = [Bool](repeating: false, count: columns * rows)
    for box in drawing.boxes {
      let frame = box.frame
      let left = frame.x * columns / Swift.max(drawing.width, 1)
      let right = (frame.x + frame.width - 1) * columns / Swift.max(drawing.width, 1)
      let top = frame.y * rows / Swift.max(drawing.height, 1)
      let bottom = (frame.y + frame.height - 1) * rows / Swift.max(drawing.height, 1)
      for y in top...Swift.max(top, bottom) where y < rows {
        for x in left...Swift.max(left, right) where x < columns { dots[y * columns + x] = true }
      }
    }
    let seen = Rect(
      x: Swift.max(corner.x, 0) * bounds.width / Swift.max(drawing.width, 1),
      y: Swift.max(corner.y, 0) * bounds.height / Swift.max(drawing.height, 1),
      width: Swift.max(view.width * bounds.width / Swift.max(drawing.width, 1), 1),
      height: Swift.max(
        (view.height * bounds.height + drawing.height / 2) / Swift.max(drawing.height, 1), 1))
    for y in 0..<bounds.height {
      for x in 0..<bounds.width {
        let glyph =
          hasDots
          ? Self.braille(dots, columns, x, y)
          : dots[y * columns + x] ? canvas.glyphs.shades[2] : canvas.glyphs.gridPoint
        let style: Style = seen.contains(x: x, y: y) ? Style(.normal, .reversed) : .dim
        canvas.put(glyph, x: x, y: y, style)
      }
    }
  }

  private static func braille(_ dots: [Bool], _ columns: Int, _ x: Int, _ y: Int) -> Unicode.Scalar
  {
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var code: UInt32 = 0x2800
    for row in 0..<4 {
      for column in 0..<2 where dots[(4 * y + row) * columns + 2 * x + column] {
        code |= bits[row][column]
      }
    }
    return Unicode.Scalar(code) ?? " "
  }
}
