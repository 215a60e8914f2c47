import Engine
import Glibc

/// The factorizations of `np.linalg` and what is made of them.
struct NumPyDecompositions {
  nonisolated(unsafe) private static let eigen = NamedTupleType(
    "EigResult", module: "numpy.linalg", ["eigenvalues", "eigenvectors"])
  nonisolated(unsafe) private static let eigenSymmetric = NamedTupleType(
    "EighResult", module: "numpy.linalg", ["eigenvalues", "eigenvectors"])
  nonisolated(unsafe) private static let singular = NamedTupleType(
    "SVDResult", module: "numpy.linalg", ["U", "S", "Vh"])
  nonisolated(unsafe) private static let orthogonal = NamedTupleType(
    "QRResult", module: "numpy.linalg", ["Q", "R"])
  nonisolated(unsafe) private static let logDeterminant = NamedTupleType(
    "SlogdetResult", module: "numpy.linalg", ["sign", "logabsdet"])

  func add(to linalg: ModuleObject) {
    addEigenvalues(to: linalg)
    addSingularValues(to: linalg)
    addSolutions(to: linalg)
  }

  private static func result(_ array: NDArray) -> PyValue { NumPyResult.value(array) }
  static func whole(_ array: NDArray) -> PyValue { .object(ArrayObject(array)) }

  // MARK: Operands

  /// A stack of matrices of a dtype that LAPACK knows.
  static func matrices(_ value: PyValue, square: Bool = true) throws(Raise) -> NDArray {
    let array = try ArrayReading.array(value)
    guard array.shape.rank >= 2 else {
      throw Raise(
        NumPyMatrices.error,
        "\(array.shape.rank)-dimensional array given. Array must be at least two-dimensional")
    }
    let lengths = array.shape.lengths.suffix(2)
    guard !square || lengths.first == lengths.last else {
      throw Raise(NumPyMatrices.error, "Last 2 dimensions of the array must be square")
    }
    if array.dtype == .float16 || array.dtype == .bfloat16 {
      throw Raise.type("array type \(array.dtype.name) is unsupported in linalg")
    }
    return array.dtype.isFloating || array.dtype.isComplex
      ? array : try array.converted(to: .float64)
  }

  static func run(
    _ kind: Decompositions.Kind, _ array: NDArray, _ name: String, failing text: String
  ) throws(Raise) -> [NDArray] {
    let found = try NumPyErrors.translating { () throws(EngineError) in
      try Decompositions(name).run(kind, array)
    }
    guard let found else { throw Raise(NumPyMatrices.error, text) }
    return found
  }

  // MARK: Eigenvalues

  /// Real numbers where all imaginary parts are 0.
  private static func plain(_ array: NDArray, _ isReal: Bool) throws(Raise) -> NDArray {
    isReal ? try NumPyFunctions.realPart(array).copied() : array
  }

  private func addEigenvalues(to linalg: ModuleObject) {
    let failure = "Eigenvalues did not converge"
    for name in ["eig", "eigvals"] {
      linalg.function(name, "a") { a throws(Raise) in
        let array = try Self.matrices(a[0])
        guard array.doubles.allSatisfy(\.isFinite) else {
          throw Raise(NumPyMatrices.error, "Array must not contain infs or NaNs")
        }
        let parts = try Self.run(
          .eigen(vectors: name == "eig"), array, name, failing: failure)
        let isReal =
          !array.dtype.isComplex && parts[0].complexNumbers.allSatisfy { $0.imaginary == 0 }
        let values = try Self.plain(parts[0], isReal)
        guard name == "eig" else { return Self.whole(values) }
        return Self.eigen.make([
          Self.whole(values), Self.whole(try Self.plain(parts[1], isReal)),
        ])
      }
    }
    for name in ["eigh", "eigvalsh"] {
      linalg.function(name, "a, UPLO='L'") { a throws(Raise) in
        let part = try a.text(1).uppercased()
        guard part == "L" || part == "U" else {
          throw Raise.value("UPLO argument must be 'L' or 'U'")
        }
        let parts = try Self.run(
          .eigenSymmetric(vectors: name == "eigh", upper: part == "U"), try Self.matrices(a[0]),
          name, failing: failure)
        guard name == "eigh" else { return Self.whole(parts[0]) }
        return Self.eigenSymmetric.make([Self.whole(parts[0]), Self.whole(parts[1])])
      }
    }
  }

