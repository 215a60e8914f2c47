import Engine

/// NumPy's functions that pick elements by position, or say where elements lie.
struct NumPyPicking {
  func add(to module: ModuleObject) {
    module.function("nonzero", "a") { a throws(Raise) in
      Self.nonzero(try ArrayReading.array(a[0]))
    }
    module.function("flatnonzero", "a") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      return Self.places(ArraySelection.nonzero(array.reshaped([array.count]))[0])
    }
    module.function("argwhere", "a") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let columns = ArraySelection.nonzero(array)
      let count = columns.first?.count ?? 0
      let rows = (0..<count).flatMap { row in columns.map { Int64($0[row]) } }
      return .object(ArrayObject(NDArray(rows, shape: [count, columns.count])))
    }
    module.function("take", "a, indices, axis=None, out=None, mode='raise'") { a throws(Raise) in
      try Self.taken(try ArrayReading.array(a[0]), a[1], a[2], try a.text(4))
    }
    module.function("ix_", "*args") { a throws(Raise) in
      let rows = try a[0].items()
      var found: [PyValue] = []
      for (place, row) in rows.enumerated() {
        var array = try ArrayReading.array(row)
        if array.dtype == .bool {
          let places = ArraySelection.nonzero(array)[0].map { Int64($0) }
          array = NDArray(places, shape: [places.count])
        }
        var lengths = [Int](repeating: 1, count: rows.count)
        lengths[place] = array.count
        found.append(.object(ArrayObject(array.reshaped(TensorShape(lengths)))))
      }
      return .tuple(found)
    }
    module.function("fill_diagonal", "a, val, wrap=False") { a throws(Raise) in
      let target = try a.object(0, ArrayObject.self)
      guard target.array.shape.rank == 2 else {
        throw Raise.unsupported("np.fill_diagonal of other than a matrix")
      }
      for place in 0..<(target.array.shape.lengths.min() ?? 0) {
        try target.setItem(.tuple([.int(place), .int(place)]), a[1])
      }
      return .none
    }
    module.function("unravel_index", "indices, shape") { a throws(Raise) in
      let flat = try ArrayReading.array(a[0])
      let lengths = try NumPyFunctions.lengths(a[1])
      var left = flat.integers
      var columns: [PyValue] = []
      for length in lengths.reversed() {
        columns.append(
          NumPyResult.value(
            NDArray(left.map { $0 % Int64(max(length, 1)) }, shape: flat.shape)))
        left = left.map { $0 / Int64(max(length, 1)) }
      }
      guard left.allSatisfy({ $0 == 0 }) else {
        throw Raise.value(
          "index \(flat.integers.first ?? 0) is out of bounds for array with size "
            + "\(lengths.reduce(1, *))")
      }
      return .tuple(columns.reversed())
    }
    module.function("shares_memory", "a, b") { a throws(Raise) in .bool(try Self.share(a)) }
    module.function("may_share_memory", "a, b") { a throws(Raise) in .bool(try Self.share(a)) }
  }

  /// `np.take`.
  static func taken(
    _ array: NDArray, _ indices: PyValue, _ axis: PyValue, _ mode: String
  ) throws(Raise) -> PyValue {
    let source = axis.isAbsent ? array.reshaped([array.count]) : array
    let place = try NumPyFunctions.axis(
      axis.isAbsent ? 0 : try axis.asIndexInt(), rank: source.shape.rank)
    var key = try list(indices)
    if mode != "raise" {
      let asked = try ArrayReading.array(key)
      let rows = try NumPySelecting.places(asked.integers, source.shape.lengths[place], mode)
      let found = NDArray(rows.map { Int64($0) }, shape: asked.shape)
      key = asked.shape.rank == 0 ? .int(rows[0]) : .object(ArrayObject(found))
    }
    return try ArrayObject(source).item(
      .tuple([PyValue](repeating: whole, count: place) + [key]))
  }

  static var whole: PyValue { .object(SliceObject(.none, .none, .none)) }

  /// A number stays one; other positions are read as an array.
  private static func list(_ value: PyValue) throws(Raise) -> PyValue {
    if value.cast(ArrayObject.self) == nil, try value.asIndex() != nil { return value }
    return .object(ArrayObject(try ArrayReading.array(value, .int64)))
  }

  private static func share(_ a: Bound) throws(Raise) -> Bool {
    guard case .block(let first) = try ArrayReading.array(a[0]).payload,
      case .block(let second) = try ArrayReading.array(a[1]).payload
    else { return false }
    return first.storage === second.storage
  }

  static func places(_ row: [Int]) -> PyValue {
    .object(ArrayObject(NDArray(row.map { Int64($0) }, shape: [row.count])))
  }

  static func nonzero(_ array: NDArray) -> PyValue {
    .tuple(ArraySelection.nonzero(array).map { places($0) })
  }
}
