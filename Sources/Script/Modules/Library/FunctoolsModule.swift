/// Python's `functools`.
func makeFunctoolsModule() -> ModuleObject {
  let module = ModuleObject("functools", isBuiltin: true)
  module.function("reduce", "function, iterable, initial=..., /") { a throws(Raise) in
    let iterator = try a[1].iterate()
    var value = a[2]
    if value.isUnbound {
      guard let first = try iterator.next() else {
        throw Raise.type("reduce() of empty iterable with no initial value")
      }
      value = first
    }
    while let next = try iterator.next() { value = try a[0].call(value, next) }
    return value
  }
  module.set("partial", .object(PartialObject.type))
  module.function("wraps", "wrapped, assigned=None, updated=None") { a throws(Raise) in
    let wrapped = a[0]
    return .native("wraps", "wrapper") { inner throws(Raise) in
      try updateWrapper(inner[0], wrapped)
      return inner[0]
    }
  }
  module.function("update_wrapper", "wrapper, wrapped") { a throws(Raise) in
    try updateWrapper(a[0], a[1])
    return a[0]
  }
  module.function("lru_cache", "maxsize=128, typed=False") { a throws(Raise) in
    if a[0].isCallable { return .object(CachedFunction(a[0], limit: 128)) }
    let limit: Int? = a.has(0) ? max(try a.int(0), 0) : nil
    return .native("decorating_function", "user_function") { inner throws(Raise) in
      .object(CachedFunction(inner[0], limit: limit))
    }
  }
  module.function("cache", "user_function, /") { a throws(Raise) in
    .object(CachedFunction(a[0], limit: nil))
  }
  module.set("cached_property", .object(CachedProperty.type))
  module.function("cmp_to_key", "mycmp") { a throws(Raise) in
    let compare = a[0]
    return .native("cmp_to_key", "obj") { inner throws(Raise) in
      .object(ComparedKey(inner[0], compare))
    }
  }
  module.function("total_ordering", "cls") { a throws(Raise) in
    try addOrdering(to: try a.object(0, TypeObject.self))
    return a[0]
  }
  return module
}

private func updateWrapper(_ wrapper: PyValue, _ wrapped: PyValue) throws(Raise) {
  for name in [Names.name, Names.qualname, Names.doc, Names.module] {
    guard let value = try wrapped.findAttribute(name) else { continue }
    try wrapper.setAttribute(name, value)
  }
  try wrapper.setAttribute(Names.wrapped, wrapped)
}

/// `functools.partial(function, …)`.
package final class PartialObject: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "partial", module: "functools",
    construct: { _, arguments throws(Raise) in
      guard arguments.count > 0 else {
        throw Raise.type("type 'partial' takes at least one argument")
      }
      guard arguments[0].isCallable else {
        throw Raise.type("the first argument must be callable")
      }
      return .object(
        PartialObject(
          arguments[0], Array(arguments.positional.dropFirst()), arguments.named))
    },
    members: [
      .property("func") { value throws(Raise) in
        PyValue(value.cast(PartialObject.self)?.function)
      },
      .property("args") { value throws(Raise) in
        .tuple(value.cast(PartialObject.self)?.positional ?? [])
      },
      .property("keywords") { value throws(Raise) in
        let dict = DictObject()
        for (name, value) in value.cast(PartialObject.self)?.named ?? [] {
          dict.set(text: name, value)
        }
        return .object(dict)
      },
    ])

  private let function: PyValue
  private let positional: [PyValue]
  private let named: [(Symbol, PyValue)]

  init(_ function: PyValue, _ positional: [PyValue], _ named: [(Symbol, PyValue)]) {
    self.function = function
    self.positional = positional
    self.named = named
    super.init(PartialObject.type)
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    var keywords = named
    for (name, value) in arguments.named {
      if let index = keywords.firstIndex(where: { $0.0 == name }) {
        keywords[index].1 = value
      } else {
        keywords.append((name, value))
      }
    }
    return try function.call(
      positional + arguments.positional + keywords.map(\.1),
      keywords: keywords.isEmpty ? nil : KeywordNames(keywords.map(\.0)))
  }

  package override func repr() throws(Raise) -> String {
    var parts = [try function.repr()]
    for value in positional { parts.append(try value.repr()) }
    for (name, value) in named { parts.append("\(name.text)=\(try value.repr())") }
    return "functools.partial(\(parts.joined(separator: ", ")))"
  }
}