  // MARK: Singular values

  static func singularValues(_ array: NDArray) throws(Raise) -> NDArray {
    try run(
      .singular(vectors: false, full: false), array, "svd", failing: "SVD did not converge")[0]
  }

  private func addSingularValues(to linalg: ModuleObject) {
    linalg.function("svd", "a, full_matrices=True, compute_uv=True, hermitian=False") {
      a throws(Raise) in
      let array = try Self.matrices(a[0], square: false)
      guard try a.bool(2) else { return Self.whole(try Self.singularValues(array)) }
      let parts = try Self.run(
        .singular(vectors: true, full: try a.bool(1)), array, "svd",
        failing: "SVD did not converge")
      return Self.singular.make(parts.map(Self.whole))
    }
    linalg.function("svdvals", "x, /") { a throws(Raise) in
      Self.whole(try Self.singularValues(try Self.matrices(a[0], square: false)))
    }
    linalg.function("qr", "a, mode='reduced'") { a throws(Raise) in
      let mode = try a.text(1)
      guard ["reduced", "complete", "r"].contains(mode) else {
        throw mode == "raw"
          ? Raise.unsupported("np.linalg.qr with mode='raw'")
          : Raise.value("Unrecognized mode '\(mode)'")
      }
      let parts = try Self.run(
        .qr(full: mode == "complete"), try Self.matrices(a[0], square: false), "qr",
        failing: "QR failed")
      guard mode != "r" else { return Self.whole(parts[1]) }
      return Self.orthogonal.make(parts.map(Self.whole))
    }
    linalg.function("matrix_rank", "A, tol=None, hermitian=False, *, rtol=None") {
      a throws(Raise) in
      let given = try ArrayReading.array(a[0])
      guard given.shape.rank >= 2 else {
        return .object(NumPyScalar(NDArray(Int64(given.doubles.contains { $0 != 0 } ? 1 : 0))))
      }
      let array = try Self.matrices(a[0], square: false)
      let values = try Self.singularValues(array)
      let size = array.shape.lengths.suffix(2).max() ?? 0
      let width = values.shape.lengths[values.shape.rank - 1]
      let all = values.doubles
      var counts: [Int64] = []
      for start in stride(from: 0, to: all.count, by: max(width, 1)) {
        let row = all[start..<(start + width)]
        let greatest = row.max() ?? 0
        let bound: Double
        if a.has(1) {
          bound = try a.double(1)
        } else if a.has(3) {
          bound = try a.double(3) * greatest
        } else {
          bound = greatest * Double(size) * Self.epsilon(array.dtype)
        }
        counts.append(Int64(row.filter { $0 > bound }.count))
      }
      let shape = TensorShape(Array(values.shape.lengths.dropLast()))
      return Self.result(NDArray(counts, shape: shape))
    }
    linalg.function("pinv", "a, rcond=None, hermitian=False, *, rtol=...") { a throws(Raise) in
      let array = try Self.matrices(a[0], square: false)
      let ratio = a.has(1) ? try a.double(1) : a.has(3) ? try a.double(3) : 1e-15
      return Self.whole(try Self.pseudoinverse(array, ratio))
    }
    linalg.function("cond", "x, p=None") { a throws(Raise) in
      let array = try Self.matrices(a[0], square: false)
      let order = a[1].isAbsent ? 2 : try? a.double(1)
      if order == 2 || order == -2 {
        let values = try Self.singularValues(array)
        guard values.shape.rank == 1, let first = values.doubles.first,
          let last = values.doubles.last
        else { throw Raise.unsupported("np.linalg.cond of this array") }
        let ratio = order == 2 ? first / last : last / first
        return Self.result(try NDArray(ratio).converted(to: values.dtype))
      }
      let inverse = try Self.run(
        .inverse, try Self.matrices(a[0]), "inv", failing: "Singular matrix")
      let (x, y) = (
        try NumPyNorms.matrixNorm(array, a[1]), try NumPyNorms.matrixNorm(inverse[0], a[1])
      )
      return Self.result(try NumPyArithmetic.apply(.multiply, .strong(x), .strong(y)))
    }
  }

  static func epsilon(_ dtype: DType) -> Double {
    dtype.realPart == .float32 ? 0x1p-23 : 0x1p-52
  }

