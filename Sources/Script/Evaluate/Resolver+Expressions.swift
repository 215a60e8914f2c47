import Engine

extension Resolver {
  func expression(_ expression: Expression, _ scope: Scope) throws(Raise) -> Node {
    let span = expression.span
    switch expression.kind {
    case .name(let name): return load(name, span, scope)
    case .none: return ConstantNode(.none, span)
    case .ellipsis: return ConstantNode(.ellipsis, span)
    case .bool(let value): return ConstantNode(.bool(value), span)
    case .integer(let literal): return ConstantNode(integer(literal), span)
    case .float(let value): return ConstantNode(.float(value), span)
    case .imaginary(let value): return ConstantNode(.complex(0, value), span)
    case .string(let value): return ConstantNode(text(value), span)
    case .bytes(let value): return ConstantNode(.object(BytesObject(value)), span)
    case .formatted(let parts): return try formatted(parts, span, scope)
    case .tuple(let items): return try tuple(items, span, scope)
    case .list(let items):
      return SequenceDisplayNode(.list, try displayParts(items, scope), span)
    case .set(let items): return SequenceDisplayNode(.set, try displayParts(items, scope), span)
    case .dictionary(let pairs):
      var parts: [(key: Node?, value: Node)] = []
      for pair in pairs {
        let key: Node? = if let key = pair.key { try self.expression(key, scope) } else { nil }
        parts.append((key, try self.expression(pair.value, scope)))
      }
      return DictDisplayNode(parts, span)
    case .attribute(let object, let name, _):
      return AttributeNode(
        try self.expression(object, scope), mangled(name, scope), span, machine)
    case .subscripted(let object, let index):
      return ItemNode(
        try self.expression(object, scope), try self.expression(index, scope), span, machine)
    case .slice(let lower, let upper, let step):
      return SliceNode(
        try optional(lower, scope), try optional(upper, scope), try optional(step, scope), span)
    case .call(let function, let arguments):
      return try call(function, arguments, span, scope)
    case .unary(let op, let operand): return try unary(op, operand, span, scope)
    case .binary(let op, let left, let right, let anchor):
      return BinaryNode.make(
        op, try self.expression(left, scope), try self.expression(right, scope), anchor: anchor,
        span, machine)
    case .and(let left, let right):
      return LogicNode(
        isAnd: true, try self.expression(left, scope), try maybe(right, scope), span)
    case .or(let left, let right):
      return LogicNode(
        isAnd: false, try self.expression(left, scope), try maybe(right, scope), span)
    case .comparison(let first, let rest): return try comparison(first, rest, span, scope)
    case .conditional(let condition, let then, let otherwise):
      return ConditionalNode(
        try self.expression(condition, scope), try maybe(then, scope),
        try maybe(otherwise, scope), span)
    case .lambda(let parameters, let body):
      return try function(
        "<lambda>", parameters, [Statement(kind: .returnValue(body), span: body.span)], span, scope)
    case .named(let name, _, let value):
      return NamedNode(target(name, scope), try self.expression(value, scope), span)
    case .yield(let value): return try yield(value, span, scope)
    case .yieldFrom(let iterable): return try delegate(iterable, span, scope)
    case .starred:
      throw Raise.type("can't use starred expression here").at(span)
    case .comprehension(let kind, let element, let value, let clauses):
      return try comprehension(kind, element, value, clauses, span, scope)
    }
  }

  private func optional(_ expression: Expression?, _ scope: Scope) throws(Raise) -> Node? {
    guard let expression else { return nil }
    return try self.expression(expression, scope)
  }

  /// Tuples of constants are made once.
  private func tuple(
    _ items: [Expression], _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    let parts = try displayParts(items, scope)
    var values: [PyValue] = []
    for case .one(let node) in parts {
      if let constant = node as? ConstantNode { values.append(constant.value) }
    }
    if values.count == items.count { return ConstantNode(.tuple(values), span) }
    return SequenceDisplayNode(.tuple, parts, span)
  }

  private func displayParts(
    _ items: [Expression], _ scope: Scope
  ) throws(Raise) -> [DisplayPart] {
    var parts: [DisplayPart] = []
    for item in items {
      if case .starred(let inner) = item.kind {
        parts.append(.star(try expression(inner, scope)))
      } else {
        parts.append(.one(try expression(item, scope)))
      }
    }
    return parts
  }

