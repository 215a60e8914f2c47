import Engine

/// What is known of the generator function whose body is being resolved.
struct GeneratorState {
  /// How many `yield`s were met.
  var count = 0
  /// Those of the statement at hand: they run before it, and it takes what came back.
  var pending: [StatementNode] = []
  /// Whether a `with` or `try` is around one.
  var hasCleanups = false

  mutating func takePending() -> [StatementNode] {
    defer { pending = [] }
    return pending
  }
}

extension Resolver {
  func yield(
    _ value: Expression?, _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    try checkYield(span, scope)
    let node: Node? = if let value { try expression(value, scope) } else { nil }
    let received = scope.newSlot()
    generator.pending.append(
      YieldStatement(node, state: scope.newSlot(), received: received, span, machine))
    generator.count += 1
    return ReceivedNode(received, span)
  }

  func delegate(
    _ iterable: Expression, _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    try checkYield(span, scope)
    let node = try expression(iterable, scope)
    let received = scope.newSlot()
    generator.pending.append(
      DelegateStatement(node, state: scope.newSlot(), received: received, span, machine))
    generator.count += 1
    return ReceivedNode(received, span)
  }

  private func checkYield(_ span: SourceSpan, _ scope: Scope) throws(Raise) {
    if scope.kind == .comprehension || scope.kind == .generator {
      throw Raise(.syntaxError, "'yield' inside a comprehension").at(span)
    }
    if scope.host.name == "<lambda>" { throw Raise.unsupported("'yield' in a lambda").at(span) }
  }

  /// An expression that may not be evaluated at all, so that no `yield` may stand in it.
  func maybe(_ expression: Expression, _ scope: Scope) throws(Raise) -> Node {
    let before = generator.count
    let node = try self.expression(expression, scope)
    if generator.count > before {
      throw Raise.unsupported("'yield' in a condition of an expression").at(expression.span)
    }
    return node
  }
}
