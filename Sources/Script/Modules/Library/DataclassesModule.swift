/// Python's `dataclasses`.
func makeDataclassesModule() -> ModuleObject {
  let module = ModuleObject("dataclasses")
  let options =
    "cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, "
    + "match_args=True, kw_only=False, slots=False, weakref_slot=False"
  module.function("dataclass", options) { a throws(Raise) in
    let dataclass = Dataclass(
      hasInitializer: try a.bool(1), hasRepr: try a.bool(2), hasEquality: try a.bool(3),
      hasOrder: try a.bool(4), isHashable: try a.bool(5), isFrozen: try a.bool(6),
      isKeywordOnly: try a.bool(8))
    if let type = a[0].cast(TypeObject.self) { return .object(try dataclass.complete(type)) }
    return .native("dataclass", "cls, /") { inner throws(Raise) in
      .object(try dataclass.complete(try inner.object(0, TypeObject.self)))
    }
  }
  let parameters =
    "*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, "
    + "metadata=None, kw_only=False"
  module.function("field", parameters) { a throws(Raise) in
    if !a[0].isUnbound, !a[1].isUnbound {
      throw Raise.value("cannot specify both default and default_factory")
    }
    return .object(
      FieldObject(
        "", fallback: a[0], factory: a[1], isParameter: try a.bool(2), isShown: try a.bool(3),
        isCompared: try a.bool(5), isKeywordOnly: try a.bool(7)))
  }
  module.set("FrozenInstanceError", .object(TypeObject.frozenInstanceError))
  module.function("fields", "class_or_instance") { a throws(Raise) in
    .tuple(try fields(of: a[0], "fields").map { .object($0) })
  }
  module.function("is_dataclass", "obj") { a throws(Raise) in
    .bool(Dataclass.fields(of: a[0].cast(TypeObject.self) ?? a[0].type) != nil)
  }
  module.function("asdict", "obj") { a throws(Raise) in
    _ = try fields(of: a[0], "asdict")
    return try plain(a[0], asTuple: false)
  }
  module.function("astuple", "obj") { a throws(Raise) in
    _ = try fields(of: a[0], "astuple")
    return try plain(a[0], asTuple: true)
  }
  module.function("replace", "obj, /, **changes") { a throws(Raise) in
    var names: [Symbol] = []
    var values: [PyValue] = []
    let changes = try a.object(1, DictObject.self)
    for field in try fields(of: a[0], "replace") where field.isParameter {
      names.append(Symbol(field.name))
      if let change = try changes.remove(.string(field.name)) {
        values.append(change)
      } else {
        values.append(try a[0].attribute(Symbol(field.name)))
      }
    }
    for (key, value) in changes.pairs {
      names.append(Symbol(try key.str()))
      values.append(value)
    }
    return try PyValue.object(a[0].type).call(values, keywords: KeywordNames(names))
  }
  return module
}

extension TypeObject {
  nonisolated(unsafe) static let frozenInstanceError = exception(
    "FrozenInstanceError", module: "dataclasses", base: .attributeError)
}

private func fields(of value: PyValue, _ function: String) throws(Raise) -> [FieldObject] {
  guard let fields = Dataclass.fields(of: value.cast(TypeObject.self) ?? value.type) else {
    throw Raise.type(
      function == "fields"
        ? "must be called with a dataclass type or instance"
        : "\(function)() should be called on dataclass instances")
  }
  return fields
}

/// Dataclasses inside a value become dictionaries or tuples, all the way down.
private func plain(_ value: PyValue, asTuple: Bool) throws(Raise) -> PyValue {
  guard case .object(let object) = value else { return value }
  if let fields = Dataclass.fields(of: object.type) {
    let dict = DictObject()
    var items: [PyValue] = []
    for field in fields {
      let part = try plain(try object.attribute(Symbol(field.name)), asTuple: asTuple)
      items.append(part)
      dict.set(text: Symbol(field.name), part)
    }
    return asTuple ? .tuple(items) : .object(dict)
  }
  switch object.kind {
  case .list, .tuple:
    var items: [PyValue] = []
    for item in try value.items() { items.append(try plain(item, asTuple: asTuple)) }
    return object.kind == .list ? .list(items) : .tuple(items)
  case .dict:
    let dict = DictObject()
    for (key, item) in unsafeDowncast(object, to: DictObject.self).pairs {
      try dict.set(key, try plain(item, asTuple: asTuple))
    }
    return .object(dict)
  default: return value
  }
}

/// One field, and what `field(…)` said of it.
package final class FieldObject: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "Field", module: "dataclasses",
    members: [
      .property("name") { value throws(Raise) in
        .string(value.cast(FieldObject.self)?.name ?? "")
      },
      .property("type") { value throws(Raise) in
        PyValue(value.cast(FieldObject.self)?.annotation)
      },
      .property("default") { value throws(Raise) in
        let fallback = value.cast(FieldObject.self)?.fallback ?? .unbound
        return fallback.isUnbound ? .none : fallback
      },
    ])

  let name: String
  let fallback: PyValue
  let factory: PyValue
  let isParameter: Bool
  let isShown: Bool
  let isCompared: Bool
  let isKeywordOnly: Bool
  let annotation: PyValue

  init(
    _ name: String, fallback: PyValue = .unbound, factory: PyValue = .unbound,
    isParameter: Bool = true, isShown: Bool = true, isCompared: Bool = true,
    isKeywordOnly: Bool = false, annotation: PyValue = .none
  ) {
    self.name = name
    self.fallback = fallback
    self.factory = factory
    self.isParameter = isParameter
    self.isShown = isShown
    self.isCompared = isCompared
    self.isKeywordOnly = isKeywordOnly
    self.annotation = annotation
    super.init(FieldObject.type)
  }

  /// The same field under a name of a class.
  func named(_ name: String, _ annotation: PyValue, isKeywordOnly: Bool) -> FieldObject {
    FieldObject(
      name, fallback: fallback, factory: factory, isParameter: isParameter, isShown: isShown,
      isCompared: isCompared, isKeywordOnly: self.isKeywordOnly || isKeywordOnly,
      annotation: annotation)
  }

  var isOptional: Bool { !fallback.isUnbound || !factory.isUnbound }
}
