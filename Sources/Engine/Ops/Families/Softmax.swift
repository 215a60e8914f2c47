import RealModule

/// Shares that add up to one.
package enum Softmaxes: OpFamily {
  package static let operations: [any Operation.Type] = [
    Softmax.self, LogSoftmax.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.nn.softmax", "tf.math.softmax"], "logits, axis=None, name=None", Softmax.summary)
    { arguments in
      .tensor(
        try arguments.tensor("logits").alongLastAxis(
          arguments.isNone("axis") ? -1 : arguments.int("axis"), Softmax()))
    },
    .general(
      ["tf.nn.log_softmax", "tf.math.log_softmax"], "logits, axis=None, name=None",
      LogSoftmax.summary
    ) { arguments in
      .tensor(
        try arguments.tensor("logits").alongLastAxis(
          arguments.isNone("axis") ? -1 : arguments.int("axis"), LogSoftmax()))
    },
  ]
}

/// Shares that add up to 1 along the last axis.  yᵢ = exp xᵢ / Σ exp xⱼ
///
/// - Source: TensorFlow `_SoftmaxGrad`: (g − Σ g·y)·y.
package struct Softmax: Operation {
  package static let name = "softmax"
  package static let summary = "turns scores into shares that add up to 1"
  package var notation: Notation { .function("softmax") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].checkedForSoftmax(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try NDArray.computing(in: inputs[0].dtype.withHalvesWidened, inputs) {
      inputs throws(EngineError) in
      try inputs[0].dtype.open(SoftmaxWork(x: inputs[0], isLogarithm: false), for: Self.name)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let last = inputs[0].signature.shape.rank - 1
    let mean = try V.apply(ReduceSum(axes: [last], keepsDims: true), [upstream * output])
    return try (upstream - mean) * output
  }
}

/// Logarithm of softmax along the last axis.  yᵢ = xᵢ − log Σ exp xⱼ
///
/// - Source: TensorFlow `_LogSoftmaxGrad`: g − Σ g·exp y.
package struct LogSoftmax: Operation {
  package static let name = "log_softmax"
  package static let summary = "takes the logarithm of the shares of softmax"
  package var notation: Notation { .function("log_softmax") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].checkedForSoftmax(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try NDArray.computing(in: inputs[0].dtype.withHalvesWidened, inputs) {
      inputs throws(EngineError) in
      try inputs[0].dtype.open(SoftmaxWork(x: inputs[0], isLogarithm: true), for: Self.name)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let last = inputs[0].signature.shape.rank - 1
    let sum = try V.apply(ReduceSum(axes: [last], keepsDims: true), [upstream])
    return try upstream - sum * V.apply(Exp(), output)
  }
}

extension Signature {
  fileprivate func checkedForSoftmax(_ op: String) throws(EngineError) -> Signature {
    guard dtype.isFloating else { throw .unsupportedDType(op: op, dtype) }
    guard shape.rank > 0 else {
      throw .wrongRank(op: op, shape, expected: "at least one axis")
    }
    return self
  }
}

private struct SoftmaxWork: RealWork {
  let x: NDArray
  let isLogarithm: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let length = x.shape[-1]
    let isLogarithm = isLogarithm
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in
        guard length > 0 else { return }
        if isLogarithm {
          Self.logarithms(source, length, into: target)
        } else if E.self == Float.self {
          source.withMemoryRebound(to: Float.self) { source in
            target.withMemoryRebound(to: Float.self) { target in
              DenseSoftmax.shares(source, length, into: target)
            }
          }
        } else {
          Self.shares(source, length, into: target)
        }
      }
    }
  }

  /// Every row less its greatest, so that no power overflows.
  private static func shift<E: RealNumber>(
    _ source: UnsafeBufferPointer<E>, _ length: Int, into target: UnsafeMutableBufferPointer<E>
  ) {
    for start in stride(from: 0, to: target.count, by: length) {
      var greatest = -E.infinity
      for i in start..<start + length {
        greatest = source[i] > greatest || source[i].isNaN ? source[i] : greatest
      }
      for i in start..<start + length { target[i] = source[i] - greatest }
    }
  }

  private static func shares<E: RealNumber>(
    _ source: UnsafeBufferPointer<E>, _ length: Int, into target: UnsafeMutableBufferPointer<E>
  ) {
    shift(source, length, into: target)
    ElementwiseKernels.apply(Exp(), UnsafeBufferPointer(target), into: target)
    for start in stride(from: 0, to: target.count, by: length) {
      let row = UnsafeBufferPointer(rebasing: target[start..<start + length])
      let factor: E = E.divide(1, Summing.total(row))
      for i in start..<start + length { target[i] *= factor }
    }
  }

  /// The powers are whole packets by row, the logarithms of their sums by rows.
  private static func logarithms<E: RealNumber>(
    _ source: UnsafeBufferPointer<E>, _ length: Int, into target: UnsafeMutableBufferPointer<E>
  ) {
    shift(source, length, into: target)
    let rows = target.count / length
    let powers = UnsafeMutableBufferPointer<E>.allocate(capacity: length)
    let sums = UnsafeMutableBufferPointer<E>.allocate(capacity: rows)
    defer {
      powers.deallocate()
      sums.deallocate()
    }
    for row in 0..<rows {
      let start = row * length
      let shifted = UnsafeBufferPointer(rebasing: target[start..<start + length])
      ElementwiseKernels.apply(Exp(), shifted, into: powers)
      sums[row] = Summing.total(UnsafeBufferPointer(powers), at: start)
    }
    ElementwiseKernels.apply(Log(), UnsafeBufferPointer(sums), into: sums)
    for row in 0..<rows {
      let start = row * length
      for i in start..<start + length { target[i] -= sums[row] }
    }
  }
}