  private func formatted(
    _ parts: [FormatPart], _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> FormattedNode {
    var nodes: [FormattedNode.Part] = []
    for part in parts {
      switch part {
      case .text(let text): nodes.append(.text(text))
      case .value(let value, var conversion, let specification, let echo):
        if let echo {
          nodes.append(.text(echo))
          if conversion == nil, specification == nil { conversion = .repr }
        }
        let format: FormattedNode? =
          if let specification { try formatted(specification, span, scope) } else { nil }
        nodes.append(.value(try expression(value, scope), conversion, format))
      }
    }
    return FormattedNode(nodes, span)
  }

  private func unary(
    _ op: UnaryOperator, _ operand: Expression, _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    let node = try expression(operand, scope)
    if op == .not { return NotNode(node, span) }
    if let constant = node as? ConstantNode, constant.value.isNumber,
      let value = try? Operators.apply(op, constant.value)
    {
      return ConstantNode(value, span)
    }
    return UnaryNode(op, node, span, machine)
  }

  private func comparison(
    _ first: Expression, _ rest: [(operator: ComparisonOperator, operand: Expression)],
    _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    let left = try expression(first, scope)
    if rest.count == 1 {
      return CompareNode.make(
        rest[0].operator, left, try expression(rest[0].operand, scope), span, machine)
    }
    var links: [(op: ComparisonOperator, operand: Node)] = []
    for link in rest { links.append((link.operator, try expression(link.operand, scope))) }
    return CompareChainNode(left, links, span, machine)
  }

  // MARK: Calls

  private func call(
    _ function: Expression, _ arguments: [Argument], _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    if case .name("super") = function.kind, arguments.isEmpty, let node = superCall(span, scope) {
      return node
    }
    var positional: [Node] = []
    for case .positional(let value) in arguments {
      positional.append(try expression(value, scope))
    }
    if positional.count == arguments.count {
      if case .attribute(let object, let name, _) = function.kind {
        return MethodCallNode(
          try expression(object, scope), mangled(name, scope), positional,
          attributeSpan: function.span, span, machine)
      }
      return CallNode(try expression(function, scope), positional, span, machine)
    }
    return SpreadCallNode(
      try expression(function, scope), try callParts(arguments, scope, positional: positional),
      span, machine)
  }

  func callParts(
    _ arguments: [Argument], _ scope: Scope, positional: [Node]? = nil
  ) throws(Raise) -> [SpreadCallNode.Part] {
    var parts: [SpreadCallNode.Part] = []
    var next = 0
    for argument in arguments {
      switch argument {
      case .positional(let value):
        if let positional {
          parts.append(.positional(positional[next]))
          next += 1
        } else {
          parts.append(.positional(try expression(value, scope)))
        }
      case .star(let value): parts.append(.star(try expression(value, scope)))
      case .doubleStar(let value): parts.append(.doubleStar(try expression(value, scope)))
      case .keyword(let name, let nameSpan, let value):
        for case .keyword(name, let other, _) in arguments where other != nameSpan {
          throw Raise(.syntaxError, "keyword argument repeated: \(name)").at(nameSpan)
        }
        parts.append(.keyword(Symbol(name), try expression(value, scope)))
      }
    }
    return parts
  }

  /// `super()` without arguments: the class around the method and its first parameter.
  private func superCall(_ span: SourceSpan, _ scope: Scope) -> Node? {
    guard case .global = scope.meaning(of: "super"), module.slots["super"] == nil else {
      return nil
    }
    var function = scope
    while function.kind != .function, let parent = function.parent { function = parent }
    guard function.kind == .function, let first = function.bound.first,
      case .free = function.meaning(of: "__class__")
    else { return nil }
    return SuperNode(load("__class__", span, scope), load(first, span, scope), span)
  }

  // MARK: Comprehensions

  private func comprehension(
    _ kind: ComprehensionKind, _ element: Expression, _ value: Expression?,
    _ clauses: [ComprehensionClause], _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> Node {
    let scopeKind: Scope.Kind = kind == .generator ? .generator : .comprehension
    guard let first = clauses.first, let inner = scope.takeChild(scopeKind, at: span) else {
      return ConstantNode(.none, span)
    }
    let source = try expression(first.iterable, scope)
    for name in inner.bound { inner.slots[name] = inner.newSlot() }
    if kind == .generator, !inner.free.isEmpty { inner.functionSlot = inner.newSlot() }
    let cellSlots = inner.bound.filter(inner.cells.contains).compactMap { inner.slots[$0] }
    var nodes: [ClauseNode] = []
    for (index, clause) in clauses.enumerated() {
      let iterable = index == 0 ? source : try expression(clause.iterable, inner)
      let target = try self.target(clause.target, inner)
      var conditions: [Node] = []
      for condition in clause.conditions { conditions.append(try expression(condition, inner)) }
      nodes.append(
        ClauseNode(
          target: target, iterable: iterable, conditions: conditions,
          cellSlots: index == 0 ? cellSlots : []))
    }
    let elementNode = try expression(element, inner)
    guard kind == .generator else {
      let valueNode = try optional(value, inner)
      return ComprehensionNode(kind, elementNode, valueNode, nodes, span, machine)
    }
    let code = FunctionCode(
      name: "<genexpr>", qualname: inner.qualname, documentation: nil, span: span,
      parameters: .init(), frameSize: inner.slotCount, cellSlots: cellSlots,
      functionSlot: inner.functionSlot, body: StatementNode(), expression: nil, machine: machine)
    let maker = FunctionNode(
      code, captures: captures(of: inner, in: scope), defaults: [], keywordDefaults: [], span)
    return GeneratorNode(source, maker, GeneratorBody(elementNode, nodes), span)
  }

  func captures(of function: Scope, in scope: Scope) -> [Capture] {
    function.free.map { name in
      // Class bodies are passed over, except for the cell of the class itself.
      var around = scope
      while around.kind == .classBody, name != "__class__" || !around.binds(name),
        let parent = around.parent
      { around = parent }
      switch around.meaning(of: name) {
      case .local(let slot, _): return .cell(slot: slot)
      case .free(let index): return .free(functionSlot: scope.host.functionSlot, index: index)
      case .global: return .cell(slot: 0)
      }
    }
  }
}
