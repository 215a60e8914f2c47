import Testing

@testable import Scenarios

@Suite("The configuration file")
struct ConfigurationTests {
  @Test("settles what it names and nothing else")
  func read() throws {
    let made = try ConfigurationFile.parse(
      """
      # mine
      theme: light
      glyphs: ascii
      colors: 256
      mouse: no
      pane: graph
      digits: 6
      """, file: "config.yaml")
    #expect(made.habits.theme == "light" && made.habits.glyphs == .ascii)
    #expect(made.habits.colors == .palette && made.habits.bidi == nil)
    #expect(made.mouse == false && made.preferences.pane == "graph" && made.digits == 6)
    #expect(made.preferences.zoom == nil && made.preferences.check == nil)
  }

  @Test("may be empty, or all comments", arguments: ["", "# nothing\n", "\n\n"])
  func empty(text: String) throws {
    #expect(try ConfigurationFile.parse(text, file: "config.yaml") == Configuration())
  }

  @Test(
    "says in which line something is wrong",
    arguments: [
      (
        "theme: drak", 1, "theme: got \"drak\", expected dark, light, contrast, soft"
      ),
      ("\nmouse: maybe", 2, "mouse: got \"maybe\", expected true or false"),
      ("log: true\ndigits: 40", 2, "digits: got \"40\", expected a whole number from 1 to 10"),
      ("pane: [a]", 1, "pane: got a list, expected"),
      ("themes: dark", 1, "got key \"themes\", expected theme, glyphs"),
      ("- a", 1, "got no keys, expected theme"),
      ("theme: \"dark", 1, "scanner"),
    ])
  func wrong(text: String, line: Int, message: String) {
    do {
      _ = try ConfigurationFile.parse(text, file: "config.yaml")
      Issue.record("it was taken")
    } catch {
      #expect(error.line == line && error.file == "config.yaml")
      #expect(error.message.contains(message))
    }
  }

  @Test("lies where XDG says")
  func path() {
    #expect(
      Configuration.path(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/gradwalk/config.yaml")
    #expect(
      Configuration.path(["XDG_CONFIG_HOME": "c", "HOME": "/h"])
        == "/h/.config/gradwalk/config.yaml")
    #expect(Configuration.path([:]) == nil)
  }
}
