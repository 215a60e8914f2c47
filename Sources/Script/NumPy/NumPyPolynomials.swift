import Engine
import Glibc

/// Polynomials by their coefficients, the highest power first.
struct NumPyPolynomials {
  func add(to module: ModuleObject) {
    module.set("poly1d", .object(TypeObject.polynomial))
    module.function("polyval", "p, x") { a throws(Raise) in
      NumPyResult.value(
        try Self.value(try Self.row(a[0]), .strong(try ArrayReading.array(a[1]))))
    }
    module.function("polyfit", "x, y, deg, rcond=None, full=False, w=None, cov=False") {
      a throws(Raise) in try Self.fit(a)
    }
    module.function("roots", "p") { a throws(Raise) in
      .object(ArrayObject(try Self.roots(try Self.row(a[0]))))
    }
    module.function("poly", "seq_of_zeros") { a throws(Raise) in
      .object(ArrayObject(try Self.product(try ArrayReading.array(a[0]))))
    }
    module.function("polyder", "p, m=1") { a throws(Raise) in
      try Self.like(a[0], try Self.derivative(try Self.row(a[0]), try a.int(1)))
    }
    module.function("polyint", "p, m=1, k=None") { a throws(Raise) in
      try Self.like(a[0], try Self.integral(try Self.row(a[0]), try a.int(1), a[2]))
    }
    for (name, op) in [("polyadd", BinaryOperator.add), ("polysub", .subtract)] {
      module.function(name, "a1, a2") { a throws(Raise) in
        try Self.like(a[0], try Self.sum(op, try Self.row(a[0]), try Self.row(a[1])))
      }
    }
    module.function("polymul", "a1, a2") { a throws(Raise) in
      try Self.like(a[0], try Self.product(try Self.row(a[0]), try Self.row(a[1])))
    }
    module.function("polydiv", "u, v") { a throws(Raise) in
      let (quotient, rest) = try Self.quotient(try Self.row(a[0]), try Self.row(a[1]))
      return .tuple([try Self.like(a[0], quotient), try Self.like(a[0], rest)])
    }
  }

  private static func like(_ model: PyValue, _ row: NDArray) throws(Raise) -> PyValue {
    model.cast(PolynomialObject.self) == nil
      ? .object(ArrayObject(row)) : .object(PolynomialObject(row))
  }

  /// Coefficients of a polynomial, an array or a number.
  static func row(_ value: PyValue) throws(Raise) -> NDArray {
    if let known = value.cast(PolynomialObject.self) { return known.coefficients }
    let array = try ArrayReading.array(value)
    guard array.shape.rank <= 1 else { throw Raise.value("Polynomial must be 1d only.") }
    return array.reshaped([array.count])
  }

  static func trimmed(_ row: NDArray) throws(Raise) -> NDArray {
    let values = row.complexNumbers
    let start = values.firstIndex { $0 != .zero } ?? max(values.count - 1, 0)
    return try NumPyParts.taken(row, Array(start..<values.count), axis: 0)
  }

  /// By Horner's rule.
  static func value(
    _ row: NDArray, _ x: NumPyArithmetic.Operand
  ) throws(Raise) -> NDArray {
    var value = try NumPyArithmetic.apply(
      .multiply, x, .strong(try .filled(0, row.dtype == .bool ? .int64 : row.dtype, .scalar)))
    for factor in try ArrayObject(row).allItems() {
      let product = try NumPyArithmetic.apply(.multiply, .strong(value), x)
      value = try NumPyArithmetic.apply(
        .add, .strong(product), .strong(try ArrayReading.array(factor)))
    }
    return value
  }

  static func sum(_ op: BinaryOperator, _ a: NDArray, _ b: NDArray) throws(Raise) -> NDArray {
    let count = max(a.count, b.count)
    func padded(_ row: NDArray) throws(Raise) -> NDArray {
      guard row.count < count else { return row }
      let zeros = try NDArray.filled(0, row.dtype, [count - row.count])
      return try NumPyFunctions.joined([zeros, row], axis: 0)
    }
    return try NumPyArithmetic.apply(op, .strong(try padded(a)), .strong(try padded(b)))
  }

  static func product(_ a: NDArray, _ b: NDArray) throws(Raise) -> NDArray {
    try NumPyCurves.convolved(try trimmed(a), try trimmed(b), "full")
  }

  private static func product(_ zeros: NDArray) throws(Raise) -> NDArray {
    guard zeros.shape.rank == 1 else { throw Raise.unsupported("np.poly of a matrix") }
    var found: NDArray = NDArray([1.0], shape: [1])
    for zero in try ArrayObject(zeros).allItems() {
      let negative = try NumPyArithmetic.apply(
        .multiply, .strong(try ArrayReading.array(zero)), .weakInt(-1))
      let factor = try NumPyFunctions.joined(
        [NDArray([1.0], shape: [1]), negative.reshaped([1])], axis: 0)
      found = try NumPyCurves.convolved(found, factor, "full")
    }
    return found
  }

  static func quotient(_ u: NDArray, _ v: NDArray) throws(Raise) -> (NDArray, NDArray) {
    var rest = u.doubles
    let divisor = v.doubles
    guard let lead = divisor.first else { throw Raise.value("v cannot be empty") }
    let count = max(rest.count - divisor.count + 1, 1)
    var quotient = [Double](repeating: 0, count: count)
    if rest.count >= divisor.count {
      for place in 0..<count {
        let factor = rest[place] * (1 / lead)
        quotient[place] = factor
        for (offset, value) in divisor.enumerated() { rest[place + offset] -= factor * value }
      }
    }
    while rest.count > 1, abs(rest[0]) <= 1e-14 { rest.removeFirst() }
    return (
      NDArray(quotient, shape: [quotient.count]), NDArray(rest, shape: [rest.count])
    )
  }

