/// A screen of fixed-width cells to be exported: what stands where, in which colors.
package struct ScreenPicture: Hashable, Sendable {
  /// Cells in a row, and rows.
  package var columns: Int
  package var rows: [[Run]]
  /// The colors where a run asks for none.
  package var foreground: Color
  package var background: Color
  /// What the screen shows, for those who do not see it.
  package var title: String

  package init(
    columns: Int, rows: [[Run]], foreground: Color = Color(0xD8_DEE9),
    background: Color = Color(0x16_181D), title: String = "gradwalk"
  ) {
    self.columns = columns
    self.rows = rows
    self.foreground = foreground
    self.background = background
    self.title = title
  }

  /// Neighboring cells of one row that look alike.
  package struct Run: Hashable, Sendable {
    /// The column where it starts.
    package var column: Int
    package var text: String
    /// The cells it takes, which are more than its letters where some are wide.
    package var width: Int
    package var look: Look

    package init(column: Int, text: String, width: Int, look: Look = Look()) {
      self.column = column
      self.text = text
      self.width = width
      self.look = look
    }
  }

  /// How a run looks.
  package struct Look: Hashable, Sendable {
    package var foreground: Color?
    package var background: Color?
    package var isBold = false
    package var isDim = false
    package var isItalic = false
    package var isUnderlined = false
    package var isReversed = false

    package init(
      foreground: Color? = nil, background: Color? = nil, isBold: Bool = false,
      isDim: Bool = false, isItalic: Bool = false, isUnderlined: Bool = false,
      isReversed: Bool = false
    ) {
      self.foreground = foreground
      self.background = background
      self.isBold = isBold
      self.isDim = isDim
      self.isItalic = isItalic
      self.isUnderlined = isUnderlined
      self.isReversed = isReversed
    }
  }

  /// A color as it is written in hexadecimal: 0xRRGGBB.
  package struct Color: Hashable, Sendable {
    package var hex: UInt32

    package init(_ hex: UInt32) { self.hex = hex & 0xFF_FFFF }

    /// `#rrggbb`.
    var written: String {
      let digits = String(hex, radix: 16)
      return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// `r;g;b`.
    var parts: String { "\(hex >> 16 & 255);\(hex >> 8 & 255);\(hex & 255)" }

    /// This color moved a share of the way to another.
    func mixed(with other: Color, share: Double) -> Color {
      var mixed: UInt32 = 0
      for shift: UInt32 in [16, 8, 0] {
        let from = Double(hex >> shift & 255)
        let to = Double(other.hex >> shift & 255)
        mixed |= UInt32((from + (to - from) * share).rounded()) << shift
      }
      return Color(mixed)
    }
  }
}

/// The forms that a screen is exported in.
package enum ScreenForm: String, Hashable, Sendable, CaseIterable {
  /// Bare text.
  case text
  /// Text with the escape sequences that color it.
  case ansi
  case svg
}

extension ScreenPicture {
  /// The screen in one of the forms; lines end with line feeds.
  package func exported(as form: ScreenForm) -> String {
    switch form {
    case .text: plainText
    case .ansi: coloredText
    case .svg: ScreenSVG(self).text()
    }
  }

  private var plainText: String {
    rows.map { runs in Self.line(runs).trimmedAtEnd() + "\n" }.joined()
  }

  private var coloredText: String {
    rows.map { runs in
      var line = ""
      var column = 0
      let last = runs.lastIndex { $0.look != Look() || $0.text.contains { $0 != " " } } ?? -1
      for (place, run) in runs.enumerated() where place <= last {
        line += String(repeating: " ", count: max(0, run.column - column))
        let text = place == last && run.look == Look() ? run.text.trimmedAtEnd() : run.text
        let codes = Self.codes(of: run.look)
        line += codes.isEmpty ? text : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
        column = run.column + run.width
      }
      return line + "\n"
    }.joined()
  }

  private static func line(_ runs: [Run]) -> String {
    var line = ""
    var column = 0
    for run in runs {
      line += String(repeating: " ", count: max(0, run.column - column)) + run.text
      column = run.column + run.width
    }
    return line
  }

  private static func codes(of look: Look) -> String {
    var codes: [String] = []
    if look.isBold { codes.append("1") }
    if look.isDim { codes.append("2") }
    if look.isItalic { codes.append("3") }
    if look.isUnderlined { codes.append("4") }
    if look.isReversed { codes.append("7") }
    if let color = look.foreground { codes.append("38;2;\(color.parts)") }
    if let color = look.background { codes.append("48;2;\(color.parts)") }
    return codes.joined(separator: ";")
  }
}
