import Engine

/// The text of arrays and scalars inside tensors, variables and NumPy values.
enum TensorText {
  /// What stands between `tf.Tensor(` and `, shape=`.
  static func value(_ array: NDArray) -> String {
    array.shape.rank == 0 ? scalar(array) : arrayText(array).string
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

  /// `array([1., 2.], dtype=float32)`.
  static func repr(_ array: NDArray) -> String {
    arrayText(array).representation(impliedName: array.dtype.name)
  }

  private static func arrayText(_ array: NDArray) -> ArrayText {
    let implied: Set<DType> = [.float64, .int64, .bool, .complex128]
    let name =
      array.dtype == .string ? "object" : implied.contains(array.dtype) ? nil : array.dtype.name
    return ArrayText(
      shape: array.shape.lengths, elements: elements(of: array), dtypeName: name,
      options: .current)
  }

  /// The array's text with options of its own.
  static func text(
    _ array: NDArray, _ options: ArrayPrintOptions, separator: String, prefix: Int
  ) -> String {
    var text = arrayText(array)
    text.options = options
    return array.shape.rank == 0
      ? scalar(array) : text.body(separator: separator, prefixWidth: prefix)
  }

  private static func elements(of array: NDArray) -> ArrayText.Elements {
    if let written = ArrayFormatters.text(of: array) { return .text(written) }
    switch array.dtype {
    case .float16, .float32, .float64:
      let values = array.doubles
      return .float(array.dtype.printedPrecision) { values[$0] }
    case .bfloat16:
      let values = array.doubles
      return .text { ScalarText.brainFloat(values[$0]) }
    case .complex64, .complex128:
      let values = array.complexNumbers
      return .complex(array.dtype.realPart.printedPrecision) { values[$0].parts }
    case .bool:
      let values = array.doubles
      return .bool { values[$0] != 0 }
    case .string:
      guard case .text(let block) = array.payload else { return .text { _ in "" } }
      return .text { bytes(block.elements[$0]) }
    case .uint64:
      let values = array.integers
      return .unsigned { UInt(bitPattern: Int(values[$0])) }
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32:
      let values = array.integers
      return .integer { Int(values[$0]) }
    }
  }

  // MARK: Scalars

  /// NumPy's text of one number.
  static func scalar(_ array: NDArray) -> String {
    if case .text(let block) = array.payload { return bytes(block.elements.first ?? []) }
    switch array.dtype {
    case .float16, .float32, .float64:
      return ScalarText.float(array.doubleIfSingle ?? .nan, array.dtype.printedPrecision)
    case .bfloat16: return ScalarText.brainFloat(array.doubleIfSingle ?? .nan)
    case .complex64, .complex128:
      let value = array.complexNumbers.first ?? .zero
      return ScalarText.complex(value.parts, array.dtype.realPart.printedPrecision)
    case .bool: return array.doubleIfSingle != 0 ? "True" : "False"
    case .uint64: return String(UInt64(bitPattern: array.integers.first ?? 0))
    default: return String(array.integers.first ?? 0)
    }
  }

  /// `b'text'`.
  static func bytes(_ bytes: [UInt8]) -> String {
    (try? PyValue.object(BytesObject(bytes)).repr()) ?? "b''"
  }
}

extension DType {
  /// How many digits tell two numbers of a floating-point dtype apart.
  fileprivate var printedPrecision: ArrayText.Precision {
    self == .float64 ? .double : self == .float32 ? .single : .half
  }
}

extension Complex<Double> {
  var parts: (real: Double, imaginary: Double) { (real, imaginary) }
}
