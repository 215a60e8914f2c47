import Testing

@testable import TUI

@Suite("Text in cells")
struct CellTextTests {
  @Test(
    "A text takes as many cells as a terminal gives it",
    arguments: [
      ("", 0), ("w5 = w·x", 8), ("日本語", 6), ("e\u{301}te\u{301}", 3), ("한국", 4),
      ("שלום", 4), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤\u{FE0F}", 1), ("a\tb", 9), ("\u{200B}x", 1),
      ("∂C/∂w ⣿┊▶", 9),
    ])
  func width(text: String, cells: Int) {
    #expect(Glyphs(tier: .full).width(of: text) == cells)
  }

  @Test(
    "What a terminal would obey is shown instead",
    arguments: [
      ("\u{1B}[31mred", "␛[31mred"), ("a\nb\r", "a␊b␍"), ("\u{7F}\u{9B}1m", "␡?1m"),
      ("\u{202E}evil\u{2066}", "?evil?"), ("bell\u{7}", "bell␇"), ("a\u{2028}b", "a?b"),
    ])
  func controls(text: String, shown: String) {
    #expect(drawn(text) == shown)
  }

  @Test(
    "Clusters whose width differs between terminals are simplified",
    arguments: [
      ("👍🏽!", "👍!"), ("👨‍👩‍👧!", "👨!"), ("🇩🇪!", "DE!"), ("❤\u{FE0F}!", "❤!"), ("e\u{301}!", "e\u{301}!"),
    ])
  func clusters(text: String, shown: String) {
    #expect(drawn(text) == shown)
  }

  @Test(
    "Truncation ends in an ellipsis and never halves a wide character",
    arguments: [
      ("abcdef", 6, "abcdef|"), ("abcdef", 5, "abcd…|"), ("日本語", 5, "日本…|"), ("日本語", 4, "日… |"),
      ("日本語", 3, "日…|"), ("日本語", 2, "… |"), ("日本語", 1, "…|"), ("ab", 0, "|"),
    ])
  func truncation(text: String, limit: Int, shown: String) {
    var canvas = Canvas(width: 10, height: 1)
    canvas.draw("|", x: limit, y: 0)
    canvas.draw(text, x: 0, y: 0, width: limit)
    #expect(canvas.text == shown)
  }

  @Test(
    "Right-to-left runs are put in order, numbers and the rest stay",
    arguments: [
      ("אבג", "גבא"), ("w = אבג + 1", "w = 1 + גבא"), ("x אב y", "x בא y"),
      ("אב 12.5 גד", "דג 12.5 בא"), ("אב (גד)", "(דג) בא"), ("abc", "abc"), ("12 אב", "12 בא"),
    ])
  func rightToLeft(text: String, shown: String) {
    #expect(drawn(text) == shown)
    let untouched = Glyphs(tier: .full, bidi: .off)
    #expect(drawn(text, untouched) == text)
  }

  @Test(
    "Without Unicode symbols are spelled out and the rest becomes question marks",
    arguments: [
      ("∂C/∂w = w·x − 1", "dC/dw = w*x - 1"), ("√x²", "sqrtx^2"), ("日本", "????"),
      ("naïve", "na?ve"), ("e\u{301}", "e"), ("┌─┐", "+-+"), ("tab\u{1B}", "tab?"),
    ])
  func ascii(text: String, shown: String) {
    #expect(drawn(text, Glyphs(tier: .ascii)) == shown)
  }

  @Test("An ASCII screen chosen only because lines are wide keeps the user's text")
  func asciiKeepsText() {
    #expect(drawn("語 ∂ ⣿", Glyphs(tier: .ascii, hasBraille: true, keepsText: true)) == "語 d ⣿")
  }

  private func drawn(_ text: String, _ glyphs: Glyphs = Glyphs(tier: .full)) -> String {
    var canvas = Canvas(width: 40, height: 1, glyphs: glyphs)
    canvas.draw(text, x: 0, y: 0)
    return canvas.text
  }
}
