/// Python's `collections`.
func makeCollectionsModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("collections")
  addNamedTuple(to: module, interpreter)
  module.set("defaultdict", .object(DefaultDict.type))
  module.set("OrderedDict", .object(OrderedDict.type))
  module.set("Counter", .object(CounterObject.type))
  module.set("deque", .object(DequeObject.type))
  return module
}

/// `defaultdict(factory, …)`.
package final class DefaultDict: DictObject {
  nonisolated(unsafe) static let type = TypeObject(
    "defaultdict", module: "collections", base: .dict, extensible: true,
    allocate: { type throws(Raise) in .object(DefaultDict(.none, type)) },
    construct: { type, arguments throws(Raise) in
      let factory = arguments.count > 0 ? arguments[0] : .none
      guard factory.isNone || factory.isCallable else {
        throw Raise.type("first argument must be callable or None")
      }
      let dict = DefaultDict(factory, type)
      if arguments.count > 1 { try dict.update(with: arguments[1]) }
      for (name, value) in arguments.named { try dict.set(name.value, value) }
      return .object(dict)
    },
    members: [
      .property("default_factory") { value throws(Raise) in
        PyValue(value.cast(DefaultDict.self)?.factory)
      },
      .method("copy", "") { a throws(Raise) in
        let old = try a.object(0, DefaultDict.self)
        let copy = DefaultDict(old.factory, old.type)
        copy.table = old.table
        return .object(copy)
      },
    ])

  private let factory: PyValue

  init(_ factory: PyValue, _ type: TypeObject) {
    self.factory = factory
    super.init(type)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let found = try get(key) { return found }
    if factory.isNone { return try super.item(key) }
    let value = try factory.call()
    try set(key, value)
    return value
  }

  package override func repr() throws(Raise) -> String {
    "defaultdict(\(try factory.repr()), \(try plainRepr()))"
  }
}

/// `OrderedDict(…)`: a dictionary that compares its order, too.
package final class OrderedDict: DictObject {
  nonisolated(unsafe) static let type = TypeObject(
    "OrderedDict", module: "collections", base: .dict, extensible: true,
    allocate: { type throws(Raise) in .object(OrderedDict(type)) },
    construct: { type, arguments throws(Raise) in
      let dict = OrderedDict(type)
      if arguments.count > 0 { try dict.update(with: arguments[0]) }
      for (name, value) in arguments.named { try dict.set(name.value, value) }
      return .object(dict)
    },
    members: [
      .method("move_to_end", "key, last=True") { a throws(Raise) in
        let dict = try a.object(0, OrderedDict.self)
        guard let value = try dict.remove(a[1]) else { throw Raise.key(a[1]) }
        let others = try a.bool(2) ? [] : dict.pairs
        if !others.isEmpty { dict.table.removeAll() }
        try dict.set(a[1], value)
        for (key, value) in others { try dict.set(key, value) }
        return .none
      },
      .method("popitem", "last=True") { a throws(Raise) in
        let dict = try a.object(0, OrderedDict.self)
        guard let (key, value) = try a.bool(1) ? dict.pairs.last : dict.pairs.first else {
          throw Raise(.keyError, "dictionary is empty")
        }
        _ = try dict.remove(key)
        return .tuple([key, value])
      },
    ])

  package override func repr() throws(Raise) -> String {
    if count == 0 { return "\(type.name)()" }
    return try Nesting.enter(self, otherwise: "...") { () throws(Raise) -> String in
      let pairs = PyValue.list(pairs.map { .tuple([$0.key, $0.value]) })
      return "\(type.name)(\(try pairs.repr()))"
    }
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(OrderedDict.self) else { return try super.compare(op, other) }
    guard op == .equal || op == .notEqual else { return nil }
    let same = try PyValue.list(keys).isEqual(to: .list(other.keys))
    let equal = try same ? super.compare(.equal, .object(other))?.truth() ?? false : false
    return .bool(equal == (op == .equal))
  }
}
