import Testing

@testable import TUI

@Suite("Capabilities")
struct CapabilitiesTests {
  typealias Facts = Capabilities.Facts

  @Test(
    "The glyph tier follows locale, terminal and probe",
    arguments: [
      ("xterm-256color", Facts(), GlyphTier.full),
      ("tmux-256color", Facts(codeset: "utf8"), .full),
      ("linux", Facts(colorCount: 8), .basic),
      ("xterm", Facts(codeset: "ANSI_X3.4-1968", colorCount: 8), .acs),
      ("xterm", Facts(codeset: "ISO-8859-1", hasLineDrawing: false), .ascii),
      ("vt100", Facts(colorCount: -1), .acs),
      ("xterm-256color", Facts(linesAreWide: true), .ascii),
      ("xterm-256color", Facts(linesAreWide: false), .full),
      ("dumb", Facts(colorCount: -1, hasLineDrawing: false), .ascii),
    ])
  func glyphs(terminal: String, facts: Facts, tier: GlyphTier) throws {
    let chosen = try Capabilities.choose(environment: ["TERM": terminal], facts: facts)
    #expect(chosen.glyphs.tier == tier)
  }

  @Test(
    "The color tier follows the environment, then the terminal",
    arguments: [
      (["TERM": "xterm-256color", "COLORTERM": "truecolor"], 256, ColorTier.truecolor),
      (["TERM": "xterm-256color", "COLORTERM": "24bit"], 256, .truecolor),
      (["TERM": "xterm-direct"], 1 << 24, .truecolor),
      (["TERM": "xterm-256color"], 256, .palette),
      (["TERM": "screen"], 8, .named),
      (["TERM": "vt100"], -1, .mono),
      (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], 256, .mono),
      (["TERM": "xterm-256color", "NO_COLOR": ""], 256, .palette),
      (["TERM": "xterm-256color", "NO_COLOR": "1", "GRADWALK_COLOR": "16"], 256, .named),
      ([:], 256, .mono),
    ])
  func colors(environment: [String: String], count: Int, tier: ColorTier) throws {
    let facts = Facts(colorCount: count)
    #expect(try Capabilities.choose(environment: environment, facts: facts).colors == tier)
  }

  @Test("What was asked for on the command line goes first")
  func wishes() throws {
    let chosen = try Capabilities.choose(
      environment: ["TERM": "xterm", "GRADWALK_GLYPHS": "full", "NO_COLOR": "1"], facts: Facts(),
      wishes: .init(glyphs: .ascii, colors: .truecolor, theme: "light", bidi: .terminal))
    #expect(
      chosen
        == Capabilities(
          glyphs: Glyphs(tier: .ascii, hasBraille: false, keepsText: false, bidi: .terminal),
          colors: .truecolor, theme: "light"))
  }

  @Test("Wide lines leave braille and the user's text alone")
  func wideLines() throws {
    let chosen = try Capabilities.choose(
      environment: ["TERM": "xterm"], facts: Facts(linesAreWide: true))
    #expect(chosen.glyphs == Glyphs(tier: .ascii, hasBraille: true, keepsText: true))
  }

  @Test("A light background is recognized where the terminal tells it")
  func background() throws {
    for (value, theme) in [("0;15", "light"), ("15;0", "dark"), ("0;default;7", "light")] {
      let environment = ["TERM": "rxvt", "COLORFGBG": value]
      #expect(try Capabilities.choose(environment: environment, facts: Facts()).theme == theme)
    }
  }

  @Test(
    "A word that means nothing is refused with the words that do",
    arguments: [
      ("GRADWALK_GLYPHS", "GRADWALK_GLYPHS: got \"nice\", expected full, basic, acs, ascii"),
      ("GRADWALK_COLOR", "GRADWALK_COLOR: got \"nice\", expected mono, 16, 256, truecolor"),
      ("GRADWALK_THEME", "GRADWALK_THEME: got \"nice\", expected dark, light, contrast, soft"),
      ("GRADWALK_BIDI", "GRADWALK_BIDI: got \"nice\", expected app, terminal, off"),
    ])
  func refusals(variable: String, message: String) {
    let error = #expect(throws: CapabilityError.self) {
      try Capabilities.choose(environment: [variable: "nice"], facts: Facts())
    }
    #expect(error?.description == message)
  }
}
