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
      shape: array.shape.lengths, elements: elements(of: array), dtypeName: name)
  }

  private static func elements(of array: NDArray) -> ArrayText.Elements {
    switch array.dtype {
    case .float16, .bfloat16:
      let values = array.doubles
      return .float(.half) { values[$0] }
    case .float32:
      let values = array.doubles
      return .float(.single) { values[$0] }
    case .float64:
      let values = array.doubles
      return .float(.double) { values[$0] }
    case .bool:
      let values = array.doubles
      return .bool { values[$0] != 0 }
    case .string:
      guard case .text(let block) = array.payload else { return .text { _ in "" } }
      return .text { bytes(block.elements[$0]) }
    default:
      let values = array.integers
      return .integer { Int(values[$0]) }
    }
  }

  // MARK: Scalars

  /// NumPy's text of one number.
  static func scalar(_ array: NDArray) -> String {
    switch array.payload {
    case .text(let block): return bytes(block.elements.first ?? [])
    case .scalar(let bits):
      switch array.dtype {
      case .float32: return ScalarText.float(Double(Float(bits: bits)), .single)
      case .float64: return ScalarText.float(Double(bits: bits), .double)
      case .bool: return bits != 0 ? "True" : "False"
      default: return String(array.integers.first ?? 0)
      }
    case .block: return value(array.reshaped(.scalar))
    }
  }

  /// `b'text'`.
  static func bytes(_ bytes: [UInt8]) -> String {
    (try? PyValue.object(BytesObject(bytes)).repr()) ?? "b''"
  }
}
