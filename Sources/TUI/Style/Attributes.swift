/// How a style looks on a terminal of a certain kind.
package struct Attributes: Hashable, Sendable {
  /// The color of the text; nil for the terminal's own.
  package var foreground: Color?
  /// The color behind the text; nil for the terminal's own.
  package var background: Color?
  package var isBold = false
  package var isDim = false
  package var isUnderlined = false
  package var isReversed = false

  package init(
    _ foreground: Color? = nil, on background: Color? = nil, isBold: Bool = false,
    isDim: Bool = false, isUnderlined: Bool = false, isReversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.isBold = isBold
    self.isDim = isDim
    self.isUnderlined = isUnderlined
    self.isReversed = isReversed
  }

  /// The numbers of the escape sequence that switches to these attributes, `1;38;5;208`.
  package func escapeCodes(tier: ColorTier) -> String {
    var codes: [String] = []
    if isBold { codes.append("1") }
    if isDim { codes.append("2") }
    if isUnderlined { codes.append("4") }
    if isReversed { codes.append("7") }
    if let foreground { codes += Self.codes(for: foreground, base: 30, tier: tier) }
    if let background { codes += Self.codes(for: background, base: 40, tier: tier) }
    return codes.joined(separator: ";")
  }

  private static func codes(for color: Color, base: Int, tier: ColorTier) -> [String] {
    switch tier {
    case .mono: []
    case .named where color.named >= 8: ["\(base + 52 + Int(color.named))"]
    case .named: ["\(base + Int(color.named))"]
    case .palette: ["\(base + 8);5;\(color.rgb.nearest256)"]
    case .truecolor:
      ["\(base + 8);2;\(color.rgb.red);\(color.rgb.green);\(color.rgb.blue)"]
    }
  }
}
