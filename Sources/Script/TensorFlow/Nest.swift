/// Nested lists, tuples and dictionaries of anything, as `tf.nest` reads them.
enum Nest {
  /// The leaves in order; a dictionary's by its sorted keys.
  static func leaves(of value: PyValue) throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    try collect(value, into: &found)
    return found
  }

  private static func collect(_ value: PyValue, into found: inout [PyValue]) throws(Raise) {
    switch value.object?.kind {
    case .list, .tuple:
      for item in try value.contiguousItems() { try collect(item, into: &found) }
    case .dict:
      for key in try sortedKeys(of: value) { try collect(try value.item(key), into: &found) }
    default: found.append(value)
    }
  }

  private static func sortedKeys(of dict: PyValue) throws(Raise) -> [PyValue] {
    var keys = try dict.items()
    var index = 1
    while index < keys.count {
      var place = index
      while place > 0, try keys[place].isLess(than: keys[place - 1]) {
        keys.swapAt(place, place - 1)
        place -= 1
      }
      index += 1
    }
    return keys
  }

  /// New leaves in the form of an old structure.
  static func pack(
    like value: PyValue, _ leaves: inout ArraySlice<PyValue>
  ) throws(Raise) -> PyValue {
    switch value.object?.kind {
    case .list:
      var items: [PyValue] = []
      for item in try value.contiguousItems() { items.append(try pack(like: item, &leaves)) }
      return .list(items)
    case .tuple:
      var items: [PyValue] = []
      for item in try value.contiguousItems() { items.append(try pack(like: item, &leaves)) }
      return value.cast(TupleObject.self).map { .object($0.replacing(items)) } ?? .tuple(items)
    case .dict:
      let packed = DictObject()
      for key in try sortedKeys(of: value) {
        try packed.set(key, try pack(like: try value.item(key), &leaves))
      }
      let result = DictObject()
      for key in try value.items() { try result.set(key, try packed.item(key)) }
      return .object(result)
    default: return leaves.popFirst() ?? .none
    }
  }
}
