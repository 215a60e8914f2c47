import Engine

/// A tensor read out for looking at it: elements as numbers and as text, and their summary.
package struct TensorContent: Sendable {
  package let dtype: DType
  package let lengths: [Int]
  /// The elements in row-major order; of complex numbers their sizes, of text nothing.
  package let numbers: [Double]
  package let summary: TensorSummary
  private let complex: [Complex<Double>]
  private let texts: [[UInt8]]

  package init(_ array: NDArray) {
    dtype = array.dtype
    lengths = (0..<array.shape.rank).map { array.shape[$0] }
    complex = array.dtype.isComplex ? array.complexNumbers : []
    texts = array.texts
    numbers =
      array.dtype.isComplex
      ? complex.map { ($0.real * $0.real + $0.imaginary * $0.imaginary).squareRoot() }
      : array.doubles
    summary = TensorSummary(numbers)
  }

  /// How many elements there are.
  package var count: Int { texts.isEmpty ? numbers.count : texts.count }

  /// Whether it holds text, which has neither range nor colors.
  package var isText: Bool { dtype == .string }

  /// An element for a table.
  package func fixed(_ index: Int) -> String {
    text(index) { NumberFormat.fixed($0, dtype) }
  }

  /// An element with all its digits.
  package func exact(_ index: Int) -> String {
    text(index) { NumberFormat.exact($0, dtype.isComplex ? .float64 : dtype) }
  }

  private func text(_ index: Int, _ written: (Double) -> String) -> String {
    if texts.indices.contains(index) {
      return "'" + String(decoding: texts[index], as: UTF8.self) + "'"
    }
    if complex.indices.contains(index) {
      let number = complex[index]
      let sign = number.imaginary < 0 ? "" : "+"
      return "\(NumberFormat.fixed(number.real))\(sign)\(NumberFormat.fixed(number.imaginary))j"
    }
    return numbers.indices.contains(index) ? written(numbers[index]) : ""
  }

  /// The places of an element along each axis.
  package func places(of index: Int) -> [Int] {
    var rest = index
    var places = [Int](repeating: 0, count: lengths.count)
    for axis in lengths.indices.reversed() where lengths[axis] > 0 {
      places[axis] = rest % lengths[axis]
      rest /= lengths[axis]
    }
    return places
  }

  /// The element after a place, going round, that is no finite number.
  package func broken(after place: Int, backward: Bool = false) -> Int? {
    guard !summary.isFinite, !numbers.isEmpty else { return nil }
    let step = backward ? numbers.count - 1 : 1
    var index = Swift.min(Swift.max(place, -1), numbers.count - 1)
    if index < 0 { index = numbers.count - 1 }
    for _ in numbers.indices {
      index = (index + step) % numbers.count
      if !numbers[index].isFinite { return index }
    }
    return nil
  }
}
