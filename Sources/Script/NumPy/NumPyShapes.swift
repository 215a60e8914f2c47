import Engine
import Glibc

/// The shapes of new arrays, which must be ones that can be had.
enum NumPyShapes {
  static func checked(_ lengths: [Int], _ dtype: DType) throws(Raise) -> TensorShape {
    guard lengths.allSatisfy({ $0 >= 0 }) else {
      throw Raise.value("negative dimensions are not allowed")
    }
    let shape = TensorShape(lengths)
    guard shape.byteCount(dtype) != nil else {
      throw Raise.value(
        "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible "
          + "size.")
    }
    return try NumPyErrors.translating { () throws(EngineError) in
      try shape.fitting(dtype, op: "array")
    }
  }

  /// No memory for an array.
  static func tooLarge(_ shape: TensorShape, _ dtype: DType) -> Raise {
    let bytes = Double(shape.count) * Double(dtype.byteWidth)
    return Raise(
      memoryError,
      "Unable to allocate \(amount(bytes)) for an array with shape \(shape) and data type "
        + dtype.name)
  }

  nonisolated(unsafe) static let memoryError = TypeObject(
    "MemoryError", module: "numpy._core._exceptions", qualname: "_ArrayMemoryError",
    base: .memoryError, extensible: true)

  /// `71.1 PiB`, as NumPy rounds it.
  private static func amount(_ bytes: Double) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (size, unit) = (bytes, 0)
    while unit < units.count - 1, size.rounded(.toNearestOrEven) >= 1024 {
      (size, unit) = (size / 1024, unit + 1)
    }
    let digits = unit == 0 ? ".0f" : size.rounded(.toNearestOrEven) < 1000 ? "#.3g" : "#.0f"
    return ((try? PyValue.float(size).format(digits)) ?? "\(size)") + " " + units[unit]
  }
}
