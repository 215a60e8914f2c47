import Engine

/// The names in a formula: what it takes from outside, and what it calls.
struct FormulaNames {
  /// Values from outside, in the order they are met.
  private(set) var free: [String] = []
  /// Functions and constants of `tf` that are used.
  private(set) var called: [String] = []
  private(set) var calls: [(name: String, span: SourceSpan)] = []
  private(set) var all: Set<String> = []
  private var assigned: Set<String> = []

  init(_ syntax: FormulaSyntax) {
    for line in syntax.lines {
      visit(line.value)
      if let name = line.name { assigned.insert(name) }
    }
  }

  private mutating func use(_ name: String, called isCall: Bool, _ span: SourceSpan) {
    all.insert(name)
    if assigned.contains(name) { return }
    if isCall {
      if !called.contains(name) { called.append(name) }
      calls.append((name, span))
    } else if FormulaNames.constants[name] != nil {
      if !called.contains(name) { called.append(name) }
    } else if !free.contains(name) {
      free.append(name)
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): use(name, called: false, expression.span)
    case .call(let function, let arguments):
      if case .name(let name) = function.kind {
        use(name, called: true, function.span)
      } else {
        visit(function)
      }
      for argument in arguments { visit(argument.value) }
    case .unary(_, let operand), .starred(let operand): visit(operand)
    case .attribute(let object, _, _): visit(object)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      visit(left)
      visit(right)
    case .comparison(let first, let rest):
      visit(first)
      for link in rest { visit(link.operand) }
    case .conditional(let condition, let then, let otherwise):
      visit(then)
      visit(condition)
      visit(otherwise)
    case .tuple(let items), .list(let items):
      for item in items { visit(item) }
    case .subscripted(let object, let index):
      visit(object)
      visit(index)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] {
        if let part { visit(part) }
      }
    default: break
    }
  }

  // MARK: What names stand for

  static let constants: [String: Double] = [
    "pi": .pi, "π": .pi, "e": 2.718281828459045, "inf": .infinity, "tau": 2 * .pi,
  ]

  /// Short names whose function has another name in `tf`, by one or by more tensors.
  private static let shortNames: [String: String] = [
    "sum": "reduce_sum", "mean": "reduce_mean", "prod": "reduce_prod", "ln": "math.log",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "σ": "sigmoid", "std": "math.reduce_std",
    "var": "math.reduce_variance", "T": "transpose", "dot": "tensordot", "√": "sqrt",
  ]

  private static let prefixes = ["tf.", "tf.math.", "tf.nn.", "tf.linalg."]

  static func function(_ name: String) -> LessonFunction? {
    let full = shortNames[name] ?? name
    for prefix in prefixes {
      if let found = OpCatalog.functionsByName[prefix + full] { return found }
    }
    return nil
  }

  static func isKnown(_ name: String) -> Bool {
    name == "max" || name == "min" || name == "where" || function(name) != nil
  }

  /// Every name that a formula may call.
  static var known: [String] {
    let own = OpCatalog.functionsByName.keys.compactMap { name in
      name.split(separator: ".").last.map(String.init)
    }
    return Array(Set(own + shortNames.keys + ["max", "min"])).sorted()
  }

  /// The value of a name inside a formula.
  static func value(
    _ name: String, _ tensorFlow: ModuleObject, _ context: RunContext
  ) -> PyValue? {
    if let number = constants[name] { return .float(number) }
    switch name {
    case "max": return extremum("maximum", "reduce_max", context)
    case "min": return extremum("minimum", "reduce_min", context)
    default: break
    }
    if let found = function(name) { return .object(CatalogFunction.make(found, context)) }
    return tensorFlow.get(Symbol(name))
  }

  /// `max` of several values, or of the elements of one.
  private static func extremum(
    _ pairwise: String, _ reduction: String, _ context: RunContext
  ) -> PyValue? {
    guard let two = function(pairwise), let one = function(reduction) else { return nil }
    let pair = CatalogFunction.make(two, context)
    let single = CatalogFunction.make(one, context)
    return .object(
      NativeFunction(direct: pairwise) { arguments throws(Raise) in
        guard arguments.count > 1 else { return try single.call(arguments) }
        var result = arguments[0]
        for index in 1..<arguments.count { result = try pair.call([result, arguments[index]]) }
        return result
      })
  }
}
