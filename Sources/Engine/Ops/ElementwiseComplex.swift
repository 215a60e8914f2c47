/// An elementwise op that complex numbers have too.
package protocol ComplexUnary: ElementwiseUnary {
  /// The function on the complex plane.
  static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R>
}

extension ComplexUnary {
  package static var domain: DTypeSet { [.floating, .complex] }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let x = inputs[0]
    if x.dtype.isComplex { return try evaluatePlane(x) }
    return try x.dtype.open(UnaryWork(op: self, x: x), for: Self.name)
  }

  func evaluatePlane(_ x: NDArray) throws(EngineError) -> NDArray {
    try x.dtype.open(PlaneWork<Self>(x: x), for: Self.name)
  }
}

private struct PlaneWork<O: ComplexUnary>: ComplexWork {
  let x: NDArray
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    try x.map { (z: Complex<R>) -> Complex<R> in O.plane(z) }
  }
}

extension ShapedValue {
  /// The conjugate; what is not complex as it is.
  fileprivate static func mirrored(_ value: Self) throws(EngineError) -> Self {
    value.signature.dtype.isComplex ? try apply(Conjugate(), [value]) : value
  }
}

extension Operation {
  /// The pullback as a backward pass uses it.
  ///
  /// TensorFlow's adjoints of complex numbers are conjugates: each is multiplied with the conjugate of
  /// the partial derivative. Rules are written without; for a function that is differentiable on
  /// the complex plane and real on the real axis, that is the partial derivative at the conjugates.
  /// TensorFlow computes it so too, which decides the signs of zeros.
  package func adjointFlow<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard Self.isHolomorphic, output.signature.dtype.isComplex else {
      return try pullback(to: operand, upstream, inputs, output)
    }
    var mirrored: [V] = []
    for input in inputs { mirrored.append(try V.mirrored(input)) }
    return try pullback(to: operand, upstream, mirrored, V.mirrored(output))
  }

  /// The same over plain arrays.
  package func plainAdjointFlow(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    output.dtype.isComplex
      ? try adjointFlow(to: operand, upstream, inputs, output)
      : try plainPullback(to: operand, upstream, inputs, output)
  }
}

extension Sqrt: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .sqrt(z) }
}
extension Rsqrt: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> {
    .divide(.one, .sqrt(z))
  }
}
extension Reciprocal: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .divide(.one, z) }
}
extension Exp: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .exp(z) }
}
extension Expm1: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .expMinusOne(z) }
}
extension Log: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .log(z) }
}
extension Log1p: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .log(onePlus: z) }
}
extension Sin: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .sin(z) }
}
extension Cos: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .cos(z) }
}
extension Tan: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .tan(z) }
}
extension Asin: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .asin(z) }
}
extension Acos: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .acos(z) }
}
extension Atan: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .atan(z) }
}
extension Sinh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .sinh(z) }
}
extension Cosh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .cosh(z) }
}
extension Tanh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .tanh(z) }
}
extension Asinh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .asinh(z) }
}
extension Acosh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .acosh(z) }
}
extension Atanh: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> { .atanh(z) }
}
extension Sigmoid: ComplexUnary {
  package static func plane<R: RealNumber>(_ z: Complex<R>) -> Complex<R> {
    .divide(.one, .add(.one, .exp(.negate(z))))
  }
}
