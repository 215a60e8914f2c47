/// One number as NumPy prints its scalars: every digit that tells it apart.
package enum ScalarText {
  /// `str` of a floating-point scalar: `2.0`, `1e-05`, `1.6777216e+07`.
  package static func float(_ value: Double, _ precision: ArrayText.Precision) -> String {
    text(value, precision, addsPointZero: true)
  }

  /// `str` of a complex scalar: `(4+3j)`, `1j`.
  package static func complex(
    _ value: (real: Double, imaginary: Double), _ precision: ArrayText.Precision
  ) -> String {
    let imaginary = text(value.imaginary, precision, addsPointZero: false) + "j"
    if value.real == 0, value.real.sign == .plus { return imaginary }
    let plus = imaginary.hasPrefix("-") ? "" : "+"
    return "(" + text(value.real, precision, addsPointZero: false) + plus + imaginary + ")"
  }

  /// `str` of a bfloat16, which has six significant digits at most: `0.333984`, `1`.
  package static func brainFloat(_ value: Double) -> String {
    FloatText.text(value, .general(significant: 6))
  }

  private static func text(
    _ value: Double, _ precision: ArrayText.Precision, addsPointZero: Bool
  ) -> String {
    guard value.isFinite else { return FloatText.text(value, .shortest) }
    let largest: Double =
      switch precision {
      case .half: 1e3
      case .single: 1e6
      case .double: 1e16
      }
    var number = precision.shortest(value).trimmed()
    if number.isZero { number.point = 1 }
    let usesExponent = value != 0 && (value.magnitude >= largest || value.magnitude < 1e-4)
    let digits = number.digits.count
    let body =
      usesExponent
      ? number.scientificText
      : number.positionalText(decimals: max(addsPointZero ? 1 : 0, digits - number.point))
    return (value.sign == .minus ? "-" : "") + body
  }
}

extension DecimalDigits {
  /// `1.25e-05`.
  fileprivate var scientificText: String {
    let exponent = point - 1
    let magnitude = String(exponent.magnitude)
    let fraction = digits.count > 1 ? "." + String(decoding: digits[1...], as: UTF8.self) : ""
    return String(decoding: digits[..<1], as: UTF8.self) + fraction + (exponent < 0 ? "e-" : "e+")
      + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }

  /// `12.50`, with so many decimals.
  fileprivate func positionalText(decimals: Int) -> String {
    let whole = (0..<max(point, 0)).map { digit(at: $0 - point) }
    let before = point > 0 ? String(decoding: whole, as: UTF8.self) : "0"
    if decimals == 0 { return before }
    let after = (0..<decimals).map { digit(at: $0) }
    return before + "." + String(decoding: after, as: UTF8.self)
  }
}
