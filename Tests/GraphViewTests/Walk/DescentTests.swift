import Engine
import Testing

@testable import GraphView

@Suite("A descent loop")
struct DescentTests {
  @Test("every gradient call is one turn with forward, backward and update")
  func turns() throws {
    let walk = try Walk(Lessons.descent(turns: 3))
    #expect(walk.passes.count == 3)
    #expect(walk.passes.map { $0.step?.number } == [1, 2, 3])
    #expect(walk.passes.map { $0.step?.count } == [3, 3, 3])
    // The first turn walks w, x and y too; later ones meet them computed.
    #expect(walk.passes.map(\.counts.forward) == [6, 3, 3])
    #expect(walk.passes.map(\.counts.backward) == [6, 6, 6])
    #expect(walk.passes.map(\.counts.update) == [2, 2, 2])
  }

  @Test("every turn numbers its nodes alike", arguments: [0, 1, 2])
  func numbering(pass: Int) throws {
    let walk = try Walk(Lessons.descent(turns: 3))
    let stop = walk.stop(at: walk.passes[pass].endStop - 1)
    let rows = walk.table(at: stop)
    #expect(
      rows.map(\.expression) == [
        "·", "·", "·", "w1·w2", "w4 − w3", "w5·w5", "·", "0.01·w7", "w1 − w8",
      ])
    #expect(rows.map { $0.pythonNames.first ?? "" }.prefix(6) == ["w", "x", "y", "", "", "loss"])
    #expect(
      rows.map(\.operation) == [
        "var", "const", "const", "mul", "sub", "mul", "grad", "mul", "assign",
      ])
  }

  @Test("the sentences of the first turn say what happens, with its numbers")
  func sentences() throws {
    let walk = try Walk(Lessons.descent(turns: 2))
    let sentences = (0..<walk.passes[0].endStop).map { walk.sentence(at: walk.stop(at: $0)) }
    #expect(
      sentences == [
        "start: nothing is computed yet",
        "w1 = w = 0.5, a variable",
        "w2 = x = 3, a constant",
        "w3 = y = 6, a constant",
        "w4 = w1·w2 = 0.5 × 3 = 1.5",
        "w5 = w4 − w3 = 1.5 − 6 = -4.5",
        "w6 = w5·w5 = -4.5 × (-4.5) = 20.25",
        "seed dloss/dw6 = 1; back at w6 = w5·w5: w5 receives 1 × (-4.5) = -4.5, "
          + "w5 receives 1 × (-4.5) = -4.5, w5 stands at -9, its sum",
        "back at w5 = w4 − w3: w4 receives -9 × 1 = -9, w3 receives -9 × (-1) = 9",
        "back at w4 = w1·w2: w1 receives -9 × 3 = -27, w2 receives -9 × 0.5 = -4.5",
        "w3 = y keeps dloss/dw3 = 9",
        "w2 = x keeps dloss/dw2 = -4.5",
        "w1 = w keeps dloss/dw1 = -27",
        "w8 = 0.01·w7 = 0.01 × (-27) = -0.26999998",
        "w ← w − 0.01·(dloss/dw): 0.5 → 0.77",
      ])
  }

  @Test("the tape returns nothing for an unwatched constant, whose adjoint is shown all the same")
  func adjoints() throws {
    let walk = try Walk(Lessons.descent(turns: 1))
    let table = walk.table(at: walk.stop(at: walk.passes[0].endStop - 1))
    #expect(table.prefix(6).map(\.adjoint.exact) == ["-27", "-4.5", "9", "-9", "-9", "1"])
    #expect(table.map(\.tape.text).prefix(2) == ["-27", ""])
  }

  @Test("printed text appears with the stop it was printed at, and all of it in the end")
  func output() throws {
    let walk = try Walk(Lessons.descent(turns: 2))
    let first = walk.passes[0]
    #expect(walk.output(at: walk.stop(at: first.firstStop + 12)) == "")
    #expect(walk.output(at: walk.stop(at: first.endStop - 1)) == "turn 1\n")
    #expect(walk.output(at: walk.stop(at: walk.count - 1)) == "turn 1\nturn 2\n")
  }

  @Test("a training step goes to the same row of another turn")
  func training() throws {
    var walk = try Walk(Lessons.descent(turns: 5))
    walk.seek(walk.passes[0].firstStop + 5)
    #expect(walk.stop.title == "FORWARD 5/6")
    let moved = walk.stepTraining(by: 3)
    #expect(moved)
    #expect(walk.stop.title == "FORWARD 2/3")
    #expect(walk.stop.stepTitle == "step 4/5")
    #expect(walk.stop.row == 4)
    walk.stepTraining(by: -3)
    #expect(walk.index == 5)
  }

  @Test("phases are finished and rewound one after another")
  func phases() throws {
    var walk = try Walk(Lessons.descent(turns: 2))
    var titles: [String] = []
    for _ in 0..<4 {
      walk.finishPhase()
      titles.append(walk.stop.title)
    }
    #expect(titles == ["FORWARD 6/6", "BACKWARD 6/6", "UPDATE 2/2", "FORWARD 3/3"])
    walk.rewindPhase()
    #expect(walk.stop.title == "FORWARD 1/3")
    walk.rewindPhase()
    #expect(walk.stop.title == "UPDATE 1/2")
  }
}
