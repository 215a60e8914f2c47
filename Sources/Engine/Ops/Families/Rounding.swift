/// Whole numbers nearby.
package enum Rounding: OpFamily {
  package static let operations: [any Operation.Type] = [
    Floor.self, Ceil.self, Round.self, RoundReal.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(Floor(), "tf.floor", "tf.math.floor"),
    .unary(Ceil(), "tf.math.ceil"),
    .unary(Round(), "tf.round", "tf.math.round"),
    .unary(RoundReal(), "tf.math.rint"),
  ]
}

/// The next whole number below.
///
/// No gradient passes, as in TensorFlow.
package struct Floor: ElementwiseUnary {
  package static let name = "floor"
  package static let summary = "rounds down"
  package var notation: Notation { .enclosed("⌊", "⌋", latex: "\\lfloor", "\\rfloor") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x.rounded(.down) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
  package static var hasScalarRule: Bool { false }
}

/// The next whole number above.
///
/// No gradient passes, as in TensorFlow.
package struct Ceil: ElementwiseUnary {
  package static let name = "ceil"
  package static let summary = "rounds up"
  package var notation: Notation { .enclosed("⌈", "⌉", latex: "\\lceil", "\\rceil") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x.rounded(.up) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
  package static var hasScalarRule: Bool { false }
}

/// The nearest whole number, of two the even one.
///
/// No gradient passes, as in TensorFlow.
package struct Round: ElementwiseUnary {
  package static let name = "round"
  package static let summary = "rounds to the nearest, halves to even"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation { .function("round") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x.rounded(.toNearestOrEven) }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if inputs[0].dtype.isInteger { return inputs[0] }
    return try inputs[0].dtype.open(UnaryWork(op: self, x: inputs[0]), for: Self.name)
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
  package static var hasScalarRule: Bool { false }
}

/// The nearest whole number, of two the even one; of real numbers only.
///
/// No gradient passes, as in TensorFlow.
package struct RoundReal: ElementwiseUnary {
  package static let name = "rint"
  package static let summary = "rounds to the nearest, halves to even"
  package var notation: Notation { .function("rint") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x.rounded(.toNearestOrEven) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .literal(0, like: y)
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
  package static var hasScalarRule: Bool { false }
}
