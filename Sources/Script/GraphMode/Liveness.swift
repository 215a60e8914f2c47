import Engine

/// Which names statements read and bind: what has to come out of a branch or a loop is what is
/// read behind it.
enum Liveness {
  // MARK: Names that are read

  /// All names in an expression, those inside of functions and comprehensions too.
  static func uses(_ expression: Expression) -> Set<String> {
    var names: Set<String> = []
    collect(expression, &names)
    return names
  }

  private static func collect(_ expression: Expression, _ names: inout Set<String>) {
    switch expression.kind {
    case .name(let name): names.insert(name)
    case .none, .ellipsis, .bool, .integer, .float, .imaginary, .string, .bytes: break
    case .yield(let value): if let value { collect(value, &names) }
    case .yieldFrom(let value): collect(value, &names)
    case .formatted(let parts): collect(parts, &names)
    case .tuple(let items), .list(let items), .set(let items):
      for item in items { collect(item, &names) }
    case .dictionary(let pairs):
      for pair in pairs {
        if let key = pair.key { collect(key, &names) }
        collect(pair.value, &names)
      }
    case .attribute(let object, _, _): collect(object, &names)
    case .subscripted(let object, let index):
      collect(object, &names)
      collect(index, &names)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] { if let part { collect(part, &names) } }
    case .call(let function, let arguments):
      collect(function, &names)
      for argument in arguments { collect(argument.value, &names) }
    case .unary(_, let operand), .starred(let operand): collect(operand, &names)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      collect(left, &names)
      collect(right, &names)
    case .comparison(let first, let rest):
      collect(first, &names)
      for link in rest { collect(link.operand, &names) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { collect(part, &names) }
    case .lambda(let parameters, let body):
      collect(parameters, &names)
      collect(body, &names)
    case .named(_, _, let value): collect(value, &names)
    case .comprehension(_, let element, let value, let clauses):
      collect(element, &names)
      if let value { collect(value, &names) }
      for clause in clauses {
        collect(clause.iterable, &names)
        for condition in clause.conditions { collect(condition, &names) }
      }
    }
  }

  private static func collect(_ parts: [FormatPart], _ names: inout Set<String>) {
    for case .value(let value, _, let specification, _) in parts {
      collect(value, &names)
      if let specification { collect(specification, &names) }
    }
  }

  private static func collect(_ parameters: Parameters, _ names: inout Set<String>) {
    for parameter in parameters.positionalOnly + parameters.regular + parameters.keywordOnly {
      if let value = parameter.defaultValue { collect(value, &names) }
    }
  }

  /// What a target reads: the object whose attribute or item is set.
  private static func readByTarget(_ target: Expression) -> Set<String> {
    switch target.kind {
    case .name: []
    case .tuple(let items), .list(let items):
      items.reduce(into: []) { $0.formUnion(readByTarget($1)) }
    case .starred(let item): readByTarget(item)
    default: uses(target)
    }
  }

  // MARK: Names that are bound

  /// Names and attributes (`self.x`) that a block assigns, in the order of first appearance.
  static func bound(_ body: [Statement]) -> [StateName] {
    var found: [StateName] = []
    func add(_ name: StateName) { if !found.contains(name) { found.append(name) } }
    func target(_ target: Expression) {
      switch target.kind {
      case .name(let name): add(.name(name))
      case .tuple(let items), .list(let items): for item in items { Self.each(item, add) }
      case .starred(let item): Self.each(item, add)
      default: Self.each(target, add)
      }
    }
    for statement in body {
      switch statement.kind {
      case .assign(let targets, _): for item in targets { target(item) }
      case .augmented(let item, _, _, _), .annotated(let item, _, _): target(item)
      case .ifElse(_, let then, let otherwise):
        for name in bound(then) + bound(otherwise) { add(name) }
      case .whileLoop(_, let body, let otherwise):
        for name in bound(body) + bound(otherwise) { add(name) }
      case .forLoop(let item, _, let body, let otherwise):
        target(item)
        for name in bound(body) + bound(otherwise) { add(name) }
      case .with(let items, let body):
        for item in items { if let name = item.target { target(name) } }
        for name in bound(body) { add(name) }
      case .tryExcept(let body, let handlers, let otherwise, let finally):
        for name in bound(body + handlers.flatMap(\.body) + otherwise + finally) { add(name) }
      case .function(let definition): add(.name(definition.name))
      case .classDefinition(let definition): add(.name(definition.name))
      default: break
      }
    }
    return found
  }

