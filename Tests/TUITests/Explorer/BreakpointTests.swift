import GraphView
import Testing

@testable import TUI

@Suite("Breakpoints of the explorer")
struct BreakpointTests {
  @Test("a run stops at a marked node in both directions and says at which")
  func node() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("s s s s s s j")
    explorer.type("b")
    let name = explorer.breakpoints[0].text
    #expect(explorer.notice == "c and C stop at \(name)")
    explorer.type("g c")
    #expect(explorer.notice == "stopped: \(name)")
    #expect(explorer.walk.stop.phase == .forward)
    let first = explorer.walk.index
    explorer.type("c")
    #expect(explorer.walk.stop.phase == .backward)
    explorer.type("C")
    #expect(explorer.walk.index == first)
    explorer.type("C")
    #expect(explorer.walk.index == 0 && explorer.notice == "ran to the first stop")
  }

  @Test("the same key takes a breakpoint away, and the table marks it meanwhile")
  func toggled() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("s s s b")
    let name = explorer.breakpoints[0].text
    #expect(explorer.drawn(80, 24).contains("●"))
    explorer.type("b")
    #expect(explorer.notice == "runs no longer stop at \(name)")
    #expect(explorer.breakpoints.isEmpty && !explorer.drawn(80, 24).contains("●"))
  }

  @Test("a condition is typed, hit where it begins to hold, and cleared")
  func condition() throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    _ = try explorer.perform("break-where step > 7")
    #expect(explorer.notice == "c and C stop where step > 7")
    explorer.type("g c")
    #expect(explorer.walk.stop.step?.number == 8)
    explorer.type("c")
    #expect(explorer.notice == "ran to the last stop")
    _ = try explorer.perform("break-clear")
    #expect(explorer.notice == "1 breakpoint taken away")
  }

  @Test(
    "what is no condition is said where it stands",
    arguments: [
      (
        "w >",
        "the expression ends too early, at column 4; a name, a number or a function is missing"
      ),
      ("q > 1", "no value is called q"),
      ("phase + 1 > 2", "forward is no number"),
    ])
  func refused(text: String, notice: String) throws {
    var explorer = try ExplorerLessons.descent(turns: 3)
    _ = try explorer.perform("break-where \(text)")
    #expect(explorer.notice == notice)
    #expect(explorer.breakpoints.isEmpty)
  }
}
