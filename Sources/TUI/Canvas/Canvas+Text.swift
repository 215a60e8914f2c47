extension Canvas {
  /// What happens to text that is longer than its place.
  package enum Overflow: Sendable {
    /// The last cell becomes an ellipsis.
    case ellipsis
    /// What lies outside is left out.
    case clip
  }

  /// Draws text on one row.
  ///
  /// - Parameters:
  ///   - text: What to draw; it is never sent raw.
  ///   - x: The first column, or the first column of the place that `width` gives.
  ///   - y: The row.
  ///   - style: The role of the text.
  ///   - width: The columns of the place; nil for as many as there are.
  ///   - alignment: Where the text stands in a place that is wider.
  ///   - overflow: What happens in a place that is narrower.
  /// - Returns: The column after the text.
  @discardableResult
  package mutating func draw(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style = .normal, width: Int? = nil,
    alignment: Alignment = .left, overflow: Overflow = .ellipsis
  ) -> Int {
    if let width, width <= 0 { return x }
    if let end = drawASCII(text, x, y, style, width, alignment) { return end }
    var cellText = CellText(text, glyphs: glyphs)
    if let width, overflow == .ellipsis { cellText = cellText.truncated(to: width) }
    let start = x + alignment.offset(of: cellText.width, in: width ?? cellText.width)
    return draw(cellText, x: start, y: y, style, width: width)
  }

  /// Draws measured text on one row and returns the column after it.
  @discardableResult
  package mutating func draw(
    _ text: CellText, x: Int, y: Int, _ style: Style = .normal, width: Int? = nil
  ) -> Int {
    var column = x
    let limit = width.map { x + $0 } ?? Int.max
    for cluster in text.visual {
      if column + cluster.width > limit { break }
      put(cluster, x: column, y: y, style)
      column += cluster.width
    }
    return column
  }

  /// The cells that a text takes on this canvas.
  package func measure(_ text: some StringProtocol) -> Int {
    glyphs.width(of: text)
  }

  /// Draws plain ASCII that fits without building anything; nil when the text is not such.
  private mutating func drawASCII(
    _ text: some StringProtocol, _ x: Int, _ y: Int, _ style: Style, _ width: Int?,
    _ alignment: Alignment
  ) -> Int? {
    let count = text.utf8.count
    if let width, count > width { return nil }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
    var column = x + alignment.offset(of: count, in: width ?? count)
    for byte in text.utf8 {
      put(Cluster(Unicode.Scalar(byte)), x: column, y: y, style)
      column += 1
    }
    return column
  }
}

/// Where text stands in a place that is wider than it.
package enum Alignment: Sendable, Hashable {
  case left
  case right
  case center

  /// The cells to leave free on the left.
  package func offset(of width: Int, in space: Int) -> Int {
    switch self {
    case .left: 0
    case .right: max(0, space - width)
    case .center: max(0, (space - width) / 2)
    }
  }
}
