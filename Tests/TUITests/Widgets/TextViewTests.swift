import Testing

@testable import TUI

@Suite("Text view")
struct TextViewTests {
  private let source = [
    StyledLine("z = w * x + b", spans: [.init(4..<9, .highlight)], gutter: "6"),
    StyledLine("C = y - tf.maximum(0.0, z)", gutter: "17"),
    StyledLine("# 日本 é", .dim, spans: [.init(2..<5, .match)], gutter: "18"),
  ]

  @Test("Lines with numbers and an arrow")
  func lines() {
    #expect(
      screen(24, 4, TextView(source, marked: 0)) == """
        ▶  6 z = w * x + b
          17 C = y - tf.maximum▸
          18 # 日本 é

        """)
  }

  @Test("Scrolling sideways keeps wide characters whole")
  func sideways() {
    #expect(
      screen(16, 3, TextView(source, column: 3, marked: 0)) == """
        ▶  6 ◂w * x + b
          17 ◂y - tf.ma▸
          18 ◂本 é
        """)
  }

  @Test("Spans light exactly the columns they name, also in wide text")
  func spans() {
    var canvas = Canvas(width: 30, height: 3)
    TextView(source).render(into: &canvas, in: canvas.bounds)
    #expect(canvas.runs(inRow: 0).first { $0.style == .highlight }?.text == "w * x")
    #expect(canvas.runs(inRow: 2).first { $0.style == .match }?.text == "日")
  }

  @Test("Long lines are broken at spaces when wrapping is on")
  func wrapping() {
    let text = TextView(
      [
        StyledLine("the adjoint of w6 is final"), StyledLine(""),
        StyledLine("unbreakablewordhere 日本語"),
      ], wraps: true)
    #expect(
      screen(11, 9, text) == """
        the adjoint
        of w6 is
        final

        unbreakable
        wordhere
        日本語


        """)
  }

  @Test("An offset scrolls lines out at the top")
  func offset() {
    #expect(screen(24, 2, TextView(source, offset: 2)) == "18 # 日本 é\n")
    #expect(screen(24, 2, TextView(source, offset: 7)) == "\n")
  }

  @Test("Pieces make a line with their styles")
  func pieces() {
    let line = StyledLine(pieces: [("w5 ", .normal), ("-1", .negative)])
    #expect(line.spans == [.init(0..<3, .normal), .init(3..<5, .negative)])
  }
}
