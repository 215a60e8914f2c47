/// The options of `@dataclass`, and the methods that it adds to a class.
struct Dataclass {
  let hasInitializer: Bool
  let hasRepr: Bool
  let hasEquality: Bool
  let hasOrder: Bool
  let isHashable: Bool
  let isFrozen: Bool
  let isKeywordOnly: Bool

  private static let fieldsName = Symbol("__dataclass_fields__")
  private static let afterwards = Symbol("__post_init__")

  /// The fields of a dataclass or a class derived from one.
  static func fields(of type: TypeObject) -> [FieldObject]? {
    type.lookup(fieldsName)?.cast(DictObject.self)?.pairs
      .compactMap { $0.value.cast(FieldObject.self) }
  }

  func complete(_ type: TypeObject) throws(Raise) -> TypeObject {
    let fields = try collected(type)
    let table = DictObject()
    for field in fields { table.set(text: Symbol(field.name), .object(field)) }
    type.define(Dataclass.fieldsName, .object(table))
    if hasInitializer { addInitializer(type, fields) }
    if hasRepr, type.attributes[Names.repr] == nil { addRepr(type, fields) }
    let compared = fields.filter(\.isCompared).map { Symbol($0.name) }
    if hasEquality, type.attributes[Names.eq] == nil { addComparison(type, .equal, compared) }
    if hasOrder {
      guard hasEquality else { throw Raise.value("eq must be true if order is true") }
      for op in [ComparisonOperator.less, .lessEqual, .greater, .greaterEqual] {
        addComparison(type, op, compared)
      }
    }
    if isHashable || hasEquality && isFrozen { addHash(type, compared) }
    if isFrozen { freeze(type) }
    return type
  }

  /// The fields of the classes above, then the annotated names of this one.
  private func collected(_ type: TypeObject) throws(Raise) -> [FieldObject] {
    var fields: [FieldObject] = []
    for ancestor in type.ancestors.dropFirst().reversed() {
      guard let table = ancestor.attributes[Dataclass.fieldsName]?.cast(DictObject.self) else {
        continue
      }
      for case let field? in table.pairs.map({ $0.value.cast(FieldObject.self) }) {
        merge(field, into: &fields)
      }
    }
    for (name, annotation) in type.annotations {
      let text = annotation.text ?? ""
      if text.hasPrefix("ClassVar") || text.hasPrefix("typing.ClassVar") { continue }
      let symbol = Symbol(name)
      let value = type.attributes[symbol] ?? .unbound
      let field: FieldObject
      if let given = value.cast(FieldObject.self) {
        field = given.named(name, annotation, isKeywordOnly: isKeywordOnly)
        if given.fallback.isUnbound {
          try type.deleteAttribute(symbol)
        } else {
          type.define(symbol, given.fallback)
        }
      } else {
        field = FieldObject(
          name, fallback: value, isKeywordOnly: isKeywordOnly, annotation: annotation)
      }
      if case .object(let object) = field.fallback, [.list, .dict, .set].contains(object.kind) {
        throw Raise.value(
          "mutable default \(try object.type.repr()) for field \(name) is not allowed: "
            + "use default_factory")
      }
      merge(field, into: &fields)
    }
    var optional: FieldObject?
    for field in fields where field.isParameter && !field.isKeywordOnly {
      if field.isOptional {
        optional = field
      } else if optional != nil {
        throw Raise.type("non-default argument '\(field.name)' follows default argument")
      }
    }
    return fields
  }

  private func merge(_ field: FieldObject, into fields: inout [FieldObject]) {
    if let index = fields.firstIndex(where: { $0.name == field.name }) {
      fields[index] = field
    } else {
      fields.append(field)
    }
  }

  private func add(
    _ name: Symbol, to type: TypeObject, _ body: @escaping NativeFunction.DirectBody
  ) {
    type.define(name, .object(NativeFunction(direct: name.text, isMethod: true, body: body)))
  }