  private static func pseudoinverse(_ array: NDArray, _ ratio: Double) throws(Raise) -> NDArray {
    let parts = try run(
      .singular(vectors: true, full: false), try NumPyFunctions.conjugate(array), "svd",
      failing: "SVD did not converge")
    let (u, s, vh) = (parts[0], parts[1], parts[2])
    let width = max(s.shape.lengths[s.shape.rank - 1], 1)
    let all = s.doubles
    let bounds = stride(from: 0, to: all.count, by: width).map { start in
      (all[start..<(start + width)].max() ?? 0) * ratio
    }
    let inverse = all.enumerated().map { $1 > bounds[$0 / width] ? 1 / $1 : 0 }
    let column = try NDArray(inverse, shape: TensorShape(s.shape.lengths + [1]))
      .converted(to: s.dtype)
    let (left, right) = (try turned(vh), try turned(u))
    let scaled = try NumPyArithmetic.apply(.multiply, .strong(column), .strong(right))
    return try NumPyArithmetic.apply(.matrixMultiply, .strong(left), .strong(scaled))
  }

  /// The last two axes exchanged.
  static func turned(_ array: NDArray) throws(Raise) -> NDArray {
    var order = Array(0..<array.shape.rank)
    guard order.count >= 2 else { throw Raise.value("axes don't match array") }
    order.swapAt(order.count - 1, order.count - 2)
    return array.transposed(order)
  }

  // MARK: Solutions

  private func addSolutions(to linalg: ModuleObject) {
    linalg.function("inv", "a") { a throws(Raise) in
      Self.whole(
        try Self.run(.inverse, try Self.matrices(a[0]), "inv", failing: "Singular matrix")[0])
    }
    linalg.function("slogdet", "a") { a throws(Raise) in
      let parts = try Self.run(.logDeterminant, try Self.matrices(a[0]), "det", failing: "")
      return Self.logDeterminant.make(parts.map(Self.result))
    }
    linalg.function("det", "a") { a throws(Raise) in
      let array = try Self.matrices(a[0])
      let parts = try Self.run(.logDeterminant, array, "det", failing: "")
      let size = try Ufuncs.apply("exp", parts[1])
      return Self.result(
        try NumPyArithmetic.apply(
          .multiply, .strong(parts[0]), .strong(try size.converted(to: array.dtype))))
    }
    linalg.function("cholesky", "a, /, *, upper=False") { a throws(Raise) in
      let found = try Self.run(
        .cholesky(failsAsNaN: false), try Self.matrices(a[0]), "cholesky",
        failing: "Matrix is not positive definite")[0]
      return Self.whole(
        try a.bool(1) ? try NumPyFunctions.conjugate(try Self.turned(found)) : found)
    }
    linalg.function("solve", "a, b") { a throws(Raise) in try Self.solve(a) }
    linalg.function("lstsq", "a, b, rcond=None") { a throws(Raise) in try Self.leastSquares(a) }
    linalg.function("matrix_power", "a, n") { a throws(Raise) in
      var base = try ArrayReading.array(a[0])
      if !base.dtype.isInteger { base = try Self.matrices(a[0]) }
      _ = try Self.matrices(a[0])
      var power = try a.int(1)
      if power < 0 {
        base = try Self.run(.inverse, try Self.matrices(a[0]), "inv", failing: "Singular matrix")[0]
        power = -power
      }
      return Self.whole(try Self.power(base, power))
    }
    linalg.function("multi_dot", "arrays, *, out=None") { a throws(Raise) in
      var product: NDArray?
      for item in try a[0].items() {
        let next = try ArrayReading.array(item)
        if let left = product {
          product = try NumPyArithmetic.apply(.matrixMultiply, .strong(left), .strong(next))
        } else {
          product = next
        }
      }
      guard let product else { throw Raise.value("Expecting at least two arrays.") }
      return Self.result(product)
    }
  }

  /// By squaring, as NumPy multiplies.
  private static func power(_ base: NDArray, _ count: Int) throws(Raise) -> NDArray {
    func product(_ x: NDArray, _ y: NDArray) throws(Raise) -> NDArray {
      try NumPyArithmetic.apply(.matrixMultiply, .strong(x), .strong(y))
    }
    let size = base.shape.lengths[base.shape.rank - 1]
    if count == 0 {
      let ones = (0..<(size * size)).map { $0 % (size + 1) == 0 ? 1.0 : 0 }
      return try NDArray(ones, shape: [size, size]).converted(to: base.dtype)
        .broadcast(to: base.shape).contiguous()
    }
    if count == 1 { return base }
    if count == 2 { return try product(base, base) }
    if count == 3 { return try product(try product(base, base), base) }
    var (square, result, left): (NDArray?, NDArray?, Int) = (nil, nil, count)
    while left > 0 {
      if let known = square { square = try product(known, known) } else { square = base }
      if left % 2 == 1, let square {
        if let known = result { result = try product(known, square) } else { result = square }
      }
      left /= 2
    }
    return result ?? base
  }

