/// Functions of matrices by their Schur form: A = Q·T·Qᴴ with a triangle T.
///
/// - Source: Higham, Functions of Matrices, 6.2 (square root), 11.5 (logarithm).
struct SchurForm {
  typealias Number = Complex<Double>

  let size: Int
  /// T and Q, column after column.
  private(set) var triangle: [Number]
  private let vectors: [Number]

  /// - Throws: where LAPACK is missing.
  /// - Returns: `nil` where the iteration does not converge.
  init?(_ matrix: [Number], _ n: Int) throws(EngineError) {
    typealias LA = LAPACK<Number>
    typealias Routine =
      @convention(c) (
        LA.Letter, LA.Letter, UnsafeRawPointer?, LA.Count, LA.Matrix, LA.Count, LA.Places,
        LA.Matrix, LA.Matrix, LA.Count, LA.Matrix, LA.Count, LA.Matrix, LA.Places, LA.Places, Int,
        Int
      ) -> Void
    let routine = try LA(for: "schur").routine("gees", as: Routine.self)
    var a = matrix.isEmpty ? LA.zeros(1) : matrix
    var (values, q) = (LA.zeros(n), LA.zeros(n * n))
    var reals = [Double](repeating: 0, count: Swift.max(n, 1))
    var truths = [Int32](repeating: 0, count: Swift.max(n, 1))
    var found: [Int32] = [0]
    var info: [Int32] = [0]
    let (count, step) = ([Int32(n)], [Int32(Swift.max(n, 1))])
    var work = LA.zeros(1)
    for isQuery in [true, false] {
      let length = [isQuery ? -1 : Int32(work.count)]
      routine(
        LA.letter("V"), LA.letter("N"), nil, count, &a, step, &found, &values, &q, step, &work,
        length, &reals, &truths, &info, 1, 1)
      if isQuery { work = LA.zeros(LA.size(work)) }
    }
    guard info[0] == 0 else { return nil }
    size = n
    triangle = Array(a.prefix(n * n))
    vectors = Array(q.prefix(n * n))
  }

  /// Q·F·Qᴴ for the function's triangle F.
  private func restored(_ f: [Number]) -> [Number] {
    product(product(vectors, f), vectors, adjoint: true)
  }

  private func product(_ a: [Number], _ b: [Number], adjoint: Bool = false) -> [Number] {
    var result = [Number](repeating: .zero, count: size * size)
    for column in 0..<size {
      for inner in 0..<size {
        let factor =
          adjoint ? b[inner * size + column].conjugate : b[column * size + inner]
        for row in 0..<size {
          result[column * size + row] = Number.add(
            result[column * size + row], Number.multiply(a[inner * size + row], factor))
        }
      }
    }
    return result
  }

  private static func root(_ z: Number) -> Number {
    let length = z.length.squareRoot()
    let half = z.angle / 2
    return z.imaginary == 0 && z.real >= 0
      ? Number(z.real.squareRoot(), 0) : Number(length * .cos(half), length * .sin(half))
  }

  /// The square root of a triangle, diagonal by diagonal.
  private func root(of t: [Number]) -> [Number] {
    var r = [Number](repeating: .zero, count: size * size)
    for place in 0..<size { r[place * size + place] = Self.root(t[place * size + place]) }
    for column in 0..<size {
      for row in (0..<column).reversed() {
        var sum = t[column * size + row]
        for k in (row + 1)..<Swift.max(column, row + 1) {
          sum = Number.subtract(sum, Number.multiply(r[k * size + row], r[column * size + k]))
        }
        let divisor = Number.add(r[row * size + row], r[column * size + column])
        r[column * size + row] =
          divisor == .zero ? .zero : Number.divide(sum, divisor)
      }
    }
    return r
  }

  var squareRoot: [Number] { restored(root(of: triangle)) }

  /// Roots until the triangle is near 1, then 2·artanh of (T − 1)/(T + 1), then doubled as often.
  var logarithm: [Number] {
    var t = triangle
    var doublings = 0
    func distance() -> Double {
      var greatest = 0.0
      for column in 0..<size {
        var sum = 0.0
        for row in 0...column {
          let one = row == column ? Number(1, 0) : .zero
          sum += Number.subtract(t[column * size + row], one).length
        }
        greatest = Swift.max(greatest, sum)
      }
      return greatest
    }
    while distance() > 0.1, doublings < 60 {
      t = root(of: t)
      doublings += 1
    }
    let ratio = quotient(t)
    let square = product(ratio, ratio)
    var (power, sum) = (ratio, ratio)
    for degree in stride(from: 3, through: 17, by: 2) {
      power = product(power, square)
      for place in sum.indices {
        sum[place] = Number.add(
          sum[place],
          Number(power[place].real / Double(degree), power[place].imaginary / Double(degree)))
      }
    }
    let scale = Double(2 << doublings)
    var result = sum.map { Number($0.real * scale, $0.imaginary * scale) }
    // Of the diagonal the logarithm is known.
    for place in 0..<size {
      let z = triangle[place * size + place]
      result[place * size + place] = Number(.log(z.length), z.angle)
    }
    return restored(result)
  }

  /// (T + 1)⁻¹·(T − 1), both triangles.
  private func quotient(_ t: [Number]) -> [Number] {
    var x = [Number](repeating: .zero, count: size * size)
    let one = Number(1, 0)
    for column in 0..<size {
      for row in (0...column).reversed() {
        var sum = t[column * size + row]
        if row == column { sum = Number.subtract(sum, one) }
        for k in (row + 1)..<Swift.max(column + 1, row + 1) {
          sum = Number.subtract(sum, Number.multiply(t[k * size + row], x[column * size + k]))
        }
        x[column * size + row] = Number.divide(sum, Number.add(t[row * size + row], one))
      }
    }
    return x
  }
}
