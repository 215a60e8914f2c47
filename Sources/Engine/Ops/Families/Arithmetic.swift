/// Sum, difference, product, quotient, negative.
package enum Arithmetic: OpFamily {
  package static let operations: [any Operation.Type] = [
    Add.self, Subtract.self, Multiply.self, Divide.self, Negate.self,
  ]

  package static let functions: [LessonFunction] = [
    .binary(Add(), "tf.add", "tf.math.add"),
    .binary(Subtract(), "tf.subtract", "tf.math.subtract"),
    .binary(Multiply(), "tf.multiply", "tf.math.multiply"),
    .binary(Divide(), "tf.realdiv"),
    .unary(Negate(), "tf.negative", "tf.math.negative"),
    LessonFunction(
      ["tf.divide", "tf.math.divide"], "x, y, name=None", Divide.summary,
      .binary { (x, y) throws(EngineError) in try x.trueDivided(by: y) }),
    LessonFunction(
      ["tf.truediv", "tf.math.truediv"], "x, y, name=None", Divide.summary,
      .binary { (x, y) throws(EngineError) in try x.trueDivided(by: y) }),
    LessonFunction(
      ["tf.scalar_mul", "tf.math.scalar_mul"], "scalar, x, name=None", Multiply.summary,
      .binary { (scalar, x) throws(EngineError) in try scalar * x }),
  ]
}

/// Sum of two tensors.  z = x + y,  ∂z/∂x = ∂z/∂y = 1
package struct Add: NumberBinary {
  package static let name = "add"
  package static let kernel = "AddV2"
  package static let summary = "adds its inputs"
  package var notation: Notation { .infix(" + ", latex: " + ", .sum, associative: true) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.add(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try .literal(1, like: z)
  }
  package func pullback<V: Value>(_ side: Side, _ g: V, _ x: V, _ y: V, _ z: V) -> V { g }
  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) -> NDArray? {
    upstream
  }
}

/// Difference of two tensors.  z = x − y,  ∂z/∂x = 1,  ∂z/∂y = −1
package struct Subtract: NumberBinary {
  package static let name = "subtract"
  package static let kernel = "Sub"
  package static let summary = "subtracts its second input from its first"
  package var notation: Notation { .infix(" − ", latex: " - ", .sum, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.subtract(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try .literal(side == .left ? 1 : -1, like: z)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? g : try -g
  }
}

/// Product of two tensors, element by element.  z = x·y,  ∂z/∂x = y,  ∂z/∂y = x
package struct Multiply: NumberBinary {
  package static let name = "multiply"
  package static let kernel = "Mul"
  package static let summary = "multiplies its inputs element by element"
  package var notation: Notation { .infix("·", latex: " \\cdot ", .product, associative: true) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.multiply(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) -> V {
    side == .left ? y : x
  }
}

/// Negative of each element.  y = −x,  ∂y/∂x = −1
package struct Negate: NumberUnary {
  package static let name = "negative"
  package static let kernel = "Neg"
  package static let summary = "changes the sign"
  package static var domain: DTypeSet { [.floating, .signed, .complex] }
  package var notation: Notation { .prefix("−", latex: "-") }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E { E.negate(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(-1, like: y)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V { try -g }
}

/// Quotient of floating-point tensors.  z = x / y,  ∂z/∂x = 1 / y,  ∂z/∂y = −x / y²
///
/// - Source: TensorFlow `_RealDivGrad`: g / y and g · ((−x / y) / y).
package struct Divide: NumberBinary {
  package static let name = "divide"
  package static let kernel = "RealDiv"
  package static let summary = "divides its first input by its second"
  package static var domain: DTypeSet { [.floating, .complex] }
  package var notation: Notation { .infix(" / ", latex: " / ", .product, associative: false) }
  package static var hasFusedPullback: Bool { true }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.divide(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try 1 / y : try -x / V.apply(Square(), y)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? try g / y : try g * (-x / y / y)
  }
}
