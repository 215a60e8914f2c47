import Engine
import Testing

@testable import GraphView

@Suite("Where numbers stop being finite, and what makes gradients large or small")
struct SpoiledTests {
  let recording = Recording()

  private func variable(_ name: String, _ values: [Float]) -> Variable {
    Variable(
      Tensor(values.count == 1 ? NDArray(values[0]) : NDArray(values, shape: [values.count])),
      in: recording, name: name)
  }

  private func diagnosis(
    by source: Variable, _ body: () throws -> Tensor
  ) throws -> Diagnosis {
    let tape = GradientTape(in: recording)
    let y = Lessons.named(recording, "y", try tape.record(body))
    _ = try tape.gradient(of: [y], by: [.variable(source)])
    return try #require(try Walk(recording).diagnosis(ofSource: 0, in: 0))
  }

  @Test("a mask that hides log 0 forward gives 0 × inf backward, from where")
  func masked() throws {
    let x = variable("x", [0, 1])
    let found = try diagnosis(by: x) {
      let isBig = try Tensor.apply(Greater(), [x.value, Lessons.scalar(0)])
      let logs = try Tensor.apply(Log(), [x.value])
      let safe = try Tensor.apply(Where(), [isBig, logs, Lessons.scalar(0)])
      return try Tensor.apply(ReduceSum(axes: [0]), [safe])
    }
    #expect(found.outcome == .nan)
    guard case .spoiled(let product) = found.cause else {
      Issue.record("\(found.sentence)")
      return
    }
    #expect(product.product == "0 × inf" && product.zeroFrom == "where")
    #expect(product.element == "[0]" && product.values == "w1[0] = 0")
    #expect(found.place == "w3 = log(w1)")
    #expect(found.links.map(\.state) == [.passed, .passed, .culprit, .beyond])
  }

  @Test("an overflow on the way forward is found behind the gradient that it spoils")
  func overflow() throws {
    let x = variable("x", [100])
    let found = try diagnosis(by: x) {
      let power = try Tensor.apply(Exp(), [x.value])
      return try power / (power + Lessons.scalar(1))
    }
    guard case .spoiledValue(let value) = found.cause else {
      Issue.record("\(found.sentence)")
      return
    }
    #expect(value.kind == .overflow && value.arithmetic == "exp(100) = inf")
    #expect(found.place == "w2 = exp(w1)")
  }

  @Test(
    "values are explained by the first op that spoiled them",
    arguments: [
      (Float(0), SpoiledValue.Kind.logOfZero, "log(0) = -inf"),
      (Float(-1), .logOfNegative, "log(-1) = nan"),
    ])
  func value(x: Float, kind: SpoiledValue.Kind, arithmetic: String) throws {
    let x = recording.constant(Lessons.scalar(x))
    let y = try Tensor.apply(Log(), [x]) * Lessons.scalar(2) + Lessons.scalar(1)
    let walk = try Walk(recording)
    let table = walk.table(at: walk.stop(at: walk.count - 1))
    let row = try #require(table.row(of: y.node))
    let forward = walk.stop(at: 1)
    let found = try #require(walk.diagnosis(at: row, forward))
    guard case .spoiledValue(let value) = found.cause else {
      Issue.record("\(found.sentence)")
      return
    }
    #expect(found.isValue && value.kind == kind && value.arithmetic == arithmetic)
  }

  @Test("NaN that came in with an update leads back to the step that made it")
  func acrossSteps() throws {
    let w = variable("w", [0])
    for _ in 0..<3 {
      let tape = GradientTape(in: recording)
      try Lessons.at(recording, SourceSpan(1, 2)) { try tape.start() }
      let loss = try Tensor.apply(Log(), [try w.value * w.value]) * Lessons.scalar(0)
      let gradient = try #require(try tape.gradient(of: [loss], by: [.variable(w)])[0])
      try w.assignSub(gradient)
    }
    let walk = try Walk(recording)
    let found = try #require(walk.diagnosis(ofSource: 0, in: 2))
    #expect(found.outcome == .nan && found.pass == 0, "\(found.sentence)")
  }

  @Test("a long product says its smallest and its largest factor")
  func size() throws {
    let x = variable("x", [3])
    let small = try diagnosis(by: x) {
      try Tensor.apply(Exp(), [try x.value * Lessons.scalar(-10)]) * Lessons.scalar(2)
    }
    #expect(small.outcome == .small)
    guard case .size(let factors) = small.cause else {
      Issue.record("\(small.sentence)")
      return
    }
    #expect(factors.count == 3 && factors.shrinking == 1 && factors.growing == 2)
    #expect(factors.extreme.hasSuffix("at w3 = exp(w2)"))
  }

  @Test("saturated, on its other branch, or only deciding")
  func flat() throws {
    let x = variable("x", [40])
    let saturated = try diagnosis(by: x) { try Tensor.apply(Sigmoid(), [x.value]) }
    #expect(saturated.reason.contains("sigmoid(40) = 1, where its slope is 0"))
    let other = Recording()
    let z = Variable(Lessons.scalar(2), in: other, name: "z")
    let tape = GradientTape(in: other)
    let y = try tape.record {
      _ = try Tensor.apply(Greater(), [z.value, Lessons.scalar(1)])
      return try other.constant(Lessons.scalar(3)) * Lessons.scalar(2)
    }
    _ = try tape.gradient(of: [y], by: [.variable(z)])
    #expect(try Walk(other).diagnosis(ofSource: 0, in: 0)?.cause == .decides)
  }
}
