import Glibc

/// How many numbers fall into each of several intervals, as `numpy.histogram` counts them.
package struct Histogram: Hashable, Sendable {
  package var counts: [Double]
  package var edges: [Double]

  /// Equal intervals over a range, by default that of the data.
  package init(_ values: [Double], bins: Int, range: (low: Double, high: Double)? = nil) {
    var low = range?.low ?? values.min() ?? 0
    var high = range?.high ?? values.max() ?? 1
    if low == high {
      low -= 0.5
      high += 0.5
    }
    let step = (high - low) / Double(bins)
    edges = (0...bins).map { $0 == bins ? high : Double($0) * step + low }
    counts = [Double](repeating: 0, count: bins)
    let scale = Double(bins) / (high - low)
    for value in values where value >= low && value <= high {
      var place = min(bins - 1, Int((value - low) * scale))
      if value < edges[place], place > 0 {
        place -= 1
      } else if place < bins - 1, value >= edges[place + 1] {
        place += 1
      }
      counts[place] += 1
    }
  }

  /// Intervals with given borders, the last one closed.
  package init(_ values: [Double], edges: [Double]) {
    self.edges = edges
    counts = [Double](repeating: 0, count: max(0, edges.count - 1))
    guard edges.count > 1 else { return }
    for value in values where value >= edges[0] && value <= edges[edges.count - 1] {
      let above = edges.firstIndex { $0 > value } ?? edges.count - 1
      counts[min(counts.count, above) - 1] += 1
    }
  }

  /// The number of equal intervals that a rule of NumPy's proposes; `nil` for an unknown rule.
  package static func bins(_ values: [Double], rule: String) -> Int? {
    guard !values.isEmpty else { return 1 }
    let count = Double(values.count)
    let range = (values.max() ?? 0) - (values.min() ?? 0)
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      let place = share * (count - 1)
      let low = Int(place.rounded(.down))
      let rest = place - Double(low)
      return low + 1 < sorted.count
        ? sorted[low] + rest * (sorted[low + 1] - sorted[low]) : sorted[low]
    }
    func number(_ width: Double) -> Int {
      width > 0 && range > 0 ? max(1, Int((range / width).rounded(.up))) : 1
    }
    let sturges = range / (log2(count) + 1)
    let freedman = 2 * (quantile(0.75) - quantile(0.25)) / pow(count, 1.0 / 3)
    switch rule {
    case "sqrt": return number(range / count.squareRoot())
    case "sturges": return number(sturges)
    case "rice": return number(range / (2 * pow(count, 1.0 / 3)))
    case "fd": return number(freedman)
    case "scott":
      let mean = values.reduce(0, +) / count
      let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
      return number(pow(24 * Double.pi.squareRoot() / count, 1.0 / 3) * spread)
    case "auto": return number(freedman > 0 ? min(freedman, sturges) : sturges)
    default: return nil
    }
  }
}
