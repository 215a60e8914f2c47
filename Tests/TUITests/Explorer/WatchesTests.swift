import GraphView
import Testing

@testable import TUI

@Suite("Watches of the explorer")
struct WatchesTests {
  @Test("a watch shows its value now and at the stop before, and the adjoint of a node")
  func columns() throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    explorer.updateAtOnce(.resize(width: 160, height: 50))
    try explorer.performAtOnce("watch w")
    #expect(explorer.notice == "w = ·; Alt-7 goes to the watches")
    try explorer.performAtOnce("watch norm(grad(w)) > 1")
    try explorer.performAtOnce("watch loss")
    try explorer.performAtOnce("train 2")
    // From the forward part on to where the weight has changed.
    try explorer.performAtOnce("phase-end 3")
    try explorer.performAtOnce("phase-start")
    let screen = explorer.drawn(160, 50)
    let lines = screen.split(separator: "\n").filter {
      $0.contains("loss   ") || $0.contains("norm(")
    }
    #expect(lines.contains { $0.contains("true") })
    #expect(screen.contains("─ Watches ─"))
    #expect(explorer.watchRows.count == 3)
  }

  @Test("w asks for the expression, and W watches the selected node")
  func keys() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("s s s s s s w")
    #expect(explorer.entry?.prompt.text == "watch ")
    explorer.type("w 5 * 2 Enter")
    #expect(explorer.notice == "w5*2 = 4; Alt-7 goes to the watches")
    explorer.type("W")
    #expect(explorer.watches.list.map(\.text) == ["w5*2", "w6"])
    explorer.type("W")
    #expect(explorer.watches.list.count == 2)
  }

  @Test(
    "what cannot be watched is said",
    arguments: [
      ("nothing", "no value is called nothing"),
      (
        "w +",
        "the expression ends too early, at column 4; a name, a number or a function is missing"
      ),
    ])
  func refused(text: String, notice: String) throws {
    var explorer = try ExplorerLessons.descent(turns: 2)
    try explorer.performAtOnce("watch \(text)")
    #expect(explorer.notice == notice && explorer.watches.list.isEmpty)
  }

  @Test("Enter makes a watch a breakpoint: where it changes, or begins to hold; hits are counted")
  func breaks() throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    explorer.updateAtOnce(.resize(width: 160, height: 50))
    try explorer.performAtOnce("watch w")
    try explorer.performAtOnce("watch step > 4")
    explorer.type("Alt-7 Home Enter")
    #expect(explorer.notice == "c and C stop where w changes")
    explorer.type("c")
    #expect(explorer.notice == "stopped: w changes" && explorer.walk.index == 1)
    explorer.type("3 c")
    #expect(explorer.walk.stop.step?.number == 3 && explorer.walk.stop.phase == .update)
    #expect(explorer.watches.hits[explorer.breakpoints[0].place] == 4)
    #expect(explorer.drawn(160, 50).contains("● w "))
    explorer.type("Enter j Enter")
    #expect(explorer.breakpoints.map(\.text) == ["step > 4"])
    explorer.type("c")
    #expect(explorer.walk.stop.step?.number == 5)
  }

  @Test("> and < go to the changes of the selected watch")
  func changes() throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    try explorer.performAtOnce("watch w")
    explorer.type("Alt-7 3 >")
    let second = explorer.walk.index
    #expect(explorer.walk.stop.step?.number == 2 && explorer.walk.stop.phase == .update)
    explorer.type("s s s <")
    #expect(explorer.walk.index == second)
    explorer.type("g <")
    #expect(explorer.notice == "no earlier stop changes w" && explorer.walk.index == 0)
  }

  @Test("rows are taken away, searched and filtered")
  func rows() throws {
    var explorer = try ExplorerLessons.descent(turns: 3)
    for text in ["w", "loss", "grad(w)", "step"] { try explorer.performAtOnce("watch \(text)") }
    explorer.type("Alt-7")
    try explorer.performAtOnce("search gra")
    #expect(explorer.selectedWatch?.text == "grad(w)")
    explorer.type("Delete")
    #expect(explorer.watches.list.map(\.text) == ["w", "loss", "step"])
    try explorer.performAtOnce("watch-filter s")
    #expect(explorer.watchRows.map(\.text) == ["loss", "step"])
    explorer.type("\\")
    #expect(explorer.watchRows.count == 3)
    try explorer.performAtOnce("unwatch loss")
    #expect(explorer.watches.list.map(\.text) == ["w", "step"])
    try explorer.performAtOnce("unwatch loss")
    #expect(explorer.notice == "loss is not watched")
    try explorer.performAtOnce("unwatch-all")
    #expect(explorer.watchRows.isEmpty)
  }

  @Test("a run that takes long goes on between keys, and Esc stops it")
  func travel() throws {
    var explorer = try ExplorerLessons.descent(turns: 4_000)
    explorer.type("g")
    _ = try explorer.perform("break-where step > 3999")
    _ = explorer.update(.key("c"))
    if explorer.travel != nil {
      #expect(explorer.tickInterval == 0)
      _ = explorer.update(.tick)
      let here = explorer.walk.index
      #expect(here > 0)
      _ = explorer.update(.key(.escape))
      #expect(explorer.travel == nil && explorer.walk.index == here)
      #expect(explorer.notice == "the run was stopped here")
    }
    explorer.type("c")
    #expect(explorer.walk.stop.step?.number == 4_000 && explorer.tickInterval == nil)
  }
}
