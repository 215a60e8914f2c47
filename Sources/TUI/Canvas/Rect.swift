/// A rectangle of cells.
package struct Rect: Hashable, Sendable {
  /// The column of the left edge.
  package var x: Int
  /// The row of the top edge.
  package var y: Int
  /// The columns, never negative.
  package var width: Int
  /// The rows, never negative.
  package var height: Int

  package init(x: Int = 0, y: Int = 0, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The first column to the right of the rectangle.
  package var maxX: Int { x + width }
  /// The first row below the rectangle.
  package var maxY: Int { y + height }
  /// Whether it holds no cell.
  package var isEmpty: Bool { width == 0 || height == 0 }
  /// The columns.
  package var columns: Range<Int> { x..<maxX }
  /// The rows.
  package var rows: Range<Int> { y..<maxY }

  /// Whether a cell lies inside.
  package func contains(x column: Int, y row: Int) -> Bool {
    columns.contains(column) && rows.contains(row)
  }

  /// The rectangle made smaller on every side.
  package func inset(by amount: Int) -> Rect {
    inset(horizontally: amount, vertically: amount)
  }

  /// The rectangle made smaller on the left and right, and on the top and bottom.
  package func inset(horizontally columns: Int, vertically rows: Int) -> Rect {
    Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  /// The rectangle moved.
  package func offset(x columns: Int, y rows: Int) -> Rect {
    Rect(x: x + columns, y: y + rows, width: width, height: height)
  }

  /// The cells that lie in both.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// Cuts off rows at the top: those rows, and what is left.
  package func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: taken),
      Rect(x: x, y: y + taken, width: width, height: height - taken)
    )
  }

  /// Cuts off rows at the bottom: what is left, and those rows.
  package func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = splitTop(height - min(max(0, rows), height))
    return (rest, bottom)
  }

  /// Cuts off columns at the left: those columns, and what is left.
  package func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: taken, height: height),
      Rect(x: x + taken, y: y, width: width - taken, height: height)
    )
  }

  /// Cuts off columns at the right: what is left, and those columns.
  package func splitRight(_ columns: Int) -> (rest: Rect, right: Rect) {
    let (rest, right) = splitLeft(width - min(max(0, columns), width))
    return (rest, right)
  }
}
