import Engine

extension Parser {
  /// An atom with its attributes, calls and subscripts.
  @inline(never)
  mutating func primary() throws(SyntaxFault) -> Expression {
    let start = here
    var result = try atom()
    while true {
      switch current {
      case .dot:
        advance()
        let (name, nameSpan) = try expectName()
        result = Expression(
          kind: .attribute(result, name: name, nameSpan: nameSpan), span: span(from: start))
      case .openParenthesis:
        let arguments = try arguments()
        result = Expression(
          kind: .call(result, arguments: arguments), span: span(from: start))
      case .openBracket:
        advance()
        let index = try subscripts()
        try expect(.closeBracket)
        result = Expression(
          kind: .subscripted(result, index: index), span: span(from: start))
      default: return result
      }
      try grow()
    }
  }

  /// What stands between the brackets of a subscript.
  @inline(never)
  private mutating func subscripts() throws(SyntaxFault) -> Expression {
    let start = here
    let first = try starredOr { p throws(SyntaxFault) in try p.slice() }
    if current != .comma {
      guard case .starred = first.kind else { return first }
      return Expression(kind: .tuple([first]), span: span(from: start))
    }
    var elements = [first]
    while take(.comma), current != .closeBracket {
      elements.append(try starredOr { p throws(SyntaxFault) in try p.slice() })
    }
    return Expression(kind: .tuple(elements), span: span(from: start))
  }

  @inline(never)
  private mutating func slice() throws(SyntaxFault) -> Expression {
    let start = here
    var lower: Expression?
    if current != .colon {
      let value = try namedExpression()
      guard current == .colon else { return value }
      lower = value
    }
    advance()
    let upper = try sliceBound()
    let step = take(.colon) ? try sliceBound() : nil
    return Expression(
      kind: .slice(lower: lower, upper: upper, step: step), span: span(from: start))
  }

  private mutating func sliceBound() throws(SyntaxFault) -> Expression? {
    switch current {
    case .colon, .comma, .closeBracket: nil
    default: try expression()
    }
  }

  /// The arguments of a call or of a class, with their parentheses.
  @inline(never)
  mutating func arguments() throws(SyntaxFault) -> [Argument] {
    let open = here
    advance()
    var list: [Argument] = []
    var misplaced: SyntaxFault?
    var order = ArgumentOrder()
    while current != .closeParenthesis {
      let argument = try argument(after: list, open: open)
      if misplaced == nil, let problem = order.take(argument) {
        misplaced = fault(problem, at: argument.value.span)
      }
      list.append(argument)
      if current == .keywordFor, case .positional(let value) = argument {
        let start = Int(value.span.start)
        _ = try comprehensionClauses()
        throw fault(.bareGenerator, at: span(from: start))
      }
      guard take(.comma) else { break }
    }
    try expect(.closeParenthesis)
    if let misplaced { throw misplaced }
    return list
  }

  @inline(never)
  private mutating func argument(
    after list: [Argument], open: Int
  ) throws(SyntaxFault) -> Argument {
    let start = here
    switch current {
    case .star:
      advance()
      return .star(try expression())
    case .doubleStar:
      advance()
      return .doubleStar(try expression())
    case .name where kind(ahead: 1) == .assign:
      return try keywordArgument(after: list)
    case .keywordTrue, .keywordFalse, .keywordNone:
      if kind(ahead: 1) == .assign {
        let word = text(token)
        advance()
        advance()
        throw fault(.cannotAssign(word), at: span(from: start))
      }
    default: break
    }
    let value = try argumentValue()
    if current == .assign {
      advance()
      throw fault(.keywordNotName, at: span(from: start))
    }
    guard current == .keywordFor, list.isEmpty else { return .positional(value) }
    return try generatorArgument(value, from: start, open: open)
  }

  /// A value of a call: unlike elsewhere, `=` after it is about keywords, not about `==`.
  private mutating func argumentValue() throws(SyntaxFault) -> Expression {
    if current == .name, kind(ahead: 1) == .walrus { return try namedExpression() }
    let value = try expression()
    if current == .walrus { throw fault(.cannotName(value.describedKind), at: value.span) }
    return value
  }

  @inline(never)
  private mutating func keywordArgument(
    after list: [Argument]
  ) throws(SyntaxFault) -> Argument {
    let start = here
    let (name, nameSpan) = try expectName()
    advance()
    let equals = span(from: start)
    let value = try expression()
    if current == .keywordFor { throw fault(.equalsMeantComparison, at: equals) }
    let isRepeated = list.contains { argument in
      if case .keyword(name, _, _) = argument { true } else { false }
    }
    if isRepeated { noteLate(.keywordRepeated(name), at: span(from: start)) }
    return .keyword(name: name, nameSpan: nameSpan, value)
  }

  /// `f(x for x in y)`: the call's parentheses are the generator's.
  @inline(never)
  private mutating func generatorArgument(
    _ element: Expression, from start: Int, open: Int
  ) throws(SyntaxFault) -> Argument {
    let clauses = try comprehensionClauses()
    guard current == .closeParenthesis else {
      throw current == .comma ? fault(.bareGenerator, at: span(from: start)) : unexpected()
    }
    return .positional(
      Expression(
        kind: .comprehension(.generator, element: element, value: nil, clauses),
        span: SourceSpan(open, Int(token.end))))
  }
}

/// What has been seen of a call's arguments, for the rules on their order.
private struct ArgumentOrder {
  private var unpacks = false
  private var hasKeyword = false

  /// Notes an argument; the result is the rule that it breaks.
  mutating func take(_ argument: Argument) -> SyntaxProblem? {
    switch argument {
    case .positional:
      return unpacks || hasKeyword ? .positionalAfter(unpacking: unpacks) : nil
    case .star: return unpacks ? .iterableAfterMapping : nil
    case .keyword: hasKeyword = true
    case .doubleStar: unpacks = true
    }
    return nil
  }
}
