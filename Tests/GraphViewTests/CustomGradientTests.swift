import Engine
import Testing

@testable import GraphView

@Suite("Gradients that a lesson wrote, in the walk")
struct CustomGradientTests {
  /// z = 2·f(x), f(x) = x², with a rule.
  private func walk(
    _ x: Float, rule: @escaping (Tensor, Tensor) throws(EngineError) -> Tensor?
  ) throws -> Walk {
    let recording = Recording()
    let x = Lessons.named(recording, "x", recording.constant(Tensor(x)))
    let tape = GradientTape(in: recording)
    try tape.start()
    tape.watch(x)
    let y = try recording.custom(
      "f", [x], outputs: [try x * x], ruleName: "slope"
    ) { upstream throws(EngineError) in
      [try rule(x, upstream[0]).map { .tensor($0) }]
    }[0]
    let z = Lessons.named(recording, "z", try y * Tensor(Float(2)))
    _ = try tape.gradient(of: z, by: x)
    return try Walk(recording)
  }

  private func term(_ walk: Walk) throws -> (ChainRule, ChainTerm) {
    let rows = walk.table(at: walk.stop(at: walk.count - 1))
    let row = try #require(rows.first { $0.expression == "f(w1)" })
    let stop = walk.stop(at: walk.count - 1)
    let rule = try #require(walk.chainRule(at: row.row, stop))
    return (rule, try #require(rule.terms.first))
  }

  @Test("a rule that multiplies shows its partial and the arithmetic")
  func linear() throws {
    let walk = try walk(3) { x, g throws(EngineError) in try g * x * Tensor(Float(0.5)) }
    let (_, term) = try term(walk)
    #expect(term.partial() == "w1·0.5 = 1.5")
    #expect(term.product == "2 × 1.5 = 3")
  }

  @Test("a rule that does more shows itself, by its ops or by its name")
  func bent() throws {
    let walk = try walk(3) { _, g throws(EngineError) in
      try Tensor.apply(Minimum(), g, Tensor(Float(0.5)))
    }
    let (_, term) = try term(walk)
    #expect(term.partial() == "min(g, 0.5)")
    #expect(term.contribution?.exact == "0.5")
  }

  @Test("a rule that gives None passes nothing on")
  func none() throws {
    let walk = try walk(3) { _, _ throws(EngineError) in nil }
    let (_, term) = try term(walk)
    #expect(term.contribution == nil)
  }
}
