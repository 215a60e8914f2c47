import Engine

extension Parser {
  /// `@a` lines and the definition below them.
  mutating func decorated() throws(SyntaxFault) -> Statement {
    var decorators: [Expression] = []
    while take(.at) {
      decorators.append(try namedExpression())
      guard take(.newline) else { throw unexpected() }
    }
    let start = here
    switch current {
    case .keywordDef:
      let definition = try function(decorators: decorators)
      return Statement(kind: .function(definition), span: span(from: start))
    case .keywordClass:
      let definition = try classDefinition(decorators: decorators)
      return Statement(kind: .classDefinition(definition), span: span(from: start))
    default: throw unexpected()
    }
  }

  mutating func function(decorators: [Expression]) throws(SyntaxFault) -> FunctionDefinition {
    let start = here
    advance()
    let (name, nameSpan) = try expectName()
    try expect(.openParenthesis, .expected("'('"))
    let parameters = try parameters(until: .closeParenthesis)
    try expect(.closeParenthesis)
    let returns = take(.arrow) ? try expression() : nil
    try headerColon(always: true)
    let outer = state.scope
    state.scope = Scope(isFunction: true, isModule: false)
    let body = try block(after: "function definition", at: start)
    state.scope = outer
    return FunctionDefinition(
      name: name, nameSpan: nameSpan, parameters: parameters, returns: returns,
      decorators: decorators, body: body)
  }

  mutating func classDefinition(decorators: [Expression]) throws(SyntaxFault) -> ClassDefinition {
    let start = here
    advance()
    let (name, nameSpan) = try expectName()
    let arguments = current == .openParenthesis ? try arguments() : []
    try headerColon()
    let outer = state.scope
    state.scope = Scope(isFunction: false, isModule: false)
    let body = try block(after: "class definition", at: start)
    state.scope = outer
    return ClassDefinition(
      name: name, nameSpan: nameSpan, arguments: arguments, decorators: decorators, body: body)
  }

  /// Parameters up to the closing parenthesis of a `def` or the colon of a `lambda`.
  mutating func parameters(until close: Token.Kind) throws(SyntaxFault) -> Parameters {
    var reader = ParameterReader(isLambda: close == .colon)
    while current != close {
      switch current {
      case .slash:
        if let problem = reader.takeSlash() { throw fault(problem, at: token.span) }
        advance()
      case .star: try starParameter(into: &reader, until: close)
      case .doubleStar: try mappingParameter(into: &reader, until: close)
      case .name: try plainParameter(into: &reader, until: close)
      case .openParenthesis: throw parenthesizedFault(isLambda: reader.isLambda)
      default: throw unexpected()
      }
      guard take(.comma) else { break }
      if reader.parameters.keywords != nil, current != close {
        throw fault(.afterMapping, at: token.span)
      }
    }
    return reader.parameters
  }

  private mutating func plainParameter(
    into reader: inout ParameterReader, until close: Token.Kind
  ) throws(SyntaxFault) {
    var parameter = try parameterName(isLambda: reader.isLambda)
    let equals = token.span
    if take(.assign) {
      if current == close || current == .comma { throw fault(.missingDefault, at: equals) }
      parameter.defaultValue = try expression()
    }
    try note(parameter, in: &reader)
  }

  private mutating func starParameter(
    into reader: inout ParameterReader, until close: Token.Kind
  ) throws(SyntaxFault) {
    let star = token.span
    if reader.hasStar { throw fault(.starTwice, at: star) }
    advance()
    reader.hasStar = true
    if current == .name {
      let parameter = try parameterName(isLambda: reader.isLambda, isRest: true)
      if current == .assign { throw fault(.starDefault, at: token.span) }
      try note(parameter, in: &reader, as: .rest)
    } else {
      let next = kind(ahead: 1)
      let isBare = current == close || (current == .comma && (next == close || next == .doubleStar))
      if isBare { throw fault(.bareStar, at: star) }
      guard current == .comma else { throw unexpected() }
    }
  }

  private mutating func mappingParameter(
    into reader: inout ParameterReader, until close: Token.Kind
  ) throws(SyntaxFault) {
    advance()
    let parameter = try parameterName(isLambda: reader.isLambda)
    if current == .assign { throw fault(.mappingDefault, at: token.span) }
    try note(parameter, in: &reader, as: .keywords)
  }

  private mutating func parameterName(
    isLambda: Bool, isRest: Bool = false
  ) throws(SyntaxFault) -> Parameters.Parameter {
    let (name, span) = try expectName()
    var parameter = Parameters.Parameter(name: name, span: span)
    if !isLambda, take(.colon) {
      parameter.annotation =
        isRest ? try starredOr { p throws(SyntaxFault) in try p.expression() } : try expression()
    }
    return parameter
  }

  private mutating func note(
    _ parameter: Parameters.Parameter, in reader: inout ParameterReader,
    as role: ParameterReader.Role = .plain
  ) throws(SyntaxFault) {
    if let problem = reader.take(parameter, as: role) {
      throw fault(problem, at: parameter.span)
    }
    if !reader.names.insert(parameter.name).inserted {
      noteLate(.duplicateParameter(parameter.name), at: parameter.span)
    }
  }

  /// Python 2's `def f((a, b))`.
  private mutating func parenthesizedFault(isLambda: Bool) -> SyntaxFault {
    let start = here
    let first = token.span
    advance()
    while current == .name, kind(ahead: 1) == .comma {
      advance()
      advance()
    }
    _ = take(.name)
    guard take(.closeParenthesis) else {
      return SyntaxFault(.invalidSyntax, at: first)
    }
    return fault(.parenthesizedParameters(lambda: isLambda), at: span(from: start))
  }
}

/// The parameters read so far and the rules on their order.
private struct ParameterReader {
  enum Role { case plain, rest, keywords }

  let isLambda: Bool
  var parameters = Parameters()
  var names: Set<String> = []
  var hasStar = false
  private var hasSlash = false
  private var hasDefault = false

  init(isLambda: Bool) {
    self.isLambda = isLambda
  }

  /// Notes a parameter; the result is the rule that it breaks.
  mutating func take(_ parameter: Parameters.Parameter, as role: Role) -> SyntaxProblem? {
    switch role {
    case .rest: parameters.rest = parameter
    case .keywords: parameters.keywords = parameter
    case .plain where hasStar: parameters.keywordOnly.append(parameter)
    case .plain:
      if hasDefault, parameter.defaultValue == nil { return .defaultBeforePlain }
      if parameter.defaultValue != nil { hasDefault = true }
      parameters.regular.append(parameter)
    }
    return nil
  }

  /// Notes a `/`: what came before it is positional only.
  mutating func takeSlash() -> SyntaxProblem? {
    if hasSlash { return .slashTwice }
    if hasStar { return .slashAfterStar }
    if parameters.regular.isEmpty { return .slashFirst }
    hasSlash = true
    swap(&parameters.positionalOnly, &parameters.regular)
    return nil
  }
}
