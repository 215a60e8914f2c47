import Engine

extension Parser {
  /// `a, *b, c`: one expression, or a tuple without parentheses.
  @inline(never)
  mutating func expressionList() throws(SyntaxFault) -> Expression {
    let start = here
    let first = try starredOr { p throws(SyntaxFault) in try p.expression() }
    guard current == .comma else { return first }
    var elements = [first]
    while take(.comma), current.startsOperand || current == .star {
      elements.append(try starredOr { p throws(SyntaxFault) in try p.expression() })
    }
    return Expression(kind: .tuple(elements), span: span(from: start))
  }

  /// `yield`, `yield a, b` or `yield from iterable`.
  @inline(never)
  mutating func yieldExpression() throws(SyntaxFault) -> Expression {
    let outer = try enter()
    let start = here
    advance()
    let kind: Expression.Kind
    if take(.keywordFrom) {
      kind = .yieldFrom(try expression())
    } else if current.startsOperand || current == .star {
      kind = .yield(try expressionList())
    } else {
      kind = .yield(nil)
    }
    if !state.scope.isFunction { noteLate(.yieldOutside, at: span(from: start)) }
    try leave(outer)
    return Expression(kind: kind, span: span(from: start))
  }

  /// `*x` where a display, a target or a right side may spread one, or what `rule` reads.
  mutating func starredOr(
    _ rule: (inout Parser) throws(SyntaxFault) -> Expression
  ) throws(SyntaxFault) -> Expression {
    guard current == .star else { return try rule(&self) }
    let start = here
    advance()
    let operand = try binary(1)
    return Expression(kind: .starred(operand), span: span(from: start))
  }

  /// An expression that may be `name := value`.
  @inline(never)
  mutating func namedExpression() throws(SyntaxFault) -> Expression {
    let start = here
    if current == .name, kind(ahead: 1) == .walrus {
      let (name, nameSpan) = try expectName()
      advance()
      let value = try expression()
      return Expression(
        kind: .named(name: name, nameSpan: nameSpan, value: value), span: span(from: start))
    }
    let value = try expression()
    if current == .walrus {
      throw fault(.cannotName(value.describedKind), at: value.span)
    }
    if current == .assign, let found = assignmentFault(value, from: start) { throw found }
    return value
  }

  /// `if x = 3:` and its like.
  @inline(never)
  private mutating func assignmentFault(_ value: Expression, from start: Int) -> SyntaxFault? {
    let before = state
    defer { state = before }
    guard value.standsLeftOfEquals(from: start) else { return nil }
    advance()
    guard attempt({ p throws(SyntaxFault) in try p.binary(1) }) != nil else { return nil }
    guard current != .assign, current != .walrus else { return nil }
    if case .name = value.kind { return fault(.equalsMeantComparison, at: span(from: start)) }
    return fault(.cannotAssignHere(value.describedKind), at: value.span)
  }

  /// A conditional, a lambda, or anything that binds tighter.
  @inline(never)
  mutating func expression() throws(SyntaxFault) -> Expression {
    let outer = try enter()
    let start = here
    if current == .keywordLambda {
      let result = try lambda()
      try leave(outer)
      return result
    }
    var result = try disjunction()
    if current == .keywordIf {
      result = try conditional(result, from: start)
    } else if current.startsOperand, !state.isProbing,
      let found = juxtapositionFault(result, from: start)
    {
      throw found
    }
    try leave(outer)
    return result
  }

  @inline(never)
  private mutating func conditional(
    _ then: Expression, from start: Int
  ) throws(SyntaxFault) -> Expression {
    advance()
    let condition = try disjunction()
    guard take(.keywordElse) else {
      throw current == .colon ? unexpected() : fault(.missingElse, at: span(from: start))
    }
    let otherwise = try expression()
    return Expression(
      kind: .conditional(condition: condition, then: then, otherwise: otherwise),
      span: span(from: start))
  }

  @inline(never)
  private mutating func lambda() throws(SyntaxFault) -> Expression {
    let start = here
    advance()
    let parameters = try parameters(until: .colon)
    try expect(.colon)
    let body = try expression()
    return Expression(kind: .lambda(parameters, body: body), span: span(from: start))
  }

