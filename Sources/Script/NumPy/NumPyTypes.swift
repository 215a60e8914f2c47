import Engine

/// NumPy's scalar classes: `np.float32` and its kin.
enum NumPyTypes {
  nonisolated(unsafe) static let generic = TypeObject("generic", module: "numpy")
  nonisolated(unsafe) static let number = TypeObject("number", module: "numpy", base: generic)
  nonisolated(unsafe) static let integer = TypeObject("integer", module: "numpy", base: number)
  nonisolated(unsafe) static let floating = TypeObject("floating", module: "numpy", base: number)
  nonisolated(unsafe) static let signedInteger = TypeObject(
    "signedinteger", module: "numpy", base: integer)
  nonisolated(unsafe) static let unsignedInteger = TypeObject(
    "unsignedinteger", module: "numpy", base: integer)
  nonisolated(unsafe) static let complexFloating = TypeObject(
    "complexfloating", module: "numpy", base: number)

  nonisolated(unsafe) private static let table: [DType: TypeObject] = {
    var table: [DType: TypeObject] = [:]
    for dtype in DType.allCases where dtype != .string {
      table[dtype] = TypeObject(
        dtype.name, module: dtype == .bfloat16 ? "ml_dtypes" : "numpy",
        title: dtype == .bfloat16 ? "ml_dtypes.bfloat16" : "numpy.\(dtype.name)",
        base: base(of: dtype),
        construct: { _, arguments throws(Raise) in try construct(dtype, arguments) },
        members: NumPyScalar.members)
    }
    return table
  }()

  private static func base(of dtype: DType) -> TypeObject {
    // `float64` is a Python float; classes written in Swift have one base.
    if dtype == .float64 { return .float }
    if dtype == .bfloat16 { return generic }
    if dtype.isFloating { return floating }
    if dtype == .bool { return generic }
    if dtype.isComplex { return complexFloating }
    return dtype.isUnsigned ? unsignedInteger : signedInteger
  }

  static func type(_ dtype: DType) -> TypeObject { table[dtype] ?? generic }

  static func dtype(of type: TypeObject) -> DType? {
    table.first { $0.value === type }?.key
  }

  /// The class name as errors of NumPy write it: `numpy.float32`.
  static func errorName(of value: PyValue) -> String {
    let type = value.type
    return type.module == "numpy" ? type.qualifiedName : type.name
  }

  private static func construct(
    _ dtype: DType, _ arguments: Arguments
  ) throws(Raise) -> PyValue {
    guard arguments.count > 0 else { return .object(NumPyScalar(try .filled(0, dtype, .scalar))) }
    let value = arguments[0]
    if let text = value.text {
      guard let number = Double(text.trimmingSpaces()) else {
        throw Raise.value("could not convert string to float: \(try value.repr())")
      }
      return .object(NumPyScalar(try NDArray(number).converted(to: dtype)))
    }
    return NumPyResult.value(try ArrayReading.array(value, dtype))
  }
}

/// How a result of NumPy comes back: a scalar for one number, else an array.
enum NumPyResult {
  static func value(_ array: NDArray) -> PyValue {
    guard array.shape.rank == 0 else { return .object(ArrayObject(array)) }
    if case .text(let block) = array.payload {
      return .object(BytesObject(block.elements.first ?? []))
    }
    return .object(NumPyScalar(array))
  }
}

