import Engine

/// The engine's errors in NumPy's words.
enum NumPyErrors {
  static func translating<R>(_ body: () throws(EngineError) -> R) throws(Raise) -> R {
    do throws(EngineError) {
      return try body()
    } catch {
      throw raise(error)
    }
  }

  static func raise(_ error: EngineError) -> Raise {
    switch error {
    case .incompatibleShapes(_, let a, let b):
      return Raise.value(
        "operands could not be broadcast together with shapes \(a.bracketedAsTuple) "
          + "\(b.bracketedAsTuple) ")
    case .indexOutOfRange(let index, let axis, let length):
      return Raise.index(
        "index \(index) is out of bounds for axis \(axis) with size \(length)")
    case .tooManyIndices(let count, let rank):
      return Raise.index(
        "too many indices for array: array is \(rank)-dimensional, but \(count) were indexed")
    case .reshapeCount(let from, let to):
      return Raise.value(
        "cannot reshape array of size \(from.count) into shape "
          + TensorShape(to).bracketedAsTuple.replacing("-1", with: "newaxis"))
    case .axisOutOfRange(_, let axis, let rank):
      return Raise(
        NumPyErrors.axisError,
        "axis \(axis) is out of bounds for array of dimension \(rank)")
    case .outOfMemory(_, let shape, let dtype): return NumPyShapes.tooLarge(shape, dtype)
    case .unsupportedDType(let op, let dtype):
      return Raise.type("ufunc '\(op)' not supported for the input type \(dtype.name)")
    default: return Raise.value("\(error)")
    }
  }

  static func unsupported(by ufunc: String) -> Raise {
    Raise.type(
      "ufunc '\(ufunc)' not supported for the input types, and the inputs could not be safely "
        + "coerced to any supported types according to the casting rule ''safe''")
  }

  /// Operands of which one is text or `None`.
  static func noLoop(
    _ ufunc: String, _ a: PyValue, _ b: PyValue, _ place: Int
  ) throws(Raise) -> Raise {
    if a.isNone || b.isNone {
      let signs = [
        "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "floor_divide": "//",
        "remainder": "%", "power": "** or pow()",
      ]
      // The first pair of elements fails.
      func kind(_ value: PyValue) throws(Raise) -> String {
        if value.isNone || value.text != nil { return value.typeName }
        let array = try ArrayReading.array(value)
        return array.dtype == .bool
          ? "bool" : array.dtype.isInteger ? "int" : array.dtype.isComplex ? "complex" : "float"
      }
      return Raise.type(
        "unsupported operand type(s) for \(signs[ufunc] ?? ufunc): '\(try kind(a))' and "
          + "'\(try kind(b))'")
    }
    func text(_ value: PyValue) throws(Raise) -> String {
      if let text = value.text { return "dtype('<U\(text.unicodeScalars.count)')" }
      return "dtype('\(try ArrayReading.array(value).dtype.name)')"
    }
    return Raise(
      castingError,
      "ufunc '\(ufunc)' did not contain a loop with signature matching types "
        + "(\(try text(a)), \(try text(b))) -> None")
  }

  nonisolated(unsafe) static let castingError = TypeObject.exception(
    "UFuncTypeError", module: "numpy._core._exceptions", base: .typeError)
  nonisolated(unsafe) static let axisError = TypeObject.exception(
    "AxisError", module: "numpy.exceptions", base: .valueError)
}
