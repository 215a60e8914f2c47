import GraphView
import Testing

@testable import TUI

@Suite("Marks and the time line of the explorer")
struct TimeTests {
  @Test("a mark is set, jumped to, and jumped back from")
  func marks() throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    explorer.type("s s s m a")
    #expect(explorer.notice == "forward 3/4 is marked a; 'a comes back")
    explorer.type("G ' a")
    #expect(explorer.walk.index == 3)
    explorer.type("' '")
    #expect(explorer.walk.index == explorer.walk.count - 1)
    explorer.type("' '")
    #expect(explorer.walk.index == 3)
    try explorer.performAtOnce("marks")
    #expect(explorer.notice == "a at stop 4")
    try explorer.performAtOnce("marks-clear")
    explorer.type("' a")
    #expect(explorer.notice == "no stop is marked a; ma marks this one")
  }

  @Test("only what goes farther than a step is a jump")
  func jumps() throws {
    var explorer = try ExplorerLessons.descent(turns: 5)
    explorer.type("s s ' '")
    #expect(explorer.notice == "there was no jump yet" && explorer.walk.index == 2)
    explorer.type("] s ' '")
    #expect(explorer.walk.index == 2)
  }

  @Test("a mark is a letter or a digit, and '. goes back to where the walk stands")
  func letters() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.type("m F1")
    #expect(explorer.notice == "a mark is a letter or a digit" && explorer.time.marks.isEmpty)
    explorer.type("s s j j j")
    #expect(explorer.selectedRow != nil)
    explorer.type("' .")
    #expect(explorer.selectedRow == nil && explorer.walk.index == 2)
  }

  @Test("every cell of a bar goes to a place that is shown there", arguments: [60, 80, 100, 160])
  func cells(width: Int) throws {
    for explorer in [
      try ExplorerLessons.descent(turns: 7), try ExplorerLessons.worked(),
      try ExplorerLessons.descent(turns: 300),
    ] {
      var walk = explorer.walk
      for index in Set([0, walk.count / 3, walk.count / 2, walk.count - 1]) {
        walk.seek(index)
        let bars = Timeline(walk, width: width).bars
        #expect(!bars.isEmpty)
        for (bar, next) in zip(bars, bars.dropFirst()) {
          #expect(bar.cells.upperBound < next.x)
        }
        for bar in bars {
          #expect(bar.cells.upperBound <= width && bar.cells.count >= 2)
          for cell in bar.cells where bar.count >= bar.cells.count {
            #expect(bar.cell(of: bar.place(of: cell)) == cell)
          }
          for place in 0..<bar.count where bar.count <= bar.cells.count {
            #expect(bar.place(of: bar.cell(of: place)) == place)
          }
        }
      }
    }
  }

  @Test("a click on the time line goes to the stop and to the training step there")
  func clicks() throws {
    var explorer = try ExplorerLessons.descent(turns: 12)
    explorer.updateAtOnce(.resize(width: 80, height: 24))
    let row = explorer.timelineRow.y
    let timeline = Timeline(explorer.walk, width: 80)
    for bar in timeline.bars {
      explorer.updateAtOnce(.mouse(Mouse(.press, x: bar.cells.upperBound - 1, y: row)))
      switch bar.kind {
      case .phase(let stops): #expect(explorer.walk.index == stops.upperBound - 1)
      case .turns: #expect(explorer.walk.stop.step?.number == 12)
      case .passes: Issue.record("there is a training loop")
      }
      explorer.updateAtOnce(.mouse(Mouse(.press, x: bar.cells.lowerBound, y: row)))
      #expect(explorer.walk.stop.step?.number == 1)
    }
    let before = explorer.walk.index
    explorer.updateAtOnce(.mouse(Mouse(.wheelDown, x: 3, y: row)))
    #expect(explorer.walk.index == before + 1)
  }

  @Test("the time line tells the place without color, in every tier")
  func drawn() throws {
    let explorer = try ExplorerLessons.descent(turns: 12)
    func line(_ tier: GlyphTier) throws -> String {
      let screen = try explorer.screen(80, 24, tier, after: "train 8", "mark a", "step-forward 5")
      return String(screen.split(separator: "\n")[21])
    }
    #expect(
      try line(.full)
        == " fwd a━━━━━━━━━ bwd ━━━━━━━━━▶──── upd ──────  step ━━━━━━━━━━━━━▶───────  8/12")
    #expect(
      try line(.ascii)
        == " fwd a========= bwd =========>---- upd ------  step =============>-------  8/12")
  }

  @Test("A random sequence of motions and its inverse show the same screen", arguments: 0..<6)
  func inverse(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed + 1))
    var explorer = try ExplorerLessons.descent(turns: 9)
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    try explorer.performAtOnce("watch loss")
    try explorer.performAtOnce("goto \(explorer.walk.count / 2)")
    let motions = [
      ("step-forward", "step-back"), ("train-forward", "train-back"),
      ("step-forward 7", "step-back 7"),
    ]
    for _ in 0..<12 {
      try explorer.performAtOnce("cancel")
      let start = explorer.drawn(100, 30)
      var undo: [String] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let pair = motions[Int.random(in: 0..<motions.count, using: &generator)]
        let isForward = Bool.random(using: &generator)
        let before = explorer.walk.index
        try explorer.performAtOnce(isForward ? pair.0 : pair.1)
        // At an end a motion goes less far than it says: it has no inverse.
        if explorer.notice != nil || explorer.walk.index == before {
          try explorer.performAtOnce("goto \(before + 1)")
          continue
        }
        let after = explorer.walk.index
        var back = explorer
        try back.performAtOnce(isForward ? pair.1 : pair.0)
        if back.walk.index == before {
          undo.append(isForward ? pair.1 : pair.0)
        } else {
          #expect(min(before, after) < 8 || max(before, after) >= explorer.walk.count - 8)
          try explorer.performAtOnce("goto \(before + 1)")
        }
      }
      for command in undo.reversed() { try explorer.performAtOnce(command) }
      try explorer.performAtOnce("cancel")
      #expect(explorer.drawn(100, 30) == start)
    }
  }
}