  private func addInitializer(_ type: TypeObject, _ fields: [FieldObject]) {
    let parameters = fields.filter { $0.isParameter && !$0.isKeywordOnly }
    let named = fields.filter { $0.isParameter && $0.isKeywordOnly }
    let names = (parameters + named).map(\.name)
    let fallbacks = (parameters + named).map { $0.isOptional ? PyValue.unbound : nil }
    let title = "\(type.qualname).__init__"
    add(Names.initialize, to: type) { arguments throws(Raise) in
      guard let object = arguments[0].cast(AttributedObject.self) else { return .none }
      let given = arguments.withoutFirst
      guard given.count <= parameters.count || named.isEmpty else {
        throw Raise.type(
          "\(title)() takes \(parameters.count + 1) positional arguments but "
            + "\(given.count + 1) were given")
      }
      let values = try bindFields(given, names, fallbacks, title)
      for field in fields {
        var value = names.firstIndex(of: field.name).map { values[$0] } ?? .unbound
        if value.isUnbound { value = field.fallback }
        if value.isUnbound, !field.factory.isUnbound { value = try field.factory.call() }
        if !value.isUnbound { try object.setPlainAttribute(Symbol(field.name), value) }
      }
      if let method = object.type.lookup(Dataclass.afterwards) {
        _ = try method.callMethod(on: object)
      }
      return .none
    }
  }

  private func addRepr(_ type: TypeObject, _ fields: [FieldObject]) {
    let shown = fields.filter(\.isShown).map { Symbol($0.name) }
    add(Names.repr, to: type) { arguments throws(Raise) in
      guard case .object(let object) = arguments[0] else { return .none }
      return .string(
        try Nesting.enter(object, otherwise: "...") { () throws(Raise) -> String in
          var parts: [String] = []
          for name in shown {
            parts.append("\(name.text)=\(try object.attribute(name).repr())")
          }
          return "\(object.type.qualname)(\(parts.joined(separator: ", ")))"
        })
    }
  }

  private func addComparison(
    _ type: TypeObject, _ op: ComparisonOperator, _ names: [Symbol]
  ) {
    add(Names.method(op), to: type) { arguments throws(Raise) in
      guard arguments.count == 2, arguments[0].type === arguments[1].type else {
        return .notImplemented
      }
      let (left, right) = (
        try values(names, of: arguments[0]), try values(names, of: arguments[1])
      )
      return try Operators.compare(op, .tuple(left), .tuple(right))
    }
  }

  private func addHash(_ type: TypeObject, _ names: [Symbol]) {
    add(Names.hash, to: type) { arguments throws(Raise) in
      .int(try PyValue.tuple(try values(names, of: arguments[0])).hash())
    }
  }

  private func freeze(_ type: TypeObject) {
    for (name, verb) in [(Names.setAttr, "assign to"), (Names.delAttr, "delete")] {
      type.define(
        name,
        .object(
          FrozenHook { attribute throws(Raise) in
            throw Raise(.frozenInstanceError, "cannot \(verb) field '\(attribute)'")
          }))
    }
  }
}

private func values(_ names: [Symbol], of value: PyValue) throws(Raise) -> [PyValue] {
  var values: [PyValue] = []
  for name in names { values.append(try value.attribute(name)) }
  return values
}

/// `__setattr__` of a frozen class: a callable of the lesson's kind, so that assignments ask it.
private final class FrozenHook: PyObject {
  nonisolated(unsafe) static let type = TypeObject("function")
  private let refuse: (String) throws(Raise) -> Void

  init(_ refuse: @escaping (String) throws(Raise) -> Void) {
    self.refuse = refuse
    super.init(FrozenHook.type)
  }

  override var isCallable: Bool { true }
  override var bindsToInstances: Bool { true }

  override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try refuse(arguments.count > 1 ? try arguments[1].str() : "")
    return .none
  }
}
