import Engine
import Testing

@testable import GraphView

@Suite("The worked example")
struct WorkedExampleTests {
  @Test("the table names the inputs first, then the ops, and gives the classroom's numbers")
  func table() throws {
    let walk = try Walk(Lessons.worked())
    let rows = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(rows.map(\.name) == ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"])
    #expect(
      rows.map(\.expression) == ["·", "·", "·", "·", "w1·w2", "w5 + w3", "max(0, w6)", "w4 − w7"])
    #expect(
      rows.map(\.operation) == ["input", "input", "input", "input", "mul", "add", "max", "sub"])
    #expect(rows.map { $0.pythonNames.first ?? "" } == ["w", "x", "b", "y", "", "z", "", "C"])
    #expect(rows.map { $0.value?.exact } == ["2", "1", "1", "5", "2", "3", "3", "2"])
    #expect(rows.map(\.adjoint.exact) == ["-1", "-2", "-1", "1", "-1", "-1", "-1", "1"])
    #expect(rows.map(\.adjoint.fixed).first == "-1.0000")
  }

  @Test("there is a stop before anything, one for every node forward and one backward")
  func stops() throws {
    let walk = try Walk(Lessons.worked())
    #expect(walk.count == 17)
    #expect(walk.stop(at: 0).title == "FORWARD 0/8")
    let rows = (9..<17).map { walk.stop(at: $0).row }
    #expect(rows == [7, 6, 5, 4, 3, 2, 1, 0])
    #expect(walk.stop(at: 11).title == "BACKWARD 3/8")
  }

  @Test("at the third stop backward the table says what is known so far")
  func halfway() throws {
    var walk = try Walk(Lessons.worked())
    walk.seek(11)
    #expect(
      walk.table.map(\.adjoint.fixed)
        == ["·", "·", "-1.0000", "1.0000", "-1.0000", "-1.0000", "-1.0000", "1.0000"])
    #expect(walk.table.map(\.adjoint.state).last == .seed)
    #expect(
      walk.sentence
        == "back at w6 = w5 + w3: w5 receives -1 × 1 = -1, w3 receives -1 × 1 = -1")
  }

  @Test("forward, a value is there from its own stop on")
  func forward() throws {
    var walk = try Walk(Lessons.worked())
    walk.seek(6)
    #expect(
      walk.table.map { $0.value?.fixed ?? "·" }
        == ["2.0000", "1.0000", "1.0000", "5.0000", "2.0000", "3.0000", "·", "·"])
    #expect(walk.sentence == "w6 = w5 + w3 = 2 + 1 = 3")
    walk.step(by: 1)
    #expect(walk.sentence == "w7 = max(0, w6) = max(0, 3) = 3")
  }

  @Test(
    "every local partial is written as a formula and as a number",
    arguments: [
      (4, 0, "∂w5/∂w1 = ∂(w1·w2)/∂w1 = w2 = 1"),
      (4, 1, "∂w5/∂w2 = ∂(w1·w2)/∂w2 = w1 = 2"),
      (5, 0, "∂w6/∂w5 = ∂(w5 + w3)/∂w5 = 1"),
      (5, 1, "∂w6/∂w3 = ∂(w5 + w3)/∂w3 = 1"),
      (6, 0, "∂w7/∂w6 = ∂max(0, w6)/∂w6 = {1 if w6 > 0, 0 otherwise} = 1"),
      (7, 0, "∂w8/∂w4 = ∂(w4 − w7)/∂w4 = 1"),
      (7, 1, "∂w8/∂w7 = ∂(w4 − w7)/∂w7 = -1"),
    ])
  func partials(row: Int, term: Int, expected: String) throws {
    let walk = try Walk(Lessons.worked())
    let rule = try #require(walk.chainRule(at: row, walk.stop(at: 16)))
    #expect(rule.terms[term].derivation() == expected)
  }

  @Test("the branch that a piecewise partial took is named")
  func branch() throws {
    let walk = try Walk(Lessons.worked())
    let rule = try #require(walk.chainRule(at: 6, walk.stop(at: 16)))
    #expect(rule.terms[0].local.branch == "w6 > 0 holds")
    #expect(rule.terms[0].partial(.formula) == "{1 if w6 > 0, 0 otherwise}")
    #expect(rule.terms[0].partial(.number) == "1")
  }

  @Test("the chain rule at w6 says what its inputs receive")
  func chainRule() throws {
    var walk = try Walk(Lessons.worked())
    walk.seek(11)
    let rule = try #require(walk.chainRule)
    #expect(rule.title == "w6 = w5 + w3")
    #expect(rule.terms.map(\.name) == ["w5", "w3"])
    #expect(rule.terms.map(\.product) == ["-1 × 1 = -1", "-1 × 1 = -1"])
    #expect(rule.terms.map { $0.before?.exact ?? "0" } == ["0", "0"])
    #expect(rule.terms.map { $0.after?.exact } == ["-1", "-1"])
    #expect(rule.path?.line == "C ─(−1)─ w7 ─(1)─ w6 ─(1)─ w5 = -1")
  }

  @Test("the product along the path to w1 is written factor by factor")
  func product() throws {
    let walk = try Walk(Lessons.worked())
    let path = try #require(walk.path(to: 0, in: 0))
    #expect(path.written() == "1 × (−1) × 1 × 1 × w2 = −1")
    #expect(path.written(.number) == "1 × (−1) × 1 × 1 × 1 = −1")
    #expect(path.written(.formula) == "1 × (−1) × {1 if w6 > 0, 0 otherwise} × 1 × w2 = −1")
  }

  @Test("with the unit off only y has a slope, and the diagnosis names the branch")
  func inactive() throws {
    let walk = try Walk(Lessons.worked(w: -2))
    let rows = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(rows.map { $0.value?.exact } == ["-2", "1", "1", "5", "-2", "-1", "0", "5"])
    #expect(rows.map(\.adjoint.exact) == ["0", "0", "0", "1", "0", "0", "-1", "1"])
    #expect(rows[0].adjoint.state == .zero)
    let diagnosis = try #require(walk.diagnosis(of: 0, in: 0))
    #expect(diagnosis.cause == .inactive(op: "maximum", branch: "w6 > 0 does not hold"))
    #expect(
      diagnosis.sentence
        == "dC/dw is 0: maximum at w7 = max(0, w6) is on its flat side: w6 > 0 does not hold")
  }

  @Test("exactly at the kink the slope depends on the side, and the check says so")
  func kink() throws {
    let walk = try Walk(Lessons.worked(w: -1))
    let check = try #require(walk.numericCheck(of: 5, in: 0))
    #expect(check.mark == "kink")
    #expect(
      check.sentence
        == "a kink: slope 0 from the left, -1 from the right; the rule takes 0")
  }

  @Test("small steps in float64 agree with every adjoint", arguments: 0..<8)
  func check(row: Int) throws {
    let walk = try Walk(Lessons.worked())
    #expect(try #require(walk.numericCheck(of: row, in: 0)).verdict == .agrees)
  }

  @Test("as a lesson, the tape's own answers stand beside the mathematical ones")
  func lesson() throws {
    let walk = try Walk(Lessons.workedLesson())
    let last = walk.stop(at: walk.count - 1)
    let rows = walk.table(at: last)
    #expect(rows.prefix(8).map(\.adjoint.exact) == ["-1", "-2", "-1", "1", "-1", "-1", "-1", "1"])
    #expect(rows.prefix(4).map(\.tape.text) == ["-1", "None", "-1", ""])
    #expect(walk.sentence(at: last) == "w ← w − 0.1·(dC/dw): 2 → 2.1")
    let diagnosis = try #require(walk.diagnosis(of: 1, in: 0))
    #expect(diagnosis.cause == .unwatchedConstant)
    #expect(diagnosis.help == "call tape.watch(x) before it is used")
  }

  @Test("a wanted target is walked back from instead")
  func target() throws {
    let walk = try Walk(Lessons.worked(), target: "z")
    let rows = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(rows.map(\.adjoint.exact) == ["1", "2", "1", "None", "1", "1", "None", "None"])
    #expect(throws: WalkError.self) { try Walk(Lessons.worked(), target: "q") }
  }
}
