import Engine

extension Resolver {
  /// The node of a statement; `nil` where nothing is to be done.
  func statement(_ statement: Statement, _ scope: Scope) throws(Raise) -> StatementNode? {
    let span = statement.span
    switch statement.kind {
    case .expression(let value):
      let node = try expression(value, scope)
      return node is ConstantNode ? nil : ExpressionStatement(node)
    case .assign(let targets, let value): return try assign(targets, value, scope)
    case .augmented(let target, let op, let value, let anchor):
      return try augmented(target, op, value, Arithmetic(op, span, anchor, machine), scope)
    case .annotated(let target, _, let value):
      guard let value else { return nil }
      return try assign([target], value, scope)
    case .ifElse(let condition, let then, let otherwise):
      return IfStatement(
        try expression(condition, scope), try block(then, scope),
        try optionalBlock(otherwise, scope))
    case .whileLoop(let condition, let body, let otherwise):
      return WhileNode(
        try expression(condition, scope), try block(body, scope),
        try optionalBlock(otherwise, scope), machine)
    case .forLoop(let target, let iterable, let body, let otherwise):
      let values = try expression(iterable, scope)
      return ForNode(
        try self.target(target, scope), values, try block(body, scope),
        try optionalBlock(otherwise, scope), machine)
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
      var nodes: [Target] = []
      for target in targets { nodes.append(try self.target(target, scope)) }
      return DeleteStatement(nodes, span)
    case .importModules(let imports): return imported(imports, scope)
    case .importNames(let module, let moduleSpan, let names):
      return importedNames(module, moduleSpan, names, span, scope)
    }
  }

  private func optionalNode(_ expression: Expression?, _ scope: Scope) throws(Raise) -> Node? {
    guard let expression else { return nil }
    return try self.expression(expression, scope)
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
    return WithStatement(context, target, try with(items.dropFirst(), body, scope), machine)
  }

  private func tryExcept(
    _ body: [Statement], _ handlers: [ExceptHandler], _ otherwise: [Statement],
    _ finally: [Statement], _ scope: Scope
  ) throws(Raise) -> StatementNode {
    let bodyNode = try block(body, scope)
    var nodes: [HandlerNode] = []
    for handler in handlers {
      nodes.append(
        HandlerNode(
          type: try optionalNode(handler.type, scope),
          target: handler.name.map { target($0, scope) }, body: try block(handler.body, scope),
          span: handler.span))
    }
    return TryStatement(
      bodyNode, nodes, try optionalBlock(otherwise, scope), try optionalBlock(finally, scope),
      machine)
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
