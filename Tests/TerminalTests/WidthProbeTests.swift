import Testing

@testable import Terminal

@Suite("Questions to the terminal")
struct WidthProbeTests {
  @Test(
    "The answer is found among what the user typed",
    arguments: [
      ("\u{1B}[12;2R", 2, ""), ("\u{1B}[1;3R", 3, ""), ("q\u{1B}[5;2Rs", 2, "qs"),
      ("\u{1B}[A", nil, "\u{1B}[A"),
      ("", nil, ""), ("\u{1B}[5;2", nil, "\u{1B}[5;2"), ("\u{1B}[A\u{1B}[7;2R", 2, "\u{1B}[A"),
      ("\u{1B}", nil, "\u{1B}"),
      ("\u{1B}[99999999999999999999;2R", 2, ""),
    ] as [(String, Int?, String)])
  func answers(bytes: String, column: Int?, typed: String) {
    #expect(
      WidthProbe.parse(Array(bytes.utf8))
        == WidthProbe.Answer(column: column, typedAhead: Array(typed.utf8)))
  }

  @Test(
    "Text for the clipboard is sent in base 64",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
      ("w = w·x", "dyA9IHfCt3g="),
    ])
  func clipboard(text: String, encoded: String) {
    #expect(Output.base64(Array(text.utf8)) == encoded)
    #expect(Output.clipboardSequence(text) == "\u{1B}]52;c;\(encoded)\u{7}")
  }
}
