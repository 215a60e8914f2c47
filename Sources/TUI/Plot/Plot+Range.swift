import Glibc

extension Plot {
  /// The part of the axis that is shown.
  var shownX: ClosedRange<Double> {
    if let xRange, xRange.lowerBound < xRange.upperBound { return xRange }
    var low = Double.infinity
    var high = -Double.infinity
    for line in series where line.count > 0 {
      if let x = line.x {
        for place in x where place.isFinite {
          low = min(low, place)
          high = max(high, place)
        }
      } else {
        low = min(low, line.position(0))
        high = max(high, line.position(line.count - 1))
      }
    }
    guard low <= high else { return 0...1 }
    (low, high) = (Self.bounded(low), Self.bounded(high))
    if follows { high = low + Self.grown(high - low) }
    return low < high ? low...high : low...(low + 1)
  }

  /// The values that are shown; on a logarithmic plot their logarithms.
  var shownY: ClosedRange<Double> {
    if let yRange, yRange.lowerBound < yRange.upperBound {
      if !isLogarithmic { return yRange }
      if yRange.lowerBound > 0 { return log10(yRange.lowerBound)...log10(yRange.upperBound) }
    }
    let places = shownX
    var low = Double.infinity
    var high = -Double.infinity
    for line in series {
      for index in line.indices(in: places) {
        let value = line.y[index]
        guard value < low || value > high, shows(value),
          places.contains(line.position(index))
        else { continue }
        low = min(low, value)
        high = max(high, value)
      }
    }
    guard low <= high else { return 0...1 }
    if isLogarithmic { (low, high) = (log10(low), log10(high)) }
    if low == high {
      let room = isLogarithmic ? 0.5 : max(abs(low) * 0.05, 0.5)
      return (low - room)...(high + room)
    }
    (low, high) = (Self.bounded(low), Self.bounded(high))
    let room = (high - low) * 0.04
    return (low - room)...(high + room)
  }

  /// A number from which another one can be taken without leaving the numbers.
  private static func bounded(_ value: Double) -> Double { min(8e307, max(-8e307, value)) }

  /// The first length that is long enough in a row that grows by a quarter at a time.
  private static func grown(_ length: Double) -> Double {
    var grown = 20.0
    guard length < 1e15 else { return length }
    while grown < length { grown = (grown * 1.25).rounded(.up) }
    return grown
  }

  /// How many points have no logarithm.
  var countWithoutLogarithm: Int {
    guard isLogarithmic else { return 0 }
    return series.reduce(0) { sum, line in
      sum + line.y.prefix(line.count).count { $0.isFinite && $0 <= 0 }
    }
  }
}
