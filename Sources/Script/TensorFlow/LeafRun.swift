import BigInt
import Engine

/// Nested Python sequences laid out flat: their shape, their leaves in row-major order and what the
/// first leaf says about the dtype, as TensorFlow's converter reads them.
struct LeafRun {
  /// What a sequence is made of, decided by its first leaf.
  enum Kind { case bool, int, float16, float, float64, complex, text }

  private(set) var lengths: [Int] = []
  private(set) var leaves: [PyValue] = []
  private(set) var kind: Kind?
  /// Whether a tensor or a variable is among the leaves.
  private(set) var hasTensor = false
  /// Whether a NumPy value is among the leaves.
  private(set) var hasNumPy = false

  init(_ value: PyValue) throws(Raise) {
    try descend(value)
    try collect(value, depth: 0)
  }

  /// The dtype of nested plain values taken together; `nil` where tensors are among them or they
  /// make no array.
  static func commonDType(_ value: PyValue) throws(Raise) -> DType? {
    guard let leaves = try? LeafRun(value), !leaves.hasTensor else { return nil }
    return try leaves.array().dtype
  }

  /// Finds the shape along the first elements.
  private mutating func descend(_ value: PyValue) throws(Raise) {
    if value.isTensorLike {
      hasTensor = true
      return
    }
    guard let items = try LeafRun.elements(of: value) else {
      kind = try LeafRun.kind(of: value)
      return
    }
    lengths.append(items.count)
    if let first = items.first { try descend(first) }
  }

  private mutating func collect(_ value: PyValue, depth: Int) throws(Raise) {
    if value.isTensorLike {
      hasTensor = true
      leaves.append(value)
      return
    }
    guard let items = try LeafRun.elements(of: value) else {
      guard hasTensor || depth == lengths.count else { throw LeafRun.ragged }
      if value.cast(NumPyScalar.self) != nil { hasNumPy = true }
      leaves.append(value)
      return
    }
    if value.cast(ArrayObject.self) != nil { hasNumPy = true }
    guard hasTensor || depth < lengths.count && items.count == lengths[depth] else {
      throw LeafRun.ragged
    }
    for item in items { try collect(item, depth: depth + 1) }
  }

  private static var ragged: Raise {
    Raise.value("Can't convert non-rectangular Python sequence to Tensor.")
  }

  static var mixed: Raise {
    Raise.value("Can't convert Python sequence with mixed types to Tensor.")
  }

  /// The elements of what counts as a sequence; `nil` for a leaf.
  static func elements(of value: PyValue) throws(Raise) -> ContiguousArray<PyValue>? {
    guard case .object(let object) = value else { return nil }
    switch object.kind {
    case .list, .tuple, .range: return try value.contiguousItems()
    default: break
    }
    if let array = object as? ArrayObject {
      return array.array.shape.rank == 0 ? nil : try value.contiguousItems()
    }
    if let shape = object as? ShapeObject { return ContiguousArray(shape.values) }
    if object is DictView { return try value.contiguousItems() }
    return nil
  }

  private static func kind(of value: PyValue) throws(Raise) -> Kind {
    switch value {
    case .bool: return .bool
    case .int: return .int
    case .float: return .float
    case .object(let object):
      switch object.kind {
      case .bigInt: return .int
      case .complex: return .complex
      case .string, .bytes: return .text
      default: break
      }
      if let dtype = (object as? NumPyScalar)?.dtype ?? (object as? ArrayObject)?.array.dtype {
        switch dtype {
        case .bool: return .bool
        case .float16: return .float16
        case .float64: return .float64
        case .string: return .text
        default: return dtype.isFloating ? .float : dtype.isComplex ? .complex : .int
        }
      }
    default: break
    }
    throw try unsupported(value)
  }

  /// The error of a value that no tensor can hold.
  static func unsupported(_ value: PyValue) throws(Raise) -> Raise {
    Raise.value(
      "Attempt to convert a value (\(try value.repr())) with an unsupported type "
        + "(\(try PyValue.object(value.type).repr())) to a Tensor.")
  }

  var shape: TensorShape { TensorShape(lengths) }

  // MARK: Arrays

  /// The array that the leaves make without a dtype being asked for.
  func array() throws(Raise) -> NDArray {
    guard let kind else { return NDArray([Float](), shape: shape) }
    switch kind {
    case .bool: return NDArray(try bools(), shape: shape)
    case .text: return NDArray(text: try texts(), shape: shape)
    case .complex: return NDArray(try complexNumbers(), shape: shape)
    case .float16: return try NDArray(try doubles(), shape: shape).converted(to: .float16)
    case .float: return NDArray(try floats(), shape: shape)
    case .float64: return NDArray(try doubles(), shape: shape)
    case .int:
      guard let whole = try integers() else { return NDArray(try floats(), shape: shape) }
      let fits = whole.allSatisfy { Int32(exactly: $0) != nil }
      return fits
        ? NDArray(whole.map { Int32(truncatingIfNeeded: $0) }, shape: shape)
        : NDArray(whole, shape: shape)
    }
  }

