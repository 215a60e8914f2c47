/// Factorizations of stacks of matrices by LAPACK.
///
/// They have LAPACK's signs and orders, which are NumPy's; ops with TensorFlow's signs use them where
/// the signs agree.
package struct Decompositions {
  let op: String

  package init(_ op: String) { self.op = op }

  /// The parts of a decomposition: stacks of matrices or vectors, or `nil` where it fails.
  package typealias Parts = [NDArray]?

  /// What a decomposition of one matrix by columns gives: parts with their shapes, by columns too.
  enum Part<E: Number> {
    case matrix([E], rows: Int, columns: Int)
    case reals([Double])
    case complexVector([Complex<Double>])
    case complexMatrix([Complex<Double>], size: Int)
    case numbers([E])
  }

  package enum Kind {
    case inverse
    case qr(full: Bool)
    case singular(vectors: Bool, full: Bool)
    case eigenSymmetric(vectors: Bool, upper: Bool)
    case eigen(vectors: Bool)
    /// Where a matrix is not positive definite all fail, or its own factor is no number.
    case cholesky(failsAsNaN: Bool)
    /// Sign and logarithm of the magnitude of the determinant.
    case logDeterminant

    fileprivate var isOfNumbers: Bool {
      if case .logDeterminant = self { true } else { false }
    }
  }

  /// Whether LAPACK factors a stack: complex matrices, and those that are large.
  ///
  /// Small ones are factored step by step as TensorFlow does it, so that the last digits agree.
  static func takes(_ x: NDArray) -> Bool {
    if x.dtype.isComplex { return true }
    guard x.dtype == .float32 || x.dtype == .float64 else { return false }
    return Swift.max(x.shape[-1], x.shape[-2]) > 16
  }

  /// Sign and logarithm of determinants of matrices that LAPACK factors.
  func logDeterminant(
    _ x: NDArray
  ) throws(EngineError) -> (sign: NDArray, logarithm: NDArray)? {
    guard Self.takes(x), let found = try run(.logDeterminant, x) else { return nil }
    return (found[0], found[1])
  }

  package func run(_ kind: Kind, _ x: NDArray) throws(EngineError) -> Parts {
    try x.dtype.open(DecompositionWork(x: x, kind: kind, op: op), for: op)
  }

  /// z with x @ z = y for each pair of matrices of two stacks of the same batch shape.
  package func solve(_ x: NDArray, _ y: NDArray) throws(EngineError) -> NDArray? {
    try x.dtype.open(SolutionWork(x: x, y: y, op: op), for: op)
  }

  /// Solution, residuals, rank and singular values of one least-squares problem.
  package func leastSquares(
    _ x: NDArray, _ y: NDArray, relativeBound: Double
  ) throws(EngineError) -> (solution: NDArray, residuals: NDArray, rank: Int, values: NDArray)? {
    try x.dtype.open(LeastSquaresWork(x: x, y: y, bound: relativeBound, op: op), for: op)
  }
}

extension NDArray {
  /// Each matrix of a stack transposed, its elements conjugated.
  static func adjoint(_ matrices: NDArray) throws(EngineError) -> NDArray {
    try Conjugate().evaluate([.transposed(matrices)]).contiguous()
  }
}

private struct DecompositionWork: NumberWork {
  let x: NDArray
  let kind: Decompositions.Kind
  let op: String

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> [NDArray]? {
    let lapack = try LAPACK<E>(for: op)
    let batch = Array(x.shape.lengths.dropLast(2))
    let (rows, columns) = (x.shape[-2], x.shape[-1])
    let count = batch.reduce(1, *)
    let all = try x.withElements(E.self) { Array($0) }
    var found: [[Decompositions.Part<E>]] = []
    for index in 0..<Swift.max(count, 1) {
      let size = rows * columns
      let matrix =
        count == 0
        ? [E](repeating: .one, count: size) : Array(all[(index * size)..<((index + 1) * size)])
      guard
        let parts = try decomposed(lapack, matrix.turned(rows, columns), rows, columns)
      else { return nil }
      found.append(parts)
    }
    guard let first = found.first else { return [] }
    return first.indices.map { place in
      joined(count == 0 ? [] : found.map { $0[place] }, like: first[place], batch)
    }
  }

  private func decomposed<E: Number>(
    _ lapack: LAPACK<E>, _ a: [E], _ rows: Int, _ columns: Int
  ) throws(EngineError) -> [Decompositions.Part<E>]? {
    switch kind {
    case .inverse:
      let unit = (0..<rows * rows).map { $0 % (rows + 1) == 0 ? E.one : E.zero }
      guard let found = try lapack.solution(a, rows, unit, rows) else { return nil }
      return [.matrix(found, rows: rows, columns: rows)]
    case .qr(let full):
      let width = full ? rows : Swift.min(rows, columns)
      let (q, r) = try lapack.orthogonal(a, rows, columns, width: width)
      return [
        .matrix(q, rows: rows, columns: width), .matrix(r, rows: width, columns: columns),
      ]
    case .singular(let vectors, let full):
      guard
        let found = try lapack.singular(a, rows, columns, vectors ? (full ? .full : .thin) : .none)
      else { return nil }
      guard vectors else { return [.reals(found.values)] }
      let least = Swift.min(rows, columns)
      return [
        .matrix(found.u, rows: rows, columns: full ? rows : least), .reals(found.values),
        .matrix(found.vh, rows: full ? columns : least, columns: columns),
      ]
    case .eigenSymmetric(let vectors, let upper):
      guard let found = try lapack.eigenSymmetric(a, rows, vectors: vectors, upper: upper)
      else { return nil }
      return vectors
        ? [.reals(found.values), .matrix(found.vectors, rows: rows, columns: rows)]
        : [.reals(found.values)]
    case .eigen(let vectors):
      guard let found = try lapack.eigen(a, rows, vectors: vectors) else { return nil }
      return vectors
        ? [.complexVector(found.values), .complexMatrix(found.vectors, size: rows)]
        : [.complexVector(found.values)]
    case .cholesky(let failsAsNaN):
      guard let found = try lapack.choleskyFactor(a, rows) else {
        guard failsAsNaN else { return nil }
        let nan = E.divide(.zero, .zero)
        let triangle = (0..<rows * rows).map { $0 % rows >= $0 / rows ? nan : E.zero }
        return [.matrix(triangle, rows: rows, columns: rows)]
      }
      return [.matrix(found, rows: rows, columns: rows)]
    case .logDeterminant:
      return try determinant(lapack, a, rows)
    }
  }

