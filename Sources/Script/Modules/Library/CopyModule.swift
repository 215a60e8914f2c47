/// Python's `copy`.
func makeCopyModule() -> ModuleObject {
  let module = ModuleObject("copy")
  module.function("copy", "x") { a throws(Raise) in try shallowCopy(a[0]) }
  module.function("deepcopy", "x, memo=None") { a throws(Raise) in
    var copier = DeepCopier()
    return try copier.copy(a[0], depth: 0)
  }
  return module
}

private func shallowCopy(_ value: PyValue) throws(Raise) -> PyValue {
  guard case .object(let object) = value else { return value }
  if let method = object.type.lookup(Symbol("__copy__")) {
    return try method.callMethod(on: object)
  }
  switch object.kind {
  case .list where !object.type.isLesson:
    return .object(ListObject(unsafeDowncast(object, to: ListObject.self).items))
  case .dict, .set:
    guard let method = object.type.lookup("copy") else { return value }
    return try method.callMethod(on: object)
  case .instance:
    guard object.type.isPlainInstance, let old = object as? AttributedObject else { break }
    let copy = InstanceObject(object.type)
    for (name, value) in old.ownAttributes { copy.setOwnAttribute(name, value) }
    return .object(copy)
  case .string, .bytes, .tuple, .range, .bigInt, .complex, .function, .native, .method, .type:
    return value
  default:
    if let method = object.type.lookup("copy") { return try method.callMethod(on: object) }
  }
  if object.kind == .module { throw Raise.type("cannot pickle 'module' object") }
  throw Raise.unsupported("copy.copy() of '\(object.type.name)'")
}

/// Copies a web of values; what is met twice is copied once.
private struct DeepCopier {
  private var copies: [ObjectIdentifier: PyValue] = [:]
  /// What is copied stays alive, so that addresses stay names.
  private var originals: [PyObject] = []

  mutating func copy(_ value: PyValue, depth: Int) throws(Raise) -> PyValue {
    guard case .object(let object) = value else { return value }
    if let known = copies[ObjectIdentifier(object)] { return known }
    guard depth < 900 else {
      throw Raise(.recursionError, "maximum recursion depth exceeded")
    }
    if let method = object.type.lookup(Symbol("__deepcopy__")) {
      return try method.callMethod(on: object, .object(DictObject()))
    }
    originals.append(object)
    switch object.kind {
    case .list where !object.type.isLesson:
      let copy = ListObject(ContiguousArray())
      copies[ObjectIdentifier(object)] = .object(copy)
      for item in unsafeDowncast(object, to: ListObject.self).items {
        copy.items.append(try self.copy(item, depth: depth + 1))
      }
      return .object(copy)
    case .tuple where object.type === TypeObject.tuple:
      var items = ContiguousArray<PyValue>()
      let old = unsafeDowncast(object, to: TupleObject.self)
      for item in old.items { items.append(try copy(item, depth: depth + 1)) }
      let isSame = zip(items, old.items).allSatisfy { $0.isSame(as: $1) }
      return isSame ? value : .object(TupleObject(items))
    case .dict:
      let dict = unsafeDowncast(object, to: DictObject.self)
      guard let copy = try shallowCopy(value).cast(DictObject.self) else { break }
      copy.table.removeAll()
      copies[ObjectIdentifier(object)] = .object(copy)
      for (key, value) in dict.pairs {
        try copy.set(try self.copy(key, depth: depth + 1), try self.copy(value, depth: depth + 1))
      }
      return .object(copy)
    case .set: return try shallowCopy(value)
    case .instance:
      guard object.type.isPlainInstance, let old = object as? AttributedObject else { break }
      let copy = InstanceObject(object.type)
      copies[ObjectIdentifier(object)] = .object(copy)
      for (name, value) in old.ownAttributes {
        copy.setOwnAttribute(name, try self.copy(value, depth: depth + 1))
      }
      return .object(copy)
    default: break
    }
    return try shallowCopy(value)
  }
}

extension TypeObject {
  /// Whether instances are made of their attributes alone.
  fileprivate var isPlainInstance: Bool {
    isLesson && ancestors.allSatisfy { $0.isLesson || $0 === TypeObject.object }
  }
}
