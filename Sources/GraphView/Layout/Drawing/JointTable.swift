/// The box drawing characters by the directions of their arms and which of these are heavy.
enum JointTable {
  /// The character for some arms, with some of them heavy; a blank for none.
  @inline(__always)
  static func glyph(_ arms: CellArms, heavy: CellArms) -> Unicode.Scalar {
    table[Int(arms.rawValue) << 4 | Int(heavy.intersection(arms).rawValue)]
  }

  /// By arms, and by which of them are heavy.
  private static let table: [Unicode.Scalar] = {
    var table = [Unicode.Scalar](repeating: " ", count: 256)
    for (arms, glyphs) in rows {
      let directions = CellArms.each.filter { arms.contains($0) }
      for (number, glyph) in glyphs.unicodeScalars.enumerated() {
        // Bit i of the number: whether the i-th of the arms is heavy.
        var heavy: CellArms = []
        for (bit, direction) in directions.enumerated() where number >> bit & 1 == 1 {
          heavy.insert(direction)
        }
        table[Int(arms.rawValue) << 4 | Int(heavy.rawValue)] = glyph
      }
    }
    return table
  }()

  /// For each set of arms the characters, counting heavy arms in binary: north, east, south, west.
  private static let rows: [(CellArms, String)] = [
    (.north, "│┃"), (.east, "─━"), (.south, "│┃"), (.west, "─━"),
    (.vertical, "│╿╽┃"), (.horizontal, "─╼╾━"),
    ([.north, .east], "└┖┕┗"), ([.east, .south], "┌┍┎┏"),
    ([.north, .west], "┘┚┙┛"), ([.south, .west], "┐┒┑┓"),
    ([.north, .east, .south], "├┞┝┡┟┠┢┣"), ([.north, .south, .west], "┤┦┧┨┥┩┪┫"),
    ([.east, .south, .west], "┬┮┰┲┭┯┱┳"), ([.north, .east, .west], "┴┸┶┺┵┹┷┻"),
    ([.north, .east, .south, .west], "┼╀┾╄╁╂╆╊┽╃┿╇╅╉╈╋"),
  ]
}
