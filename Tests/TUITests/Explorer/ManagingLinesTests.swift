import GraphView
import Testing

@testable import TUI

@Suite("Search, filter, curves and copies")
struct ManagingLinesTests {
  @Test("a filter leaves the rows that hold a text, and Esc brings all back")
  func rows() throws {
    var explorer = try ExplorerLessons.worked()
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("last")
    explorer.type("\\ m a x Enter")
    var screen = explorer.drawn(80, 24)
    #expect(screen.contains("Nodes \\max") && screen.contains("w7"))
    #expect(!screen.contains("w5    mul"))
    explorer.type("Home")
    #expect(explorer.selectedRow == 6)
    explorer.type("Esc")
    explorer.type("Esc")
    screen = explorer.drawn(80, 24)
    #expect(screen.contains("w5    mul"))
  }

  @Test("a text that nothing holds leaves nothing out")
  func nothing() throws {
    var explorer = try ExplorerLessons.worked()
    try explorer.performAtOnce("filter tanh")
    #expect(explorer.notice == "tanh is not in Nodes; nothing is left out")
    #expect(explorer.filters.isEmpty)
  }

  @Test("lines of the source and of the output are filtered too")
  func lines() throws {
    var explorer = try ExplorerLessons.descent(turns: 12)
    _ = explorer.updateAtOnce(.resize(width: 80, height: 40))
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("output")
    try explorer.performAtOnce("filter 1")
    #expect(explorer.shownLineCount(of: .output) == 4)
    try explorer.performAtOnce("source")
    try explorer.performAtOnce("filter tape")
    #expect(explorer.shownLineCount(of: .source) == 2)
    #expect(explorer.drawn(80, 40).contains("Source \\tape"))
  }

  @Test("curves are chosen by name, by group and by a search")
  func curves() throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    _ = explorer.updateAtOnce(.resize(width: 120, height: 36))
    #expect(explorer.shownCurves.map(\.name) == ["loss", "w"])
    try explorer.performAtOnce("curves-next")
    #expect(explorer.shownCurves.map(\.name) == ["dloss/dw"])
    try explorer.performAtOnce("curves w")
    #expect(explorer.shownCurves.map(\.name) == ["w"])
    try explorer.performAtOnce("curves v")
    #expect(explorer.notice == "no curve is called v; there are loss, dloss/dw, w")
    try explorer.performAtOnce("traces")
    try explorer.performAtOnce("search dloss")
    #expect(explorer.shownCurves.map(\.name) == ["dloss/dw"])
  }

  @Test("the curves zoom around the cursor, and the cursor stays in sight")
  func zoom() throws {
    var explorer = try ExplorerLessons.descent(turns: 40)
    _ = explorer.updateAtOnce(.resize(width: 120, height: 36))
    try explorer.performAtOnce("train 20")
    try explorer.performAtOnce("curves-closer 2")
    let steps = try #require(explorer.shownSteps)
    #expect(steps.upperBound - steps.lowerBound == 9 && steps.contains(20))
    try explorer.performAtOnce("train 40")
    #expect(explorer.shownSteps?.upperBound == 40)
    try explorer.performAtOnce("curves-farther 5")
    #expect(explorer.shownSteps == nil)
  }

  @Test(
    "what is copied depends on the pane",
    arguments: [
      ("nodes", "copy cell", "2"), ("source", "copy", "C = y - max(0, w*x + b)"),
      ("nodes", "copy command", "gradwalk 'C = …'"),
    ])
  func copies(pane: String, command: String, text: String) throws {
    var explorer = try ExplorerLessons.worked()
    _ = explorer.updateAtOnce(.resize(width: 80, height: 24))
    try explorer.performAtOnce("last")
    try explorer.performAtOnce("select w8")
    try explorer.performAtOnce(pane)
    #expect(try explorer.performAtOnce(command) == [.copy(text)])
  }

  @Test("commands are kept for a scenario; a held key is one of them")
  func journal() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("s s 3 s S Right Left / m a x Enter ? Esc")
    #expect(
      explorer.journal == ["step-forward 5", "step-back", "right", "left", "search max", "cancel"])
  }
}
