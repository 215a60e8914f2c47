import Testing

@testable import TUI

@Suite("Keys")
struct KeyTests {
  @Test(
    "A key has a name that is read back",
    arguments: [
      ("s", Key.character("s")), ("S", "S"), ("Space", .space), ("Shift-Tab", .shiftTab),
      ("Ctrl-L", .control("l")), ("Ctrl-L", .control("L")), ("Alt-1", .alt("1")),
      ("F10", .function(10)),
      ("Esc", .escape), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Enter", .enter), ("[", "["),
      ("-", "-"), ("+", "+"), ("Ctrl--", .control("-")), ("Alt--", .alt("-")), ("'", "'"),
      (":", ":"),
      ("Shift-Left", .shiftLeft), ("Ctrl-Alt-Shift-Up", Key(.up, [.control, .alt, .shift])),
      ("Backspace", .backspace), ("é", "é"), ("Ctrl-Space", .control(" ")), ("語", "語"),
    ])
  func names(name: String, key: Key) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test(
    "Other spellings are understood",
    arguments: [
      ("ctrl-l", Key.control("l")), ("control-l", .control("l")), ("ESCAPE", .escape),
      ("Return", .enter), ("pageup", .pageUp), ("alt-f4", Key(.function(4), .alt)),
      ("del", .delete),
    ])
  func aliases(name: String, key: Key) {
    #expect(Key(name: name) == key)
  }

  @Test(
    "What names no key is refused",
    arguments: [
      "", "foo", "Ctrl-", "Shift-s", "Hyper-x", "F0", "F99", "ab", "\u{1B}", " ", "Ctrl-L-x",
    ])
  func refused(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test("Several names are read at once, all or none")
  func several() {
    #expect(Key.keys(named: "s Right Space") == ["s", .right, .space])
    #expect(Key.keys(named: "s Rigth") == nil)
  }
}
