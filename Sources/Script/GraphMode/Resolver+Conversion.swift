import Engine

/// The form of a function in which control flow on tensors becomes nodes of a graph.
extension Resolver {
  /// A block whose statements know what is read behind them.
  func convertedBlock(
    _ statements: [Statement], _ scope: Scope
  ) throws(Raise) -> StatementNode {
    let after = live
    defer { live = after }
    var behind: [Set<String>] = [after]
    for statement in statements.reversed() {
      behind.append(Liveness.liveIn(statement, behind[behind.count - 1]))
    }
    behind.reverse()
    var nodes: [StatementNode] = []
    for (place, statement) in statements.enumerated() {
      live = behind[place + 1]
      if let node = try self.statement(statement, scope) { nodes.append(node) }
    }
    return SequenceNode.make(nodes)
  }

  /// Statements that may turn into nodes of a graph; `nil` for all others.
  func convertedStatement(
    _ statement: Statement, _ scope: Scope
  ) throws(Raise) -> StatementNode? {
    switch statement.kind {
    case .ifElse(let condition, let then, let otherwise):
      let states = try states(Liveness.bound(then + otherwise), live, scope)
      return GraphIfStatement(
        try expression(condition, scope), try convertedBlock(then, scope),
        try convertedBlock(otherwise, scope), states, machine)
    case .whileLoop(let condition, let body, let otherwise) where otherwise.isEmpty:
      let head = Liveness.liveIn(statement, live)
      let states = try states(Liveness.bound(body), head.union(live), scope)
      let test = try expression(condition, scope)
      let after = live
      live = head.union(after)
      defer { live = after }
      return GraphWhileStatement(test, try convertedBlock(body, scope), states, machine)
    case .forLoop(let target, let iterable, var body, let otherwise) where otherwise.isEmpty:
      var test: Node?
      if case .expression(let first)? = body.first?.kind, case .unary(.not, let flag) = first.kind,
        case .name(let name) = flag.kind, name.hasPrefix("break ")
      {
        test = try expression(first, scope)
        body.removeFirst()
      }
      let head = Liveness.liveIn(statement, live)
      let names = Liveness.bound([
        Statement(
          kind: .forLoop(target: target, iterable: iterable, body: body, otherwise: []),
          span: statement.span)
      ])
      var read = head.union(live)
      if let test = statement.loopFlag { read.insert(test) }
      let states = try states(names, read, scope)
      let values = try expression(iterable, scope)
      let place = try self.target(target, scope)
      let after = live
      live = read
      defer { live = after }
      return GraphForStatement(
        place, values, test, try convertedBlock(body, scope), states, machine)
    default: return nil
    }
  }

  /// The assigned names that matter: those that are read later, and attributes.
  private func states(
    _ names: [StateName], _ read: Set<String>, _ scope: Scope
  ) throws(Raise) -> [FlowState.Variable] {
    var found: [FlowState.Variable] = []
    for name in names {
      switch name {
      case .name(let text):
        found.append(
          FlowState.Variable(
            name: text, isLive: read.contains(text) || scope.isOuter(text),
            node: load(text, .none, scope), target: target(text, scope)))
      case .attribute(let path, let expression):
        found.append(
          FlowState.Variable(
            name: path.joined(separator: "."), isLive: true,
            node: try self.expression(expression, scope),
            target: try target(expression, scope)))
      }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// Expressions whose operands may be tensors; `nil` for all others.
  func convertedExpression(_ expression: Expression, _ scope: Scope) throws(Raise) -> Node? {
    let span = expression.span
    switch expression.kind {
    case .and(let left, let right):
      return GraphLogicNode(
        isAnd: true, try self.expression(left, scope), try self.expression(right, scope), span,
        machine)
    case .or(let left, let right):
      return GraphLogicNode(
        isAnd: false, try self.expression(left, scope), try self.expression(right, scope), span,
        machine)
    case .unary(.not, let operand):
      return GraphNotNode(try self.expression(operand, scope), span, machine)
    case .conditional(let condition, let then, let otherwise):
      return GraphConditionalNode(
        try self.expression(condition, scope), try self.expression(then, scope),
        try self.expression(otherwise, scope), span, machine)
    case .comparison(let first, let rest) where rest.count > 1:
      // `a < b < c` is `a < b and b < c`.
      var parts: [Expression] = []
      var left = first
      for link in rest {
        parts.append(
          Expression(kind: .comparison(first: left, rest: [link]), span: span))
        left = link.operand
      }
      let all = parts.dropFirst().reduce(parts[0]) {
        Expression(kind: .and($0, $1), span: span)
      }
      return try self.expression(all, scope)
    case .call(let function, let arguments):
      guard case .name(let name) = function.kind, GraphBuiltins.names.contains(name),
        arguments.allSatisfy({ if case .positional = $0 { true } else { false } }),
        !arguments.isEmpty
      else { return nil }
      let callee = load(name, function.span, scope)
      var nodes: [Node] = []
      for argument in arguments { nodes.append(try self.expression(argument.value, scope)) }
      return GraphBuiltinNode(name, callee, nodes, span, machine)
    default: return nil
    }
  }
}

extension Statement {
  /// The flag of `break` that the lowered loop looks at.
  fileprivate var loopFlag: String? {
    guard case .forLoop(_, _, let body, _) = kind, case .expression(let first)? = body.first?.kind,
      case .unary(.not, let flag) = first.kind, case .name(let name) = flag.kind
    else { return nil }
    return name
  }
}

extension Scope {
  /// Whether a name belongs to a function around or to the module.
  fileprivate func isOuter(_ name: String) -> Bool {
    switch meaning(of: name) {
    case .local: false
    case .free, .global: true
    }
  }
}
