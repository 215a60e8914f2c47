import Engine

extension Resolver {
  /// The node of a statement; `nil` where nothing is to be done.
  func statement(_ statement: Statement, _ scope: Scope) throws(Raise) -> StatementNode? {
    let span = statement.span
    if isConverting, let node = try convertedStatement(statement, scope) { return node }
    switch statement.kind {
    case .expression(let value):
      let node = try expression(value, scope)
      if scope.kind == .module, displayed.contains(span.start) {
        return DisplayStatement(node, machine)
      }
      return node is ConstantNode ? nil : ExpressionStatement(node)
    case .assign(let targets, let value): return try assign(targets, value, scope)
    case .augmented(let target, let op, let value, let anchor):
      return try augmented(target, op, value, Arithmetic(op, span, anchor, machine), scope)
    case .annotated(let target, _, let value):
      guard let value else { return nil }
      return try assign([target], value, scope)
    case .ifElse(let condition, let then, let otherwise):
      let test = try expression(condition, scope)
      let before = generator.count
      let branches = (try block(then, scope), try optionalBlock(otherwise, scope))
      if generator.count > before {
        return ResumableIf(test, branches.0, branches.1, state: scope.newSlot())
      }
      return IfStatement(test, branches.0, branches.1)
    case .whileLoop(let condition, let body, let otherwise):
      return try whileLoop(condition, body, otherwise, scope)
    case .forLoop(let target, let iterable, let body, let otherwise):
      let values = try expression(iterable, scope)
      let place = try self.target(target, scope)
      let before = generator.count
      let parts = (try block(body, scope), try optionalBlock(otherwise, scope))
      if generator.count > before {
        return ResumableFor(
          place, values, parts.0, parts.1, state: scope.newSlot(), span, machine)
      }
      return ForNode(place, values, parts.0, parts.1, span, machine)
    case .breakLoop: return JumpStatement(.broke)
    case .continueLoop: return JumpStatement(.continued)
    case .pass, .global, .nonlocal: return nil
    case .returnValue(let value):
      guard let value else { return ReturnStatement(nil, machine) }
      return ReturnStatement(try expression(value, scope), machine)
    case .function(let definition): return try self.definition(definition, span, scope)
    case .classDefinition(let definition): return try classDefinition(definition, span, scope)
    case .with(let items, let body): return try with(items[...], body, scope)
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      return try tryExcept(body, handlers, otherwise, finally, scope)
    case .raise(let exception, let cause):
      return RaiseStatement(
        try optionalNode(exception, scope), try optionalNode(cause, scope), span,
        function: scope.host.name, machine)
    case .assert(let condition, let message):
      return AssertStatement(
        try expression(condition, scope), try optionalNode(message, scope))
    case .delete(let targets):
      var nodes: [(target: Target, span: SourceSpan)] = []
      for target in targets { nodes.append((try self.target(target, scope), target.span)) }
      return DeleteStatement(nodes)
    case .importModules(let imports): return imported(imports, scope)
    case .importNames(let module, let moduleSpan, let names):
      return importedNames(module, moduleSpan, names, span, scope)
    }
  }

  private func optionalNode(_ expression: Expression?, _ scope: Scope) throws(Raise) -> Node? {
    guard let expression else { return nil }
    return try self.expression(expression, scope)
  }

  private func whileLoop(
    _ condition: Expression, _ body: [Statement], _ otherwise: [Statement], _ scope: Scope
  ) throws(Raise) -> StatementNode {
    let before = generator.count
    let test = try expression(condition, scope)
    // The condition is asked again and again, and with it what it yields.
    let pending = generator.takePending()
    let parts = (try block(body, scope), try optionalBlock(otherwise, scope))
    if generator.count == before { return WhileNode(test, parts.0, parts.1, machine) }
    let preparation =
      pending.isEmpty ? StatementNode() : ResumableSequence(pending, state: scope.newSlot())
    return ResumableWhile(
      preparation, test, parts.0, parts.1, state: scope.newSlot(), machine)
  }

