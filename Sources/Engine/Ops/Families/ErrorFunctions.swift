import RealModule

/// The error function and activations built on it or on the sigmoid.
package enum ErrorFunctions: OpFamily {
  package static let operations: [any Operation.Type] = [Erf.self]

  package static let functions: [LessonFunction] = [
    .unary(Erf(), "tf.math.erf"),
    .general(
      ["tf.nn.gelu"], "features, approximate=False, name=None",
      "weighs its input by its share of the normal distribution"
    ) { arguments in
      let x = try arguments.tensor("features")
      return .tensor(try x.gelu(approximate: arguments.bool("approximate")))
    },
    .general(
      ["tf.nn.silu", "tf.nn.swish"], "features, beta=1.0", "weighs its input by its sigmoid"
    ) { arguments in
      let x = try arguments.tensor("features")
      let beta = try arguments.double("beta")
      let scaled = beta == 1 ? x : try beta * x
      return .tensor(try x * Tensor.apply(Sigmoid(), scaled))
    },
    .composite(
      ["tf.nn.softsign", "tf.math.softsign"], "features, name=None", "squashes to (−1, 1), slowly"
    ) { (x) throws(EngineError) in try x / (Tensor.apply(Abs(), x) + 1) },
  ]
}

/// Error function.  y = erf x,  ∂y/∂x = 2/√π · exp(−x²)
package struct Erf: ElementwiseUnary {
  package static let name = "erf"
  package static let summary = "takes the error function"
  package var notation: Notation { .function("erf") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    R.self == Float.self ? R(EigenFloat.erf(unsafeBitCast(x, to: Float.self))) : R.erf(x)
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 1.128_379_167_095_512_6 * V.apply(Exp(), -V.apply(Square(), x))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try g * 1.128_379_167_095_512_6 * V.apply(Exp(), -V.apply(Square(), x))
  }
}

extension Tensor {
  /// x·Φ(x), or its approximation by tanh.
  ///
  /// - Source: TensorFlow `nn_ops.gelu`, whose constants are float32 in every dtype.
  fileprivate func gelu(approximate: Bool) throws(EngineError) -> Tensor {
    guard dtype.isFloating else {
      throw .pythonValue(
        "`features.dtype` must be a floating point tensor.Received:features.dtype="
          + "<dtype: '\(dtype.name)'>")
    }
    if approximate {
      let cubic =
        try Double(0.044_715 as Float) * Tensor.apply(Power(), self, .literal(3, like: self))
      let inner = try 0.797_884_560_802_865_4 * (self + cubic)
      return try 0.5 * self * (1 + Tensor.apply(Tanh(), inner))
    }
    let factor = Double(0.707_106_781_186_547_6 as Float)
    let share = try Tensor.apply(Erf(), factor * self)
    return try 0.5 * self * (1 + share)
  }
}
