import Engine

/// Walks a syntax tree and notes which scope binds and uses which names.
struct ScopeAnalysis {
  private let modules: (String) -> [String]

  /// - Parameter modules: the names that `from module import *` brings.
  init(modules: @escaping (String) -> [String]) { self.modules = modules }

  func analyze(_ body: [Statement]) -> Scope {
    let module = Scope(.module, "<module>", parent: nil)
    visit(body, module)
    module.settle()
    return module
  }

  /// Notes the names of a function whose scope is there already.
  func analyze(_ parameters: Parameters, _ body: [Statement], into function: Scope) {
    bindParameters(parameters, function)
    visit(body, function)
    function.settle()
  }

  private func visit(_ statements: [Statement], _ scope: Scope) {
    for statement in statements { declare(statement, scope) }
    for statement in statements { visit(statement, scope) }
  }

  /// `global` and `nonlocal` hold for the whole function, so they come first.
  private func declare(_ statement: Statement, _ scope: Scope) {
    switch statement.kind {
    case .global(let names):
      scope.globals.formUnion(names)
      for name in names { scope.module.bind(name) }
    case .nonlocal(let names): scope.nonlocals.formUnion(names)
    case .ifElse(_, let then, let otherwise):
      for statement in then + otherwise { declare(statement, scope) }
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise):
      for statement in body + otherwise { declare(statement, scope) }
    case .with(_, let body):
      for statement in body { declare(statement, scope) }
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      for statement in body + handlers.flatMap(\.body) + otherwise + finally {
        declare(statement, scope)
      }
    default: break
    }
  }

  private func visit(_ statement: Statement, _ scope: Scope) {
    switch statement.kind {
    case .expression(let value): visit(value, scope)
    case .assign(let targets, let value):
      visit(value, scope)
      for target in targets { bind(target, scope) }
    case .augmented(let target, _, let value, _):
      visit(target, scope)
      visit(value, scope)
      bind(target, scope)
    case .annotated(let target, _, let value):
      if let value { visit(value, scope) }
      bind(target, scope)
    case .ifElse(let condition, let then, let otherwise):
      visit(condition, scope)
      visitBlocks([then, otherwise], scope)
    case .whileLoop(let condition, let body, let otherwise):
      visit(condition, scope)
      visitBlocks([body, otherwise], scope)
    case .forLoop(let target, let iterable, let body, let otherwise):
      visit(iterable, scope)
      bind(target, scope)
      visitBlocks([body, otherwise], scope)
    case .returnValue(let value): if let value { visit(value, scope) }
    case .function(let definition): visit(definition, statement.span, scope)
    case .classDefinition(let definition): visit(definition, statement.span, scope)
    case .with(let items, let body):
      for item in items {
        visit(item.context, scope)
        if let target = item.target { bind(target, scope) }
      }
      visitBlocks([body], scope)
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      visitBlocks([body], scope)
      for handler in handlers {
        if let type = handler.type { visit(type, scope) }
        if let name = handler.name {
          scope.bind(name)
          scope.use(name)
        }
        visitBlocks([handler.body], scope)
      }
      visitBlocks([otherwise, finally], scope)
    case .raise(let exception, let cause):
      if let exception { visit(exception, scope) }
      if let cause { visit(cause, scope) }
    case .assert(let condition, let message):
      visit(condition, scope)
      if let message { visit(message, scope) }
    case .delete(let targets):
      for target in targets {
        visit(target, scope)
        bind(target, scope)
      }
    case .importModules(let imports):
      for item in imports {
        scope.bind(item.alias ?? String(item.path.prefix { $0 != "." }))
      }
    case .importNames(let module, _, let names):
      if names.isEmpty { for name in modules(module) { scope.bind(name) } }
      for name in names { scope.bind(name.alias ?? name.name) }
    case .breakLoop, .continueLoop, .pass, .global, .nonlocal: break
    }
  }

  private func visitBlocks(_ blocks: [[Statement]], _ scope: Scope) {
    for block in blocks {
      for statement in block { visit(statement, scope) }
    }
  }

  private func visit(_ definition: FunctionDefinition, _ span: SourceSpan, _ scope: Scope) {
    for decorator in definition.decorators { visit(decorator, scope) }
    visitDefaults(definition.parameters, scope)
    scope.bind(definition.name)
    let function = scope.addChild(.function, definition.name, at: span)
    bindParameters(definition.parameters, function)
    visit(definition.body, function)
  }

  private func visit(_ definition: ClassDefinition, _ span: SourceSpan, _ scope: Scope) {
    for decorator in definition.decorators { visit(decorator, scope) }
    for argument in definition.arguments { visit(argument.value, scope) }
    scope.bind(definition.name)
    let body = scope.addChild(.classBody, definition.name, at: span)
    body.bind("__class__")
    visit(definition.body, body)
  }

  private func visitDefaults(_ parameters: Parameters, _ scope: Scope) {
    for parameter in parameters.positionalOnly + parameters.regular + parameters.keywordOnly {
      if let value = parameter.defaultValue { visit(value, scope) }
    }
  }

  private func bindParameters(_ parameters: Parameters, _ scope: Scope) {
    for name in parameters.slotNames { scope.bind(name) }
  }

  // MARK: Expressions

  private func visit(_ expression: Expression, _ scope: Scope) {
    switch expression.kind {
    case .name(let name):
      scope.use(name)
      if name == "super" { scope.use("__class__") }
    case .none, .ellipsis, .bool, .integer, .float, .imaginary, .string, .bytes: break
    case .formatted(let parts): visit(parts, scope)
    case .tuple(let items), .list(let items), .set(let items):
      for item in items { visit(item, scope) }
    case .dictionary(let pairs):
      for pair in pairs {
        if let key = pair.key { visit(key, scope) }
        visit(pair.value, scope)
      }
    case .attribute(let object, _, _): visit(object, scope)
    case .subscripted(let object, let index):
      visit(object, scope)
      visit(index, scope)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] {
        if let part { visit(part, scope) }
      }
    case .call(let function, let arguments):
      visit(function, scope)
      for argument in arguments { visit(argument.value, scope) }
    case .unary(_, let operand), .starred(let operand): visit(operand, scope)
    case .yieldFrom(let operand):
      scope.host.isGenerator = true
      visit(operand, scope)
    case .yield(let operand):
      scope.host.isGenerator = true
      if let operand { visit(operand, scope) }
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      visit(left, scope)
      visit(right, scope)
    case .comparison(let first, let rest):
      visit(first, scope)
      for link in rest { visit(link.operand, scope) }
    case .conditional(let condition, let then, let otherwise):
      visit(condition, scope)
      visit(then, scope)
      visit(otherwise, scope)
    case .lambda(let parameters, let body):
      visitDefaults(parameters, scope)
      let function = scope.addChild(.function, "<lambda>", at: expression.span)
      bindParameters(parameters, function)
      visit(body, function)
    case .named(let name, _, let value):
      visit(value, scope)
      bindNamed(name, scope)
    case .comprehension(let kind, let element, let value, let clauses):
      visitComprehension(kind, element, value, clauses, expression.span, scope)
    }
  }

  /// `:=` in a comprehension binds in the function around it.
  private func bindNamed(_ name: String, _ scope: Scope) {
    var owner = scope
    while owner.kind == .comprehension || owner.kind == .generator, let parent = owner.parent {
      owner.use(name)
      if owner.kind == .generator { owner.nonlocals.insert(name) }
      owner = parent
    }
    owner.bind(name)
    if owner.kind == .module { scope.host.nonlocals.remove(name) }
    scope.use(name)
  }

  private func visit(_ parts: [FormatPart], _ scope: Scope) {
    for part in parts {
      if case .value(let expression, _, let specification, _) = part {
        visit(expression, scope)
        if let specification { visit(specification, scope) }
      }
    }
  }

  private func visitComprehension(
    _ kind: ComprehensionKind, _ element: Expression, _ value: Expression?,
    _ clauses: [ComprehensionClause], _ span: SourceSpan, _ scope: Scope
  ) {
    guard let first = clauses.first else { return }
    visit(first.iterable, scope)
    let inner =
      kind == .generator
      ? scope.addChild(.generator, "<genexpr>", at: span)
      : scope.addChild(.comprehension, "<listcomp>", at: span)
    for (index, clause) in clauses.enumerated() {
      if index > 0 { visit(clause.iterable, inner) }
      bind(clause.target, inner)
      for condition in clause.conditions { visit(condition, inner) }
    }
    visit(element, inner)
    if let value { visit(value, inner) }
  }

  /// Binds the names of a target, and visits what a target only uses.
  private func bind(_ target: Expression, _ scope: Scope) {
    switch target.kind {
    case .name(let name):
      scope.bind(name)
      scope.use(name)
    case .tuple(let items), .list(let items):
      for item in items { bind(item, scope) }
    case .starred(let item): bind(item, scope)
    case .attribute(let object, _, _): visit(object, scope)
    case .subscripted(let object, let index):
      visit(object, scope)
      visit(index, scope)
    default: visit(target, scope)
    }
  }
}

extension Parameters {
  /// All names in the order of their slots.
  var slotNames: [String] {
    (positionalOnly + regular + keywordOnly).map(\.name)
      + [rest, keywords].compactMap { $0?.name }
  }
}
