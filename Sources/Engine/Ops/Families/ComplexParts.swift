/// Complex numbers put together and taken apart.
package enum ComplexParts: OpFamily {
  package static let operations: [any Operation.Type] = [
    MakeComplex.self, RealPart.self, ImaginaryPart.self, Conjugate.self, Angle.self,
    ComplexAbs.self,
  ]

  package static let functions: [LessonFunction] = [
    .pair(MakeComplex(), "tf.complex", parameters: "real, imag, name=None"),
    part("tf.math.real", RealPart.summary) { (x) throws(EngineError) in
      x.dtype.isComplex ? try Tensor.apply(RealPart(), [x]) : x
    },
    part("tf.math.imag", ImaginaryPart.summary) { (x) throws(EngineError) in
      x.dtype.isComplex
        ? try Tensor.apply(ImaginaryPart(), [x]) : try Tensor.apply(ZerosLike(), [x])
    },
    .composite(["tf.math.conj"], "x, name=None", Conjugate.summary) { (x) throws(EngineError) in
      guard DTypeSet.numeric.contains(x.dtype) else {
        throw .pythonType("Expected numeric or variant tensor, got dtype tf.\(x.dtype.name).")
      }
      return x.dtype.isComplex ? try Tensor.apply(Conjugate(), [x]) : x
    },
    part("tf.math.angle", Angle.summary) { (x) throws(EngineError) in
      if x.dtype.isComplex { return try Tensor.apply(Angle(), [x]) }
      let zero = Tensor.literal(0, like: x)
      let isNegative = try Tensor.apply(Less(), [x, zero])
      return try .select(isNegative, .literal(.pi, like: x), zero)
    },
  ]

  private static func part(
    _ name: String, _ summary: String,
    _ body: @escaping @Sendable (Tensor) throws(EngineError) -> Tensor
  ) -> LessonFunction { .composite([name], "input, name=None", summary, body) }
}

/// Two real tensors as the parts of a complex one.
package struct MakeComplex: Operation {
  package static let name = "complex"
  package static let summary = "joins a real and an imaginary part"
  package static var isHolomorphic: Bool { false }
  package var notation: Notation { .function("complex") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (real, imaginary) = (inputs[0].dtype, inputs[1].dtype)
    guard real == imaginary, real == .float32 || real == .float64 else {
      throw .pythonType(
        "The `real` and `imag` components have incorrect types: \(real.name) \(imaginary.name). "
          + "They must be consistent, and one of [tf.float32, tf.float64]")
    }
    guard let shape = inputs[0].shape.broadcast(with: inputs[1].shape) else {
      throw .incompatibleShapes(op: Self.name, inputs[0].shape, inputs[1].shape)
    }
    return Signature(real == .float32 ? .complex64 : .complex128, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let signature = try infer(inputs.map(\.signature))
    let work = JoinWork(real: inputs[0], imaginary: inputs[1], shape: signature.shape)
    return try signature.dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try V.apply(RealPart(), [upstream]) : try V.apply(ImaginaryPart(), [upstream])
  }
}

private struct JoinWork: ComplexWork {
  let real: NDArray
  let imaginary: NDArray
  let shape: Shape
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    try NDArray.zip(real, imaginary, to: shape) { (x: R, y: R) -> Complex<R> in Complex(x, y) }
  }
}

/// A real number for each complex one.
package protocol ComplexReading: Operation {
  static func read<R: RealNumber>(_ z: Complex<R>) -> R
}

extension ComplexReading {
  package static var isHolomorphic: Bool { false }
  package var notation: Notation { .function(Self.name) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let dtype = inputs[0].dtype
    guard dtype.isComplex else { throw .unsupportedDType(op: Self.name, dtype) }
    return Signature(dtype.realPart, inputs[0].shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(ReadingWork<Self>(x: inputs[0]), for: Self.name)
  }
}

private struct ReadingWork<O: ComplexReading>: ComplexWork {
  let x: NDArray
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    try x.map { (z: Complex<R>) -> R in O.read(z) }
  }
}

/// The real part.
package struct RealPart: ComplexReading {
  package static let name = "real"
  package static let summary = "takes the real part"
  package init() {}
  package static func read<R: RealNumber>(_ z: Complex<R>) -> R { z.real }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(MakeComplex(), [upstream, .literal(0, like: upstream)])
  }
}

/// The imaginary part.
package struct ImaginaryPart: ComplexReading {
  package static let name = "imag"
  package static let summary = "takes the imaginary part"
  package init() {}
  package static func read<R: RealNumber>(_ z: Complex<R>) -> R { z.imaginary }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(MakeComplex(), [.literal(0, like: upstream), upstream])
  }
}

/// The angle from the positive real axis.
///
/// - Source: TensorFlow `_AngleGrad`: −g / (im + i·re).
package struct Angle: ComplexReading {
  package static let name = "angle"
  package static let summary = "takes the angle of a complex number"
  package init() {}
  package static func read<R: RealNumber>(_ z: Complex<R>) -> R { z.angle }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let real = try V.apply(RealPart(), [inputs[0]])
    let imaginary = try V.apply(ImaginaryPart(), [inputs[0]])
    let turned = try V.apply(Reciprocal(), [V.apply(MakeComplex(), [imaginary, real])])
    return try -V.apply(MakeComplex(), [upstream, .literal(0, like: upstream)]) * turned
  }
}

/// The distance from 0.
///
/// y = |x|, the gradient is g·x / |x|, and 0 at 0.
///
/// - Source: TensorFlow `_ComplexAbsGrad`.
package struct ComplexAbs: ComplexReading {
  package static let name = "complex_abs"
  package static let summary = "takes the distance from 0"
  package var notation: Notation { Abs().notation }
  package init() {}
  package static func read<R: RealNumber>(_ z: Complex<R>) -> R { z.length }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let zero = try V.literal(0, like: output)
    let isZero = try V.compare(Equal(), output, zero)
    let safe = try V.select(isZero, .literal(1, like: output), output)
    let share = try V.select(isZero, zero, upstream / safe)
    return try V.apply(MakeComplex(), [share, zero]) * inputs[0]
  }
}

/// The number with the sign of its imaginary part changed; a real number as it is.
package struct Conjugate: Operation {
  package static let name = "conj"
  package static let summary = "changes the sign of the imaginary part"
  package static var isHolomorphic: Bool { false }
  package var notation: Notation { .function("conj") }
  package init() {}
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature { inputs[0] }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    guard inputs[0].dtype.isComplex else { return inputs[0] }
    return try inputs[0].dtype.open(ConjugateWork(x: inputs[0]), for: Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { try V.apply(Conjugate(), [upstream]) }
}

private struct ConjugateWork: ComplexWork {
  let x: NDArray
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    try x.map { (z: Complex<R>) -> Complex<R> in z.conjugate }
  }
}
