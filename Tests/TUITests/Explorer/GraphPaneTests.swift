import Engine
import Foundation
import GraphView
import Script
import Testing

@testable import TUI

@Suite("The graph pane")
struct GraphPaneTests {
  /// An explorer over a lesson that has run.
  private func explorer(_ lesson: String) throws -> Explorer {
    let session = LessonSession(
      SourceText(name: "lesson.py", "import tensorflow as tf\n" + lesson))
    #expect(session.run().exitCode == 0)
    return Explorer(try Walk(session.recording), .init(name: "lesson.py", command: ""))
  }

  private static let unrolled = """
    w = tf.Variable(3.0)
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        p = w * 1.0
        for step in range(9):
            e = p * x - 10.0
            p = p - 0.05 * e
        loss = (p * x) ** 2
    tape.gradient(loss, w)
    """

  private static let descent = """
    w = tf.Variable(0.5)
    for step in range(6):
        with tf.GradientTape() as tape:
            with tf.name_scope("model"):
                y = tf.exp(w * 3.0)
            loss = (y - 6.0) ** 2
        w.assign_sub(0.001 * tape.gradient(loss, w))
    """

  @Test("The worked example at 80×24: table, graph and chain rule")
  func worked() throws {
    let screen = try ExplorerLessons.worked().screen(80, 24, after: "step-forward 11", "graph")
    #expect(
      screen.contains(
        """
        ╔═ Graph ══════════════════════════════════════════════════════════════════════╗
        ║ ╭──────╮   ┌──────────┐                  ┌──────────────┐                    ║
        ║ │w1 : w├───▶w5 = w1·w2│   ┏━━━━━━━━━━┓   │w7 = max(0,w6)│   ┌──────────────┐ ║
        ║ │  2   │ ┌─▶  2 ∇-1   ◀━1━┫w6 = w5+w3◀━━━┥    3 ∇-1     ◀━━━┥w8 : C = w4−w7│ ║
        ║ ╰──────╯ │ └──────────┘ ┏━┫  3 ∇-1   ┃   └──────────────┘ ┏━┥     2 ∇1     │ ║
        ║ ╭──────╮ │     ╭──────╮ ┃ ┗━━━━━━━━━━┛           ╭──────╮ ┃ └──────────────┘ ║
        ║ │w2 : x├─┘     │w3 : b◀━┛                        │w4 : y◀━┛                  ║
        ║ │  1   │       │1 ∇-1 │                          │ 5 ∇1 │                    ║
        ║ ╰──────╯       ╰──────╯                          ╰──────╯                    ║
        ╚══════════════════════════════════════════════════════════════════════════════╝
        """))
    #expect(screen.contains("Nodes") && screen.contains("Chain rule at w6"))
  }

  @Test("The worked example in ASCII, and forward: what is not computed is a dot")
  func ascii() throws {
    let screen = try ExplorerLessons.worked().screen(
      80, 24, .ascii, after: "step-forward 6", "graph")
    #expect(
      screen.contains(
        """
        | +------+   +----------+                  +--------------+                    |
        | (w1 : w+--->w5 = w1*w2]   ############   [w7 = max(0,w6)]   +--------------+ |
        | (  2   ) +->    2     +--->w6 = w5+w3#--->      .       +--->w8 : C = w4-w7] |
        | +------+ | +----------+ +->    3     #   +--------------+ +->      .       ] |
        | +------+ |     +------+ | ############           +------+ | +--------------+ |
        | (w2 : x+-+     (w3 : b+-+                        (w4 : y+-+                  |
        | (  1   )       (  1   )                          (  5   )                    |
        | +------+       +------+                          +------+                    |
        """))
    #expect(screen.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("A value that several read sums up what arrives", arguments: [(8, "∇~-2"), (9, "∇4")])
  func fanOut(stop: Int, text: String) throws {
    let screen = try ExplorerLessons.fanOut().screen(
      80, 24, after: "goto \(stop)", "pane graph", "zoom-in", "zoom-in")
    #expect(screen.contains(text))
  }

  // MARK: Standing still

  @Test("Boxes stand still while the walk goes through a pass and from one turn to the next")
  func still() throws {
    var explorer = try explorer(Self.descent)
    explorer.updateAtOnce(.resize(width: 120, height: 40))
    let first = try #require(explorer.graph.shown)
    var seen: Set<String> = []
    while explorer.walk.index + 1 < explorer.walk.count {
      #expect(
        explorer.update(.key("s")) == [] || explorer.walk.stop.phase == .update
          || explorer.graph.pending != nil)
      if explorer.walk.stop.phase == .update { break }
      #expect(explorer.graph.shown?.drawing == first.drawing)
      seen.insert(explorer.drawn(120, 40))
    }
    #expect(seen.count > 8)
    // The same place one turn later.
    var other = try self.explorer(Self.descent)
    other.updateAtOnce(.resize(width: 120, height: 40))
    for _ in 0..<4 {
      #expect(other.update(.key("]")) == [])
      #expect(other.graph.shown?.drawing == first.drawing)
      #expect(other.graph.shown?.scene.pass == other.walk.stop.pass)
    }
  }

  @Test("A drawing is asked for, and no key waits for it")
  func beside() throws {
    var explorer = try ExplorerLessons.worked()
    let effects = explorer.update(.resize(width: 120, height: 30))
    guard case .run(.layout(let request))? = effects.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(explorer.drawn(120, 30).contains("laying out"))
    // Keys work meanwhile, and nothing is asked for twice.
    #expect(explorer.update(.key("s")) == [])
    let answer = LayoutDesk().answer(request)
    #expect(explorer.update(.message(.laidOut(answer))) == [])
    #expect(explorer.drawn(120, 30).contains("w7 = max(0,w6)"))
    // What was asked for before the user chose otherwise is dropped.
    let turned = try explorer.perform("graph-turn")
    guard case .run(.layout(let next))? = turned.first else {
      Issue.record("no new drawing was asked for")
      return
    }
    #expect(explorer.update(.message(.laidOut(answer))) == [])
    #expect(explorer.graph.shown?.drawing.orientation == .leftToRight)
    _ = explorer.update(.message(.laidOut(LayoutDesk().answer(next))))
    #expect(explorer.graph.shown?.drawing.orientation == .topToBottom)
  }

  // MARK: Looking around

  @Test(
    "Arrows select the box that lies there, and every pane tells about it",
    arguments: [("Right", "w5"), ("Right Right", "w6"), ("Down", "w2"), ("Right Right Left", "w5")])
  func arrows(keys: String, name: String) throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 160, height: 50))
    explorer.type("G Alt-6 \(keys)")
    #expect(explorer.shownRow.map { "w\($0 + 1)" } == name)
    #expect(explorer.drawn(160, 50).contains("Chain rule at \(name)"))
  }

  @Test("A click selects a box, and a double click goes there")
  func mouse() throws {
    var explorer = try ExplorerLessons.worked()
    explorer.updateAtOnce(.resize(width: 160, height: 50))
    explorer.type("G")
    let lines = explorer.drawn(160, 50).split(separator: "\n").map(String.init)
    let y = try #require(lines.firstIndex { $0.contains("w6 = w5+w3") })
    let x = try #require(lines[y].range(of: "w6 = w5+w3")).lowerBound
      .utf16Offset(in: lines[y])
    explorer.updateAtOnce(.mouse(Mouse(.press, x: x, y: y)))
    #expect(explorer.shownRow == 5)
    #expect(explorer.walk.stop.row == 0)
    explorer.updateAtOnce(.mouse(Mouse(.doubleClick, x: x, y: y)))
    #expect(explorer.walk.stop.row == 5)
  }

  @Test("What the cursor's box is joined with is named on the border where it is out of sight")
  func border() throws {
    var explorer = try explorer(Self.unrolled)
    explorer.updateAtOnce(.resize(width: 80, height: 24))
    explorer.type("G Alt-6 . T = = g s s s s s s")
    let last = try #require(
      explorer.drawn(80, 24).split(separator: "\n").last { $0.hasPrefix("╚") })
    #expect(last.contains("▴") || last.contains("▾") || last.contains("◂") || last.contains("▸"))
  }

  @Test("The view follows the cursor with room around it")
  func following() throws {
    var explorer = try explorer(Self.unrolled)
    explorer.updateAtOnce(.resize(width: 80, height: 24))
    explorer.type("Alt-6 . + +")
    var corner = explorer.graph.corner
    while explorer.walk.index + 1 < explorer.walk.count {
      explorer.type("s")
      let area = try #require(explorer.graphArea)
      let view = explorer.graphView(in: area)
      let drawing = try #require(explorer.graph.shown?.drawing)
      let frame = drawing.boxes[try #require(explorer.shownBox)].frame
      let place = CellPoint(
        x: frame.x - explorer.graph.corner.x, y: frame.y - explorer.graph.corner.y)
      #expect(place.x >= 0 && place.y >= 0)
      #expect(place.x + frame.width <= view.width && place.y + frame.height <= view.height)
      // It moved only where the box would have left the middle of the pane.
      let before = frame.y - corner.y
      if before >= view.height / 4, before + frame.height <= view.height - view.height / 4 {
        #expect(explorer.graph.corner.y == corner.y)
      }
      corner = explorer.graph.corner
    }
  }

  // MARK: Folding

  @Test("Scopes and turns of loops fold and open; the cursor's box keeps its place")
  func folding() throws {
    var explorer = try explorer(Self.unrolled)
    explorer.updateAtOnce(.resize(width: 120, height: 40))
    let all = explorer.walk.table.count
    #expect(explorer.graph.shown?.drawing.boxes.count == all)
    explorer.type("Alt-6 ,")
    let folded = try #require(explorer.graph.shown)
    #expect(folded.drawing.boxes.count == 6)
    #expect(explorer.drawn(120, 40).contains("▸ loop line 7 (36 ops)"))
    // Into the loop, into its first turn.
    explorer.type("4 s i")
    #expect(explorer.drawn(120, 40).contains("▸ turn 2 (4 ops)"))
    let frame = try #require(
      explorer.shownBox.flatMap { explorer.graph.shown?.drawing.boxes[$0].frame })
    let place = (frame.x - explorer.graph.corner.x, frame.y - explorer.graph.corner.y)
    explorer.type("Enter")
    #expect(explorer.graph.shown?.drawing.boxes.count == 17)
    let open = try #require(
      explorer.shownBox.flatMap { explorer.graph.shown?.drawing.boxes[$0].frame })
    #expect(open.x - explorer.graph.corner.x - place.0 < 40)
    explorer.type(".")
    #expect(explorer.graph.shown?.drawing.boxes.count == all)
  }

  @Test("o goes over a scope, O takes it back, i goes in")
  func scopes() throws {
    var explorer = try explorer(Self.descent)
    explorer.updateAtOnce(.resize(width: 120, height: 40))
    var stops = [explorer.walk.index]
    while explorer.walk.index + 1 < explorer.walk.count {
      explorer.type("o")
      stops.append(explorer.walk.index)
    }
    #expect(stops.count < explorer.walk.count)
    for stop in stops.dropLast().reversed() {
      explorer.type("O")
      #expect(explorer.walk.index == stop)
    }
    // Over w and the model's two ops.
    explorer.type("g o")
    #expect(explorer.walk.stop.row.map { explorer.walk.table[$0].pythonNames } == ["y"])
    explorer.type("O , i")
    #expect(explorer.walk.stop.row.map { explorer.walk.table[$0].pythonNames } == ["w"])
    #expect(explorer.graph.shown?.scene.items.allSatisfy { $0.run == nil } == true)
  }

  private static let deep = """
    import tensorflow as tf
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x
        for i in range(320):
            with tf.name_scope("layer"):
                y = tf.sin(y * 1.01) + tf.cos(y) * x
    print(tape.gradient(y, x))
    """

  @Test(
    "o waits for the scopes of a large graph instead of taking single steps",
    arguments: [(80, 24), (160, 50)])
  func largeScopes(width: Int, height: Int) throws {
    var explorer = try explorer(Self.deep)
    _ = explorer.update(.resize(width: width, height: height))
    _ = try explorer.perform("step-forward")
    let effects = try explorer.perform("step-over")
    #expect(explorer.walk.index == 1)
    #expect(explorer.notice?.contains("looking at the scopes of") == true)
    #expect(effects.count == (width == 80 ? 1 : 0))
    // Another key takes it back.
    _ = explorer.update(.key("k"))
    explorer.updateAtOnce(.resize(width: width, height: height))
    explorer.graph.wholes = [:]
    explorer.graph.awaited = nil
    try explorer.performAtOnce("step-over")
    #expect(explorer.walk.index > 2)
    try explorer.performAtOnce("step-over-back")
    #expect(explorer.walk.index == 1)
  }

  @Test("The neighborhood of the cursor, constants and the level of detail")
  func less() throws {
    var explorer = try explorer(Self.unrolled)
    explorer.updateAtOnce(.resize(width: 120, height: 40))
    let all = try #require(explorer.graph.shown?.drawing.boxes.count)
    explorer.type("G Alt-6 1 H")
    let near = try #require(explorer.graph.shown)
    #expect(near.drawing.boxes.count < all)
    #expect(near.scene.graph.nodes.contains { $0.kind == .stub })
    #expect(explorer.drawn(120, 40).contains("Graph within 1 of w1"))
    explorer.type("H")
    #expect(explorer.graph.shown?.drawing.boxes.count == all)
    explorer.type("K")
    #expect(explorer.graph.shown?.drawing.boxes.count == all - 1)
    explorer.type("K D")
    #expect(explorer.graph.shown?.scene.graph.nodes.contains { $0.kind == .copy } == true)
    explorer.type("D T =")
    let detail = explorer.graph.shown?.drawing.detail
    explorer.type("-")
    #expect(explorer.graph.shown?.drawing.detail != detail)
  }

  @Test("A large drawing has a map below it")
  func map() throws {
    var explorer = try explorer(Self.unrolled)
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    explorer.type("Alt-6 . T = =")
    let area = try #require(explorer.graphArea)
    #expect(explorer.graphView(in: area).height == area.height - 2)
    #expect(
      explorer.drawn(100, 30).unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
  }

  @Test("Any keys in the pane leave a screen that can be drawn", arguments: 0..<6)
  func torture(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed + 77))
    var explorer = try explorer(seed % 2 == 0 ? Self.unrolled : Self.descent)
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    explorer.type("Alt-6")
    let keys =
      "Enter Backspace , . T = - H K V D o O i s S Up Down Left Right PgUp PgDn Home End ] [ 3 g G + _ Esc / f F"
      .split(separator: " ").map(String.init)
    for _ in 0..<60 {
      guard let key = keys.randomElement(using: &generator) else { continue }
      explorer.type(key)
      _ = explorer.drawn(100, 30)
    }
    explorer.updateAtOnce(.resize(width: 61, height: 17))
    #expect(explorer.drawn(61, 17).split(separator: "\n").count > 3)
  }
}
