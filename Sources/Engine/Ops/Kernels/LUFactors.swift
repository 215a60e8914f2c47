/// A square matrix as a row order, a unit lower and an upper triangle.
///
/// P·A = L·U, in each column the greatest element as pivot. The steps round in the order in which
/// TensorFlow's do: no fused operations, quotients before products.
struct LUFactors<E: RealNumber> {
  let size: Int
  /// Both triangles, row after row; the ones of L are left out.
  private(set) var elements: [E]
  /// Which row of the matrix each row is.
  private(set) var order: [Int]
  /// Whether the row order is an odd one.
  private(set) var isOdd = false

  init(_ matrix: UnsafeBufferPointer<E>, _ size: Int, transposed: Bool = false) {
    self.size = size
    order = Array(0..<size)
    elements = Array(matrix)
    if transposed {
      for row in 0..<size {
        for column in 0..<size { elements[row * size + column] = matrix[column * size + row] }
      }
    }
    for step in 0..<size { eliminate(step) }
  }

  private mutating func eliminate(_ step: Int) {
    let n = size
    var pivot = step
    for row in (step + 1)..<Swift.max(n, step + 1)
    where Swift.abs(elements[row * n + step]) > Swift.abs(elements[pivot * n + step]) {
      pivot = row
    }
    guard elements[pivot * n + step] != 0 else { return }
    if pivot != step {
      for column in 0..<n { elements.swapAt(step * n + column, pivot * n + column) }
      order.swapAt(step, pivot)
      isOdd.toggle()
    }
    elements.withUnsafeMutableBufferPointer { elements in
      for row in (step + 1)..<Swift.max(n, step + 1) {
        let factor = elements[row * n + step] / elements[step * n + step]
        elements[row * n + step] = factor
        for column in (step + 1)..<n {
          elements[row * n + column] -= factor * elements[step * n + column]
        }
      }
    }
  }

  /// Whether a pivot is 0 (or not a number).
  var isSingular: Bool {
    (0..<size).contains { !(Swift.abs(elements[$0 * size + $0]) > 0) }
  }

  /// Sign and logarithm of the magnitude of the determinant.
  var logDeterminant: (sign: E, logarithm: E) {
    var (sign, sum): (E, E) = (isOdd ? -1 : 1, 0)
    for index in 0..<size {
      let pivot = elements[index * size + index]
      sum += E.log(Swift.abs(pivot))
      sign *= pivot / Swift.abs(pivot)
    }
    return sum.isFinite ? (sign, sum) : (sum.isNaN ? sign : sum < 0 ? 0 : sign, sum)
  }

  /// Solves for right sides that lie beside each other, row after row.
  func solve(_ right: UnsafeBufferPointer<E>, _ columns: Int, into x: UnsafeMutableBufferPointer<E>)
  {
    let n = size
    for row in 0..<n {
      for column in 0..<columns { x[row * columns + column] = right[order[row] * columns + column] }
    }
    elements.withUnsafeBufferPointer { factors in
      TriangularKernel.lower(factors, n, isUnit: true, x, columns)
      TriangularKernel.upper(factors, n, x, columns)
    }
  }
}

/// Substitution in triangular systems, in place; right sides lie beside each other.
enum TriangularKernel {
  /// Forward substitution: L·X = B.
  static func lower<E: RealNumber>(
    _ matrix: UnsafeBufferPointer<E>, _ n: Int, isUnit: Bool = false,
    _ x: UnsafeMutableBufferPointer<E>, _ columns: Int
  ) {
    for row in 0..<n {
      for earlier in 0..<row {
        let factor = matrix[row * n + earlier]
        for column in 0..<columns {
          x[row * columns + column] -= factor * x[earlier * columns + column]
        }
      }
      guard !isUnit else { continue }
      let inverse = 1 / matrix[row * n + row]
      for column in 0..<columns { x[row * columns + column] *= inverse }
    }
  }

  /// Backward substitution: U·X = B.
  static func upper<E: RealNumber>(
    _ matrix: UnsafeBufferPointer<E>, _ n: Int, _ x: UnsafeMutableBufferPointer<E>, _ columns: Int
  ) {
    for row in stride(from: n - 1, through: 0, by: -1) {
      for later in (row + 1)..<Swift.max(n, row + 1) {
        let factor = matrix[row * n + later]
        for column in 0..<columns {
          x[row * columns + column] -= factor * x[later * columns + column]
        }
      }
      let inverse = 1 / matrix[row * n + row]
      for column in 0..<columns { x[row * columns + column] *= inverse }
    }
  }
}
