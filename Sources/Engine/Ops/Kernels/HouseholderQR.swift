/// A reflection that takes a vector to a multiple of the first unit vector: I − τ·v·vᵀ, v₀ = 1.
///
/// The multiple has the sign that the first element has not, so that nothing cancels.
///
/// - Source: Golub and Van Loan, Matrix Computations, 5.1.
struct Reflection<E: RealNumber> {
  /// v without its first element.
  var tail: [E]
  var factor: E
  /// What the vector becomes.
  var length: E

  init(_ vector: [E]) {
    let first = vector[0]
    var squares: E = 0
    for element in vector.dropFirst() { squares += element * element }
    guard squares > E.leastNormalMagnitude else {
      tail = [E](repeating: 0, count: vector.count - 1)
      factor = 0
      length = first
      return
    }
    let root = (first * first + squares).squareRoot()
    let target = first >= 0 ? -root : root
    tail = vector.dropFirst().map { $0 / (first - target) }
    factor = (target - first) / target
    length = target
  }

  /// Applies the reflection to rows `start…` of a matrix laid out row after row.
  func apply(
    to matrix: inout [E], _ columns: Int, start: Int, from firstColumn: Int, through last: Int
  ) {
    guard factor != 0 else { return }
    for column in firstColumn..<Swift.max(last, firstColumn) {
      var sum: E = 0
      for (offset, element) in tail.enumerated() {
        sum += element * matrix[(start + 1 + offset) * columns + column]
      }
      sum += matrix[start * columns + column]
      matrix[start * columns + column] -= factor * sum
      for (offset, element) in tail.enumerated() {
        matrix[(start + 1 + offset) * columns + column] -= factor * element * sum
      }
    }
  }
}

/// A matrix as a product of reflections and an upper triangle.
struct HouseholderQR<E: RealNumber> {
  let rows: Int
  let columns: Int
  private(set) var elements: [E]
  private var reflections: [Reflection<E>] = []
  /// Which column of the matrix each column is, where columns were exchanged.
  private(set) var order: [Int]

  init(_ matrix: [E], _ rows: Int, _ columns: Int, pivoting: Bool = false) {
    self.rows = rows
    self.columns = columns
    elements = matrix
    order = Array(0..<columns)
    for step in 0..<Swift.min(rows, columns) {
      if pivoting { exchange(step) }
      let reflection = Reflection((step..<rows).map { elements[$0 * columns + step] })
      elements[step * columns + step] = reflection.length
      for row in (step + 1)..<Swift.max(rows, step + 1) { elements[row * columns + step] = 0 }
      reflection.apply(to: &elements, columns, start: step, from: step + 1, through: columns)
      reflections.append(reflection)
    }
  }

  /// Brings the longest of the remaining columns to the front.
  private mutating func exchange(_ step: Int) {
    var (best, greatest): (Int, E) = (step, -1)
    for column in step..<columns {
      var sum: E = 0
      for row in step..<rows {
        sum += elements[row * columns + column] * elements[row * columns + column]
      }
      if sum > greatest { (best, greatest) = (column, sum) }
    }
    guard best != step else { return }
    for row in 0..<rows { elements.swapAt(row * columns + step, row * columns + best) }
    order.swapAt(step, best)
  }

  /// The first columns of the orthogonal factor.
  func orthogonal(_ count: Int) -> [E] {
    var q = [E](repeating: 0, count: rows * count)
    for index in 0..<Swift.min(rows, count) { q[index * count + index] = 1 }
    for step in reflections.indices.reversed() {
      reflections[step].apply(to: &q, count, start: step, from: 0, through: count)
    }
    return q
  }

  /// The first rows of the triangle.
  func triangle(_ count: Int) -> [E] { Array(elements[..<(count * columns)]) }
}
