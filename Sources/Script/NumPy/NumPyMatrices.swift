import Engine
import Glibc

/// `np.linalg` and the products around it.
struct NumPyMatrices {
  nonisolated(unsafe) static let error = TypeObject.exception(
    "LinAlgError", module: "numpy.linalg", base: .valueError)

  func add(to module: ModuleObject) {
    let linalg = ModuleObject("numpy.linalg")
    linalg.set("LinAlgError", .object(Self.error))
    addNorm(to: linalg)
    addSolving(to: linalg)
    module.set("linalg", .object(linalg))
    addProducts(to: module)
  }

  private func addProducts(to module: ModuleObject) {
    module.function("trace", "a") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.shape.rank == 2 else {
        throw Raise.value("diag requires an array of at least two dimensions")
      }
      let columns = array.shape.lengths[1]
      let places = (0..<(array.shape.lengths.min() ?? 0)).map { $0 * (columns + 1) }
      let parts = try NumPyParts.taken(array.reshaped([array.count]), places, axis: 0)
      return NumPyResult.value(try NumPyReduction(parts, .none, keepsAxes: false).sum())
    }
    for name in ["inner", "vdot"] {
      module.function(name, "a, b, /") { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        if name == "vdot" {
          return NumPyResult.value(
            try NumPyArithmetic.apply(
              .matrixMultiply, .strong(x.reshaped([x.count])), .strong(y.reshaped([y.count]))))
        }
        let turned = y.shape.rank > 1 ? try NumPyFunctions.transposed(y) : y
        return NumPyResult.value(
          try NumPyArithmetic.apply(
            x.shape.rank == 0 || y.shape.rank == 0 ? .multiply : .matrixMultiply, .strong(x),
            .strong(turned)))
      }
    }
    module.function("cross", "a, b") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard x.shape.lengths == [3], y.shape.lengths == [3] else {
        throw Raise.unsupported("np.cross of other than two vectors of three")
      }
      let (p, q) = (x.doubles, y.doubles)
      let found = [
        p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0],
      ]
      return .object(
        ArrayObject(
          try NDArray(found, shape: [3]).converted(
            to: NumPyArithmetic.promote(x.dtype, y.dtype))))
    }
    module.function("kron", "a, b") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard x.shape.rank == y.shape.rank, x.shape.rank <= 2, x.shape.rank > 0 else {
        throw Raise.unsupported("np.kron of these shapes")
      }
      let outer = x.shape.lengths.flatMap { [$0, 1] }
      let inner = y.shape.lengths.flatMap { [1, $0] }
      let product = try NumPyArithmetic.apply(
        .multiply, .strong(x.reshaped(TensorShape(outer))), .strong(y.reshaped(TensorShape(inner))))
      let lengths = zip(x.shape.lengths, y.shape.lengths).map { $0 * $1 }
      return .object(ArrayObject(product.reshaped(TensorShape(lengths))))
    }
  }

  // MARK: Norms

  private func addNorm(to linalg: ModuleObject) {
    linalg.function("norm", "x, ord=None, axis=None, keepdims=False") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      if !array.dtype.isFloating { array = try array.converted(to: .float64) }
      let isMatrix = array.shape.rank == 2 && !a.has(2)
      let axes = a.has(2) || a.has(1) ? a[2] : .none
      if a[1].isAbsent || a[1].text == "fro" || (!isMatrix && a[1].number == 2) {
        let source = a[1].isAbsent && !a.has(2) ? array.reshaped([array.count]) : array
        if a[1].isAbsent, !a.has(2), try !a.bool(3) {
          let square = try NumPyArithmetic.apply(
            .matrixMultiply, .strong(source), .strong(source))
          return NumPyResult.value(try Ufuncs.apply("sqrt", square))
        }
        let squares = try NumPyArithmetic.apply(.multiply, .strong(array), .strong(array))
        let sum = try NumPyReduction(squares, axes, keepsAxes: try a.bool(3)).sum()
        return NumPyResult.value(try Ufuncs.apply("sqrt", sum))
      }
      let sizes = try NumPyArithmetic.magnitude(array)
      guard !isMatrix, let order = a[1].number else {
        throw Raise.unsupported("np.linalg.norm of a matrix with ord=\(try a[1].repr())")
      }
      let keeps = try a.bool(3)
      if order == .infinity || order == -.infinity {
        return NumPyResult.value(
          try NumPyReduction(sizes, axes, keepsAxes: keeps).extremum(isLargest: order > 0))
      }
      if order == 0 {
        let mask = try sizes.converted(to: .bool)
        let count = try NumPyReduction(mask, axes, keepsAxes: keeps).sum()
        return NumPyResult.value(try count.converted(to: array.dtype))
      }
      if order == 1 {
        return NumPyResult.value(try NumPyReduction(sizes, axes, keepsAxes: keeps).sum())
      }
      let powers = try NumPyArithmetic.apply(.power, .strong(sizes), .weakFloat(order))
      let sum = try NumPyReduction(powers, axes, keepsAxes: keeps).sum()
      return NumPyResult.value(
        try NumPyArithmetic.apply(.power, .strong(sum), .weakFloat(1 / order)))
    }
  }

  // MARK: Solving

  private static func square(_ value: PyValue) throws(Raise) -> NDArray {
    let array = try ArrayReading.array(value)
    guard array.shape.rank >= 2 else {
      throw Raise(
        error,
        "\(array.shape.rank)-dimensional array given. Array must be at least two-dimensional")
    }
    guard array.shape.lengths[array.shape.rank - 1] == array.shape.lengths[array.shape.rank - 2]
    else { throw Raise(error, "Last 2 dimensions of the array must be square") }
    return array.dtype.isFloating ? array : try array.converted(to: .float64)
  }

  private static func run<O: Operation>(
    _ op: O, _ inputs: NDArray..., failing text: String
  ) throws(Raise) -> NDArray {
    do throws(EngineError) {
      try op.admit(inputs.map(\.signature))
      return try op.evaluate(inputs)
    } catch {
      throw Raise(Self.error, text)
    }
  }

  private func addSolving(to linalg: ModuleObject) {
    linalg.function("inv", "a") { a throws(Raise) in
      NumPyResult.value(
        try Self.run(MatrixInverse(), try Self.square(a[0]), failing: "Singular matrix"))
    }
    linalg.function("det", "a") { a throws(Raise) in
      NumPyResult.value(
        try Self.run(Determinant(), try Self.square(a[0]), failing: "Singular matrix"))
    }
    linalg.function("cholesky", "a") { a throws(Raise) in
      NumPyResult.value(
        try Self.run(
          Cholesky(), try Self.square(a[0]), failing: "Matrix is not positive definite"))
    }
    linalg.function("solve", "a, b") { a throws(Raise) in
      let matrix = try Self.square(a[0])
      var right = try ArrayReading.array(a[1])
      let dtype = right.dtype == .float32 && matrix.dtype == .float32 ? DType.float32 : .float64
      right = try right.converted(to: dtype)
      let isVector = right.shape.rank == 1
      if isVector { right = right.reshaped([right.count, 1]) }
      guard right.shape.lengths.first == matrix.shape.lengths.first else {
        throw Raise.value(
          "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            + "(m,m),(m,n)->(m,n) (size \(right.shape.lengths.first ?? 0) is different from "
            + "\(matrix.shape.lengths.first ?? 0))")
      }
      let found = try Self.run(
        MatrixSolve(), try matrix.converted(to: dtype), right, failing: "Singular matrix")
      return NumPyResult.value(isVector ? found.reshaped([found.count]) : found)
    }
    linalg.function("matrix_power", "a, n") { a throws(Raise) in
      var base = try Self.square(a[0])
      if try ArrayReading.array(a[0]).dtype.isInteger { base = try ArrayReading.array(a[0]) }
      var power = try a.int(1)
      if power < 0 {
        base = try Self.run(MatrixInverse(), try Self.square(a[0]), failing: "Singular matrix")
        power = -power
      }
      let size = base.shape.lengths[0]
      let ones = (0..<(size * size)).map { $0 % (size + 1) == 0 ? 1.0 : 0 }
      var result = try NDArray(ones, shape: [size, size]).converted(to: base.dtype)
      for _ in 0..<power {
        result = try NumPyArithmetic.apply(.matrixMultiply, .strong(result), .strong(base))
      }
      return NumPyResult.value(result)
    }
  }
}

extension PyValue {
  /// A Python number as a double; `nil` for everything else.
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }
}
