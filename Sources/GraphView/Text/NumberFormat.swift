import Engine
import Glibc
import Synchronization

/// Numbers as the tables show them.
package enum NumberFormat {
  /// Decimals of numbers in tables, settled once when the program starts.
  package static var decimals: Int {
    get { chosenDecimals.load(ordering: .relaxed) }
    set { chosenDecimals.store(Swift.min(Swift.max(newValue, 1), 12), ordering: .relaxed) }
  }

  private static let chosenDecimals = Atomic<Int>(4)

  /// Four decimals, or as many as were settled; very large and very small numbers with an exponent,
  /// whole dtypes as they are.
  package static func fixed(_ value: Double, _ dtype: DType = .float32) -> String {
    if dtype == .bool { return value != 0 ? "True" : "False" }
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if dtype.isInteger {
      // As doubles the greatest numbers of 64 bits are rounded up beyond them.
      return Int64(exactly: value).map { String($0) } ?? UInt64(exactly: value).map { String($0) }
        ?? printed("%.0f", value)
    }
    let magnitude = Swift.abs(value)
    let decimals = decimals
    guard decimals != 4 else {
      if magnitude >= 1e6 || (magnitude > 0 && magnitude < 5e-5) {
        return printed("%.4e", value)
      }
      let text = printed("%.4f", value)
      return text == "-0.0000" ? "0.0000" : text
    }
    if magnitude >= 1e6 || (magnitude > 0 && magnitude < pow(10, -Double(decimals)) / 2) {
      return printed("%.\(decimals)e", value)
    }
    return printed("%.\(decimals)f", value == 0 ? 0 : value)
  }

  /// The shortest text that reads back as the same number.
  package static func exact(_ value: Double, _ dtype: DType = .float32) -> String {
    if dtype == .bool { return value != 0 ? "True" : "False" }
    return NumberText.short(value == 0 ? 0 : value, dtype)
  }

  /// The number as a factor in a product: negative ones in parentheses with a true minus sign.
  package static func factor(_ value: Double, _ dtype: DType = .float32) -> String {
    let text = exact(value, dtype)
    return text.hasPrefix("-") ? "(−\(text.dropFirst()))" : text
  }

  /// The number with a true minus sign.
  package static func typeset(_ value: Double, _ dtype: DType = .float32) -> String {
    let text = exact(value, dtype)
    return text.hasPrefix("-") ? "−\(text.dropFirst())" : text
  }

  /// The number rounded to a few digits, its exponent without padding: `-1.2e-5`.
  static func rounded(_ value: Double, digits: Int) -> String {
    let text = printed("%.\(digits)g", value)
    guard let mark = text.firstIndex(of: "e") else { return text }
    let exponent = text[text.index(after: mark)...]
    let sign = exponent.hasPrefix("-") ? "-" : ""
    return text[..<mark] + "e" + sign + exponent.dropFirst().drop { $0 == "0" }
  }

  /// Three digits, as a table of sizes has room for.
  package static func short(_ value: Double) -> String {
    value.isNaN
      ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : rounded(value, digits: 3)
  }

  /// A part of 1 in percent: `12.5 %`.
  package static func percent(_ part: Double) -> String {
    part == 0 ? "0 %" : part == 1 ? "100 %" : rounded(100 * part, digits: 2) + " %"
  }

  private static func printed(_ format: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let count = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      let bytes = buffer.prefix(Swift.max(0, Swift.min(Int(count), buffer.count - 1)))
      return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
