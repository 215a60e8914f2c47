/// Division rounded down, remainders, reciprocals.
package enum Division: OpFamily {
  package static let operations: [any Operation.Type] = [
    FloorDivide.self, FloorModulo.self, Reciprocal.self,
  ]

  package static let functions: [LessonFunction] = [
    .binary(FloorDivide(), "tf.math.floordiv"),
    .binary(FloorModulo(), "tf.math.floormod", "tf.math.mod"),
    .unary(Reciprocal(), "tf.math.reciprocal"),
  ]
}

/// Quotient rounded down, as Python's `//`.
///
/// No gradient passes, as in TensorFlow.
package struct FloorDivide: NumberBinary {
  package static let name = "floordiv"
  package static let kernel = "FloorDiv"
  package static let summary = "divides and rounds down"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation {
    Notation { arguments, style in
      let tight = arguments[1].held(by: .prefix, style)
      switch style {
      case .text:
        return WrittenFormula("\(arguments[0].held(by: .product, style)) // \(tight)", .product)
      case .latex:
        return WrittenFormula(
          "\\left\\lfloor \(arguments[0].text) / \(tight) \\right\\rfloor")
      }
    }
  }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.floorDivide(x, y) }
  package func check(_ x: NDArray, _ y: NDArray) throws(EngineError) {
    if y.integers.contains(0) { throw .divisionByZero(op: Self.name) }
  }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try .literal(0, like: z)
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
  package static var hasScalarRule: Bool { false }
}

/// Remainder with the sign of the divisor, as Python's `%`.
///
/// z = x − ⌊x/y⌋·y,  ∂z/∂x = 1,  ∂z/∂y = −⌊x/y⌋
package struct FloorModulo: NumberBinary {
  package static let name = "floormod"
  package static let kernel = "FloorMod"
  package static let summary = "takes the remainder of a division rounded down"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation {
    .infix(" % ", latex: " \\bmod ", .product, associative: false)
  }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.floorModulo(x, y) }
  package func check(_ x: NDArray, _ y: NDArray) throws(EngineError) {
    if y.integers.contains(0) { throw .divisionByZero(op: Self.name) }
  }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try .literal(1, like: z) : try -V.apply(FloorDivide(), x, y)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? g : try g * -V.apply(FloorDivide(), x, y)
  }
}

/// One over each element.  y = 1 / x,  ∂y/∂x = −1 / x²
///
/// - Source: TensorFlow `ReciprocalGrad`: −g · y · y.
package struct Reciprocal: ElementwiseUnary {
  package static let name = "reciprocal"
  package static let summary = "takes one over its input"
  package var notation: Notation {
    Notation { arguments, style in
      WrittenFormula("1 / \(arguments[0].held(by: .prefix, style))", .product)
    }
  }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { 1 / x }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try -1 / V.apply(Square(), x)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(ReciprocalGrad(), y, g)
  }
}
