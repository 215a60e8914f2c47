/// Orthogonal factors, singular values and eigenvalues.
extension LAPACK {
  /// Q and R of A = Q·R: as many columns of Q as `width`.
  func orthogonal(
    _ matrix: Elements, _ rows: Int, _ columns: Int, width: Int
  ) throws(EngineError) -> (q: Elements, r: Elements) {
    typealias Factor =
      @convention(c) (Count, Count, Matrix, Count, Matrix, Matrix, Count, Places) -> Void
    typealias Form =
      @convention(c) (Count, Count, Count, Matrix, Count, Matrix, Matrix, Count, Places) -> Void
    let factor = try routine("geqrf", as: Factor.self)
    let form = try routine(Self.isComplex ? "ungqr" : "orgqr", as: Form.self)
    let least = Swift.min(rows, columns)
    var (a, scales) = (matrix, Self.zeros(least))
    var info: Int32 = 0
    let (m, n, step) = ([Int32(rows)], [Int32(columns)], [Int32(Swift.max(rows, 1))])
    var work = Self.zeros(1)
    factor(m, n, &a, step, &scales, &work, [-1], &info)
    work = Self.zeros(Self.size(work))
    factor(m, n, &a, step, &scales, &work, [Int32(work.count)], &info)
    var r = Self.zeros(width * columns)
    for column in 0..<columns {
      for row in 0..<Swift.min(column + 1, width, rows) {
        r[column * width + row] = a[column * rows + row]
      }
    }
    var q = Self.zeros(rows * width)
    for place in 0..<(rows * Swift.min(columns, width)) { q[place] = a[place] }
    work = Self.zeros(1)
    let (wide, deep) = ([Int32(width)], [Int32(least)])
    form(m, wide, deep, &q, step, &scales, &work, [-1], &info)
    work = Self.zeros(Self.size(work))
    form(m, wide, deep, &q, step, &scales, &work, [Int32(work.count)], &info)
    return (Array(q.prefix(rows * width)), Array(r.prefix(width * columns)))
  }

  /// What a decomposition into singular values is asked for.
  enum Vectors: Character {
    case none = "N"
    case thin = "S"
    case full = "A"
  }

  /// U, the singular values and Vᴴ; `nil` where they do not converge.
  func singular(
    _ matrix: Elements, _ rows: Int, _ columns: Int, _ vectors: Vectors
  ) throws(EngineError) -> (u: Elements, values: [Double], vh: Elements)? {
    typealias RealRoutine =
      @convention(c) (
        Letter, Count, Count, Matrix, Count, Matrix, Matrix, Count, Matrix, Count, Matrix, Count,
        Places, Places, Int
      ) -> Void
    typealias ComplexRoutine =
      @convention(c) (
        Letter, Count, Count, Matrix, Count, Matrix, Matrix, Count, Matrix, Count, Matrix, Count,
        Matrix, Places, Places, Int
      ) -> Void
    let (least, most) = (Swift.min(rows, columns), Swift.max(rows, columns))
    let width = vectors == .full ? rows : least
    let height = vectors == .full ? columns : least
    var a = matrix.isEmpty ? Self.zeros(1) : matrix
    var (u, vh) = (
      Self.zeros(vectors == .none ? 1 : rows * width),
      Self.zeros(vectors == .none ? 1 : height * columns)
    )
    var values = RealRow(least, isSingle: Self.isSingle)
    var reals = RealRow(
      least * Swift.max(5 * least + 7, 2 * most + 2 * least + 1), isSingle: Self.isSingle)
    var whole = [Int32](repeating: 0, count: Swift.max(8 * least, 1))
    func run(_ work: inout [E], _ length: Int) throws(EngineError) -> Int32 {
      let job = Self.letter(vectors.rawValue)
      let (m, n) = ([Int32(rows)], [Int32(columns)])
      let (stepA, stepV) = (
        [Int32(Swift.max(rows, 1))], [Int32(Swift.max(vectors == .none ? 1 : height, 1))]
      )
      guard Self.isComplex else {
        let routine = try routine("gesdd", as: RealRoutine.self)
        return values.withMemory { s -> Int32 in
          var info: Int32 = 0
          routine(
            job, m, n, &a, stepA, s, &u, stepA, &vh, stepV, &work, [Int32(length)], &whole, &info,
            1)
          return info
        }
      }
      let routine = try routine("gesdd", as: ComplexRoutine.self)
      return values.withMemory { s in
        reals.withMemory { reals -> Int32 in
          var info: Int32 = 0
          routine(
            job, m, n, &a, stepA, s, &u, stepA, &vh, stepV, &work, [Int32(length)], reals,
            &whole, &info, 1)
          return info
        }
      }
    }
    var work = Self.zeros(1)
    _ = try run(&work, -1)
    work = Self.zeros(Self.size(work))
    let info = try run(&work, work.count)
    return info != 0
      ? nil
      : (Array(u.prefix(rows * width)), values.values(least), Array(vh.prefix(height * columns)))
  }

