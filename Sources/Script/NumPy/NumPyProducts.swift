import Engine

/// Products of matrices and vectors.
enum NumPyProducts {
  /// As `@` multiplies, vectors included.
  static func matrices(_ x: NDArray, _ y: NDArray) throws(Raise) -> NDArray {
    let signature = "(n?,k),(k,m?)->(n?,m?)"
    for (place, operand) in [x, y].enumerated() where operand.shape.rank == 0 {
      throw Raise.value(
        "matmul: Input operand \(place) does not have enough dimensions (has 0, gufunc core with "
          + "signature \(signature) requires 1)")
    }
    let left = x.shape.rank == 1 ? x.reshaped([1, x.count]) : x
    let right = y.shape.rank == 1 ? y.reshaped([y.count, 1]) : y
    guard left.shape[-1] == right.shape[-2] else {
      throw Raise.value(
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + "\(signature) (size \(right.shape[-2]) is different from \(left.shape[-1]))")
    }
    let product = try NumPyErrors.translating { () throws(EngineError) in
      try NumPyArithmetic.evaluate(MatMul(), left, right)
    }
    var lengths = product.shape.lengths
    if y.shape.rank == 1 { lengths.removeLast() }
    if x.shape.rank == 1 { lengths.remove(at: lengths.count - (y.shape.rank == 1 ? 1 : 2)) }
    return product.reshaped(TensorShape(lengths))
  }

  /// `np.dot`: the last axis of one summed with the last but one of the other.
  static func dot(_ a: NDArray, _ b: NDArray) throws(Raise) -> NDArray {
    if a.shape.rank == 0 || b.shape.rank == 0 {
      return try NumPyArithmetic.apply(.multiply, .strong(a), .strong(b))
    }
    let axis = max(b.shape.rank - 2, 0)
    guard a.shape[-1] == b.shape.lengths[axis] else {
      throw Raise.value(
        "shapes \(a.shape.bracketedAsTuple) and \(b.shape.bracketedAsTuple) not aligned: "
          + "\(a.shape[-1]) (dim \(a.shape.rank - 1)) != \(b.shape.lengths[axis]) (dim \(axis))")
    }
    let isPlain = a.shape.rank <= 2 && b.shape.rank <= 2
    if isPlain { return try NumPyArithmetic.apply(.matrixMultiply, .strong(a), .strong(b)) }
    return try NumPyContractions.product(
      a, b, .tuple([.list([.int(a.shape.rank - 1)]), .list([.int(axis)])]))
  }

  static func add(to module: ModuleObject) {
    module.ufunc("matmul", inputs: 2) { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      return NumPyResult.value(
        try NumPyArithmetic.apply(.matrixMultiply, .strong(x), .strong(y)))
    }
    module.function("dot", "a, b, out=None") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      return try UfuncObject.finished(try dot(x, y), a[2], "dot")
    }
    module.function("inner", "a, b, /") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      if x.shape.rank == 0 || y.shape.rank == 0 { return NumPyResult.value(try dot(x, y)) }
      guard x.shape[-1] == y.shape[-1] else {
        throw Raise.value(
          "shapes \(x.shape.bracketedAsTuple) and \(y.shape.bracketedAsTuple) not aligned: "
            + "\(x.shape[-1]) (dim \(x.shape.rank - 1)) != \(y.shape[-1]) "
            + "(dim \(y.shape.rank - 1))")
      }
      return NumPyResult.value(
        try NumPyContractions.product(
          x, y, .tuple([.list([.int(x.shape.rank - 1)]), .list([.int(y.shape.rank - 1)])])))
    }
    module.function("vdot", "a, b, /") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard x.count == y.count else {
        throw Raise.value("cannot reshape array of size \(y.count) into shape (\(x.count),)")
      }
      return NumPyResult.value(
        try dot(try NumPyFunctions.conjugate(x.reshaped([x.count])), y.reshaped([y.count])))
    }
    module.function("outer", "a, b, out=None") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      return try UfuncObject.finished(
        try NumPyArithmetic.apply(
          .multiply, .strong(x.reshaped([x.count, 1])), .strong(y.reshaped([1, y.count]))),
        a[2], "multiply")
    }
  }
}
