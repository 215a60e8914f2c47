import Engine
import Glibc

/// Rows of numbers and the functions that join and choose.
enum NumPyRanges {
  /// `np.arange`.
  static func arange(_ a: Bound) throws(Raise) -> NDArray {
    try arange(
      from: a.has(1) ? a[0] : .int(0), to: a.has(1) ? a[1] : a[0],
      by: a.has(2) ? a[2] : .int(1), try NumPyDTypeObject.argument(a[3]))
  }

  static func arange(
    from start: PyValue, to stop: PyValue, by stepValue: PyValue, _ asked: DType?
  ) throws(Raise) -> NDArray {
    var dtype = DType.int64
    for value in [start, stop, stepValue] {
      dtype = NumPyArithmetic.promote(dtype, try ArrayReading.array(value).dtype)
    }
    if dtype.isInteger {
      let step = try stepValue.asIndexInt()
      if step == 0 { throw Raise.zeroDivision("division by zero") }
      let (first, last) = (try start.asIndexInt(), try stop.asIndexInt())
      let count = ((Double(last) - Double(first)) / Double(step)).rounded(.up)
      _ = try NumPyShapes.checked([Swift.max(Int(count), 0)], .int64)
      let values = Array(Swift.stride(from: Int64(first), to: Int64(last), by: step))
      return try NDArray(values, shape: [values.count]).converted(to: asked ?? .int64)
    }
    let (first, last, step) = (try start.asDouble(), try stop.asDouble(), try stepValue.asDouble())
    if step == 0 { throw Raise.zeroDivision("division by zero") }
    let steps = ((last - first) / step).rounded(.up)
    guard steps.magnitude < 9e18 else {
      throw Raise.value(
        steps.isNaN ? "arange: cannot compute length" : "Maximum allowed size exceeded")
    }
    let count = Swift.max(Int(steps), 0)
    _ = try NumPyShapes.checked([count], .float64)
    // NumPy fills by the difference of the first two elements.
    let delta = (first + step) - first
    let values = (0..<count).map { first + Double($0) * delta }
    return try NDArray(values, shape: [count]).converted(to: asked ?? .float64)
  }

  static func linspace(
    _ start: Double, _ stop: Double, _ count: Int, endpoint: Bool
  ) -> [Double] {
    guard count > 0 else { return [] }
    let gaps = endpoint ? count - 1 : count
    guard gaps > 0 else { return [start] }
    let step = (stop - start) / Double(gaps)
    var values =
      step == 0
      ? (0..<count).map { Double($0) / Double(gaps) * (stop - start) + start }
      : (0..<count).map { Double($0) * step + start }
    if endpoint, count > 1 { values[count - 1] = stop }
    return values
  }

