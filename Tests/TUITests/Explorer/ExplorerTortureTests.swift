import Testing

@testable import TUI

@Suite("The explorer holds")
struct ExplorerTortureTests {
  private static let lessons: [(String, @Sendable () throws -> Explorer)] = [
    ("worked", { try ExplorerLessons.worked() }), ("fan-out", { try ExplorerLessons.fanOut() }),
    ("descent", { try ExplorerLessons.descent(turns: 6) }),
    ("unwatched", { try ExplorerLessons.unwatched() }),
    ("matrices", { try ExplorerLessons.matrices() }),
    ("failed", { try ExplorerLessons.failed(afterOps: false) }),
    ("empty", { try ExplorerLessons.empty() }),
  ]

  @Test("Any keys, clicks, pastes and sizes leave a screen that can be drawn")
  func anything() throws {
    var generator = SeededGenerator(state: 7)
    let keys =
      Explorer.actions.actions.flatMap(\.keys).filter { $0 != "Q" }
      + [.enter, .backspace, .delete, "0", "7", "x", "é", .alt("b"), .function(12)]
    let commands = Explorer.actions.actions.map(\.name)
    let extremes = ["1", "0", "-1", "9223372036854775807", "-9223372036854775808", "w3", "C", ""]
    for (_, make) in Self.lessons {
      var explorer = try make()
      var size = (width: 80, height: 24)
      for turn in 0..<3_200 {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0:
          size = (
            Int.random(in: 1...400, using: &generator), Int.random(in: 1...120, using: &generator)
          )
          if Bool.random(using: &generator) {
            size = (min(size.width, 100), min(size.height, 30))
          }
          _ = explorer.update(.resize(width: size.width, height: size.height))
        case 1...3:
          let kinds: [Mouse.Kind] = [.press, .release, .doubleClick, .drag, .wheelUp, .wheelDown]
          let kind = kinds[Int.random(in: 0..<kinds.count, using: &generator)]
          let x = Int.random(in: -1...size.width, using: &generator)
          let y = Int.random(in: -1...size.height, using: &generator)
          _ = explorer.update(.mouse(Mouse(kind, x: x, y: y)))
        case 4:
          let name = commands[Int.random(in: 0..<commands.count, using: &generator)]
          let argument = extremes[Int.random(in: 0..<extremes.count, using: &generator)]
          _ = try? explorer.perform("\(name) \(argument)")
        case 5: _ = explorer.update(.interrupt)
        default:
          let key = keys[Int.random(in: 0..<keys.count, using: &generator)]
          _ = explorer.update(.key(key))
        }
        // A frame after every event would take most of the time; the state is what breaks.
        if turn % 24 == 0 {
          let text = explorer.drawn(size.width, size.height)
          #expect(text.utf8.count < 6 * size.width * size.height + size.height + 1)
        }
        if !(0..<explorer.walk.count).contains(explorer.walk.index) {
          Issue.record("the walk stands outside of its stops")
        }
      }
    }
  }

  @Test("So many steps forward and as many back show the same screen", arguments: 0..<7)
  func inverse(lesson: Int) throws {
    var generator = SeededGenerator(state: UInt64(lesson))
    var explorer = try Self.lessons[lesson].1()
    _ = explorer.update(.resize(width: 100, height: 30))
    var forward: [String] = []
    for index in 0..<min(explorer.walk.count, 25) {
      _ = try explorer.perform("goto \(index + 1)")
      forward.append(explorer.drawn(100, 30))
    }
    for _ in 0..<40 {
      let from = Int.random(in: 0..<forward.count, using: &generator)
      let to = Int.random(in: 0..<forward.count, using: &generator)
      _ = try explorer.perform("goto \(from + 1)")
      if to > from { _ = try explorer.perform("step-forward \(to - from)") }
      for _ in 0..<max(from - to, 0) { _ = try explorer.perform("step-back") }
      if explorer.notice == nil { #expect(explorer.drawn(100, 30) == forward[to]) }
    }
  }

  @Test("Panes stand still while the walk moves through a pass")
  func calm() throws {
    for (_, make) in Self.lessons {
      var explorer = try make()
      _ = explorer.update(.resize(width: 80, height: 24))
      let first = explorer.layout.panes.map(\.rect)
      for _ in 0..<16 {
        let pass = explorer.walk.stop.pass
        _ = try explorer.perform("step-forward")
        if explorer.walk.stop.pass != pass { break }
        #expect(explorer.layout.panes.map(\.rect) == first)
      }
    }
  }
}
