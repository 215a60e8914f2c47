import Engine
import Glibc

/// Slopes, areas and values of curves given by points; products that slide; covariances.
struct NumPyCurves {
  func add(to module: ModuleObject) {
    addPoints(to: module)
    addSliding(to: module)
    NumPyCovariance().add(to: module)
  }

  private func addPoints(to module: ModuleObject) {
    module.function("interp", "x, xp, fp, left=None, right=None, period=None") { a throws(Raise) in
      guard !a.has(5) else { throw Raise.unsupported("np.interp with a period") }
      let (x, xs, ys) = (
        try ArrayReading.array(a[0], .float64), try ArrayReading.array(a[1], .float64).doubles,
        try ArrayReading.array(a[2], .float64).doubles
      )
      guard !xs.isEmpty else { throw Raise.value("array of sample points is empty") }
      guard let first = ys.first, let last = ys.last, xs.count == ys.count else {
        throw Raise.value("fp and xp are not of the same length.")
      }
      let (left, right) = (
        a.has(3) ? try a.double(3) : first, a.has(4) ? try a.double(4) : last
      )
      let found = x.doubles.map { value -> Double in
        if value.isNaN { return .nan }
        if value < xs[0] { return left }
        if value > xs[xs.count - 1] { return right }
        let place = max(NumPyCounts.place(of: value, in: xs, isRight: true) - 1, 0)
        if place == xs.count - 1 { return last }
        if xs[place] == value { return ys[place] }
        let slope = (ys[place + 1] - ys[place]) / (xs[place + 1] - xs[place])
        return slope * (value - xs[place]) + ys[place]
      }
      return NumPyResult.value(NDArray(found, shape: x.shape))
    }
    module.function("gradient", "f, *varargs, axis=None, edge_order=1") { a throws(Raise) in
      try Self.gradient(a)
    }
    module.function("trapezoid", "y, x=None, dx=1.0, axis=-1") { a throws(Raise) in
      let y = try ArrayReading.array(a[0])
      let rank = y.shape.rank
      let axis = try NumPyFunctions.axis(try a.int(3), rank: rank)
      let x = a.has(1) ? try ArrayReading.array(a[1], .float64) : nil
      if let x, x.shape.rank != 1 {
        throw Raise.unsupported("np.trapezoid with points that are no row")
      }
      let (points, dx) = (x?.doubles, try a.double(2))
      if let points, points.count != y.shape.lengths[axis] {
        throw Raise.value(
          "operands could not be broadcast together with shapes (\(max(points.count - 1, 0)),) "
            + "(\(max(y.shape.lengths[axis] - 1, 0)),) ")
      }
      let found = try NumPyPercentiles.reduced(y, .int(axis), keeps: false) { row in
        let parts = row.indices.dropFirst().map { place in
          (points.map { $0[place] - $0[place - 1] } ?? dx) * (row[place] + row[place - 1]) / 2
        }
        return PairwiseSum.of(parts[...])
      }
      return NumPyResult.value(try found.converted(to: y.dtype.isFloating ? y.dtype : .float64))
    }
  }

  // MARK: Gradients

  private static func gradient(_ a: Bound) throws(Raise) -> PyValue {
    var array = try ArrayReading.array(a[0])
    if !array.dtype.isFloating { array = try array.converted(to: .float64) }
    let rank = array.shape.rank
    var axes = Array(0..<rank)
    if a.has(2) {
      axes = []
      for one in try NumPyFunctions.lengths(a[2]) {
        axes.append(try NumPyFunctions.axis(one, rank: rank))
      }
    }
    let order = try a.int(3)
    guard order == 1 || order == 2 else {
      throw Raise.value("'edge_order' greater than 2 not supported")
    }
    var given = try a[1].items()
    if given.isEmpty { given = [.float(1)] }
    if given.count == 1, axes.count > 1 {
      guard try ArrayReading.array(given[0]).shape.rank == 0 else {
        throw Raise.type("invalid number of arguments")
      }
      given = [PyValue](repeating: given[0], count: axes.count)
    }
    guard given.count == axes.count else { throw Raise.type("invalid number of arguments") }
    var found: [PyValue] = []
    for (axis, spacing) in zip(axes, given) {
      let steps = try ArrayReading.array(spacing, .float64)
      let length = array.shape.lengths[axis]
      guard length >= order + 1 else {
        throw Raise.value(
          "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) "
            + "elements are required.")
      }
      guard steps.shape.rank == 0 || steps.count == length else {
        throw Raise.value(
          "when 1d, distances must match the length of the corresponding dimension")
      }
      let points = steps.doubles
      var gaps = [Double](repeating: points[0], count: length - 1)
      if steps.shape.rank == 1 { gaps = zip(points.dropFirst(), points).map { $0 - $1 } }
      let isEven = gaps.allSatisfy { $0 == gaps[0] }
      let isSingle = array.dtype == .float32
      let slopes = try NumPyRunning.rows(array, axis: axis) { row in
        isSingle
          ? Self.slopes(row.map { Float($0) }, gaps.map { Float($0) }, isEven, order)
            .map { Double($0) }
          : Self.slopes(row, gaps, isEven, order)
      }
      found.append(.object(ArrayObject(try slopes.converted(to: array.dtype))))
    }
    return found.count == 1 ? found[0] : .tuple(found)
  }