/// A function whose answers are kept, the least recently used ones up to a limit.
package final class CachedFunction: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "_lru_cache_wrapper", module: "functools",
    members: [
      .method("cache_info", "") { a throws(Raise) in
        try a.object(0, CachedFunction.self).information
      },
      .method("cache_clear", "") { a throws(Raise) in
        try a.object(0, CachedFunction.self).clear()
        return .none
      },
    ])

  nonisolated(unsafe) private static let information = NamedTupleType(
    "CacheInfo", module: "functools", ["hits", "misses", "maxsize", "currsize"])

  private let function: PyValue
  private let limit: Int?
  private let answers = DictObject()
  private var attributes: [Symbol: PyValue] = [:]
  private var hits = 0
  private var misses = 0

  init(_ function: PyValue, limit: Int?) {
    self.function = function
    self.limit = limit
    super.init(CachedFunction.type)
  }

  package override var isCallable: Bool { true }
  package override var bindsToInstances: Bool { true }
  package override var hidesAttributes: Bool { true }

  fileprivate var information: PyValue {
    CachedFunction.information.make([
      .int(hits), .int(misses), PyValue(limit.map { .int($0) }), .int(answers.count),
    ])
  }

  fileprivate func clear() {
    answers.table.removeAll()
    (hits, misses) = (0, 0)
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    var parts = arguments.positional
    for (name, value) in arguments.named { parts.append(.tuple([name.value, value])) }
    let key = PyValue.tuple(parts)
    if let known = try answers.get(key) {
      hits += 1
      if limit != nil {
        _ = try answers.remove(key)
        try answers.set(key, known)
      }
      return known
    }
    misses += 1
    let value = try function.call(arguments)
    if limit == 0 { return value }
    if let limit, answers.count >= limit, let oldest = answers.keys.first {
      _ = try answers.remove(oldest)
    }
    try answers.set(key, value)
    return value
  }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let own = attributes[name] { return own }
    if name == Names.wrapped { return function }
    if let found = try super.findAttribute(name) { return found }
    return try function.findAttribute(name)
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    attributes[name] = value
  }
}

/// `@cached_property`.
package final class CachedProperty: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "cached_property", module: "functools",
    construct: { _, arguments throws(Raise) in
      guard arguments.count == 1 else { throw Raise.type("cached_property() takes a function") }
      return .object(CachedProperty(arguments[0]))
    })

  private let function: PyValue

  init(_ function: PyValue) {
    self.function = function
    super.init(CachedProperty.type)
  }

  override func attribute(boundTo receiver: PyObject) throws(Raise) -> PyValue? {
    let value = try function.callBound(to: .object(receiver))
    if let name = function.cast(FunctionObject.self)?.name {
      (receiver as? AttributedObject)?.setOwnAttribute(Symbol(name), value)
    }
    return value
  }
}

/// A sort key that asks an old-style comparison function.
private final class ComparedKey: PyObject {
  nonisolated(unsafe) static let type = TypeObject("K", module: "functools")
  private let value: PyValue
  private let function: PyValue

  init(_ value: PyValue, _ function: PyValue) {
    self.value = value
    self.function = function
    super.init(ComparedKey.type)
  }

  override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(ComparedKey.self) else { return nil }
    return try Operators.compare(op, try function.call(value, other.value), .int(0))
  }
}

/// `@total_ordering`: the three comparisons that follow from the one given.
private func addOrdering(to type: TypeObject) throws(Raise) {
  let operators: [ComparisonOperator] = [.less, .greater, .lessEqual, .greaterEqual]
  let given = operators.first { type.lookup(Names.method($0)) != nil }
  guard let given, let method = type.lookup(Names.method(given)) else {
    throw Raise.value("must define at least one ordering operation: < > <= >=")
  }
  for op in operators where type.lookup(Names.method(op)) == nil {
    type.define(
      Names.method(op),
      .object(
        NativeFunction(Names.method(op).text, "self, other, /", isMethod: true) {
          a throws(Raise) in
          guard let answer = try method.callBound(to: a[0], a[1]).implemented else {
            return .notImplemented
          }
          let holds = try answer.truth()
          let isEqual = try a[0].isEqual(to: a[1])
          let isLess: Bool =
            switch given {
            case .less: holds
            case .lessEqual: holds && !isEqual
            case .greater: !holds && !isEqual
            default: !holds
            }
          switch op {
          case .less: return .bool(isLess)
          case .lessEqual: return .bool(isLess || isEqual)
          case .greater: return .bool(!isLess && !isEqual)
          default: return .bool(!isLess)
          }
        }))
  }
}
