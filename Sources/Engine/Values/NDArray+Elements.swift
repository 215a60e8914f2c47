extension NDArray {
  /// All elements in row-major order as doubles, of complex numbers the real parts; text has none.
  package var doubles: [Double] { (try? dtype.open(DoublesWork(array: self), for: "read")) ?? [] }

  /// All elements in row-major order as whole numbers, those of uint64 by their bits; text has none.
  package var integers: [Int64] { (try? dtype.open(IntegersWork(array: self), for: "read")) ?? [] }

  /// All elements in row-major order as complex numbers; text has none.
  package var complexNumbers: [Complex<Double>] {
    switch dtype {
    case .complex64:
      (try? withElements(Complex<Float>.self) { $0.map { Complex<Double>($0) } }) ?? []
    case .complex128: (try? withElements(Complex<Double>.self) { Array($0) }) ?? []
    default: doubles.map { Complex($0, 0) }
    }
  }

  /// All elements in row-major order as bytes; numbers have none.
  package var texts: [[UInt8]] {
    if case .text(let block) = payload { block.elements } else { [] }
  }

  /// The only element of an array of one element, as a number; `nil` for more, fewer or text.
  package var doubleIfSingle: Double? {
    if case .scalar(let bits) = payload { return dtype.double(bits: bits) }
    return count == 1 && dtype != .string ? doubles.first : nil
  }
}

private struct DoublesWork: ElementWork {
  let array: NDArray
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> [Double] {
    try array.withElements(E.self) { $0.map(\.asDouble) }
  }
}

private struct IntegersWork: ElementWork {
  let array: NDArray
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> [Int64] {
    try array.withElements(E.self) { $0.map(\.asInt64) }
  }
}

extension DType {
  /// The number that the bits of an inline scalar stand for.
  package func double(bits: UInt64) -> Double {
    switch self {
    case .float32: Double(Float(bits: bits))
    case .float64: Double(bits: bits)
    case .int32: Double(Int32(bits: bits))
    case .bool: bits != 0 ? 1 : 0
    case .float16: Float16(bits: bits).asDouble
    case .bfloat16: BFloat16(bits: bits).asDouble
    case .int8: Double(Int8(bits: bits))
    case .int16: Double(Int16(bits: bits))
    case .uint8, .uint16, .uint32, .uint64: Double(bits)
    case .int64, .complex64, .complex128, .string: Double(Int64(bitPattern: bits))
    }
  }

  /// The bits of a number as an inline scalar of this type.
  package func bits(_ value: Double) -> UInt64 {
    switch self {
    case .float32: Float(value).bits
    case .float64: value.bits
    case .int32: Int32(casting: value).bits
    case .bool: value != 0 ? 1 : 0
    case .float16: Float16(casting: value).bits
    case .bfloat16: BFloat16(casting: value).bits
    case .int8: Int8(casting: value).bits
    case .int16: Int16(casting: value).bits
    case .uint8: UInt8(casting: value).bits
    case .uint16: UInt16(casting: value).bits
    case .uint32: UInt32(casting: value).bits
    case .uint64: UInt64(casting: value).bits
    case .int64, .complex64, .complex128, .string: Int64(casting: value).bits
    }
  }
}
