/// The one place that knows how many cells of a terminal a code point takes.
///
/// Layout, truncation, drawing and the terminal backend all ask here, so that they agree.
package enum CellWidth {
  /// The cells that a code point takes: 0, 1 or 2, or nil when it must never be sent to a terminal.
  package static func of(_ scalar: Unicode.Scalar) -> Int? {
    let value = scalar.value
    if value < 0x7F { return value >= 0x20 ? 1 : nil }
    if value < 0x300 { return value >= 0xA0 ? 1 : nil }
    // Lines, arrows, blocks and braille: most of what a screen is made of.
    if value >= 0x2500, value < 0x25FD || (value >= 0x2800 && value < 0x2B00) { return 1 }
    if isDirective(value) { return nil }
    if contains(CellWidthTable.zero, value) { return 0 }
    return contains(CellWidthTable.wide, value) ? 2 : 1
  }

  /// Separators and bidirectional controls: they steer a terminal or a reader instead of being read.
  private static func isDirective(_ value: UInt32) -> Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether one of the ascending ranges (first, last, first, last, …) holds the value.
  private static func contains(_ ranges: [UInt32], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[2 * middle + 1] {
        low = middle + 1
      } else if value < ranges[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
