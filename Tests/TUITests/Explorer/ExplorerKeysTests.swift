import Testing

@testable import TUI

@Suite("The explorer's keys")
struct ExplorerKeysTests {
  @Test("The action table has no double key, no bad name and no missing sentence")
  func table() {
    #expect(Explorer.actions.problems == [])
  }

  @Test("Every key of the table leads to its action")
  func everyKey() {
    for action in Explorer.actions.actions {
      for key in action.keys {
        #expect(
          Explorer.actions.action(for: key, in: action.scopes + [.global])?.name == action.name)
      }
    }
  }

  @Test(
    "Keys move the walk",
    arguments: [
      ("s", 1), ("Space s", 2), ("5 s", 5), ("5 s S", 4), ("5 s 2 S", 3), ("Right", 1),
      ("s s Left", 1), ("l l h", 1), ("f", 8), ("f f", 16), ("f f F", 9), ("G", 16), ("G g", 0),
      ("F7", 8), ("F10 F8", 2), ("F6", 16), ("G s", 16), ("g S", 0),
      ("9 9 9 9 9 9 9 9 9 9 9 s", 16),
      (": g o t o Space 7 Enter", 6), ("G Home t", 16), ("f j t", 8), ("f k t", 7),
      ("Home >", 1), ("Home > >", 12), ("G Home <", 12),
    ])
  func motion(keys: String, index: Int) throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type(keys)
    #expect(explorer.walk.index == index)
  }

  @Test(
    "Training steps, and ends of them",
    arguments: [
      ("s s ]", 2), ("s s ] ] [", 2), ("s s }", 11), ("s s } {", 1), ("s s 5 ]", 6),
    ])
  func training(keys: String, turn: Int) throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    explorer.type(keys)
    #expect(explorer.walk.stop.step?.number == turn)
    #expect(explorer.notice == nil)
  }

  @Test(
    "What has no effect says so",
    arguments: [
      ("X", "X does nothing here; ? tells what keys do"), ("G s", "this is the last stop"),
      ("S", "this is the first stop"), ("]", "this lesson has no training steps"),
      ("n", "nothing to look for yet; / begins a search"),
      ("/ q q Enter", "qq is not in Nodes"), (": s t Enter", nil),
      ("Alt-4", "there is nothing for Traces to show"), ("Ctrl-C", nil),
    ] as [(String, String?)])
  func notices(keys: String, notice: String?) throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type(keys)
    if let notice { #expect(explorer.notice == notice) }
    #expect(explorer.walk.count == 17)
  }

  @Test("q goes back one level after the other, and then quits")
  func back() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("j + + ?")
    for _ in 0..<3 { #expect(explorer.update(.key("q")) == []) }
    #expect(explorer.update(.key("q")) == [.quit])
    #expect(explorer.update(.key("Q")) == [.quit])
  }

  @Test("Ctrl-C takes back what is open and never leaves")
  func interrupt() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("3 :")
    #expect(explorer.update(.interrupt) == [])
    #expect(explorer.entry == nil)
    #expect(explorer.update(.interrupt) == [])
    #expect(explorer.notice == "q leaves")
  }

  @Test("Effects reach the terminal")
  func effects() throws {
    var explorer = try ExplorerLessons.worked()
    #expect(explorer.update(.key(.control("l"))) == [.redraw])
    #expect(explorer.update(.key(.control("z"))) == [.suspend])
    #expect(explorer.update(.key("M")) == [.mouse(false)])
    explorer.type("f")
    #expect(explorer.update(.key("y")) == [.copy("w8\tsub\tw4 − w7\t2\t·\tC")])
    explorer.type("Alt-3")
    #expect(explorer.update(.key("y")) == [.copy("C = y - max(0, w*x + b)")])
  }

  @Test("Search goes from hit to hit and round")
  func search() throws {
    var explorer = try ExplorerLessons.worked()
    _ = explorer.update(.resize(width: 80, height: 24))
    explorer.type("/ w 5 Enter")
    #expect(explorer.selectedRow == 4)
    explorer.type("n")
    #expect(explorer.selectedRow == 5)
    explorer.type("n")
    #expect(explorer.selectedRow == 4)
    explorer.type("N")
    #expect(explorer.selectedRow == 5)
  }

  @Test("A click selects, a double click runs there, a click on the curves turns the clock")
  func mouse() throws {
    var explorer = try ExplorerLessons.worked()
    _ = explorer.update(.resize(width: 80, height: 24))
    _ = explorer.update(.mouse(Mouse(.press, x: 5, y: 7)))
    #expect(explorer.selectedRow == 4)
    _ = explorer.update(.mouse(Mouse(.doubleClick, x: 5, y: 7)))
    #expect(explorer.walk.stop.row == 4)
    _ = explorer.update(.mouse(Mouse(.press, x: 5, y: 14)))
    #expect(explorer.focus == .chain)

    var descent = try ExplorerLessons.descent(turns: 20)
    _ = descent.update(.resize(width: 120, height: 40))
    let rect = try #require(descent.layout.rect(of: .traces))
    _ = descent.update(.mouse(Mouse(.press, x: rect.maxX - 2, y: rect.y + 4)))
    #expect(descent.walk.stop.step?.number == 20)
    _ = descent.update(.mouse(Mouse(.drag, x: rect.x + 1, y: rect.y + 4)))
    #expect(descent.walk.stop.step?.number == 1)
  }
}
