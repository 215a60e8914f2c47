/// A piece of work that is written once for every element type and done for one.
///
/// The closed set of dtypes is opened in one place; a kernel is compiled for each type by
/// itself, so its loops work on plain numbers.
package protocol ElementWork {
  associatedtype Result
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for elements that can be added and multiplied.
package protocol NumberWork {
  associatedtype Result
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for elements with the elementary functions.
package protocol RealWork {
  associatedtype Result
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for whole numbers.
package protocol WholeWork {
  associatedtype Result
  func run<E: WholeNumber>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for complex numbers.
package protocol ComplexWork {
  associatedtype Result
  func run<R: RealNumber>(_ part: R.Type) throws(EngineError) -> Result
}

extension DType {
  package func open<W: ElementWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    if self == .bool { return try work.run(Bool.self) }
    return try open(AnyNumber(work), for: op)
  }

  package func open<W: NumberWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: try work.run(Float.self)
    case .float64: try work.run(Double.self)
    case .int32: try work.run(Int32.self)
    case .int64: try work.run(Int64.self)
    case .uint8: try work.run(UInt8.self)
    case .uint16: try work.run(UInt16.self)
    case .uint32: try work.run(UInt32.self)
    case .uint64: try work.run(UInt64.self)
    case .int8: try work.run(Int8.self)
    case .int16: try work.run(Int16.self)
    case .float16: try work.run(Float16.self)
    case .bfloat16: try work.run(BFloat16.self)
    case .complex64: try work.run(Complex<Float>.self)
    case .complex128: try work.run(Complex<Double>.self)
    case .bool, .string: throw .unsupportedDType(op: op, self)
    }
  }

  package func open<W: RealWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: try work.run(Float.self)
    case .float64: try work.run(Double.self)
    case .float16: try work.run(Float16.self)
    case .bfloat16: try work.run(BFloat16.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }

  package func open<W: WholeWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .int32: try work.run(Int32.self)
    case .int64: try work.run(Int64.self)
    case .uint8: try work.run(UInt8.self)
    case .uint16: try work.run(UInt16.self)
    case .uint32: try work.run(UInt32.self)
    case .uint64: try work.run(UInt64.self)
    case .int8: try work.run(Int8.self)
    case .int16: try work.run(Int16.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }

  package func open<W: ComplexWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .complex64: try work.run(Float.self)
    case .complex128: try work.run(Double.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }
}

/// Work for any element, done for a number.
private struct AnyNumber<W: ElementWork>: NumberWork {
  let work: W
  init(_ work: W) { self.work = work }
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> W.Result { try work.run(type) }
}
