import BigInt

/// Readings of a value as a number of Swift.
extension PyValue {
  /// The value as a whole number (`__index__`), or `nil` where it is none.
  package func asIndex() throws(Raise) -> PyValue? {
    switch self {
    case .int: self
    case .bool(let value): .int(value ? 1 : 0)
    case .object(let object): try object.asIndex()
    default: nil
    }
  }

  /// The value as a machine word, or the `TypeError` or `OverflowError` that CPython raises.
  package func asIndexInt() throws(Raise) -> Int {
    if case .int(let value) = self { return value }
    guard let index = try asIndex() else {
      throw Raise.type("'\(typeName)' object cannot be interpreted as an integer")
    }
    guard let small = index.smallInt else {
      throw Raise.overflow("Python int too large to convert to C ssize_t")
    }
    return small
  }

  /// A machine word, for an `int` that fits.
  package var smallInt: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// An `int` brought into the range of a machine word.
  var clampedInt: Int {
    if let smallInt { return smallInt }
    return (bigInt?.sign ?? .plus) == .minus ? -Int.max : .max
  }

  /// The value as a `float`, as `math` functions take it.
  package func asDouble() throws(Raise) -> Double {
    switch self {
    case .float(let value): return value
    case .int(let value): return Double(value)
    case .bool(let value): return value ? 1 : 0
    case .object(let object):
      if let double = try object.asFloat() { return double }
    default: break
    }
    throw Raise.type("must be real number, not \(typeName)")
  }

  /// A position in a sequence of `count`, counted from the end where negative.
  func sequenceIndex(_ count: Int, of kind: String, verb: String = "") throws(Raise) -> Int {
    var index: Int
    if case .int(let value) = self {
      index = value
    } else {
      guard let value = try asIndex() else {
        if kind == "string" {
          throw Raise.type("string indices must be integers, not '\(typeName)'")
        }
        let kind = kind == "range object" ? "range" : kind
        throw Raise.type("\(kind) indices must be integers or slices, not \(typeName)")
      }
      guard let small = value.smallInt else {
        throw Raise.index("cannot fit 'int' into an index-sized integer")
      }
      index = small
    }
    if index < 0 { index += count }
    guard index >= 0, index < count else {
      throw Raise.index("\(kind) \(verb)index out of range")
    }
    return index
  }

  /// The factor of `sequence * n`, or `nil` where the value is no whole number.
  var repeatCount: Int? {
    get throws(Raise) {
      guard let index = try asIndex() else { return nil }
      guard let count = index.smallInt else {
        throw Raise.overflow("cannot fit 'int' into an index-sized integer")
      }
      guard count < 1 << 36 else { throw Raise(.memoryError, []) }
      return count
    }
  }

  var isNumber: Bool {
    switch self {
    case .int, .float, .bool: true
    case .object(let object): object.kind == .bigInt || object.kind == .complex
    default: false
    }
  }

  /// The parts of a `complex`, or of a number read as one.
  package var complexParts: (real: Double, imaginary: Double)? {
    switch self {
    case .int(let value): (Double(value), 0)
    case .bool(let value): (value ? 1 : 0, 0)
    case .float(let value): (value, 0)
    case .object(let object):
      if let complex = object as? ComplexObject {
        (complex.real, complex.imaginary)
      } else if let big = object as? BigIntObject {
        (Double(big.value), 0)
      } else {
        nil
      }
    default: nil
    }
  }
}
