import Engine

/// A JSON value whose objects keep the order of their members.
enum JSON {
  case null
  case bool(Bool)
  /// A number that is written as it stands.
  case number(String)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// A whole number.
  init(_ value: Int) { self = .number(String(value)) }

  /// Text, or null.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// A number as exact as its dtype; what JSON has no numbers for becomes text.
  init(_ value: Double, dtype: DType = .float64) {
    if value.isNaN {
      self = .string("NaN")
    } else if value.isInfinite {
      self = .string(value < 0 ? "-Infinity" : "Infinity")
    } else if dtype == .bool {
      self = .bool(value != 0)
    } else if value == 0, value.sign == .minus {
      self = .number("-0.0")
    } else {
      self = .number(NumberText.short(value, dtype))
    }
  }
}

// MARK: Writing

extension JSON {
  /// A document: members of the outermost object on lines of their own, and below them every item
  /// of a list on one.
  var document: String {
    guard case .object(let members) = self else { return line + "\n" }
    let lines = members.map { key, value in
      if case .array(let items) = value, !items.isEmpty {
        let list = items.map { "    \($0.line)" }.joined(separator: ",\n")
        return "  \(Self.quoted(key)): [\n\(list)\n  ]"
      }
      return "  \(Self.quoted(key)): \(value.line)"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  /// The value on one line.
  var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): text += Self.quoted(string)
    case .array(let items):
      text += "["
      for (place, item) in items.enumerated() {
        if place > 0 { text += ", " }
        item.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        if place > 0 { text += ", " }
        text += Self.quoted(member.0) + ": "
        member.1.write(to: &text)
      }
      text += "}"
    }
  }

  /// Text in quotes; controls, and the marks that turn the direction of text, as escapes.
  static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069:
          let hex = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
