import Engine

/// `np.linalg.norm` with every order.
enum NumPyNorms {
  static func add(to linalg: ModuleObject) {
    linalg.function("norm", "x, ord=None, axis=None, keepdims=False") { a throws(Raise) in
      NumPyResult.value(try norm(try ArrayReading.array(a[0]), a[1], a[2], try a.bool(3)))
    }
    linalg.function("vector_norm", "x, /, *, axis=None, keepdims=False, ord=2") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let keeps = try a.bool(2)
      guard a[1].isAbsent else { return NumPyResult.value(try norm(array, a[3], a[1], keeps)) }
      let found = try norm(array.reshaped([array.count]), a[3], .int(0), false)
      let ones = [Int](repeating: 1, count: keeps ? array.shape.rank : 0)
      return NumPyResult.value(found.reshaped(TensorShape(ones)))
    }
    linalg.function("matrix_norm", "x, /, *, keepdims=False, ord='fro'") { a throws(Raise) in
      NumPyResult.value(
        try norm(
          try ArrayReading.array(a[0]), a[2], .tuple([.int(-2), .int(-1)]), try a.bool(1)))
    }
  }

  private static func real(_ array: NDArray) throws(Raise) -> NDArray {
    array.dtype.isFloating || array.dtype.isComplex ? array : try array.converted(to: .float64)
  }

  /// A norm of a matrix, the axes being its own.
  static func matrixNorm(_ array: NDArray, _ order: PyValue) throws(Raise) -> NDArray {
    try norm(array, order, .tuple([.int(-2), .int(-1)]), false)
  }

  static func norm(
    _ x: NDArray, _ order: PyValue, _ axis: PyValue, _ keeps: Bool
  ) throws(Raise) -> NDArray {
    let array = try real(x)
    let rank = array.shape.rank
    if axis.isAbsent {
      let isPlain =
        order.isAbsent || rank == 2 && ["fro", "f"].contains(order.text)
        || rank == 1 && number(order) == 2
      if isPlain {
        let flat = array.reshaped([array.count])
        let square = try NumPyArithmetic.apply(
          .matrixMultiply, .strong(try NumPyFunctions.conjugate(flat)), .strong(flat))
        let root = try Ufuncs.apply("sqrt", try NumPyFunctions.realPart(square))
        return root.reshaped(TensorShape([Int](repeating: 1, count: keeps ? rank : 0)))
      }
    }
    var axes: [Int] = []
    if axis.isAbsent {
      axes = Array(0..<rank)
    } else {
      for one in try NumPyFunctions.lengths(axis) {
        axes.append(try NumPyFunctions.axis(one, rank: rank))
      }
    }
    switch axes.count {
    case 1: return try vector(array, order, axes[0], keeps)
    case 2:
      guard axes[0] != axes[1] else { throw Raise.value("Duplicate axes given.") }
      return try matrix(array, order, axes, keeps)
    default: throw Raise.value("Improper number of dimensions to norm.")
    }
  }

  private static func number(_ value: PyValue) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .float(let number): number
    default: value.cast(NumPyScalar.self)?.array.doubleIfSingle
    }
  }

  private static func squares(_ array: NDArray) throws(Raise) -> NDArray {
    let square = try NumPyArithmetic.apply(
      .multiply, .strong(try NumPyFunctions.conjugate(array)), .strong(array))
    return try NumPyFunctions.realPart(square)
  }

  private static func reduction(
    _ array: NDArray, _ axes: [Int], _ keeps: Bool
  ) throws(Raise) -> NumPyReduction {
    try NumPyReduction(array, .tuple(axes.map { .int($0) }), keepsAxes: keeps)
  }

  private static func vector(
    _ array: NDArray, _ order: PyValue, _ axis: Int, _ keeps: Bool
  ) throws(Raise) -> NDArray {
    if order.isAbsent || number(order) == 2 {
      let sum = try reduction(try squares(array), [axis], keeps).sum()
      return try Ufuncs.apply("sqrt", sum)
    }
    guard let order = number(order) else {
      throw Raise.value("Invalid norm order '\(try order.str())' for vectors")
    }
    let sizes = try NumPyArithmetic.magnitude(array)
    let own = try reduction(sizes, [axis], keeps)
    if order.isInfinite { return try own.extremum(isLargest: order > 0) }
    if order == 0 {
      return try own.over(try sizes.converted(to: .bool)).sum().converted(to: sizes.dtype)
    }
    if order == 1 { return try own.sum() }
    let powers = try NumPyArithmetic.apply(.power, .strong(sizes), .weakFloat(order))
    return try NumPyArithmetic.apply(
      .power, .strong(try own.over(powers).sum()), .weakFloat(1 / order))
  }

  private static func matrix(
    _ array: NDArray, _ order: PyValue, _ axes: [Int], _ keeps: Bool
  ) throws(Raise) -> NDArray {
    if order.isAbsent || order.text == "fro" || order.text == "f" {
      return try Ufuncs.apply("sqrt", try reduction(try squares(array), axes, keeps).sum())
    }
    let found: NDArray
    let number = number(order)
    if order.text == "nuc" || number?.magnitude == 2 {
      let others = (0..<array.shape.rank).filter { !axes.contains($0) }
      let moved = array.transposed(others + axes).contiguous()
      let values = try NumPyReduction(
        try NumPyDecompositions.singularValues(moved), .int(-1), keepsAxes: false)
      found = order.text == "nuc" ? try values.sum() : try values.extremum(isLargest: number == 2)
    } else if let number, number.magnitude == 1 || number.isInfinite {
      let (inner, outer) = number.isInfinite ? (axes[1], axes[0]) : (axes[0], axes[1])
      let sums = try reduction(try NumPyArithmetic.magnitude(array), [inner], true).sum()
      let ends = try reduction(sums, [outer], true).extremum(isLargest: number > 0)
      found = ends.reshaped(
        TensorShape(
          ends.shape.lengths.enumerated().filter { !axes.contains($0.offset) }.map(\.element)))
    } else {
      throw Raise.value("Invalid norm order for matrices.")
    }
    guard keeps else { return found }
    var lengths = array.shape.lengths
    for axis in axes { lengths[axis] = 1 }
    return found.reshaped(TensorShape(lengths))
  }
}
