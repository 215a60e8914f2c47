import Engine
import Testing

@testable import GraphView

@Suite("Tensors on the walk")
struct TensorTests {
  /// A line fitted to three points: pred = X @ W + b, loss = mean((pred − y)²).
  private func lineFit(turns: Int) throws -> Recording {
    let recording = Recording()
    let x = Lessons.named(
      recording, "X", recording.constant(Tensor([Float(1), 2, 3], shape: [3, 1])))
    let y = Lessons.named(
      recording, "y", recording.constant(Tensor([Float(2), 4, 6], shape: [3, 1])))
    let w = Variable(Tensor([Float(0)], shape: [1, 1]), in: recording, name: "W")
    let b = Variable(Lessons.scalar(0), in: recording, name: "b")
    for _ in 0..<turns {
      let tape = GradientTape(in: recording)
      try Lessons.at(recording, SourceSpan(5, 9)) { try tape.start() }
      let error = try Tensor.apply(MatMul(), [x, w.value]) + b.value - y
      let loss = Lessons.named(
        recording, "loss", try Tensor.apply(ReduceMean(axes: [0, 1]), [error * error]))
      let gradients = try tape.gradient(of: [loss], by: [.variable(w), .variable(b)])
      for (variable, gradient) in zip([w, b], gradients) {
        if let gradient { try variable.assignSub(Lessons.scalar(0.1) * gradient) }
      }
    }
    return recording
  }

  @Test("values are shape and elements, contributions are written as products of matrices")
  func matrices() throws {
    let walk = try Walk(lineFit(turns: 1))
    let table = walk.table(at: walk.stop(at: walk.passes[0].endStop - 1))
    #expect(table[0].value?.exact == "(3, 1) [1, 2, 3]")
    #expect(table[0].value?.fixed == "(3, 1) 1.0000…3.0000")
    #expect(table[2].adjoint.fixed == "(1, 1) -18.6667")
    let product = try #require((0..<table.count).first { table[$0].operation == "matmul" })
    let rule = try #require(walk.chainRule(at: product, walk.stop(at: walk.passes[0].endStop - 1)))
    #expect(
      rule.terms[1].derivation(target: "loss") == "∂loss/∂w3 = w1ᵀ @ g, (3, 1) → (1, 1)")
    #expect(rule.terms[1].product == nil)
    #expect(rule.path?.product == nil)
  }

  @Test("small steps agree with the adjoints of tensors", arguments: 0..<9)
  func check(row: Int) throws {
    let walk = try Walk(lineFit(turns: 1))
    let check = try #require(walk.numericCheck(of: row, in: 0))
    #expect(check.verdict == .agrees)
    #expect(check.analytic.count == check.elementCount)
  }

  @Test("the curves have the loss, the scalars, their gradients and the norms of tensors")
  func traces() throws {
    let walk = try Walk(lineFit(turns: 5))
    let traces = walk.traces()
    #expect(traces.stepCount == 5)
    #expect(
      traces.curves.map(\.name).sorted() == ["b", "dloss/db", "loss", "|W|", "|dloss/dW|"])
    let loss = try #require(traces.curves(.loss).first).points
    #expect(loss.first.map { Float($0) } == Float(56.0 / 3))
    #expect(zip(loss, loss.dropFirst()).allSatisfy { $0 > $1 })
    #expect(traces.curves(.norm)[0].points[0] == 0)
    #expect(traces.curves(.value)[0].points.allSatisfy { !$0.isNaN })
  }

  @Test("broadcast operands get adjoints of their own shape")
  func broadcasting() throws {
    let walk = try Walk(lineFit(turns: 1))
    let table = walk.table(at: walk.stop(at: walk.passes[0].endStop - 1))
    let b = try #require(table.row(called: "b"))
    #expect(table[b].adjoint.exact == "-8")
    #expect(table[b].tape.text == "-8")
  }
}
