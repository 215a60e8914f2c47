/// Powers, squares and roots.
package enum Powers: OpFamily {
  package static let operations: [any Operation.Type] = [
    Power.self, Square.self, Sqrt.self, Rsqrt.self, SquaredDifference.self,
  ]

  package static let functions: [LessonFunction] = [
    .binary(Power(), "tf.pow", "tf.math.pow"),
    .unary(Square(), "tf.square", "tf.math.square"),
    .unary(Sqrt(), "tf.sqrt", "tf.math.sqrt"),
    .unary(Rsqrt(), "tf.math.rsqrt"),
    .binary(SquaredDifference(), "tf.math.squared_difference"),
  ]
}

/// Power.  z = xʸ,  ∂z/∂x = y·xʸ⁻¹,  ∂z/∂y = xʸ·log x
///
/// The logarithm of a base that is not positive counts as 0.
///
/// - Source: TensorFlow `_PowGrad`.
package struct Power: NumberBinary {
  package static let name = "pow"
  package static let summary = "raises its first input to the second"
  package static var domain: DTypeSet { [.floating, .signed, .complex] }
  package var notation: Notation { .power }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.power(x, y) }
  package func check(_ x: NDArray, _ y: NDArray) throws(EngineError) {
    if y.integers.contains(where: { $0 < 0 }) { throw .negativePower }
  }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float, _ y: Float) -> Float { EigenFloat.pow(x, y) }
  package func isPlain(_ x: Float, _ y: Float) -> Bool { EigenFloat.isPlainPower(x, y) }
  package func special(_ x: Float, _ y: Float) -> Float { EigenFloat.anyPower(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try y * V.apply(Power(), x, y - 1) : try z * V.apply(Log(), x)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    if side == .left { return try g * y * V.apply(Power(), x, y - 1) }
    let positive = try V.compare(Greater(), x, .literal(0, like: x))
    let base = try V.select(positive, x, .literal(1, like: x))
    let logarithm = try V.select(positive, V.apply(Log(), base), .literal(0, like: x))
    return try g * z * logarithm
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let (x, y) = (inputs[0], inputs[1])
    guard operand == 1, output.signature.dtype.isComplex else {
      return try pullback(operand == 0 ? .left : .right, upstream, x, y, output)
    }
    // Every complex base but 0 has a logarithm.
    let zero = try V.literal(0, like: x)
    let hasLogarithm = try V.compare(NotEqual(), x, zero)
    let base = try V.select(hasLogarithm, x, .literal(1, like: x))
    return try upstream * output * V.select(hasLogarithm, V.apply(Log(), base), zero)
  }
}

/// Square of each element.  y = x²,  ∂y/∂x = 2·x
///
/// - Source: TensorFlow `_SquareGrad`: g · (x · 2).
package struct Square: NumberUnary {
  package static let name = "square"
  package static let summary = "multiplies its input by itself"
  package var notation: Notation { .postfix("²", latex: "^{2}") }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E { E.multiply(x, x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try 2 * x }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try g * (x * 2)
  }
}

/// Square root of each element.  y = √x,  ∂y/∂x = 1 / (2·√x)
///
/// - Source: TensorFlow `SqrtGrad`: 0.5 · g / y.
package struct Sqrt: ElementwiseUnary {
  package static let name = "sqrt"
  package static let summary = "takes the square root"
  package var notation: Notation {
    Notation { arguments, style in
      switch style {
      case .text: WrittenFormula("√\(arguments[0].held(by: .atom, style))", .prefix)
      case .latex: WrittenFormula("\\sqrt{\(arguments[0].text)}")
      }
    }
  }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.sqrt(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try 1 / (2 * y) }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(SqrtGrad(), y, g)
  }
}

/// One over the square root of each element.  y = 1 / √x,  ∂y/∂x = −½·y³
///
/// - Source: TensorFlow `RsqrtGrad`: −0.5 · (g · y) · (y · y).
package struct Rsqrt: ElementwiseUnary {
  package static let name = "rsqrt"
  package static let summary = "takes one over the square root"
  package var notation: Notation {
    Notation { arguments, style in
      let root = Sqrt().notation.write(arguments, style)
      return WrittenFormula("1 / \(root.held(by: .prefix, style))", .product)
    }
  }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { 1 / R.sqrt(x) }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if inputs[0].dtype.isComplex { return try evaluatePlane(inputs[0]) }
    return try NDArray.computing(in: inputs[0].dtype.withHalvesWidened, inputs) {
      inputs throws(EngineError) in
      try inputs[0].dtype.open(UnaryWork(op: self, x: inputs[0]), for: Self.name)
    }
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try -0.5 * V.apply(Power(), y, .literal(3, like: y))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(RsqrtGrad(), y, g)
  }
}

/// Square of a difference.  z = (x − y)²,  ∂z/∂x = 2·(x − y),  ∂z/∂y = −2·(x − y)
///
/// - Source: TensorFlow `_SquaredDifferenceGrad`: (2 · g) · (x − y).
package struct SquaredDifference: NumberBinary {
  package static let name = "squared_difference"
  package static let summary = "squares the difference of its inputs"
  package static var domain: DTypeSet { [.floating, .complex, DTypeSet([.int32, .int64])] }
  package var notation: Notation {
    Notation { arguments, style in
      let difference = Subtract().notation.write(arguments, style)
      return Square().notation.write([difference], style)
    }
  }
  // Of complex numbers it is the square of the distance, and TensorFlow's rule has no conjugate.
  package static var isHolomorphic: Bool { false }
  package static var hasFusedPullback: Bool { true }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E {
    E.squaredMagnitude(E.subtract(x, y))
  }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try (side == .left ? 2 : -2) * (x - y)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    let flow = try (2 * g) * (x - y)
    return side == .left ? flow : try -flow
  }
}
