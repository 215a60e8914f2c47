import Engine
import Glibc

/// The marks of an axis with their texts.
package struct AxisTicks: Hashable, Sendable {
  package var values: [Double] = []
  package var labels: [String] = []
  /// Marks without texts between the others, on logarithmic axes.
  package var minor: [Double] = []

  /// Marks for an axis as long as `points`, whose texts take `room` points each.
  package init(_ axis: PlotAxis, _ interval: PlotInterval, points: Double, room: Double) {
    if let given = axis.ticks {
      let kept = given.indices.filter {
        given[$0] >= interval.least - 1e-9 * abs(interval.greatest - interval.least)
          && given[$0] <= interval.greatest + 1e-9 * abs(interval.greatest - interval.least)
      }
      values = kept.map { given[$0] }
      labels =
        axis.tickLabels.map { names in kept.map { $0 < names.count ? names[$0] : "" } }
        ?? Self.labels(values)
    } else {
      let count = min(9, max(1, Int(points / max(1, room))))
      let automatic = AxisTicks(interval, intervals: count)
      values = automatic.values
      minor = automatic.minor
      labels =
        axis.tickLabels.map { names in
          automatic.values.indices.map { $0 < names.count ? names[$0] : "" }
        } ?? automatic.labels
    }
  }

  /// Marks for at most so many intervals.
  package init(_ interval: PlotInterval, intervals: Int) {
    let (low, high) = (interval.least, interval.greatest)
    if interval.isLogarithmic {
      let decades = NiceTicks(decadesFrom: low, to: high, count: intervals).values
        .filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
      if decades.count >= 2 {
        values = decades
        labels = decades.map { Self.power($0) }
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        if last - first <= 12 {
          minor = (first...last).flatMap { power in
            (2...9).map { Double($0) * pow(10, Double(power)) }
          }.filter { $0 >= low && $0 <= high }
        }
        return
      }
    }
    values = NiceTicks(from: low, to: high, intervals: intervals).values
      .filter { $0 >= low - 1e-9 * (high - low) && $0 <= high + 1e-9 * (high - low) }
      .map { abs($0) < 1e-12 * (high - low) ? 0 : $0 }
    labels = Self.labels(values)
  }

  /// `10²` as text: 100, 0.01, 1e-7.
  private static func power(_ value: Double) -> String {
    let exponent = Int(log10(value).rounded())
    if (-3...4).contains(exponent) { return FigureNumber.short(value) }
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let raised = String(abs(exponent)).compactMap { $0.wholeNumberValue }.map { digits[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(raised)
  }

  /// Texts of numbers, all with the decimals that keep them apart.
  package static func labels(_ values: [Double]) -> [String] {
    let gaps = zip(values, values.dropFirst()).map { abs($1 - $0) }.filter { $0 > 0 }
    let largest = values.map(abs).max() ?? 0
    guard largest > 0 else { return values.map { _ in "0" } }
    let gap = gaps.min() ?? largest
    if largest >= 1e6 || largest < 1e-4 {
      var decimals = 0
      while decimals < 8,
        values.contains(where: { value in
          let unit = value == 0 ? 1 : pow(10, log10(abs(value)).rounded(.down) - Double(decimals))
          return abs(value - (value / unit).rounded() * unit) > 1e-3 * gap
        })
      {
        decimals += 1
      }
      return values.map { $0 == 0 ? "0" : FigureNumber.scientific($0, decimals: decimals) }
    }
    // As many decimals as every step needs, at most those that tell neighbors apart.
    var decimals = 0
    while decimals < 12,
      values.contains(where: { value in
        let scaled = value * pow(10, Double(decimals))
        return abs(scaled - scaled.rounded()) > 1e-3 * gap * pow(10, Double(decimals))
      })
    {
      decimals += 1
    }
    return values.map { FigureNumber.fixed($0, decimals: decimals) }
  }
}

/// Numbers as figures show them, with a true minus sign.
package enum FigureNumber {
  package static func fixed(_ value: Double, decimals: Int) -> String {
    let text = format("%.*f", decimals, value)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return isZero ? text.filter { $0 != "-" } : text.replacing("-", with: "−")
  }

  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "−inf" : "inf" }
    return format("%.*g", 4, value).replacing("e-0", with: "e-").replacing("e+0", with: "e")
      .replacing("e+", with: "e").replacing("-", with: "−")
  }

  static func scientific(_ value: Double, decimals: Int) -> String {
    let text = format("%.*e", decimals, value)
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...])
    else { return text }
    return "\(text[..<mark])e\(power)".replacing("-", with: "−")
  }

  private static func format(_ pattern: String, _ precision: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(precision), value]) {
      vsnprintf(&buffer, buffer.count, pattern, $0)
    }
    return String(
      decoding: buffer.prefix(max(0, min(399, Int(length)))).map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }
}
