/// How rich the symbols are that a terminal can show.
package enum GlyphTier: String, CaseIterable, Sendable {
  /// All of them: heavy and double lines, braille, mathematical signs.
  case full
  /// Unicode with a small font: light lines and half blocks.
  case basic
  /// No Unicode, but the terminal's own line drawing characters.
  case acs
  /// Nothing but ASCII.
  case ascii
}

/// Who puts right-to-left text in order.
package enum BidiMode: String, CaseIterable, Sendable {
  /// This program, before the text is sent.
  case app
  /// The terminal: text is sent as it is written.
  case terminal
  /// Nobody.
  case off
}

/// Every symbol that drawing uses, as the glyph tier allows it, and how text is spelled there.
package struct Glyphs: Hashable, Sendable {
  /// How rich the symbols are.
  package let tier: GlyphTier
  /// Whether braille patterns can be shown; they may be where lines cannot.
  package let hasBraille: Bool
  /// Whether text beyond ASCII that is not a symbol of ours can be shown.
  package let keepsText: Bool
  /// Who puts right-to-left text in order.
  package let bidi: BidiMode

  package init(
    tier: GlyphTier, hasBraille: Bool? = nil, keepsText: Bool? = nil, bidi: BidiMode = .app
  ) {
    self.tier = tier
    self.hasBraille = hasBraille ?? (tier == .full)
    self.keepsText = keepsText ?? (tier == .full || tier == .basic)
    self.bidi = bidi
  }

  private func pick(
    _ full: Unicode.Scalar, _ basic: Unicode.Scalar, _ ascii: Unicode.Scalar
  ) -> Unicode.Scalar {
    switch tier {
    case .full: full
    case .basic: basic
    case .acs, .ascii: ascii
    }
  }

  /// Stands for what was cut off.
  package var ellipsis: Unicode.Scalar { pick("…", ".", ".") }
  /// Points at the current row or line, and enters a box from the left.
  package var arrowRight: Unicode.Scalar { pick("▶", ">", ">") }
  package var arrowLeft: Unicode.Scalar { pick("◀", "<", "<") }
  package var arrowUp: Unicode.Scalar { pick("▲", "^", "^") }
  package var arrowDown: Unicode.Scalar { pick("▼", "v", "v") }
  /// Before a group that can be opened, and one that is open.
  package var folded: Unicode.Scalar { pick("▸", "+", "+") }
  package var unfolded: Unicode.Scalar { pick("▾", "-", "-") }
  /// More of the content lies to the left or right.
  package var moreLeft: Unicode.Scalar { pick("◂", "<", "<") }
  package var moreRight: Unicode.Scalar { pick("▸", ">", ">") }
  /// A value that has not been computed yet.
  package var notComputed: Unicode.Scalar { pick("·", "·", ".") }
  /// A point of a grid.
  package var gridPoint: Unicode.Scalar { pick("·", "·", ".") }
  /// A breakpoint, a mark and a bullet.
  package var breakpoint: Unicode.Scalar { pick("●", "*", "*") }
  package var mark: Unicode.Scalar { pick("◆", "#", "#") }
  package var bullet: Unicode.Scalar { pick("•", "·", "*") }
  /// A point that has no value: NaN or an infinity.
  package var cross: Unicode.Scalar { pick("✗", "x", "x") }
  /// The cursor of a plot.
  package var plotCursor: Unicode.Scalar { pick("┊", "│", ":") }
  /// The path of a scroll bar and the part of it that is in sight.
  package var scrollTrack: Unicode.Scalar { pick("│", "│", "|") }
  package var scrollThumb: Unicode.Scalar { pick("█", "█", "#") }
  /// A leaf copied beside its consumer, and a cut edge.
  package var dashedVertical: Unicode.Scalar { pick("┆", "│", ":") }
  package var dashedHorizontal: Unicode.Scalar { pick("┄", "─", "-") }
  /// Signs of arithmetic.
  package var times: Unicode.Scalar { pick("×", "×", "*") }
  package var dot: Unicode.Scalar { pick("·", "·", "*") }
  package var minus: Unicode.Scalar { pick("−", "-", "-") }
  /// The marks that tell series apart without color, in their order.
  package var markers: [Unicode.Scalar] {
    switch tier {
    case .full: ["●", "■", "▲", "◆", "○", "□", "△", "◇"]
    case .basic, .acs, .ascii: ["*", "o", "x", "#", "@", "%", "&", "="]
    }
  }
  /// Five steps from empty to filled.
  package var shades: [Unicode.Scalar] {
    switch tier {
    case .full, .basic: [" ", "░", "▒", "▓", "█"]
    case .acs, .ascii: [" ", ".", "+", "#", "@"]
    }
  }

  /// The cells that a text takes.
  package func width(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return CellText(text, glyphs: self).width
  }

  /// What is shown for a character that a terminal would obey.
  package func substitute(forControl scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard tier == .full else { return "?" }
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "?"
    case 0x7F: return "␡"
    default: return "?"
    }
  }
}