  /// Eigenvalues, ascending, and eigenvectors as columns of a matrix that is its own adjoint, of
  /// which one triangle is read.
  func eigenSymmetric(
    _ matrix: Elements, _ n: Int, vectors: Bool, upper: Bool = false
  ) throws(EngineError) -> (values: [Double], vectors: Elements)? {
    typealias RealRoutine =
      @convention(c) (
        Letter, Letter, Count, Matrix, Count, Matrix, Matrix, Count, Places, Count, Places, Int, Int
      ) -> Void
    typealias ComplexRoutine =
      @convention(c) (
        Letter, Letter, Count, Matrix, Count, Matrix, Matrix, Count, Matrix, Count, Places, Count,
        Places, Int, Int
      ) -> Void
    var a = matrix.isEmpty ? Self.zeros(1) : matrix
    var values = RealRow(n, isSingle: Self.isSingle)
    let realCount = 1 + 5 * n + 2 * n * n
    var reals = RealRow(realCount, isSingle: Self.isSingle)
    var whole = [Int32](repeating: 0, count: 3 + 5 * n)
    func run(_ work: inout [E], _ length: Int) throws(EngineError) -> Int32 {
      let (job, part) = (Self.letter(vectors ? "V" : "N"), Self.letter(upper ? "U" : "L"))
      let (size, step) = ([Int32(n)], [Int32(Swift.max(n, 1))])
      let wholeCount = [Int32(whole.count)]
      guard Self.isComplex else {
        let routine = try routine("syevd", as: RealRoutine.self)
        return values.withMemory { w -> Int32 in
          var info: Int32 = 0
          routine(
            job, part, size, &a, step, w, &work, [Int32(length)], &whole, wholeCount, &info, 1, 1)
          return info
        }
      }
      let routine = try routine("heevd", as: ComplexRoutine.self)
      return values.withMemory { w in
        reals.withMemory { reals -> Int32 in
          var info: Int32 = 0
          routine(
            job, part, size, &a, step, w, &work, [Int32(length)], reals, [Int32(realCount)],
            &whole, wholeCount, &info, 1, 1)
          return info
        }
      }
    }
    var work = Self.zeros(1)
    _ = try run(&work, -1)
    work = Self.zeros(Self.size(work))
    let info = try run(&work, work.count)
    return info != 0 ? nil : (values.values(n), Array(a.prefix(n * n)))
  }

  /// Eigenvalues and eigenvectors as columns of any square matrix.
  func eigen(
    _ matrix: Elements, _ n: Int, vectors: Bool
  ) throws(EngineError) -> (values: [Complex<Double>], vectors: [Complex<Double>])? {
    typealias RealRoutine =
      @convention(c) (
        Letter, Letter, Count, Matrix, Count, Matrix, Matrix, Matrix, Count, Matrix, Count, Matrix,
        Count, Places, Int, Int
      ) -> Void
    typealias ComplexRoutine =
      @convention(c) (
        Letter, Letter, Count, Matrix, Count, Matrix, Matrix, Count, Matrix, Count, Matrix, Count,
        Matrix, Places, Int, Int
      ) -> Void
    var a = matrix.isEmpty ? Self.zeros(1) : matrix
    var (left, right) = (Self.zeros(1), Self.zeros(vectors ? n * n : 1))
    var (first, second) = (Self.zeros(n), Self.zeros(n))
    var reals = RealRow(2 * n, isSingle: Self.isSingle)
    func run(_ work: inout [E], _ length: Int) throws(EngineError) -> Int32 {
      let (none, some) = (Self.letter("N"), Self.letter(vectors ? "V" : "N"))
      let (size, step) = ([Int32(n)], [Int32(Swift.max(n, 1))])
      guard Self.isComplex else {
        let routine = try routine("geev", as: RealRoutine.self)
        var info: Int32 = 0
        routine(
          none, some, size, &a, step, &first, &second, &left, [1], &right, step, &work,
          [Int32(length)], &info, 1, 1)
        return info
      }
      let routine = try routine("geev", as: ComplexRoutine.self)
      return reals.withMemory { reals -> Int32 in
        var info: Int32 = 0
        routine(
          none, some, size, &a, step, &first, &left, [1], &right, step, &work, [Int32(length)],
          reals, &info, 1, 1)
        return info
      }
    }
    var work = Self.zeros(1)
    _ = try run(&work, -1)
    work = Self.zeros(Self.size(work))
    let info = try run(&work, work.count)
    guard info == 0 else { return nil }
    let wide = right.map { Self.complex($0) }
    if Self.isComplex {
      return (first.prefix(n).map { Self.complex($0) }, vectors ? Array(wide.prefix(n * n)) : [])
    }
    let values = (0..<n).map { Complex(first[$0].asDouble, second[$0].asDouble) }
    return (values, vectors ? Self.paired(wide, values, n) : [])
  }

  static func complex(_ value: E) -> Complex<Double> {
    if let wide = value as? Complex<Double> { return wide }
    if let narrow = value as? Complex<Float> { return Complex<Double>(narrow) }
    return Complex(value.asDouble, 0)
  }

  /// Of a real matrix the vectors of two conjugate values stand as their parts, side by side.
  private static func paired(
    _ columns: [Complex<Double>], _ values: [Complex<Double>], _ n: Int
  ) -> [Complex<Double>] {
    var result = columns
    var place = 0
    while place < n {
      guard values[place].imaginary != 0, place + 1 < n else {
        place += 1
        continue
      }
      for row in 0..<n {
        let (x, y) = (columns[place * n + row].real, columns[(place + 1) * n + row].real)
        result[place * n + row] = Complex(x, y)
        result[(place + 1) * n + row] = Complex(x, -y)
      }
      place += 2
    }
    return result
  }
}
