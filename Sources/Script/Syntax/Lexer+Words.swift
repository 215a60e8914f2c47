import Engine

extension Lexer {
  /// Reads a name, a keyword, or the prefix of a string.
  mutating func readName() throws(SyntaxFault) {
    let start = position
    try skipName()
    let word = bytes[start..<position]
    if word.count <= 2, peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'"),
      let prefix = StringPrefix(word)
    {
      try readString(from: start, prefix: prefix)
      return
    }
    emit(Keyword.kind(of: word) ?? .name, from: start)
  }

  private mutating func skipName() throws(SyntaxFault) {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte.startsName || (byte.isDigit && position > start) {
        position += 1
      } else if byte >= 0x80 {
        let (scalar, length) = decodeScalar(at: position)
        let fits =
          position == start ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
        guard fits else { throw fault(.invalidCharacter(scalar), position, position + length) }
        position += length
      } else {
        break
      }
    }
  }

  /// The scalar at an offset of text already known to be UTF-8.
  func decodeScalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[offset]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(length == 1 ? lead : lead & (0xFF >> UInt8(length + 1)))
    for byte in bytes[offset..<min(offset + length, bytes.count)].dropFirst() {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// Reads a number of any form.
  mutating func readNumber() throws(SyntaxFault) {
    let start = position
    if peek() == UInt8(ascii: "0") {
      switch peek(1) | 0x20 {
      case UInt8(ascii: "x"): return try readRadix(16, .hexadecimal, "hexadecimal")
      case UInt8(ascii: "o"): return try readRadix(8, .octal, "octal")
      case UInt8(ascii: "b"): return try readRadix(2, .binary, "binary")
      default: break
      }
    }
    var kind = Token.Kind.decimal
    if peek() != UInt8(ascii: ".") { try skipDigits(from: start) }
    let wholeEnd = position
    if peek() == UInt8(ascii: ".") {
      kind = .float
      position += 1
      if peek().isDigit { try skipDigits(from: start) }
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      if peek(sign ? 2 : 1).isDigit {
        kind = .float
        position += sign ? 2 : 1
        try skipDigits(from: start)
      } else if sign {
        throw fault(.invalidNumber("decimal"), start, position + 2)
      }
    }
    if peek() | 0x20 == UInt8(ascii: "j") {
      kind = .imaginary
      position += 1
    }
    if kind == .decimal, bytes[start] == UInt8(ascii: "0"),
      bytes[start..<wholeEnd].contains(where: { $0 != UInt8(ascii: "0") && $0.isDigit })
    {
      throw fault(.leadingZeros, start, wholeEnd)
    }
    try checkNumberEnd(kind == .imaginary ? "imaginary" : "decimal", from: start)
    emit(kind, from: start)
  }

  private mutating func readRadix(
    _ radix: Int, _ kind: Token.Kind, _ name: String
  ) throws(SyntaxFault) {
    let start = position
    position += 2
    var digits = 0
    while true {
      let underscore = peek() == UInt8(ascii: "_")
      let digit = peek(underscore ? 1 : 0)
      if peek().isDigit, Int(peek()) - 48 >= radix {
        throw fault(.invalidDigit(peek().character, base: name), start, position + 1)
      }
      guard Self.isDigit(digit, radix) else {
        if underscore { throw fault(.invalidNumber(name), start, position + 1) }
        break
      }
      position += underscore ? 2 : 1
      digits += 1
    }
    guard digits > 0 else { throw fault(.invalidNumber(name), start, position) }
    try checkNumberEnd(name, from: start)
    emit(kind, from: start)
  }

  private static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
    if byte.isDigit { return Int(byte) - 48 < radix }
    return radix == 16 && byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
  }

  private mutating func skipDigits(from start: Int) throws(SyntaxFault) {
    while peek().isDigit { position += 1 }
    while peek() == UInt8(ascii: "_") {
      position += 1
      guard peek().isDigit else {
        throw fault(.invalidNumber("decimal"), start, position)
      }
      while peek().isDigit { position += 1 }
    }
  }

  /// `1if x` is a number and a keyword; `1abc` is no number.
  private mutating func checkNumberEnd(_ kind: String, from start: Int) throws(SyntaxFault) {
    guard peek().startsName || peek() >= 0x80 else { return }
    let end = position
    if peek() >= 0x80, !decodeScalar(at: position).scalar.properties.isXIDContinue { return }
    try skipName()
    let word = bytes[end..<position]
    let follower = Keyword.kind(of: word)
    position = end
    switch follower {
    case .keywordAnd, .keywordElse, .keywordFor, .keywordIf, .keywordIn, .keywordOr, .keywordNot,
      .keywordIs:
      return
    default: throw fault(.invalidNumber(kind), start, end + word.count)
    }
  }
}
