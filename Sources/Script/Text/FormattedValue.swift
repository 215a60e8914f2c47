import BigInt

/// A value that a format spec can be applied to: what `format(value, spec)` gives.
package enum FormattedValue: Sendable {
  case string(String)
  case integer(BigInt)
  case float(Double)
  case complex(real: Double, imaginary: Double)

  /// The text of the value by a spec.
  ///
  /// A type name given is what errors call the value's type,
  /// such as `bool` for an integer.
  package func text(_ spec: String, typeName: String? = nil) throws(FormatProblem) -> String {
    let name = typeName ?? defaultTypeName
    var isString = false
    if case .string = self { isString = true }
    let parsed = try FormatSpec(spec, typeName: name, isNumber: !isString)
    switch self {
    case .string(let value): return try Self.string(value, parsed, name)
    case .integer(let value): return try Self.integer(value, parsed, name)
    case .float(let value): return try Self.float(value, parsed, name)
    case .complex(let real, let imaginary):
      return try Self.complex(real, imaginary, parsed, name)
    }
  }

  private var defaultTypeName: String {
    switch self {
    case .string: "str"
    case .integer: "int"
    case .float: "float"
    case .complex: "complex"
    }
  }

  /// Pads a text, which starts at the left unless the spec says otherwise.
  static func padded(
    _ text: String, _ spec: FormatSpec, default alignment: FormatSpec.Alignment = .left
  ) -> String {
    let missing = max(0, (spec.width ?? 0) - text.unicodeScalars.count)
    if missing == 0 { return text }
    let fill = String(spec.fill)
    switch spec.alignment ?? alignment {
    case .left: return text + String(repeating: fill, count: missing)
    case .right, .afterSign: return String(repeating: fill, count: missing) + text
    case .center:
      let left = String(repeating: fill, count: missing / 2)
      return left + text + String(repeating: fill, count: missing - missing / 2)
    }
  }

  private static func string(
    _ value: String, _ spec: FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    if let type = spec.type, type != "s" { throw .unknownCode(type, typeName: name) }
    if let sign = spec.sign { throw .notInString(sign == " " ? "Space" : "Sign") }
    if spec.coercesNegativeZero { throw .notInString("Negative zero coercion (z)") }
    if spec.isAlternate { throw .notInString("Alternate form (#)") }
    if spec.alignment == .afterSign { throw .alignmentInString }
    guard let precision = spec.precision, precision < value.unicodeScalars.count else {
      return padded(value, spec)
    }
    let cut = String(String.UnicodeScalarView(value.unicodeScalars.prefix(precision)))
    return padded(cut, spec)
  }

  private static func integer(
    _ value: BigInt, _ spec: FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    let radix: Int
    switch spec.type {
    case nil, "d", "n": radix = 10
    case "b": radix = 2
    case "o": radix = 8
    case "x", "X": radix = 16
    case "c": radix = 0
    case "e", "E", "f", "F", "g", "G", "%":
      return try float(IntegerText.double(value), spec, name)
    case .some(let type): throw .unknownCode(type, typeName: name)
    }
    if spec.precision != nil { throw .precisionInInteger }
    if spec.coercesNegativeZero { throw .negativeZeroInInteger }
    if radix == 0 { return try character(value, spec) }
    let digits = String(value.magnitude, radix: radix, uppercase: spec.type == "X")
    var layout = NumberLayout(whole: digits, isNegative: value.sign == .minus, spec: spec)
    if spec.isAlternate, radix != 10, let type = spec.type { layout.prefix = "0\(type)" }
    return layout.text(spec)
  }

  private static func character(
    _ value: BigInt, _ spec: FormatSpec
  ) throws(FormatProblem) -> String {
    if spec.sign != nil { throw .signWithCharacter }
    if spec.isAlternate { throw .alternateWithCharacter }
    if Int(exactly: value) == nil { throw .tooLargeForLong }
    guard let code = UInt32(exactly: value), let scalar = Unicode.Scalar(code) else {
      throw .characterRange
    }
    return padded(String(scalar), spec, default: .right)
  }

  private static func float(
    _ value: Double, _ spec: FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    var value = value
    if spec.type == "%" { value *= 100 }
    let text = try floatText(value, spec, name)
    return NumberLayout(float: text + (spec.type == "%" ? "%" : ""), spec: spec).text(spec)
  }

  /// The text of a float by type and precision, not yet padded.
  private static func floatText(
    _ value: Double, _ spec: FormatSpec, _ name: String, addsPointZero: Bool = true
  ) throws(FormatProblem) -> String {
    let precision = spec.precision
    if let precision, precision > Int(Int32.max) { throw .precisionTooBig }
    if let precision, precision > FormatSpec.widest { throw .tooWide }
    let style: FloatText.Style
    var addsZero = false
    switch spec.type {
    case nil:
      style = precision.map { .general(significant: $0) } ?? .shortest
      addsZero = addsPointZero
    case "e", "E": style = .exponent(digits: precision ?? 6)
    case "f", "F", "%": style = .fixed(decimals: precision ?? 6)
    case "g", "G", "n": style = .general(significant: precision ?? 6)
    case .some(let type): throw .unknownCode(type, typeName: name)
    }
    let isUpper = spec.type == "E" || spec.type == "F" || spec.type == "G"
    let text = FloatText.text(
      value, style, keepsZeros: spec.isAlternate, addsPointZero: addsZero, uppercase: isUpper)
    guard spec.coercesNegativeZero, text.hasPrefix("-") else { return text }
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    let isZero = mantissa.allSatisfy { $0 == "0" || $0 == "." || $0 == "-" }
    return isZero ? String(text.dropFirst()) : text
  }

  private static func complex(
    _ real: Double, _ imaginary: Double, _ spec: FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    if let type = spec.type, !"eEfFgGn".unicodeScalars.contains(type) {
      throw .unknownCode(type, typeName: name)
    }
    if spec.fill == "0" { throw .zeroPaddingInComplex }
    if spec.alignment == .afterSign { throw .alignmentInComplex }
    let skipsReal = spec.type == nil && real == 0 && real.sign == .plus
    var part = spec
    part.width = nil
    var imaginaryPart = part
    if !skipsReal { imaginaryPart.sign = "+" }
    let imaginaryText = try floatText(imaginary, spec, name, addsPointZero: false)
    let second = NumberLayout(float: imaginaryText, spec: imaginaryPart).text(imaginaryPart)
    if skipsReal { return padded(second + "j", spec, default: .right) }
    let realText = try floatText(real, spec, name, addsPointZero: false)
    let first = NumberLayout(float: realText, spec: part).text(part)
    let text = first + second + "j"
    return padded(spec.type == nil ? "(\(text))" : text, spec, default: .right)
  }
}