  private func assign(
    _ targets: [Expression], _ value: Expression, _ scope: Scope
  ) throws(Raise) -> StatementNode {
    let node = try expression(value, scope)
    var nodes: [Target] = []
    for target in targets { nodes.append(try self.target(target, scope)) }
    if nodes.count == 1, let local = nodes[0] as? LocalTarget {
      return AssignLocalStatement(local.slot, node)
    }
    return AssignStatement(nodes, node)
  }

  private func augmented(
    _ target: Expression, _ op: BinaryOperator, _ value: Expression, _ arithmetic: Arithmetic,
    _ scope: Scope
  ) throws(Raise) -> StatementNode {
    switch target.kind {
    case .name(let name):
      let current = load(name, target.span, scope)
      let node = try expression(value, scope)
      if let local = current as? LocalNode { return AugmentLocalStatement(local, node, arithmetic) }
      return AugmentNameStatement(self.target(name, scope), current, node, arithmetic)
    case .attribute(let object, let name, _):
      return AugmentAttributeStatement(
        try expression(object, scope), mangled(name, scope), try expression(value, scope),
        arithmetic, target.span)
    case .subscripted(let object, let index):
      return AugmentItemStatement(
        try expression(object, scope), try expression(index, scope),
        try expression(value, scope), arithmetic, target.span)
    default: throw Raise.unsupported("this target of an augmented assignment").at(target.span)
    }
  }

  private func with(
    _ items: ArraySlice<(context: Expression, target: Expression?)>, _ body: [Statement],
    _ scope: Scope
  ) throws(Raise) -> StatementNode {
    guard let item = items.first else { return try block(body, scope) }
    let context = try expression(item.context, scope)
    let target: Target? =
      if let target = item.target { try self.target(target, scope) } else { nil }
    let manager = ContextManager(context: context, machine: machine)
    let outer = generator.takePending()
    let before = generator.count
    let inner = try with(items.dropFirst(), body, scope)
    guard generator.pending.isEmpty else {
      throw Raise.unsupported("'yield' in a later item of 'with'").at(item.context.span)
    }
    generator.pending = outer
    if generator.count == before { return WithStatement(manager, target, inner, machine) }
    generator.hasCleanups = true
    return ResumableWith(manager, target, inner, state: scope.newSlot())
  }

  private func tryExcept(
    _ body: [Statement], _ handlers: [ExceptHandler], _ otherwise: [Statement],
    _ finally: [Statement], _ scope: Scope
  ) throws(Raise) -> StatementNode {
    let before = generator.count
    let bodyNode = try block(body, scope)
    var nodes: [HandlerNode] = []
    for handler in handlers {
      nodes.append(
        HandlerNode(
          type: try optionalNode(handler.type, scope),
          target: handler.name.map { target($0, scope) }, body: try block(handler.body, scope),
          span: handler.span))
    }
    let ends = (try optionalBlock(otherwise, scope), try optionalBlock(finally, scope))
    if generator.count == before {
      return TryStatement(
        bodyNode, nodes, ends.0, ends.1, function: scope.host.name, machine)
    }
    generator.hasCleanups = true
    return ResumableTry(
      bodyNode, nodes, ends.0, ends.1, state: scope.newSlot(), pending: scope.newSlot(),
      result: scope.newSlot(), function: scope.host.name, machine)
  }

  // MARK: Imports

  private func imported(_ imports: [ImportedModule], _ scope: Scope) -> StatementNode {
    SequenceNode.make(
      imports.map { item in
        let first = String(item.path.prefix { $0 != "." })
        return ImportStatement(
          item.path, bound: item.alias == nil ? first : item.path,
          target(item.alias ?? first, scope), item.span, machine)
      })
  }

  private func importedNames(
    _ module: String, _ moduleSpan: SourceSpan, _ names: [ImportedName], _ span: SourceSpan,
    _ scope: Scope
  ) -> StatementNode {
    let interpreter = machine.pointee.interpreter
    var pairs = names.map { ($0.name, $0.alias ?? $0.name, $0.span) }
    if names.isEmpty { pairs = interpreter.namesInModule(module).map { ($0, $0, span) } }
    return ImportNamesStatement(
      module, pairs.map { ($0.0, target($0.1, scope), $0.2) }, moduleSpan, machine)
  }
}
