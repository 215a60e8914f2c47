import Engine
import Testing

@testable import Script

@Suite("A diagnostic")
struct DiagnosticTests {
  @Test("shows the line with its number, the columns underlined, and the help")
  func houseForm() {
    let source = SourceText(name: "lesson.py", "import x\n\ny = x @ w + b\n")
    let diagnostic = Diagnostic(
      "matmul: got shapes (2, 3) and (4, 1), expected (m, k) and (k, n)",
      at: SourceSpan(14, 19), help: "did you mean tf.transpose(w)?")
    #expect(
      diagnostic.text(in: source) == """
        lesson.py:3:5: error: matmul: got shapes (2, 3) and (4, 1), expected (m, k) and (k, n)
            3 | y = x @ w + b
              |     ^~~~~
        help: did you mean tf.transpose(w)?
        """)
  }

  @Test("of a fault names its class")
  func fault() throws {
    let source = SourceText(name: "lesson.py", "x = (1,\ny = 2\n")
    let fault = try #require(MarkedSource("x = (1,\ny = 2\n").fault)
    #expect(
      Diagnostic(fault).text(in: source) == """
        lesson.py:1:5: error: SyntaxError: '(' was never closed
            1 | x = (1,
              |     ^
        """)
  }

  @Test(
    "underlines cells, not bytes",
    arguments: [
      ("学习率 = «x»", "         ^"), ("x = «学习率» + 1", "    ^~~~~~"), ("\tx =«\ty»", "\t   \t^"),
      ("a «»b", "  ^"),
      ("градиент = «ж»", "           ^"), ("x«»", " ^"), ("«a\nb»", "^"), ("é = «👍»", "    ^~"),
      ("e\u{301} = «x»", "    ^"), ("", "^"),
    ])
  func cells(marked: String, underline: String) {
    let marked = MarkedSource(marked)
    #expect(SourceExcerpt(marked.source, marked.span).underline == underline)
  }

  @Test("shows no control characters and only the neighborhood of a span in a very long line")
  func strangeLines() {
    let escape = SourceExcerpt(SourceText(name: "x", "a\u{1B}[2Jb"), SourceSpan(5, 6))
    #expect(escape.text == "a\u{FFFD}[2Jb")
    #expect(escape.underline == "     ^")
    let long = String(repeating: "a", count: 5000) + "b" + String(repeating: "c", count: 5000)
    let excerpt = SourceExcerpt(SourceText(name: "x", long), SourceSpan(5000, 5001))
    #expect(excerpt.text.count < 500)
    #expect(excerpt.text.hasPrefix("…aa") && excerpt.text.hasSuffix("cc…"))
    let mark = excerpt.underline.count - 1
    #expect(Array(excerpt.text)[mark] == "b")
  }
}
