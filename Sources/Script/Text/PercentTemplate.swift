import BigInt

/// The left side of `template % values`, read into text and fields.
package struct PercentTemplate: Sendable {
  /// A piece of the template; `%%` is text.
  package enum Piece: Sendable {
    case text(String)
    case field(PercentField)
  }

  package var pieces: [Piece] = []

  /// True where the fields name keys: the right side must be a mapping.
  package var usesKeys: Bool {
    pieces.contains { piece in
      if case .field(let field) = piece { field.key != nil } else { false }
    }
  }

  package init(_ template: String) throws(FormatProblem) {
    let scalars = Array(template.unicodeScalars)
    var text = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "%" else {
        text.append(scalars[index])
        index += 1
        continue
      }
      index += 1
      let field = try PercentField(scalars, &index)
      if field.conversion == "%" {
        text.append("%")
      } else {
        if !text.isEmpty { pieces.append(.text(String(text))) }
        text = String.UnicodeScalarView()
        pieces.append(.field(field))
      }
    }
    if !text.isEmpty { pieces.append(.text(String(text))) }
  }
}

/// One `%(key)-#0 +12.3f` of a template.
package struct PercentField: Hashable, Sendable {
  /// A width or precision: written, or the next value (`*`).
  package enum Amount: Hashable, Sendable {
    case fixed(Int)
    case argument
  }

  package var key: String?
  package var isLeft = false
  package var padsZeros = false
  package var isAlternate = false
  /// `+` or a space.
  package var sign: Unicode.Scalar?
  package var width: Amount?
  package var precision: Amount?
  package var conversion: Unicode.Scalar = "s"

  /// Reads a field whose `%` has been read.
  init(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(FormatProblem) {
    func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    if peek() == "(" { key = try Self.key(scalars, &index) }
    flags: while let flag = peek() {
      switch flag {
      case "-": isLeft = true
      case "0": padsZeros = true
      case "#": isAlternate = true
      case "+": sign = "+"
      case " ": if sign == nil { sign = " " }
      default: break flags
      }
      index += 1
    }
    width = try Self.amount(scalars, &index)
    if peek() == "." {
      index += 1
      precision = try Self.amount(scalars, &index) ?? .fixed(0)
    }
    while let letter = peek(), letter == "h" || letter == "l" || letter == "L" { index += 1 }
    guard let letter = peek() else { throw .incompleteFormat }
    guard letter == "%" || "diouxXeEfFgGcrsa".unicodeScalars.contains(letter) else {
      throw .unsupportedCharacter(letter, index: index)
    }
    conversion = letter
    index += 1
  }

  private static func key(
    _ scalars: [Unicode.Scalar], _ index: inout Int
  ) throws(FormatProblem) -> String {
    index += 1
    let start = index
    var depth = 1
    while index < scalars.count {
      if scalars[index] == "(" { depth += 1 }
      if scalars[index] == ")" { depth -= 1 }
      index += 1
      if depth == 0 { return String(String.UnicodeScalarView(scalars[start..<(index - 1)])) }
    }
    throw .incompleteKey
  }

  private static func amount(
    _ scalars: [Unicode.Scalar], _ index: inout Int
  ) throws(FormatProblem) -> Amount? {
    if index < scalars.count, scalars[index] == "*" {
      index += 1
      return .argument
    }
    var value: Int?
    while index < scalars.count, let digit = Int(String(scalars[index])), scalars[index].isASCII {
      let (next, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      if overflow || next > FormatSpec.widest { throw .tooWide }
      value = next + digit
      index += 1
    }
    return value.map { .fixed($0) }
  }
}
