import Glibc

/// The marks of an axis: values that read well, and their labels, all with the same decimals.
package struct Ticks: Hashable, Sendable {
  /// The values, ascending; on a logarithmic axis the values themselves, not their logarithms.
  package var values: [Double]
  /// The labels.
  package var labels: [String]

  /// Marks of a linear axis.
  ///
  /// - Parameters:
  ///   - range: The ends of the axis.
  ///   - count: About how many marks there is room for.
  ///   - isWhole: Whether only whole numbers make sense.
  package init(linear range: ClosedRange<Double>, count: Int, isWhole: Bool = false) {
    let step = Self.step(
      atLeast: (range.upperBound - range.lowerBound) / Double(max(1, count)), isWhole: isWhole)
    // Whole multiples of the step, so that the marks carry no rounding errors.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    let values =
      first <= last && last - first < 1000
      ? stride(from: first, through: last, by: 1).map { $0 * step } : []
    self.init(values: values, labels: Self.labels(values, step: step))
  }

  private init(values: [Double], labels: [String]) {
    self.values = values
    self.labels = labels
  }

  /// Marks of a logarithmic axis: the decades, and 2 and 5 times them where they are few.
  ///
  /// - Parameters:
  ///   - range: The ends of the axis, both positive.
  ///   - count: About how many marks there is room for.
  package init(logarithmic range: ClosedRange<Double>, count: Int) {
    let (low, high) = (log10(range.lowerBound), log10(range.upperBound))
    guard low.isFinite, high.isFinite else {
      self.init(values: [], labels: [])
      return
    }
    let slack = 0.02 * (high - low)
    let decades = stride(
      from: (low - slack).rounded(.up), through: (high + slack).rounded(.down), by: 1
    ).map(Int.init)
    var found = decades.map { pow(10, Double($0)) }
    if decades.count < 2 {
      let powers = Int(low.rounded(.down))...Int(high.rounded(.up))
      found = powers.flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
        .filter { log10($0) >= low - slack && log10($0) <= high + slack }
      if found.count < 2 {
        self.init(linear: range, count: count)
        return
      }
    } else if decades.count > max(2, count) {
      let every = (decades.count + max(2, count) - 1) / max(2, count)
      found = decades.filter { $0.isMultiple(of: every) }.map { pow(10, Double($0)) }
    }
    let labels = found.map { value in
      value >= 1e5 || value < 1e-3
        ? NumberText.scientific(value, decimals: 0) : NumberText.significant(value, digits: 6)
    }
    self.init(values: found, labels: labels)
  }

  /// The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is no less than a bound.
  private static func step(atLeast bound: Double, isWhole: Bool) -> Double {
    guard bound > 0, bound.isFinite else { return 1 }
    if isWhole, bound <= 1 { return 1 }
    let power = pow(10, log10(bound).rounded(.down))
    let factors = isWhole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10]
    return (factors.first { $0 * power >= bound * (1 - 1e-9) } ?? 10) * power
  }

  private static func labels(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(abs).max() ?? 0
    if largest >= 1e5 || (largest > 0 && largest < 1e-3) {
      // As many decimals as keep neighbors apart.
      let digits = max(0, Int(log10(largest).rounded(.down)) - Self.power(of: step))
      return values.map { NumberText.scientific($0, decimals: min(15, digits)) }
    }
    let decimals = max(0, -power(of: step))
    return values.map { NumberText.fixed($0, decimals: decimals) }
  }

  /// The power of ten of the last digit that a step has: 0.25 has −2, 50 has 1.
  private static func power(of step: Double) -> Int {
    var power = Int((log10(step) + 1e-9).rounded(.down))
    let leading = step / pow(10, Double(power))
    if abs(leading - leading.rounded()) > 1e-6 { power -= 1 }
    return power
  }
}
