import RealModule

/// Exponentials and logarithms.
package enum Exponential: OpFamily {
  package static let operations: [any Operation.Type] = [
    Exp.self, Expm1.self, Log.self, Log1p.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(Exp(), "tf.exp", "tf.math.exp"),
    .unary(Expm1(), "tf.math.expm1"),
    .unary(Log(), "tf.math.log"),
    .unary(Log1p(), "tf.math.log1p"),
  ]
}

/// Exponential of each element.  y = exp x,  ∂y/∂x = exp x
package struct Exp: ElementwiseUnary {
  package static let name = "exp"
  package static let summary = "raises e to its input"
  package var notation: Notation {
    Notation { arguments, style in
      switch style {
      case .text: WrittenFormula("exp(\(arguments[0].text))")
      case .latex: WrittenFormula("e^{\(arguments[0].text)}", .power)
      }
    }
  }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.flushing(R.exp(x)) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.exp(x) }
  package func partial<V: Value>(_ x: V, _ y: V) -> V { y }
}

/// Exponential less one, exact near 0.  y = exp x − 1,  ∂y/∂x = exp x
package struct Expm1: ElementwiseUnary {
  package static let name = "expm1"
  package static let summary = "raises e to its input and subtracts one"
  package var notation: Notation { .function("expm1") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.expMinusOne(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.expm1(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Exp(), x)
  }
}

/// Natural logarithm of each element.  y = log x,  ∂y/∂x = 1 / x
package struct Log: ElementwiseUnary {
  package static let name = "log"
  package static let summary = "takes the natural logarithm"
  package var notation: Notation { .function("log", latex: "\\log") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.log(x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.log(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Reciprocal(), x)
  }
}

/// Logarithm of one more, exact near 0.  y = log(1 + x),  ∂y/∂x = 1 / (1 + x)
package struct Log1p: ElementwiseUnary {
  package static let name = "log1p"
  package static let summary = "takes the logarithm of one more than its input"
  package var notation: Notation { .function("log1p") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R.log(onePlus: x) }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.log1p(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Reciprocal(), 1 + x)
  }
}
