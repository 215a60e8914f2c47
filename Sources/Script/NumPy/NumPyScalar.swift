import BigInt
import Engine

/// A number of NumPy's own: `np.float32(3.0)`.
package final class NumPyScalar: PyObject {
  let array: NDArray

  /// - Precondition: one element, no axes.
  init(_ array: NDArray) {
    self.array = array
    super.init(NumPyTypes.type(array.dtype))
  }

  var dtype: DType { array.dtype }

  /// The value as Python's own number.
  func item() -> PyValue {
    if dtype == .bool { return .bool(array.doubleIfSingle != 0) }
    if dtype == .uint64, let word = array.integers.first, word < 0 {
      return .integer(BigInt(UInt64(bitPattern: word)))
    }
    if dtype.isInteger { return .int(Int(array.integers.first ?? 0)) }
    if dtype.isComplex, let value = array.complexNumbers.first {
      return .complex(value.real, value.imaginary)
    }
    return .float(array.doubleIfSingle ?? .nan)
  }

  func asPythonInt() throws(Raise) -> PyValue {
    // Of a complex number the imaginary part is dropped.
    let value = dtype.isComplex ? .float(try asDouble()) : item()
    if case .float(let number) = value { return try truncated(number) }
    if case .bool(let flag) = value { return .int(flag ? 1 : 0) }
    return value
  }

  func asDouble() throws(Raise) -> Double { array.doubleIfSingle ?? .nan }

  // MARK: Text

  package override func str() throws(Raise) -> String { TensorText.scalar(array) }

  package override func repr() throws(Raise) -> String {
    let text = TensorText.scalar(array)
    switch dtype {
    case .bool: return "np.\(text)_"
    case .bfloat16: return text
    case .complex64 where text.hasPrefix("("), .complex128 where text.hasPrefix("("):
      return "np.\(dtype.name)\(text)"
    default: return "np.\(dtype.name)(\(text))"
    }
  }

  package override func format(_ specification: String) throws(Raise) -> String {
    try item().format(specification)
  }

  // MARK: Readings

  package override func truth() throws(Raise) -> Bool { array.doubleIfSingle != 0 }
  package override func hash() throws(Raise) -> Int { try item().hash() }
  package override func asIndex() throws(Raise) -> PyValue? {
    dtype.isInteger ? item() : nil
  }
  package override func asInt() throws(Raise) -> PyValue? { try asPythonInt() }
  package override func asFloat() throws(Raise) -> Double? { array.doubleIfSingle }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if key.object?.kind == .tuple, try key.length() == 0 { return .object(self) }
    throw Raise.index("invalid index to scalar variable.")
  }

  package override func length() throws(Raise) -> Int {
    throw Raise.type("object of type '\(type.qualifiedName)' has no len()")
  }

  package override func iterate() throws(Raise) -> PyIterator {
    throw Raise.type("'\(type.qualifiedName)' object is not iterable")
  }

  // MARK: Operators

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try NumPyArithmetic.binary(op, .object(self), other, isReflected: false)
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    try NumPyArithmetic.binary(op, .object(self), other, isReflected: true)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    try NumPyArithmetic.unary(op, array)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try NumPyArithmetic.compare(op, .object(self), other)
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = try super.findAttribute(name) { return found }
    throw Raise.attribute("'\(type.qualifiedName)' object has no attribute '\(name.text)'")
  }

  private static func of(_ value: PyValue) throws(Raise) -> NumPyScalar {
    guard let scalar = value.cast(NumPyScalar.self) else {
      throw Raise.type("expected a NumPy scalar, got '\(value.typeName)'")
    }
    return scalar
  }

  nonisolated(unsafe) static let members: [NativeMember] =
    ArrayObject.sharedMembers + [
      .method("item", "") { a throws(Raise) in try of(a[0]).item() },
      .method("tolist", "") { a throws(Raise) in try of(a[0]).item() },
      .method("is_integer", "") { a throws(Raise) in
        let number = try of(a[0]).asDouble()
        return .bool(number == number.rounded())
      },
      .method("__abs__", "") { a throws(Raise) in
        NumPyResult.value(try NumPyArithmetic.magnitude(try of(a[0]).array))
      },
      .method("__round__", "ndigits=None") { a throws(Raise) in
        let scalar = try of(a[0])
        if a[1].isAbsent {
          return scalar.dtype.isInteger
            ? scalar.item() : try scalar.rounded(0).asPythonInt()
        }
        return .object(try scalar.rounded(try a.int(1)))
      },
      .method("__float__", "") { a throws(Raise) in .float(try of(a[0]).asDouble()) },
      .method("__int__", "") { a throws(Raise) in try of(a[0]).asPythonInt() },
    ]

  func rounded(_ decimals: Int) throws(Raise) -> NumPyScalar {
    NumPyScalar(try NumPyFunctions.rounded(array, decimals))
  }
}
