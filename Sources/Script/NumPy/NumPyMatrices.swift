import Engine
import Glibc

/// `np.linalg` and the products around it.
struct NumPyMatrices {
  nonisolated(unsafe) static let error = TypeObject.exception(
    "LinAlgError", module: "numpy.linalg", base: .valueError)

  func add(to module: ModuleObject) {
    let linalg = ModuleObject("numpy.linalg")
    linalg.set("LinAlgError", .object(Self.error))
    NumPyNorms.add(to: linalg)
    NumPyDecompositions().add(to: linalg)
    module.set("linalg", .object(linalg))
    addProducts(to: module)
    // The same functions stand in `np.linalg` too.
    for name in ["outer", "trace", "cross", "matmul", "tensordot", "diagonal", "matrix_transpose"] {
      linalg.set(name, lazily: { [unowned module] in module.get(Symbol(name)) })
    }
  }

  private func addProducts(to module: ModuleObject) {
    module.function("trace", "a, offset=0, axis1=0, axis2=1, dtype=None, out=None") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let diagonal = try NumPyDiagonals.diagonal(
        array, try a.int(1), try a.int(2), try a.int(3), named: "diagonal")
      return NumPyResult.value(try NumPyReduction(diagonal, .int(-1), keepsAxes: false).sum())
    }
    module.function("matrix_transpose", "x, /") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.shape.rank >= 2 else {
        throw Raise.value(
          "Input array must be at least 2-dimensional, but it is \(array.shape.rank)")
      }
      return .object(ArrayObject(try NumPyDecompositions.turned(array)))
    }
    module.function("cross", "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None") {
      a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard !a.has(5), x.shape.lengths.last == 3, y.shape.lengths.last == 3 else {
        throw Raise.value(
          "Both input arrays must be (arrays of) 3-dimensional vectors, but they "
            + "have \(x.shape.lengths.last ?? 0) and \(y.shape.lengths.last ?? 0) dimensions "
            + "instead.")
      }
      func part(_ array: NDArray, _ place: Int) throws(Raise) -> NumPyArithmetic.Operand {
        .strong(
          try ArrayReading.array(
            try ArrayObject(array).item(
              .tuple([.object(EllipsisObject.instance), .int(place)]))))
      }
      var parts: [NDArray] = []
      for (i, j) in [(1, 2), (2, 0), (0, 1)] {
        parts.append(
          try NumPyArithmetic.apply(
            .subtract,
            .strong(try NumPyArithmetic.apply(.multiply, try part(x, i), try part(y, j))),
            .strong(try NumPyArithmetic.apply(.multiply, try part(x, j), try part(y, i)))))
      }
      return .object(ArrayObject(try NumPyRanges.stacked(parts, "stack", axis: -1)))
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
}
