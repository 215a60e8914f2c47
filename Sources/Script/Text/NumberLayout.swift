/// The pieces of a number's text, put together with grouping and padding.
struct NumberLayout {
  var sign = ""
  /// `0x` and its like.
  var prefix = ""
  /// Digits before the decimal point.
  var whole: String
  /// All that follows: decimals, exponent, `%`.
  var rest = ""

  /// Splits a text such as `-123.45e+06`.
  init(float text: String, spec: FormatSpec) {
    var magnitude = text[...]
    let isNegative = magnitude.hasPrefix("-")
    if isNegative { magnitude = magnitude.dropFirst() }
    let digits = magnitude.prefix { $0.isASCII && $0.isNumber }
    whole = String(digits)
    rest = String(magnitude.dropFirst(digits.count))
    sign = Self.sign(isNegative, spec)
  }

  init(whole: String, isNegative: Bool, spec: FormatSpec) {
    self.whole = whole
    sign = Self.sign(isNegative, spec)
  }

  private static func sign(_ isNegative: Bool, _ spec: FormatSpec) -> String {
    if isNegative { return "-" }
    return spec.sign == "+" ? "+" : spec.sign == " " ? " " : ""
  }

  /// The whole text at the spec's width.
  func text(_ spec: FormatSpec) -> String {
    let width = spec.width ?? 0
    let alignment = spec.alignment ?? .right
    let fixed = sign.count + prefix.count + rest.count
    let padsZeros = spec.fill == "0" && alignment == .afterSign
    let digits = grouped(spec, atLeast: padsZeros ? width - fixed : 0)
    let missing = max(0, width - fixed - digits.count)
    let padding = String(repeating: String(spec.fill), count: missing)
    switch alignment {
    case .afterSign: return sign + prefix + padding + digits + rest
    case .left: return sign + prefix + digits + rest + padding
    case .right: return padding + sign + prefix + digits + rest
    case .center:
      let left = String(repeating: String(spec.fill), count: missing / 2)
      let right = String(repeating: String(spec.fill), count: missing - missing / 2)
      return left + sign + prefix + digits + rest + right
    }
  }

  /// The digits before the point, with separators; zeros fill up to a width as digits do.
  private func grouped(_ spec: FormatSpec, atLeast minimum: Int) -> String {
    let digits = Array(whole.utf8)
    guard let grouping = spec.grouping?.rawValue.asciiValue else {
      return String(repeating: "0", count: max(0, minimum - digits.count)) + whole
    }
    if digits.isEmpty { return whole }
    let size = spec.type.map { "boxX".unicodeScalars.contains($0) } == true ? 4 : 3
    var reversed: [UInt8] = []
    var remaining = digits.count
    var wanted = minimum
    while true {
      let length = min(size, max(max(remaining, wanted), 1))
      let taken = min(remaining, length)
      for index in 0..<taken { reversed.append(digits[remaining - 1 - index]) }
      for _ in taken..<length { reversed.append(UInt8(ascii: "0")) }
      remaining -= taken
      wanted -= length
      if remaining <= 0, wanted <= 0 { break }
      reversed.append(grouping)
      wanted -= 1
    }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }
}
