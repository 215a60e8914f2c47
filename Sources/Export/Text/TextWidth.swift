/// How many columns of fixed-width text a string takes.
enum TextWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// One column a character, two for the wide ones of East Asia and emoji, none for marks.
  static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
  ]

  /// The text with blanks up to a width.
  static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return isRight ? blanks + text : text + blanks
  }

  /// The text cut into lines at blanks, later lines moved in; words that are too long stand alone.
  static func wrapped(_ text: String, to width: Int, hanging: Int = 0) -> [String] {
    let margin = String(text.prefix { $0 == " " })
    var lines: [String] = []
    var line = margin
    var isFresh = true
    for word in text.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false)
    {
      if isFresh || of(line) + 1 + of(String(word)) <= width {
        line += isFresh ? String(word) : " " + word
      } else {
        lines.append(line)
        line = String(repeating: " ", count: hanging) + word
      }
      isFresh = false
    }
    lines.append(line)
    return lines
  }

  /// Text of a lesson that must stand on one line: line ends and controls become visible.
  static func onOneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\t": shown += "\\t"
      case "\r": shown += "\\r"
      case _ where isControl(scalar): shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Controls, and the marks that turn the direction of the text after them.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
