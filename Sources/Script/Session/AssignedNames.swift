import Engine

/// Which name the value of an expression is given, worked out from the text before the run.
struct AssignedNames {
  private(set) var bySpan: [SourceSpan: String] = [:]

  init(_ tree: SyntaxTree) { visit(tree.body) }

  private mutating func visit(_ body: [Statement]) {
    for statement in body { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assign(let targets, let value):
      if let first = targets.first { name(value, by: first) }
    case .augmented(let target, _, _, _): name(statement.span, by: target)
    case .annotated(let target, _, let value):
      if let value { name(value, by: target) }
    case .ifElse(_, let then, let otherwise):
      visit(then)
      visit(otherwise)
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise):
      visit(body)
      visit(otherwise)
    case .function(let definition): visit(definition.body)
    case .classDefinition(let definition): visit(definition.body)
    case .with(_, let body): visit(body)
    case .tryExcept(let body, let handlers, let otherwise, let finally):
      visit(body)
      for handler in handlers { visit(handler.body) }
      visit(otherwise)
      visit(finally)
    default: break
    }
  }

  /// A tuple target names the parts of a tuple value.
  private mutating func name(_ value: Expression, by target: Expression) {
    switch (target.kind, value.kind) {
    case (.tuple(let targets), .tuple(let values)), (.tuple(let targets), .list(let values)),
      (.list(let targets), .tuple(let values)), (.list(let targets), .list(let values)):
      guard targets.count == values.count else { return }
      for (target, value) in zip(targets, values) { name(value, by: target) }
    case (_, .named(let inner, _, let value)): bySpan[value.span] = inner
    default: if !value.makesNoTensor { name(value.span, by: target) }
    }
  }

  private mutating func name(_ span: SourceSpan, by target: Expression) {
    switch target.kind {
    case .name(let name): bySpan[span] = name
    case .attribute(_, let name, _): bySpan[span] = name
    default: break
    }
  }
}

extension Expression {
  /// Whether the value is an object of another kind, so that tensors which come about on the way,
  /// such as the weights of a model, do not bear its name.
  fileprivate var makesNoTensor: Bool {
    guard case .call(let callee, _) = kind, let name = callee.lastName else { return false }
    if ["fit", "compile", "build"].contains(name) { return true }
    // Classes have capitals; of those only a variable is a tensor.
    return name != "Variable" && (name.unicodeScalars.first?.properties.isUppercase ?? false)
  }

  private var lastName: String? {
    switch kind {
    case .name(let name): name
    case .attribute(_, let name, _): name
    default: nil
    }
  }
}