  static func derivative(_ row: NDArray, _ times: Int) throws(Raise) -> NDArray {
    guard times >= 0 else {
      throw Raise.value("Order of derivative must be positive (see polyint)")
    }
    var row = row
    for _ in 0..<times {
      guard row.count > 1 else { return try .filled(0, row.dtype, [row.count > 0 ? 1 : 0]) }
      let powers = NDArray(
        (1..<row.count).reversed().map { Int64($0) }, shape: [row.count - 1])
      let kept = try NumPyParts.taken(row, Array(0..<(row.count - 1)), axis: 0)
      row = try NumPyArithmetic.apply(.multiply, .strong(kept), .strong(powers))
    }
    return row
  }

  static func integral(_ row: NDArray, _ times: Int, _ constants: PyValue) throws(Raise) -> NDArray
  {
    guard times >= 0 else {
      throw Raise.value("Order of integral must be positive (see polyder)")
    }
    let given = constants.isAbsent ? [] : try ArrayReading.array(constants).doubles
    var row = row
    for time in 0..<times {
      let powers = NDArray((1...max(row.count, 1)).reversed().map { Int64($0) }, shape: [row.count])
      let divided = try NumPyArithmetic.apply(.divide, .strong(row), .strong(powers))
      let constant = given.count == 1 ? given[0] : time < given.count ? given[time] : 0
      row = try NumPyFunctions.joined([divided, NDArray([constant], shape: [1])], axis: 0)
    }
    return row
  }

  /// Eigenvalues of the companion matrix.
  static func roots(_ row: NDArray) throws(Raise) -> NDArray {
    let values = row.doubles
    guard let first = values.firstIndex(where: { $0 != 0 }),
      let last = values.lastIndex(where: { $0 != 0 })
    else { return NDArray([Double](), shape: [0]) }
    guard !row.dtype.isComplex else { throw Raise.unsupported("np.roots of complex coefficients") }
    let kept = Array(values[first...last])
    let zeros = values.count - 1 - last
    let n = kept.count - 1
    var found = NDArray([Double](), shape: [0])
    if n > 0 {
      var companion = [Double](repeating: 0, count: n * n)
      for column in 0..<n { companion[column] = -kept[column + 1] / kept[0] }
      for place in 1..<max(n, 1) { companion[place * n + place - 1] = 1 }
      let values = try NumPyDecompositions.run(
        .eigen(vectors: false), NDArray(companion, shape: [n, n]), "roots",
        failing: "Eigenvalues did not converge")[0]
      found =
        values.complexNumbers.allSatisfy { $0.imaginary == 0 }
        ? try NumPyFunctions.realPart(values).copied() : values
    }
    guard zeros > 0 else { return found }
    return try NumPyFunctions.joined([found, try .filled(0, found.dtype, [zeros])], axis: 0)
  }

  /// Least squares on scaled powers, as NumPy solves it.
  private static func fit(_ a: Bound) throws(Raise) -> PyValue {
    let degree = try a.int(2)
    let (x, y) = (
      try ArrayReading.array(a[0], .float64), try ArrayReading.array(a[1], .float64)
    )
    guard degree >= 0 else { throw Raise.value("expected deg >= 0") }
    guard x.shape.rank == 1 else { throw Raise.type("expected 1D vector for x") }
    guard x.count > 0 else { throw Raise.type("expected non-empty vector for x") }
    guard y.shape.rank == 1 || y.shape.rank == 2 else {
      throw Raise.type("expected 1D or 2D array for y")
    }
    guard x.count == y.shape.lengths[0] else {
      throw Raise.type("expected x and y to have same length")
    }
    guard try !a.bool(4), try !a.bool(6) else {
      throw Raise.unsupported("np.polyfit with full= or cov=")
    }
    let count = x.count
    let bound = a.has(3) ? try a.double(3) : Double(count) * 0x1p-52
    let values = x.doubles
    var rows = [Double](repeating: 1, count: count * (degree + 1))
    for (row, value) in values.enumerated() {
      // As `np.vander`: the powers grow from the right by products.
      var power = 1.0
      for place in (0...degree).reversed() {
        rows[row * (degree + 1) + place] = power
        power *= value
      }
    }
    let weights = a.has(5) ? try ArrayReading.array(a[5], .float64).doubles : nil
    let sides = y.shape.rank == 1 ? 1 : y.shape.lengths[1]
    var right = y.doubles
    if let weights {
      guard weights.count == count else {
        throw Raise.type("expected w and y to have the same length")
      }
      for row in 0..<count {
        for column in 0...degree { rows[row * (degree + 1) + column] *= weights[row] }
        for column in 0..<sides { right[row * sides + column] *= weights[row] }
      }
    }
    var scales = [Double](repeating: 0, count: degree + 1)
    for column in 0...degree {
      var sum = 0.0
      for row in 0..<count {
        let value = rows[row * (degree + 1) + column]
        sum += value * value
      }
      scales[column] = sum.squareRoot()
      for row in 0..<count { rows[row * (degree + 1) + column] /= scales[column] }
    }
    let matrix = NDArray(rows, shape: [count, degree + 1])
    let found = try NumPyErrors.translating { () throws(EngineError) in
      try Decompositions("polyfit").leastSquares(
        matrix, NDArray(right, shape: [count, sides]), relativeBound: bound)
    }
    guard let found else {
      throw Raise(NumPyMatrices.error, "SVD did not converge in Linear Least Squares")
    }
    let result = found.solution.doubles.enumerated().map { $1 / scales[$0 / sides] }
    return .object(
      ArrayObject(
        NDArray(result, shape: y.shape.rank == 1 ? [degree + 1] : [degree + 1, sides])))
  }
}