  /// The array of an asked dtype; `nil` where the leaves do not convert to it.
  func array(_ dtype: DType) throws(Raise) -> NDArray? {
    guard let kind else { return try NDArray.filled(0, dtype, shape) }
    switch dtype {
    case .float16, .float32, .float64:
      guard kind != .text, kind != .complex else { return nil }
      return try NDArray(try doubles(), shape: shape).converted(to: dtype)
    case .complex128:
      return kind == .text ? nil : NDArray(try complexNumbers(), shape: shape)
    case .int32, .int64, .uint64:
      guard kind == .int || kind == .bool, let whole = try integers(dtype) else { return nil }
      return try NDArray(whole, shape: shape).converted(to: dtype)
    case .bool: return kind == .bool ? NDArray(try bools(), shape: shape) : nil
    case .string: return kind == .text ? NDArray(text: try texts(), shape: shape) : nil
    default: return try castArray(kind, dtype)
    }
  }

  /// The array of a dtype that TensorFlow reaches by casting what the leaves make by themselves.
  private func castArray(_ kind: Kind, _ dtype: DType) throws(Raise) -> NDArray? {
    switch kind {
    case .bool:
      _ = try bools()
      return nil
    case .text: return nil
    case .int:
      if let whole = try integers() {
        return try NDArray(whole, shape: shape).converted(to: dtype)
      }
    case .complex:
      guard dtype.isComplex else { return nil }
      return try NDArray(try complexNumbers(), shape: shape).converted(to: dtype)
    case .float16, .float, .float64: break
    }
    guard !dtype.isInteger else { return nil }
    return try NDArray(try doubles(), shape: shape).converted(to: dtype)
  }

  private func bools() throws(Raise) -> [Bool] {
    var values: [Bool] = []
    values.reserveCapacity(leaves.count)
    for leaf in leaves {
      switch leaf {
      case .bool(let value): values.append(value)
      case .object(let object):
        guard let scalar = object as? NumPyScalar, scalar.dtype == .bool else {
          throw LeafRun.mixed
        }
        values.append(scalar.array.doubleIfSingle != 0)
      default: throw LeafRun.mixed
      }
    }
    return values
  }

  private func texts() throws(Raise) -> [[UInt8]] {
    var values: [[UInt8]] = []
    for leaf in leaves {
      if let text = leaf.text {
        values.append(Array(text.utf8))
      } else if let bytes = leaf.cast(BytesObject.self) {
        values.append(bytes.bytes)
      } else {
        throw LeafRun.mixed
      }
    }
    return values
  }

  /// `nil` where a fraction is among them.
  private func integers(_ dtype: DType? = nil) throws(Raise) -> [Int64]? {
    var values: [Int64] = []
    values.reserveCapacity(leaves.count)
    for leaf in leaves {
      switch leaf {
      case .int(let value): values.append(Int64(value))
      case .bool(let value): values.append(value ? 1 : 0)
      case .float: return nil
      case .object(let object):
        if object.kind == .bigInt {
          if dtype == .uint64, let word = leaf.bigInt.flatMap({ UInt64(exactly: $0) }) {
            values.append(Int64(bitPattern: word))
            continue
          }
          throw Raise.value("Can't convert Python sequence with out-of-range integer to Tensor.")
        }
        guard let array = (object as? NumPyScalar)?.array ?? (object as? ArrayObject)?.array,
          array.dtype != .string
        else { throw LeafRun.mixed }
        if array.dtype.isFloating { return nil }
        values.append(array.integers[0])
      default: throw LeafRun.mixed
      }
    }
    return values
  }

  private func doubles() throws(Raise) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(leaves.count)
    for leaf in leaves {
      switch leaf {
      case .float(let value): values.append(value)
      case .int(let value): values.append(Double(value))
      case .bool(let value): values.append(value ? 1 : 0)
      case .object(let object):
        if let array = (object as? NumPyScalar)?.array ?? (object as? ArrayObject)?.array,
          let value = array.doubleIfSingle
        {
          values.append(value)
        } else if let big = leaf.bigInt {
          values.append(Double(big))
        } else {
          throw LeafRun.mixed
        }
      default: throw try LeafRun.unsupported(leaf)
      }
    }
    return values
  }

  private func complexNumbers() throws(Raise) -> [Complex<Double>] {
    var values: [Complex<Double>] = []
    values.reserveCapacity(leaves.count)
    for leaf in leaves {
      if let array = leaf.numPyArray {
        guard array.dtype != .string, let value = array.complexNumbers.first else {
          throw LeafRun.mixed
        }
        values.append(value)
      } else if let parts = leaf.complexParts {
        values.append(Complex(parts.real, parts.imaginary))
      } else if let big = leaf.bigInt {
        values.append(Complex(Double(big), 0))
      } else {
        throw LeafRun.mixed
      }
    }
    return values
  }

  private func floats() throws(Raise) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(leaves.count)
    for double in try doubles() {
      let value = Float(double)
      if value.isInfinite, double.isFinite {
        throw Raise.value(
          "Can't convert Python sequence with a value out of range for a double-precision float.")
      }
      values.append(value)
    }
    return values
  }
}

extension PyValue {
  /// The array of a NumPy array or scalar.
  var numPyArray: NDArray? {
    guard case .object(let object) = self else { return nil }
    return (object as? NumPyScalar)?.array ?? (object as? ArrayObject)?.array
  }

  /// Whether it is a tensor, a variable or rows of one.
  var isTensorLike: Bool {
    guard case .object(let object) = self, object.kind == .other else { return false }
    return object is TensorObject || object is VariableObject || object is IndexedSlicesObject
  }
}
