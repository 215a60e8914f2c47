import Testing

@testable import TUI

@Suite("Glyphs")
struct GlyphsTests {
  @Test("Every symbol takes one cell and stays within its tier", arguments: GlyphTier.allCases)
  func symbols(tier: GlyphTier) {
    let glyphs = Glyphs(tier: tier)
    for symbol in allSymbols(glyphs) {
      #expect(CellWidth.of(symbol) == 1, "\(symbol)")
      switch tier {
      case .full: break
      case .basic: #expect(glyphs.spelling(of: symbol) == nil || symbol.isASCII, "\(symbol)")
      case .acs: #expect(symbol.isASCII || Glyphs.lineDrawing.contains(symbol), "\(symbol)")
      case .ascii: #expect(symbol.isASCII, "\(symbol)")
      }
    }
  }

  @Test("Spellings are ASCII and not empty")
  func spellings() {
    let glyphs = Glyphs(tier: .ascii)
    for text in ["∂", "∇", "∑", "√", "→", "²", "ᵀ", "λ", "−", "×", "·", "≤", "…", "╬", "₄"] {
      for scalar in text.unicodeScalars {
        let spelling = glyphs.spelling(of: scalar) ?? ""
        #expect(!spelling.isEmpty && spelling.utf8.allSatisfy { $0 < 0x7F } && spelling != "?")
      }
    }
  }

  @Test(
    "Line ends that meet give the glyph of their directions",
    arguments: [
      (5, "│"), (10, "─"), (3, "└"), (6, "┌"), (12, "┐"), (9, "┘"), (7, "├"), (13, "┤"), (14, "┬"),
      (11, "┴"), (15, "┼"), (0, " "),
    ] as [(UInt8, Unicode.Scalar)])
  func junctions(arms: UInt8, glyph: Unicode.Scalar) {
    #expect(Glyphs(tier: .full).junction(arms) == glyph)
  }

  private func allSymbols(_ glyphs: Glyphs) -> [Unicode.Scalar] {
    var symbols = [
      glyphs.ellipsis, glyphs.arrowRight, glyphs.arrowLeft, glyphs.arrowUp, glyphs.arrowDown,
      glyphs.folded, glyphs.unfolded, glyphs.moreLeft, glyphs.moreRight, glyphs.notComputed,
      glyphs.gridPoint, glyphs.breakpoint, glyphs.mark, glyphs.bullet, glyphs.cross,
      glyphs.plotCursor, glyphs.scrollTrack, glyphs.scrollThumb, glyphs.dashedVertical,
      glyphs.dashedHorizontal, glyphs.times, glyphs.dot, glyphs.minus,
    ]
    symbols += glyphs.markers + glyphs.shades
    for kind in LineKind.allCases {
      symbols += (0...15).map { glyphs.junction($0, kind) }
    }
    return symbols
  }
}
