import Engine

extension Parser {
  /// All statements of a text.
  mutating func statements() throws(SyntaxFault) -> [Statement] {
    var list: [Statement] = []
    while current != .end {
      if take(.newline) { continue }
      try statement(into: &list)
    }
    return list
  }

  /// One compound statement, or the simple ones of a line.
  mutating func statement(into list: inout [Statement]) throws(SyntaxFault) {
    if let compound = try compoundStatement() {
      list.append(compound)
    } else {
      try simpleLine(into: &list)
    }
  }

  mutating func simpleLine(into list: inout [Statement]) throws(SyntaxFault) {
    repeat {
      list.append(try simpleStatement())
    } while take(.semicolon) && current != .newline
    guard take(.newline) else { throw unexpected() }
  }

  private mutating func simpleStatement() throws(SyntaxFault) -> Statement {
    let start = here
    let kind: Statement.Kind
    switch current {
    case .keywordPass:
      advance()
      kind = .pass
    case .keywordBreak:
      advance()
      if state.scope.loops == 0 { noteLate(.breakOutside, at: span(from: start)) }
      kind = .breakLoop
    case .keywordContinue:
      advance()
      if state.scope.loops == 0 { noteLate(.continueOutside, at: span(from: start)) }
      kind = .continueLoop
    case .keywordReturn: kind = try returnStatement()
    case .keywordRaise: kind = try raiseStatement()
    case .keywordAssert:
      advance()
      let condition = try expression()
      kind = .assert(condition, message: take(.comma) ? try expression() : nil)
    case .keywordDel: kind = try deleteStatement()
    case .keywordGlobal:
      advance()
      kind = .global(try nameList())
    case .keywordNonlocal:
      advance()
      let names = try nameList()
      if state.scope.isModule { noteLate(.nonlocalAtModule, at: span(from: start)) }
      kind = .nonlocal(names)
    case .keywordImport: kind = try importStatement()
    case .keywordFrom: kind = try fromStatement()
    default:
      if let refused = softKeywordFault() { throw refused }
      kind = try expressionStatement()
    }
    return Statement(kind: kind, span: span(from: start))
  }

  private mutating func returnStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    advance()
    let value = endsSimpleStatement ? nil : try expressionList()
    if !state.scope.isFunction { noteLate(.outsideFunction, at: span(from: start)) }
    checkLoneStar(value)
    return .returnValue(value)
  }

  private var endsSimpleStatement: Bool { current == .newline || current == .semicolon }

  private mutating func raiseStatement() throws(SyntaxFault) -> Statement.Kind {
    advance()
    if endsSimpleStatement { return .raise(nil, cause: nil) }
    let value = try expression()
    return .raise(value, cause: take(.keywordFrom) ? try expression() : nil)
  }

  private mutating func deleteStatement() throws(SyntaxFault) -> Statement.Kind {
    advance()
    var targets = [try starredOr { p throws(SyntaxFault) in try p.expression() }]
    while take(.comma), !endsSimpleStatement {
      targets.append(try starredOr { p throws(SyntaxFault) in try p.expression() })
    }
    guard endsSimpleStatement else { throw unexpected() }
    for target in targets {
      if let invalid = target.invalidTarget(deleting: true) {
        throw fault(.cannotDelete(invalid.describedKind), at: invalid.span)
      }
    }
    return .delete(targets)
  }

  private mutating func nameList() throws(SyntaxFault) -> [String] {
    var names = [try expectName().name]
    while take(.comma) { names.append(try expectName().name) }
    return names
  }

  /// An expression, or an assignment of one of the three kinds.
  private mutating func expressionStatement() throws(SyntaxFault) -> Statement.Kind {
    let start = here
    let first = try valueList()
    if current == .assign { return try assignment(first, from: start) }
    if let augmented = current.augmentedOperator {
      return try augmentedAssignment(first, augmented)
    }
    if current == .colon { return try annotation(first) }
    if endsSimpleStatement { checkLoneStar(first) }
    return .expression(first)
  }

  private mutating func assignment(
    _ first: Expression, from start: Int
  ) throws(SyntaxFault) -> Statement.Kind {
    var targets: [Expression] = []
    var value = first
    while take(.assign) {
      targets.append(value)
      value = try valueList()
    }
    for target in targets {
      guard let invalid = target.invalidTarget() else { continue }
      let meansComparison = targets.count == 1 && target.standsLeftOfEquals(from: start)
      let what = invalid.describedKind
      throw fault(
        meansComparison ? .cannotAssignHere(what) : .cannotAssign(what), at: invalid.span)
    }
    guard endsSimpleStatement else { throw unexpected() }
    for target in targets { try checkTarget(target) }
    checkLoneStar(value)
    return .assign(targets: targets, value: value)
  }

  private mutating func augmentedAssignment(
    _ target: Expression, _ augmented: BinaryOperator
  ) throws(SyntaxFault) -> Statement.Kind {
    let operatorSpan = token.span
    switch target.kind {
    case .name, .attribute, .subscripted: break
    default: throw fault(.augmentedTarget(target.describedKind), at: target.span)
    }
    advance()
    let value = try valueList()
    checkLoneStar(value)
    return .augmented(target: target, augmented, value: value, operatorSpan: operatorSpan)
  }

  private mutating func annotation(_ target: Expression) throws(SyntaxFault) -> Statement.Kind {
    let colon = state
    advance()
    let annotation = try expression()
    switch target.kind {
    case .name, .attribute, .subscripted: break
    case .tuple, .list:
      throw fault(.annotatedTarget(target.describedKind), at: target.span)
    default:
      state = colon
      throw fault(.illegalAnnotation, at: target.span)
    }
    let value = take(.assign) ? try valueList() : nil
    return .annotated(target: target, annotation: annotation, value: value)
  }

  /// What may stand right of `=`, or alone: expressions, or `yield`.
  private mutating func valueList() throws(SyntaxFault) -> Expression {
    current == .keywordYield ? try yieldExpression() : try expressionList()
  }

  /// `x = *a` is no tuple.
  mutating func checkLoneStar(_ value: Expression?) {
    if let value, case .starred = value.kind { noteLate(.starredHere, at: value.span) }
  }

  /// `match` and `type` statements begin with what is otherwise a name.
  private func softKeywordFault() -> SyntaxFault? {
    guard current == .name else { return nil }
    switch text(token) {
    case "match" where kind(ahead: 1).startsOperand || kind(ahead: 1) == .star:
      guard opensCases() else { return nil }
      return fault(.outsideLanguage("'match'", help: "use if and elif"), at: token.span)
    case "type" where kind(ahead: 1) == .name:
      guard kind(ahead: 2) == .assign || kind(ahead: 2) == .openBracket else { return nil }
      return fault(.outsideLanguage("the 'type' statement"), at: token.span)
    default: return nil
    }
  }

  /// True where the line ends in a colon and the block below begins with `case`.
  private func opensCases() -> Bool {
    var ahead = 1
    while kind(ahead: ahead) != .newline {
      if kind(ahead: ahead) == .end || kind(ahead: ahead) == .fault { return false }
      ahead += 1
    }
    guard kind(ahead: ahead - 1) == .colon, kind(ahead: ahead + 1) == .indent,
      kind(ahead: ahead + 2) == .name
    else { return false }
    return text(tokens[state.index + ahead + 2]) == "case"
  }
}
