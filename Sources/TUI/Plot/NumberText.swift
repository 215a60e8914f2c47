import Glibc

/// Numbers as the short texts of axes and readouts.
package enum NumberText {
  /// With so many decimals: `2.50`; a rounded zero has no sign.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return special(value) }
    let text = format("%.*f", decimals, value)
    return text.first == "-" && text.allSatisfy({ "-0.".contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// With at most so many digits that count: `2.367`, `-0.9517`, `1e-5`.
  package static func significant(_ value: Double, digits: Int = 4) -> String {
    value.isFinite ? shortPower(format("%.*g", digits, value)) : special(value)
  }

  /// With a power of ten and no more decimals than asked for: `2.5e5`, `1e-7`.
  package static func scientific(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : special(value) }
    return shortPower(format("%.*e", decimals, value))
  }

  /// The power of ten without plus sign and leading zeros.
  private static func shortPower(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...])
    else { return text }
    return "\(text[..<mark])e\(power)"
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  private static func format(_ pattern: String, _ precision: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(precision), value]) {
      vsnprintf(&buffer, buffer.count, pattern, $0)
    }
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
