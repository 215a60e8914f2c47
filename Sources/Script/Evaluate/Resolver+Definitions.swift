import Engine

extension Resolver {
  func function(
    _ name: String, _ parameters: Parameters, _ body: [Statement], _ span: SourceSpan,
    _ scope: Scope
  ) throws(Raise) -> FunctionNode {
    guard let inner = scope.takeChild(.function, at: span) else {
      throw Raise.runtime("function without a scope").at(span)
    }
    for name in inner.bound { inner.slots[name] = inner.newSlot() }
    if !inner.free.isEmpty { inner.functionSlot = inner.newSlot() }
    let (defaults, keywordDefaults) = try defaults(parameters, scope)
    let (documentation, statements) = documented(body)
    let outer = generator
    generator = GeneratorState()
    defer { generator = outer }
    var expressionNode: Node?
    var bodyNode = StatementNode()
    if !inner.isGenerator, statements.count == 1, case .returnValue(let value?) = statements[0].kind
    {
      expressionNode = try expression(value, inner)
    } else {
      bodyNode = try block(statements, inner)
    }
    let code = FunctionCode(
      name: name, qualname: inner.qualname, documentation: documentation,
      span: span, parameters: layout(parameters, inner), frameSize: inner.slotCount,
      cellSlots: inner.bound.filter(inner.cells.contains).compactMap { inner.slots[$0] },
      functionSlot: inner.functionSlot, body: bodyNode, expression: expressionNode,
      isGenerator: inner.isGenerator, hasCleanups: generator.hasCleanups, machine: machine)
    return FunctionNode(
      code, captures: captures(of: inner, in: scope), defaults: defaults,
      keywordDefaults: keywordDefaults, span)
  }

  private func layout(_ parameters: Parameters, _ scope: Scope) -> FunctionCode.Parameters {
    var layout = FunctionCode.Parameters()
    layout.names = (parameters.positionalOnly + parameters.regular + parameters.keywordOnly)
      .map { Symbol($0.name) }
    layout.positionalOnly = parameters.positionalOnly.count
    layout.positional = layout.positionalOnly + parameters.regular.count
    layout.restSlot = parameters.rest.flatMap { scope.slots[$0.name] }
    layout.keywordsSlot = parameters.keywords.flatMap { scope.slots[$0.name] }
    return layout
  }

  private func defaults(
    _ parameters: Parameters, _ scope: Scope
  ) throws(Raise) -> ([Node], [Node?]) {
    var defaults: [Node] = []
    for parameter in parameters.positionalOnly + parameters.regular {
      if let value = parameter.defaultValue { defaults.append(try expression(value, scope)) }
    }
    var keywordDefaults: [Node?] = []
    for parameter in parameters.keywordOnly {
      if let value = parameter.defaultValue {
        keywordDefaults.append(try expression(value, scope))
      } else {
        keywordDefaults.append(nil)
      }
    }
    return (defaults, keywordDefaults)
  }

  /// The text that a body begins with, and the rest.
  private func documented(_ body: [Statement]) -> (String?, [Statement]) {
    guard case .expression(let first)? = body.first?.kind, case .string(let text) = first.kind
    else { return (nil, body) }
    return (text, Array(body.dropFirst()))
  }

  func definition(
    _ definition: FunctionDefinition, _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> StatementNode {
    var decorators: [Node] = []
    for decorator in definition.decorators { decorators.append(try expression(decorator, scope)) }
    let node = try function(
      definition.name, definition.parameters, definition.body, span, scope)
    return AssignStatement(
      [target(definition.name, scope)], decorated(node, decorators, definition.nameSpan))
  }

  private func decorated(_ node: Node, _ decorators: [Node], _ span: SourceSpan) -> Node {
    guard !decorators.isEmpty else { return node }
    return DecoratedNode(node, decorators, machine)
  }

  /// The annotated names of a class body; annotations are kept as they are written.
  private func annotations(
    _ body: [Statement]
  ) -> [(name: String, annotation: PyValue)] {
    let source = machine.pointee.interpreter.source
    return body.compactMap { statement in
      guard case .annotated(let target, let annotation, _) = statement.kind,
        case .name(let name) = target.kind
      else { return nil }
      if case .string(let text) = annotation.kind { return (name, .string(text)) }
      let span = Int(annotation.span.start)..<Int(annotation.span.end)
      return (name, .string(String(decoding: source.bytes[span], as: UTF8.self)))
    }
  }

  func classDefinition(
    _ definition: ClassDefinition, _ span: SourceSpan, _ scope: Scope
  ) throws(Raise) -> StatementNode {
    var decorators: [Node] = []
    for decorator in definition.decorators { decorators.append(try expression(decorator, scope)) }
    let bases = try callParts(definition.arguments, scope)
    guard let inner = scope.takeChild(.classBody, at: span) else {
      throw Raise.runtime("class without a scope").at(span)
    }
    for name in inner.bound { inner.slots[name] = inner.newSlot() }
    let (documentation, statements) = documented(definition.body)
    let body = try block(statements, inner)
    var members: [(name: Symbol, slot: Int)] = []
    for name in inner.bound where name != "__class__" {
      if let slot = inner.slots[name] { members.append((mangled(name, inner), slot)) }
    }
    let node = ClassNode(
      name: definition.name, qualname: inner.qualname, bases: bases, body: body,
      members: members,
      classCell: inner.cells.contains("__class__") ? inner.slots["__class__"] : nil,
      documentation: documentation, annotations: annotations(definition.body),
      SourceSpan(Int(definition.nameSpan.start) - 6, Int(span.end)), machine)
    return AssignStatement(
      [target(definition.name, scope)], decorated(node, decorators, definition.nameSpan))
  }
}

/// A function or class with its decorators around it.
final class DecoratedNode: Node {
  private let definition: Node
  private let decorators: [Node]
  private let machine: MachinePointer

  init(_ definition: Node, _ decorators: [Node], _ machine: MachinePointer) {
    self.definition = definition
    self.decorators = decorators
    self.machine = machine
    super.init(definition.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    var functions: [PyValue] = []
    for decorator in decorators { functions.append(try decorator.evaluate(frame)) }
    var value = try definition.evaluate(frame)
    for index in functions.indices.reversed() {
      machine.pointee.span = decorators[index].span
      do throws(Raise) {
        value = try functions[index].call(value)
      } catch {
        throw error.at(decorators[index].span)
      }
    }
    return value
  }
}
