import Engine

/// Rows of numbers between two ends.
enum NumberSequences {
  /// `tf.range`.
  static func range(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
    let first = a.has(1) ? a[0] : PyValue.int(0)
    let last = a.has(1) ? a[1] : a[0]
    let asked = try DTypeObject.argument(a[3])
    var ends: [NDArray] = []
    for (name, value) in zip(["start", "limit", "delta"], [first, last, a[2]]) {
      let end = try context.tensor(value, asked.map { .hint($0) } ?? .none).array
      guard end.shape.rank == 0 else {
        throw TensorErrors.invalidArgument(
          "\(name) must be a scalar, not shape \(end.shape.bracketed)", op: "Range")
      }
      guard end.dtype.isInteger || end.dtype.isFloating else {
        throw Raise(.assertionError, "")
      }
      ends.append(end)
    }
    // The widest of the three decides.
    let order: [DType] = [.int32, .int64, .float16, .bfloat16, .float32, .float64]
    let widest = ends.compactMap { order.firstIndex(of: $0.dtype) }.max() ?? 0
    let dtype = asked ?? order[widest]
    let numbers = ends.map { $0.doubleIfSingle ?? 0 }
    let (start, limit, delta) = (numbers[0], numbers[1], numbers[2])
    func shown(_ value: Double) -> String {
      value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
    }
    guard delta != 0 else {
      throw TensorErrors.invalidArgument("Requires delta != 0: 0", op: "Range")
    }
    if delta > 0, start > limit {
      throw TensorErrors.invalidArgument(
        "Requires start <= limit when delta > 0: \(shown(start))/\(shown(limit))", op: "Range")
    }
    if delta < 0, start < limit {
      throw TensorErrors.invalidArgument(
        "Requires start >= limit when delta < 0: \(shown(start))/\(shown(limit))", op: "Range")
    }
    if dtype.isInteger, let wrong = [first, last, a[2]].first(where: { $0.isFraction }) {
      throw Raise.type(
        "Cannot convert \(try wrong.repr()) to EagerTensor of dtype \(dtype.kernelName)")
    }
    let steps = ((limit - start) / delta).rounded(.up)
    guard steps < 9e18 else {
      throw TensorErrors.invalidArgument(
        "Requires ((limit - start) / delta) <= 2^63 - 1", op: "Range")
    }
    _ = try context.fitting([Int(steps)], dtype, op: "Range")
    let array: NDArray
    if dtype.isInteger {
      let (start, limit, delta) = (Int64(start), Int64(limit), Int64(delta))
      let values = Array(stride(from: start, to: limit, by: Int(delta)))
      array = NDArray(values, shape: [values.count])
    } else if dtype == .float32 {
      // TensorFlow adds up in the tensor's own dtype.
      let count = Int(((limit - start) / delta).rounded(.up))
      let values = (0..<max(count, 0)).map { Float(start) + Float($0) * Float(delta) }
      array = NDArray(values, shape: [values.count])
    } else {
      let count = Int(((limit - start) / delta).rounded(.up))
      let values = (0..<max(count, 0)).map { start + Double($0) * delta }
      array = NDArray(values, shape: [values.count])
    }
    return context.box(context.constant(try array.converted(to: dtype)))
  }

  /// `tf.linspace`.
  static func linspace(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
    let start = try context.tensor(a[0])
    let stop = try context.tensor(a[1], .dtype(start.dtype))
    if case .float = a[2] {
      throw Raise.type(
        "Argument `tensor` (name: num) must be of type integer. Received `tensor` = "
          + "\(try a[2].repr()) of dtype: <dtype: 'float32'>")
    }
    let count = try context.int(a[2])
    guard count >= 0 else {
      throw TensorErrors.invalidArgument(
        "Requires start <= limit when delta > 0: 1/\(count)", op: "Range")
    }
    guard let shape = start.shape.broadcast(with: stop.shape) else {
      throw Raise(EngineError.incompatibleShapes(op: "BroadcastArgs", start.shape, stop.shape))
    }
    let dtype: DType = start.dtype.isInteger ? .float64 : start.dtype
    _ = try context.fitting(TensorShape([count] + shape.lengths), .float64, op: "Range")
    var rows: [Double] = []
    for (first, last) in zip(
      start.array.broadcast(to: shape).doubles, stop.array.broadcast(to: shape).doubles)
    {
      rows +=
        dtype == .float32
        ? steps(Float(first), Float(last), count).map { Double($0) } : steps(first, last, count)
    }
    // Each pair of ends has its row; the axis of the steps is then moved to its place.
    let array = try NDArray(rows, shape: TensorShape(shape.lengths + [count])).converted(to: dtype)
    let rank = shape.rank + 1
    let asked = try context.int(a[4])
    guard asked >= -rank, asked < rank else {
      throw TensorErrors.invalidArgument(
        "axis must be in [\(-rank), \(rank)), got \(asked)", op: "LinSpace")
    }
    var order = Array(0..<rank - 1)
    order.insert(rank - 1, at: asked < 0 ? asked + rank : asked)
    return context.box(context.constant(array.transposed(order).contiguous()))
  }

  /// TensorFlow lays the inner points from the start by whole steps and sets both ends exactly.
  private static func steps<R: RealNumber>(_ first: R, _ last: R, _ count: Int) -> [R] {
    if count < 2 { return count == 1 ? [first] : [] }
    let delta = (last - first) / R(count - 1)
    var values = (0..<count).map { first + delta * R($0) }
    values[0] = first
    values[count - 1] = last
    return values
  }
}

extension PyValue {
  /// Whether it is a number of Python that no whole dtype takes.
  fileprivate var isFraction: Bool {
    if case .float = self { return true }
    return false
  }
}
