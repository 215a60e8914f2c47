/// A piece of work that is written once for every element type and done for one.
///
/// The closed set of dtypes is opened in one place; a kernel is compiled for each type by
/// itself, so its loops work on plain numbers.
package protocol ElementWork {
  associatedtype Result
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for elements that can be added and ordered.
package protocol NumberWork {
  associatedtype Result
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> Result
}

/// Work for elements with the elementary functions.
package protocol RealWork {
  associatedtype Result
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> Result
}

extension DType {
  package func open<W: ElementWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: try work.run(Float.self)
    case .float64: try work.run(Double.self)
    case .int32: try work.run(Int32.self)
    case .int64: try work.run(Int64.self)
    case .bool: try work.run(Bool.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }

  package func open<W: NumberWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: try work.run(Float.self)
    case .float64: try work.run(Double.self)
    case .int32: try work.run(Int32.self)
    case .int64: try work.run(Int64.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }

  package func open<W: RealWork>(_ work: W, for op: String) throws(EngineError) -> W.Result {
    switch self {
    case .float32: try work.run(Float.self)
    case .float64: try work.run(Double.self)
    default: throw .unsupportedDType(op: op, self)
    }
  }
}
