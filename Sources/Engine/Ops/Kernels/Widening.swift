/// Where TensorFlow computes in a wider dtype than it stores.
extension NDArray {
  /// `body` of the arrays in a wider dtype, its result cast back; of the arrays as they are where
  /// `wide` is their own.
  static func computing(
    in wide: DType, _ inputs: [NDArray],
    _ body: ([NDArray]) throws(EngineError) -> NDArray
  ) throws(EngineError) -> NDArray {
    guard let dtype = inputs.first?.dtype, dtype != wide else { return try body(inputs) }
    var widened: [NDArray] = []
    for input in inputs { widened.append(try input.cast(to: wide)) }
    return try body(widened).cast(to: dtype)
  }
}

extension DType {
  /// Floating-point numbers of 16 bits.
  package var isHalf: Bool { self == .float16 || self == .bfloat16 }

  /// Where numbers of 16 bits are computed in 32.
  var withHalvesWidened: DType { isHalf ? .float32 : self }

  /// What sums are taken in: bfloat16 has too few digits for its own.
  var sumDType: DType { self == .bfloat16 ? .float32 : self }

  /// What means are taken in; whole numbers must not run over.
  var meanDType: DType { isInteger && self != .uint64 ? .int64 : sumDType }
}
