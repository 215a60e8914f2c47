import Engine
import Testing

@testable import GraphView

@Suite("Values that are used more than once")
struct FanOutTests {
  @Test("the sin example gives the course's partials and sums both paths to x2")
  func sine() throws {
    let walk = try Walk(Lessons.sine())
    let rows = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(
      rows.map(\.expression) == ["·", "·", "·", "w1 + w2", "sin(w4)", "w2²", "w6·w3", "w5 + w7"])
    let cosine = Float(-0.41614684)
    #expect(rows[0].adjoint.value?.doubles == [Double(cosine)])
    #expect(rows[1].adjoint.value?.doubles == [Double(cosine + 6)])
    #expect(rows[2].adjoint.exact == "2.25")
    let paths = walk.paths(to: 1, in: 0)
    #expect(paths.count == 2)
    #expect(paths.paths.map(\.line).first == "z ─(1)─ w7 ─(2)─ w6 ─(3)─ w2 = 6")
    #expect(paths.sum == "6 + (-0.41614684) = 5.5838532")
  }

  @Test("the chain rule at x2 sums what its uses contribute")
  func fanOut() throws {
    let walk = try Walk(Lessons.sine())
    let rule = try #require(walk.chainRule(at: 1, walk.stop(at: walk.count - 1)))
    #expect(rule.fanOut == "dz/dw2 = 6 + (-0.41614684) = 5.5838532")
    #expect(rule.uses.map(\.name) == ["w6", "w4"])
  }

  @Test("a sum is partial until its last use has reported")
  func partial() throws {
    var walk = try Walk(Lessons.sine())
    let states = walk.count.map { index -> AdjointState in
      walk.seek(index)
      return walk.table[1].adjoint.state
    }
    let backward = states.suffix(8)
    // w8, w7, w6 (first use reports), w5, w4 (last use reports), then the inputs.
    #expect(
      Array(backward)
        == [.notYet, .notYet, .partial, .partial, .final, .final, .final, .final])
    walk.seek(walk.count - 6)
    #expect(walk.table[1].adjoint.fixed == "~6.0000")
  }

  @Test("a value multiplied by itself receives both halves")
  func square() throws {
    let recording = Recording()
    let w = Lessons.named(recording, "w", recording.leaf(Input(), NDArray(Float(3))))
    _ = Lessons.named(recording, "s", try w * w)
    let walk = try Walk(recording)
    let rule = try #require(walk.chainRule(at: 1, walk.stop(at: walk.count - 1)))
    #expect(rule.terms.map { $0.before?.exact ?? "0" } == ["0", "3"])
    #expect(rule.terms.map { $0.after?.exact } == ["3", "6"])
    #expect(walk.paths(to: 0, in: 0).sum == "3 + 3 = 6")
  }
}

extension Int {
  fileprivate func map<T>(_ body: (Int) throws -> T) rethrows -> [T] { try (0..<self).map(body) }
}