/// `array.dtype`.
package final class NumPyDTypeObject: PyObject {
  let dtype: DType

  init(_ dtype: DType) {
    self.dtype = dtype
    super.init(.numPyDType)
  }

  package override func str() throws(Raise) -> String { dtype == .string ? "object" : dtype.name }
  package override func repr() throws(Raise) -> String {
    dtype == .string ? "dtype('O')" : "dtype('\(dtype.name)')"
  }
  package override func hash() throws(Raise) -> Int { Int(dtype.rawValue) + 1 }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual else { return nil }
    return .bool((DTypeObject.find(other, python: .float64) == dtype) == (op == .equal))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in
      PyValue(value.cast(NumPyDTypeObject.self).map { .string($0.dtype.name) })
    },
    .property("itemsize") { value throws(Raise) in
      PyValue(value.cast(NumPyDTypeObject.self).map { .int($0.dtype.byteWidth) })
    },
    .property("kind") { value throws(Raise) in
      let dtype = value.cast(NumPyDTypeObject.self)?.dtype ?? .float64
      return .string(
        dtype == .bool
          ? "b"
          : dtype == .bfloat16
            ? "V" : dtype.isUnsigned ? "u" : dtype.isFloating ? "f" : dtype.isComplex ? "c" : "i")
    },
    .property("char") { value throws(Raise) in
      let dtype = value.cast(NumPyDTypeObject.self)?.dtype ?? .float64
      return .string(
        codes.first {
          $0.value == dtype && $0.key.count == 1 && $0.key != "q"
            && $0.key != "Q"
        }?.key ?? "V")
    },
    .property("str") { value throws(Raise) in
      let dtype = value.cast(NumPyDTypeObject.self)?.dtype ?? .float64
      let code = codes.first { $0.value == dtype && ($0.key.last?.isNumber ?? false) }?.key ?? "V"
      return .string((dtype.byteWidth == 1 ? "|" : "<") + code)
    },
    .property("type") { value throws(Raise) in
      .object(NumPyTypes.type(value.cast(NumPyDTypeObject.self)?.dtype ?? .float64))
    },
  ]

  /// `np.dtype(x)`.
  nonisolated(unsafe) static let construct: TypeObject.Constructor = { _, arguments throws(Raise) in
    guard arguments.count == 1, let dtype = find(arguments[0]) else {
      throw Raise.type("data type not understood")
    }
    return .object(NumPyDTypeObject(dtype))
  }

  static func find(_ value: PyValue) -> DType? {
    if value.isNone { return .float64 }
    if let known = DTypeObject.find(value, python: .float64) { return known }
    guard let text = value.text else { return nil }
    return codes[text.hasPrefix("<") || text.hasPrefix("=") ? String(text.dropFirst()) : text]
  }

  /// Short names of dtypes: a letter for the kind, then bytes.
  private static let codes: [String: DType] = [
    "?": .bool, "b": .int8, "B": .uint8, "h": .int16, "H": .uint16, "i": .int32, "I": .uint32,
    "l": .int64, "L": .uint64, "q": .int64, "Q": .uint64, "e": .float16, "f": .float32,
    "d": .float64, "F": .complex64, "D": .complex128, "b1": .bool, "i1": .int8, "i2": .int16,
    "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64,
    "f2": .float16, "f4": .float32, "f8": .float64, "c8": .complex64, "c16": .complex128,
    "int": .int64, "float": .float64, "complex": .complex128, "bool": .bool, "uint": .uint64,
    "single": .float32, "double": .float64, "half": .float16,
  ]

  /// An argument that is a dtype or left out.
  static func argument(_ value: PyValue) throws(Raise) -> DType? {
    if value.isAbsent { return nil }
    if let dtype = find(value) { return dtype }
    if let text = value.text { throw Raise.type("data type '\(text)' not understood") }
    throw Raise.type("Cannot interpret '\(try value.str())' as a data type")
  }
}

extension TypeObject {
  nonisolated(unsafe) static let numPyDType = TypeObject(
    "dtype", module: "numpy", construct: NumPyDTypeObject.construct,
    members: NumPyDTypeObject.members)
  nonisolated(unsafe) static let ndarray = TypeObject(
    "ndarray", module: "numpy", title: "numpy.ndarray", members: ArrayObject.members)
}

extension DType {
  /// Whether a whole number lies in the range of an integer dtype.
  func holds(_ number: Int) -> Bool {
    if isUnsigned { return number >= 0 && (byteWidth == 8 || number >> (byteWidth * 8) == 0) }
    let rest = number >> (byteWidth * 8 - 1)
    return rest == 0 || rest == -1
  }
}
