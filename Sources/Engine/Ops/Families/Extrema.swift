/// The greater, the lesser, magnitude and sign.
package enum Extrema: OpFamily {
  package static let operations: [any Operation.Type] = [
    Maximum.self, Minimum.self, Abs.self, Sign.self,
  ]

  package static let functions: [LessonFunction] = [
    .binary(Maximum(), "tf.maximum", "tf.math.maximum"),
    .binary(Minimum(), "tf.minimum", "tf.math.minimum"),
    LessonFunction(
      ["tf.abs", "tf.math.abs"], "x, name=None", Abs.summary,
      .unary { (x) throws(EngineError) in try x.magnitude() }),
    .unary(Sign(), "tf.sign", "tf.math.sign"),
  ]
}

/// The greater of two elements; of equal ones the first.
///
/// ∂z/∂x = {1 if x ≥ y, 0 otherwise},  ∂z/∂y = {1 if y > x, 0 otherwise}; NaN wins, and its gradient
/// goes to the second, as in TensorFlow.
package struct Maximum: NumberBinary {
  package static let name = "maximum"
  package static let summary = "takes the greater of its inputs"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation { .function("max", latex: "\\max") }
  package static var hasFusedPullback: Bool { true }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E {
    x.isNotANumber || !(y > x || y.isNotANumber) ? x : y
  }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    let wins = try side == .left ? V.compare(GreaterEqual(), x, y) : V.compare(Greater(), y, x)
    return try .select(wins, .literal(1, like: z), .literal(0, like: z))
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    let (wins, zero) = (try V.compare(GreaterEqual(), x, y), try V.literal(0, like: g))
    return try side == .left ? .select(wins, g, zero) : .select(wins, zero, g)
  }
}

/// The lesser of two elements; of equal ones the first.
///
/// ∂z/∂x = {1 if x ≤ y, 0 otherwise},  ∂z/∂y = {1 if y < x, 0 otherwise}; NaN as in `Maximum`.
package struct Minimum: NumberBinary {
  package static let name = "minimum"
  package static let summary = "takes the lesser of its inputs"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation { .function("min", latex: "\\min") }
  package static var hasFusedPullback: Bool { true }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E {
    x.isNotANumber || !(y < x || y.isNotANumber) ? x : y
  }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    let wins = try side == .left ? V.compare(LessEqual(), x, y) : V.compare(Less(), y, x)
    return try .select(wins, .literal(1, like: z), .literal(0, like: z))
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    let (wins, zero) = (try V.compare(LessEqual(), x, y), try V.literal(0, like: g))
    return try side == .left ? .select(wins, g, zero) : .select(wins, zero, g)
  }
}

/// Absolute value of each element.  y = |x|,  ∂y/∂x = sign x
package struct Abs: NumberUnary {
  package static let name = "abs"
  package static let summary = "drops the sign"
  package static var domain: DTypeSet { [.floating, .signed] }
  package var notation: Notation {
    Notation { arguments, style in
      switch style {
      case .text: WrittenFormula("|\(arguments[0].text)|")
      case .latex: WrittenFormula("\\left|\(arguments[0].text)\\right|")
      }
    }
  }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E { E.magnitude(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try .apply(Sign(), x) }
}

/// −1, 0 or 1 for each element.
///
/// ∂y/∂x = 0 everywhere.
package struct Sign: NumberUnary {
  package static let name = "sign"
  package static let summary = "keeps only the sign"
  package static var domain: DTypeSet { [.floating, .signed, .complex] }
  package var notation: Notation { .function("sign") }
  package static var isHolomorphic: Bool { false }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E { E.sign(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  /// The sign of a complex number is its direction: what flows back is the part of g across it,
  /// over the distance from 0.
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard output.signature.dtype.isComplex else {
      return try pullback(upstream, inputs[0], output)
    }
    let zero = try V.literal(0, like: output)
    let isZero = try V.compare(Equal(), output, zero)
    let along = try V.apply(RealPart(), [upstream * V.apply(Conjugate(), [output])])
    let none = try V.literal(0, like: along)
    let across = try upstream - V.apply(MakeComplex(), [along, none]) * output
    let distance = try V.apply(MakeComplex(), [V.apply(ComplexAbs(), [inputs[0]]), none])
    return try V.select(
      isZero, zero, across / V.select(isZero, .literal(1, like: output), distance))
  }
}

extension Tensor {
  /// Absolute value; of complex numbers the distance from 0.
  package func magnitude() throws(EngineError) -> Tensor {
    dtype.isComplex ? try Tensor.apply(ComplexAbs(), [self]) : try Tensor.apply(Abs(), self)
  }
}
