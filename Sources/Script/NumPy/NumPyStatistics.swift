import Engine
import Glibc

/// NumPy's functions that run along an axis or count: sums that grow, differences, percentiles, sets.
struct NumPyStatistics {
  func add(to module: ModuleObject) {
    addRunning(to: module)
    addPercentiles(to: module)
    addSets(to: module)
    addIgnoringNaN(to: module)
    addCurves(to: module)
  }

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

  static func running(
    _ array: NDArray, _ axis: Int?, _ step: (Double, Double) -> Double
  ) throws(Raise) -> NDArray {
    let isSingle = array.dtype == .float32
    let found = try rows(array, axis: axis) { row in
      var row = row
      for place in row.indices.dropFirst() {
        let next = step(row[place - 1], row[place])
        row[place] = isSingle ? Double(Float(next)) : next
      }
      return row
    }
    return try found.converted(to: array.dtype.isFloating ? array.dtype : .int64)
  }

  // MARK: Running

  private func addRunning(to module: ModuleObject) {
    module.function("cumsum", "a, axis=None, dtype=None, out=None") { a throws(Raise) in
      let dtype = try NumPyDTypeObject.argument(a[2])
      let array = try ArrayReading.array(a[0], dtype)
      return .object(ArrayObject(try Self.running(array, try Self.axis(a, 1), +)))
    }
    module.function("cumprod", "a, axis=None, dtype=None, out=None") { a throws(Raise) in
      let dtype = try NumPyDTypeObject.argument(a[2])
      let array = try ArrayReading.array(a[0], dtype)
      return .object(ArrayObject(try Self.running(array, try Self.axis(a, 1), *)))
    }
    module.function("diff", "a, n=1, axis=-1") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      let dtype = array.dtype
      for _ in 0..<(try a.int(1)) {
        array = try Self.rows(array, axis: try a.int(2)) { row in
          zip(row.dropFirst(), row).map { dtype == .float32 ? Double(Float($0 - $1)) : $0 - $1 }
        }
      }
      return .object(ArrayObject(try array.converted(to: dtype)))
    }
    module.function("ptp", "a, axis=None, out=None, keepdims=False") { a throws(Raise) in
      let reduction = try NumPyReduction(
        try ArrayReading.array(a[0]), a[1], keepsAxes: try a.bool(3))
      let (high, low) = (
        try reduction.extremum(isLargest: true), try reduction.extremum(isLargest: false)
      )
      return NumPyResult.value(try NumPyArithmetic.apply(.subtract, .strong(high), .strong(low)))
    }
    module.function("count_nonzero", "a, axis=None, keepdims=False") { a throws(Raise) in
      let mask = try ArrayReading.array(a[0]).converted(to: .bool)
      let sum = try NumPyReduction(mask, a[1], keepsAxes: try a.bool(2)).sum()
      return a.has(1) ? NumPyResult.value(sum) : .object(NumPyScalar(sum.reshaped(.scalar)))
    }
  }

  // MARK: Percentiles

  /// The number at a share of a sorted row, between its neighbors.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    if last.isNaN { return .nan }
    let place = share * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    guard low + 1 < sorted.count else { return last }
    let (a, b, t) = (sorted[low], sorted[low + 1], place - Double(low))
    return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t
  }

  private func addPercentiles(to module: ModuleObject) {
    module.function("median", "a, axis=None, out=None, keepdims=False") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let found = try Self.reduced(array, try Self.axis(a, 1)) { row in
        let sorted = row.sorted()
        if row.contains(where: \.isNaN) || row.isEmpty { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
      }
      return NumPyResult.value(
        try found.converted(to: array.dtype == .float32 ? .float32 : .float64))
    }
    for (name, scale) in [("percentile", 100.0), ("quantile", 1.0)] {
      module.function(name, "a, q, axis=None") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let shares = try ArrayReading.array(a[1], .float64)
        guard shares.doubles.allSatisfy({ $0 >= 0 && $0 <= scale }) else {
          throw Raise.value(
            name == "quantile"
              ? "Quantiles must be in the range [0, 1]"
              : "Percentiles must be in the range [0, 100]")
        }
        var parts: [NDArray] = []
        for share in shares.doubles {
          parts.append(
            try Self.reduced(array, try Self.axis(a, 2)) {
              Self.quantile($0.sorted(), share / scale)
            })
        }
        if shares.shape.rank == 0 { return NumPyResult.value(parts[0]) }
        return NumPyResult.value(try NumPyFunctions.stacked(parts))
      }
    }
    module.function("average", "a, axis=None, weights=None") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard a.has(2) else {
        return NumPyResult.value(try NumPyReduction(array, a[1], keepsAxes: false).mean())
      }
      var weights = try ArrayReading.array(a[2])
      if weights.shape != array.shape {
        guard let axis = try Self.axis(a, 1) else {
          throw Raise.type("Axis must be specified when shapes of a and weights differ.")
        }
        let place = try NumPyFunctions.axis(axis, rank: array.shape.rank)
        guard weights.shape.lengths == [array.shape.lengths[place]] else {
          throw Raise.value(
            "Shape of weights must be consistent with shape of a along specified axis.")
        }
        let lengths = (0..<array.shape.rank).map { $0 == place ? weights.count : 1 }
        weights = weights.reshaped(TensorShape(lengths)).broadcast(to: array.shape).contiguous()
      }
      let total = try NumPyReduction(weights, a[1], keepsAxes: false).sum()
      guard !total.doubles.contains(0) else {
        throw Raise(.zeroDivisionError, "Weights sum to zero, can't be normalized")
      }
      let products = try NumPyArithmetic.apply(.multiply, .strong(array), .strong(weights))
      let sum = try NumPyReduction(products, a[1], keepsAxes: false).sum()
      return NumPyResult.value(try NumPyArithmetic.apply(.divide, .strong(sum), .strong(total)))
    }
  }

  /// One number for each row along an axis.
  static func reduced(
    _ array: NDArray, _ axis: Int?, _ body: ([Double]) -> Double
  ) throws(Raise) -> NDArray {
    let flat = try rows(array, axis: axis) { [body($0)] }
    guard let axis else { return flat.reshaped(.scalar) }
    var lengths = flat.shape.lengths
    lengths.remove(at: try NumPyFunctions.axis(axis, rank: lengths.count))
    return flat.reshaped(TensorShape(lengths))
  }

  // MARK: Sets and counts

  private func addSets(to module: ModuleObject) {
    module.function(
      "unique", "ar, return_index=False, return_inverse=False, return_counts=False"
    ) { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let values = array.doubles
      let sorted = Array(Set(values)).sorted()
      var results: [PyValue] = [
        .object(
          ArrayObject(try NDArray(sorted, shape: [sorted.count]).converted(to: array.dtype)))
      ]
      if try a.bool(1) {
        results.append(NumPyPicking.places(sorted.map { values.firstIndex(of: $0) ?? 0 }))
      }
      if try a.bool(2) {
        let places = values.map { Int64(sorted.firstIndex(of: $0) ?? 0) }
        results.append(.object(ArrayObject(NDArray(places, shape: array.shape))))
      }
      if try a.bool(3) {
        results.append(
          NumPyPicking.places(sorted.map { one in values.reduce(0) { $0 + ($1 == one ? 1 : 0) } }))
      }
      return results.count == 1 ? results[0] : .tuple(results)
    }
    let sets: [(String, @Sendable (Set<Double>, Set<Double>) -> Set<Double>)] = [
      ("intersect1d", { $0.intersection($1) }), ("union1d", { $0.union($1) }),
      ("setdiff1d", { $0.subtracting($1) }),
    ]
    for (name, join) in sets {
      module.function(name, "ar1, ar2") { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        let found = join(Set(x.doubles), Set(y.doubles)).sorted()
        let dtype = name == "setdiff1d" ? x.dtype : NumPyArithmetic.promote(x.dtype, y.dtype)
        return .object(
          ArrayObject(try NDArray(found, shape: [found.count]).converted(to: dtype)))
      }
    }
    module.function("bincount", "x, weights=None, minlength=0") { a throws(Raise) in
      let places = try ArrayReading.array(a[0]).integers
      guard places.allSatisfy({ $0 >= 0 }) else {
        throw Raise.value("'list' argument must have no negative elements")
      }
      let length = max(Int(places.max() ?? -1).plusOrMost(1), try a.int(2))
      _ = try NumPyShapes.checked([length], .int64)
      var counts = [Double](repeating: 0, count: length)
      let weights = a.has(1) ? try ArrayReading.array(a[1], .float64).doubles : nil
      for (index, place) in places.enumerated() { counts[Int(place)] += weights?[index] ?? 1 }
      let array = NDArray(counts, shape: [counts.count])
      return .object(ArrayObject(try array.converted(to: weights == nil ? .int64 : .float64)))
    }
    module.function("histogram", "a, bins=10, range=None") { a throws(Raise) in
      try Self.histogram(a)
    }
    module.function("digitize", "x, bins, right=False") { a throws(Raise) in
      let (values, bins) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]).doubles)
      let isRight = try a.bool(2)
      let found = values.doubles.map { value in
        Int64(bins.firstIndex { isRight ? $0 >= value : $0 > value } ?? bins.count)
      }
      return NumPyResult.value(NDArray(found, shape: values.shape))
    }
  }

  private static func histogram(_ a: Bound) throws(Raise) -> PyValue {
    let values = try ArrayReading.array(a[0]).doubles
    let edges: [Double]
    if let count = try a[1].asIndex()?.smallInt {
      guard count > 0 else { throw Raise.value("`bins` must be positive, when an integer") }
      _ = try NumPyShapes.checked([count.plusOrMost(1)], .float64)
      var (low, high) = (values.min() ?? 0, values.max() ?? 1)
      if a.has(2) {
        let ends = try ArrayReading.array(a[2], .float64).doubles
        (low, high) = (ends.first ?? 0, ends.last ?? 1)
      }
      if low == high { (low, high) = (low - 0.5, high + 0.5) }
      edges = NumPyRanges.linspace(low, high, count + 1, endpoint: true)
    } else {
      edges = try ArrayReading.array(a[1], .float64).doubles
    }
    var counts = [Int](repeating: 0, count: max(edges.count - 1, 0))
    for value in values {
      guard let first = edges.first, let last = edges.last, value >= first, value <= last else {
        continue
      }
      let place = edges.dropFirst().firstIndex { value < $0 } ?? edges.count - 1
      counts[min(place - 1, counts.count - 1)] += 1
    }
    return .tuple([
      NumPyPicking.places(counts), .object(ArrayObject(NDArray(edges, shape: [edges.count]))),
    ])
  }

  // MARK: Without what is no number

  private func addIgnoringNaN(to module: ModuleObject) {
    let rows: [(String, @Sendable ([Double]) -> Double)] = [
      ("nansum", { PairwiseSum.of($0.map { $0.isNaN ? 0 : $0 }[...]) }),
      ("nanmean", { Self.mean($0.filter { !$0.isNaN }) }),
      ("nanmax", { $0.filter { !$0.isNaN }.max() ?? .nan }),
      ("nanmin", { $0.filter { !$0.isNaN }.min() ?? .nan }),
      ("nanvar", { Self.variance($0.filter { !$0.isNaN }) }),
      ("nanstd", { Self.variance($0.filter { !$0.isNaN }).squareRoot() }),
    ]
    for (name, body) in rows {
      module.function(name, "a, axis=None") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let found = try Self.reduced(array, try Self.axis(a, 1), body)
        let keeps = array.dtype.isFloating || ["nanmax", "nanmin", "nansum"].contains(name)
        return NumPyResult.value(try found.converted(to: keeps ? array.dtype : .float64))
      }
    }
    module.function("nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype.isFloating else { return NumPyResult.value(array) }
      let limit =
        array.dtype == .float32
        ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
      let high = a.has(3) ? try a.double(3) : limit
      let low = a.has(4) ? try a.double(4) : -limit
      let nan = try a.double(2)
      let found = array.doubles.map { value in
        value.isNaN ? nan : value == .infinity ? high : value == -.infinity ? low : value
      }
      return NumPyResult.value(
        try NDArray(found, shape: array.shape).converted(to: array.dtype))
    }
  }

  private static func mean(_ row: [Double]) -> Double {
    PairwiseSum.of(row[...]) / Double(row.count)
  }

  private static func variance(_ row: [Double]) -> Double {
    let mean = mean(row)
    return PairwiseSum.of(row.map { ($0 - mean) * ($0 - mean) }[...]) / Double(row.count)
  }

  // MARK: Curves

  private func addCurves(to module: ModuleObject) {
    module.function("interp", "x, xp, fp, left=None, right=None") { a throws(Raise) in
      let (x, xs, ys) = (
        try ArrayReading.array(a[0], .float64), try ArrayReading.array(a[1], .float64).doubles,
        try ArrayReading.array(a[2], .float64).doubles
      )
      guard let first = ys.first, let last = ys.last, xs.count == ys.count else {
        throw Raise.value("fp and xp are not of the same length.")
      }
      let (left, right) = (
        a.has(3) ? try a.double(3) : first, a.has(4) ? try a.double(4) : last
      )
      let found = x.doubles.map { value -> Double in
        if value < xs[0] { return left }
        if value > xs[xs.count - 1] { return right }
        let place = max((xs.firstIndex { $0 > value } ?? xs.count) - 1, 0)
        if place == xs.count - 1 { return last }
        let slope = (ys[place + 1] - ys[place]) / (xs[place + 1] - xs[place])
        return slope * (value - xs[place]) + ys[place]
      }
      return NumPyResult.value(NDArray(found, shape: x.shape))
    }
    module.function("gradient", "f, *varargs, axis=None") { a throws(Raise) in
      let array = try ArrayReading.array(a[0], .float64)
      guard array.shape.rank == 1, array.count > 1 else {
        throw Raise.unsupported("np.gradient of other than one row")
      }
      let y = array.doubles
      let given = try a[1].items()
      let spacing =
        try given.first.map { (one) throws(Raise) in
          try ArrayReading.array(one, .float64).doubles
        } ?? [1]
      let last = y.count - 1
      func gap(_ place: Int) -> Double {
        spacing.count == 1 ? spacing[0] : spacing[place + 1] - spacing[place]
      }
      let found = y.indices.map { place -> Double in
        if place == 0 { return (y[1] - y[0]) / gap(0) }
        if place == last { return (y[last] - y[last - 1]) / gap(last - 1) }
        let (h, k) = (gap(place - 1), gap(place))
        if h == k { return (y[place + 1] - y[place - 1]) / (2 * h) }
        return -k / (h * (h + k)) * y[place - 1] + (k - h) / (h * k) * y[place]
          + h / (k * (h + k)) * y[place + 1]
      }
      return .object(ArrayObject(NDArray(found, shape: array.shape)))
    }
    for name in ["trapezoid"] {
      module.function(name, "y, x=None, dx=1.0") { a throws(Raise) in
        let y = try ArrayReading.array(a[0], .float64).doubles
        let x = a.has(1) ? try ArrayReading.array(a[1], .float64).doubles : nil
        let dx = try a.double(2)
        let parts = zip(y.indices.dropFirst(), y).map { place, before in
          (x.map { $0[place] - $0[place - 1] } ?? dx) * (y[place] + before) / 2
        }
        return .object(NumPyScalar(NDArray(PairwiseSum.of(parts[...]))))
      }
    }
    module.function("polyval", "p, x") { a throws(Raise) in
      var value = NumPyArithmetic.Operand.strong(try NDArray.filled(0, .int64, .scalar))
      let x = NumPyArithmetic.Operand.strong(try ArrayReading.array(a[1]))
      for factor in try ArrayObject(ArrayReading.array(a[0])).allItems() {
        let product = try NumPyArithmetic.apply(.multiply, value, x)
        value = .strong(
          try NumPyArithmetic.apply(.add, .strong(product), .strong(try ArrayReading.array(factor)))
        )
      }
      guard case .strong(let found) = value else { return .none }
      return NumPyResult.value(found)
    }
    module.function("convolve", "a, v, mode='full'") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      let (long, short) = x.count >= y.count ? (x.doubles, y.doubles) : (y.doubles, x.doubles)
      guard !short.isEmpty else { throw Raise.value("v cannot be empty") }
      var full = [Double](repeating: 0, count: long.count + short.count - 1)
      for (i, one) in long.enumerated() {
        try Patience.look(rounds: short.count / 16 + 1)
        for (j, other) in short.enumerated() { full[i + j] += one * other }
      }
      switch try a.text(2) {
      case "same":
        let start = (short.count - 1) / 2
        full = Array(full[start..<(start + long.count)])
      case "valid": full = Array(full[(short.count - 1)..<long.count])
      default: break
      }
      let dtype = NumPyArithmetic.promote(x.dtype, y.dtype)
      return .object(ArrayObject(try NDArray(full, shape: [full.count]).converted(to: dtype)))
    }
  }
}

extension ArrayObject {
  /// The items along the first axis.
  func allItems() throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    for place in 0..<(array.shape.lengths.first ?? 0) { found.append(try item(.int(place))) }
    return found
  }
}
