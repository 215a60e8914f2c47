import BigInt
import Engine

/// Turns a syntax tree into nodes with every name resolved to a slot.
final class Resolver {
  let machine: MachinePointer
  let builtins: [String: PyValue]
  /// The slots of the lesson's own names.
  let globals: Frame
  let module: Scope
  /// Where the statements begin whose value a notebook shows.
  var displayed: Set<Int32> = []
  private var constants: [String: PyValue] = [:]
  /// The generator function that is being resolved.
  var generator = GeneratorState()
  /// Whether a function is resolved in the form that graphs are built with.
  var isConverting = false
  /// Names that are read after the statement that is being resolved, in that form.
  var live: Set<String> = []

  init(
    _ module: Scope, globals: Frame, builtins: [String: PyValue], _ machine: MachinePointer
  ) {
    self.module = module
    self.globals = globals
    self.builtins = builtins
    self.machine = machine
    for name in module.bound { module.slots[name] = module.newSlot() }
  }

  func resolve(_ body: [Statement]) throws(Raise) -> StatementNode {
    try block(body, module)
  }

  /// Where a name of the lesson lies, known or not yet bound by anything.
  func location(of name: String) -> Frame {
    if let slot = module.slots[name] { return globals + slot }
    let slot = module.newSlot()
    module.slots[name] = slot
    return globals + slot
  }

  func block(_ statements: [Statement], _ scope: Scope) throws(Raise) -> StatementNode {
    if isConverting { return try convertedBlock(statements, scope) }
    let outer = generator.takePending()
    defer { generator.pending = outer }
    let before = generator.count
    var nodes: [StatementNode] = []
    for statement in statements {
      if let node = try self.statement(statement, scope) {
        nodes += generator.takePending() + [node]
      }
    }
    if generator.count == before || nodes.count == 1 { return SequenceNode.make(nodes) }
    return ResumableSequence(nodes, state: scope.newSlot())
  }

  func optionalBlock(_ statements: [Statement], _ scope: Scope) throws(Raise) -> StatementNode? {
    statements.isEmpty ? nil : try block(statements, scope)
  }

  // MARK: Names

  func load(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Node {
    if scope.kind == .classBody, scope.binds(name), let slot = scope.slots[name],
      name != "__class__", let parent = scope.parent
    {
      return ClassNameNode(slot, around: load(name, span, parent))
    }
    switch scope.meaning(of: name) {
    case .local(let slot, let isCell):
      return isCell ? CellNode(slot, name, span) : LocalNode(slot, name, isGlobal: false, span)
    case .free(let index): return FreeNode(scope.host.functionSlot, index, name, span)
    case .global:
      let builtin = builtins[name]
      if scope.host.kind == .module, builtin == nil, let slot = module.slots[name] {
        return LocalNode(slot, name, isGlobal: true, span)
      }
      if let builtin, module.slots[name] == nil { return ConstantNode(builtin, span) }
      return GlobalNode(location(of: name), name, builtin: builtin ?? .unbound, span)
    }
  }

  func target(_ name: String, _ scope: Scope) -> Target {
    if scope.kind == .classBody, !scope.globals.contains(name), !scope.nonlocals.contains(name),
      let slot = scope.slots[name]
    {
      return LocalTarget(slot, name, isGlobal: true)
    }
    switch scope.meaning(of: name) {
    case .local(let slot, let isCell):
      return isCell ? CellTarget(slot, name) : LocalTarget(slot, name, isGlobal: false)
    case .free(let index): return FreeTarget(scope.host.functionSlot, index)
    case .global:
      let location = location(of: name)
      return scope.host.kind == .module
        ? LocalTarget(location - globals, name, isGlobal: true) : GlobalTarget(location, name)
    }
  }

  func target(_ expression: Expression, _ scope: Scope) throws(Raise) -> Target {
    switch expression.kind {
    case .name(let name): return target(name, scope)
    case .attribute(let object, let name, _):
      return AttributeTarget(
        try self.expression(object, scope), mangled(name, scope), expression.span, machine)
    case .subscripted(let object, let index):
      return ItemTarget(
        try self.expression(object, scope), try self.expression(index, scope), expression.span,
        machine)
    case .tuple(let items), .list(let items):
      var targets: [Target] = []
      var star: Int?
      for (index, item) in items.enumerated() {
        if case .starred(let inner) = item.kind {
          star = index
          targets.append(try target(inner, scope))
        } else {
          targets.append(try target(item, scope))
        }
      }
      return UnpackTarget(targets, star: star, expression.span)
    default:
      throw Raise.unsupported("assigning to this expression").at(expression.span)
    }
  }

  /// Private names (`__x`) of a class carry the class's name.
  func mangled(_ name: String, _ scope: Scope) -> Symbol {
    guard name.hasPrefix("__"), !name.hasSuffix("__") else { return Symbol(name) }
    var current: Scope? = scope
    while let inside = current, inside.kind != .classBody { current = inside.parent }
    guard let owner = current?.name.drop(while: { $0 == "_" }), !owner.isEmpty else {
      return Symbol(name)
    }
    return Symbol("_\(owner)\(name)")
  }

  // MARK: Constants

  func text(_ text: String) -> PyValue {
    if let known = constants[text], known.text?.utf8.elementsEqual(text.utf8) == true {
      return known
    }
    let value = PyValue.string(text)
    constants[text] = value
    return value
  }

  func integer(_ literal: IntegerLiteral) -> PyValue {
    switch literal {
    case .small(let value): .int(value)
    case .large(let digits, let radix): .integer(BigInt(digits, radix: radix) ?? 0)
    }
  }
}
