/// A grid of cells that panes draw into: the whole screen, or a part of it while `within` runs.
///
/// Coordinates are relative to the current part; what lies outside it is not drawn. A wide cluster is
/// never left in half: writing over one half blanks the other.
package struct Canvas: Sendable {
  /// The columns of the whole canvas.
  package let width: Int
  /// The rows of the whole canvas.
  package let height: Int
  /// The symbols that drawing may use.
  package let glyphs: Glyphs
  /// The cells of the whole canvas, row by row.
  package private(set) var cells: [Cell]
  /// Where the current part starts, and its size.
  private var frame: Rect
  /// What may be written, in coordinates of the whole canvas.
  private var clip: Rect
  /// Where the terminal's own cursor is to stand, in coordinates of the whole canvas.
  package private(set) var caret: Caret?

  /// The place of the terminal's cursor.
  package struct Caret: Hashable, Sendable {
    /// The column.
    package var x: Int
    /// The row.
    package var y: Int
  }

  /// An empty canvas.
  package init(width: Int, height: Int, glyphs: Glyphs = Glyphs(tier: .full)) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.glyphs = glyphs
    frame = Rect(width: width, height: height)
    clip = frame
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  /// The current part, in its own coordinates.
  package var bounds: Rect { Rect(width: frame.width, height: frame.height) }

  /// Empties every cell, keeping the storage for the next frame.
  package mutating func clear() {
    for index in cells.indices { cells[index] = .blank }
    caret = nil
  }

  /// Draws in a rectangle of the current part as if it were a canvas of its own.
  @discardableResult
  package mutating func within<Result>(
    _ rect: Rect, _ draw: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let outer = (frame, clip)
    defer { (frame, clip) = outer }
    frame = rect.offset(x: frame.x, y: frame.y)
    clip = clip.intersection(frame)
    return try draw(&self)
  }

  /// The cell at a place of the current part; a blank outside it.
  package subscript(x: Int, y: Int) -> Cell {
    let (column, row) = (frame.x + x, frame.y + y)
    return clip.contains(x: column, y: row) ? cells[row * width + column] : .blank
  }

  /// Puts a cluster at a place of the current part, if it lies inside.
  package mutating func put(_ cluster: Cluster, x: Int, y: Int, _ style: Style = .normal) {
    let (column, row) = (frame.x + x, frame.y + y)
    guard row >= clip.y, row < clip.maxY else { return }
    if cluster.isWide { return putWide(cluster, column, row, style) }
    guard column >= clip.x, column < clip.maxX else { return }
    release(column, row)
    cells[row * width + column] = Cell(cluster, style)
  }

  /// Puts a symbol of one cell at a place.
  package mutating func put(_ symbol: Unicode.Scalar, x: Int, y: Int, _ style: Style = .normal) {
    put(Cluster(symbol), x: x, y: y, style)
  }

  /// Puts a cluster of two cells; a half that lies outside leaves a space in the other.
  private mutating func putWide(_ cluster: Cluster, _ column: Int, _ row: Int, _ style: Style) {
    let hasLeft = clip.columns.contains(column)
    let hasRight = clip.columns.contains(column + 1)
    let place = row * width + column
    if hasLeft {
      release(column, row)
      cells[place] = Cell(hasRight ? cluster : .blank, style)
    }
    if hasRight {
      release(column + 1, row, keepsLeft: hasLeft)
      cells[place + 1] = Cell(hasLeft ? .continuation : .blank, style)
    }
  }

  /// Blanks the other half of a wide cluster that is about to be overwritten.
  private mutating func release(_ column: Int, _ row: Int, keepsLeft: Bool = false) {
    let place = row * width + column
    let old = cells[place].cluster
    if old.isContinuation {
      if column > 0, !keepsLeft { cells[place - 1].cluster = .blank }
    } else if old.isWide, column + 1 < width {
      cells[place + 1].cluster = .blank
    }
  }

  /// Fills a rectangle of the current part.
  package mutating func fill(
    _ rect: Rect, with symbol: Unicode.Scalar = " ", _ style: Style = .normal
  ) {
    let area = rect.intersection(bounds)
    for y in area.rows {
      for x in area.columns { put(Cluster(symbol), x: x, y: y, style) }
    }
  }

  /// Changes the style of what a rectangle already shows.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.offset(x: frame.x, y: frame.y).intersection(clip)
    for row in area.rows {
      for column in area.columns { change(&cells[row * width + column].style) }
    }
  }

  /// Asks for the terminal's cursor at a place of the current part; outside it there is none.
  package mutating func placeCaret(x: Int, y: Int) {
    let (column, row) = (frame.x + x, frame.y + y)
    if clip.contains(x: column, y: row) { caret = Caret(x: column, y: row) }
  }
}
