import Glibc

/// The ends of the axes of a plot: those that the lesson set, else the data with some room, as
/// matplotlib has it.
package struct PlotLimits: Hashable, Sendable {
  package var x: PlotInterval
  package var y: PlotInterval

  /// The limits of a plot by itself.
  package init(_ axes: PlotAxes) {
    var gathered = GatheredData()
    for mark in axes.marks { gathered.add(mark) }
    x = PlotInterval(axes.x, gathered.x, isEmpty: axes.marks.isEmpty)
    y = PlotInterval(axes.y, gathered.y, isEmpty: axes.marks.isEmpty)
  }
}

/// The ends of one axis; `high` is the lower one where the axis runs backward.
package struct PlotInterval: Hashable, Sendable {
  package var low: Double
  package var high: Double
  package var isLogarithmic: Bool

  package init(low: Double, high: Double, isLogarithmic: Bool = false) {
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
  }

  /// Where a number lies between the ends, 0…1; NaN where it has no place.
  package func share(of value: Double) -> Double {
    if isLogarithmic {
      guard value > 0 else { return .nan }
      return (log10(value) - log10(low)) / (log10(high) - log10(low))
    }
    return (value - low) / (high - low)
  }

  /// The number at a share of the way.
  package func value(at share: Double) -> Double {
    isLogarithmic
      ? pow(10, log10(low) + share * (log10(high) - log10(low))) : low + share * (high - low)
  }

  package var least: Double { min(low, high) }
  package var greatest: Double { max(low, high) }

  fileprivate init(_ axis: PlotAxis, _ data: GatheredData.Axis, isEmpty: Bool) {
    isLogarithmic = axis.scale == .log
    var (start, end) = isEmpty && data.isEmpty ? (0.0, 1.0) : Self.automatic(axis, data)
    if isEmpty, isLogarithmic { (start, end) = (1, 10) }
    low = axis.low ?? start
    high = axis.high ?? end
    if isLogarithmic {
      if !(low > 0) { low = start > 0 ? start : 1 }
      if !(high > 0) { high = end > 0 ? end : 10 }
    }
    if !(low.isFinite && high.isFinite) || low == high {
      let widened = NiceTicks.nonsingular(low, high, expander: 0.05)
      (low, high) = (widened.low, widened.high)
    }
    // A range beyond all numbers cannot be divided.
    low = min(8e307, max(-8e307, low))
    high = min(8e307, max(-8e307, high))
  }

  private static func automatic(
    _ axis: PlotAxis, _ data: GatheredData.Axis
  ) -> (Double, Double) {
    if axis.scale == .log {
      guard data.high > 0, data.leastPositive.isFinite else { return (1, 10) }
      var low = data.low > 0 ? data.low : data.leastPositive
      var high = data.high
      if low == high {
        low = pow(10, (log10(low) - 1e-9).rounded(.down))
        high = pow(10, (log10(high) + 1e-9).rounded(.up))
      }
      let room = (log10(high) - log10(low)) * axis.margin
      return (pow(10, log10(low) - room), pow(10, log10(high) + room))
    }
    let (low, high) = NiceTicks.nonsingular(
      data.isEmpty ? -.infinity : data.low, data.isEmpty ? .infinity : data.high, expander: 0.05)
    let room = (min(high, 8e307) - max(low, -8e307)) * axis.margin
    var (start, end) = (low - room, high + room)
    // What stands on an edge (bars, pictures) keeps it.
    let tolerance = 1e-5 * abs(high - low)
    if let edge = data.sticky.filter({ $0 <= low + tolerance }).max() { start = max(start, edge) }
    if let edge = data.sticky.filter({ $0 >= high - tolerance }).min() { end = min(end, edge) }
    return (start, end)
  }
}

/// The numbers that a plot has to show.
struct GatheredData {
  struct Axis {
    var low = Double.infinity
    var high = -Double.infinity
    var leastPositive = Double.infinity
    var sticky: [Double] = []

    var isEmpty: Bool { low > high }

    mutating func add(_ value: Double) {
      guard value.isFinite else { return }
      low = min(low, value)
      high = max(high, value)
      if value > 0 { leastPositive = min(leastPositive, value) }
    }

    mutating func add(_ values: [Double]) { for value in values { add(value) } }
  }

  var x = Axis()
  var y = Axis()

  mutating func add(_ mark: PlotMark) {
    switch mark.shape {
    case .line(let x, let y), .polygon(let x, let y): addPairs(x, y)
    case .scatter(let points): addPairs(points.x, points.y)
    case .bars(let bars):
      for bar in bars {
        x.add([bar.x, bar.x + bar.width])
        y.add([bar.y, bar.y + bar.height])
      }
      // Standing bars stick to their foot, lying ones to theirs.
      if let first = bars.first {
        let isLying = bars.count > 1 ? bars[0].x == bars[1].x : bars[0].x == 0 && first.y != 0
        if isLying { x.sticky.append(first.x) } else { y.sticky.append(first.y) }
      }
    case .band(let x, let low, let high):
      self.x.add(x)
      y.add(low)
      y.add(high)
    case .field(let field):
      stick(field.xEdges, field.yEdges)
    case .contour(let field):
      stick(field.x, field.y)
    case .horizontal(let value, _, _): y.add(value)
    case .vertical(let value, _, _): x.add(value)
    case .horizontalBand(let low, let high): y.add([low, high])
    case .verticalBand(let low, let high): x.add([low, high])
    case .segments(let segments):
      for segment in segments {
        x.add([segment.x0, segment.x1])
        y.add([segment.y0, segment.y1])
      }
    case .text: break
    }
  }

  /// A point counts with both of its numbers or not at all.
  private mutating func addPairs(_ xs: [Double], _ ys: [Double]) {
    for (a, b) in zip(xs, ys) where a.isFinite && b.isFinite {
      x.add(a)
      y.add(b)
    }
  }

  private mutating func stick(_ columns: [Double], _ rows: [Double]) {
    x.add(columns)
    y.add(rows)
    x.sticky += [columns.min() ?? 0, columns.max() ?? 0]
    y.sticky += [rows.min() ?? 0, rows.max() ?? 0]
  }
}
