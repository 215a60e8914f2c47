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
    case .float32: return try work.run(Float.self)
    case .float64: return try work.run(Double.self)
    case .int32: return try work.run(Int32.self)
    case .int64: return try work.run(Int64.self)
    default:
      guard let type = rareNumber else { throw .unsupportedDType(op: op, self) }
      return try work.run(type)
    }
  }

  package func open<W: RealWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: return try work.run(Float.self)
    case .float64: return try work.run(Double.self)
    default:
      guard let type = rareReal else { throw .unsupportedDType(op: op, self) }
      return try work.run(type)
    }
  }

  package func open<W: WholeWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .int32: return try work.run(Int32.self)
    case .int64: return try work.run(Int64.self)
    default:
      guard let type = rareWhole else { throw .unsupportedDType(op: op, self) }
      return try work.run(type)
    }
  }

  package func open<W: ComplexWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    guard let type = complexPart else { throw .unsupportedDType(op: op, self) }
    return try work.run(type)
  }
}

// Kernels for the dtypes below are not compiled for each of them: they find the element's
// operations at run time. Lessons show such dtypes on a few numbers, and the compiler would take
// several times as long. What hides the type from the compiler is that these stay calls.
extension DType {
  private var rareNumber: (any Number.Type)? {
    @inline(never) get {
      switch self {
      case .uint8: UInt8.self
      case .uint16: UInt16.self
      case .uint32: UInt32.self
      case .uint64: UInt64.self
      case .int8: Int8.self
      case .int16: Int16.self
      case .float16: Float16.self
      case .bfloat16: BFloat16.self
      case .complex64: Complex<Float>.self
      case .complex128: Complex<Double>.self
      case .bool, .int32, .int64, .float32, .float64, .string: nil
      }
    }
  }

  private var rareReal: (any (RealNumber & Value).Type)? {
    @inline(never) get {
      switch self {
      case .float16: Float16.self
      case .bfloat16: BFloat16.self
      default: nil
      }
    }
  }

  private var rareWhole: (any WholeNumber.Type)? {
    @inline(never) get {
      switch self {
      case .uint8: UInt8.self
      case .uint16: UInt16.self
      case .uint32: UInt32.self
      case .uint64: UInt64.self
      case .int8: Int8.self
      case .int16: Int16.self
      default: nil
      }
    }
  }

  private var complexPart: (any RealNumber.Type)? {
    @inline(never) get {
      switch self {
      case .complex64: Float.self
      case .complex128: Double.self
      default: nil
      }
    }
  }
}

/// Work for any element, done for a number.
private struct AnyNumber<W: ElementWork>: NumberWork {
  let work: W
  init(_ work: W) { self.work = work }
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> W.Result { try work.run(type) }
}
