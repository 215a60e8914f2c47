/// A `dict`.
package class DictObject: ContainerObject {
  @exclusivity(unchecked) final var table = HashTable()
  /// The instance whose `__dict__` this is: assignments reach it.
  private final let instance: AttributedObject?

  package init(_ type: TypeObject = .dict) {
    instance = nil
    super.init(type, kind: .dict)
  }

  init(attributesOf instance: AttributedObject) {
    self.instance = instance
    super.init(.dict, kind: .dict)
  }

  package final var count: Int { table.count }

  override func empty() { table.removeAll() }

  package final func get(_ key: PyValue) throws(Raise) -> PyValue? {
    let position = try table.find(key, try key.hash())
    return position < 0 ? nil : table.entries[position].value
  }

  package final func get(text: String) -> PyValue? {
    let key = PyValue.string(text)
    guard let hash = try? key.hash(), let position = try? table.find(key, hash), position >= 0
    else { return nil }
    return table.entries[position].value
  }

  package final func set(_ key: PyValue, _ value: PyValue) throws(Raise) {
    holds(value)
    try table.set(key, try key.hash(), value)
    if let instance, let name = key.text { instance.setOwnAttribute(Symbol(name), value) }
  }

  /// Sets under a name, which cannot fail.
  package final func set(text: Symbol, _ value: PyValue) {
    holds(value)
    try? table.set(text.value, try text.value.hash(), value)
  }

  package final func remove(_ key: PyValue) throws(Raise) -> PyValue? {
    let position = try table.find(key, try key.hash())
    guard position >= 0 else { return nil }
    let value = table.entries[position].value
    table.remove(at: position)
    return value
  }

  package final var keys: [PyValue] { table.live.map(\.key) }
  package final var pairs: [(key: PyValue, value: PyValue)] {
    table.live.map { ($0.key, $0.value) }
  }

  package override func truth() throws(Raise) -> Bool { count > 0 }
  package override func length() throws(Raise) -> Int { count }

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("unhashable type: '\(type.name)'")
  }

  package override func iterate() throws(Raise) -> PyIterator {
    if type.isLesson, let iterator = try overriddenIterator() { return iterator }
    return DictIterator(self, .keys)
  }
  package override func iterateReversed() throws(Raise) -> PyIterator? {
    ArrayIterator(ContiguousArray(keys.reversed()), .keyIterator)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if type.isLesson, let found = try overriddenItem(key) { return found }
    if let found = try get(key) { return found }
    if let method = type.lookup(Names.missing) { return try method.callMethod(on: self, key) }
    throw Raise.key(key)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    if type.isLesson, let method = type.lookup(Names.setItem), !method.isNative {
      _ = try method.callMethod(on: self, key, value)
      return
    }
    try set(key, value)
  }

  package override func deleteItem(_ key: PyValue) throws(Raise) {
    guard try remove(key) != nil else { throw Raise.key(key) }
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    try table.find(value, try value.hash()) >= 0
  }

  package override func repr() throws(Raise) -> String {
    if type.isLesson, let text = try overriddenRepr() { return text }
    return try plainRepr()
  }

  final func plainRepr() throws(Raise) -> String {
    try Nesting.enter(self, otherwise: "{...}") { () throws(Raise) -> String in
      var parts: [String] = []
      for (key, value) in pairs { parts.append("\(try key.repr()): \(try value.repr())") }
      return "{\(parts.joined(separator: ", "))}"
    }
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .bitOr, let other = other.cast(DictObject.self) else { return nil }
    let merged = DictObject()
    merged.table = table
    try merged.update(with: .object(other))
    return .object(merged)
  }

  package override func inPlace(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .bitOr else { return nil }
    try update(with: other)
    return .object(self)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(DictObject.self) else {
      return nil
    }
    return .bool(try isEqual(to: other) == (op == .equal))
  }

  private func isEqual(to other: DictObject) throws(Raise) -> Bool {
    guard count == other.count else { return false }
    return try Nesting.compare { () throws(Raise) -> Bool in
      for entry in table.live {
        let position = try other.table.find(entry.key, entry.hash)
        guard position >= 0 else { return false }
        guard try entry.value.isSameOrEqual(to: other.table.entries[position].value) else {
          return false
        }
      }
      return true
    }
  }

  /// `update` with a mapping or an iterable of pairs.
  package final func update(with source: PyValue) throws(Raise) {
    if let dict = source.cast(DictObject.self) {
      for entry in dict.table.live { try table.set(entry.key, entry.hash, entry.value) }
      return
    }
    if let object = source.object, let keys = try object.findAttribute(Symbol("keys")) {
      for key in try keys.call().items() { try set(key, try object.item(key)) }
      return
    }
    var index = 0
    let iterator = try source.iterate()
    while let element = try iterator.next() {
      let pair: [PyValue]
      do throws(Raise) {
        pair = try element.items()
      } catch {
        throw Raise.type(
          "cannot convert dictionary update sequence element #\(index) to a sequence")
      }
      guard pair.count == 2 else {
        throw Raise.value(
          "dictionary update sequence element #\(index) has length \(pair.count); 2 is required")
      }
      try set(pair[0], pair[1])
      index += 1
    }
  }
}

