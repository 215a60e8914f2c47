import Glibc

/// Where an axis has its marks: places that read well, as matplotlib chooses them.
package struct NiceTicks: Hashable, Sendable {
  /// The marks, rising; some lie just outside of the ends.
  package var values: [Double]

  /// Factors of powers of ten that a step may have.
  package static let axisSteps = [1, 2, 2.5, 5, 10.0]
  package static let levelSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

  /// Marks between two ends, at most so many intervals.
  package init(
    from start: Double, to end: Double, intervals: Int, steps: [Double] = axisSteps,
    minimum: Int = 2
  ) {
    let (low, high) = Self.nonsingular(start, end, expander: 1e-13, tiny: 1e-14)
    let count = Double(max(1, intervals))
    let (scale, offset) = Self.scale(low, high, count)
    let (shiftedLow, shiftedHigh) = (low - offset, high - offset)
    let inner = steps.dropLast().map { 0.1 * $0 }
    let all = (inner + steps + [10 * steps[1]]).map { $0 * scale }
    let raw = (shiftedHigh - shiftedLow) / count
    let last = all.firstIndex { $0 >= raw } ?? all.count - 1
    var found: [Double] = []
    for step in all[...last].reversed() {
      let base = (shiftedLow / step).rounded(.down) * step
      let edge = Edge(step: step, offset: abs(offset))
      let first = edge.below(shiftedLow - base)
      let final = edge.above(shiftedHigh - base)
      guard first.isFinite, final.isFinite, final - first < 1000 else { break }
      found = stride(from: first, through: final, by: 1).map { $0 * step + base }
      if found.count(where: { $0 <= shiftedHigh && $0 >= shiftedLow }) >= minimum { break }
    }
    values = found.map { $0 + offset }
  }

  /// The powers of ten of a logarithmic axis between two positive ends, thinned to so many.
  package init(decadesFrom low: Double, to high: Double, count: Int) {
    guard low > 0, high > low, low.isFinite, high.isFinite else {
      values = []
      return
    }
    let first = (log10(low) + 1e-9).rounded(.down)
    let last = (log10(high) - 1e-9).rounded(.up)
    let decades = Int(last - first)
    let stepping = max(1, decades / max(1, count) + (decades % max(1, count) == 0 ? 0 : 1))
    values = stride(from: first, through: last, by: Double(max(1, stepping))).map { pow(10, $0) }
  }

  /// Whole steps that a place lies from a mark, forgiving rounding errors.
  private struct Edge {
    let step: Double
    let offset: Double

    private func isClose(_ share: Double, to edge: Double) -> Bool {
      var tolerance = 1e-10
      if offset > 0 {
        let digits = log10(offset / step)
        tolerance = min(0.4999, max(1e-10, pow(10, digits - 12)))
      }
      return abs(share - edge) < tolerance
    }

    func below(_ x: Double) -> Double {
      let whole = (x / step).rounded(.down)
      return isClose((x - whole * step) / step, to: 1) ? whole + 1 : whole
    }

    func above(_ x: Double) -> Double {
      let whole = (x / step).rounded(.down)
      return isClose((x - whole * step) / step, to: 0) ? whole : whole + 1
    }
  }

  private static func scale(
    _ low: Double, _ high: Double, _ count: Double
  ) -> (scale: Double, offset: Double) {
    let range = abs(high - low)
    let middle = (high + low) / 2
    var offset = 0.0
    if abs(middle) / range >= 100 {
      offset = pow(10, log10(abs(middle)).rounded(.down))
      if middle < 0 { offset = -offset }
    }
    return (pow(10, log10(range / count).rounded(.down)), offset)
  }

  /// Ends that lie apart: an empty range is widened.
  package static func nonsingular(
    _ start: Double, _ end: Double, expander: Double, tiny: Double = 1e-15
  ) -> (low: Double, high: Double) {
    guard start.isFinite, end.isFinite else { return (-expander, expander) }
    var (low, high) = start <= end ? (start, end) : (end, start)
    let largest = max(abs(low), abs(high))
    if largest < 1e6 / tiny * Double.leastNormalMagnitude {
      return (-expander, expander)
    }
    if high - low <= largest * tiny {
      if low == 0, high == 0 { return (-expander, expander) }
      low -= expander * abs(low)
      high += expander * abs(high)
    }
    return (low, high)
  }
}

extension NiceTicks {
  /// The heights of contour lines over a range, about so many.
  package static func levels(
    from low: Double, to high: Double, count: Int, isFilled: Bool
  ) -> [Double] {
    let all = NiceTicks(
      from: low, to: high, intervals: count + 1, steps: levelSteps, minimum: 1
    ).values
    let first = all.lastIndex { $0 < low } ?? 0
    let end = all.firstIndex { $0 > high }.map { $0 + 1 } ?? all.count
    guard end - first >= 3 else { return all }
    return Array(all[first..<end])
  }
}
