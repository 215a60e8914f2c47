import Testing

@testable import TUI

@Suite("Canvas")
struct CanvasTests {
  @Test("Panes draw in their own coordinates and cannot leave their rectangle")
  func clipping() {
    var canvas = Canvas(width: 12, height: 4)
    canvas.within(Rect(x: 2, y: 1, width: 5, height: 2)) { pane in
      pane.fill(pane.bounds, with: ".")
      pane.draw("too long for it", x: 1, y: 0)
      pane.draw("left of it", x: -6, y: 1)
      pane.draw("below", x: 0, y: 2)
      pane.within(Rect(x: 3, y: -1, width: 9, height: 9)) { $0.draw("ABCD", x: 0, y: 2) }
    }
    #expect(
      canvas.text == """

          .too
          f iAB

        """)
  }

  @Test("A wide character at the edge of a part is a space, not a half")
  func wideAtEdges() {
    var canvas = Canvas(width: 9, height: 2)
    canvas.fill(canvas.bounds, with: ".")
    canvas.within(Rect(x: 2, y: 0, width: 5, height: 2)) { pane in
      pane.draw("日本語", x: -1, y: 0)
      pane.draw("日本語", x: 0, y: 1)
    }
    #expect(canvas.lines == [".. 本語..", "..日本 .."])
  }

  @Test("Writing over one half of a wide character blanks the other")
  func wideOverwritten() {
    var canvas = Canvas(width: 8, height: 3)
    for row in 0..<3 { canvas.draw("日本語", x: 0, y: row) }
    canvas.put("x", x: 2, y: 0)
    canvas.put("x", x: 3, y: 1)
    canvas.draw("木", x: 1, y: 2)
    #expect(canvas.lines == ["日x 語", "日 x語", " 木 語"])
    #expect(canvas.cells.allSatisfy { !$0.cluster.isContinuation || $0.cluster.width == 1 })
  }

  @Test("Every wide character is followed by exactly its other half whatever is drawn over it")
  func wideInvariant() {
    var canvas = Canvas(width: 11, height: 3)
    var random = SeededGenerator(state: 7)
    let texts = ["日", "ab", "e\u{301}", "語x本", " ", "👍"]
    for _ in 0..<3000 {
      let part = Rect(
        x: .random(in: -2...9, using: &random), y: .random(in: 0...2, using: &random),
        width: .random(in: 1...9, using: &random), height: 2)
      let text = texts[.random(in: 0..<texts.count, using: &random)]
      canvas.within(part) { pane in
        pane.draw(
          text, x: .random(in: -2...8, using: &random), y: .random(in: 0...1, using: &random))
      }
    }
    for row in 0..<3 {
      for column in 0..<11 {
        let cluster = canvas[column, row].cluster
        if cluster.isWide { #expect(canvas[column + 1, row].cluster.isContinuation) }
        if cluster.isContinuation { #expect(canvas[column - 1, row].cluster.isWide) }
      }
    }
  }

  @Test("Text stands left, right or centered in its place")
  func alignment() {
    var canvas = Canvas(width: 10, height: 3)
    canvas.draw("語1", x: 0, y: 0, width: 9, alignment: .left)
    canvas.draw("語1", x: 0, y: 1, width: 9, alignment: .right)
    canvas.draw("語1", x: 0, y: 2, width: 9, alignment: .center)
    #expect(canvas.lines == ["語1", "      語1", "   語1"])
  }

  @Test(
    "Boxes carry a title, a note and a footer in every glyph tier",
    arguments: [
      (
        GlyphTier.full, LineKind.double,
        """
        ╔═ Nodes ═════ 3/8 ═╗
        ║                   ║
        ╚═══════════ rec 7 ═╝
        """
      ),
      (
        .full, .light,
        """
        ┌─ Nodes ───── 3/8 ─┐
        │                   │
        └─────────── rec 7 ─┘
        """
      ),
      (
        .basic, .double,
        """
        ┌─ [Nodes] ─── 3/8 ─┐
        │                   │
        └─────────── rec 7 ─┘
        """
      ),
      (
        .ascii, .double,
        """
        += Nodes ===== 3/8 =+
        |                   |
        +=========== rec 7 =+
        """
      ),
      (
        .ascii, .heavy,
        """
        ## Nodes ##### 3/8 ##
        #                   #
        ############ rec 7 ##
        """
      ),
    ])
  func boxes(tier: GlyphTier, line: LineKind, drawing: String) {
    var canvas = Canvas(width: 21, height: 3, glyphs: Glyphs(tier: tier))
    let inside = canvas.box(
      canvas.bounds, line, title: "Nodes", note: "3/8", footer: "rec 7")
    #expect(canvas.text == drawing)
    #expect(inside == Rect(x: 1, y: 1, width: 19, height: 1))
  }

  @Test("A title that does not fit is cut and pushes the note out")
  func longTitle() {
    var canvas = Canvas(width: 16, height: 2)
    canvas.box(canvas.bounds, title: "Chain rule at w6", note: "12")
    #expect(canvas.text == "┌─ Chain rul… ─┐\n└──────────────┘")
  }

  @Test("Boxes too small for a border draw nothing outside themselves", arguments: 0...3)
  func tinyBoxes(size: Int) {
    var canvas = Canvas(width: 5, height: 5)
    canvas.box(Rect(x: 1, y: 1, width: size, height: size), title: "title", note: "n", footer: "f")
    let drawn = canvas.cells.filter { $0 != .blank }.count
    #expect(drawn == (size < 2 ? 0 : size == 2 ? 4 : 8))
  }

  @Test("Runs tell the styles of a row, and the colored dump is the plain one with escapes")
  func runs() {
    var canvas = Canvas(width: 8, height: 2)
    canvas.draw("w1", x: 0, y: 0, .current)
    canvas.draw("語", x: 3, y: 0, .backward)
    canvas.draw("ok", x: 0, y: 1)
    #expect(
      canvas.runs(inRow: 0) == [
        StyledRun(column: 0, text: "w1", width: 2, style: .current),
        StyledRun(column: 2, text: " ", width: 1, style: .normal),
        StyledRun(column: 3, text: "語", width: 2, style: .backward),
        StyledRun(column: 5, text: "   ", width: 3, style: .normal),
      ])
    let colored = canvas.ansi(theme: .light, tier: .palette)
    #expect(colored == "\u{1B}[1;7;38;5;16mw1\u{1B}[0m \u{1B}[1;38;5;166m語\u{1B}[0m\nok")
    #expect(canvas.ansi(theme: .light, tier: .mono).contains("\u{1B}[1;7mw1\u{1B}[0m"))
  }

  @Test("The picture has every run at its cells, escaped, in the colors of the theme")
  func picture() {
    var canvas = Canvas(width: 12, height: 2)
    canvas.draw("a<b & 語", x: 1, y: 0, .forward)
    canvas.draw("on", x: 0, y: 1, Style(.normal, .reversed))
    let lines = canvas.svg(theme: .light, title: "x > y").split(separator: "\n").map(String.init)
    #expect(lines[0].contains("width=\"120.8\" height=\"53\""))
    #expect(lines[1] == "<title>x &gt; y</title>")
    let look = "lengthAdjust=\"spacingAndGlyphs\" fill=\"#0072b2\" font-weight=\"bold\""
    let latin = "<text x=\"18.4\" y=\"23\" textLength=\"42\" \(look)>a&lt;b &amp;</text>"
    #expect(lines.contains(latin))
    #expect(lines.contains("<text x=\"68.8\" y=\"23\" textLength=\"16.8\" \(look)>語</text>"))
    let ground = "<rect x=\"10\" y=\"26.5\" width=\"16.8\" height=\"16.5\" fill=\"#20242c\"/>"
    #expect(lines.contains(ground))
    #expect(lines.last == "</svg>")
  }

  @Test("Restyling a rectangle keeps its text")
  func restyle() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.draw("abcdef", x: 0, y: 0, .error)
    canvas.restyle(Rect(x: 2, y: 0, width: 2, height: 1)) { $0.marks.insert(.selected) }
    #expect(canvas.text == "abcdef")
    #expect(canvas.runs(inRow: 0).map(\.style) == [.error, .error.with(.selected), .error])
  }

  @Test("The caret follows the part it is placed in and stays away outside it")
  func caret() {
    var canvas = Canvas(width: 10, height: 4)
    canvas.within(Rect(x: 3, y: 1, width: 4, height: 2)) { $0.placeCaret(x: 5, y: 0) }
    #expect(canvas.caret == nil)
    canvas.within(Rect(x: 3, y: 1, width: 4, height: 2)) { $0.placeCaret(x: 2, y: 1) }
    #expect(canvas.caret == Canvas.Caret(x: 5, y: 2))
  }
}
