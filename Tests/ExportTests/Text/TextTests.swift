import Testing

@testable import Export

@Suite("Text")
struct TextTests {
  @Test(
    "signs are spelled in ASCII",
    arguments: [
      ("∂w5/∂w1 = w2 − 1", "dw5/dw1 = w2 - 1"), ("·", "."), ("w1·w2", "w1*w2"),
      ("xᵀ @ g × 2", "x^T @ g x 2"), ("1 → 2…", "1 -> 2..."), ("重", "\\u{91cd}"),
    ])
  func spelling(text: String, spelled: String) {
    #expect(ASCIISpelling.of(text) == spelled)
  }

  @Test("lines break at blanks, keep their margin, and hang")
  func wrapping() {
    #expect(
      TextWidth.wrapped("  one two three four", to: 10, hanging: 4) == [
        "  one two", "    three", "    four",
      ])
    #expect(TextWidth.wrapped("immeasurably", to: 4) == ["immeasurably"])
    #expect(TextWidth.wrapped("", to: 4) == [""])
  }

  @Test(
    "widths count columns",
    arguments: [("w5", 2), ("重み", 4), ("e\u{301}", 1), ("∂·−×ᵀ", 5), ("🙂", 2), ("وزن", 3)])
  func widths(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test("what flows back names the node it comes from, and leaves other words alone")
  func numbering() {
    #expect(PartialText.numbering("g·(1 − w8²)", "w8") == "g8·(1 − w8²)")
    #expect(PartialText.numbering("log(g) + gg @ gᵀ", "w12") == "log(g12) + gg @ gᵀ")
  }

  @Test("controls and direction marks of a lesson are shown, not obeyed")
  func controls() {
    #expect(TextWidth.onOneLine("a\u{1B}[31m\tb\u{202E}c") == "a\\u{1b}[31m\\tb\\u{202e}c")
  }
}
