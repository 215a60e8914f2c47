/// `deque(iterable, maxlen)`: a list whose ends are equally near.
package final class DequeObject: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "deque", module: "collections",
    construct: { _, arguments throws(Raise) in
      try dequeSignature.bind(arguments) { a throws(Raise) in
        let limit: Int? = a.has(1) ? try a.int(1) : nil
        if let limit, limit < 0 { throw Raise.value("maxlen must be non-negative") }
        let deque = DequeObject(limit)
        if a.has(0) { try deque.extend(a[0]) }
        return .object(deque)
      }
    }, members: dequeMembers)

  /// Values in order; the first `head` places are free.
  private var storage = ContiguousArray<PyValue>()
  private var head = 0
  let limit: Int?

  init(_ limit: Int?) {
    self.limit = limit
    super.init(DequeObject.type)
  }

  var count: Int { storage.count - head }
  var items: ContiguousArray<PyValue> { ContiguousArray(storage[head...]) }

  func replace(with items: ContiguousArray<PyValue>) {
    storage = items
    head = 0
  }

  func append(_ value: PyValue) {
    if limit == 0 { return }
    storage.append(value)
    if let limit, count > limit { _ = popFirst() }
  }

  func prepend(_ value: PyValue) {
    if limit == 0 { return }
    if head == 0 {
      let room = max(8, storage.count)
      storage.insert(contentsOf: repeatElement(.unbound, count: room), at: 0)
      head = room
    }
    head -= 1
    storage[head] = value
    if let limit, count > limit { storage.removeLast() }
  }

  func popFirst() -> PyValue? {
    guard count > 0 else { return nil }
    let value = storage[head]
    storage[head] = .unbound
    head += 1
    if head > 32, head * 2 > storage.count {
      storage.removeFirst(head)
      head = 0
    }
    return value
  }

  func popLast() -> PyValue? { count > 0 ? storage.removeLast() : nil }

  func extend(_ source: PyValue) throws(Raise) {
    for value in try source.contiguousItems() { append(value) }
  }

  private func place(_ key: PyValue) throws(Raise) -> Int {
    guard let index = try key.asIndex()?.smallInt else {
      throw Raise.type("sequence index must be integer, not '\(key.typeName)'")
    }
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else { throw Raise.index("deque index out of range") }
    return head + position
  }

  package override func length() throws(Raise) -> Int { count }
  package override func truth() throws(Raise) -> Bool { count > 0 }
  package override func hash() throws(Raise) -> Int { throw Raise.type("unhashable type: 'deque'") }
  package override func item(_ key: PyValue) throws(Raise) -> PyValue { storage[try place(key)] }
  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    storage[try place(key)] = value
  }
  package override func deleteItem(_ key: PyValue) throws(Raise) {
    storage.remove(at: try place(key))
  }

  package override func iterate() throws(Raise) -> PyIterator {
    let expected = count
    var position = 0
    return ClosureIterator { () throws(Raise) -> PyValue? in
      guard self.count == expected else { throw Raise.runtime("deque mutated during iteration") }
      guard position < self.count else { return nil }
      defer { position += 1 }
      return self.storage[self.head + position]
    }
  }

  package override func iterateReversed() throws(Raise) -> PyIterator? {
    ArrayIterator(ContiguousArray(items.reversed()), .iterator)
  }

  package override func repr() throws(Raise) -> String {
    try Nesting.enter(self, otherwise: "[...]") { () throws(Raise) -> String in
      let text = try PyValue.object(ListObject(items)).repr()
      return "deque(\(text)\(limit.map { ", maxlen=\($0)" } ?? ""))"
    }
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(DequeObject.self) else { return nil }
    return try compareSequences(op, items, other.items)
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard op == .add, let other = other.cast(DequeObject.self) else { return nil }
    let sum = DequeObject(limit)
    for value in items + other.items { sum.append(value) }
    return .object(sum)
  }

  package override func inPlace(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard op == .add else { return nil }
    try extend(other)
    return .object(self)
  }
}

nonisolated(unsafe) private let dequeSignature = Signature(
  "deque", "iterable=None, maxlen=None", manner: .builtin)

private func deque(_ a: Bound) throws(Raise) -> DequeObject { try a.object(0, DequeObject.self) }

nonisolated(unsafe) private let dequeMembers: [NativeMember] = [
  .method("append", "item, /") { a throws(Raise) in
    try deque(a).append(a[1])
    return .none
  },
  .method("appendleft", "item, /") { a throws(Raise) in
    try deque(a).prepend(a[1])
    return .none
  },
  .method("pop", "") { a throws(Raise) in
    guard let value = try deque(a).popLast() else {
      throw Raise.index("pop from an empty deque")
    }
    return value
  },
  .method("popleft", "") { a throws(Raise) in
    guard let value = try deque(a).popFirst() else {
      throw Raise.index("pop from an empty deque")
    }
    return value
  },
  .method("extend", "iterable, /") { a throws(Raise) in
    try deque(a).extend(a[1])
    return .none
  },
  .method("extendleft", "iterable, /") { a throws(Raise) in
    let deque = try deque(a)
    for value in try a[1].contiguousItems() { deque.prepend(value) }
    return .none
  },
  .method("clear", "") { a throws(Raise) in
    try deque(a).replace(with: [])
    return .none
  },
  .method("copy", "") { a throws(Raise) in
    let copy = DequeObject(try deque(a).limit)
    copy.replace(with: try deque(a).items)
    return .object(copy)
  },
  .method("count", "value, /") { a throws(Raise) in
    var count = 0
    for value in try deque(a).items where try value.isSameOrEqual(to: a[1]) { count += 1 }
    return .int(count)
  },
  .method("remove", "value, /") { a throws(Raise) in
    var items = try deque(a).items
    for (index, value) in items.enumerated() where try value.isSameOrEqual(to: a[1]) {
      items.remove(at: index)
      try deque(a).replace(with: items)
      return .none
    }
    throw Raise.value("\(try a[1].repr()) is not in deque")
  },
  .method("rotate", "n=1, /") { a throws(Raise) in
    let deque = try deque(a)
    let items = deque.items
    guard !items.isEmpty else { return .none }
    let shift = ((try a.int(1) % items.count) + items.count) % items.count
    deque.replace(with: ContiguousArray(items.suffix(shift) + items.prefix(items.count - shift)))
    return .none
  },
  .method("reverse", "") { a throws(Raise) in
    try deque(a).replace(with: ContiguousArray(try deque(a).items.reversed()))
    return .none
  },
  .property("maxlen") { value throws(Raise) in
    PyValue(value.cast(DequeObject.self)?.limit.map { .int($0) })
  },
]
