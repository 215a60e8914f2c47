private func set(_ a: Bound) throws(Raise) -> SetObject { try a.object(0, SetObject.self) }

/// The other operands of a set method that takes any number of iterables.
private func others(_ a: Bound) throws(Raise) -> [PyValue] { try a[1].items() }

private func asSet(_ value: PyValue) throws(Raise) -> SetObject {
  if let set = value.cast(SetObject.self) { return set }
  let set = SetObject()
  try set.update(with: value)
  return set
}

nonisolated(unsafe) private let sharedMembers: [NativeMember] = [
  .method("copy", "") { a throws(Raise) in
    let set = try set(a)
    return .object(set.copy(set.type))
  },
  .method("union", "*others") { a throws(Raise) in
    var result = try set(a).copy(try set(a).type)
    for other in try others(a) { result = try result.union(other) }
    return .object(result)
  },
  .method("intersection", "*others") { a throws(Raise) in
    var result = try set(a).copy(try set(a).type)
    for other in try others(a) { result = try result.intersection(other) }
    return .object(result)
  },
  .method("difference", "*others") { a throws(Raise) in
    var result = try set(a).copy(try set(a).type)
    for other in try others(a) { result = try result.difference(other) }
    return .object(result)
  },
  .method("symmetric_difference", "other, /") { a throws(Raise) in
    .object(try set(a).symmetricDifference(a[1]))
  },
  .method("issubset", "other, /") { a throws(Raise) in
    .bool(try set(a).isSubset(of: try asSet(a[1])))
  },
  .method("issuperset", "other, /") { a throws(Raise) in
    .bool(try asSet(a[1]).isSubset(of: try set(a)))
  },
  .method("isdisjoint", "other, /") { a throws(Raise) in
    .bool(try set(a).intersection(a[1]).count == 0)
  },
]

nonisolated(unsafe) let frozenSetMembers = sharedMembers

nonisolated(unsafe) let setMembers: [NativeMember] =
  sharedMembers + [
    .directMethod("__init__") { a throws(Raise) in
      guard a.count <= 2, a.keywords == nil, let set = a[0].cast(SetObject.self) else {
        throw Raise.type("set expected at most 1 argument, got \(a.count - 1)")
      }
      set.removeAll()
      if a.count == 2 { try set.update(with: a[1]) }
      return .none
    },
    .method("add", "element, /") { a throws(Raise) in
      try set(a).add(a[1])
      return .none
    },
    .method("remove", "element, /") { a throws(Raise) in
      guard try set(a).discard(a[1]) else { throw Raise.key(a[1]) }
      return .none
    },
    .method("discard", "element, /") { a throws(Raise) in
      try set(a).discard(a[1])
      return .none
    },
    .method("pop", "") { a throws(Raise) in
      guard let value = try set(a).popAny() else {
        throw Raise(.keyError, "pop from an empty set")
      }
      return value
    },
    .method("clear", "") { a throws(Raise) in
      try set(a).removeAll()
      return .none
    },
    .method("update", "*others") { a throws(Raise) in
      for other in try others(a) { try set(a).update(with: other) }
      return .none
    },
    .method("intersection_update", "*others") { a throws(Raise) in
      for other in try others(a) { try set(a).keepOnly(other) }
      return .none
    },
    .method("difference_update", "*others") { a throws(Raise) in
      for other in try others(a) { try set(a).subtract(other) }
      return .none
    },
    .method("symmetric_difference_update", "other, /") { a throws(Raise) in
      let result = try set(a).symmetricDifference(a[1])
      try set(a).removeAll()
      try set(a).update(with: .object(result))
      return .none
    },
  ]

nonisolated(unsafe) let constructSet: TypeObject.Constructor = { _, arguments throws(Raise) in
  try makeSet(.set, arguments)
}

nonisolated(unsafe) let constructFrozenSet: TypeObject.Constructor = { _, arguments throws(Raise) in
  if let same = arguments.count == 1 ? arguments[0].cast(SetObject.self) : nil, same.isFrozen {
    return arguments[0]
  }
  return try makeSet(.frozenset, arguments)
}

private func makeSet(_ type: TypeObject, _ arguments: Arguments) throws(Raise) -> PyValue {
  guard arguments.keywords == nil else {
    throw Raise.type("\(type.name)() takes no keyword arguments")
  }
  guard arguments.count <= 1 else {
    throw Raise.type("\(type.name) expected at most 1 argument, got \(arguments.count)")
  }
  let set = SetObject(type)
  if arguments.count == 1 { try set.update(with: arguments[0]) }
  return .object(set)
}
