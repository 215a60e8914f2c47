extension Canvas {
  /// Draws a border along the inside of a rectangle.
  ///
  /// - Parameters:
  ///   - rect: The outer rectangle; less than 2×2 cells is left alone.
  ///   - line: The kind of line.
  ///   - title: Text in the upper border, cut with an ellipsis.
  ///   - note: Text at the right end of the upper border, left out when there is no room.
  ///   - footer: Text at the right end of the lower border, left out when there is no room.
  ///   - style: The role of the border.
  ///   - titleStyle: The role of the texts.
  /// - Returns: The rectangle inside the border.
  @discardableResult
  package mutating func box(
    _ rect: Rect, _ line: LineKind = .light, title: String = "", note: String = "",
    footer: String = "", style: Style = .border, titleStyle: Style = .title
  ) -> Rect {
    guard rect.width >= 2, rect.height >= 2 else { return rect.inset(by: 1) }
    let lines = glyphs.lines(line)
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    for x in rect.x + 1..<right {
      put(lines.horizontal, x: x, y: rect.y, style)
      put(lines.horizontal, x: x, y: bottom, style)
    }
    for y in rect.y + 1..<bottom {
      put(lines.vertical, x: rect.x, y: y, style)
      put(lines.vertical, x: right, y: y, style)
    }
    put(lines.topLeft, x: rect.x, y: rect.y, style)
    put(lines.topRight, x: right, y: rect.y, style)
    put(lines.bottomLeft, x: rect.x, y: bottom, style)
    put(lines.bottomRight, x: right, y: bottom, style)
    let marksFocus = line != .light && !glyphs.hasKind(line)
    drawTitle(
      marksFocus && !title.isEmpty ? "[\(title)]" : title, note: note, in: rect, titleStyle)
    drawNote(footer, in: rect, y: bottom, after: rect.x + 2, titleStyle)
    return rect.inset(by: 1)
  }

  private mutating func drawTitle(_ title: String, note: String, in rect: Rect, _ style: Style) {
    var end = rect.x + 2
    let room = rect.width - 6
    if !title.isEmpty, room > 0 {
      put(" ", x: end, y: rect.y, style)
      end = draw(title, x: end + 1, y: rect.y, style, width: min(room, measure(title)))
      put(" ", x: end, y: rect.y, style)
      end += 1
    }
    drawNote(note, in: rect, y: rect.y, after: end, style)
  }

  private mutating func drawNote(
    _ note: String, in rect: Rect, y: Int, after end: Int, _ style: Style
  ) {
    let size = measure(note)
    let start = rect.maxX - 4 - size
    guard !note.isEmpty, start > end else { return }
    put(" ", x: start, y: y, style)
    draw(note, x: start + 1, y: y, style)
    put(" ", x: start + 1 + size, y: y, style)
  }
}
