import CustomDump
import Testing

@testable import Engine

@Suite("Memory budget of a recording")
struct RetentionTests {
  /// A line fitted to points by gradient descent with momentum; what it recorded.
  private func train(steps: Int, budget: Int, rows: Int = 64) throws -> Recording {
    let recording = Recording()
    recording.memoryBudget = budget
    let numbers = (0..<rows * 3).map { Float(($0 * 37) % 11) / 11 - 0.4 }
    let x = recording.constant(Tensor(NDArray(numbers, shape: [rows, 3])))
    let y = recording.constant(
      Tensor(NDArray((0..<rows).map { Float($0 % 5) / 5 }, shape: [rows, 1])))
    let w = Variable(
      recording.constant(Tensor(NDArray([0.5, -0.25, 0.125] as [Float], shape: [3, 1]))),
      in: recording)
    let speed = Variable(
      recording.constant(Tensor(NDArray([0, 0, 0] as [Float], shape: [3, 1]))), in: recording,
      isTrainable: false)
    let rate = recording.constant(Tensor(NDArray(Float(0.05))))
    let momentum = recording.constant(Tensor(NDArray(Float(0.9))))
    for _ in 0..<steps {
      let tape = GradientTape(in: recording)
      let loss = try tape.record {
        let hidden = try Tensor.apply(Tanh(), [Tensor.apply(MatMul(), [x, w.value])])
        let miss = try hidden - y
        return try Tensor.apply(ReduceMean(axes: [0, 1], keepsDims: false), [miss * miss])
      }
      let gradient = try #require(try tape.gradient(of: loss, by: w))
      try speed.assign(momentum * speed.value + gradient)
      try w.assignSub(rate * speed.value)
    }
    return recording
  }

  private func bits(_ recording: Recording, _ position: Int) throws -> [UInt32] {
    try recording.value(of: NodeID(position)).withElements(Float.self) { $0.map(\.bitPattern) }
  }

  @Test("values that were let go are computed again, bit by bit")
  func recomputes() throws {
    let whole = try train(steps: 60, budget: .max)
    let small = try train(steps: 60, budget: 24 * 1024)
    #expect(whole.letGoCount == 0)
    #expect(small.letGoCount > 300)
    #expect(small.heldByteCount < 40 * 1024)
    try #require(small.count == whole.count)
    // From the end, from the start and hopping, so that each starts from other kept values.
    let order = Array((0..<whole.count).reversed()) + Array(stride(from: 0, to: whole.count, by: 7))
    for position in order {
      let (got, expected) = (try bits(small, position), try bits(whole, position))
      #expect(got == expected, "node \(position): \(whole.operation(of: NodeID(position)).name)")
    }
    #expect(small.heldByteCount < 40 * 1024, "what is computed again is let go again")
  }

  @Test("answers of tapes are asked again")
  func answersAgain() throws {
    let whole = try train(steps: 40, budget: .max)
    let small = try train(steps: 40, budget: 16 * 1024)
    var compared = 0
    for (event, other) in zip(whole.events, small.events) {
      guard case .gradient(let call) = event.kind, case .gradient(let same) = other.kind else {
        continue
      }
      let expected = try #require(whole.answer(0, of: call))
      let got = try #require(small.answer(0, of: same))
      #expect(
        try got.withElements(Float.self) { $0.map(\.bitPattern) }
          == expected.withElements(Float.self) { $0.map(\.bitPattern) })
      compared += 1
    }
    #expect(compared == 40)
  }

  @Test("a smaller budget set afterwards lets go at once; none keeps everything")
  func setAfterwards() throws {
    let recording = try train(steps: 30, budget: .max)
    let before = recording.heldByteCount
    recording.memoryBudget = before / 4
    #expect(recording.heldByteCount <= before / 4)
    #expect(recording.letGoCount > 0)
    let first = try bits(recording, 20)
    recording.memoryBudget = .max
    #expect(try bits(recording, 20) == first)
  }

  @Test("numbers drawn and constants stay")
  func keepsLeaves() throws {
    let recording = try train(steps: 30, budget: 0)
    for position in 0..<recording.count {
      let id = NodeID(position)
      guard recording.operation(of: id) is Constant else { continue }
      let (chunk, slot) = recording.place(id)
      if recording.signature(of: id).shape.rank > 0 {
        #expect(!recording.arrays[Int(chunk.value[slot])].isLetGo)
      }
    }
  }
}
