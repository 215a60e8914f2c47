import Engine
import Testing

@testable import GraphView

@Suite("Health of gradients, and pitfalls")
struct HealthTests {
  /// relu(x·W + b)·V: a unit of three is active.
  private func recordedNetwork() throws -> Recording {
    let recording = Recording()
    let x = recording.constant(Tensor(NDArray([1, 2, 2, 1] as [Float], shape: [2, 2])))
    let w = Variable(
      Tensor(NDArray([1, -1, -2, 1, -1, -2] as [Float], shape: [2, 3])), in: recording, name: "W")
    let v = Variable(
      Tensor(NDArray([1e-6, 1, 1] as [Float], shape: [3, 1])), in: recording, name: "V")
    let tape = GradientTape(in: recording)
    let loss = try tape.record {
      let hidden = try Tensor.apply(Relu(), [try Tensor.apply(MatMul(), [x, w.value])])
      return try Tensor.apply(
        ReduceSum(axes: [0, 1]), [try Tensor.apply(MatMul(), [hidden, v.value])])
    }
    let gradients = try tape.gradient(of: [loss], by: [.variable(w), .variable(v)])
    if let g = gradients[1] { try v.assignSub(try g * Lessons.scalar(0.1)) }
    return recording
  }

  @Test("weights stand by depth with size, zeros and step; dead units are named")
  func network() throws {
    let health = try #require(try Walk(try recordedNetwork()).health(of: 0))
    #expect(health.weights.map(\.name) == ["W", "V"])
    #expect(health.weights.map(\.mark) == [.vanishing, .fine])
    #expect(health.weights[0].zeros == 4.0 / 6)
    #expect(health.weights[0].updateRatio == nil)
    let ratio = try #require(health.weights[1].updateRatio)
    #expect(abs(ratio - 0.6 / (2 + 1e-12).squareRoot()) < 1e-6)
    #expect(health.activations.map(\.dead) == [[1, 2]])
    #expect(health.verdicts.contains { $0.contains("2 of 3 units dead: 1, 2") })
  }

  @Test("a rate that is too large is told, and a small one is not")
  func rate() throws {
    let steep = try Walk(try Lessons.descent(turns: 8, rate: 0.15)).pitfalls()
    #expect(steep.map(\.kind) == [.rateTooLarge])
    #expect(try Walk(try Lessons.descent(turns: 8)).pitfalls().isEmpty)
  }

  @Test("a Jacobian has one row an element of the result")
  func jacobian() throws {
    let recording = Recording()
    let x = recording.constant(Tensor(NDArray([1, 2] as [Float], shape: [2])))
    let y = try x * x
    let walk = try Walk(recording, target: nil)
    let row = try #require(walk.table(at: walk.stop(at: walk.count - 1)).row(of: y.node))
    let jacobian = try walk.jacobian(of: row, by: 0, in: 0)
    #expect(jacobian.rows == 2 && jacobian.values == [1, 0, 0, 2])
    #expect(throws: JacobianError.isInput("w1")) { try walk.jacobian(of: 0, by: 0, in: 0) }
  }
}
