import Engine

/// Products summed over axes: `np.einsum` and `np.tensordot`.
struct NumPyContractions {
  func add(to module: ModuleObject) {
    module.function("einsum", "subscripts, *operands, optimize=False, dtype=None, out=None") {
      a throws(Raise) in
      guard let equation = a[0].text else {
        throw Raise.unsupported("np.einsum without an equation")
      }
      var arrays: [NDArray] = []
      var dtype: DType?
      for operand in try a[1].items() {
        let array = try ArrayReading.array(operand)
        dtype = dtype.map { NumPyArithmetic.promote($0, array.dtype) } ?? array.dtype
        arrays.append(array)
      }
      for place in arrays.indices {
        arrays[place] = try arrays[place].converted(to: dtype ?? .float64)
      }
      let shapes = arrays.map(\.shape)
      let found: NDArray
      do throws(EngineError) {
        found = try NDArray.einsum(equation, arrays)
      } catch {
        throw Self.raise(error, equation, shapes)
      }
      return NumPyResult.value(found)
    }
    module.function("tensordot", "a, b, axes=2") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      return NumPyResult.value(try Self.product(x, y, a[2]))
    }
    module.function("matvec", "x1, x2, /") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      let column = y.reshaped(TensorShape(y.shape.lengths + [1]))
      let found = try NumPyArithmetic.apply(.matrixMultiply, .strong(x), .strong(column))
      return NumPyResult.value(
        found.reshaped(TensorShape(Array(found.shape.lengths.dropLast()))))
    }
    module.function("vecdot", "x1, x2, /, *, axis=-1") { a throws(Raise) in
      let product = try NumPyArithmetic.apply(
        .multiply, .strong(try NumPyFunctions.conjugate(try ArrayReading.array(a[0]))),
        .strong(try ArrayReading.array(a[1])))
      return NumPyResult.value(
        try NumPyReduction(product, .int(try a.int(2)), keepsAxes: false).sum())
    }
  }

  private static func raise(
    _ error: EngineError, _ equation: String, _ shapes: [TensorShape]
  ) -> Raise {
    let terms =
      equation.split(separator: ">").first.map { $0.filter { $0 != "-" && $0 != " " } } ?? ""
    let labels = terms.split(separator: ",", omittingEmptySubsequences: false)
    if labels.count < shapes.count {
      return Raise.value(
        "more operands provided to einstein sum function than specified in the "
          + "subscripts string")
    }
    if labels.count > shapes.count {
      return Raise.value(
        "fewer operands provided to einstein sum function than specified in the "
          + "subscripts string")
    }
    for (place, (label, shape)) in zip(labels, shapes).enumerated() where !label.contains(".") {
      if label.utf8.count > shape.rank {
        return Raise.value(
          "einstein sum subscripts string contains too many subscripts for "
            + "operand \(place)")
      }
      if label.utf8.count < shape.rank {
        return Raise.value(
          "operand has more dimensions than subscripts given in einstein sum, but "
            + "no '...' ellipsis provided to broadcast the extra dimensions.")
      }
    }
    var sizes: [Character: Int] = [:]
    for (place, (label, shape)) in zip(labels, shapes).enumerated() where !label.contains(".") {
      for (letter, size) in zip(label, shape.lengths) {
        if let known = sizes[letter], known != size, known != 1, size != 1 {
          return Raise.value(
            "operands could not be broadcast together with remapped shapes "
              + "[original->remapped]: operand \(place) axis '\(letter)' has \(size), others \(known)"
          )
        }
        sizes[letter] = max(sizes[letter] ?? 1, size)
      }
    }
    return NumPyErrors.raise(error)
  }

  static func product(
    _ x: NDArray, _ y: NDArray, _ axes: PyValue
  ) throws(Raise) -> NDArray {
    var (first, second): ([Int], [Int])
    if let count = try axes.asIndex()?.smallInt {
      guard count >= 0, count <= x.shape.rank, count <= y.shape.rank else {
        throw Raise.value("shape-mismatch for sum")
      }
      first = Array((x.shape.rank - count)..<x.shape.rank)
      second = Array(0..<count)
    } else {
      let pair = try axes.items()
      guard pair.count == 2 else { throw Raise.value("axes must be a number or a pair") }
      first = try NumPyFunctions.lengths(pair[0])
      second = try NumPyFunctions.lengths(pair[1])
    }
    guard first.count == second.count else { throw Raise.value("shape-mismatch for sum") }
    for place in first.indices {
      first[place] = try NumPyFunctions.axis(first[place], rank: x.shape.rank)
      second[place] = try NumPyFunctions.axis(second[place], rank: y.shape.rank)
      guard x.shape.lengths[first[place]] == y.shape.lengths[second[place]] else {
        throw Raise.value("shape-mismatch for sum")
      }
    }
    let keptX = (0..<x.shape.rank).filter { !first.contains($0) }
    let keptY = (0..<y.shape.rank).filter { !second.contains($0) }
    let (outer, inner) = (
      keptX.map { x.shape.lengths[$0] }, keptY.map { y.shape.lengths[$0] }
    )
    let depth = first.reduce(1) { $0 * x.shape.lengths[$1] }
    let left = x.transposed(keptX + first).contiguous()
      .reshaped([outer.reduce(1, *), depth])
    let right = y.transposed(second + keptY).contiguous()
      .reshaped([depth, inner.reduce(1, *)])
    let found = try NumPyArithmetic.apply(.matrixMultiply, .strong(left), .strong(right))
    return found.reshaped(TensorShape(outer + inner))
  }
}
