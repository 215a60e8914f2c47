import Glibc

/// Gamma, normal and Bessel functions.
package enum SpecialFunctions: OpFamily {
  package static let operations: [any Operation.Type] = [
    LogGamma.self, Digamma.self, Polygamma.self, ErrorComplement.self, ErrorInverse.self,
    NormalQuantile.self, BesselI0.self, BesselI1.self, BesselI0e.self, BesselI1e.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(LogGamma(), "tf.math.lgamma"),
    .unary(Digamma(), "tf.math.digamma"),
    .binary(Polygamma(), "tf.math.polygamma", parameters: "a, x, name=None"),
    .unary(ErrorComplement(), "tf.math.erfc"),
    .unary(ErrorInverse(), "tf.math.erfinv"),
    .unary(NormalQuantile(), "tf.math.ndtri"),
    .composite(
      ["tf.math.erfcinv"], "x, name=None", "takes the inverse complementary error function"
    ) { (x) throws(EngineError) in
      try -Tensor.apply(NormalQuantile(), 0.5 * x) * 0.707_106_781_186_547_6
    },
    .unary(BesselI0(), "tf.math.bessel_i0"),
    .unary(BesselI1(), "tf.math.bessel_i1"),
    .unary(BesselI0e(), "tf.math.bessel_i0e"),
    .unary(BesselI1e(), "tf.math.bessel_i1e"),
  ]
}

/// y = log |Γ(x)|,  ∂y/∂x = ψ(x).
package struct LogGamma: ElementwiseUnary {
  package static let name = "lgamma"
  package static let summary = "takes the logarithm of the gamma function"
  package var notation: Notation { .function("lgamma") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R(Glibc.lgamma(Double(x))) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .apply(Digamma(), x)
  }
}

/// y = ψ(x),  ∂y/∂x = ψ′(x).
package struct Digamma: ElementwiseUnary {
  package static let name = "digamma"
  package static let summary = "takes the slope of log gamma"
  package var notation: Notation { .function("digamma") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R(SpecialNumbers.digamma(Double(x))) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .apply(Polygamma(), .literal(1, like: x), x)
  }
}

/// y = the nth derivative of ψ at x,  ∂y/∂x = the next one; no gradient passes to n.
package struct Polygamma: ElementwiseBinary {
  package static let name = "polygamma"
  package static let summary = "takes a derivative of digamma"
  package var notation: Notation { .function("polygamma") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ n: R, _ x: R) -> R {
    R(SpecialNumbers.polygamma(Double(n), Double(x)))
  }
  package func partial<V: Value>(_ side: Side, _ n: V, _ x: V, _ y: V) throws(EngineError) -> V {
    side == .left ? try .literal(0, like: y) : try .apply(self, n + 1, x)
  }
  package func isDifferentiable(by operand: Int) -> Bool { operand == 1 }
  package static var hasScalarRule: Bool { false }
}

/// y = 1 − erf x,  ∂y/∂x = −2/√π · exp(−x²).
package struct ErrorComplement: ElementwiseUnary {
  package static let name = "erfc"
  package static let summary = "takes the complementary error function"
  package var notation: Notation { .function("erfc") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { R(Glibc.erfc(Double(x))) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try -1.128_379_167_095_512_6 * V.apply(Exp(), -V.apply(Square(), x))
  }
}

/// y = erf⁻¹ x,  ∂y/∂x = √π/2 · exp(y²).
package struct ErrorInverse: ElementwiseUnary {
  package static let name = "erfinv"
  package static let summary = "takes the inverse error function"
  package var notation: Notation { .function("erfinv") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    SpecialNumbers.normalQuantile((x + 1) * R(0.5)) * R(0.707_106_781_186_547_6)
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 0.886_226_925_452_758 * V.apply(Exp(), V.apply(Square(), y))
  }
}

/// y = Φ⁻¹ x,  ∂y/∂x = √(2π) · exp(y²/2).
package struct NormalQuantile: ElementwiseUnary {
  package static let name = "ndtri"
  package static let summary = "takes the quantile of the normal distribution"
  package var notation: Notation { .function("ndtri") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { SpecialNumbers.normalQuantile(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try 2.506_628_274_631_000_7 * V.apply(Exp(), V.apply(Square(), y) / 2)
  }
}

/// y = I₀(x),  ∂y/∂x = I₁(x).
package struct BesselI0: ElementwiseUnary {
  package static let name = "bessel_i0"
  package static let summary = "takes the modified Bessel function of order 0"
  package var notation: Notation { .function("bessel_i0") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    R(SpecialNumbers.scaledBessel(0, Double(x)) * Glibc.exp(Double(x).magnitude))
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .apply(BesselI1(), x)
  }
}

/// y = I₁(x),  ∂y/∂x = I₀(x) − y/x, 1 at 0 as in TensorFlow.
package struct BesselI1: ElementwiseUnary {
  package static let name = "bessel_i1"
  package static let summary = "takes the modified Bessel function of order 1"
  package var notation: Notation { .function("bessel_i1") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    R(SpecialNumbers.scaledBessel(1, Double(x)) * Glibc.exp(Double(x).magnitude))
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let isZero = try V.compare(Equal(), x, .literal(0, like: x))
    return try .select(isZero, .literal(1, like: x), .apply(BesselI0(), x) - y / x)
  }
}

/// y = exp(−|x|)·I₀(x),  ∂y/∂x = I₁ₑ(x) − sign(x)·y.
package struct BesselI0e: ElementwiseUnary {
  package static let name = "bessel_i0e"
  package static let summary = "takes a scaled Bessel function of order 0"
  package var notation: Notation { .function("bessel_i0e") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    R(SpecialNumbers.scaledBessel(0, Double(x)))
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .apply(BesselI1e(), x) - .apply(Sign(), x) * y
  }
}

/// y = exp(−|x|)·I₁(x),  ∂y/∂x = I₀ₑ(x) − y·(sign(x) + 1/x), ½ at 0.
package struct BesselI1e: ElementwiseUnary {
  package static let name = "bessel_i1e"
  package static let summary = "takes a scaled Bessel function of order 1"
  package var notation: Notation { .function("bessel_i1e") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    R(SpecialNumbers.scaledBessel(1, Double(x)))
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let isZero = try V.compare(Equal(), x, .literal(0, like: x))
    let safe = try V.select(isZero, .literal(1, like: x), x)
    let slope = try V.apply(BesselI0e(), x) - y * (.apply(Sign(), x) + .literal(1, like: x) / safe)
    return try .select(isZero, .literal(0.5, like: x), slope)
  }
}
