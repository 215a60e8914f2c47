import Engine
import Testing

@testable import GraphView

@Suite("The loss at other weights")
struct LossSurfaceTests {
  /// Descent of (w·x + b − y)² for one point.
  private static func descent(turns: Int) throws -> Walk {
    let recording = Recording()
    let w = Variable(Tensor(Float(0.5)), in: recording, name: "w")
    let b = Variable(Tensor(Float(-1)), in: recording, name: "b")
    for _ in 0..<turns {
      let tape = GradientTape(in: recording)
      try tape.start()
      let error = try w.value * Tensor(Float(3)) + b.value - Tensor(Float(6))
      let loss = try error * error
      recording.givenNames[loss.node] = "loss"
      tape.stop()
      let gradients = try tape.gradient(of: [loss], by: [.variable(w), .variable(b)])
      for (variable, gradient) in zip([w, b], gradients) {
        if let gradient { try variable.assignSub(Tensor(Float(0.01)) * gradient) }
      }
    }
    return try Walk(recording)
  }

  private static func loss(_ w: Double, _ b: Double) -> Double {
    let error = w * 3 + b - 6
    return error * error
  }

  @Test(
    "is what the formula says",
    arguments: [(0.5, -1.0), (2, 0), (-3.25, 7.5), (1e3, -1e3)])
  func value(w: Double, b: Double) throws {
    let walk = try Self.descent(turns: 3)
    let stop = walk.stop(at: walk.count - 1)
    let axes = [try walk.lossAxis("w", at: stop), try walk.lossAxis("b", at: stop)]
    let function = try walk.lossFunction(over: axes, at: stop)
    let found = try function([w, b])
    #expect(abs(found - Self.loss(w, b)) < 1e-9 * max(1, found))
  }

  @Test("along the gradient it falls as steeply as the gradient is long")
  func gradient() throws {
    let walk = try Self.descent(turns: 1)
    let stop = walk.stop(at: walk.count - 1)
    let axis = try walk.gradientAxis(at: stop)
    let function = try walk.lossFunction(over: [axis], at: stop)
    let slope = (try function([1e-6]) - (try function([-1e-6]))) / 2e-6
    let wanted = try #require(axis.slope)
    #expect(abs(slope - wanted) < 1e-3 * abs(wanted))
  }

  @Test("the least loss of a surface lies where the formula has it")
  func least() throws {
    let walk = try Self.descent(turns: 2)
    let stop = walk.stop(at: walk.count - 1)
    let axes = [try walk.lossAxis("w", at: stop), try walk.lossAxis("b", at: stop)]
    let function = try walk.lossFunction(over: axes, at: stop)
    let surface = try LossSurface(function, x: 0...4, y: -1...1)
    let least = try #require(surface.least)
    #expect(least.loss < 1e-3 && abs(least.x * 3 + (least.y ?? 9) - 6) < 0.05)
    let levels = surface.levels(8)
    #expect(levels == levels.sorted() && Set(levels).count == levels.count)
    #expect(levels.first == surface.z.min() && levels.last == surface.z.max())
  }

  @Test("the way of the descent has the weights that each step read")
  func path() throws {
    let walk = try Self.descent(turns: 4)
    let stop = walk.stop(at: walk.count - 1)
    let axes = [try walk.lossAxis("w", at: stop), try walk.lossAxis("b", at: stop)]
    let points = walk.descentPath(over: axes, at: stop).points
    #expect(points.map(\.step) == [1, 2, 3, 4])
    #expect(points[0].weights == [0.5, -1])
    for point in points {
      #expect(abs(point.loss - Self.loss(point.weights[0], point.weights[1])) < 1e-3)
    }
  }

  @Test("what is no weight is refused by its name")
  func refused() throws {
    let walk = try Self.descent(turns: 1)
    let stop = walk.stop(at: walk.count - 1)
    #expect(throws: LossError.unknownWeight("q")) { try walk.lossAxis("q", at: stop) }
    #expect(throws: LossError.noElement("w[0]", .scalar)) { try walk.lossAxis("w[0]", at: stop) }
    #expect(walk.lossWeights(at: stop) == ["w", "b"])
  }
}

@Suite("Summaries of tensors")
struct TensorSummaryTests {
  @Test("leave out what is no number, and count it")
  func broken() {
    let summary = TensorSummary([3, -4, .nan, 0, .infinity, -.infinity])
    #expect(summary.least == -4 && summary.greatest == 3 && summary.norm == 5)
    #expect(abs((summary.mean ?? 9) + 1.0 / 3) < 1e-12)
    #expect(summary.zeros == 1 && summary.notNumbers == 1 && summary.infinities == 2)
    #expect(!summary.isFinite)
  }

  @Test("do not overflow with large numbers")
  func large() {
    let summary = TensorSummary([1e300, 1e300])
    #expect(summary.mean == 1e300 && summary.norm > 1.41e300 && summary.norm < 1.42e300)
  }

  @Test("of nothing say nothing")
  func empty() {
    let summary = TensorSummary([])
    #expect(summary.least == nil && summary.mean == nil && summary.norm == 0)
  }
}
