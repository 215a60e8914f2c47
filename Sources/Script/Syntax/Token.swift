import Engine

/// A word, number, sign or line structure of a lesson and the bytes it stands in.
struct Token {
  var kind: Kind
  var start: Int32
  var end: Int32

  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  var span: SourceSpan { SourceSpan(Int(start), Int(end)) }

  enum Kind: UInt8 {
    // Structure
    case newline, indent, dedent, end
    /// The lexer stopped here; it holds the fault.
    case fault

    // Literals
    case name, decimal, hexadecimal, octal, binary, float, imaginary, string
    case formatStart, formatText, formatEnd
    /// The braces of a replacement field.
    case fieldOpen, fieldClose

    // Signs
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case comma, colon, semicolon, dot, ellipsis, arrow, walrus, assign, exclamation
    case plus, minus, star, slash, doubleSlash, percent, doubleStar, at
    case leftShift, rightShift, ampersand, pipe, caret, tilde
    case less, greater, lessEqual, greaterEqual, equal, notEqual
    case plusAssign, minusAssign, starAssign, slashAssign, doubleSlashAssign, percentAssign
    case doubleStarAssign, atAssign, leftShiftAssign, rightShiftAssign
    case ampersandAssign, pipeAssign, caretAssign
    /// `$`, `?`, a lone `!` or a backquote.
    case stray

    // Keywords
    case keywordFalse, keywordNone, keywordTrue, keywordAnd, keywordAs, keywordAssert
    case keywordAsync, keywordAwait, keywordBreak, keywordClass, keywordContinue, keywordDef
    case keywordDel, keywordElif, keywordElse, keywordExcept, keywordFinally, keywordFor
    case keywordFrom, keywordGlobal, keywordIf, keywordImport, keywordIn, keywordIs
    case keywordLambda, keywordNonlocal, keywordNot, keywordOr, keywordPass, keywordRaise
    case keywordReturn, keywordTry, keywordWhile, keywordWith, keywordYield
  }
}

extension Token.Kind {
  /// True for a token that can begin an expression other than as an infix of the one before.
  var startsOperand: Bool {
    switch self {
    case .name, .decimal, .hexadecimal, .octal, .binary, .float, .imaginary, .string,
      .formatStart, .openParenthesis, .openBracket, .openBrace, .ellipsis, .tilde, .minus, .plus,
      .keywordFalse, .keywordNone, .keywordTrue, .keywordNot, .keywordLambda, .keywordAwait:
      true
    default: false
    }
  }

  /// The operator of an augmented assignment.
  var augmentedOperator: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .doubleSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .doubleStarAssign: .power
    case .atAssign: .matrixMultiply
    case .leftShiftAssign: .leftShift
    case .rightShiftAssign: .rightShift
    case .ampersandAssign: .bitAnd
    case .pipeAssign: .bitOr
    case .caretAssign: .bitXor
    default: nil
    }
  }

  /// The infix operator with its binding strength, from `|` (1) to `@` (6).
  var binaryOperator: (operator: BinaryOperator, strength: Int)? {
    switch self {
    case .pipe: (.bitOr, 1)
    case .caret: (.bitXor, 2)
    case .ampersand: (.bitAnd, 3)
    case .leftShift: (.leftShift, 4)
    case .rightShift: (.rightShift, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .doubleSlash: (.floorDivide, 6)
    case .percent: (.modulo, 6)
    case .at: (.matrixMultiply, 6)
    default: nil
    }
  }
}

/// The reserved words, found by their bytes packed into a word.
enum Keyword {
  static func kind(of bytes: ArraySlice<UInt8>) -> Token.Kind? {
    guard bytes.count >= 2, bytes.count <= 8 else { return nil }
    return table[pack(bytes)]
  }

  private static func pack(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let table: [UInt64: Token.Kind] = {
    let words: [(String, Token.Kind)] = [
      ("False", .keywordFalse), ("None", .keywordNone), ("True", .keywordTrue),
      ("and", .keywordAnd), ("as", .keywordAs), ("assert", .keywordAssert),
      ("async", .keywordAsync), ("await", .keywordAwait), ("break", .keywordBreak),
      ("class", .keywordClass), ("continue", .keywordContinue), ("def", .keywordDef),
      ("del", .keywordDel), ("elif", .keywordElif), ("else", .keywordElse),
      ("except", .keywordExcept), ("finally", .keywordFinally), ("for", .keywordFor),
      ("from", .keywordFrom), ("global", .keywordGlobal), ("if", .keywordIf),
      ("import", .keywordImport), ("in", .keywordIn), ("is", .keywordIs),
      ("lambda", .keywordLambda), ("nonlocal", .keywordNonlocal), ("not", .keywordNot),
      ("or", .keywordOr), ("pass", .keywordPass), ("raise", .keywordRaise),
      ("return", .keywordReturn), ("try", .keywordTry), ("while", .keywordWhile),
      ("with", .keywordWith), ("yield", .keywordYield),
    ]
    return Dictionary(uniqueKeysWithValues: words.map { (pack($0.0.utf8), $0.1) })
  }()
}
