import Engine
import Limits

/// Products of arrays with both gradients: a tape each time, and a recording that is given up often
/// enough for its arrays to be used again, as when a lesson trains.
enum ArrayRows {
  static func run() throws {
    try Product("512×512 elementwise multiply", 512, .ratio(1.2)) {
      try $0 * $1
    } limit: {
      limits_multiply(512 * 512, $0)
    }.run()
    for (side, bar) in [(8, Row.Bar.atMost(3)), (64, .atMost(16)), (512, .ratio(1.15))] {
      try Product("\(side)×\(side) matmul", side, bar) {
        try Tensor.apply(MatMul(), [$0, $1])
      } limit: {
        limits_matmul(side, $0)
      }.run()
    }
  }
}

/// One product of two square arrays, and its row.
private struct Product {
  let work: String
  let side: Int
  let bar: Row.Bar
  let compute: (Tensor, Tensor) throws -> Tensor
  /// CPU seconds of the same in C, for a number of repetitions.
  let limit: (Int) -> Double

  init(
    _ work: String, _ side: Int, _ bar: Row.Bar,
    _ compute: @escaping (Tensor, Tensor) throws -> Tensor, limit: @escaping (Int) -> Double
  ) {
    self.work = work
    self.side = side
    self.bar = bar
    self.compute = compute
    self.limit = limit
  }

  /// Recordings of a round, and products on each: large arrays are released at once.
  private var counts: (recordings: Int, products: Int) {
    side > 100 ? (20, 1) : (1_000 / side, 64)
  }

  func run() throws {
    let shape = Shape([side, side])
    let (left, right, upstream) = (numbers(3), numbers(5), numbers(7))
    let repetitions = counts.recordings * counts.products
    let (ours, theirs) = try alternating(rounds: side > 100 ? 15 : 25) {
      let start = cpuSeconds()
      for _ in 0..<counts.recordings {
        let recording = Recording()
        let a = recording.constant(left)
        let b = recording.constant(right)
        for _ in 0..<counts.products {
          let tape = GradientTape(in: recording)
          try tape.start()
          tape.watch(a)
          tape.watch(b)
          let c = try compute(a, b)
          let gradients = try tape.gradient(
            of: [c], by: [.tensor(a), .tensor(b)], outputGradients: [upstream])
          guard gradients.allSatisfy({ $0?.shape == shape }) else { throw NoGradient() }
        }
      }
      return cpuSeconds() - start
    } _: {
      limit(repetitions)
    }
    Table.print(
      Row(
        work: work + ", both gradients", unit: .microseconds,
        ours: .value(ours / Double(repetitions)),
        beside: theirs.isFinite
          ? .init("C", theirs / Double(repetitions)) : .init("C", .absent("no OpenBLAS")),
        bar: bar))
  }

  /// Numbers between -0.5 and 0.5, the same every time.
  private func numbers(_ salt: Int) -> Tensor {
    Tensor(
      (0..<side * side).map { Float(($0 * 7919 + salt) % 1009) / 1009 - 0.5 }, shape: [side, side])
  }
}
