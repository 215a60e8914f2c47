import Engine

/// Medians, percentiles and averages.
struct NumPyPercentiles {
  func add(to module: ModuleObject) {
    for (name, skips) in [("median", false), ("nanmedian", true)] {
      module.function(name, "a, axis=None, out=None, overwrite_input=False, keepdims=False") {
        a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let found = try Self.reduced(array, a[1], keeps: try a.bool(4)) {
          Self.median(skips ? $0.filter { !$0.isNaN } : $0)
        }
        let dtype: DType = array.dtype.isFloating ? array.dtype : .float64
        return NumPyResult.value(try found.converted(to: dtype))
      }
    }
    for (name, scale, skips) in [
      ("percentile", 100.0, false), ("quantile", 1.0, false), ("nanpercentile", 100.0, true),
      ("nanquantile", 1.0, true),
    ] {
      module.function(
        name,
        "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False"
      ) { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let shares = try ArrayReading.array(a[1], .float64)
        guard shares.doubles.allSatisfy({ $0 >= 0 && $0 <= scale }) else {
          throw Raise.value(
            scale == 1
              ? "Quantiles must be in the range [0, 1]"
              : "Percentiles must be in the range [0, 100]")
        }
        guard let method = Method(rawValue: try a.text(5)) else {
          throw Raise.unsupported("np.\(name) with method='\(try a.text(5))'")
        }
        let keeps = try a.bool(6)
        let dtype: DType =
          array.dtype.isFloating || method.keepsElements ? array.dtype : .float64
        var parts: [NDArray] = []
        for share in shares.doubles {
          let found = try Self.reduced(array, a[2], keeps: keeps) { row in
            let sorted = (skips ? row.filter { !$0.isNaN } : row).sorted(by: Self.ascending)
            return Self.quantile(sorted, share / scale, method, isSingle: dtype == .float32)
          }
          parts.append(try found.converted(to: dtype))
        }
        if shares.shape.rank == 0 { return NumPyResult.value(parts[0]) }
        let stacked = try NumPyFunctions.stacked(parts)
        return NumPyResult.value(
          stacked.reshaped(
            TensorShape(shares.shape.lengths + stacked.shape.lengths.dropFirst())))
      }
    }
    addAverage(to: module)
  }

  /// Numbers first, then what is none.
  static func ascending(_ a: Double, _ b: Double) -> Bool { a < b || !a.isNaN && b.isNaN }

  /// What stands for a share that falls between two numbers.
  enum Method: String, Sendable {
    case linear, lower, higher, nearest, midpoint
    var keepsElements: Bool { self == .lower || self == .higher || self == .nearest }
  }

  static func median(_ row: [Double]) -> Double {
    if row.contains(where: \.isNaN) || row.isEmpty { return .nan }
    let sorted = row.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The number at a share of a sorted row, between its neighbors.
  static func quantile(
    _ sorted: [Double], _ share: Double, _ method: Method, isSingle: Bool
  ) -> Double {
    guard let last = sorted.last else { return .nan }
    if last.isNaN { return .nan }
    let place = share * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    let (a, b, t) = (sorted[low], sorted[high], place - Double(low))
    switch method {
    case .lower: return a
    case .higher: return t == 0 ? a : b
    case .nearest:
      // A tie goes to the even position.
      return t < 0.5 || t == 0.5 && low % 2 == 0 ? a : b
    case .midpoint: return t == 0 ? a : a + (b - a) * 0.5
    case .linear:
      if isSingle {
        let (a, b, t) = (Float(a), Float(b), Float(t))
        return Double(t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t)
      }
      return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t
    }
  }

  /// One number for each row along some axes.
  static func reduced(
    _ array: NDArray, _ axis: PyValue, keeps: Bool, _ body: ([Double]) -> Double
  ) throws(Raise) -> NDArray {
    let rank = array.shape.rank
    var axes: [Int] = []
    if axis.isAbsent {
      axes = Array(0..<rank)
    } else {
      for one in try NumPyFunctions.lengths(axis) {
        axes.append(try NumPyFunctions.axis(one, rank: rank))
      }
    }
    let kept = (0..<rank).filter { !axes.contains($0) }
    let values = array.transposed(kept + axes.sorted()).doubles
    let size = axes.reduce(1) { $0 * array.shape.lengths[$1] }
    let count = kept.reduce(1) { $0 * array.shape.lengths[$1] }
    let found = (0..<count).map { body(Array(values[($0 * size)..<(($0 + 1) * size)])) }
    let lengths =
      keeps
      ? (0..<rank).map { axes.contains($0) ? 1 : array.shape.lengths[$0] }
      : kept.map { array.shape.lengths[$0] }
    return NDArray(found, shape: TensorShape(lengths))
  }

  private func addAverage(to module: ModuleObject) {
    module.function("average", "a, axis=None, weights=None, returned=False, *, keepdims=False") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let keeps = try a.bool(4)
      guard a.has(2) else {
        let reduction = try NumPyReduction(array, a[1], keepsAxes: keeps)
        let mean = try reduction.mean()
        guard try a.bool(3) else { return NumPyResult.value(mean) }
        let count = try NDArray(Double(reduction.groupCount)).converted(to: mean.dtype)
        return .tuple([
          NumPyResult.value(mean),
          NumPyResult.value(count.broadcast(to: mean.shape).contiguous()),
        ])
      }
      var weights = try ArrayReading.array(a[2])
      if weights.shape != array.shape {
        guard a.has(1), let axis = try NumPyFunctions.lengths(a[1]).first else {
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
      let common = NumPyArithmetic.promote(array.dtype, weights.dtype)
      weights = try weights.converted(
        to: common.isFloating || common.isComplex ? common : .float64)
      let total = try NumPyReduction(weights, a[1], keepsAxes: keeps).sum()
      guard !total.doubles.contains(0) else {
        throw Raise(.zeroDivisionError, "Weights sum to zero, can't be normalized")
      }
      let products = try NumPyArithmetic.apply(.multiply, .strong(array), .strong(weights))
      let sum = try NumPyReduction(products, a[1], keepsAxes: keeps).sum()
      let found = NumPyResult.value(
        try NumPyArithmetic.apply(.divide, .strong(sum), .strong(total)))
      return try a.bool(3) ? .tuple([found, NumPyResult.value(total)]) : found
    }
  }
}
