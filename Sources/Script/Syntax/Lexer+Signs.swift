import Engine

extension Lexer {
  /// Reads an operator, a bracket or a separator.
  mutating func readSign() throws(SyntaxFault) {
    let start = position
    let byte = bytes[position]
    if let field = frames.last?.fields.last, brackets.count == field.level,
      try readFieldSign(byte)
    {
      return
    }
    if let opening = Self.opening(byte) {
      guard brackets.count < Self.deepestBrackets else {
        throw fault(.tooManyParentheses, start, start + 1)
      }
      brackets.append(Bracket(byte: byte, offset: start))
      position += 1
      emit(opening, from: start)
    } else if let closing = Self.closing(byte) {
      try close(byte)
      position += 1
      emit(closing, from: start)
    } else {
      let (kind, length) = sign(byte)
      position += length
      emit(kind, from: start)
    }
  }

  private mutating func close(_ byte: UInt8) throws(SyntaxFault) {
    guard let open = brackets.last else {
      throw fault(.unmatched(byte.character), position, position + 1)
    }
    let level = frames.last?.fields.last?.level
    if level == brackets.count {
      throw fault(.unmatched(byte.character), position, position + 1).inFormat()
    }
    guard byte == open.byte + (open.byte == UInt8(ascii: "(") ? 1 : 2) else {
      let line = source.lineNumber(at: open.offset)
      let isSameLine = line == source.lineNumber(at: position)
      let problem = SyntaxProblem.mismatched(
        byte.character, opening: open.byte.character, line: isSameLine ? nil : line)
      let found = fault(problem, position, position + 1)
      throw level == nil ? found : found.inFormat()
    }
    brackets.removeLast()
  }

  private static func opening(_ byte: UInt8) -> Token.Kind? {
    switch byte {
    case UInt8(ascii: "("): .openParenthesis
    case UInt8(ascii: "["): .openBracket
    case UInt8(ascii: "{"): .openBrace
    default: nil
    }
  }

  private static func closing(_ byte: UInt8) -> Token.Kind? {
    switch byte {
    case UInt8(ascii: ")"): .closeParenthesis
    case UInt8(ascii: "]"): .closeBracket
    case UInt8(ascii: "}"): .closeBrace
    default: nil
    }
  }

  private func sign(_ byte: UInt8) -> (Token.Kind, length: Int) {
    let equals = peek(1) == UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: "~"): return (.tilde, 1)
    case UInt8(ascii: ":"): return equals ? (.walrus, 2) : (.colon, 1)
    case UInt8(ascii: "="): return equals ? (.equal, 2) : (.assign, 1)
    case UInt8(ascii: "+"): return equals ? (.plusAssign, 2) : (.plus, 1)
    case UInt8(ascii: "%"): return equals ? (.percentAssign, 2) : (.percent, 1)
    case UInt8(ascii: "@"): return equals ? (.atAssign, 2) : (.at, 1)
    case UInt8(ascii: "&"): return equals ? (.ampersandAssign, 2) : (.ampersand, 1)
    case UInt8(ascii: "|"): return equals ? (.pipeAssign, 2) : (.pipe, 1)
    case UInt8(ascii: "^"): return equals ? (.caretAssign, 2) : (.caret, 1)
    case UInt8(ascii: "!"): return equals ? (.notEqual, 2) : (.stray, 1)
    case UInt8(ascii: "."):
      let dots = peek(1) == byte && peek(2) == byte
      return dots ? (.ellipsis, 3) : (.dot, 1)
    case UInt8(ascii: "-"):
      if peek(1) == UInt8(ascii: ">") { return (.arrow, 2) }
      return equals ? (.minusAssign, 2) : (.minus, 1)
    case UInt8(ascii: "*"):
      return doubled(byte, .star, .starAssign, .doubleStar, .doubleStarAssign)
    case UInt8(ascii: "/"):
      return doubled(byte, .slash, .slashAssign, .doubleSlash, .doubleSlashAssign)
    case UInt8(ascii: "<"):
      if peek(1) == UInt8(ascii: ">") { return (.stray, 2) }
      return doubled(byte, .less, .lessEqual, .leftShift, .leftShiftAssign)
    case UInt8(ascii: ">"):
      return doubled(byte, .greater, .greaterEqual, .rightShift, .rightShiftAssign)
    default: return (.stray, 1)
    }
  }

  /// `*`, `*=`, `**` or `**=`.
  private func doubled(
    _ byte: UInt8, _ single: Token.Kind, _ assigned: Token.Kind, _ double: Token.Kind,
    _ doubleAssigned: Token.Kind
  ) -> (Token.Kind, length: Int) {
    if peek(1) == byte {
      return peek(2) == UInt8(ascii: "=") ? (doubleAssigned, 3) : (double, 2)
    }
    return peek(1) == UInt8(ascii: "=") ? (assigned, 2) : (single, 1)
  }
}