  /// Two expressions side by side: a forgotten comma, or Python 2's `print x`.
  @inline(never)
  private mutating func juxtapositionFault(_ first: Expression, from start: Int) -> SyntaxFault? {
    let before = state
    defer { state = before }
    if case .name(let name) = first.kind {
      if name == "print" || name == "exec" {
        guard attempt({ p throws(SyntaxFault) in try p.expressionList() }) != nil else {
          return nil
        }
        return fault(.missingCallParentheses(name), at: span(from: start))
      }
      if current == .string || current == .formatStart { return nil }
      if ["_", "case", "match"].contains(name) { return nil }
    }
    state.isProbing = true
    if attempt({ p throws(SyntaxFault) in try p.expression() }) != nil {
      return state.level == 0 ? nil : fault(.forgottenComma, at: span(from: start))
    }
    // A mistake inside the second expression may have a better message than its place here.
    guard case .name = first.kind else { return nil }
    state.isProbing = false
    do throws(SyntaxFault) {
      _ = try expression()
      return nil
    } catch {
      return error.isGeneric ? nil : error
    }
  }

  @inline(never)
  mutating func disjunction() throws(SyntaxFault) -> Expression {
    let start = here
    var result = try conjunction()
    while take(.keywordOr) {
      let right = try conjunction()
      result = Expression(kind: .or(result, right), span: span(from: start))
      try grow()
    }
    return result
  }

  private mutating func conjunction() throws(SyntaxFault) -> Expression {
    let start = here
    var result = try inversion()
    while take(.keywordAnd) {
      let right = try inversion()
      result = Expression(kind: .and(result, right), span: span(from: start))
      try grow()
    }
    return result
  }

  private mutating func inversion() throws(SyntaxFault) -> Expression {
    guard current == .keywordNot else { return try comparison() }
    let outer = try enter()
    let start = here
    advance()
    let operand = try inversion()
    try leave(outer)
    return Expression(kind: .unary(.not, operand), span: span(from: start))
  }

  @inline(never)
  private mutating func comparison() throws(SyntaxFault) -> Expression {
    let start = here
    let first = try binary(1)
    var rest: [(operator: ComparisonOperator, operand: Expression)] = []
    while let comparison = takeComparison() {
      rest.append((comparison, try binary(1)))
    }
    if rest.isEmpty { return first }
    return Expression(kind: .comparison(first: first, rest: rest), span: span(from: start))
  }

  private mutating func takeComparison() -> ComparisonOperator? {
    let found: ComparisonOperator
    switch current {
    case .equal: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessEqual: found = .lessEqual
    case .greater: found = .greater
    case .greaterEqual: found = .greaterEqual
    case .keywordIn: found = .isIn
    case .keywordNot:
      guard kind(ahead: 1) == .keywordIn else { return nil }
      advance()
      found = .notIn
    case .keywordIs:
      found = kind(ahead: 1) == .keywordNot ? .isNot : .isSame
      if found == .isNot { advance() }
    default: return nil
    }
    advance()
    return found
  }

  /// Infix operators of at least the given strength, from `|` (1) to `@` (6).
  @inline(never)
  mutating func binary(_ strength: Int) throws(SyntaxFault) -> Expression {
    let start = here
    var left = try unary()
    while let (infix, infixStrength) = current.binaryOperator, infixStrength >= strength {
      let operatorSpan = token.span
      advance()
      let right = try binary(infixStrength + 1)
      left = Expression(
        kind: .binary(infix, left, right, operatorSpan: operatorSpan), span: span(from: start))
      try grow()
    }
    return left
  }

  @inline(never)
  private mutating func unary() throws(SyntaxFault) -> Expression {
    let sign: UnaryOperator
    switch current {
    case .plus: sign = .plus
    case .minus: sign = .minus
    case .tilde: sign = .invert
    default: return try power()
    }
    let outer = try enter()
    let start = here
    advance()
    let operand = try unary()
    try leave(outer)
    return Expression(kind: .unary(sign, operand), span: span(from: start))
  }

  private mutating func power() throws(SyntaxFault) -> Expression {
    let start = here
    let base = try primary()
    guard current == .doubleStar else { return base }
    let outer = try enter()
    let operatorSpan = token.span
    advance()
    let exponent = try unary()
    try leave(outer)
    return Expression(
      kind: .binary(.power, base, exponent, operatorSpan: operatorSpan), span: span(from: start))
  }
}
