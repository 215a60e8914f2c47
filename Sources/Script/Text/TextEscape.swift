/// What Python's `repr` of strings and bytes shows as it is, and what it escapes.
package enum TextEscape {
  /// `repr` of a string.
  package static func representation(of text: String) -> String {
    quoted(text) { isPrintable($0) }
  }

  /// `ascii` of a string: as `repr`, with everything outside ASCII escaped.
  package static func asciiRepresentation(of text: String) -> String {
    quoted(text) { $0.value < 0x7F && $0.value >= 0x20 }
  }

  /// A `repr` with everything outside ASCII escaped, as `!a` asks of any object.
  package static func ascii(_ representation: String) -> String {
    var result = ""
    for scalar in representation.unicodeScalars {
      if scalar.value < 0x80 {
        result.unicodeScalars.append(scalar)
      } else {
        result += code(scalar)
      }
    }
    return result
  }

  /// `repr` of bytes.
  package static func representation(of bytes: some Sequence<UInt8>) -> String {
    let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return "b" + quoted(text) { $0.value < 0x7F && $0.value >= 0x20 }
  }

  /// True for a character that `repr` shows as it is.
  package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func quoted(_ text: String, shows: (Unicode.Scalar) -> Bool) -> String {
    let scalars = text.unicodeScalars
    let usesDouble = scalars.contains("'") && !scalars.contains("\"")
    let quote: Unicode.Scalar = usesDouble ? "\"" : "'"
    var result = ""
    result.unicodeScalars.append(quote)
    for scalar in scalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case quote:
        result += "\\"
        result.unicodeScalars.append(scalar)
      default:
        if shows(scalar) { result.unicodeScalars.append(scalar) } else { result += code(scalar) }
      }
    }
    result.unicodeScalars.append(quote)
    return result
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x1_0000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
