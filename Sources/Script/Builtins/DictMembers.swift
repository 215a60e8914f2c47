private func dict(_ a: Bound) throws(Raise) -> DictObject {
  if case .object(let object) = a[0], object.kind == .dict {
    return unsafeDowncast(object, to: DictObject.self)
  }
  return try a.object(0, DictObject.self)
}

nonisolated(unsafe) let dictMembers: [NativeMember] = [
  .directMethod("__init__") { a throws(Raise) in
    guard a.count <= 2, let dict = a[0].cast(DictObject.self) else {
      throw Raise.type("dict expected at most 1 argument, got \(a.count - 1)")
    }
    if a.count == 2 { try dict.update(with: a[1]) }
    for (name, value) in a.named { try dict.set(name.value, value) }
    return .none
  },
  .method("get", "key, default=None, /") { a throws(Raise) in PyValue(try dict(a).get(a[1]) ?? a[2])
  },
  .method("keys", "") { a throws(Raise) in .object(DictView(try dict(a), .keys)) },
  .method("values", "") { a throws(Raise) in .object(DictView(try dict(a), .values)) },
  .method("items", "") { a throws(Raise) in .object(DictView(try dict(a), .pairs)) },
  .method("copy", "") { a throws(Raise) in
    let copy = DictObject()
    copy.table = try dict(a).table
    return .object(copy)
  },
  .method("clear", "") { a throws(Raise) in
    try dict(a).table.removeAll()
    return .none
  },
  .method("pop", "key, default=..., /") { a throws(Raise) in
    if let value = try dict(a).remove(a[1]) { return value }
    if a[2].isUnbound { throw Raise.key(a[1]) }
    return a[2]
  },
  .method("popitem", "") { a throws(Raise) in
    let dict = try dict(a)
    guard let (key, value) = dict.table.last else {
      throw Raise(.keyError, "popitem(): dictionary is empty")
    }
    _ = try dict.remove(key)
    return .tuple([key, value])
  },
  .method("setdefault", "key, default=None, /") { a throws(Raise) in
    let dict = try dict(a)
    if let value = try dict.get(a[1]) { return value }
    try dict.set(a[1], a[2])
    return a[2]
  },
  .directMethod("update") { a throws(Raise) in
    guard let dict = a[0].cast(DictObject.self) else { return .none }
    guard a.count <= 2 else {
      throw Raise.type("update expected at most 1 argument, got \(a.count - 1)")
    }
    if a.count == 2 { try dict.update(with: a[1]) }
    for (name, value) in a.named { try dict.set(name.value, value) }
    return .none
  },
  .classMethod("fromkeys", "iterable, value=None") { a throws(Raise) in
    let dict = DictObject()
    for key in try a[1].items() { try dict.set(key, a[2]) }
    return .object(dict)
  },
]

nonisolated(unsafe) let dictViewMembers: [NativeMember] = [
  .method("isdisjoint", "other, /") { a throws(Raise) in
    for item in try a[1].items() where try a[0].contains(item) { return .bool(false) }
    return .bool(true)
  }
]

nonisolated(unsafe) let constructDict: TypeObject.Constructor = { type, arguments throws(Raise) in
  let dict = DictObject(type)
  guard arguments.count <= 1 else {
    throw Raise.type("dict expected at most 1 argument, got \(arguments.count)")
  }
  if arguments.count == 1 {
    guard try arguments[0].isIterable() else {
      throw Raise.type("'\(arguments[0].typeName)' object is not iterable")
    }
    try dict.update(with: arguments[0])
  }
  for (name, value) in arguments.named { try dict.set(name.value, value) }
  return .object(dict)
}
