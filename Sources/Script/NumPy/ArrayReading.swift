import Engine

/// How values of the lesson become NumPy arrays.
enum ArrayReading {
  /// The array of any value, with NumPy's dtypes.
  static func array(_ value: PyValue, _ dtype: DType? = nil) throws(Raise) -> NDArray {
    let array = try natural(value)
    return try dtype.map { (dtype) throws(Raise) in try array.converted(to: dtype) } ?? array
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
