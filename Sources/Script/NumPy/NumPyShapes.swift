import Engine
import Glibc

/// The shapes of new arrays, which must be ones that can be had.
enum NumPyShapes {
  static func checked(_ lengths: [Int], _ dtype: DType) throws(Raise) -> TensorShape {
    guard lengths.allSatisfy({ $0 >= 0 }) else {
      throw Raise.value("negative dimensions are not allowed")
    }
    let shape = TensorShape(lengths)
    do throws(EngineError) {
      return try shape.fitting(dtype, op: "array")
    } catch {
      guard case .outOfMemory = error else {
        throw Raise.value(
          "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible "
            + "size.")
      }
      let bytes = Double(shape.count) * Double(dtype.byteWidth)
      throw Raise(
        .memoryError,
        "Unable to allocate \(amount(bytes)) for an array with shape \(shape) and data type "
          + dtype.name)
    }
  }

  /// `71.1 PiB`.
  private static func amount(_ bytes: Double) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (size, unit) = (bytes, 0)
    while size >= 1024, unit < units.count - 1 { (size, unit) = (size / 1024, unit + 1) }
    let tenths = (size * (size < 100 ? 10 : 1)).rounded(.toNearestOrEven) / (size < 100 ? 10 : 1)
    return (tenths == tenths.rounded() && size >= 100 ? "\(Int(tenths))" : "\(tenths)") + " "
      + units[unit]
  }
}
