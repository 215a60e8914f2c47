import Engine
import Limits

/// A chain of scalar ops: recorded, differentiated and released.
enum ScalarRows {
  static func run() throws {
    for (name, ops) in [("10³", 1_000), ("10⁴", 10_000), ("10⁵", 100_000), ("10⁶", 1_000_000)] {
      let repetitions = max(1, 200_000 / ops)
      let (ours, limit) = try best(ops, repetitions, rounds: ops == 1_000_000 ? 5 : 9)
      let scale = 1 / Double(ops * repetitions)
      Table.print(
        Row(
          work: "scalar op recorded, \(name) ops", unit: .nanoseconds,
          ours: .value(ours.forward * scale), beside: .init("C", limit.forward * scale),
          bar: .atMost(60)))
      Table.print(
        Row(
          work: "the same, backward", unit: .nanoseconds, ours: .value(ours.backward * scale),
          beside: .init("C", limit.backward * scale), bar: .atMost(25)))
      if ops == 1_000_000 {
        Table.print(
          Row(
            work: "chain of 10⁶ ops: all of it, with release", unit: .seconds,
            ours: .value(ours.total), beside: .init("C", limit.total), bar: .works))
      }
    }
  }

  private static func best(
    _ ops: Int, _ repetitions: Int, rounds: Int
  ) throws -> (ours: limits_passes, limit: limits_passes) {
    var ours = limits_passes.slowest
    var limit = limits_passes.slowest
    for _ in 0..<rounds {
      limit.improve(limits_scalar_tape(ops, repetitions))
      ours.improve(try passes(ops, repetitions))
    }
    return (ours, limit)
  }

  /// What `limits_scalar_tape` does, on a recording: a new one and a new tape each time.
  private static func passes(_ ops: Int, _ repetitions: Int) throws -> limits_passes {
    var total = limits_passes(forward: 0, backward: 0, release: 0)
    for _ in 0..<repetitions {
      let start = cpuSeconds()
      var chain: ScalarChain? = try ScalarChain(ops: ops)
      let middle = cpuSeconds()
      let gradient = try chain?.gradient()
      let end = cpuSeconds()
      guard let gradient, gradient.isFinite else { throw NoGradient() }
      chain = nil
      total.forward += middle - start
      total.backward += end - middle
      total.release += cpuSeconds() - end
    }
    return total
  }
}

/// The chain came back without a gradient.
struct NoGradient: Error {}

/// y ← y·a, y + b, y − c in turn, recorded on a tape.
struct ScalarChain {
  let recording = Recording()
  private let tape: GradientTape
  private let x: Tensor
  private let y: Tensor

  init(ops: Int) throws {
    tape = GradientTape(in: recording)
    let a = recording.constant(Tensor(0.999))
    let b = recording.constant(Tensor(0.5))
    let c = recording.constant(Tensor(0.25))
    x = recording.constant(Tensor(1.0))
    try tape.start()
    tape.watch(x)
    var y = x
    var step = 0
    for _ in 0..<ops {
      switch step {
      case 0: y = try y * a
      case 1: y = try y + b
      default: y = try y - c
      }
      step = step == 2 ? 0 : step + 1
    }
    self.y = y
  }

  /// dy/dx.
  func gradient() throws -> Double? { try tape.gradient(of: y, by: x)?.scalar }
}

extension limits_passes {
  fileprivate static let slowest = limits_passes(
    forward: .infinity, backward: .infinity, release: .infinity)

  fileprivate var total: Double { forward + backward + release }

  fileprivate mutating func improve(_ other: limits_passes) {
    forward = min(forward, other.forward)
    backward = min(backward, other.backward)
    release = min(release, other.release)
  }
}
