/// What can be wrong with a format spec, a `%` format or a `str.format` template.
package enum FormatProblem: Error, Hashable, Sendable {
  // Format specs
  case invalidSpecifier(String, typeName: String)
  case missingPrecision
  case tooManyDigits
  case precisionTooBig
  /// A text that no memory holds.
  case tooWide
  case bothGroupings
  case groupingWith(Character, Unicode.Scalar)
  case unknownCode(Unicode.Scalar, typeName: String)
  case notInString(String)
  case alignmentInString
  case precisionInInteger
  case negativeZeroInInteger
  case signWithCharacter
  case alternateWithCharacter
  case characterRange
  case tooLargeForLong
  case integerTooLarge
  case zeroPaddingInComplex
  case alignmentInComplex
  case unsupportedSpec(typeName: String)

  // The % operator
  case incompleteFormat
  case incompleteKey
  case unsupportedCharacter(Unicode.Scalar, index: Int)
  case notEnoughArguments
  case unconvertedArguments
  case needsMapping
  case starWantsInt
  case needsRealNumber(Unicode.Scalar, typeName: String)
  case needsInteger(Unicode.Scalar, typeName: String)
  case mustBeReal(typeName: String)
  case needsCharacter
  case notANumberToInteger
  case infinityToInteger

  // str.format
  case singleOpen
  case singleClose
  case expectedClose
  case unexpectedOpen
  case expectedColon
  case endInConversion
  case unmatchedOpen
  case unknownConversion(Unicode.Scalar)
  case emptyAttribute
  case afterBracket
  case missingBracket
  case automaticAfterManual
  case manualAfterAutomatic
  case nestedTooDeep
  case tooManyIndexDigits
  case indexOutOfRange(Int)
  case missingKey(String)
}

extension FormatProblem {
  /// The Python exception class.
  package var className: String {
    switch self {
    case .needsMapping, .starWantsInt, .needsRealNumber, .needsInteger, .mustBeReal,
      .needsCharacter, .notEnoughArguments, .unconvertedArguments, .unsupportedSpec:
      "TypeError"
    case .tooLargeForLong, .integerTooLarge, .infinityToInteger, .characterRange: "OverflowError"
    case .indexOutOfRange: "IndexError"
    case .missingKey: "KeyError"
    case .tooWide: "MemoryError"
    default: "ValueError"
    }
  }

  /// What CPython says.
  package var message: String {
    switch self {
    case .invalidSpecifier(let spec, let typeName):
      "Invalid format specifier '\(spec)' for object of type '\(typeName)'"
    case .missingPrecision: "Format specifier missing precision"
    case .tooManyDigits, .tooManyIndexDigits: "Too many decimal digits in format string"
    case .precisionTooBig: "precision too big"
    case .tooWide: ""
    case .bothGroupings: "Cannot specify both ',' and '_'."
    case .groupingWith(let grouping, let type):
      "Cannot specify '\(grouping)' with '\(Self.shown(type))'."
    case .unknownCode(let code, let typeName):
      "Unknown format code '\(Self.shown(code))' for object of type '\(typeName)'"
    case .notInString(let what): "\(what) not allowed in string format specifier"
    case .alignmentInString: "'=' alignment not allowed in string format specifier"
    case .precisionInInteger: "Precision not allowed in integer format specifier"
    case .negativeZeroInInteger:
      "Negative zero coercion (z) not allowed in integer format specifier"
    case .signWithCharacter: "Sign not allowed with integer format specifier 'c'"
    case .alternateWithCharacter: "Alternate form (#) not allowed with integer format specifier 'c'"
    case .characterRange: "%c arg not in range(0x110000)"
    case .tooLargeForLong: "Python int too large to convert to C long"
    case .integerTooLarge: "int too large to convert to float"
    case .zeroPaddingInComplex: "Zero padding is not allowed in complex format specifier"
    case .alignmentInComplex: "'=' alignment flag is not allowed in complex format specifier"
    case .unsupportedSpec(let typeName):
      "unsupported format string passed to \(typeName).__format__"
    default: operatorMessage ?? templateMessage
    }
  }

  private var operatorMessage: String? {
    switch self {
    case .incompleteFormat: "incomplete format"
    case .incompleteKey: "incomplete format key"
    case .unsupportedCharacter(let scalar, let index):
      "unsupported format character '\(scalar.value > 31 && scalar.value < 127 ? String(scalar) : "?")'"
        + " (0x\(String(scalar.value, radix: 16))) at index \(index)"
    case .notEnoughArguments: "not enough arguments for format string"
    case .unconvertedArguments: "not all arguments converted during string formatting"
    case .needsMapping: "format requires a mapping"
    case .starWantsInt: "* wants int"
    case .needsRealNumber(let code, let typeName):
      "%\(code) format: a real number is required, not \(typeName)"
    case .needsInteger(let code, let typeName):
      "%\(code) format: an integer is required, not \(typeName)"
    case .mustBeReal(let typeName): "must be real number, not \(typeName)"
    case .needsCharacter: "%c requires int or char"
    case .notANumberToInteger: "cannot convert float NaN to integer"
    case .infinityToInteger: "cannot convert float infinity to integer"
    default: nil
    }
  }

  private var templateMessage: String {
    switch self {
    case .singleOpen: "Single '{' encountered in format string"
    case .singleClose: "Single '}' encountered in format string"
    case .expectedClose: "expected '}' before end of string"
    case .unexpectedOpen: "unexpected '{' in field name"
    case .expectedColon: "expected ':' after conversion specifier"
    case .endInConversion: "end of string while looking for conversion specifier"
    case .unmatchedOpen: "unmatched '{' in format spec"
    case .unknownConversion(let scalar):
      scalar.value > 32 && scalar.value < 127
        ? "Unknown conversion specifier \(scalar)"
        : "Unknown conversion specifier \\x\(String(scalar.value, radix: 16))"
    case .emptyAttribute: "Empty attribute in format string"
    case .afterBracket: "Only '.' or '[' may follow ']' in format field specifier"
    case .missingBracket: "Missing ']' in format string"
    case .automaticAfterManual:
      "cannot switch from manual field specification to automatic field numbering"
    case .manualAfterAutomatic:
      "cannot switch from automatic field numbering to manual field specification"
    case .nestedTooDeep: "Max string recursion exceeded"
    case .indexOutOfRange(let index):
      "Replacement index \(index) out of range for positional args tuple"
    case .missingKey(let key): TextEscape.representation(of: key)
    default: "Invalid format specifier"
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar.value > 32 && scalar.value < 128
      ? String(scalar) : "\\x" + String(scalar.value, radix: 16)
  }
}
