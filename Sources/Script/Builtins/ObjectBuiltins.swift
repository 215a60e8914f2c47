nonisolated(unsafe) let objectBuiltins: [NativeFunction] = [
  NativeFunction("isinstance", "obj, class_or_tuple, /") { a throws(Raise) in
    .bool(
      try isKind(
        a[0].type, of: a[1], "isinstance() arg 2 must be a type, a tuple of types, or a union"))
  },
  NativeFunction("issubclass", "cls, class_or_tuple, /") { a throws(Raise) in
    guard let type = a[0].cast(TypeObject.self) else {
      throw Raise.type("issubclass() arg 1 must be a class")
    }
    return .bool(
      try isKind(
        type, of: a[1], "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
  },
  NativeFunction("callable", "obj, /") { a throws(Raise) in .bool(a[0].isCallable) },
  NativeFunction("id", "obj, /") { a throws(Raise) in
    switch a[0] {
    case .object(let object): .int(object.identityHash)
    case .int(let value): .int(value &* 32 &+ 140_000_000)
    default: .int(try a[0].hash() | 1 << 40)
    }
  },
  NativeFunction("hash", "obj, /") { a throws(Raise) in .int(try a[0].hash()) },
  NativeFunction("getattr", "object, name, default=..., /") { a throws(Raise) in
    guard let name = a[1].text else {
      throw Raise.type("attribute name must be string, not '\(a[1].typeName)'")
    }
    if a[2].isUnbound { return try a[0].attribute(Symbol(name)) }
    do throws(Raise) {
      return try a[0].findAttribute(Symbol(name)) ?? a[2]
    } catch {
      guard error.matches(.attributeError) else { throw error }
      return a[2]
    }
  },
  NativeFunction("hasattr", "obj, name, /") { a throws(Raise) in
    guard let name = a[1].text else {
      throw Raise.type("attribute name must be string, not '\(a[1].typeName)'")
    }
    do throws(Raise) {
      return .bool(try a[0].findAttribute(Symbol(name)) != nil)
    } catch {
      guard error.matches(.attributeError) else { throw error }
      return .bool(false)
    }
  },
  NativeFunction("setattr", "obj, name, value, /") { a throws(Raise) in
    guard let name = a[1].text else {
      throw Raise.type("attribute name must be string, not '\(a[1].typeName)'")
    }
    try a[0].setAttribute(Symbol(name), a[2])
    return .none
  },
  NativeFunction("delattr", "obj, name, /") { a throws(Raise) in
    guard case .object(let object) = a[0] else {
      throw Raise.missingAttribute(Symbol(try a.text(1)), of: a[0])
    }
    try object.deleteAttribute(Symbol(try a.text(1)))
    return .none
  },
  NativeFunction("vars", "object=..., /") { a throws(Raise) in
    if a[0].isUnbound { throw Raise.unsupported("vars() without an argument") }
    guard let dict = try a[0].findAttribute(Names.dict) else {
      throw Raise.type("vars() argument must have __dict__ attribute")
    }
    return dict
  },
  NativeFunction("dir", "object=..., /") { a throws(Raise) in
    if a[0].isUnbound { throw Raise.unsupported("dir() without an argument") }
    var names: Set<String> = []
    for type in (a[0].cast(TypeObject.self) ?? a[0].type).ancestors {
      names.formUnion(type.attributeOrder.map(\.text))
    }
    if let instance = a[0].cast(AttributedObject.self) {
      names.formUnion(instance.ownAttributes.map(\.0.text))
    }
    if let module = a[0].cast(ModuleObject.self) { names.formUnion(module.names) }
    return .list(names.sorted { precedes($0, $1) }.map { .string($0) })
  },
]

private func isKind(
  _ type: TypeObject, of kinds: PyValue, _ message: String
) throws(Raise) -> Bool {
  if let kind = kinds.cast(TypeObject.self) { return type.isSubclass(of: kind) }
  if let tuple = kinds.cast(TupleObject.self) {
    for item in tuple.items where try isKind(type, of: item, message) { return true }
    return false
  }
  throw Raise.type(message)
}
