/// The dots of a plot: several to a cell where the glyphs allow, each cell owned by one series.
struct PlotRaster {
  /// The cells.
  let columns: Int
  let rows: Int
  /// The dots of one cell.
  let dotsAcross: Int
  let dotsDown: Int
  /// Which dots of each cell are set.
  private var dots: [UInt8]
  /// The series that drew last in each cell, or -1.
  private var owners: [Int16]

  init(columns: Int, rows: Int, glyphs: Glyphs) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    (dotsAcross, dotsDown) =
      glyphs.hasBraille ? (2, 4) : glyphs.tier == .full || glyphs.tier == .basic ? (1, 2) : (1, 1)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: -1, count: self.columns * self.rows)
  }

  /// The dots of the whole raster.
  var width: Int { columns * dotsAcross }
  var height: Int { rows * dotsDown }

  /// Which series a cell belongs to, or nil when it is empty.
  func owner(column: Int, row: Int) -> Int? {
    let owner = owners[row * columns + column]
    return owner < 0 ? nil : Int(owner)
  }

  /// Sets a dot, if it lies inside.
  mutating func set(x: Int, y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = (y / dotsDown) * columns + x / dotsAcross
    dots[cell] |= 1 << UInt8((y % dotsDown) * dotsAcross + x % dotsAcross)
    owners[cell] = Int16(truncatingIfNeeded: owner)
  }

  /// Sets the dots of a column between two rows.
  mutating func setColumn(x: Int, from top: Int, through bottom: Int, owner: Int) {
    guard x >= 0, x < width else { return }
    var y = max(0, min(top, bottom))
    let last = min(height - 1, max(top, bottom))
    while y <= last {
      set(x: x, y: y, owner: owner)
      y += 1
    }
  }

  /// Sets the dots of a straight line between two dots, both included.
  mutating func line(x0: Int, y0: Int, x1: Int, y1: Int, owner: Int) {
    // A line far outside is not walked dot by dot.
    guard max(x0, x1) >= 0, min(x0, x1) < width, max(y0, y1) >= 0, min(y0, y1) < height else {
      return
    }
    let (dx, dy) = (abs(x1 - x0), -abs(y1 - y0))
    let (stepX, stepY) = (x0 < x1 ? 1 : -1, y0 < y1 ? 1 : -1)
    var (x, y, error) = (x0, y0, dx + dy)
    while true {
      set(x: x, y: y, owner: owner)
      if x == x1, y == y1 { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The glyph of a cell, or nil when it is empty.
  ///
  /// - Parameters:
  ///   - column: The column of the cell.
  ///   - row: The row of the cell.
  ///   - plain: The glyph where a cell has a single dot.
  /// - Returns: A braille pattern, a block or the plain glyph.
  func glyph(column: Int, row: Int, plain: Unicode.Scalar) -> Unicode.Scalar? {
    let bits = dots[row * columns + column]
    guard bits != 0 else { return nil }
    switch dotsDown {
    case 4: return Unicode.Scalar(0x2800 + UInt32(Self.braille(bits)))
    case 2: return bits == 3 ? "█" : bits == 1 ? "▀" : "▄"
    default: return plain
    }
  }

  /// The bits of a cell, row by row, in the order in which Unicode counts the dots of braille.
  private static func braille(_ bits: UInt8) -> UInt8 {
    // Row by row: 1 4, 2 5, 3 6, 7 8.
    var pattern: UInt8 = 0
    let places: [UInt8] = [0, 3, 1, 4, 2, 5, 6, 7]
    for (index, place) in places.enumerated() where bits & (1 << UInt8(index)) != 0 {
      pattern |= 1 << place
    }
    return pattern
  }
}
