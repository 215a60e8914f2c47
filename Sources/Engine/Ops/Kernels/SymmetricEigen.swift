/// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, of which the lower triangle is
/// read.
///
/// Reflections make it tridiagonal, then rotations diagonal.
///
/// - Source: Golub and Van Loan, Matrix Computations, 8.3 (Householder, implicit shifts of
///   Wilkinson).
struct SymmetricEigen<E: RealNumber> {
  private(set) var values: [E]
  /// Eigenvectors as columns, row after row.
  private(set) var vectors: [E]
  private let size: Int
  private var offDiagonal: [E]

  init(_ matrix: UnsafeBufferPointer<E>, _ size: Int) {
    self.size = size
    var a = Array(matrix)
    var scale: E = 0
    for row in 0..<size {
      for column in 0...row { scale = Swift.max(scale, Swift.abs(a[row * size + column])) }
    }
    if scale == 0 { scale = 1 }
    for row in 0..<size {
      for column in 0...row {
        a[row * size + column] /= scale
        a[column * size + row] = a[row * size + column]
      }
    }
    vectors = [E](repeating: 0, count: size * size)
    for index in 0..<size { vectors[index * size + index] = 1 }
    values = []
    offDiagonal = []
    tridiagonalize(&a)
    values = (0..<size).map { a[$0 * size + $0] }
    offDiagonal = (0..<Swift.max(size - 1, 0)).map { a[($0 + 1) * size + $0] }
    diagonalize()
    sort()
    for index in values.indices { values[index] *= scale }
  }

  /// A ← H·A·H for reflections H that clear each column below the subdiagonal; Q collects them.
  private mutating func tridiagonalize(_ a: inout [E]) {
    let n = size
    var reflections: [Reflection<E>] = []
    for step in 0..<Swift.max(n - 1, 0) {
      let reflection = Reflection(((step + 1)..<n).map { a[$0 * n + step] })
      let v = [1] + reflection.tail
      let tau = reflection.factor
      // p = τ·A·v, w = p − (τ/2)(pᵀv)·v, A ← A − v·wᵀ − w·vᵀ
      let count = v.count
      var p = [E](repeating: 0, count: count)
      for i in 0..<count {
        for j in 0..<count { p[i] += a[(step + 1 + i) * n + step + 1 + j] * (tau * v[j]) }
      }
      var dot: E = 0
      for i in 0..<count { dot += p[i] * v[i] }
      let half = tau * -0.5 * dot
      for i in 0..<count { p[i] += half * v[i] }
      for i in 0..<count {
        for j in 0...i {
          let place = (step + 1 + i) * n + step + 1 + j
          a[place] -= v[i] * p[j] + p[i] * v[j]
          a[(step + 1 + j) * n + step + 1 + i] = a[place]
        }
      }
      a[(step + 1) * n + step] = reflection.length
      reflections.append(reflection)
    }
    for step in reflections.indices.reversed() {
      reflections[step].apply(to: &vectors, n, start: step + 1, from: 0, through: n)
    }
  }

  private mutating func diagonalize() {
    var end = size - 1
    var rounds = 0
    while end > 0, rounds < 30 * size {
      for index in 0..<end where isNegligible(index) { offDiagonal[index] = 0 }
      while end > 0, offDiagonal[end - 1] == 0 { end -= 1 }
      guard end > 0 else { return }
      rounds += 1
      var start = end - 1
      while start > 0, offDiagonal[start - 1] != 0 { start -= 1 }
      sweep(start, end)
    }
  }

  private func isNegligible(_ index: Int) -> Bool {
    let element = offDiagonal[index]
    if Swift.abs(element) < E.leastNormalMagnitude { return true }
    let scaled = element / E.ulpOfOne
    return scaled * scaled <= Swift.abs(values[index]) + Swift.abs(values[index + 1])
  }

  /// One step of QR with an implicit shift on a block without zeros beside the diagonal.
  private mutating func sweep(_ start: Int, _ end: Int) {
    let difference = (values[end - 1] - values[end]) * 0.5
    let last = offDiagonal[end - 1]
    var shift = values[end]
    if difference == 0 {
      shift -= Swift.abs(last)
    } else if last != 0 {
      let root = E.hypot(difference, last)
      let sum = difference + (difference > 0 ? root : -root)
      shift -= last * last == 0 ? last / (sum / last) : last * last / sum
    }
    var (x, z) = (values[start] - shift, offDiagonal[start])
    var k = start
    while k < end, z != 0 {
      let rotation = PlaneRotation(clearing: z, against: x)
      let (c, s) = (rotation.cosine, rotation.sine)
      let (upper, side, lower) = (values[k], offDiagonal[k], values[k + 1])
      let left = s * upper + c * side
      let right = s * side + c * lower
      values[k] = c * (c * upper - s * side) - s * (c * side - s * lower)
      values[k + 1] = s * left + c * right
      offDiagonal[k] = c * left - s * right
      if k > start { offDiagonal[k - 1] = c * offDiagonal[k - 1] - s * z }
      x = offDiagonal[k]
      if k < end - 1 {
        z = -s * offDiagonal[k + 1]
        offDiagonal[k + 1] = c * offDiagonal[k + 1]
      }
      rotation.turnColumns(of: &vectors, size, k, k + 1)
      k += 1
    }
  }

  private mutating func sort() {
    for place in 0..<Swift.max(size - 1, 0) {
      var least = place
      for other in place..<size where values[other] < values[least] { least = other }
      guard least != place else { continue }
      values.swapAt(place, least)
      for row in 0..<size { vectors.swapAt(row * size + place, row * size + least) }
    }
  }
}

/// A rotation of two axes by their cosine and sine.
struct PlaneRotation<E: RealNumber> {
  var cosine: E
  var sine: E

  init(cosine: E, sine: E) {
    self.cosine = cosine
    self.sine = sine
  }

  /// The rotation after which the second of two elements is 0.
  init(clearing q: E, against p: E) {
    if q == 0 {
      self.init(cosine: p < 0 ? -1 : 1, sine: 0)
    } else if p == 0 {
      self.init(cosine: 0, sine: q < 0 ? 1 : -1)
    } else if Swift.abs(p) > Swift.abs(q) {
      let ratio = q / p
      let root = (1 + ratio * ratio).squareRoot()
      let cosine = 1 / (p < 0 ? -root : root)
      self.init(cosine: cosine, sine: -ratio * cosine)
    } else {
      let ratio = p / q
      let root = (1 + ratio * ratio).squareRoot()
      let sine = -1 / (q < 0 ? -root : root)
      self.init(cosine: -ratio * sine, sine: sine)
    }
  }

  /// Columns p and q of a matrix: p ← c·p − s·q, q ← s·p + c·q.
  func turnColumns(of matrix: inout [E], _ columns: Int, _ p: Int, _ q: Int) {
    for row in 0..<(matrix.count / Swift.max(columns, 1)) {
      let (x, y) = (matrix[row * columns + p], matrix[row * columns + q])
      matrix[row * columns + p] = cosine * x - sine * y
      matrix[row * columns + q] = sine * x + cosine * y
    }
  }

  /// Rows p and q of a matrix: p ← c·p + s·q, q ← −s·p + c·q.
  func turnRows(of matrix: inout [E], _ columns: Int, _ p: Int, _ q: Int) {
    for column in 0..<columns {
      let (x, y) = (matrix[p * columns + column], matrix[q * columns + column])
      matrix[p * columns + column] = cosine * x + sine * y
      matrix[q * columns + column] = -sine * x + cosine * y
    }
  }
}
