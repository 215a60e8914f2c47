import Engine
import Glibc

/// How many elements fall where: histograms and positions in ordered rows.
struct NumPyCounts {
  func add(to module: ModuleObject) {
    module.function("count_nonzero", "a, axis=None, *, keepdims=False") { a throws(Raise) in
      let mask = try ArrayReading.array(a[0]).converted(to: .bool)
      let sum = try NumPyReduction(mask, a[1], keepsAxes: try a.bool(2)).sum()
      return NumPyResult.value(sum)
    }
    module.function("bincount", "x, weights=None, minlength=0") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype.isInteger || array.dtype == .bool || array.count == 0 else {
        throw Raise.type(
          "Cannot cast array data from dtype('\(array.dtype.name)') to dtype('int64') according to "
            + "the rule 'safe'")
      }
      guard array.shape.rank == 1 else {
        throw Raise.value("object of too small depth for desired array")
      }
      let places = array.integers
      guard places.allSatisfy({ $0 >= 0 }) else {
        throw Raise.value("'list' argument must have no negative elements")
      }
      let size = max(Int(places.max() ?? -1).plusOrMost(1), try a.int(2))
      var counts = [Double](repeating: 0, count: try NumPyShapes.checked([size], .float64).count)
      let weights = a.has(1) ? try ArrayReading.array(a[1], .float64).doubles : nil
      if let weights, weights.count != places.count {
        throw Raise.value("The weights and list don't have the same length.")
      }
      for (index, place) in places.enumerated() { counts[Int(place)] += weights?[index] ?? 1 }
      let found = NDArray(counts, shape: [counts.count])
      return .object(ArrayObject(try found.converted(to: weights == nil ? .int64 : .float64)))
    }
    module.function("histogram", "a, bins=10, range=None, density=None, weights=None") {
      a throws(Raise) in try Self.histogram(a)
    }
    module.function("histogram_bin_edges", "a, bins=10, range=None, weights=None") {
      a throws(Raise) in
      .object(ArrayObject(try Self.edges(try ArrayReading.array(a[0]), a[1], a[2])))
    }
    module.function("digitize", "x, bins, right=False") { a throws(Raise) in
      let (values, bins) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]).doubles)
      let isRight = try a.bool(2)
      let isFalling = (bins.first ?? 0) > (bins.last ?? 0)
      guard zip(bins, bins.dropFirst()).allSatisfy({ isFalling ? $0 >= $1 : $0 <= $1 }) else {
        throw Raise.value("bins must be monotonically increasing or decreasing")
      }
      let found = values.doubles.map { value -> Int64 in
        if isFalling {
          return Int64(bins.firstIndex { isRight ? $0 < value : $0 <= value } ?? bins.count)
        }
        return Int64(bins.firstIndex { isRight ? $0 >= value : $0 > value } ?? bins.count)
      }
      return NumPyResult.value(NDArray(found, shape: values.shape))
    }
    module.function("searchsorted", "a, v, side='left', sorter=None") { a throws(Raise) in
      let source = try ArrayReading.array(a[0])
      guard source.shape.rank == 1 else {
        throw Raise.value("object of too small depth for desired array")
      }
      var row = source.doubles
      if a.has(3) {
        let order = try NumPyFunctions.lengths(a[3])
        guard order.allSatisfy({ row.indices.contains($0) }) else {
          throw Raise.value("Sorter index out of range.")
        }
        row = order.map { row[$0] }
      }
      let side = try a.text(2)
      guard side == "left" || side == "right" else {
        throw Raise.value("search side must be 'left' or 'right' (got '\(side)')")
      }
      let values = try ArrayReading.array(a[1])
      let found = values.doubles.map { value in
        Int64(Self.place(of: value, in: row, isRight: side == "right"))
      }
      return NumPyResult.value(NDArray(found, shape: values.shape))
    }
  }

  /// By halving; what is no number stands behind all numbers.
  static func place(of value: Double, in row: [Double], isRight: Bool) -> Int {
    var (low, high) = (0, row.count)
    while low < high {
      let middle = (low + high) / 2
      let isBefore =
        isRight
        ? !NumPyPercentiles.ascending(value, row[middle])
        : NumPyPercentiles.ascending(row[middle], value)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func edges(
    _ array: NDArray, _ bins: PyValue, _ range: PyValue
  ) throws(Raise) -> NDArray {
    let isArray = (bins.cast(ArrayObject.self)?.array.shape.rank ?? 0) > 0
    guard !isArray, let count = try bins.asIndex()?.smallInt else {
      guard bins.text == nil else { throw Raise.unsupported("np.histogram with named bins") }
      let edges = try ArrayReading.array(bins)
      guard edges.shape.rank == 1 else { throw Raise.value("`bins` must be 1d, when an array") }
      let values = edges.doubles
      guard zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        throw Raise.value("`bins` must increase monotonically, when an array")
      }
      return edges
    }
    guard count > 0 else { throw Raise.value("`bins` must be positive, when an integer") }
    let values = array.doubles
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if !range.isAbsent {
      let ends = try ArrayReading.array(range, .float64).doubles
      (low, high) = (ends.first ?? 0, ends.last ?? 1)
      guard low <= high else {
        throw Raise.value("max must be larger than min in range parameter.")
      }
    }
    guard low.isFinite, high.isFinite else {
      throw Raise.value("autodetected range of [\(low), \(high)] is not finite")
    }
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    _ = try NumPyShapes.checked([count.plusOrMost(1)], .float64)
    let found = NumPyRanges.linspace(low, high, count + 1, endpoint: true)
    let dtype: DType = array.dtype == .float32 ? .float32 : .float64
    return try NDArray(found, shape: [count + 1]).converted(to: dtype)
  }

  private static func histogram(_ a: Bound) throws(Raise) -> PyValue {
    let array = try ArrayReading.array(a[0])
    let edgeArray = try edges(array, a[1], a[2])
    let edges = edgeArray.doubles
    let weights = a.has(4) ? try ArrayReading.array(a[4]) : nil
    let factors = weights?.doubles
    var counts = [Double](repeating: 0, count: max(edges.count - 1, 0))
    for (index, value) in array.doubles.enumerated() {
      guard let first = edges.first, let last = edges.last, value >= first, value <= last else {
        continue
      }
      let place = value == last ? counts.count : Self.place(of: value, in: edges, isRight: true)
      if !counts.isEmpty { counts[min(place - 1, counts.count - 1)] += factors?[index] ?? 1 }
    }
    let isDensity = try a.bool(3)
    if isDensity {
      let total = counts.reduce(0, +)
      for place in counts.indices {
        counts[place] = counts[place] / (edges[place + 1] - edges[place]) / total
      }
    }
    let dtype: DType = isDensity ? .float64 : weights?.dtype ?? .int64
    let found = try NDArray(counts, shape: [counts.count]).converted(to: dtype)
    return .tuple([.object(ArrayObject(found)), .object(ArrayObject(edgeArray))])
  }
}
