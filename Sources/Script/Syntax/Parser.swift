import Engine

/// Reads tokens into a syntax tree by recursive descent; where CPython has a better message than
/// "invalid syntax" for a mistake, the rule that meets the mistake gives it.
struct Parser {
  /// What stops a nesting before the stack does, here and in whoever walks the tree.
  static let deepest = 500

  /// What `return`, `break` and `continue` may stand in.
  struct Scope {
    var isFunction = false
    var isModule = true
    var loops = 0
  }

  /// Everything that an attempt changes and a failed one puts back.
  struct State {
    var index = 0
    /// Offset after the last token that was not line structure.
    var lastEnd = 0
    /// Number of open brackets.
    var level = 0
    /// Number of open replacement fields of f-strings.
    var fields = 0
    var depth = 0
    /// Height of the tallest tree since `enter`.
    var height = 0
    var scope = Scope()
    /// True inside an attempt that only asks whether an expression stands there.
    var isProbing = false
    /// The first fault that CPython finds only after the whole text has parsed.
    var lateFault: SyntaxFault?
  }

  let source: SourceText
  let tokens: [Token]
  private let lexicalFault: SyntaxFault?
  private let openBracket: Lexer.Bracket?
  var state = State()
  private var furthest = 0

  init(_ source: SourceText, ignoresIndentation: Bool = false) {
    var lexer = Lexer(source, ignoresIndentation: ignoresIndentation)
    lexer.run()
    self.source = source
    tokens = lexer.tokens
    lexicalFault = lexer.fault
    openBracket = lexer.brackets.last
  }

  // MARK: Tokens

  var token: Token { tokens[state.index] }
  var current: Token.Kind { tokens[state.index].kind }
  /// Offset of the current token.
  var here: Int { Int(tokens[state.index].start) }

  func kind(ahead count: Int) -> Token.Kind {
    state.index + count < tokens.count ? tokens[state.index + count].kind : .end
  }

  func span(from start: Int) -> SourceSpan { SourceSpan(start, state.lastEnd) }

  func text(_ token: Token) -> String {
    String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  mutating func advance() {
    switch current {
    case .end, .fault: return
    case .newline, .indent, .dedent: break
    case .openParenthesis, .openBracket, .openBrace, .fieldOpen:
      state.level += 1
      state.lastEnd = Int(token.end)
    case .closeParenthesis, .closeBracket, .closeBrace, .fieldClose:
      state.level -= 1
      state.lastEnd = Int(token.end)
    default: state.lastEnd = Int(token.end)
    }
    state.index += 1
    if state.index > furthest { furthest = state.index }
  }

  /// Takes the current token if it is of the kind.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind) throws(SyntaxFault) {
    guard take(kind) else { throw unexpected() }
  }

  mutating func expect(_ kind: Token.Kind, _ problem: SyntaxProblem) throws(SyntaxFault) {
    guard take(kind) else { throw fault(problem, at: token.span) }
  }

  mutating func expectName() throws(SyntaxFault) -> (name: String, span: SourceSpan) {
    guard current == .name else { throw unexpected() }
    let found = token
    advance()
    return (text(found), found.span)
  }

  // MARK: Faults

  func fault(_ problem: SyntaxProblem, at span: SourceSpan) -> SyntaxFault {
    let fault = SyntaxFault(problem, at: span)
    return state.fields > 0 ? fault.inFormat() : fault
  }

  /// The fault of a token that no rule expects.
  func unexpected() -> SyntaxFault {
    switch current {
    case .fault: lexicalFault ?? fault(.invalidSyntax, at: token.span)
    case .indent: fault(.unexpectedIndent, at: token.span)
    case .dedent: fault(.unexpectedUnindent, at: token.span)
    case .keywordAsync, .keywordAwait:
      fault(.outsideLanguage("'\(text(token))'"), at: token.span)
    case .end: fault(.invalidSyntax, at: SourceSpan(state.lastEnd, state.lastEnd))
    default: fault(.invalidSyntax, at: token.span)
    }
  }

  mutating func noteLate(_ problem: SyntaxProblem, at span: SourceSpan) {
    if state.lateFault == nil { state.lateFault = fault(problem, at: span) }
  }

  /// What to tell of a fault: as in CPython, broken tokens and open brackets come first.
  func settled(_ found: SyntaxFault) -> SyntaxFault {
    if found.isFinal { return found }
    if let lexicalFault { return lexicalFault }
    guard let openBracket else { return found }
    let reached = tokens[furthest]
    let isAfter =
      source.lineNumber(at: Int(reached.start)) > source.lineNumber(at: openBracket.offset)
    guard reached.kind == .end || isAfter else { return found }
    return SyntaxFault(
      .neverClosed(openBracket.byte.character),
      at: SourceSpan(openBracket.offset, openBracket.offset + 1))
  }

  // MARK: Attempts and depth

  /// Runs a rule that may fail; a failure leaves no trace.
  mutating func attempt<T>(_ rule: (inout Parser) throws(SyntaxFault) -> T) -> T? {
    let before = state
    do throws(SyntaxFault) {
      return try rule(&self)
    } catch {
      state = before
      return nil
    }
  }

  /// Begins a nested node; give the result to `leave`.
  mutating func enter() throws(SyntaxFault) -> Int {
    state.depth += 1
    guard state.depth <= Self.deepest else { throw fault(.tooDeep, at: token.span) }
    let outer = state.height
    state.height = 0
    return outer
  }

  /// Ends a nested node: its tree is one taller than the tallest in it.
  mutating func leave(_ outer: Int) throws(SyntaxFault) {
    state.depth -= 1
    try grow()
    state.height = max(state.height, outer)
  }

  /// A node has been put on top of what was parsed since `enter`.
  mutating func grow() throws(SyntaxFault) {
    state.height += 1
    guard state.height <= Self.deepest else { throw fault(.tooDeep, at: token.span) }
  }
}
