import Engine

/// How this engine draws what the rows hold.
enum RandomDraws {
  typealias Draw = @Sendable (Int) throws -> RandomNumbers

  static let all = kernels.merging(legacy) { a, _ in a }.merging(modern) { a, _ in a }
  private static let count = RandomRow.count
  private static let shape: Shape = [RandomRow.count]

  // MARK: TensorFlow

  private static func kernel(_ seed: Int) -> Philox {
    var seeds = KernelSeeds()
    seeds.set(seed)
    return seeds.generator("any", [], seed: nil, reserving: 0)
  }

  private static func weights(_ rule: KerasInitializer, _ shape: Shape) -> Draw {
    { seed in
      let generator = KerasInitializer.generator(seed: Int64(seed))
      return .doubles(try rule.weights(.float32, shape, generator).doubles)
    }
  }

  private static let kernels: [String: Draw] = [
    "kernel normal float32": { .doubles(try kernel($0).normal(.float32, shape).doubles) },
    "kernel normal float64": { .doubles(try kernel($0).normal(.float64, shape).doubles) },
    "kernel uniform float32": { .doubles(try kernel($0).uniform(.float32, shape).doubles) },
    "kernel uniform float64": { .doubles(try kernel($0).uniform(.float64, shape).doubles) },
    "kernel truncated float32": {
      .doubles(try kernel($0).truncatedNormal(.float32, shape).doubles)
    },
    "kernel truncated float64": {
      .doubles(try kernel($0).truncatedNormal(.float64, shape).doubles)
    },
    "kernel integers int32": {
      .integers(try kernel($0).integers(.int32, from: -5, to: 1000, shape).integers)
    },
    "kernel integers int64": {
      .integers(
        try kernel($0).integers(.int64, from: -5, to: 1_000_000_000_000_000, shape).integers)
    },
    "kernel gamma 0.5": { .doubles(kernel($0).gamma(count, [0.5])) },
    "kernel gamma 1": { .doubles(kernel($0).gamma(count, [1])) },
    "kernel gamma 2.5": { .doubles(kernel($0).gamma(count, [2.5])) },
    "kernel poisson 3": { .doubles(kernel($0).poisson(count, [3])) },
    "kernel poisson 30": { .doubles(kernel($0).poisson(count, [30])) },
    // The logits are float32 in the lesson.
    "kernel categories": {
      .integers(kernel($0).categories(count, [[Double(Float(0.1)), 1, -0.5, 2]]))
    },
    "kernel order": { .integers(kernel($0).order(count).map { Int64($0) }) },
    "stateless normal": { seed in
      let generator = Philox(stateless: Int64(seed), Int64(seed + 1))
      return .doubles(try generator.normal(.float32, shape).doubles)
    },
    "stateless uniform": { seed in
      let generator = Philox(stateless: Int64(seed), Int64(-seed))
      return .doubles(try generator.uniform(.float32, shape).doubles)
    },
    "stateless bits int64": { seed in
      .integers(try Philox(stateless: Int64(seed), 3).bits(.int64, shape).integers)
    },
    "generator normal": { seed in
      .doubles(try Philox(low: UInt64(seed), key: 0).normal(.float32, shape).doubles)
    },
    "glorot uniform": weights(.scaled(.init(1, .average, .uniform)), [20, 50]),
    "he normal": weights(.scaled(.init(2, .fanIn, .truncatedNormal)), [20, 50]),
    "lecun normal kernel": weights(.scaled(.init(1, .fanIn, .truncatedNormal)), [5, 5, 2, 20]),
    "python": { seed in
      var generator = MersenneTwister(python: seed)
      return .doubles((0..<count).map { _ in generator.double() })
    },
  ]

  // MARK: NumPy

  private static let legacy = draws("legacy") { seed in
    LegacyStream(MersenneTwister(seed: UInt32(seed)))
  }

  private static let modern = draws("modern", generator).merging(
    [
      "modern float32": { seed in
        var stream = generator(seed)
        return .doubles((0..<count).map { _ in Double(stream.bits.float()) })
      },
      "modern picks": { seed in
        var stream = generator(seed)
        return .integers(stream.picks(count, of: 5000, shuffled: true).map { Int64($0) })
      },
      "modern picks of many": { seed in
        var stream = generator(seed)
        return .integers(stream.picks(count, of: 20_000, shuffled: true).map { Int64($0) })
      },
    ]
  ) { a, _ in a }

  private static let generator: @Sendable (Int) -> GeneratorStream = { seed in
    GeneratorStream(SeedSequence([UInt32(seed)]))
  }

  /// The distributions that both generators have.
  private static func draws<Stream: NumPyStream>(
    _ title: String, _ make: @escaping @Sendable (Int) -> Stream
  ) -> [String: Draw] {
    func numbers(_ draw: @escaping @Sendable (inout Stream) -> Double) -> Draw {
      { seed in
        var stream = make(seed)
        return .doubles((0..<count).map { _ in draw(&stream) })
      }
    }
    func counts(_ draw: @escaping @Sendable (inout Stream) -> Int64) -> Draw {
      { seed in
        var stream = make(seed)
        return .integers((0..<count).map { _ in draw(&stream) })
      }
    }
    let rows: [String: Draw] = [
      "uniform": numbers { $0.uniform() },
      "normal": numbers { $0.normal() },
      "exponential": numbers { $0.exponential() },
      "gamma 0.5": numbers { $0.gamma(0.5) },
      "gamma 1": numbers { $0.gamma(1) },
      "gamma 2.5": numbers { $0.gamma(2.5) },
      "beta 0.5 0.5": numbers { $0.beta(0.5, 0.5) },
      "beta 2 3": numbers { $0.beta(2, 3) },
      "chi-square 3": numbers { $0.chiSquare(3) },
      "laplace": numbers { $0.laplace(1, 2) },
      "logistic": numbers { $0.logistic(1, 2) },
      "gumbel": numbers { $0.gumbel(1, 2) },
      "triangular": numbers { $0.triangular(-1, 0.5, 4) },
      "poisson 3": counts { $0.poisson(3) },
      "poisson 50": counts { $0.poisson(50) },
      "binomial 10 0.3": counts { $0.binomial(0.3, 10) },
      "binomial 200 0.4": counts { $0.binomial(0.4, 200) },
      "binomial 100 0.8": counts { $0.binomial(0.8, 100) },
      "whole 10": counts { Int64($0.whole(9)) },
      "whole 10**12": counts { Int64($0.whole(999_999_999_999)) },
      "order": { seed in
        var stream = make(seed)
        return .integers(stream.order(count).map { Int64($0) })
      },
    ]
    return Dictionary(uniqueKeysWithValues: rows.map { ("\(title) \($0)", $1) })
  }
}
