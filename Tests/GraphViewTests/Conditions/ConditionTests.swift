import Engine
import Script
import Testing

@testable import GraphView

@Suite("Break and watch expressions")
struct ConditionTests {
  private static let descent = """
    import tensorflow as tf
    w = tf.Variable(4.0)
    v = tf.Variable([1.0, -2.0, 2.0])
    for i in range(6):
        with tf.GradientTape() as tape:
            loss = w * w + tf.reduce_sum(v * v)
        dw, dv = tape.gradient(loss, [w, v])
        w.assign_sub(0.25 * dw)
        v.assign_sub(0.25 * dv)
    """

  private func walk(_ lesson: String = descent) throws -> Walk {
    let session = LessonSession(SourceText(name: "lesson.py", lesson + "\n"))
    #expect(session.run().exitCode == 0)
    return try Walk(session.recording)
  }

  private func read(_ text: String, _ walk: Walk, at stop: Stop) throws -> String {
    walk.reading(of: try Condition(text), at: stop).text
  }

  @Test(
    "values at the end of the last step",
    arguments: [
      ("w", "0.0625"), ("loss", "0.024414062"), ("step", "6"), ("phase == update", "true"),
      ("phase == forward", "false"), ("grad(w)", "0.25"), ("norm(grad(v))", "0.1875"),
      ("|grad(v)|", "0.1875"), ("v[0]", "0.015625"), ("v[-1] - v[1]", "0.0625"),
      ("sum(v)", "0.015625"),
      ("max(v)", "0.03125"), ("min(v)", "-0.03125"), ("size(v)", "3"), ("isnan(v)", "false"),
      ("isinf(loss) or isbad(w)", "false"), ("max(1, w, 3)", "3"), ("-2 ** 2", "-4"),
      ("2 ** 3 ** 2", "512"), ("1 + 2 * 3 - 4 / 2", "5"), ("not w > 1", "true"),
      ("not w > 1 and step == 6", "true"), ("abs(-w)", "0.0625"), ("w1 == w", "false"),
      ("1e-3 < w and w < 1.0", "true"), ("mean(v) * 3", "0.015625"),
    ])
  func values(text: String, expected: String) throws {
    let walk = try walk()
    #expect(try read(text, walk, at: walk.stop(at: walk.count - 1)) == expected)
  }

  @Test(
    "what is wrong is said",
    arguments: [
      ("v > 1", "a tensor of shape (3,) is no number; take its norm, max, mean or an element"),
      ("v[3]", "index 3 is outside of shape (3,)"),
      ("v[0, 0]", "2 indices for a tensor of shape (3,)"),
      ("v[0.5]", "an index is a whole number"), ("phase + 1", "backward is no number"),
    ])
  func wrong(text: String, expected: String) throws {
    var walk = try walk()
    walk.next { $0.phase == .backward }
    guard case .wrong(let problem) = walk.reading(of: try Condition(text), at: walk.stop) else {
      Issue.record("\(text) was understood")
      return
    }
    #expect(problem == expected)
  }

