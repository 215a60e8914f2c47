/// About how much room a text takes: the widths of DejaVu Sans for Latin letters and digits, and a
/// full square for wide scripts.
enum TextExtent {
  /// The width in points.
  static func width(_ text: String, size: Double) -> Double {
    var widest = 0.0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      widest = max(widest, line.unicodeScalars.reduce(0) { $0 + share(of: $1) } * size)
    }
    return widest
  }

  private static func share(of scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0x2060...0x206F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF:
      1
    case 0x20, 0x2C, 0x2E, 0x3A, 0x3B, 0x69, 0x6A, 0x6C, 0x21, 0x27, 0x7C: 0.3
    case 0x66, 0x74, 0x72, 0x28, 0x29, 0x2D, 0x5B, 0x5D, 0x2F: 0.39
    case 0x6D, 0x77, 0x4D, 0x57, 0x40, 0x25: 0.96
    case 0x41...0x5A: 0.68
    case 0x2212: 0.84
    default: 0.62
    }
  }

  /// The distance between the baselines of two lines.
  static func lineHeight(_ size: Double) -> Double { size * 1.25 }
}
