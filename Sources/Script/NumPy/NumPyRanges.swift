import Engine
import Glibc

/// Rows of numbers and the functions that join and choose.
enum NumPyRanges {
  /// `np.arange`.
  static func arange(_ a: Bound) throws(Raise) -> NDArray {
    let start = a.has(1) ? a[0] : PyValue.int(0)
    let stop = a.has(1) ? a[1] : a[0]
    var dtype = DType.int64
    for value in [start, stop, a[2]] {
      dtype = NumPyArithmetic.promote(dtype, try ArrayReading.array(value).dtype)
    }
    let asked = try NumPyDTypeObject.argument(a[3])
    if dtype.isInteger {
      let step = try a.int(2)
      if step == 0 { throw Raise.zeroDivision("division by zero") }
      let (first, last) = (try start.asIndexInt(), try stop.asIndexInt())
      let count = ((Double(last) - Double(first)) / Double(step)).rounded(.up)
      _ = try NumPyShapes.checked([Swift.max(Int(count), 0)], .int64)
      let values = Array(Swift.stride(from: Int64(first), to: Int64(last), by: step))
      return try NDArray(values, shape: [values.count]).converted(to: asked ?? .int64)
    }
    let (first, last, step) = (try start.asDouble(), try stop.asDouble(), try a[2].asDouble())
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

  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  static func meshgrid(_ values: [PyValue], indexing: String) throws(Raise) -> PyValue {
    var rows: [NDArray] = []
    for value in values { rows.append(try ArrayReading.array(value)) }
    var order = Array(rows.indices)
    if indexing == "xy", rows.count > 1 { order.swapAt(0, 1) }
    let shape = try NumPyShapes.checked(order.map { rows[$0].count }, .float64)
    return .tuple(
      rows.indices.map { place in
        let lengths = order.map { $0 == place ? rows[place].count : 1 }
        let spread = rows[place].reshaped(TensorShape(lengths)).broadcast(to: shape)
        return .object(ArrayObject(spread.copied()))
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

  static func running(
    _ array: NDArray, _ step: (Double, Double) -> Double
  ) throws(Raise) -> NDArray {
    var values = array.doubles
    for index in values.indices.dropFirst() {
      values[index] = step(values[index - 1], values[index])
    }
    let dtype: DType = array.dtype.isFloating ? array.dtype : .int64
    return try NDArray(values, shape: [values.count]).converted(to: dtype)
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
