import BigInt

/// A right-hand value of `%`, as far as the conversions tell values apart.
package enum PercentValue: Sendable {
  case integer(BigInt)
  case float(Double)
  case string(String)
  case other(typeName: String)

  fileprivate func typeName(_ given: String?) -> String {
    if let given { return given }
    return switch self {
    case .integer: "int"
    case .float: "float"
    case .string: "str"
    case .other(let name): name
    }
  }
}

extension PercentField {
  /// What the evaluator must give the field.
  package enum Need: Hashable, Sendable {
    /// `str`, `repr` or `ascii` of the value, as a string.
    case text(FormatConversion)
    case number
    case character
  }

  package var need: Need {
    switch conversion {
    case "s": .text(.str)
    case "r": .text(.repr)
    case "a": .text(.ascii)
    case "c": .character
    default: .number
    }
  }

  /// The text of the field's value.
  ///
  /// Width and precision are what a `*` took from the values; they
  /// replace what is written. A type name given is what errors call the value's type.
  package func text(
    _ value: PercentValue, width: Int? = nil, precision: Int? = nil, typeName: String? = nil
  ) throws(FormatProblem) -> String {
    var spec = FormatSpec()
    var isLeft = isLeft
    if case .fixed(let written) = self.width { spec.width = written }
    if let width {
      guard width.magnitude <= FormatSpec.widest else { throw .tooWide }
      spec.width = abs(width)
      if width < 0 { isLeft = true }
    }
    if case .fixed(let written) = self.precision { spec.precision = written }
    if let precision { spec.precision = max(0, precision) }
    spec.alignment = isLeft ? .left : .right
    spec.sign = sign
    spec.isAlternate = isAlternate
    switch conversion {
    case "s", "r", "a":
      guard case .string(let text) = value else { throw .needsCharacter }
      return Self.cut(text, spec)
    case "c": return try character(value, spec)
    default: break
    }
    if padsZeros, !isLeft {
      spec.fill = "0"
      spec.alignment = .afterSign
    }
    switch conversion {
    case "e", "E", "f", "F", "g", "G":
      return try float(value, &spec, value.typeName(typeName))
    default: return try integer(value, spec, value.typeName(typeName))
    }
  }

  private static func cut(_ text: String, _ spec: FormatSpec) -> String {
    guard let precision = spec.precision else { return FormattedValue.padded(text, spec) }
    let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
    return FormattedValue.padded(cut, spec)
  }

  private func character(_ value: PercentValue, _ spec: FormatSpec) throws(FormatProblem) -> String
  {
    switch value {
    case .string(let text) where text.unicodeScalars.count == 1:
      return FormattedValue.padded(text, spec)
    case .integer(let code):
      guard let code = UInt32(exactly: code), let scalar = Unicode.Scalar(code) else {
        throw .characterRange
      }
      return FormattedValue.padded(String(scalar), spec)
    default: throw .needsCharacter
    }
  }

  private func float(
    _ value: PercentValue, _ spec: inout FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    let number: Double
    switch value {
    case .float(let value): number = value
    case .integer(let value): number = try IntegerText.double(value)
    case .string, .other: throw .mustBeReal(typeName: name)
    }
    let precision = spec.precision ?? 6
    if precision > Int(Int32.max) - 3 { throw .precisionTooBig }
    let isUpper = "EFG".unicodeScalars.contains(conversion)
    let style: FloatText.Style
    switch conversion {
    case "e", "E": style = .exponent(digits: precision)
    case "f", "F": style = .fixed(decimals: precision)
    default: style = .general(significant: precision)
    }
    let text = FloatText.text(number, style, keepsZeros: isAlternate, uppercase: isUpper)
    return NumberLayout(float: text, spec: spec).text(spec)
  }

  private func integer(
    _ value: PercentValue, _ spec: FormatSpec, _ name: String
  ) throws(FormatProblem) -> String {
    let isDecimal = "diu".unicodeScalars.contains(conversion)
    let number: BigInt
    switch value {
    case .integer(let value): number = value
    case .float(let value) where isDecimal:
      guard let whole = BigInt(exactly: value.rounded(.towardZero)) else {
        throw value.isNaN ? .notANumberToInteger : .infinityToInteger
      }
      number = whole
    default:
      throw isDecimal
        ? .needsRealNumber(conversion, typeName: name)
        : .needsInteger(conversion, typeName: name)
    }
    let radix = conversion == "o" ? 8 : isDecimal ? 10 : 16
    var digits = String(number.magnitude, radix: radix, uppercase: conversion == "X")
    let missing = max(0, (spec.precision ?? 0) - digits.count)
    digits = String(repeating: "0", count: missing) + digits
    var layout = NumberLayout(whole: digits, isNegative: number.sign == .minus, spec: spec)
    if isAlternate, radix != 10 { layout.prefix = "0\(conversion)" }
    return layout.text(spec)
  }
}
