import Engine

/// Numbers as the boxes of a graph show them: short, and never longer than a box has room for.
package enum CellNumber {
  /// The cells that any number fits into.
  package static let room = 6

  /// The number with as many digits as fit, four at most.
  package static func text(_ value: Double, _ dtype: DType = .float32) -> String {
    if dtype == .bool { return value != 0 ? "True" : "False" }
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    var shortest = ""
    for digits in [4, 3, 2, 1] {
      shortest = NumberFormat.rounded(value, digits: digits)
      if shortest.utf8.count <= room { break }
    }
    return shortest
  }

  /// A value in a few cells: a number, or a tensor's shape and norm.
  static func text(_ array: NDArray) -> String {
    if array.dtype == .string { return clipped(ValueText(array).exact, to: 12) }
    if array.dtype.isComplex { return clipped(ValueText(array).exact, to: 16) }
    if array.shape.rank == 0, let number = array.doubleIfSingle { return text(number, array.dtype) }
    return "\(shape(array.shape)) \(norm(array))"
  }

  /// An adjoint in a few cells: of a tensor the norm alone, for its shape is the value's.
  static func adjointText(_ array: NDArray) -> String {
    if array.shape.rank == 0, let number = array.doubleIfSingle { return text(number, array.dtype) }
    if array.dtype.isComplex { return clipped(ValueText(array).exact, to: 16) }
    return norm(array)
  }

  private static func norm(_ array: NDArray) -> String {
    if array.dtype.isComplex || array.dtype == .string { return "" }
    var sum = 0.0
    for element in array.doubles { sum += element * element }
    return "‖\(text(sum.squareRoot(), array.dtype.isInteger ? .float64 : array.dtype))‖"
  }

  /// `(2,3)`, without the blanks that a table has room for.
  static func shape(_ shape: Shape) -> String {
    "(" + shape.lengths.map { String($0) }.joined(separator: ",")
      + (shape.rank == 1 ? ",)" : ")")
  }

  static func clipped(_ text: String, to count: Int) -> String {
    text.count > count ? String(text.prefix(count - 1)) + "…" : text
  }
}
