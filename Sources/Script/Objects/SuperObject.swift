/// `super()`: the receiver seen past one of its classes.
package final class SuperObject: PyObject {
  private let start: TypeObject
  private let receiver: PyValue

  init(_ start: TypeObject, _ receiver: PyValue) {
    self.start = start
    self.receiver = receiver
    super.init(.superType)
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    let type = receiver.cast(TypeObject.self) ?? receiver.type
    if let (found, _) = type.lookup(name, after: start) {
      if let type = receiver.cast(TypeObject.self) {
        if name == Names.new || name == Names.initSubclass { return found.unwrappedStatic }
        return try found.boundToClass(type)
      }
      guard case .object(let object) = receiver else { return found }
      return try found.bound(to: object)
    }
    return plainMethod(name)
  }

  /// What `object` or a built-in container provides without a table.
  private func plainMethod(_ name: Symbol) -> PyValue? {
    if name == Names.initSubclass {
      return .native("__init_subclass__", "**kwargs") { _ throws(Raise) in .none }
    }
    guard case .object(let object) = receiver else { return nil }
    switch name {
    case Names.initialize:
      return .native("__init__", "*args, **kwargs") { a throws(Raise) in
        try self.initialize(object, a[0].items())
        return .none
      }
    case Names.repr where object is DictObject:
      return .native("__repr__", "") { _ throws(Raise) in
        .string(try (object as? DictObject)?.plainRepr() ?? "")
      }
    case Names.repr where object is ListObject:
      return .native("__repr__", "") { _ throws(Raise) in
        .string(try PyValue.object(ListObject((object as? ListObject)?.items ?? [])).repr())
      }
    case Names.setItem where object is DictObject:
      return .native("__setitem__", "key, value, /") { a throws(Raise) in
        try (object as? DictObject)?.set(a[0], a[1])
        return .none
      }
    case Names.getItem where object is DictObject:
      return .native("__getitem__", "key, /") { a throws(Raise) in
        guard let value = try (object as? DictObject)?.get(a[0]) else { throw Raise.key(a[0]) }
        return value
      }
    case Names.getItem where object is ListObject:
      return .native("__getitem__", "index, /") { a throws(Raise) in
        guard let list = object as? ListObject else { return .none }
        return try PyValue.object(ListObject(list.items)).item(a[0])
      }
    default: return object.kind == .instance ? nil : receiver.specialMethod(name)
    }
  }

  private func initialize(_ object: PyObject, _ arguments: [PyValue]) throws(Raise) {
    switch object {
    case let exception as ExceptionObject: exception.arguments = arguments
    case let list as ListObject:
      if let source = arguments.first { list.items = try source.contiguousItems() }
    case let dict as DictObject:
      if let source = arguments.first { try dict.update(with: source) }
    default:
      if !arguments.isEmpty {
        throw Raise.type(
          "object.__init__() takes exactly one argument (the instance to initialize)")
      }
    }
  }

  package override func repr() throws(Raise) -> String {
    "<super: \(try start.repr()), <\(receiver.typeName) object>>"
  }
}

nonisolated(unsafe) let constructSuper: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count == 2, let type = arguments[0].cast(TypeObject.self) else {
    throw Raise.runtime("super(): no arguments")
  }
  return .object(SuperObject(type, arguments[1]))
}
