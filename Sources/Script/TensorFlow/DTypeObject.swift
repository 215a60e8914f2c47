import BigInt
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
  package override func hash() throws(Raise) -> Int { dtype.wireNumber }

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
    .property("is_unsigned") { value throws(Raise) in .bool(of(value).isUnsigned) },
    .property("is_numeric") { value throws(Raise) in
      .bool(of(value) != .bool && of(value) != .string)
    },
    .property("is_quantized") { _ throws(Raise) in .bool(false) },
    .property("is_numpy_compatible") { _ throws(Raise) in .bool(true) },
    .property("size") { value throws(Raise) in .int(of(value).byteWidth) },
    .property("base_dtype") { value throws(Raise) in value },
    .property("real_dtype") { value throws(Raise) in DTypeObject.value(of(value).realPart) },
    .property("as_numpy_dtype") { value throws(Raise) in .object(NumPyTypes.type(of(value))) },
    .property("as_datatype_enum") { value throws(Raise) in .int(of(value).wireNumber) },
    .property("min") { value throws(Raise) in try limit(of(value), isLowest: true) },
    .property("max") { value throws(Raise) in try limit(of(value), isLowest: false) },
    .property("limits") { value throws(Raise) in
      let dtype = of(value)
      guard dtype.isInteger || dtype == .bool || dtype == .float32 || dtype == .float64 else {
        throw Raise.value("<dtype: '\(dtype.name)'> does not have defined limits.")
      }
      // The limits are those of brightness: whole numbers from 0, real ones from 0 to 1.
      if dtype.isFloating { return .tuple([.int(0), .int(1)]) }
      return .tuple([
        .int(0), dtype == .bool ? .bool(true) : try limit(dtype, isLowest: false),
      ])
    },
    .method("is_compatible_with", "other") { a throws(Raise) in
      .bool(try DTypeObject.argument(a[1]) == of(a[0]))
    },
  ]

  private static func of(_ value: PyValue) -> DType {
    value.cast(DTypeObject.self)?.dtype ?? .float32
  }

  private static func limit(_ dtype: DType, isLowest: Bool) throws(Raise) -> PyValue {
    switch dtype {
    case .float16, .bfloat16, .float32, .float64:
      let array: NDArray
      switch dtype {
      case .float16: array = NDArray(Float16.greatestFiniteMagnitude)
      case .bfloat16: array = NDArray(BFloat16.greatestFiniteMagnitude)
      case .float32: array = NDArray(Float.greatestFiniteMagnitude)
      default: array = NDArray(Double.greatestFiniteMagnitude)
      }
      guard isLowest else { return .object(NumPyScalar(array)) }
      return PyValue(try NumPyArithmetic.unary(.minus, array))
    case .bool, .complex64, .complex128, .string:
      let text = "<dtype: '\(dtype.name)'>"
      throw Raise.type(
        "Cannot find \(isLowest ? "minimum" : "maximum") value of \(text) with type \(text).")
    default:
      let bits = dtype.byteWidth * 8
      if isLowest { return .int(dtype.isUnsigned ? 0 : -1 << (bits - 1)) }
      return dtype == .uint64
        ? .integer(BigInt(UInt64.max)) : .int((1 << (bits - (dtype.isUnsigned ? 0 : 1))) &- 1)
    }
  }

  // MARK: Reading a dtype argument

  /// The dtype that a value names; `python` is what the class `float` stands for.
  static func find(_ value: PyValue, python: DType) -> DType? {
    if let object = value.cast(DTypeObject.self) { return object.dtype }
    if let object = value.cast(NumPyDTypeObject.self) { return object.dtype }
    if let text = value.text {
      switch text {
      case "float": return python
      case "double": return .float64
      case "half": return .float16
      default: return DType(name: text)
      }
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
    // Of Python's own classes TensorFlow knows two.
    let isRefused =
      value.object === TypeObject.int || value.object === TypeObject.complex
    if !isRefused, let dtype = find(value, python: .float32) { return dtype }
    if case .int(let number) = value,
      let dtype = DType.allCases.first(where: { $0.wireNumber == number })
    {
      return dtype
    }
    throw Raise.type(
      "Cannot convert the argument `type_value`: \(try value.repr()) to a TensorFlow DType.")
  }
}

extension TypeObject {
  nonisolated(unsafe) static let dtype = TypeObject(
    "DType", module: "tensorflow.python.framework.dtypes", members: DTypeObject.members)
}

extension DType {
  /// The number of the dtype in TensorFlow's files.
  var wireNumber: Int {
    switch self {
    case .float32: 1
    case .float64: 2
    case .int32: 3
    case .uint8: 4
    case .int16: 5
    case .int8: 6
    case .string: 7
    case .complex64: 8
    case .int64: 9
    case .bool: 10
    case .bfloat16: 14
    case .uint16: 17
    case .complex128: 18
    case .float16: 19
    case .uint32: 22
    case .uint64: 23
    }
  }
}