  private static func solve(_ a: Bound) throws(Raise) -> PyValue {
    let matrix = try matrices(a[0])
    var right = try ArrayReading.array(a[1])
    if !right.dtype.isFloating, !right.dtype.isComplex {
      right = try right.converted(to: .float64)
    }
    let dtype = NumPyArithmetic.promote(matrix.dtype, right.dtype)
    let isVector = right.shape.rank == 1
    let n = matrix.shape.lengths[matrix.shape.rank - 1]
    if isVector { right = right.reshaped([right.count, 1]) }
    guard right.shape.rank >= 2 else {
      throw Raise.value(
        "solve: Input operand 1 does not have enough dimensions (has 0, gufunc core with "
          + "signature (m,m),(m,n)->(m,n) requires 2)")
    }
    guard right.shape.lengths[right.shape.rank - 2] == n else {
      let signature = isVector ? "(m,m),(m)->(m)" : "(m,m),(m,n)->(m,n)"
      throw Raise.value(
        "solve\(isVector ? "1" : ""): Input operand 1 has a mismatch in its core dimension 0, with "
          + "gufunc signature \(signature) (size \(right.shape.lengths[right.shape.rank - 2]) is "
          + "different from \(n))")
    }
    let (own, other) = (matrix.shape.lengths.dropLast(2), right.shape.lengths.dropLast(2))
    guard let batch = TensorShape(Array(own)).broadcast(with: TensorShape(Array(other))) else {
      throw NumPyErrors.raise(.incompatibleShapes(op: "solve", matrix.shape, right.shape))
    }
    let x = try matrix.converted(to: dtype)
      .broadcast(to: TensorShape(batch.lengths + [n, n])).contiguous()
    let y = try right.converted(to: dtype)
      .broadcast(to: TensorShape(batch.lengths + right.shape.lengths.suffix(2))).contiguous()
    let found = try NumPyErrors.translating { () throws(EngineError) in
      try Decompositions("solve").solve(x, y)
    }
    guard let found else { throw Raise(NumPyMatrices.error, "Singular matrix") }
    return whole(
      isVector ? found.reshaped(TensorShape(Array(found.shape.lengths.dropLast()))) : found)
  }

  private static func leastSquares(_ a: Bound) throws(Raise) -> PyValue {
    let matrix = try matrices(a[0], square: false)
    var right = try ArrayReading.array(a[1])
    guard matrix.shape.rank == 2, right.shape.rank <= 2, right.shape.rank > 0 else {
      throw Raise(
        NumPyMatrices.error,
        "\(matrix.shape.rank)-dimensional array given. Array must be "
          + "two-dimensional")
    }
    let isVector = right.shape.rank == 1
    if isVector { right = right.reshaped([right.count, 1]) }
    guard right.shape.lengths[0] == matrix.shape.lengths[0] else {
      throw Raise(NumPyMatrices.error, "Incompatible dimensions")
    }
    if !right.dtype.isFloating, !right.dtype.isComplex {
      right = try right.converted(to: .float64)
    }
    let dtype = NumPyArithmetic.promote(matrix.dtype, right.dtype)
    let size = matrix.shape.lengths.max() ?? 0
    let bound = a.has(2) ? try a.double(2) : epsilon(dtype) * Double(size)
    let (x, y) = (try matrix.converted(to: dtype), try right.converted(to: dtype))
    let found = try NumPyErrors.translating { () throws(EngineError) in
      try Decompositions("lstsq").leastSquares(x, y, relativeBound: bound)
    }
    guard let found else {
      throw Raise(NumPyMatrices.error, "SVD did not converge in Linear Least Squares")
    }
    let solution = isVector ? found.solution.reshaped([found.solution.count]) : found.solution
    return .tuple([
      whole(solution), whole(found.residuals),
      .object(NumPyScalar(NDArray(Int32(found.rank)))), whole(found.values),
    ])
  }
}
