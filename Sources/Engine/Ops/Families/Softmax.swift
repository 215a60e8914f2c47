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
    try inputs[0].dtype.open(SoftmaxWork(x: inputs[0], isLogarithm: false), for: Self.name)
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
    try inputs[0].dtype.open(SoftmaxWork(x: inputs[0], isLogarithm: true), for: Self.name)
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
        let whole = target.count
        // The greatest of each row is taken off first, so that no power overflows.
        for start in stride(from: 0, to: whole, by: length) {
          var greatest = -E.infinity
          for i in start..<start + length {
            greatest = source[i] > greatest || source[i].isNaN ? source[i] : greatest
          }
          for i in start..<start + length { target[i] = source[i] - greatest }
        }
        if isLogarithm {
          let powers = UnsafeMutableBufferPointer<E>.allocate(capacity: whole)
          defer { powers.deallocate() }
          ElementwiseKernels.apply(Exp(), UnsafeBufferPointer(target), into: powers)
          for start in stride(from: 0, to: whole, by: length) {
            let row = UnsafeBufferPointer(rebasing: powers[start..<start + length])
            let sum = E.log(Sums.total(row))
            for i in start..<start + length { target[i] -= sum }
          }
        } else {
          ElementwiseKernels.apply(Exp(), UnsafeBufferPointer(target), into: target)
          for start in stride(from: 0, to: whole, by: length) {
            let row = UnsafeBufferPointer(rebasing: target[start..<start + length])
            let factor: E = E.divide(1, Sums.total(row))
            for i in start..<start + length { target[i] *= factor }
          }
        }
      }
    }
  }
}