  /// Second-order differences inside, first- or second-order ones at both ends.
  private static func slopes<R: RealNumber>(
    _ y: [R], _ gaps: [R], _ isEven: Bool, _ order: Int
  ) -> [R] {
    let last = y.count - 1
    return y.indices.map { place in
      if place > 0, place < last {
        let (h, k) = (gaps[place - 1], gaps[place])
        if isEven { return (y[place + 1] - y[place - 1]) / (2 * h) }
        let a = -k / (h * (h + k))
        let b = (k - h) / (h * k)
        let c = h / (k * (h + k))
        return a * y[place - 1] + b * y[place] + c * y[place + 1]
      }
      if order == 1 {
        return place == 0 ? (y[1] - y[0]) / gaps[0] : (y[last] - y[last - 1]) / gaps[last - 1]
      }
      if place == 0 {
        let (h, k) = (gaps[0], gaps[1])
        let a = isEven ? -1.5 / h : -(2 * h + k) / (h * (h + k))
        let b = isEven ? 2 / h : (h + k) / (h * k)
        let c = isEven ? -0.5 / h : -h / (k * (h + k))
        return a * y[0] + b * y[1] + c * y[2]
      }
      let (h, k) = (gaps[last - 2], gaps[last - 1])
      let a = isEven ? 0.5 / h : k / (h * (k + h))
      let b = isEven ? -2 / h : -(k + h) / (h * k)
      let c = isEven ? 1.5 / h : (2 * k + h) / (k * (h + k))
      return a * y[last - 2] + b * y[last - 1] + c * y[last]
    }
  }

  // MARK: Sliding products

  /// Products of two rows, one sliding along the other.
  static func convolved(_ x: NDArray, _ y: NDArray, _ mode: String) throws(Raise) -> NDArray {
    guard x.count > 0 else { throw Raise.value("a cannot be empty") }
    guard y.count > 0 else { throw Raise.value("v cannot be empty") }
    guard x.shape.rank <= 1, y.shape.rank <= 1 else {
      throw Raise.value("object too deep for desired array")
    }
    let dtype = NumPyArithmetic.promote(x.dtype, y.dtype)
    let (first, second) = (x.complexNumbers, y.complexNumbers)
    let (long, short) = first.count >= second.count ? (first, second) : (second, first)
    var full = [Complex<Double>](repeating: .zero, count: long.count + short.count - 1)
    for (i, one) in long.enumerated() {
      try Patience.look(rounds: short.count / 16 + 1)
      for (j, other) in short.enumerated() {
        full[i + j] = Complex<Double>.add(full[i + j], Complex<Double>.multiply(one, other))
      }
    }
    switch mode {
    case "same":
      let start = (short.count - 1) / 2
      full = Array(full[start..<(start + long.count)])
    case "valid": full = Array(full[(short.count - 1)..<long.count])
    case "full": break
    default:
      throw Raise.value("mode must be one of 'valid', 'same', or 'full' (got '\(mode)')")
    }
    let shape: TensorShape = [full.count]
    let found =
      dtype.isComplex ? NDArray(full, shape: shape) : NDArray(full.map(\.real), shape: shape)
    return try found.converted(to: dtype)
  }

  private func addSliding(to module: ModuleObject) {
    module.function("convolve", "a, v, mode='full'") { a throws(Raise) in
      .object(
        ArrayObject(
          try Self.convolved(
            try ArrayReading.array(a[0]), try ArrayReading.array(a[1]), try a.text(2))))
    }
    module.function("correlate", "a, v, mode='valid'") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      let turned = try NumPyParts.taken(
        try NumPyFunctions.conjugate(y), Array((0..<y.count).reversed()), axis: 0)
      var mode = try a.text(2)
      guard mode == "same", y.count > x.count || y.count % 2 == 0 else {
        return .object(ArrayObject(try Self.convolved(x, turned, mode)))
      }
      mode = "full"
      let full = try Self.convolved(x, turned, mode)
      let (long, short) = (max(x.count, y.count), min(x.count, y.count))
      let start = y.count > x.count ? short / 2 : (short) / 2
      return .object(
        ArrayObject(try NumPyParts.taken(full, Array(start..<(start + long)), axis: 0)))
    }
  }
}
