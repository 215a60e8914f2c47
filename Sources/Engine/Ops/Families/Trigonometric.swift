import RealModule

/// Functions of angles and their inverses.
package enum Trigonometric: OpFamily {
  package static let operations: [any Operation.Type] = [
    Sin.self, Cos.self, Tan.self, Asin.self, Acos.self, Atan.self, Atan2.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(Sin(), "tf.sin", "tf.math.sin"),
    .unary(Cos(), "tf.cos", "tf.math.cos"),
    .unary(Tan(), "tf.tan", "tf.math.tan"),
    .unary(Asin(), "tf.asin", "tf.math.asin"),
    .unary(Acos(), "tf.acos", "tf.math.acos"),
    .unary(Atan(), "tf.atan", "tf.math.atan"),
    .binary(Atan2(), "tf.atan2", "tf.math.atan2", parameters: "y, x, name=None"),
  ]
}

/// Sine of each element.  y = sin x,  ∂y/∂x = cos x
package struct Sin: ElementwiseUnary {
  package static let name = "sin"
  package static let summary = "takes the sine"
  package var notation: Notation { .function("sin", latex: "\\sin") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.sin(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.sin(x) }
  package static var hasSpecialCases: Bool { true }
  package func isPlain(_ x: Float) -> Bool { x.magnitude < EigenFloat.largestAngle }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try .apply(Cos(), x) }
}

/// Cosine of each element.  y = cos x,  ∂y/∂x = −sin x
package struct Cos: ElementwiseUnary {
  package static let name = "cos"
  package static let summary = "takes the cosine"
  package var notation: Notation { .function("cos", latex: "\\cos") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.cos(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.cos(x) }
  package static var hasSpecialCases: Bool { true }
  package func isPlain(_ x: Float) -> Bool { x.magnitude < EigenFloat.largestAngle }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try -V.apply(Sin(), x) }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try -g * V.apply(Sin(), x)
  }
}

/// Tangent of each element.  y = tan x,  ∂y/∂x = 1 / cos² x
package struct Tan: ElementwiseUnary {
  package static let name = "tan"
  package static let summary = "takes the tangent"
  package var notation: Notation { .function("tan", latex: "\\tan") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.tan(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 1 / V.apply(Square(), V.apply(Cos(), x))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Square(), V.apply(Reciprocal(), V.apply(Cos(), x))) * g
  }
}

/// Inverse sine of each element.  y = asin x,  ∂y/∂x = 1 / √(1 − x²)
package struct Asin: ElementwiseUnary {
  package static let name = "asin"
  package static let summary = "takes the inverse sine"
  package var notation: Notation { .function("asin", latex: "\\arcsin") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.asin(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.asin(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Reciprocal(), V.apply(Sqrt(), 1 - V.apply(Square(), x)))
  }
}

/// Inverse cosine of each element.  y = acos x,  ∂y/∂x = −1 / √(1 − x²)
package struct Acos: ElementwiseUnary {
  package static let name = "acos"
  package static let summary = "takes the inverse cosine"
  package var notation: Notation { .function("acos", latex: "\\arccos") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.acos(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.acos(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try -1 / V.apply(Sqrt(), 1 - V.apply(Square(), x))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try -g * V.apply(Reciprocal(), V.apply(Sqrt(), 1 - V.apply(Square(), x)))
  }
}

/// Inverse tangent of each element.  y = atan x,  ∂y/∂x = 1 / (1 + x²)
package struct Atan: ElementwiseUnary {
  package static let name = "atan"
  package static let summary = "takes the inverse tangent"
  package var notation: Notation { .function("atan", latex: "\\arctan") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.atan(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.atan(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Reciprocal(), 1 + V.apply(Square(), x))
  }
}

/// Angle of the point (x, y); the first input is y.
///
/// z = atan2(y, x),  ∂z/∂y = x / (y² + x²),  ∂z/∂x = −y / (y² + x²)
///
/// - Source: TensorFlow `_Atan2Grad`: the divided gradient times x, and −y.
package struct Atan2: ElementwiseBinary {
  package static let name = "atan2"
  package static let summary = "takes the angle of a point"
  package var notation: Notation { .function("atan2") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ y: R, _ x: R) -> R { R.atan2(y: y, x: x) }
  package func partial<V: Value>(_ side: Side, _ y: V, _ x: V, _ z: V) throws(EngineError) -> V {
    try (side == .left ? x : -y) / (V.apply(Square(), y) + V.apply(Square(), x))
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ y: V, _ x: V, _ z: V
  ) throws(EngineError) -> V {
    let divided = try g / (V.apply(Square(), y) + V.apply(Square(), x))
    return side == .left ? try x * divided : try -y * divided
  }
}
