/// A plot of series over a common axis, drawn in as many cells as it is given.
package struct Plot: Sendable {
  /// One line or cloud of points.
  package struct Series: Sendable {
    /// How the points are shown.
    package enum Kind: Hashable, Sendable {
      /// Joined.
      case line
      /// Each by itself.
      case points
    }

    /// The name in the legend.
    package var name: String
    /// Where the points lie on the axis; nil for one after the other, from `start` on.
    package var x: [Double]?
    /// Where the first point lies when no places are given; the others follow at distances of 1.
    package var start: Double
    /// The values; NaN and infinities are gaps.
    package var y: [Double]
    /// How the points are shown.
    package var kind: Kind

    package init(
      _ name: String, x: [Double]? = nil, from start: Double = 0, y: [Double], kind: Kind = .line
    ) {
      self.name = name
      self.x = x
      self.start = start
      self.y = y
      self.kind = kind
    }

    /// How many points there are.
    var count: Int { min(y.count, x?.count ?? y.count) }

    /// Where a point lies on the axis.
    func position(_ index: Int) -> Double { x?[index] ?? start + Double(index) }

    /// The points that can lie in a part of the axis.
    func indices(in places: ClosedRange<Double>) -> Range<Int> {
      guard x == nil else { return 0..<count }
      func index(_ place: Double) -> Int { Int(min(max(place - start, 0), Double(count))) }
      let first = index(places.lowerBound.rounded(.up))
      return first..<max(first, min(index(places.upperBound) + 1, count))
    }

    /// The point nearest to a place on the axis.
    package func nearest(to place: Double) -> Int? {
      guard count > 0 else { return nil }
      guard let x else {
        return Int(min(Double(count - 1), max(0, (place - start).rounded())))
      }
      return (0..<count).min { abs(x[$0] - place) < abs(x[$1] - place) }
    }
  }

  /// The series, drawn in their order; the selected one comes last.
  package var series: [Series]
  /// The name in the title row.
  package var title: String
  /// The name of the axis.
  package var axis: String
  /// Whether the values are shown by their logarithms.
  package var isLogarithmic: Bool
  /// Where the cursor stands on the axis.
  package var cursor: Double?
  /// The part of the axis in sight; nil for all of it.
  package var xRange: ClosedRange<Double>?
  /// The values in sight; nil for those of the series in sight, with some room.
  package var yRange: ClosedRange<Double>?
  /// Whether the axis grows by a quarter at a time, so that a running lesson does not jitter.
  package var follows: Bool
  /// The series that is drawn over the others.
  package var selected: Int?
  /// The share of the past in a running mean drawn over the raw line, 0…1; nil for none.
  package var smoothing: Double?

  package init(
    _ series: [Series], title: String = "", axis: String = "step", isLogarithmic: Bool = false,
    cursor: Double? = nil, xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
    follows: Bool = false, selected: Int? = nil, smoothing: Double? = nil
  ) {
    self.series = series
    self.title = title
    self.axis = axis
    self.isLogarithmic = isLogarithmic
    self.cursor = cursor
    self.xRange = xRange
    self.yRange = yRange
    self.follows = follows
    self.selected = selected
    self.smoothing = smoothing
  }

  /// The series in the order in which they are drawn.
  var drawingOrder: [Int] {
    guard let selected, series.indices.contains(selected) else { return Array(series.indices) }
    return series.indices.filter { $0 != selected } + [selected]
  }

  /// Whether a value can be shown.
  func shows(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }
}
