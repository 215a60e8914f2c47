/// Singular values, descending, and singular vectors of a matrix, by rotations from both sides.
///
/// A matrix that is not square is made so by a QR factorization with exchange of columns.
///
/// - Source: Golub and Van Loan, Matrix Computations, 8.6 (two-sided Jacobi, Kogbetliantz).
struct JacobiSVD<E: RealNumber> {
  private(set) var values: [E] = []
  /// Left and right singular vectors as columns, row after row.
  private(set) var left: [E] = []
  private(set) var right: [E] = []
  private let size: Int
  private var work: [E] = []

  init(_ matrix: [E], _ rows: Int, _ columns: Int) {
    size = Swift.min(rows, columns)
    let scale = matrix.map { Swift.abs($0) }.max() ?? 1
    let factor = scale > 0 ? scale : 1
    let scaled = matrix.map { $0 / factor }
    if rows > columns {
      prepareTall(scaled, rows, columns)
    } else if columns > rows {
      prepareTall(Self.transposed(scaled, rows, columns), columns, rows)
      (left, right) = (right, left)
      work = Self.transposed(work, size, size)
    } else {
      work = scaled
      left = Self.unit(size)
      right = Self.unit(size)
    }
    rotate()
    finish(factor)
  }

  static func transposed(_ matrix: [E], _ rows: Int, _ columns: Int) -> [E] {
    (0..<matrix.count).map { matrix[$0 % rows * columns + $0 / rows] }
  }

  private static func unit(_ size: Int) -> [E] {
    (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 }
  }

  private mutating func prepareTall(_ matrix: [E], _ rows: Int, _ columns: Int) {
    let qr = HouseholderQR(matrix, rows, columns, pivoting: true)
    work = qr.triangle(columns)
    left = qr.orthogonal(columns)
    right = [E](repeating: 0, count: columns * columns)
    for (place, column) in qr.order.enumerated() { right[column * columns + place] = 1 }
  }

  private mutating func rotate() {
    let least = 2 * E.leastNormalMagnitude
    var greatest: E = 0
    for index in 0..<size { greatest = Swift.max(greatest, Swift.abs(work[index * size + index])) }
    var isDone = false
    var rounds = 0
    while !isDone, rounds < 100 {
      isDone = true
      rounds += 1
      for p in 1..<Swift.max(size, 1) {
        for q in 0..<p {
          let bound = Swift.max(least, 2 * E.ulpOfOne * greatest)
          guard
            Swift.abs(work[p * size + q]) > bound || Swift.abs(work[q * size + p]) > bound
          else { continue }
          isDone = false
          turn(p, q)
          greatest = Swift.max(
            greatest, Swift.abs(work[p * size + p]), Swift.abs(work[q * size + q]))
        }
      }
    }
  }

  /// Makes a block of two rows and columns diagonal: first symmetric, then diagonal.
  private mutating func turn(_ p: Int, _ q: Int) {
    var block = [
      work[p * size + p], work[p * size + q], work[q * size + p], work[q * size + q],
    ]
    let sum = block[0] + block[3]
    let difference = block[2] - block[1]
    var first = PlaneRotation<E>(cosine: 1, sine: 0)
    if Swift.abs(difference) < E.leastNormalMagnitude {
      first = PlaneRotation(cosine: 1, sine: 0)
    } else {
      let ratio = sum / difference
      let root = (1 + ratio * ratio).squareRoot()
      first = PlaneRotation(cosine: ratio / root, sine: 1 / root)
    }
    first.turnRows(of: &block, 2, 0, 1)
    let second = Self.diagonalizing(block[0], block[1], block[3])
    // left = first · secondᵀ
    let (c, s) = (first.cosine, first.sine)
    let outer = PlaneRotation(
      cosine: c * second.cosine + s * second.sine, sine: s * second.cosine - c * second.sine)
    outer.turnRows(of: &work, size, p, q)
    PlaneRotation(cosine: outer.cosine, sine: -outer.sine).turnColumns(of: &left, size, p, q)
    second.turnColumns(of: &work, size, p, q)
    second.turnColumns(of: &right, size, p, q)
  }

  /// The rotation that makes [x y; y z] diagonal.
  private static func diagonalizing(_ x: E, _ y: E, _ z: E) -> PlaneRotation<E> {
    let twice = 2 * Swift.abs(y)
    guard twice >= E.leastNormalMagnitude else { return PlaneRotation(cosine: 1, sine: 0) }
    let tau = (x - z) / twice
    let root = (tau * tau + 1).squareRoot()
    let tangent = tau > 0 ? 1 / (tau + root) : 1 / (tau - root)
    let sign: E = tangent > 0 ? 1 : -1
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = -sign * (y / Swift.abs(y)) * Swift.abs(tangent) * cosine
    return PlaneRotation(cosine: cosine, sine: sine)
  }

  private mutating func finish(_ scale: E) {
    values = (0..<size).map { Swift.abs(work[$0 * size + $0]) * scale }
    for index in 0..<size where work[index * size + index] < 0 {
      for row in 0..<(left.count / size) { left[row * size + index] = -left[row * size + index] }
    }
    for place in 0..<size {
      var best = place
      for other in place..<size where values[other] > values[best] { best = other }
      guard best != place else { continue }
      values.swapAt(place, best)
      for row in 0..<(left.count / size) { left.swapAt(row * size + place, row * size + best) }
      for row in 0..<(right.count / size) { right.swapAt(row * size + place, row * size + best) }
    }
  }
}
