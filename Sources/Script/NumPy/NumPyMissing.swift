import Engine

/// Reductions that leave out what is no number.
struct NumPyMissing {
  func add(to module: ModuleObject) {
    let rows: [(String, @Sendable ([Double], Double) -> Double)] = [
      ("nansum", { row, _ in PairwiseSum.of(row.map { $0.isNaN ? 0 : $0 }[...]) }),
      ("nanprod", { row, _ in row.reduce(1) { $1.isNaN ? $0 : $0 * $1 } }),
      ("nanmean", { row, _ in Self.mean(row.filter { !$0.isNaN }) }),
      ("nanmax", { row, _ in row.filter { !$0.isNaN }.max() ?? .nan }),
      ("nanmin", { row, _ in row.filter { !$0.isNaN }.min() ?? .nan }),
      ("nanvar", { row, ddof in Self.variance(row.filter { !$0.isNaN }, ddof) }),
      ("nanstd", { row, ddof in Self.variance(row.filter { !$0.isNaN }, ddof).squareRoot() }),
    ]
    for (name, body) in rows {
      let parameters =
        ["nanvar", "nanstd"].contains(name)
        ? "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False"
        : ["nanmax", "nanmin"].contains(name)
          ? "a, axis=None, out=None, keepdims=False"
          : "a, axis=None, dtype=None, out=None, keepdims=False"
      let names = parameters.split(separator: ", ").map { $0.prefix { $0 != "=" } }
      let places = (
        keeps: names.firstIndex(of: "keepdims") ?? 0, ddof: names.firstIndex(of: "ddof")
      )
      module.function(name, parameters) { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let ddof = try places.ddof.map { (place) throws(Raise) in try a.double(place) } ?? 0
        let found = try NumPyPercentiles.reduced(
          array, a[1], keeps: try a.bool(places.keeps)
        ) { body($0, ddof) }
        let keepsType =
          array.dtype.isFloating || ["nanmax", "nanmin", "nansum", "nanprod"].contains(name)
        return NumPyResult.value(try found.converted(to: keepsType ? array.dtype : .float64))
      }
    }
    for (name, isLargest) in [("nanargmax", true), ("nanargmin", false)] {
      module.function(name, "a, axis=None, out=None, *, keepdims=False") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        var isEmpty = false
        let found = try NumPyPercentiles.reduced(array, a[1], keeps: try a.bool(3)) { row in
          var best: Int?
          for (place, value) in row.enumerated() where !value.isNaN {
            if let known = best, isLargest ? value <= row[known] : value >= row[known] { continue }
            best = place
          }
          if best == nil { isEmpty = true }
          return Double(best ?? 0)
        }
        if isEmpty { throw Raise.value("All-NaN slice encountered") }
        return NumPyResult.value(try found.converted(to: .int64))
      }
    }
    for (name, neutral) in [("nancumsum", 0.0), ("nancumprod", 1.0)] {
      module.function(name, "a, axis=None, dtype=None, out=None") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let clean = try NDArray(
          array.doubles.map { $0.isNaN ? neutral : $0 }, shape: array.shape
        ).converted(to: array.dtype)
        return .object(
          ArrayObject(
            try NumPyRunning.running(
              clean, try NumPyRunning.axis(a, 1), name == "nancumsum" ? .add : .multiply)))
      }
    }
    module.function("nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype.isFloating else { return NumPyResult.value(array) }
      let limit =
        array.dtype == .float32
        ? Double(Float.greatestFiniteMagnitude)
        : array.dtype == .float16 ? 65504 : Double.greatestFiniteMagnitude
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

  private static func variance(_ row: [Double], _ ddof: Double) -> Double {
    let mean = mean(row)
    return PairwiseSum.of(row.map { ($0 - mean) * ($0 - mean) }[...]) / (Double(row.count) - ddof)
  }
}
