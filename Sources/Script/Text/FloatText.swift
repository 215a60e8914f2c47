/// Python's text of a float.
package enum FloatText {
  /// How many digits, and where the decimal point or an exponent goes.
  package enum Style: Hashable, Sendable {
    /// The fewest digits that read back.
    case shortest
    case exponent(digits: Int)
    case fixed(decimals: Int)
    case general(significant: Int)
  }

  /// `repr` and `str` of a float.
  package static func representation(of value: Double) -> String {
    text(value, .shortest, addsPointZero: true)
  }

  /// The text of a value with its sign where it is negative.
  ///
  /// `keepsZeros` is the `#` flag: a
  /// decimal point always, no zeros dropped. With `addsPointZero` whole numbers end in `.0`.
  package static func text(
    _ value: Double, _ style: Style, keepsZeros: Bool = false, addsPointZero: Bool = false,
    uppercase: Bool = false
  ) -> String {
    let sign = value.sign == .minus && !value.isNaN ? "-" : ""
    guard value.isFinite else {
      let name = value.isNaN ? "nan" : "inf"
      return sign + (uppercase ? name.uppercased() : name)
    }
    let layout = Layout(value, style, keepsZeros: keepsZeros, addsPointZero: addsPointZero)
    let text = layout.text(uppercase: uppercase)
    return sign + text
  }

  /// Where the digits go.
  private struct Layout {
    var digits: DecimalDigits
    var usesExponent: Bool
    /// Digits shown: places before `digits.count` that have none are zeros.
    var shown: Int
    var needsPoint: Bool
    var addsPointZero: Bool

    init(_ value: Double, _ style: Style, keepsZeros: Bool, addsPointZero: Bool) {
      needsPoint = keepsZeros
      self.addsPointZero = addsPointZero
      switch style {
      case .shortest:
        digits = DecimalDigits(shortest: value).trimmed()
        if digits.isZero { digits.point = 1 }
        usesExponent = digits.point <= -4 || digits.point > 16
        shown = digits.digits.count
      case .exponent(let count):
        digits = DecimalDigits(value, significant: count + 1)
        if digits.isZero { digits.point = 1 }
        usesExponent = true
        shown = count + 1
      case .fixed(let decimals):
        digits = DecimalDigits(value, decimals: decimals)
        usesExponent = false
        if digits.isZero {
          digits = DecimalDigits(digits: [UInt8(ascii: "0")], point: 1)
        }
        shown = digits.point + decimals
      case .general(let significant):
        let precision = max(significant, 1)
        digits = DecimalDigits(value, significant: precision)
        if digits.isZero { digits.point = 1 }
        usesExponent =
          digits.point <= -4 || digits.point > precision - (addsPointZero ? 1 : 0)
        if !keepsZeros { digits = digits.trimmed() }
        shown = keepsZeros ? precision : digits.digits.count
      }
    }

    func text(uppercase: Bool) -> String {
      var bytes: [UInt8] = []
      let point = usesExponent ? 1 : digits.point
      let zero = UInt8(ascii: "0")
      if point <= 0 {
        bytes.append(zero)
      } else {
        for index in 0..<point {
          bytes.append(index < digits.digits.count ? digits.digits[index] : zero)
        }
      }
      if shown > point {
        bytes.append(UInt8(ascii: "."))
        for index in point..<shown {
          bytes.append(index >= 0 && index < digits.digits.count ? digits.digits[index] : zero)
        }
      } else if needsPoint {
        bytes.append(UInt8(ascii: "."))
        if addsPointZero && !usesExponent { bytes.append(zero) }
      } else if addsPointZero, !usesExponent {
        bytes += [UInt8(ascii: "."), zero]
      }
      if usesExponent { bytes += exponent(uppercase: uppercase) }
      return String(decoding: bytes, as: UTF8.self)
    }

    private func exponent(uppercase: Bool) -> [UInt8] {
      let value = digits.point - 1
      let sign = UInt8(ascii: value < 0 ? "-" : "+")
      let number = Array(String(value.magnitude).utf8)
      let letter = UInt8(ascii: uppercase ? "E" : "e")
      return [letter, sign] + (number.count < 2 ? [UInt8(ascii: "0")] : []) + number
    }
  }
}

/// Python's text of a complex number.
package enum ComplexText {
  /// `repr` and `str`: `(1+2j)`, `3j`, `(-0-1.5j)`.
  package static func representation(real: Double, imaginary: Double) -> String {
    let imaginaryText = FloatText.text(imaginary, .shortest) + "j"
    if real == 0, real.sign == .plus { return imaginaryText }
    let plus = imaginaryText.hasPrefix("-") ? "" : "+"
    return "(" + FloatText.text(real, .shortest) + plus + imaginaryText + ")"
  }
}
