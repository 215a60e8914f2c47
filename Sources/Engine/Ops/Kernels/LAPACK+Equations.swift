/// Linear equations, least squares and the factors that solve them.
extension LAPACK {
  /// Both triangles of P·A = L·U with the rows exchanged at each step (from 1).
  ///
  /// `isSingular` where a pivot is exactly 0.
  func triangles(
    _ matrix: Elements, _ n: Int
  ) throws(EngineError) -> (factors: Elements, pivots: [Int32], isSingular: Bool) {
    typealias Routine = @convention(c) (Count, Count, Matrix, Count, Places, Places) -> Void
    let routine = try routine("getrf", as: Routine.self)
    var factors = matrix
    var pivots = [Int32](repeating: 0, count: Swift.max(n, 1))
    var info: Int32 = 0
    let size = [Int32(n)]
    routine(size, size, &factors, [Int32(Swift.max(n, 1))], &pivots, &info)
    return (factors, pivots, info > 0)
  }

  /// z with A·z = b; `nil` where A is singular.
  func solution(
    _ matrix: Elements, _ n: Int, _ right: Elements, _ columns: Int
  ) throws(EngineError) -> Elements? {
    typealias Routine =
      @convention(c) (Count, Count, Matrix, Count, Places, Matrix, Count, Places) -> Void
    let routine = try routine("gesv", as: Routine.self)
    var (factors, result) = (matrix, right)
    var pivots = [Int32](repeating: 0, count: Swift.max(n, 1))
    var info: Int32 = 0
    let step = [Int32(Swift.max(n, 1))]
    routine([Int32(n)], [Int32(columns)], &factors, step, &pivots, &result, step, &info)
    return info > 0 ? nil : result
  }

  /// The lower triangle L of A = L·Lᴴ; `nil` where A is not positive definite.
  func choleskyFactor(_ matrix: Elements, _ n: Int) throws(EngineError) -> Elements? {
    typealias Routine = @convention(c) (Letter, Count, Matrix, Count, Places, Int) -> Void
    let routine = try routine("potrf", as: Routine.self)
    var result = matrix
    var info: Int32 = 0
    routine(Self.letter("L"), [Int32(n)], &result, [Int32(Swift.max(n, 1))], &info, 1)
    guard info == 0 else { return nil }
    for column in 0..<n { for row in 0..<column { result[column * n + row] = .zero } }
    return result
  }

  /// z with the least |A·z − b|, the rank of A and its singular values.
  func leastSquares(
    _ matrix: Elements, _ rows: Int, _ columns: Int, _ right: Elements, _ sides: Int,
    relativeBound: Double
  ) throws(EngineError) -> (solution: Elements, rank: Int, values: [Double])? {
    typealias RealRoutine =
      @convention(c) (
        Count, Count, Count, Matrix, Count, Matrix, Count, Matrix, Matrix, Places, Matrix, Count,
        Places, Places
      ) -> Void
    typealias ComplexRoutine =
      @convention(c) (
        Count, Count, Count, Matrix, Count, Matrix, Count, Matrix, Matrix, Places, Matrix, Count,
        Matrix, Places, Places
      ) -> Void
    let tall = Swift.max(rows, columns, 1)
    var (a, b) = (matrix, Self.zeros(tall * sides))
    for column in 0..<sides {
      for row in 0..<rows { b[column * tall + row] = right[column * rows + row] }
    }
    let least = Swift.min(rows, columns)
    var values = RealRow(least, isSingle: Self.isSingle)
    var bound = RealRow(relativeBound, isSingle: Self.isSingle)
    let levels = Swift.max(0, 64 - (least / 26 + 1).leadingZeroBitCount) + 1
    var whole = [Int32](
      repeating: 0, count: Swift.max(3 * least * levels + 11 * least, 1))
    var reals = RealRow(
      10 * columns + 2 * columns * 25 + 8 * columns * levels + 3 * 25 * sides + 26 * 26 * 2
        + 10 * rows + 50 * rows + 8 * rows * levels, isSingle: Self.isSingle)
    var rank: [Int32] = [0]
    func run(_ work: inout [E], _ length: Int) throws(EngineError) -> Int32 {
      let (m, n, k) = ([Int32(rows)], [Int32(columns)], [Int32(sides)])
      let (stepA, stepB) = ([Int32(Swift.max(rows, 1))], [Int32(tall)])
      guard Self.isComplex else {
        let routine = try routine("gelsd", as: RealRoutine.self)
        return values.withMemory { s in
          bound.withMemory { bound -> Int32 in
            var info: Int32 = 0
            routine(
              m, n, k, &a, stepA, &b, stepB, s, bound, &rank, &work, [Int32(length)], &whole,
              &info)
            return info
          }
        }
      }
      let routine = try routine("gelsd", as: ComplexRoutine.self)
      return values.withMemory { s in
        bound.withMemory { bound in
          reals.withMemory { reals -> Int32 in
            var info: Int32 = 0
            routine(
              m, n, k, &a, stepA, &b, stepB, s, bound, &rank, &work, [Int32(length)], reals,
              &whole, &info)
            return info
          }
        }
      }
    }
    var work = Self.zeros(1)
    _ = try run(&work, -1)
    work = Self.zeros(Self.size(work))
    let info = try run(&work, work.count)
    guard info == 0 else { return nil }
    var solution = Self.zeros(columns * sides)
    for column in 0..<sides {
      for row in 0..<columns { solution[column * columns + row] = b[column * tall + row] }
    }
    // What is left below the solution measures the distance, column by column.
    return (
      Array(solution.prefix(columns * sides)) + Self.rest(b, tall, rows, columns, sides),
      Int(rank[0]), values.values(least)
    )
  }

  private static func rest(
    _ b: Elements, _ tall: Int, _ rows: Int, _ columns: Int, _ sides: Int
  ) -> Elements {
    (0..<sides).map { column in
      var sum = E.zero
      for row in columns..<Swift.max(rows, columns) {
        let value = b[column * tall + row]
        sum = E.add(sum, E.squaredMagnitude(value))
      }
      return sum
    }
  }
}
