import Engine

/// The text of arrays and scalars inside tensors, variables and NumPy values.
enum TensorText {
  /// What stands between `tf.Tensor(` and `, shape=`.
  static func value(_ array: NDArray) -> String {
    array.shape.rank == 0 ? scalar(array) : ArrayText.text(of: array)
  }

  /// The same inside `tf.Tensor(…)`: a matrix of several rows starts on a new line.
  static func tensor(_ array: NDArray) -> String {
    let text = value(array)
    return text.contains("\n") ? "\n" + text : text
  }

  /// What stands behind `numpy=`: Python's text of one number, the repr of an array.
  static func numpy(_ array: NDArray) -> String {
    guard array.shape.rank == 0 else {
      let text = repr(array)
      return text.contains("\n") ? "\n" + text : text
    }
    if case .text = array.payload { return scalar(array) }
    return (try? NumPyScalar(array).item().repr()) ?? scalar(array)
  }

  /// `array([1., 2.], dtype=float32)`
  static func repr(_ array: NDArray) -> String { ArrayText.repr(of: array) }

  // MARK: Scalars

  /// NumPy's text of one number.
  static func scalar(_ array: NDArray) -> String {
    switch array.payload {
    case .text(let block): return bytes(block.elements.first ?? [])
    case .scalar(let bits):
      switch array.dtype {
      case .float32: return ScalarText.text(Float(bits: bits))
      case .float64: return ScalarText.text(Double(bits: bits))
      case .bool: return bits != 0 ? "True" : "False"
      default: return String(array.integers.first ?? 0)
      }
    case .block: return value(array.reshaped(.scalar))
    }
  }

  /// `b'text'`
  static func bytes(_ bytes: [UInt8]) -> String {
    (try? PyValue.object(BytesObject(bytes)).repr()) ?? "b''"
  }
}

/// NumPy 2's text of floating scalars: the shortest digits, an exponent outside a dtype's range.
enum ScalarText {
  static func text(_ value: Double) -> String {
    // float64 scalars print as Python floats do.
    (try? PyValue.float(value).repr()) ?? value.description
  }

  static func text(_ value: Float) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let magnitude = Swift.abs(Double(value))
    let (digits, point) = shortest(value)
    let sign = value.sign == .minus ? "-" : ""
    if magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e6) {
      return sign + positional(digits, point)
    }
    let exponent = point - 1
    let rest = digits.count > 1 ? "." + digits.dropFirst() : ""
    let number = String(Swift.abs(exponent))
    return sign + digits.prefix(1) + rest + "e" + (exponent < 0 ? "-" : "+")
      + (number.count < 2 ? "0" : "") + number
  }

  private static func positional(_ digits: String, _ point: Int) -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return digits + String(repeating: "0", count: point - digits.count) + ".0"
    }
    let split = digits.index(digits.startIndex, offsetBy: point)
    return digits[..<split] + "." + digits[split...]
  }

  /// The fewest digits that read back, and how many of them stand before the point.
  private static func shortest(_ value: Float) -> (digits: String, point: Int) {
    var mantissa = Swift.abs(value).description
    var exponent = 0
    if let mark = mantissa.firstIndex(of: "e") {
      exponent = Int(mantissa[mantissa.index(after: mark)...]) ?? 0
      mantissa = String(mantissa[..<mark])
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(parts[0])
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    var digits = whole + fraction
    var point = whole.count + exponent
    while digits.count > 1, digits.hasPrefix("0") {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    if digits == "0" { point = 1 }
    return (digits, point)
  }
}
