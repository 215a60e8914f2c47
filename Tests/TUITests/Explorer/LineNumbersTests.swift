import Testing

@testable import TUI

@Suite("Numbers written in a line")
struct LineNumbersTests {
  @Test(
    "are found left to right, and not in names, texts and comments",
    arguments: [
      ("loss = tf.maximum(0.0, w6) * 2", ["0.0", "2"]),
      ("w.assign_sub(1e-3*g - .5)  # 7", ["1e-3", ".5"]),
      ("x1 = f('3 and 4', \"5\\\" 6\", 7)", ["7"]),
      ("a[0] - 1_000 + 0x1F-2", ["0", "1_000", "0x1F", "2"]), ("print(w)", []), ("", []),
      ("'left open 3", []), ("2e", ["2e"]), ("3-2", ["3", "2"]),
    ])
  func found(line: String, numbers: [String]) {
    let characters = Array(line)
    #expect(LineNumbers(characters).ranges.map { String(characters[$0]) } == numbers)
  }

  @Test("Tab selects them one after the other, and what is typed takes their place")
  func selected() {
    var prompt = Prompt(lead: "3│ ", text: "max(0, w) * 2.5")
    prompt.selectNumber(by: 1)
    #expect(prompt.selection == 4..<5)
    _ = prompt.feed("7")
    #expect(prompt.text == "max(7, w) * 2.5")
    prompt.selectNumber(by: 1)
    #expect(prompt.selection == 12..<15)
    _ = prompt.feed(.backspace)
    #expect(prompt.text == "max(7, w) * ")
    prompt.selectNumber(by: -1)
    _ = prompt.feed(.left)
    #expect(prompt.selection == nil)
  }
}
