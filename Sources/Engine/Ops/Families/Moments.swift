/// Variance, spread and stable logarithms of sums: compositions.
package enum Moments: OpFamily {
  package static let operations: [any Operation.Type] = []

  private static let parameters = "input_tensor, axis=None, keepdims=False, name=None"

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.math.reduce_variance"], parameters, "takes the mean squared distance from the mean"
    ) { arguments in
      .tensor(
        try arguments.tensor("input_tensor").variance(
          arguments.axes("axis"), keepsDims: arguments.bool("keepdims")))
    },
    .general(
      ["tf.math.reduce_std"], parameters, "takes the standard deviation"
    ) { arguments in
      let variance = try arguments.tensor("input_tensor").variance(
        arguments.axes("axis"), keepsDims: arguments.bool("keepdims"))
      return .tensor(try Tensor.apply(Sqrt(), variance))
    },
    .general(
      ["tf.reduce_logsumexp", "tf.math.reduce_logsumexp"], parameters,
      "takes the logarithm of the sum of powers of e"
    ) { arguments in
      .tensor(
        try arguments.tensor("input_tensor").logSumExp(
          arguments.axes("axis"), keepsDims: arguments.bool("keepdims")))
    },
  ]
}

extension Tensor {
  /// The mean squared distance from the mean.
  package func variance(_ axes: [Int]?, keepsDims: Bool = false) throws(EngineError) -> Tensor {
    guard dtype.isDifferentiable else { throw .realExpected(dtype) }
    let mean = try reduced(ReduceMean.self, axes, keepsDims: true)
    let squares = try Tensor.apply(Square(), self - mean)
    return try squares.reduced(ReduceMean.self, axes, keepsDims: keepsDims)
  }

  /// log Σ exp x; the greatest is taken out first, so that no power overflows.
  package func logSumExp(_ axes: [Int]?, keepsDims: Bool = false) throws(EngineError) -> Tensor {
    let greatest = try reduced(ReduceMax.self, axes, keepsDims: true)
    let finite = try Tensor.apply(IsFinite(), [greatest])
    let zeros = try Tensor.apply(ZerosLike(), [greatest])
    let shift = try Tensor.apply(
      StopGradient(), [Tensor.apply(Where(), [finite, greatest, zeros])])
    let powers = try Tensor.apply(Exp(), self - shift)
    let sum = try powers.reduced(ReduceSum.self, axes, keepsDims: keepsDims)
    let logarithm = try Tensor.apply(Log(), sum)
    return try logarithm + (keepsDims ? shift : Tensor.apply(Reshape(sum.shape), [shift]))
  }
}