  /// `np.linspace`, between arrays too.
  static func linspace(_ a: Bound) throws(Raise) -> PyValue {
    let count = try a.int(2)
    guard count >= 0 else {
      throw Raise.value("Number of samples, \(count), must be non-negative.")
    }
    _ = try NumPyShapes.checked([count], .float64)
    let endpoint = try a.bool(3)
    let dtype = try NumPyDTypeObject.argument(a[5]) ?? .float64
    let (first, last) = (
      try ArrayReading.array(a[0], .float64), try ArrayReading.array(a[1], .float64)
    )
    guard let shape = first.shape.broadcast(with: last.shape) else {
      throw NumPyErrors.raise(.incompatibleShapes(op: "linspace", first.shape, last.shape))
    }
    let (starts, stops) = (
      first.broadcast(to: shape).contiguous().doubles,
      last.broadcast(to: shape).contiguous().doubles
    )
    let rows = zip(starts, stops).map { linspace($0, $1, count, endpoint: endpoint) }
    let values = (0..<count).flatMap { place in rows.map { $0[place] } }
    var array = NDArray(
      dtype.isInteger ? values.map { $0.rounded(.down) } : values,
      shape: TensorShape([count] + shape.lengths))
    if shape.rank > 0 {
      let axis = try NumPyFunctions.axis(try a.int(6), rank: shape.rank + 1)
      var order = Array(1...shape.rank)
      order.insert(0, at: axis)
      array = array.transposed(order).copied()
    }
    let found = PyValue.object(ArrayObject(try array.converted(to: dtype)))
    guard try a.bool(4) else { return found }
    let gaps = Double(count - (endpoint ? 1 : 0))
    let steps = zip(starts, stops).map { ($1 - $0) / gaps }
    return .tuple([found, NumPyResult.value(NDArray(steps, shape: shape))])
  }

  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  static func meshgrid(
    _ values: [PyValue], indexing: String, sparse: Bool
  ) throws(Raise) -> PyValue {
    guard indexing == "xy" || indexing == "ij" else {
      throw Raise.value("Valid values for `indexing` are 'xy' and 'ij'.")
    }
    var rows: [NDArray] = []
    for value in values { rows.append(try ArrayReading.array(value)) }
    var order = Array(rows.indices)
    if indexing == "xy", rows.count > 1 { order.swapAt(0, 1) }
    let shape = try NumPyShapes.checked(order.map { rows[$0].count }, .float64)
    return .tuple(
      rows.indices.map { place in
        let lengths = order.map { $0 == place ? rows[place].count : 1 }
        let line = rows[place].reshaped(TensorShape(lengths))
        return .object(ArrayObject(sparse ? line.copied() : line.broadcast(to: shape).copied()))
      })
  }

  static func stacked(
    _ parts: [NDArray], _ name: String, axis: Int
  ) throws(Raise) -> NDArray {
    let rank = parts.first?.shape.rank ?? 0
    switch name {
    case "vstack":
      return try NumPyFunctions.joined(
        parts.map { $0.shape.rank < 2 ? $0.reshaped([1, $0.count]) : $0 }, axis: 0)
    case "hstack":
      return try NumPyFunctions.joined(
        parts.map { $0.shape.rank == 0 ? $0.reshaped([1]) : $0 }, axis: rank < 2 ? 0 : 1)
    case "column_stack":
      return try NumPyFunctions.joined(
        parts.map { $0.shape.rank < 2 ? $0.reshaped([$0.count, 1]) : $0 }, axis: 1)
    default:
      let axis = try NumPyFunctions.axis(axis, rank: rank + 1)
      guard parts.allSatisfy({ $0.shape == parts[0].shape }) else {
        throw Raise.value("all input arrays must have the same shape")
      }
      return try NumPyFunctions.joined(
        parts.map {
          var lengths = $0.shape.lengths
          lengths.insert(1, at: axis)
          return $0.reshaped(TensorShape(lengths))
        }, axis: axis)
    }
  }

  /// `np.where`.
  static func choose(_ a: Bound) throws(Raise) -> PyValue {
    let condition = try ArrayReading.array(a[0])
    let mask = try condition.converted(to: .bool)
    guard a.has(1), a.has(2) else {
      return NumPyPicking.nonzero(mask)
    }
    guard let x = try NumPyArithmetic.Operand(a[1]), let y = try NumPyArithmetic.Operand(a[2])
    else { throw Raise.unsupported("np.where of these values") }
    let dtype = NumPyArithmetic.common(x, y)
    return NumPyResult.value(
      try NumPyArithmetic.choose(mask, try x.array(dtype), try y.array(dtype)))
  }

  static func isClose(
    _ a: NDArray, _ b: NDArray, _ relative: Double, _ absolute: Double, equalNaN: Bool
  ) throws(Raise) -> NDArray {
    guard let shape = a.shape.broadcast(with: b.shape) else {
      throw NumPyErrors.raise(.incompatibleShapes(op: "isclose", a.shape, b.shape))
    }
    let (x, y) = (a.broadcast(to: shape).doubles, b.broadcast(to: shape).doubles)
    let close = zip(x, y).map { x, y -> Bool in
      if x.isNaN || y.isNaN { return equalNaN && x.isNaN && y.isNaN }
      return x == y || abs(x - y) <= absolute + relative * abs(y)
    }
    return NDArray(close, shape: shape)
  }
}
