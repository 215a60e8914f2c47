import Engine

/// Sums that grow and differences along an axis.
struct NumPyRunning {
  /// Each row along an axis made into another row, all of one length; `nil` flattens first.
  static func rows(
    _ array: NDArray, axis: Int?, _ body: ([Double]) -> [Double]
  ) throws(Raise) -> NDArray {
    var array = array
    if axis == nil { array = array.reshaped([array.count]) }
    let rank = array.shape.rank
    guard rank > 0 else {
      throw Raise.value("diff requires input that is at least one dimensional")
    }
    let axis = try NumPyFunctions.axis(axis ?? 0, rank: rank)
    var order = Array(0..<rank)
    order.remove(at: axis)
    order.append(axis)
    let moved = array.transposed(order)
    let length = moved.shape.lengths[rank - 1]
    let values = moved.doubles
    let count = moved.shape.lengths.dropLast().reduce(1, *)
    var found: [Double] = []
    var width = 0
    for row in 0..<count {
      let made = body(Array(values[(row * length)..<((row + 1) * length)]))
      width = made.count
      found += made
    }
    let shape = TensorShape(Array(moved.shape.lengths.dropLast()) + [width])
    let back = order.enumerated().sorted { $0.element < $1.element }.map(\.offset)
    return NDArray(found, shape: shape).transposed(back).copied()
  }

  static func axis(_ a: Bound, _ place: Int) throws(Raise) -> Int? {
    a.has(place) ? try a.int(place) : nil
  }

  /// Sums or products of all elements so far.
  static func running(
    _ array: NDArray, _ axis: Int?, _ op: BinaryOperator, _ dtype: DType? = nil
  ) throws(Raise) -> NDArray {
    var array = array
    if let dtype { array = try array.converted(to: dtype) }
    if axis == nil { array = array.reshaped([array.count]) }
    if array.dtype == .bool || array.dtype.isInteger && dtype == nil {
      array = try array.converted(to: array.dtype.isUnsigned ? .uint64 : .int64)
    }
    let place = try NumPyFunctions.axis(axis ?? 0, rank: max(array.shape.rank, 1))
    let source = array
    return try NumPyErrors.translating { () throws(EngineError) in
      op == .add
        ? try NumPyArithmetic.evaluate(CumSum(axis: place), source)
        : try NumPyArithmetic.evaluate(CumProd(axis: place), source)
    }
  }

  func add(to module: ModuleObject) {
    for (name, op) in [("cumsum", BinaryOperator.add), ("cumprod", .multiply)] {
      module.function(name, "a, axis=None, dtype=None, out=None") { a throws(Raise) in
        let found = try Self.running(
          try ArrayReading.array(a[0]), try Self.axis(a, 1), op, try NumPyDTypeObject.argument(a[2])
        )
        return try UfuncObject.finished(found, a[3], name)
      }
    }
    for (name, op) in [("cumulative_sum", BinaryOperator.add), ("cumulative_prod", .multiply)] {
      module.function(name, "x, /, *, axis=None, dtype=None, out=None, include_initial=False") {
        a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        guard a.has(1) || array.shape.rank == 1 else {
          throw Raise.value(
            "For arrays which have more than one dimension ``axis`` argument is "
              + "required.")
        }
        guard try !a.bool(4) else { throw Raise.unsupported("np.\(name) with include_initial") }
        return .object(
          ArrayObject(
            try Self.running(
              array, try Self.axis(a, 1), op, try NumPyDTypeObject.argument(a[2]))))
      }
    }
    module.function("diff", "a, n=1, axis=-1, prepend=..., append=...") { a throws(Raise) in
      try Self.difference(a)
    }
    module.function("ediff1d", "ary, to_end=None, to_begin=None") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      var parts: [NDArray] = []
      for place in [2, 0, 1] {
        if place == 0 {
          parts.append(try Self.steps(array.reshaped([array.count]), 0))
        } else if a.has(place) {
          let part = try ArrayReading.array(a[place], array.dtype)
          parts.append(part.reshaped([part.count]))
        }
      }
      return .object(ArrayObject(try NumPyFunctions.joined(parts, axis: 0)))
    }
    module.function("ptp", "a, axis=None, out=None, keepdims=False") { a throws(Raise) in
      let reduction = try NumPyReduction(
        try ArrayReading.array(a[0]), a[1], keepsAxes: try a.bool(3))
      return NumPyResult.value(
        try NumPyArithmetic.apply(
          .subtract, .strong(try reduction.extremum(isLargest: true)),
          .strong(try reduction.extremum(isLargest: false))))
    }
    module.function("unwrap", "p, discont=None, axis=-1, *, period=6.283185307179586") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0], .float64)
      let period = try a.double(3)
      let found = try Self.rows(array, axis: try a.int(2)) { row in
        var (result, shift) = (row, 0.0)
        for place in row.indices.dropFirst() {
          let step = row[place] - row[place - 1]
          var turned = (step + period / 2).truncatingRemainder(dividingBy: period)
          if turned < 0 { turned += period }
          turned -= period / 2
          if turned == -period / 2, step > 0 { turned = period / 2 }
          if abs(step) >= period / 2 { shift += turned - step }
          result[place] = row[place] + shift
        }
        return result
      }
      return .object(ArrayObject(found))
    }
  }

  /// Each element less the one before it along an axis.
  private static func steps(_ array: NDArray, _ axis: Int) throws(Raise) -> NDArray {
    let source = ArrayObject(array)
    let keys = [PyValue](repeating: NumPyPicking.whole, count: axis)
    let later = try source.item(
      .tuple(keys + [.object(SliceObject(.int(1), .none, .none))]))
    let earlier = try source.item(
      .tuple(keys + [.object(SliceObject(.none, .int(-1), .none))]))
    let (x, y) = (try ArrayReading.array(later), try ArrayReading.array(earlier))
    if array.dtype == .bool { return try NumPyArithmetic.run(.notEqual, x: x, y: y) }
    return try NumPyArithmetic.apply(.subtract, .strong(x), .strong(y))
  }

  private static func difference(_ a: Bound) throws(Raise) -> PyValue {
    var array = try ArrayReading.array(a[0])
    guard array.shape.rank > 0 else {
      throw Raise.value("diff requires input that is at least one dimensional")
    }
    let count = try a.int(1)
    guard count >= 0 else { throw Raise.value("order must be non-negative but got \(count)") }
    let axis = try NumPyFunctions.axis(try a.int(2), rank: array.shape.rank)
    var parts: [NDArray] = []
    for (place, value) in [(3, a[3]), (0, a[0]), (4, a[4])] where place == 0 || !value.isAbsent {
      var part = place == 0 ? array : try ArrayReading.array(value)
      if part.shape.rank == 0 {
        var lengths = array.shape.lengths
        lengths[axis] = 1
        part = part.broadcast(to: TensorShape(lengths)).contiguous()
      }
      parts.append(part)
    }
    if parts.count > 1 { array = try NumPyFunctions.joined(parts, axis: axis) }
    for _ in 0..<count { array = try steps(array, axis) }
    return .object(ArrayObject(array.copied()))
  }
}