  private func determinant<E: Number>(
    _ lapack: LAPACK<E>, _ a: [E], _ n: Int
  ) throws(EngineError) -> [Decompositions.Part<E>] {
    let (factors, pivots, isSingular) = try lapack.triangles(a, n)
    var sign = E.one
    var logarithm = 0.0
    for place in 0..<n where pivots[place] != Int32(place + 1) { sign = E.negate(sign) }
    for place in 0..<n {
      let pivot = factors[place * n + place]
      let size = LAPACK<E>.complex(pivot).length
      sign = isSingular ? .zero : E.multiply(sign, E.sign(pivot))
      // In the width of the elements, as the sum is.
      logarithm =
        LAPACK<E>.isSingle
        ? Double(Float(logarithm) + Float.log(Float(size))) : logarithm + .log(size)
    }
    if isSingular { logarithm = -.infinity }
    return [.numbers([sign]), .reals([logarithm])]
  }

  private func joined<E: Number>(
    _ parts: [Decompositions.Part<E>], like model: Decompositions.Part<E>, _ batch: [Int]
  ) -> NDArray {
    var (own, reals, wide): ([E], [Double], [Complex<Double>]) = ([], [], [])
    for part in parts {
      switch part {
      case .matrix(let elements, let rows, let columns):
        own += elements.turned(columns, rows)
      case .numbers(let elements): own += elements
      case .reals(let values): reals += values
      case .complexVector(let values): wide += values
      case .complexMatrix(let values, let size): wide += values.turned(size, size)
      }
    }
    let isSingle = LAPACK<E>.isSingle
    switch model {
    case .matrix(_, let rows, let columns):
      return NDArray(own, shape: Shape(batch + [rows, columns]))
    case .numbers: return NDArray(own, shape: Shape(batch))
    case .reals(let values):
      // A single number stands for its matrix.
      let isNumber = kind.isOfNumbers
      let shape = Shape(isNumber ? batch : batch + [values.count])
      return isSingle
        ? NDArray(reals.map { Float($0) }, shape: shape) : NDArray(reals, shape: shape)
    case .complexVector(let values):
      let shape = Shape(batch + [values.count])
      return isSingle
        ? NDArray(wide.map { Complex<Float>($0) }, shape: shape) : NDArray(wide, shape: shape)
    case .complexMatrix(_, let size):
      let shape = Shape(batch + [size, size])
      return isSingle
        ? NDArray(wide.map { Complex<Float>($0) }, shape: shape) : NDArray(wide, shape: shape)
    }
  }
}

private struct SolutionWork: NumberWork {
  let x: NDArray
  let y: NDArray
  let op: String

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray? {
    let lapack = try LAPACK<E>(for: op)
    let (n, columns) = (x.shape[-1], y.shape[-1])
    let count = x.shape.lengths.dropLast(2).reduce(1, *)
    let (left, right) = (
      try x.withElements(E.self) { Array($0) }, try y.withElements(E.self) { Array($0) }
    )
    var result: [E] = []
    for index in 0..<count {
      let matrix = Array(left[(index * n * n)..<((index + 1) * n * n)]).turned(n, n)
      let side = Array(right[(index * n * columns)..<((index + 1) * n * columns)])
        .turned(n, columns)
      guard let found = try lapack.solution(matrix, n, side, columns) else { return nil }
      result += found.turned(columns, n)
    }
    return NDArray(result, shape: y.shape)
  }
}

private struct LeastSquaresWork: NumberWork {
  let x: NDArray
  let y: NDArray
  let bound: Double
  let op: String

  func run<E: Number>(
    _ type: E.Type
  ) throws(EngineError) -> (solution: NDArray, residuals: NDArray, rank: Int, values: NDArray)? {
    let lapack = try LAPACK<E>(for: op)
    let (rows, columns, sides) = (x.shape[-2], x.shape[-1], y.shape[-1])
    let matrix = try x.withElements(E.self) { Array($0) }.turned(rows, columns)
    let right = try y.withElements(E.self) { Array($0) }.turned(rows, sides)
    guard
      let found = try lapack.leastSquares(
        matrix, rows, columns, right, sides, relativeBound: bound)
    else { return nil }
    let size = columns * sides
    let solution = Array(found.solution.prefix(size)).turned(sides, columns)
    let residuals =
      found.rank == columns && rows > columns ? Array(found.solution.suffix(sides)) : []
    let values =
      LAPACK<E>.isSingle
      ? NDArray(found.values.map { Float($0) }, shape: [found.values.count])
      : NDArray(found.values, shape: [found.values.count])
    return (
      NDArray(solution, shape: [columns, sides]),
      NDArray(residuals, shape: [residuals.count]), found.rank, values
    )
  }
}
