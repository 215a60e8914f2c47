import Engine

/// Diagonals and triangles of matrices.
enum NumPyDiagonals {
  /// A view of a diagonal of the matrices in two axes, as the last axis.
  static func diagonal(
    _ array: NDArray, _ offset: Int, _ first: Int, _ second: Int, named name: String
  ) throws(Raise) -> NDArray {
    let rank = array.shape.rank
    guard rank >= 2 else {
      throw Raise.value("diag requires an array of at least two dimensions")
    }
    let (i, j) = (
      try NumPyFunctions.axis(first, rank: rank), try NumPyFunctions.axis(second, rank: rank)
    )
    guard i != j else { throw Raise.value("axis1 and axis2 cannot be the same") }
    guard let layout = array.layout else { return array }
    guard offset.magnitude < 1 << 40 else { throw Raise.value("array is too big") }
    let rows = array.shape.lengths[i] - max(-offset, 0)
    let columns = array.shape.lengths[j] - max(offset, 0)
    let count = max(min(rows, columns), 0)
    let others = (0..<rank).filter { $0 != i && $0 != j }
    let start =
      layout.offset
      + (count == 0 ? 0 : max(-offset, 0) * layout.strides[i] + max(offset, 0) * layout.strides[j])
    return array.view(
      offset: start, shape: TensorShape(others.map { array.shape.lengths[$0] } + [count]),
      strides: others.map { layout.strides[$0] } + [layout.strides[i] + layout.strides[j]])
  }

  /// A matrix with a row on one of its diagonals.
  static func matrix(_ row: NDArray, _ offset: Int) throws(Raise) -> NDArray {
    guard offset.magnitude < 1 << 40 else { throw Raise.value("array is too big") }
    let size = row.count + abs(offset)
    _ = try NumPyShapes.checked([size, size], row.dtype)
    let result = ArrayObject(try NDArray.filled(0, row.dtype, [size, size]).copied())
    let place = try diagonal(result.array, offset, 0, 1, named: "diag")
    try ArrayObject(place).setItem(
      .object(EllipsisObject.instance), .object(ArrayObject(row.reshaped([row.count]))))
    return result.array
  }

  /// Positions of the elements on one side of a diagonal.
  private static func side(
    _ rows: Int, _ columns: Int, _ offset: Int, isLower: Bool
  ) -> PyValue {
    var (first, second): ([Int], [Int]) = ([], [])
    for row in 0..<max(rows, 0) {
      for column in 0..<max(columns, 0)
      where isLower ? column - row <= offset : column - row >= offset {
        first.append(row)
        second.append(column)
      }
    }
    return .tuple([NumPyPicking.places(first), NumPyPicking.places(second)])
  }

  static func add(to module: ModuleObject) {
    module.function("diag", "v, k=0") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      switch array.shape.rank {
      case 1: return .object(ArrayObject(try matrix(array, try a.int(1))))
      case 2:
        return .object(ArrayObject(try diagonal(array, try a.int(1), 0, 1, named: "diag").copied()))
      default: throw Raise.value("Input must be 1- or 2-d.")
      }
    }
    module.function("diagflat", "v, k=0") { a throws(Raise) in
      .object(ArrayObject(try matrix(try ArrayReading.array(a[0]), try a.int(1))))
    }
    module.function("diagonal", "a, offset=0, axis1=0, axis2=1") { a throws(Raise) in
      .object(
        ArrayObject(
          try diagonal(
            try ArrayReading.array(a[0]), try a.int(1), try a.int(2), try a.int(3),
            named: "diagonal"), isReadOnly: true))
    }
    for (name, isLower) in [("tril", true), ("triu", false)] {
      module.function(name, "m, k=0") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        guard array.shape.rank >= 1 else { throw Raise.index("tuple index out of range") }
        let offset = try a.int(1)
        let lengths = array.shape.lengths
        let columns = lengths[lengths.count - 1]
        let rows = lengths.count == 1 ? columns : lengths[lengths.count - 2]
        let mask = (0..<(rows * columns)).map { place in
          let distance = place % max(columns, 1) - place / max(columns, 1)
          return isLower ? distance <= offset : distance >= offset
        }
        let zero = try NDArray.filled(0, array.dtype, .scalar)
        return .object(
          ArrayObject(
            try NumPyArithmetic.choose(NDArray(mask, shape: [rows, columns]), array, zero)))
      }
      module.function(name + "_indices", "n, k=0, m=None") { a throws(Raise) in
        let rows = try a.int(0)
        let columns = try a.int(2, default: rows)
        _ = try NumPyShapes.checked([max(rows, 0), max(columns, 0)], .float64)
        return side(rows, columns, try a.int(1), isLower: isLower)
      }
      module.function(name + "_indices_from", "arr, k=0") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        guard array.shape.rank == 2 else { throw Raise.value("input array must be 2-d") }
        return side(
          array.shape.lengths[0], array.shape.lengths[1], try a.int(1), isLower: isLower)
      }
    }
    module.function("diag_indices", "n, ndim=2") { a throws(Raise) in
      let row = NumPyPicking.places(Array(0..<max(try a.int(0), 0)))
      return .tuple([PyValue](repeating: row, count: max(try a.int(1), 0)))
    }
    module.function("diag_indices_from", "arr") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let row = NumPyPicking.places(Array(0..<(array.shape.lengths.first ?? 0)))
      return .tuple([PyValue](repeating: row, count: array.shape.rank))
    }
    module.function("tri", "N, M=None, k=0, dtype=None") { a throws(Raise) in
      let (rows, offset) = (max(try a.int(0), 0), try a.int(2))
      let columns = max(try a.int(1, default: rows), 0)
      let shape = try NumPyShapes.checked([rows, columns], .float64)
      let values = (0..<shape.count).map { place -> Double in
        place % columns - place / columns <= offset ? 1 : 0
      }
      let dtype = try NumPyDTypeObject.argument(a[3]) ?? .float64
      return .object(
        ArrayObject(try NDArray(values, shape: shape).converted(to: dtype)))
    }
    module.function("vander", "x, N=None, increasing=False") { a throws(Raise) in
      let x = try ArrayReading.array(a[0])
      let count = max(try a.int(1, default: x.count), 0)
      _ = try NumPyShapes.checked([x.count, count], .float64)
      let column = x.reshaped([x.count, 1])
      let steps = try a.bool(2) ? Array(0..<count) : Array((0..<count).reversed())
      let powers = NDArray(steps.map { Int64($0) }, shape: [count])
      return .object(
        ArrayObject(try NumPyArithmetic.apply(.power, .strong(column), .strong(powers))))
    }
  }
}
