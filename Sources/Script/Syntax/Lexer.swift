import Engine

/// Turns the bytes of a lesson into tokens; line structure becomes newline, indent and dedent.
struct Lexer {
  /// An open bracket and where it stands.
  struct Bracket {
    var byte: UInt8
    var offset: Int
  }

  /// Half of what CPython allows: each level costs the parser, and the evaluator, some stack.
  static let deepestBrackets = 100

  let source: SourceText
  let bytes: [UInt8]
  /// A formula has no blocks: its lines may begin anywhere.
  let ignoresIndentation: Bool
  var position = 0
  var tokens: [Token] = []
  var brackets: [Bracket] = []
  /// The f-strings being read, the innermost last.
  var frames: [FormatFrame] = []
  /// Why the tokens end in `.fault`.
  var fault: SyntaxFault?
  private var indents: [(column: Int, tabColumn: Int)] = [(0, 0)]
  private var lineHasTokens = false

  init(_ source: SourceText, ignoresIndentation: Bool = false) {
    self.source = source
    bytes = source.bytes
    self.ignoresIndentation = ignoresIndentation
    tokens.reserveCapacity(bytes.count / 3 + 8)
  }

  /// Reads the whole text; a fault ends the tokens and is kept.
  mutating func run() {
    do throws(SyntaxFault) {
      try checkText()
      try readLines()
    } catch {
      fault = error
      tokens.append(Token(.fault, Int(error.span.start), Int(error.span.end)))
    }
  }

  func peek(_ ahead: Int = 0) -> UInt8 {
    let index = position + ahead
    return index < bytes.count ? bytes[index] : 0
  }

  mutating func emit(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind, start, position))
    lineHasTokens = true
  }

  func fault(_ problem: SyntaxProblem, _ start: Int, _ end: Int) -> SyntaxFault {
    SyntaxFault(problem, at: SourceSpan(start, end))
  }

  private mutating func readLines() throws(SyntaxFault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    try readIndentation()
    while position < bytes.count {
      if let frame = frames.last, frame.readsText {
        try readFormatText()
      } else {
        try readToken()
      }
    }
    if let frame = frames.last { throw unterminated(frame) }
    if brackets.isEmpty {
      if lineHasTokens { emit(.newline, from: position) }
      for _ in indents.dropFirst() { emit(.dedent, from: position) }
    }
    emit(.end, from: position)
  }

  private mutating func readToken() throws(SyntaxFault) {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C:
      position += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      try readLineEnd()
    case UInt8(ascii: "#"):
      guard frames.isEmpty else { throw fault(.hashInField, position, position + 1) }
      skipLine()
    case UInt8(ascii: "\\"):
      try readContinuation()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try readString(from: position, prefix: [])
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try readNumber()
    case UInt8(ascii: ".") where peek(1).isDigit:
      try readNumber()
    default:
      if byte.startsName || byte >= 0x80 { try readName() } else { try readSign() }
    }
  }

  private mutating func readLineEnd() throws(SyntaxFault) {
    if let frame = frames.last(where: { !$0.isTriple }) { throw unterminated(frame) }
    let start = position
    position += peek() == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") ? 2 : 1
    guard brackets.isEmpty else { return }
    if lineHasTokens {
      tokens.append(Token(.newline, start, start))
      lineHasTokens = false
    }
    try readIndentation()
  }

  mutating func skipLine() {
    while position < bytes.count, !bytes[position].endsLine { position += 1 }
  }

  private mutating func readContinuation() throws(SyntaxFault) {
    let start = position
    position += 1
    guard position < bytes.count else { throw fault(.unexpectedEnd, start, position) }
    guard peek().endsLine else {
      throw fault(frames.isEmpty ? .afterBackslash : .backslashInField, start, start + 1)
    }
    if let frame = frames.last(where: { !$0.isTriple }) { throw unterminated(frame) }
    position += peek() == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") ? 2 : 1
    if position >= bytes.count { throw fault(.unexpectedEnd, start, start + 1) }
  }

  /// Measures the blanks before a line; blank lines and comments have no indentation.
  private mutating func readIndentation() throws(SyntaxFault) {
    var column = 0
    var tabColumn = 0
    let start = position
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "):
        column += 1
        tabColumn += 1
      case UInt8(ascii: "\t"):
        column = (column / 8 + 1) * 8
        tabColumn += 1
      case 0x0C:
        column = 0
        tabColumn = 0
      default: break scan
      }
      position += 1
    }
    let isBlank = position >= bytes.count || peek().endsLine || peek() == UInt8(ascii: "#")
    if isBlank || ignoresIndentation { return }
    try compareIndentation(column, tabColumn, from: start)
  }

  private mutating func compareIndentation(
    _ column: Int, _ tabColumn: Int, from start: Int
  ) throws(SyntaxFault) {
    let top = indents[indents.count - 1]
    if column == top.column {
      guard tabColumn == top.tabColumn else { throw fault(.inconsistentTabs, start, position) }
    } else if column > top.column {
      guard indents.count < 100 else { throw fault(.tooManyIndents, start, position) }
      guard tabColumn > top.tabColumn else { throw fault(.inconsistentTabs, start, position) }
      indents.append((column, tabColumn))
      tokens.append(Token(.indent, start, position))
    } else {
      while let last = indents.last, indents.count > 1, column < last.column {
        indents.removeLast()
        tokens.append(Token(.dedent, position, position))
      }
      let reached = indents[indents.count - 1]
      guard column == reached.column else { throw fault(.unindent, start, lineEnd(from: start)) }
      guard tabColumn == reached.tabColumn else {
        throw fault(.inconsistentTabs, start, position)
      }
    }
  }

  func lineEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, !bytes[end].endsLine { end += 1 }
    return end
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var endsLine: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

  /// An ASCII letter or underscore.
  var startsName: Bool {
    (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
      || self == UInt8(ascii: "_")
  }

  var character: Character { Character(Unicode.Scalar(self)) }
}
