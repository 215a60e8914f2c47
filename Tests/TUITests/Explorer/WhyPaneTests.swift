import GraphView
import Testing

@testable import TUI

@Suite("The pane that says why")
struct WhyPaneTests {
  @Test("d explains the shown gradient, Up and Down select nodes, Esc closes")
  func why() throws {
    var explorer = try ExplorerLessons.worked(w: -2)
    explorer.type("G d")
    var screen = explorer.drawn(80, 24)
    #expect(screen.contains("Why dC/dw"))
    #expect(screen.contains("is on its flat side"))
    #expect(explorer.focus == .why)
    let culprit = explorer.selectedRow
    #expect(culprit == 6)
    explorer.type("j")
    #expect(explorer.selectedRow == 5)
    explorer.type("k Enter")
    #expect(explorer.walk.stop.row == 6 && explorer.walk.stop.phase == .backward)
    explorer.type("Esc")
    screen = explorer.drawn(80, 24)
    #expect(explorer.focus == .nodes && screen.contains("Chain rule"))
  }

  @Test("what cannot be explained says why not")
  func refusals() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("d")
    #expect(explorer.notice == "no node is selected: why NAME tells about one")
    _ = try explorer.perform("why nobody")
    #expect(explorer.notice == "no node is called nobody")
    _ = try explorer.perform("pitfalls")
    #expect(explorer.notice == "no pitfall was found in this lesson")
  }

  @Test("the health pane follows the training steps")
  func health() throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    _ = try explorer.perform("health")
    explorer.type("]")
    #expect(explorer.drawn(80, 24).contains("in training step 2"))
  }

  @Test("paths are chosen one after the other, and by a node on them")
  func paths() throws {
    var explorer = try ExplorerLessons.fanOut()
    explorer.type("G )")
    #expect(explorer.drawn(80, 24).contains("path 1 of 3"))
    explorer.type("(")
    #expect(!explorer.drawn(80, 24).contains("of 3"))
    explorer.type("(")
    #expect(explorer.drawn(80, 24).contains("path 3 of 3"))
    _ = try explorer.perform("path w4")
    #expect(explorer.drawn(80, 24).contains("─ w4"))
    explorer.type("J")
    #expect(explorer.notice == "x is an input: select what reads it")
  }
  @Test("While a prediction is open nothing else tells its number")
  func nothingElseTells() throws {
    var explorer = try ExplorerLessons.worked()
    try explorer.performAtOnce("watch C")
    try explorer.performAtOnce("predict phase")
    for command in ["why C", "jacobian", "health", "export out.md", "pitfalls"] {
      try explorer.performAtOnce(command)
      #expect(explorer.notice?.contains("would tell what is asked") == true, "\(command)")
    }
    try explorer.performAtOnce("predict off")
    try explorer.performAtOnce("why C")
    #expect(explorer.notice?.contains("would tell") != true)
  }
}
