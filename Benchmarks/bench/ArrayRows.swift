import Engine
import Limits

/// Products of arrays with both gradients: a new recording each time, as a training step has, so
/// that what the last one released is used again.
enum ArrayRows {
  static func run() throws {
    let side = 512
    let elements = side * side
    try row(
      "512×512 elementwise multiply, both gradients", side, repetitions: 100, bar: .ratio(1.2),
      { try $0 * $1 }, { limits_multiply(elements, $0) })
  }

  private static func row(
    _ work: String, _ side: Int, repetitions: Int, bar: Row.Bar,
    _ product: (Tensor, Tensor) throws -> Tensor, _ limit: (Int) -> Double
  ) throws {
    let shape = Shape([side, side])
    let (left, right, upstream) = (numbers(shape, 3), numbers(shape, 5), numbers(shape, 7))
    let (ours, theirs) = try alternating(rounds: 9) {
      let start = cpuSeconds()
      for _ in 0..<repetitions {
        let recording = Recording()
        let tape = GradientTape(in: recording)
        let a = recording.constant(left)
        let b = recording.constant(right)
        try tape.start()
        tape.watch(a)
        tape.watch(b)
        let c = try product(a, b)
        let gradients = try tape.gradient(
          of: [c], by: [.tensor(a), .tensor(b)], outputGradients: [upstream])
        guard gradients.allSatisfy({ $0?.shape == shape }) else { throw NoGradient() }
      }
      return cpuSeconds() - start
    } _: {
      limit(repetitions)
    }
    Table.print(
      Row(
        work: work, unit: .microseconds, ours: .value(ours / Double(repetitions)),
        beside: .init("C", theirs / Double(repetitions)), bar: bar))
  }

  /// Numbers between -0.5 and 0.5, the same every time.
  private static func numbers(_ shape: Shape, _ salt: Int) -> Tensor {
    let count = shape.lengths.reduce(1, *)
    return Tensor((0..<count).map { Float(($0 * 7919 + salt) % 1009) / 1009 - 0.5 }, shape: shape)
  }
}
