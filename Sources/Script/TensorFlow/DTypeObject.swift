import Engine

/// `tf.float32` and its kin.
package final class DTypeObject: PyObject {
  let dtype: DType

  private init(_ dtype: DType) {
    self.dtype = dtype
    super.init(.dtype)
  }

  nonisolated(unsafe) private static let objects = DType.allCases.map { DTypeObject($0) }

  static func value(_ dtype: DType) -> PyValue { .object(objects[Int(dtype.rawValue)]) }

  package override func str() throws(Raise) -> String { "<dtype: '\(dtype.name)'>" }
  package override func repr() throws(Raise) -> String { "tf.\(dtype.name)" }
  package override func hash() throws(Raise) -> Int { Int(dtype.rawValue) + 1 }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual else { return nil }
    let same = DTypeObject.find(other, python: .float32) == dtype
    return .bool(same == (op == .equal))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in .string(of(value).name) },
    .property("is_floating") { value throws(Raise) in .bool(of(value).isFloating) },
    .property("is_integer") { value throws(Raise) in .bool(of(value).isInteger) },
    .property("is_complex") { value throws(Raise) in .bool(of(value).isComplex) },
    .property("is_bool") { value throws(Raise) in .bool(of(value) == .bool) },
    .property("is_numpy_compatible") { _ throws(Raise) in .bool(true) },
    .property("size") { value throws(Raise) in .int(max(of(value).byteWidth, 1)) },
    .property("base_dtype") { value throws(Raise) in value },
    .property("as_numpy_dtype") { value throws(Raise) in .object(NumPyTypes.type(of(value))) },
    .property("min") { value throws(Raise) in try limit(of(value), isLowest: true) },
    .property("max") { value throws(Raise) in try limit(of(value), isLowest: false) },
  ]

  private static func of(_ value: PyValue) -> DType {
    value.cast(DTypeObject.self)?.dtype ?? .float32
  }

  private static func limit(_ dtype: DType, isLowest: Bool) throws(Raise) -> PyValue {
    switch dtype {
    case .float32:
      let greatest = Float.greatestFiniteMagnitude
      return .object(NumPyScalar(NDArray(isLowest ? -greatest : greatest)))
    case .float64:
      let greatest = Double.greatestFiniteMagnitude
      return .object(NumPyScalar(NDArray(isLowest ? -greatest : greatest)))
    case .int8: return .int(isLowest ? -128 : 127)
    case .uint8: return .int(isLowest ? 0 : 255)
    case .int16: return .int(isLowest ? -32768 : 32767)
    case .int32: return .int(Int(isLowest ? Int32.min : Int32.max))
    case .int64: return .int(isLowest ? .min : .max)
    case .bool: return .bool(!isLowest)
    default: throw Raise.unsupportedDType(dtype)
    }
  }

  // MARK: Reading a dtype argument

  /// The dtype that a value names; `python` is what the class `float` stands for.
  static func find(_ value: PyValue, python: DType) -> DType? {
    if let object = value.cast(DTypeObject.self) { return object.dtype }
    if let object = value.cast(NumPyDTypeObject.self) { return object.dtype }
    if let text = value.text {
      return DType(name: text == "float" ? python.name : text == "double" ? "float64" : text)
    }
    guard let type = value.cast(TypeObject.self) else { return nil }
    if type === TypeObject.float { return python }
    if type === TypeObject.int { return .int64 }
    if type === TypeObject.bool { return .bool }
    if type === TypeObject.complex { return .complex128 }
    return NumPyTypes.dtype(of: type)
  }

  /// An argument that is a dtype or left out.
  static func argument(_ value: PyValue) throws(Raise) -> DType? {
    if value.isAbsent { return nil }
    if let dtype = find(value, python: .float32) { return dtype }
    throw Raise.type(
      "Cannot convert the argument `type_value`: \(try value.repr()) to a TensorFlow DType.")
  }
}

extension TypeObject {
  nonisolated(unsafe) static let dtype = TypeObject(
    "DType", module: "tensorflow.python.framework.dtypes", members: DTypeObject.members)
}
