private func list(_ a: Bound) throws(Raise) -> ListObject { try a.object(0, ListObject.self) }

nonisolated(unsafe) let listMembers: [NativeMember] = [
  .directMethod("__init__") { a throws(Raise) in
    guard a.count <= 2, a.keywords == nil, let list = a[0].cast(ListObject.self) else {
      throw Raise.type("list expected at most 1 argument, got \(a.count - 1)")
    }
    list.items = a.count == 2 ? try a[1].contiguousItems() : []
    return .none
  },
  .directMethod("append") { a throws(Raise) in
    guard a.count == 2, a.keywords == nil, case .object(let object) = a[0], object.kind == .list
    else {
      throw Raise.type("list.append() takes exactly one argument (\(a.count - 1) given)")
    }
    let list = unsafeDowncast(object, to: ListObject.self)
    if list.items.count == list.items.capacity { try Room.values(list.items.count * 2) }
    list.holds(a[1])
    list.items.append(a[1])
    return .none
  },
  .method("extend", "iterable, /") { a throws(Raise) in
    let list = try list(a)
    let more = try a[1].iterableItems("'\(a[1].typeName)' object is not iterable")
    try Room.values(list.items.count + more.count)
    more.forEach(list.holds)
    list.items += more
    return .none
  },
  .method("insert", "index, object, /") { a throws(Raise) in
    let list = try list(a)
    var index = try a.int(1)
    if index < 0 { index = max(index + list.items.count, 0) }
    list.holds(a[2])
    list.items.insert(a[2], at: min(index, list.items.count))
    return .none
  },
  .method("pop", "index=-1, /") { a throws(Raise) in
    let list = try list(a)
    guard !list.items.isEmpty else { throw Raise.index("pop from empty list") }
    var index = try a.int(1)
    if index < 0 { index += list.items.count }
    guard list.items.indices.contains(index) else { throw Raise.index("pop index out of range") }
    return list.items.remove(at: index)
  },
  .method("remove", "value, /") { a throws(Raise) in
    let list = try list(a)
    var index = 0
    while index < list.items.count {
      if try list.items[index].isSameOrEqual(to: a[1]) {
        list.items.remove(at: index)
        return .none
      }
      index += 1
    }
    throw Raise.value("list.remove(x): x not in list")
  },
  .method("clear", "") { a throws(Raise) in
    try list(a).items.removeAll()
    return .none
  },
  .method("copy", "") { a throws(Raise) in .object(ListObject(try list(a).items)) },
  .method("reverse", "") { a throws(Raise) in
    try list(a).items.reverse()
    return .none
  },
  .method("sort", "*, key=None, reverse=False") { a throws(Raise) in
    let list = try list(a)
    let items = list.items
    list.items = []
    do throws(Raise) {
      list.items = try sorted(items, key: a[1], reverse: try a.bool(2))
    } catch {
      list.items = items
      throw error
    }
    return .none
  },
  .method("index", "value, start=0, stop=None, /") { a throws(Raise) in
    let items = try list(a).items
    guard let found = try position(of: a[1], in: items, a[2], a[3]) else {
      throw Raise.value("\(try a[1].repr()) is not in list")
    }
    return .int(found)
  },
  .method("count", "value, /") { a throws(Raise) in .int(try count(of: a[1], in: list(a).items)) },
]

nonisolated(unsafe) let tupleMembers: [NativeMember] = [
  .method("index", "value, start=0, stop=None, /") { a throws(Raise) in
    let items = try a.object(0, TupleObject.self).items
    guard let found = try position(of: a[1], in: items, a[2], a[3]) else {
      throw Raise.value("tuple.index(x): x not in tuple")
    }
    return .int(found)
  },
  .method("count", "value, /") { a throws(Raise) in
    .int(try count(of: a[1], in: try a.object(0, TupleObject.self).items))
  },
]

private func position(
  of value: PyValue, in items: ContiguousArray<PyValue>, _ start: PyValue, _ stop: PyValue
) throws(Raise) -> Int? {
  let range = try SliceObject(start, stop, .none).indices(items.count)
  var index = range.start
  while index < range.stop {
    if try items[index].isSameOrEqual(to: value) { return index }
    index += 1
  }
  return nil
}

private func count(
  of value: PyValue, in items: ContiguousArray<PyValue>
) throws(Raise) -> Int {
  var count = 0
  for item in items where try item.isSameOrEqual(to: value) { count += 1 }
  return count
}

nonisolated(unsafe) let constructList: TypeObject.Constructor = { type, arguments throws(Raise) in
  if arguments.count == 0, arguments.keywords == nil {
    return .object(ListObject(ContiguousArray(), type))
  }
  guard arguments.count == 1, arguments.keywords == nil else {
    if arguments.keywords != nil { throw Raise.type("list() takes no keyword arguments") }
    throw Raise.type("list expected at most 1 argument, got \(arguments.count)")
  }
  return .object(ListObject(try arguments[0].contiguousItems(), type))
}

nonisolated(unsafe) let constructTuple: TypeObject.Constructor = { _, arguments throws(Raise) in
  if arguments.count == 0 { return .tuple([]) }
  guard arguments.count == 1 else {
    throw Raise.type("tuple expected at most 1 argument, got \(arguments.count)")
  }
  if let tuple = arguments[0].cast(TupleObject.self), tuple.type === TypeObject.tuple {
    return arguments[0]
  }
  return .object(TupleObject(try arguments[0].contiguousItems()))
}
