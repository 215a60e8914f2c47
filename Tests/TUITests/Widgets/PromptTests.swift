import Testing

@testable import TUI

@Suite("Prompt")
struct PromptTests {
  @Test(
    "Keys edit the line; | is the cursor",
    arguments: [
      ("a b c", "abc|"), ("a b Left c", "ac|b"), ("a b Home c", "c|ab"), ("a b c Backspace", "ab|"),
      ("a b c Left Left Delete", "a|c"), ("a Space b Ctrl-W", "a |"), ("a b c Left Ctrl-U", "|c"),
      ("a b c Left Ctrl-K", "ab|"), ("a Space b Alt-b", "a |b"), ("a Space b Ctrl-A Alt-f", "a| b"),
      ("Home Left x", "x|"), ("a Ctrl-E b End c", "abc|"), ("a + b Ctrl-Left x", "a+x|b"),
      ("é 語 Backspace", "é|"),
    ])
  func editing(keys: String, result: String) throws {
    var prompt = Prompt()
    for key in try #require(Key.keys(named: keys)) { _ = prompt.feed(key) }
    #expect(marked(prompt) == result)
  }

  @Test("Earlier lines that start alike come back, and so does the draft")
  func history() throws {
    var prompt = Prompt(history: ["goto 1", "step", "goto 2"])
    let lines = try ["Up", "Up", "Up", "Up", "Down", "Down", "Down"].map { name in
      _ = prompt.feed(try #require(Key(name: name)))
      return prompt.text
    }
    #expect(lines == ["goto 2", "step", "goto 1", "goto 1", "step", "goto 2", ""])
    prompt.set("go")
    _ = prompt.feed(.up)
    _ = prompt.feed(.up)
    #expect(prompt.text == "goto 1")
    _ = prompt.feed(.down)
    _ = prompt.feed(.down)
    #expect(prompt.text == "go")
  }

  @Test("Enter, Escape and an empty Backspace end the prompt")
  func ending() {
    var prompt = Prompt(text: "x", history: ["x"])
    #expect(prompt.feed(.enter) == .submitted("x"))
    #expect(prompt.history == ["x"])
    #expect(prompt.feed(.escape) == .cancelled)
    #expect(prompt.feed(.backspace) == .edited)
    #expect(prompt.feed(.backspace) == .cancelled)
    #expect(prompt.feed(.function(5)) == .ignored)
  }

  @Test("Tab takes what is common, then goes through the candidates and back")
  func completing() {
    let names = ["step-back", "step-forward"]
    func complete(_ line: String) -> Completion? {
      let found = names.filter { $0.hasPrefix(line) }
      return Completion(
        kept: "", candidates: found.map { .init($0, note: "Goes") }, suffixes: found.map { _ in "" }
      )
    }
    var prompt = Prompt(text: "s")
    let lines = [Key.tab, .tab, .tab, .tab, .shiftTab].map { key in
      _ = prompt.feed(key, complete: complete)
      return prompt.text
    }
    #expect(lines == ["step-", "step-back", "step-forward", "step-back", "step-forward"])
    #expect(
      screen(30, 4, prompt) == """

         step-back     Goes
        ▶step-forward  Goes
        :step-forward
        """)
    _ = prompt.feed(.escape)
    #expect(prompt.completion == nil && prompt.text == "step-forward")
    prompt.set("step-b")
    _ = prompt.feed(.tab, complete: complete)
    #expect(prompt.text == "step-back" && prompt.completion == nil)
  }

  @Test("A long line scrolls so that the cursor stays in sight")
  func scrolling() {
    var prompt = Prompt(text: "0123456789abcdef")
    var canvas = Canvas(width: 10, height: 1)
    prompt.render(into: &canvas, in: canvas.bounds)
    #expect(canvas.text == ":89abcdef")
    #expect(canvas.caret == Canvas.Caret(x: 9, y: 0))
    _ = prompt.feed(.home)
    canvas.clear()
    prompt.render(into: &canvas, in: canvas.bounds)
    #expect(canvas.text == ":012345678")
    #expect(canvas.caret == Canvas.Caret(x: 1, y: 0))
  }

  @Test("Pasted line ends and tabs become spaces")
  func pasting() {
    var prompt = Prompt(text: "ab")
    _ = prompt.feed(.left)
    prompt.insert("x\ny\tz")
    #expect(marked(prompt) == "ax y z|b")
  }

  @Test("The status line lets its last pieces go first")
  func statusLine() {
    let line = StatusLine(["gradwalk", "worked-example.py", "BACKWARD 3/8"], end: "rec 17")
    #expect(screen(60, 1, line) == " gradwalk   worked-example.py   BACKWARD 3/8         rec 17")
    #expect(screen(40, 1, line) == " gradwalk   worked-example.py    rec 17")
    #expect(screen(14, 1, line) == " grad… rec 17")
    #expect(screen(5, 1, line) == " gr…")
  }

  @Test("The hint bar shows keys and words")
  func hintBar() {
    let bar = HintBar([KeyHint(keys: "s/S", label: "step"), KeyHint(keys: "?", label: "help")])
    #expect(screen(40, 1, bar) == " s/S step  ? help")
  }

  private func marked(_ prompt: Prompt) -> String {
    String(prompt.characters[..<prompt.cursor]) + "|" + String(prompt.characters[prompt.cursor...])
  }
}
