/// Which colors and attributes the roles have.
package struct Theme: Sendable {
  /// The name by which it is chosen.
  package let name: String
  /// The background that pictures of the screen use, where there is no terminal to supply one.
  package let paper: Color.RGB
  /// The text color that goes with it.
  package let ink: Color.RGB
  /// The looks by the number of the role, with colors.
  private let looks: [Attributes]
  /// The background of the selected row.
  private let selection: Color

  /// Makes a theme from a rule that gives every role its look.
  init(
    name: String, paper: UInt32, ink: UInt32, selection: Color, look: (Role) -> Attributes
  ) {
    self.name = name
    self.paper = Color.RGB(paper)
    self.ink = Color.RGB(ink)
    self.selection = selection
    looks = Role.allCases.map(look)
  }

  /// How a style looks on a terminal with so many colors.
  package func attributes(for style: Style, tier: ColorTier) -> Attributes {
    var attributes = tier == .mono ? Self.mono(style.role) : looks[Int(style.role.rawValue)]
    if tier != .mono {
      if style.foregroundShade > 0 {
        attributes.foreground = Color(Shade.color(of: Int(style.foregroundShade)))
      }
      if style.backgroundShade > Shade.count {
        if tier >= .palette { attributes.background = tint(Int(style.backgroundShade)) }
      } else if style.backgroundShade > 0 {
        attributes.background = Color(Shade.color(of: Int(style.backgroundShade)))
      }
    }
    if style.marks.contains(.strong) { attributes.isBold = true }
    if style.marks.contains(.faint) { attributes.isDim = true }
    if style.marks.contains(.underlined) { attributes.isUnderlined = true }
    if style.marks.contains(.reversed) { attributes.isReversed.toggle() }
    if style.marks.contains(.selected) { select(&attributes, tier: tier) }
    return attributes
  }

  /// A tint: the paper on its way to the ink, so that curves are seen on it.
  private func tint(_ number: Int) -> Color {
    let share = Double(number - Shade.count) / Double(Shade.tintCount)
    let far = paper.mixed(with: Color.RGB(0x3D_9BDC), share: 0.55).mixed(with: ink, share: 0.12)
    return Color(paper.mixed(with: far, share: share * 0.85))
  }

  /// Marks the selected row: by its background where grays are at hand, else in reverse.
  private func select(_ attributes: inout Attributes, tier: ColorTier) {
    if tier >= .palette, !attributes.isReversed, attributes.background == nil {
      attributes.background = selection
      attributes.isBold = true
      attributes.isDim = false
    } else if tier < .palette {
      attributes = Attributes(
        isBold: attributes.isBold, isUnderlined: attributes.isReversed, isReversed: true)
    }
  }

  /// The looks without color: weight, reverse and underline alone.
  private static func mono(_ role: Role) -> Attributes {
    switch role {
    case .normal, .title, .border, .visited, .leaf, .gradientNode, .negative, .success, .prompt,
      .hint, .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8:
      Attributes()
    case .dim, .pending, .axis, .grid, .hidden: Attributes(isDim: true)
    case .label: Attributes(isUnderlined: true)
    case .focusTitle, .focusBorder, .forward, .breakpoint, .plotCursor, .warning, .keyHint, .edited:
      Attributes(isBold: true)
    case .error: Attributes(isBold: true, isUnderlined: true)
    case .cursor, .current, .backward: Attributes(isBold: true, isReversed: true)
    case .highlight, .candidate, .statusBar: Attributes(isReversed: true)
    case .match: Attributes(isBold: true, isUnderlined: true)
    }
  }
}