  /// The names that a target binds.
  static func each(_ target: Expression, _ body: (StateName) -> Void) {
    switch target.kind {
    case .name(let name): body(.name(name))
    case .tuple(let items), .list(let items): for item in items { each(item, body) }
    case .starred(let item): each(item, body)
    case .attribute(let object, let name, _):
      if let path = path(object) { body(.attribute(path + [name], target)) }
    default: break
    }
  }

  /// `self.layer` as its parts, where it is made of names alone.
  private static func path(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .name(let name): [name]
    case .attribute(let object, let name, _): path(object).map { $0 + [name] }
    default: nil
    }
  }

  // MARK: What is live in front of a statement

  static func liveIn(_ body: [Statement], _ out: Set<String>) -> Set<String> {
    body.reversed().reduce(out) { liveIn($1, $0) }
  }

  static func liveIn(_ statement: Statement, _ out: Set<String>) -> Set<String> {
    switch statement.kind {
    case .expression(let value): return out.union(uses(value))
    case .assign(let targets, let value):
      var live = out
      for target in targets { each(target) { if case .name(let name) = $0 { live.remove(name) } } }
      for target in targets { live.formUnion(readByTarget(target)) }
      return live.union(uses(value))
    case .augmented(let target, _, let value, _):
      return out.union(uses(target)).union(uses(value))
    case .annotated(let target, _, let value):
      guard let value else { return out }
      var live = out
      each(target) { if case .name(let name) = $0 { live.remove(name) } }
      return live.union(uses(value)).union(readByTarget(target))
    case .ifElse(let condition, let then, let otherwise):
      return liveIn(then, out).union(liveIn(otherwise, out)).union(uses(condition))
    case .whileLoop(let condition, let body, let otherwise):
      let after = liveIn(otherwise, out).union(uses(condition))
      return liveIn(body, liveIn(body, after).union(after)).union(after)
    case .forLoop(let target, let iterable, let body, let otherwise):
      let after = liveIn(otherwise, out)
      var head = liveIn(body, liveIn(body, after).union(after)).union(after)
      each(target) { name in
        if case .name(let text) = name, !after.contains(text) { head.remove(text) }
      }
      return head.union(uses(iterable)).union(readByTarget(target))
    case .returnValue(let value): return value.map { uses($0) } ?? []
    case .function(let definition): return out.union(names(in: definition.body))
    case .classDefinition(let definition): return out.union(names(in: definition.body))
    case .pass, .breakLoop, .continueLoop, .importModules, .importNames, .global, .nonlocal:
      return out
    case .with, .tryExcept, .raise, .assert, .delete: return out.union(names(in: [statement]))
    }
  }

  /// Every name that is read anywhere in a block.
  private static func names(in body: [Statement]) -> Set<String> {
    var names: Set<String> = []
    for statement in body {
      switch statement.kind {
      case .with(let items, let body):
        for item in items { names.formUnion(uses(item.context)) }
        names.formUnion(self.names(in: body))
      case .tryExcept(let body, let handlers, let otherwise, let finally):
        names.formUnion(self.names(in: body + handlers.flatMap(\.body) + otherwise + finally))
        for handler in handlers { if let type = handler.type { names.formUnion(uses(type)) } }
      case .ifElse(let condition, let then, let otherwise):
        names.formUnion(uses(condition))
        names.formUnion(self.names(in: then + otherwise))
      case .whileLoop(let condition, let body, let otherwise):
        names.formUnion(uses(condition))
        names.formUnion(self.names(in: body + otherwise))
      case .forLoop(let target, let iterable, let body, let otherwise):
        names.formUnion(uses(iterable))
        names.formUnion(readByTarget(target))
        names.formUnion(self.names(in: body + otherwise))
      case .function(let definition): names.formUnion(self.names(in: definition.body))
      case .classDefinition(let definition): names.formUnion(self.names(in: definition.body))
      case .raise(let exception, let cause):
        for part in [exception, cause] { if let part { names.formUnion(uses(part)) } }
      case .assert(let condition, let message):
        names.formUnion(uses(condition))
        if let message { names.formUnion(uses(message)) }
      case .delete(let targets): for target in targets { names.formUnion(uses(target)) }
      case .nonlocal(let list), .global(let list): names.formUnion(list)
      case .expression, .assign, .augmented, .annotated, .returnValue, .pass, .breakLoop,
        .continueLoop, .importModules, .importNames:
        names.formUnion(liveIn(statement, []))
      }
    }
    return names
  }
}

/// Something that a block assigns: a name, or an attribute by its path.
enum StateName: Equatable {
  case name(String)
  case attribute([String], Expression)

  var text: String {
    switch self {
    case .name(let name): name
    case .attribute(let path, _): path.joined(separator: ".")
    }
  }

  static func == (a: StateName, b: StateName) -> Bool { a.text == b.text }
}
