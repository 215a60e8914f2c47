import Engine

/// How values of the lesson become NumPy arrays.
enum ArrayReading {
  /// The array of any value, with NumPy's dtypes.
  static func array(_ value: PyValue, _ dtype: DType? = nil) throws(Raise) -> NDArray {
    guard let dtype else { return try natural(value) }
    let array = try natural(try plain(value, dtype))
    if dtype.isInteger, array.dtype == .int64, !isArray(value),
      let wrong = array.integers.first(where: { !dtype.holds(Int($0)) })
    {
      throw Raise.overflow("Python integer \(wrong) out of bounds for \(dtype.name)")
    }
    return try array.converted(to: dtype)
  }

  private static func isArray(_ value: PyValue) -> Bool {
    value.cast(ArrayObject.self) != nil || value.cast(NumPyScalar.self) != nil
      || value.cast(TensorObject.self) != nil || value.cast(VariableObject.self) != nil
  }

  /// `None` and text as the numbers that an array of a dtype takes them for.
  private static func plain(_ value: PyValue, _ dtype: DType) throws(Raise) -> PyValue {
    if value.isNone {
      guard dtype.isFloating else {
        throw Raise.type(
          "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
      }
      return .float(.nan)
    }
    if let text = value.text {
      let isWhole = dtype.isInteger
      if isWhole, let number = Int(text.trimmingSpaces()) { return .int(number) }
      if !isWhole, let number = Double(text.trimmingSpaces()) { return .float(number) }
      throw Raise.value(
        isWhole
          ? "invalid literal for int() with base 10: \(try value.repr())"
          : "could not convert string to float: \(try value.repr())")
    }
    guard value.object?.kind == .list || value.object?.kind == .tuple else { return value }
    let items = try value.contiguousItems()
    guard items.contains(where: { $0.isNone || $0.text != nil }) else { return value }
    var found: [PyValue] = []
    for item in items { found.append(try plain(item, dtype)) }
    return .list(found)
  }

  private static func natural(_ value: PyValue) throws(Raise) -> NDArray {
    switch value {
    case .bool(let flag): return NDArray(flag)
    case .int(let number): return NDArray(Int64(number))
    case .float(let number): return NDArray(number)
    case .object(let object):
      if let array = object as? ArrayObject { return array.array }
      if let scalar = object as? NumPyScalar { return scalar.array }
      if let tensor = object as? TensorObject {
        tensor.context.noteReadOut(tensor.tensor)
        return tensor.array
      }
      if let variable = object as? VariableObject {
        variable.context.noteReadOut(variable.variable.value)
        return variable.variable.value.array
      }
      if try LeafRun.elements(of: value) != nil { return try rows(value) }
      if let complex = object as? ComplexObject {
        return NDArray(Complex(complex.real, complex.imaginary))
      }
      if let big = value.bigInt {
        return UInt64(exactly: big).map { NDArray($0) } ?? NDArray(Double(big))
      }
    default: break
    }
    throw Raise.unsupported("a NumPy array of '\(value.typeName)'")
  }

  /// A sequence: its items stacked.
  private static func rows(_ value: PyValue) throws(Raise) -> NDArray {
    var parts: [NDArray] = []
    for item in try value.contiguousItems() { parts.append(try natural(item)) }
    guard let first = parts.first else { return NDArray([Double](), shape: [0]) }
    var dtype = first.dtype
    for part in parts.dropFirst() {
      guard part.shape == first.shape else {
        throw Raise.value(
          "setting an array element with a sequence. The requested array has an inhomogeneous "
            + "shape after 1 dimensions. The detected shape was (\(parts.count),) + inhomogeneous "
            + "part.")
      }
      dtype = NumPyArithmetic.promote(dtype, part.dtype)
    }
    if first.shape.rank == 0 { return try numbers(parts, dtype) }
    var same: [NDArray] = []
    for part in parts { same.append(try part.converted(to: dtype)) }
    return try NumPyFunctions.stacked(same)
  }

  private static func numbers(_ parts: [NDArray], _ dtype: DType) throws(Raise) -> NDArray {
    let shape = TensorShape([parts.count])
    if dtype == .float64 {
      return NDArray(parts.map { $0.doubleIfSingle ?? 0 }, shape: shape)
    }
    if dtype.isFloating {
      return try NDArray(parts.map { $0.doubleIfSingle ?? 0 }, shape: shape).converted(to: dtype)
    }
    if dtype.isComplex {
      return try NDArray(parts.map { $0.complexNumbers[0] }, shape: shape).converted(to: dtype)
    }
    return try NDArray(parts.map { $0.integers[0] }, shape: shape).converted(to: dtype)
  }
}