  @Test(
    "text that is no expression is refused with its place",
    arguments: [
      ("", 0, "the expression ends too early"), ("w >", 3, "the expression ends too early"),
      ("w = 3", 2, "= assigns nothing here"), ("0 < w < 1", 6, "a comparison of a comparison"),
      ("norm(w", 6, "\")\" is missing"), ("nrom(w)", 0, "there is no function nrom"),
      ("grad(w + 1)", 0, "grad takes the name of a value"),
      ("norm(w, 1)", 0, "norm takes one value, got 2"),
      ("w $ 1", 2, "\"$ 1\" is not understood here"), ("1.2.3", 0, "this is no number"),
    ])
  func refused(text: String, column: Int, problem: String) {
    #expect {
      try Condition(text)
    } throws: { error in
      let found = error as? WatchSyntaxError
      return found?.column == column && found?.problem == problem
    }
  }

  @Test("an unknown name is refused with the nearest one; letters of any script are names")
  func names() throws {
    let walk = try walk("import tensorflow as tf\nвес = tf.Variable(2.0)\nitog = вес * 3.0\n")
    #expect(walk.problem(with: try Condition("вес > 1")) == nil)
    #expect(walk.problem(with: try Condition("w1 + step + loss > 1")) == nil)
    #expect(
      walk.problem(with: try Condition("itogo > 1"))
        == "no value is called itogo; did you mean itog?")
    #expect(walk.problem(with: try Condition("w99 > 1")) == "no value is called w99")
  }

  @Test("a run stops where a condition begins to hold, in both directions")
  func bothWays() throws {
    var walk = try walk()
    let breakpoints = [Breakpoint(.condition(try Condition("loss < 1")))]
    #expect(walk.run(to: breakpoints) == .hit(0))
    let found = walk.stop
    #expect(found.step?.number == 4)
    #expect(found.phase == .forward)
    #expect(try read("loss", walk, at: found) == "0.390625")
    // In the update the loss of this step still holds; the next step has none until it is computed.
    #expect(walk.run(to: breakpoints) == .hit(0))
    #expect(walk.stop.step?.number == 5)
    walk.seek(walk.count - 1)
    #expect(walk.run(to: breakpoints, backward: true) == .hit(0))
    #expect(walk.stop.step?.number == 5)
    while walk.run(to: breakpoints, backward: true) == .hit(0) {}
    #expect(walk.index == 0)
  }

  @Test("a run stops at a node whenever it comes up, and nowhere when that is off")
  func nodes() throws {
    var walk = try walk()
    walk.seek(4)
    let row = try #require(walk.table(at: walk.stop).row(called: "loss"))
    var breakpoint = try #require(walk.breakpoint(at: row, walk.stop))
    #expect(breakpoint.text == "loss")
    walk.seek(0)
    var steps: [String] = []
    while case .hit = walk.run(to: [breakpoint]) {
      steps.append("\(walk.stop.step?.number ?? 0) \(walk.stop.phase)")
    }
    #expect(steps.count == 12)
    #expect(steps.prefix(2) == ["1 forward", "1 backward"])
    breakpoint.isOn = false
    walk.seek(0)
    #expect(walk.run(to: [breakpoint]) == .end)
    #expect(walk.index == walk.count - 1)
  }

  @Test("a search that is done in parts finds what it finds at once")
  func paused() throws {
    var whole = try walk()
    let breakpoints = [Breakpoint(.condition(try Condition("norm(grad(v)) < 0.8")))]
    #expect(whole.run(to: breakpoints) == .hit(0))
    let walk = try walk()
    var parts = StopSearch(walk, .breakpoints(breakpoints), backward: false)
    var rounds = 0
    var outcome = StopSearch.Outcome.paused
    while outcome == .paused {
      outcome = parts.advance(walk, for: .zero)
      rounds += 1
    }
    #expect(outcome == .found(stop: whole.index, breakpoint: 0))
    #expect(rounds > 1)
  }

  @Test(
    "a watched value is hit where it changes, the same stops forward and backward",
    arguments: ["w", "loss", "grad(w)", "loss < 1", "step", "phase"])
  func changes(text: String) throws {
    var walk = try walk()
    let condition = try Condition(text)
    let breakpoint = Breakpoint(.change(condition))
    var expected: [Int] = []
    var last: String?
    for index in 0..<walk.count {
      let reading = walk.reading(of: condition, at: walk.stop(at: index))
      if case .missing = reading { continue }
      if reading.text != last { expected.append(index) }
      last = reading.text
    }
    #expect(expected.count > 1)
    var forward: [Int] = []
    while case .hit = walk.run(to: [breakpoint]) { forward.append(walk.index) }
    #expect(forward == expected.filter { $0 > 0 })
    walk.seek(walk.count - 1)
    var backward: [Int] = []
    while case .hit = walk.run(to: [breakpoint], backward: true) { backward.append(walk.index) }
    #expect(backward.reversed() == expected.filter { $0 < walk.count - 1 })
  }

  @Test("the stops that change a row are those whose changes name it")
  func rowChanges() throws {
    let walk = try walk()
    for row in 0..<walk.table(at: walk.stop(at: walk.count - 1)).count {
      let expected = (0..<walk.count).filter { index in
        walk.changes(at: walk.stop(at: index)).contains { $0.row == row }
      }
      for backward in [false, true] {
        var here = walk
        here.seek(backward ? walk.count - 1 : 0)
        var found: [Int] = []
        while true {
          var search = StopSearch(here, .change(row: row), backward: backward)
          guard case .found(let stop, _) = search.advance(here) else { break }
          found.append(stop)
          here.seek(stop)
        }
        let wanted = expected.filter { backward ? $0 < walk.count - 1 : $0 > 0 }
        #expect(found == (backward ? wanted.reversed() : wanted))
      }
    }
  }

  @Test("changed() holds where a value or an adjoint of the name comes about")
  func changed() throws {
    let walk = try walk()
    let condition = try Condition("changed(w)")
    let changes = (0..<walk.count).map { walk.stop(at: $0) }.filter {
      $0.step?.number == 2 && walk.reading(of: condition, at: $0).holds
    }
    #expect(changes.map(\.phase) == [.backward, .update])
  }
}

extension Change {
  fileprivate var row: Int {
    switch self {
    case .value(let row), .seed(let row), .adjoint(let row), .variable(_, let row): row
    }
  }
}