/// What iterating over a dictionary gives.
enum DictPart {
  case keys
  case values
  case pairs
}

/// Iterates over a dictionary and notices when it changes.
package final class DictIterator: PyIterator {
  private let dict: DictObject
  private let part: DictPart
  @exclusivity(unchecked) private var position = 0
  private let expected: Int
  private var seen = 0

  init(_ dict: DictObject, _ part: DictPart) {
    self.dict = dict
    self.part = part
    expected = dict.count
    super.init(.keyIterator)
  }

  package override var remaining: Int? { max(expected - seen, 0) }

  package override func next() throws(Raise) -> PyValue? {
    guard dict.count == expected else {
      throw Raise.runtime("dictionary changed size during iteration")
    }
    while position < dict.table.entries.count {
      let entry = dict.table.entries[position]
      position += 1
      if entry.key.isUnbound { continue }
      seen += 1
      switch part {
      case .keys: return entry.key
      case .values: return entry.value
      case .pairs: return .tuple([entry.key, entry.value])
      }
    }
    return nil
  }
}

/// `keys()`, `values()` or `items()` of a dictionary.
package final class DictView: PyObject {
  let dict: DictObject
  let part: DictPart

  init(_ dict: DictObject, _ part: DictPart) {
    self.dict = dict
    self.part = part
    switch part {
    case .keys: super.init(.dictKeys)
    case .values: super.init(.dictValues)
    case .pairs: super.init(.dictItems)
    }
  }

  package override func length() throws(Raise) -> Int { dict.count }
  package override func truth() throws(Raise) -> Bool { dict.count > 0 }
  package override func iterate() throws(Raise) -> PyIterator { DictIterator(dict, part) }

  package override func iterateReversed() throws(Raise) -> PyIterator? {
    ArrayIterator(ContiguousArray(try PyValue.object(self).items().reversed()), .keyIterator)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    switch part {
    case .keys: return try dict.contains(value)
    case .values: return try super.contains(value)
    case .pairs:
      guard let pair = value.cast(TupleObject.self), pair.items.count == 2 else { return false }
      return try dict.get(pair.items[0])?.isSameOrEqual(to: pair.items[1]) ?? false
    }
  }

  package override func repr() throws(Raise) -> String {
    "\(type.name)(\(try PyValue.list(PyValue.object(self).items()).repr()))"
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard part != .values else { return nil }
    switch op {
    case .bitAnd, .bitOr, .bitXor, .subtract:
      let set = SetObject()
      try set.update(with: .object(self))
      let right = SetObject()
      try right.update(with: other)
      return try set.binary(op, .object(right))
    default: return nil
    }
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard part != .values, let object = other.object, object is DictView || object is SetObject
    else { return nil }
    let left = SetObject()
    try left.update(with: .object(self))
    let right = SetObject()
    try right.update(with: other)
    return try left.compare(op, .object(right))
  }
}
