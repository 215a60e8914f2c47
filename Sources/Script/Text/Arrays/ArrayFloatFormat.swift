/// How the floating-point elements of one array are written: all positional or all with an
/// exponent, decimal points in one column.
struct ArrayFloatFormat {
  private let kind: ArrayText.Precision
  private let options: ArrayPrintOptions
  private var usesExponent = false
  /// `nil` shows every digit that tells an element apart.
  private var precision: Int?
  /// Elements shorter than this get more digits of their exact value.
  private var leastDigits = 0
  private var isExact: Bool
  private var exponentWidth = 2
  private var left = 0
  private var right = 0

  init(_ values: [Double], _ kind: ArrayText.Precision, _ options: ArrayPrintOptions) {
    self.kind = kind
    self.options = options
    isExact = options.floatMode == .fixed
    precision = options.floatMode == .unique ? nil : options.precision
    let finite = values.filter(\.isFinite)
    usesExponent = Self.needsExponent(finite, kind, options)
    if !finite.isEmpty {
      if usesExponent { measureScientific(finite) } else { measurePositional(finite) }
      if options.sign == .space, !finite.contains(where: { $0.sign == .minus }) { left += 1 }
    }
    if finite.count < values.count {
      let offset = right + 1
      let signed = options.sign != .minus || values.contains(-.infinity)
      let infinity = options.infinity.count + (signed ? 1 : 0)
      left = max(left, options.notANumber.count - offset, infinity - offset)
    }
  }

  /// `j` goes before the blanks that pad the digits.
  static func imaginary(_ text: String) -> String {
    let blanks = text.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return text.dropLast(blanks) + "j" + String(repeating: " ", count: blanks)
  }

  /// The comparisons are made in the elements' own precision, as NumPy makes them.
  private static func needsExponent(
    _ finite: [Double], _ kind: ArrayText.Precision, _ options: ArrayPrintOptions
  ) -> Bool {
    let magnitudes = finite.lazy.filter { $0 != 0 }.map(\.magnitude)
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else { return false }
    if largest >= kind.largestPositional { return true }
    if options.suppressesSmall { return false }
    switch kind {
    case .double: return smallest < 0.0001 || largest / smallest > 1000
    case .single:
      return Float(smallest) < 0.0001 || Float(largest) / Float(smallest) > 1000
    case .half:
      return Float16(smallest) < 0.0001 || Float16(largest) / Float16(smallest) > 1000
    }
  }

  private mutating func measureScientific(_ finite: [Double]) {
    var digits = 0
    exponentWidth = 2
    for value in finite {
      let number = scientificDigits(value)
      let decimals = isExact ? precision ?? 0 : number.trimmed().digits.count - 1
      digits = max(digits, decimals)
      exponentWidth = max(exponentWidth, String((number.point - 1).magnitude).utf8.count)
      left = max(left, 1 + sign(of: value).utf8.count)
    }
    precision = digits
    leastDigits = digits
    right = exponentWidth + 2 + digits
  }

  private mutating func measurePositional(_ finite: [Double]) {
    for value in finite {
      let (whole, fraction) = positionalDigits(value)
      left = max(left, whole.utf8.count + sign(of: value).utf8.count)
      right = max(right, fraction.utf8.count)
    }
    if options.floatMode == .fixed || options.floatMode == .maxprecEqual {
      precision = right
      leastDigits = right
    }
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else {
      let word =
        value.isNaN
        ? (options.sign == .plus ? "+" : "") + options.notANumber
        : sign(of: value) + options.infinity
      let width = left + right + 1
      return String(repeating: " ", count: max(0, width - word.count)) + word
    }
    let sign = sign(of: value)
    if usesExponent { return scientific(value, sign) }
    let (whole, fraction) = positionalDigits(value)
    let blanks = String(repeating: " ", count: max(0, left - whole.utf8.count - sign.utf8.count))
    let zeros = String(repeating: "0", count: max(0, leastDigits - fraction.utf8.count))
    let trailing = max(0, right - fraction.utf8.count - zeros.utf8.count)
    return blanks + sign + whole + "." + fraction + zeros + String(repeating: " ", count: trailing)
  }

  private func scientific(_ value: Double, _ sign: String) -> String {
    let number = scientificDigits(value)
    var digits = isExact ? number.digits : number.trimmed().digits
    while digits.count < leastDigits + 1 { digits.append(UInt8(ascii: "0")) }
    let exponent = number.point - 1
    let magnitude = String(exponent.magnitude)
    let zeros = String(repeating: "0", count: max(0, exponentWidth - magnitude.utf8.count))
    let blanks = String(repeating: " ", count: max(0, left - 1 - sign.utf8.count))
    return blanks + sign + String(decoding: digits[..<1], as: UTF8.self) + "."
      + String(decoding: digits[1...], as: UTF8.self) + "e" + (exponent < 0 ? "-" : "+") + zeros
      + magnitude
  }

  private func sign(of value: Double) -> String {
    if value.sign == .minus { return "-" }
    return options.sign == .plus ? "+" : ""
  }

  /// The digits of an element with an exponent: not more than the precision and one.
  private func scientificDigits(_ value: Double) -> DecimalDigits {
    var number: DecimalDigits
    if isExact, let precision {
      number = DecimalDigits(value, significant: precision + 1)
    } else {
      number = kind.shortest(value).trimmed()
      if let precision, number.digits.count > precision + 1 {
        number = DecimalDigits(value, significant: precision + 1)
      } else if number.digits.count < leastDigits + 1 {
        number = DecimalDigits(value, significant: leastDigits + 1)
      }
    }
    if number.isZero { number.point = 1 }
    return number
  }

  /// The digits before and after the decimal point: not more decimals than the precision.
  private func positionalDigits(_ value: Double) -> (whole: String, fraction: String) {
    var number: DecimalDigits
    if isExact, let precision {
      number = DecimalDigits(value, decimals: precision)
    } else {
      number = kind.shortest(value).trimmed()
      if let precision, number.digits.count - number.point > precision {
        number = DecimalDigits(value, decimals: precision).trimmed()
      } else if number.digits.count - number.point < leastDigits {
        number = DecimalDigits(value, decimals: leastDigits).trimmed()
      }
    }
    if number.isZero { number.point = 1 }
    let zero = UInt8(ascii: "0")
    var whole: [UInt8] = []
    for index in 0..<max(0, number.point) {
      whole.append(index < number.digits.count ? number.digits[index] : zero)
    }
    var decimals = max(0, number.digits.count - number.point)
    if isExact { decimals = precision ?? 0 }
    var fraction: [UInt8] = []
    for place in 0..<decimals { fraction.append(number.digit(at: place)) }
    if number.isZero, !isExact { fraction = [] }
    return (
      whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self),
      String(decoding: fraction, as: UTF8.self)
    )
  }
}

extension ArrayText.Precision {
  /// From here on numbers have an exponent: where the digits kept are used up.
  var largestPositional: Double {
    switch self {
    case .half: 1e3
    case .single: 1e6
    case .double: 1e8
    }
  }

  /// The fewest digits that read back in this precision.
  func shortest(_ value: Double) -> DecimalDigits {
    switch self {
    case .half: DecimalDigits(shortest: Float16(value))
    case .single: DecimalDigits(shortest: Float(value))
    case .double: DecimalDigits(shortest: value)
    }
  }
}
