import RealModule

/// Hyperbolic functions and their inverses.
package enum Hyperbolic: OpFamily {
  package static let operations: [any Operation.Type] = [
    Sinh.self, Cosh.self, Tanh.self, Asinh.self, Acosh.self, Atanh.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(Sinh(), "tf.sinh", "tf.math.sinh"),
    .unary(Cosh(), "tf.cosh", "tf.math.cosh"),
    .unary(Tanh(), "tf.tanh", "tf.math.tanh", "tf.nn.tanh"),
    .unary(Asinh(), "tf.asinh", "tf.math.asinh"),
    .unary(Acosh(), "tf.acosh", "tf.math.acosh"),
    .unary(Atanh(), "tf.atanh", "tf.math.atanh"),
  ]
}

/// Hyperbolic sine of each element.  y = sinh x,  ∂y/∂x = cosh x
package struct Sinh: ElementwiseUnary {
  package static let name = "sinh"
  package static let summary = "takes the hyperbolic sine"
  package var notation: Notation { .function("sinh", latex: "\\sinh") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.sinh(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try .apply(Cosh(), x) }
}

/// Hyperbolic cosine of each element.  y = cosh x,  ∂y/∂x = sinh x
package struct Cosh: ElementwiseUnary {
  package static let name = "cosh"
  package static let summary = "takes the hyperbolic cosine"
  package var notation: Notation { .function("cosh", latex: "\\cosh") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.cosh(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try .apply(Sinh(), x) }
}

/// Hyperbolic tangent of each element.  y = tanh x,  ∂y/∂x = 1 − y²
package struct Tanh: ElementwiseUnary {
  package static let name = "tanh"
  package static let summary = "squashes to (−1, 1)"
  package var notation: Notation { .function("tanh", latex: "\\tanh") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    // TensorFlow has one float32 tanh, for single numbers too.
    R.self == Float.self ? R(EigenFloat.tanh(unsafeBitCast(x, to: Float.self))) : R.tanh(x)
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 1 - V.apply(Square(), y)
  }
}

/// Inverse hyperbolic sine of each element.  y = asinh x,  ∂y/∂x = 1 / cosh y
package struct Asinh: ElementwiseUnary {
  package static let name = "asinh"
  package static let summary = "takes the inverse hyperbolic sine"
  package var notation: Notation { .function("asinh", latex: "\\operatorname{arsinh}") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.asinh(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 1 / V.apply(Cosh(), y)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try g / V.apply(Cosh(), y)
  }
}

/// Inverse hyperbolic cosine of each element.  y = acosh x,  ∂y/∂x = 1 / sinh y
package struct Acosh: ElementwiseUnary {
  package static let name = "acosh"
  package static let summary = "takes the inverse hyperbolic cosine"
  package var notation: Notation { .function("acosh", latex: "\\operatorname{arcosh}") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.acosh(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 1 / V.apply(Sinh(), y)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try g / V.apply(Sinh(), y)
  }
}

/// Inverse hyperbolic tangent of each element.  y = atanh x,  ∂y/∂x = 1 / (1 − x²)
package struct Atanh: ElementwiseUnary {
  package static let name = "atanh"
  package static let summary = "takes the inverse hyperbolic tangent"
  package var notation: Notation { .function("atanh", latex: "\\operatorname{artanh}") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.atanh(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.atanh(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Reciprocal(), 1 - V.apply(Square(), x))
  }
}
