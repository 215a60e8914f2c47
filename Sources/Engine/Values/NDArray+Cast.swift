extension NDArray {
  /// The same numbers in another dtype.
  package func cast(to target: DType) throws(EngineError) -> NDArray {
    if target == dtype { return self }
    if dtype.isComplex {
      if target.isComplex { return try dtype.open(ComplexCast(x: self), for: Cast.name) }
      if target == .bool { return try dtype.open(ComplexTruth(x: self), for: Cast.name) }
    }
    return try dtype.open(CastFrom(x: self, target: target), for: Cast.name)
  }

  /// One number everywhere.
  package static func filled(
    _ number: Double, _ signature: Signature
  ) throws(EngineError) -> NDArray {
    _ = try signature.shape.fitting(signature.dtype, op: "Fill")
    if signature.dtype == .string {
      guard number == 0 else { throw .unsupportedDType(op: "fill", .string) }
      return NDArray(
        text: Array(repeating: [], count: signature.shape.count), shape: signature.shape)
    }
    return try signature.dtype.open(FillWork(number: number, shape: signature.shape), for: "fill")
  }
}

private struct CastFrom: ElementWork {
  let x: NDArray
  let target: DType
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    try target.open(CastTo<E>(x: x), for: Cast.name)
  }
}

/// Of a complex number the real part is converted.
private struct CastTo<From: Element>: ElementWork {
  let x: NDArray
  func run<To: Element>(_ type: To.Type) throws(EngineError) -> NDArray {
    let isWhole =
      From.dtype.isInteger && (From.dtype != .uint64 || To.dtype.isInteger) || From.dtype == .bool
    return try x.map { (value: From) -> To in
      isWhole ? To(casting: value.asInt64) : To(casting: value.asDouble)
    }
  }
}

private struct ComplexCast: ComplexWork {
  let x: NDArray
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    R.self == Double.self
      ? try x.map { (value: Complex<R>) -> Complex<Float> in Complex<Float>(value) }
      : try x.map { (value: Complex<R>) -> Complex<Double> in Complex<Double>(value) }
  }
}

private struct ComplexTruth: ComplexWork {
  let x: NDArray
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> NDArray {
    try x.map { (value: Complex<R>) -> Bool in value != .zero }
  }
}

private struct FillWork: ElementWork {
  let number: Double
  let shape: Shape
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    NDArray.full(E(casting: number), shape)
  }
}
