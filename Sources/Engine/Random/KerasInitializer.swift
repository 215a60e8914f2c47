/// How a layer of Keras fills its first weights: what to draw, and how far.
package enum KerasInitializer: Sendable {
  case normal(mean: Double, deviation: Double)
  case truncatedNormal(mean: Double, deviation: Double)
  case uniform(low: Double, high: Double)
  case scaled(VarianceScaling)

  /// A spread that keeps the variance of signals from layer to layer.
  package struct VarianceScaling: Sendable {
    package enum Mode: String, Sendable {
      case fanIn = "fan_in"
      case fanOut = "fan_out"
      case average = "fan_avg"
    }

    package enum Distribution: String, Sendable {
      case uniform
      case truncatedNormal = "truncated_normal"
      case normal = "untruncated_normal"
    }

    package let scale: Double
    package let mode: Mode
    package let distribution: Distribution

    package init(_ scale: Double, _ mode: Mode, _ distribution: Distribution) {
      self.scale = scale
      self.mode = mode
      self.distribution = distribution
    }
  }

  /// What is drawn for a kernel of that shape.
  package func spread(for shape: Shape) -> KerasInitializer {
    guard case .scaled(let rule) = self else { return self }
    let (fanIn, fanOut) = shape.fans
    let fan =
      switch rule.mode {
      case .fanIn: Double(fanIn)
      case .fanOut: Double(fanOut)
      case .average: Double(fanIn + fanOut) / 2
      }
    let variance = rule.scale / max(1, fan)
    switch rule.distribution {
    case .uniform:
      let limit = (3 * variance).squareRoot()
      return .uniform(low: -limit, high: limit)
    case .normal: return .normal(mean: 0, deviation: variance.squareRoot())
    case .truncatedNormal:
      // The deviation of a normal that is cut at two deviations.
      return .truncatedNormal(
        mean: 0, deviation: variance.squareRoot() / 0.87962566103423978)
    }
  }

  /// The weights drawn from a generator.
  package func weights(
    _ dtype: DType, _ shape: Shape, _ generator: Philox
  ) throws(EngineError) -> NDArray {
    switch spread(for: shape) {
    case .normal(let mean, let deviation):
      return try generator.normal(dtype, shape).stretched(by: deviation, from: mean)
    case .truncatedNormal(let mean, let deviation):
      return try generator.truncatedNormal(dtype, shape).stretched(by: deviation, from: mean)
    case .uniform(let low, let high):
      // The width is the difference of the ends as the dtype rounds them.
      let ends = try NDArray([low, high], shape: [2]).cast(to: dtype).doubles
      return try generator.uniform(dtype, shape).stretched(by: ends[1] - ends[0], from: ends[0])
    case .scaled: return try generator.uniform(dtype, shape)
    }
  }

  /// The seeds that Keras hands to TensorFlow for one of its own.
  package static func generator(seed: Int64, count: Int64 = 0) -> Philox {
    let modulus = Int64(Int32.max) - 1
    func cut(_ value: Int64) -> Int64 {
      let remainder = value % modulus
      return remainder < 0 ? remainder + modulus : remainder
    }
    return Philox(stateless: cut(seed), cut(count))
  }
}

extension Shape {
  /// How many numbers go into one output of a kernel of this shape, and come out of one input.
  package var fans: (input: Int, output: Int) {
    switch rank {
    case 0: return (1, 1)
    case 1: return (lengths[0], lengths[0])
    default:
      let field = lengths.dropLast(2).reduce(1, *)
      return (lengths[rank - 2] * field, lengths[rank - 1] * field)
    }
  }
}

extension NDArray {
  /// `self · factor + start`, each step rounded in the dtype.
  package func stretched(by factor: Double, from start: Double) throws(EngineError) -> NDArray {
    let scale = try NDArray(factor).cast(to: dtype)
    let offset = try NDArray(start).cast(to: dtype)
    return try Add().evaluate([try Multiply().evaluate([self, scale]), offset])
  }
}
