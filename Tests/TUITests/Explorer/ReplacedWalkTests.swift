import GraphView
import Testing

@testable import TUI

@Suite("Another walk under a running explorer")
struct ReplacedWalkTests {
  @Test(
    "the same lesson with another value keeps place, selection, focus and breakpoints",
    arguments: ["s s s s s s", "s s s s s s s s s s", "G", "g", "f s s s j j", "s s Tab + f f"])
  func otherValue(keys: String) throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 120, height: 40))
    explorer.type("s s s s s s b")
    explorer.type(keys)
    let (index, row, focus) = (explorer.walk.index, explorer.selectedRow, explorer.focus)
    let stop = explorer.walk.stop.title
    let breaks = explorer.breakpoints
    let other = try ExplorerLessons.worked(w: -1).walk
    explorer.replaceWalk(other, ending: .finished)
    explorer.updateAtOnce(.tick)
    #expect(explorer.walk.index == index && explorer.walk.stop.title == stop)
    #expect(explorer.selectedRow == row && explorer.focus == focus)
    #expect(explorer.breakpoints == breaks)
    #expect(explorer.walk.table[0].value?.exact == (stop.hasPrefix("FORWARD 0") ? nil : "-1"))
  }

  @Test("back to the same walk the screen is the same, at every stop")
  func restored() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 150, height: 45))
    for _ in 0..<explorer.walk.count {
      let before = explorer.drawn(150, 45)
      let walk = explorer.walk
      explorer.replaceWalk(try ExplorerLessons.worked(w: -1).walk, ending: .finished)
      explorer.updateAtOnce(.tick)
      explorer.replaceWalk(walk, ending: .finished)
      explorer.updateAtOnce(.tick)
      #expect(explorer.drawn(150, 45) == before)
      explorer.type("s")
    }
  }

  @Test(
    "a run that went on stands at the same turn, a shorter one at its last", arguments: [3, 40])
  func otherLength(turns: Int) throws {
    var explorer = try ExplorerLessons.descent(turns: 20)
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    try explorer.performAtOnce("train 7")
    explorer.type("s s s")
    let row = explorer.walk.stop.row
    explorer.replaceWalk(try ExplorerLessons.descent(turns: turns).walk, ending: .interrupted)
    explorer.updateAtOnce(.tick)
    #expect(explorer.walk.stop.step?.number == min(turns, 7))
    #expect(explorer.walk.stop.row == row)
    #expect(explorer.subject.ending == .interrupted)
    #expect(explorer.drawn(100, 30).contains("/\(turns)"))
  }

  @Test("a walk with fewer rows drops a selection that it has no row for")
  func fewerRows() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 150, height: 45))
    explorer.type("G End")
    explorer.replaceWalk(try ExplorerLessons.fanOut().walk, ending: .finished)
    explorer.updateAtOnce(.tick)
    #expect(explorer.selectedRow == nil)
    #expect(explorer.drawn(150, 45).contains("dz/dnode"))
  }
}
