import Engine

extension Parser {
  /// A statement with a block, or `nil` where a simple one stands.
  mutating func compoundStatement() throws(SyntaxFault) -> Statement? {
    let start = here
    let kind: Statement.Kind
    switch current {
    case .keywordIf: kind = try ifStatement()
    case .keywordWhile: kind = try whileStatement()
    case .keywordFor: kind = try forStatement()
    case .keywordTry: kind = try tryStatement()
    case .keywordWith: kind = try withStatement()
    case .keywordDef: kind = .function(try function(decorators: []))
    case .keywordClass: kind = .classDefinition(try classDefinition(decorators: []))
    case .at: return try decorated()
    default: return nil
    }
    return Statement(kind: kind, span: span(from: start))
  }

  /// The colon after a header; at a line's end its absence is told as such.
  mutating func headerColon(always: Bool = false) throws(SyntaxFault) {
    if take(.colon) { return }
    throw always || current == .newline
      ? fault(.expected("':'"), at: token.span) : unexpected()
  }

  /// The indented lines after a colon, or the rest of its line.
  mutating func block(after what: String, at header: Int) throws(SyntaxFault) -> [Statement] {
    var list: [Statement] = []
    guard take(.newline) else {
      try simpleLine(into: &list)
      return list
    }
    guard take(.indent) else {
      if current == .fault { throw unexpected() }
      let line = source.lineNumber(at: header)
      throw fault(.expectedBlock(after: what, line: line), at: placeOfMissingBlock)
    }
    let outer = try enter()
    while !take(.dedent) {
      if current == .end { break }
      try statement(into: &list)
    }
    try leave(outer)
    return list
  }

  /// What stands instead of a block; at the end of the text, the end of the last line.
  private var placeOfMissingBlock: SourceSpan {
    here < source.bytes.count ? token.span : SourceSpan(state.lastEnd, state.lastEnd)
  }

  private mutating func ifStatement() throws(SyntaxFault) -> Statement.Kind {
    var arms: [(start: Int, condition: Expression, body: [Statement])] = []
    var otherwise: [Statement] = []
    repeat {
      let start = here
      let word = arms.isEmpty ? "'if' statement" : "'elif' statement"
      advance()
      let condition = try namedExpression()
      try headerColon()
      arms.append((start, condition, try block(after: word, at: start)))
      try grow()
    } while current == .keywordElif
    otherwise = try elseBlock()
    let first = arms.removeFirst()
    for arm in arms.reversed() {
      let kind = Statement.Kind.ifElse(
        condition: arm.condition, then: arm.body, otherwise: otherwise)
      otherwise = [Statement(kind: kind, span: span(from: arm.start))]
    }
    return .ifElse(condition: first.condition, then: first.body, otherwise: otherwise)
  }

  private mutating func elseBlock() throws(SyntaxFault) -> [Statement] {
    let start = here
    guard take(.keywordElse) else { return [] }
    try headerColon(always: true)
    return try block(after: "'else' statement", at: start)
  }

  private mutating func whileStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    advance()
    let condition = try namedExpression()
    try headerColon()
    let body = try loopBody(after: "'while' statement", at: start)
    return .whileLoop(condition: condition, body: body, otherwise: try elseBlock())
  }

  private mutating func forStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    advance()
    let target = try loopTarget()
    let iterable = try expressionList()
    try headerColon()
    let body = try loopBody(after: "'for' statement", at: start)
    checkLoneStar(iterable)
    return .forLoop(
      target: target, iterable: iterable, body: body, otherwise: try elseBlock())
  }

  private mutating func loopBody(
    after what: String, at header: Int
  ) throws(SyntaxFault) -> [Statement] {
    state.scope.loops += 1
    let body = try block(after: what, at: header)
    state.scope.loops -= 1
    return body
  }

  private mutating func tryStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    advance()
    try headerColon(always: true)
    let body = try block(after: "'try' statement", at: start)
    var handlers: [ExceptHandler] = []
    while current == .keywordExcept {
      if let last = handlers.last, last.type == nil {
        noteLate(.defaultHandlerLast, at: last.span)
      }
      handlers.append(try exceptHandler())
    }
    let otherwise = handlers.isEmpty ? [] : try elseBlock()
    let finallyStart = here
    var finally: [Statement] = []
    if take(.keywordFinally) {
      try headerColon(always: true)
      finally = try block(after: "'finally' statement", at: finallyStart)
    } else if handlers.isEmpty {
      throw fault(.expectedHandlers, at: placeOfMissingBlock)
    }
    return .tryExcept(
      body: body, handlers: handlers, otherwise: otherwise, finally: finally)
  }

  private mutating func exceptHandler() throws(SyntaxFault) -> ExceptHandler {
    let start = here
    advance()
    if current == .star {
      throw fault(.outsideLanguage("'except*'", help: "use except"), at: span(from: start))
    }
    var type: Expression?
    var name: String?
    if current != .colon, current != .newline {
      let first = try expression()
      if current == .comma { throw try severalExceptionsFault(from: first) }
      type = first
      if take(.keywordAs) { name = try expectName().name }
    }
    try headerColon()
    let body = try block(after: "'except' statement", at: start)
    return ExceptHandler(type: type, name: name, body: body, span: span(from: start))
  }

  private mutating func severalExceptionsFault(
    from first: Expression
  ) throws(SyntaxFault) -> SyntaxFault {
    advance()
    _ = try expressionList()
    let written = span(from: Int(first.span.start))
    if take(.keywordAs) { _ = try expectName() }
    return current == .colon ? fault(.severalExceptions, at: written) : unexpected()
  }

  private mutating func withStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    advance()
    let items = try withItems()
    try headerColon()
    let body = try block(after: "'with' statement", at: start)
    return .with(items: items, body: body)
  }

  private typealias WithItem = (context: Expression, target: Expression?)

  /// Parentheses are the statement's where a colon follows them, else the first expression's.
  private mutating func withItems() throws(SyntaxFault) -> [WithItem] {
    guard current == .openParenthesis else { return try plainWithItems() }
    let before = state
    var inner: (fault: SyntaxFault, index: Int)?
    do throws(SyntaxFault) {
      return try parenthesizedWithItems()
    } catch {
      inner = (error, state.index)
    }
    state = before
    do throws(SyntaxFault) {
      let items = try plainWithItems()
      if current == .colon { return items }
      throw current == .newline ? fault(.expected("':'"), at: token.span) : unexpected()
    } catch {
      if let inner, inner.index > state.index { throw inner.fault }
      throw error
    }
  }

  private mutating func parenthesizedWithItems() throws(SyntaxFault) -> [WithItem] {
    advance()
    var items: [WithItem] = []
    repeat {
      if current == .closeParenthesis, !items.isEmpty { break }
      items.append(try withItem())
    } while take(.comma)
    try expect(.closeParenthesis)
    guard current == .colon else { throw unexpected() }
    return items
  }

  private mutating func plainWithItems() throws(SyntaxFault) -> [WithItem] {
    var items = [try withItem()]
    while take(.comma) { items.append(try withItem()) }
    return items
  }

  private mutating func withItem() throws(SyntaxFault) -> WithItem {
    let context = try expression()
    guard take(.keywordAs) else { return (context, nil) }
    let target = try starredOr { p throws(SyntaxFault) in try p.binary(1) }
    guard [.comma, .colon, .closeParenthesis, .newline].contains(current) else {
      throw unexpected()
    }
    try checkTarget(target)
    return (context, target)
  }
}
