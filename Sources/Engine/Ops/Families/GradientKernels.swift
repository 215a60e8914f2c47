// Gradients that TensorFlow computes by kernels of their own: they differ from the plain product of
// upstream and partial at singular points, and have second derivatives of their own.

/// What passes a gate: the gradient where it is open, zero elsewhere.
///
/// The gate itself has the derivative zero, not none.
protocol GradientGate: ElementwiseBinary {
  /// The slope of the gate at x.
  func slope<V: Value>(_ x: V) throws(EngineError) -> V
}

extension GradientGate {
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try slope(y) : try .literal(0, like: z)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? try V.apply(self, g, y) : try .literal(0, like: z)
  }
}

/// Gradient of `relu`: g where x > 0.
package struct ReluGrad: GradientGate {
  package static let name = "relu_grad"
  package static let summary = "lets a gradient through where its input was positive"
  package var notation: Notation { .gate { "\($0) > 0" } }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ g: R, _ x: R) -> R { x > 0 ? g : 0 }
  func slope<V: Value>(_ x: V) throws(EngineError) -> V {
    let active = try V.compare(Greater(), x, .literal(0, like: x))
    return try .select(active, .literal(1, like: x), .literal(0, like: x))
  }
}

/// Gradient of `relu6`: g where 0 < x < 6.
package struct Relu6Grad: GradientGate {
  package static let name = "relu6_grad"
  package static let kernel = "Relu6Grad"
  package static let summary = "lets a gradient through where its input was between 0 and 6"
  package var notation: Notation { .gate { "0 < \($0) < 6" } }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ g: R, _ x: R) -> R { x > 0 && x < 6 ? g : 0 }
  func slope<V: Value>(_ x: V) throws(EngineError) -> V {
    let above = try V.compare(Greater(), x, .literal(0, like: x))
    let below = try V.compare(Less(), x, .literal(6, like: x))
    let zero = try V.literal(0, like: x)
    return try .select(above, .select(below, .literal(1, like: x), zero), zero)
  }
}

/// Gradient of `leaky_relu`: g where x > 0, α·g elsewhere.
package struct LeakyReluGrad: GradientGate {
  package static let name = "leaky_relu_grad"
  package static let summary = "lets a gradient through, weakened where its input was negative"
  let alpha: Double
  package var notation: Notation {
    let factor = NumberText.short(alpha)
    return .gate(otherwise: { "\(factor)·\($0)" }, { "\($0) > 0" })
  }
  package func callAsFunction<R: RealNumber>(_ g: R, _ x: R) -> R {
    x > 0 ? g : R(Float(alpha)) * g
  }
  func slope<V: Value>(_ x: V) throws(EngineError) -> V {
    let active = try V.compare(Greater(), x, .literal(0, like: x))
    return try .select(active, .literal(1, like: x), .literal(Double(Float(alpha)), like: x))
  }
}

/// A gradient over the result y of a root or a reciprocal, and 0 where no gradient arrives.
///
/// Complex numbers have it too, written without conjugates: a backward pass hands it those.
protocol ResultGradient: NumberBinary {}

extension ResultGradient {
  package static var domain: DTypeSet { [.floating, .complex] }
}

/// Gradient of `sqrt` over its result y: ½·g / y, and 0 where no gradient arrives.
///
/// - Source: TensorFlow `scalar_sqrt_gradient_op` and `_SqrtGradGrad`.
package struct SqrtGrad: ResultGradient {
  package static let name = "sqrt_grad"
  package static let summary = "takes half a gradient over the square root"
  package var notation: Notation { .product("0.5", over: true) }
  package init() {}
  package func callAsFunction<E: Number>(_ y: E, _ g: E) -> E {
    g == .zero ? .zero : E.divide(E.multiply(E(casting: 0.5), g), y)
  }
  package func partial<V: Value>(_ side: Side, _ y: V, _ g: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try -z / y : try 0.5 / y
  }
  package func pullback<V: Value>(
    _ side: Side, _ up: V, _ y: V, _ g: V, _ z: V
  ) throws(EngineError) -> V {
    let share = try up / y
    return side == .left ? try -share * z : try 0.5 * share
  }
}

/// Gradient of `rsqrt` over its result y: −½·g·y³, and 0 where no gradient arrives.
///
/// - Source: TensorFlow `scalar_rsqrt_gradient_op` and `_RsqrtGradGrad`.
package struct RsqrtGrad: ResultGradient {
  package static let name = "rsqrt_grad"
  package static let summary = "takes a gradient times the cube of the result"
  package var notation: Notation { .product("−0.5", power: "³") }
  package init() {}
  package func callAsFunction<E: Number>(_ y: E, _ g: E) -> E {
    let product = E.multiply(E(casting: -0.5), E.multiply(g, y))
    return g == .zero ? .zero : E.multiply(product, E.multiply(y, y))
  }
  package func partial<V: Value>(_ side: Side, _ y: V, _ g: V, _ z: V) throws(EngineError) -> V {
    let square = try V.apply(Square(), y)
    return side == .left ? try -1.5 * g * square : try -0.5 * y * square
  }
  package func pullback<V: Value>(
    _ side: Side, _ up: V, _ y: V, _ g: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left
      ? try -1.5 * up * g * V.apply(Square(), y) : try V.apply(RsqrtGrad(), y, up)
  }
}

/// Gradient of `reciprocal` over its result y: −g·y², and 0 where no gradient arrives.
///
/// - Source: TensorFlow `scalar_inverse_gradient_op` and `_ReciprocalGradGrad`.
package struct ReciprocalGrad: ResultGradient {
  package static let name = "reciprocal_grad"
  package static let summary = "takes a gradient times the square of the result"
  package var notation: Notation { .product("−", power: "²") }
  package init() {}
  package func callAsFunction<E: Number>(_ y: E, _ g: E) -> E {
    g == .zero ? .zero : E.multiply(E.multiply(E.negate(g), y), y)
  }
  package func partial<V: Value>(_ side: Side, _ y: V, _ g: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try -2 * g * y : try -V.apply(Square(), y)
  }
  package func pullback<V: Value>(
    _ side: Side, _ up: V, _ y: V, _ g: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? try up * -2 * g * y : try V.apply(ReciprocalGrad(), y, up)
  }
}

extension Notation {
  /// `{g if x > 0, 0 otherwise}` over g and x.
  fileprivate static func gate(
    otherwise: @escaping @Sendable (String) -> String = { _ in "0" },
    _ condition: @escaping @Sendable (String) -> String
  ) -> Notation {
    Notation { arguments, style in
      let (g, x) = (arguments[0], arguments[1])
      let rest = WrittenFormula(otherwise(g.held(by: .product, style)))
      return Where().notation.write([WrittenFormula(condition(x.text)), g, rest], style)
    }
  }

  /// `0.5·g / y` or `−g·y²` over y and g.
  fileprivate static func product(
    _ factor: String, over: Bool = false, power: String = ""
  ) -> Notation {
    Notation { arguments, style in
      let y = arguments[0].held(by: .atom, style)
      let g = arguments[1].held(by: .product, style)
      let head = factor == "−" ? factor + g : "\(factor)·\(g)"
      let raised =
        style == .latex ? power.replacing("²", with: "^2").replacing("³", with: "^3") : power
      return WrittenFormula(over ? "\(head) / \(y)" : "\(head)·\(y)\(raised)", .product)
    }
  }
}
