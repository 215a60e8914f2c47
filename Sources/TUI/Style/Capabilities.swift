/// What the terminal and its user allow, chosen once at the start.
package struct Capabilities: Hashable, Sendable {
  /// The symbols.
  package var glyphs: Glyphs
  /// The colors.
  package var colors: ColorTier
  /// The name of the theme.
  package var theme: String

  package init(glyphs: Glyphs, colors: ColorTier, theme: String = "dark") {
    self.glyphs = glyphs
    self.colors = colors
    self.theme = theme
  }

  /// What can be found out about a terminal without changing anything on it.
  package struct Facts: Hashable, Sendable {
    /// The character encoding of the locale, `UTF-8`.
    package var codeset: String
    /// How many colors the terminal's description tells of.
    package var colorCount: Int
    /// Whether the description takes colors as red, green and blue.
    package var hasDirectColor: Bool
    /// Whether the description has line drawing characters.
    package var hasLineDrawing: Bool
    /// Whether a line drawing character takes two cells, as the probe found it; nil if it told nothing.
    package var linesAreWide: Bool?

    package init(
      codeset: String = "UTF-8", colorCount: Int = 256, hasDirectColor: Bool = false,
      hasLineDrawing: Bool = true, linesAreWide: Bool? = nil
    ) {
      self.codeset = codeset
      self.colorCount = colorCount
      self.hasDirectColor = hasDirectColor
      self.hasLineDrawing = hasLineDrawing
      self.linesAreWide = linesAreWide
    }

    /// Whether the encoding is UTF-8, however it is spelled.
    package var isUTF8: Bool {
      codeset.lowercased().filter { $0 != "-" && $0 != "_" } == "utf8"
    }
  }

  /// What the user asked for on the command line; nil leaves the choice to the program.
  package struct Wishes: Hashable, Sendable {
    package var glyphs: GlyphTier?
    package var colors: ColorTier?
    package var theme: String?
    package var bidi: BidiMode?

    package init(
      glyphs: GlyphTier? = nil, colors: ColorTier? = nil, theme: String? = nil,
      bidi: BidiMode? = nil
    ) {
      self.glyphs = glyphs
      self.colors = colors
      self.theme = theme
      self.bidi = bidi
    }
  }

  /// Chooses: a wish goes first, then the environment, then a habit, then what the terminal can do.
  ///
  /// - Throws: `CapabilityError` when a variable of the environment holds a word that means nothing.
  package static func choose(
    environment: [String: String], facts: Facts, wishes: Wishes = Wishes(),
    habits: Wishes = Wishes()
  ) throws(CapabilityError) -> Capabilities {
    let tier =
      try wishes.glyphs.or("GRADWALK_GLYPHS", environment, GlyphTier.init(rawValue:))
      ?? habits.glyphs
    let bidi =
      try wishes.bidi.or("GRADWALK_BIDI", environment, BidiMode.init(rawValue:)) ?? habits.bidi
    let colors =
      try wishes.colors.or("GRADWALK_COLOR", environment, ColorTier.init(rawValue:))
      ?? habits.colors
    let theme =
      try wishes.theme.or("GRADWALK_THEME", environment) { Theme.named($0)?.name } ?? habits.theme
    let chosen = tier ?? usualGlyphs(environment, facts)
    // Wide lines spoil boxes, not braille or words, so only an ASCII screen that was asked for is pure.
    let isPure = tier == .ascii || tier == .acs || !facts.isUTF8
    return Capabilities(
      glyphs: Glyphs(
        tier: chosen, hasBraille: chosen == .full || (!isPure && facts.linesAreWide == true),
        keepsText: !isPure || chosen == .full || chosen == .basic, bidi: bidi ?? .app),
      colors: colors ?? usualColors(environment, facts),
      theme: theme ?? usualTheme(environment))
  }

  private static func usualGlyphs(_ environment: [String: String], _ facts: Facts) -> GlyphTier {
    let terminal = environment["TERM"] ?? "dumb"
    guard facts.isUTF8 else { return facts.hasLineDrawing ? .acs : .ascii }
    if facts.linesAreWide == true { return .ascii }
    if terminal == "linux" || terminal.hasPrefix("linux-") { return .basic }
    if terminal == "dumb" || terminal.hasPrefix("vt") {
      return facts.hasLineDrawing ? .acs : .ascii
    }
    return .full
  }

  private static func usualColors(_ environment: [String: String], _ facts: Facts) -> ColorTier {
    let terminal = environment["TERM"] ?? "dumb"
    if let refusal = environment["NO_COLOR"], !refusal.isEmpty { return .mono }
    if terminal == "dumb" || facts.colorCount < 8 { return .mono }
    let said = environment["COLORTERM"]?.lowercased() ?? ""
    if said == "truecolor" || said == "24bit" || facts.hasDirectColor
      || terminal.hasSuffix("-direct")
    {
      return .truecolor
    }
    return facts.colorCount >= 256 ? .palette : .named
  }

  /// Terminals of the rxvt family tell their background as a number of the 16 named colors.
  private static func usualTheme(_ environment: [String: String]) -> String {
    let background = environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return background == 7 || background == 15 ? Theme.light.name : Theme.dark.name
  }
}

extension Optional {
  /// The wish, or what a variable of the environment asks for.
  fileprivate func or(
    _ name: String, _ environment: [String: String], _ read: (String) -> Wrapped?
  ) throws(CapabilityError) -> Wrapped? {
    if let self { return self }
    guard let text = environment[name], !text.isEmpty else { return nil }
    guard let value = read(text) else { throw CapabilityError(variable: name, value: text) }
    return value
  }
}

/// A variable of the environment that asks for something unknown.
package struct CapabilityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The variable.
  package var variable: String
  /// What it holds.
  package var value: String

  /// The words that the variable may hold.
  package var choices: [String] {
    switch variable {
    case "GRADWALK_GLYPHS": GlyphTier.allCases.map(\.rawValue)
    case "GRADWALK_BIDI": BidiMode.allCases.map(\.rawValue)
    case "GRADWALK_COLOR": ColorTier.allCases.map(\.rawValue)
    default: Theme.all.map(\.name)
    }
  }

  package var description: String {
    "\(variable): got \"\(value)\", expected \(choices.joined(separator: ", "))"
  }
}
