import Engine

extension Parser {
  /// A name, a literal, or a display in brackets.
  @inline(never)
  mutating func atom() throws(SyntaxFault) -> Expression {
    let found = token
    switch found.kind {
    case .name:
      advance()
      return Expression(kind: .name(text(found)), span: found.span)
    case .keywordTrue, .keywordFalse:
      advance()
      return Expression(kind: .bool(found.kind == .keywordTrue), span: found.span)
    case .keywordNone:
      advance()
      return Expression(kind: .none, span: found.span)
    case .ellipsis:
      advance()
      return Expression(kind: .ellipsis, span: found.span)
    case .decimal, .hexadecimal, .octal, .binary, .float, .imaginary: return try number()
    case .string, .formatStart: return try strings()
    case .openParenthesis: return try group()
    case .openBracket: return try listDisplay()
    case .openBrace: return try braces()
    default: throw unexpected()
    }
  }

  @inline(never)
  private mutating func number() throws(SyntaxFault) -> Expression {
    let found = token
    advance()
    let written = source.bytes[Int(found.start)..<Int(found.end)]
    let digits = String(decoding: written.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let kind: Expression.Kind
    switch found.kind {
    case .float: kind = .float(Double(digits) ?? .infinity)
    case .imaginary: kind = .imaginary(Double(digits.dropLast()) ?? .infinity)
    case .hexadecimal: kind = .integer(Self.integer(digits.dropFirst(2), radix: 16))
    case .octal: kind = .integer(Self.integer(digits.dropFirst(2), radix: 8))
    case .binary: kind = .integer(Self.integer(digits.dropFirst(2), radix: 2))
    default:
      if digits.utf8.count > 4300 {
        throw fault(.tooManyDigits(digits.utf8.count), at: found.span)
      }
      kind = .integer(Self.integer(digits[...], radix: 10))
    }
    return Expression(kind: kind, span: found.span)
  }

  private static func integer(_ digits: Substring, radix: Int) -> IntegerLiteral {
    if let value = Int(digits, radix: radix) { return .small(value) }
    return .large(digits: String(digits), radix: radix)
  }

  /// `()`, `(x)`, a tuple, or a generator.
  @inline(never)
  private mutating func group() throws(SyntaxFault) -> Expression {
    let start = here
    advance()
    if take(.closeParenthesis) {
      return Expression(kind: .tuple([]), span: span(from: start))
    }
    if current == .doubleStar { throw try groupedMapping() }
    if current == .keywordYield {
      let value = try yieldExpression()
      try expect(.closeParenthesis)
      return value
    }
    let first = try element()
    if current == .keywordFor {
      return try comprehension(.generator, first, nil, from: start, close: .closeParenthesis)
    }
    guard current == .comma else {
      try expect(.closeParenthesis)
      if case .starred = first.kind { throw fault(.groupStarred(double: false), at: first.span) }
      return first
    }
    let elements = try elements(after: first, until: .closeParenthesis)
    try expect(.closeParenthesis)
    return Expression(kind: .tuple(elements), span: span(from: start))
  }

  @inline(never)
  private mutating func groupedMapping() throws(SyntaxFault) -> SyntaxFault {
    let stars = here
    advance()
    _ = try expression()
    guard current == .closeParenthesis else { return unexpected() }
    return fault(.groupStarred(double: true), at: span(from: stars))
  }

  @inline(never)
  private mutating func listDisplay() throws(SyntaxFault) -> Expression {
    let start = here
    advance()
    if take(.closeBracket) {
      return Expression(kind: .list([]), span: span(from: start))
    }
    let first = try element()
    if current == .keywordFor {
      return try comprehension(.list, first, nil, from: start, close: .closeBracket)
    }
    let elements = try elements(after: first, until: .closeBracket)
    try checkComprehensionTarget(elements)
    try expect(.closeBracket)
    return Expression(kind: .list(elements), span: span(from: start))
  }

  private mutating func element() throws(SyntaxFault) -> Expression {
    try starredOr { p throws(SyntaxFault) in try p.namedExpression() }
  }

  private mutating func elements(
    after first: Expression, until close: Token.Kind
  ) throws(SyntaxFault) -> [Expression] {
    var elements = [first]
    while take(.comma), current != close {
      elements.append(try element())
    }
    return elements
  }

  /// `[a, b for a, b in pairs]` lacks parentheses.
  @inline(never)
  private mutating func checkComprehensionTarget(
    _ elements: [Expression]
  ) throws(SyntaxFault) {
    guard current == .keywordFor, elements.count > 1, let first = elements.first else { return }
    let written = span(from: Int(first.span.start))
    _ = try comprehensionClauses()
    throw fault(.comprehensionTarget, at: written)
  }

  /// A dictionary or a set.
  @inline(never)
  private mutating func braces() throws(SyntaxFault) -> Expression {
    let start = here
    advance()
    if take(.closeBrace) {
      return Expression(kind: .dictionary([]), span: span(from: start))
    }
    if current == .doubleStar { return try dictionary(from: start, firstKey: nil) }
    let first = try element()
    if current == .colon { return try dictionary(from: start, firstKey: first) }
    if current == .keywordFor {
      return try comprehension(.set, first, nil, from: start, close: .closeBrace)
    }
    let elements = try elements(after: first, until: .closeBrace)
    try checkComprehensionTarget(elements)
    try expect(.closeBrace)
    return Expression(kind: .set(elements), span: span(from: start))
  }

  @inline(never)
  private mutating func dictionary(
    from start: Int, firstKey: Expression?
  ) throws(SyntaxFault) -> Expression {
    var pairs: [(key: Expression?, value: Expression)] = []
    var key = firstKey
    while true {
      let pairStart = here
      if key == nil, take(.doubleStar) {
        pairs.append((nil, try binary(1)))
        if current == .keywordFor {
          let written = span(from: pairStart)
          _ = try comprehensionClauses()
          throw fault(.comprehensionStarred(dictionary: true), at: written)
        }
      } else {
        let name: Expression
        if let key { name = key } else { name = try expression() }
        pairs.append((name, try dictionaryValue(of: name)))
        if current == .keywordFor, pairs.count == 1, let value = pairs.first?.value {
          return try comprehension(.dictionary, name, value, from: start, close: .closeBrace)
        }
      }
      key = nil
      guard take(.comma), current != .closeBrace else { break }
    }
    try expect(.closeBrace)
    return Expression(kind: .dictionary(pairs), span: span(from: start))
  }

  @inline(never)
  private mutating func dictionaryValue(of key: Expression) throws(SyntaxFault) -> Expression {
    guard current == .colon else {
      let ends = current == .comma || current == .closeBrace
      throw ends ? fault(.noKeyColon, at: key.span) : unexpected()
    }
    let colon = token.span
    advance()
    switch current {
    case .closeBrace, .comma: throw fault(.noDictionaryValue, at: colon)
    case .star:
      let start = here
      advance()
      _ = try binary(1)
      throw fault(.starredDictionaryValue, at: span(from: start))
    default: return try expression()
    }
  }

  @inline(never)
  private mutating func comprehension(
    _ kind: ComprehensionKind, _ element: Expression, _ value: Expression?, from start: Int,
    close: Token.Kind
  ) throws(SyntaxFault) -> Expression {
    let clauses = try comprehensionClauses()
    if case .starred = element.kind {
      throw fault(.comprehensionStarred(dictionary: false), at: element.span)
    }
    try expect(close)
    return Expression(
      kind: .comprehension(kind, element: element, value: value, clauses), span: span(from: start))
  }

  /// `for x in xs if c` as often as it stands there.
  @inline(never)
  mutating func comprehensionClauses() throws(SyntaxFault) -> [ComprehensionClause] {
    var clauses: [ComprehensionClause] = []
    while take(.keywordFor) {
      let target = try loopTarget()
      let iterable = try disjunction()
      var conditions: [Expression] = []
      while take(.keywordIf) { conditions.append(try disjunction()) }
      clauses.append(
        ComprehensionClause(target: target, iterable: iterable, conditions: conditions))
    }
    if current == .keywordAsync { throw unexpected() }
    return clauses
  }
}
