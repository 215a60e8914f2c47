/// A `list`.
package final class ListObject: ContainerObject {
  @exclusivity(unchecked) package var items: ContiguousArray<PyValue>

  package init(_ items: [PyValue]) {
    self.items = ContiguousArray(items)
    super.init(.list, kind: .list)
  }

  package init(_ items: ContiguousArray<PyValue>, _ type: TypeObject = .list) {
    self.items = items
    super.init(type, kind: .list)
  }

  override func empty() { items = [] }

  package override func truth() throws(Raise) -> Bool {
    if type.isLesson { return try overriddenTruth() ?? !items.isEmpty }
    return !items.isEmpty
  }
  package override func length() throws(Raise) -> Int { items.count }
  package override func iterate() throws(Raise) -> PyIterator {
    if type.isLesson, let iterator = try overriddenIterator() { return iterator }
    return ListIterator(self)
  }

  package override func iterateReversed() throws(Raise) -> PyIterator? {
    var position = items.count
    return ClosureIterator(TypeObject.listReverseIterator) { () throws(Raise) -> PyValue? in
      position = min(position, self.items.count) - 1
      return position >= 0 ? self.items[position] : nil
    }
  }

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("unhashable type: '\(type.name)'")
  }

  package override func repr() throws(Raise) -> String {
    if type.isLesson, let text = try overriddenRepr() { return text }
    return try Nesting.enter(self, otherwise: "[...]") { () throws(Raise) -> String in
      var text = "["
      var index = 0
      while index < items.count {
        if index > 0 { text += ", " }
        text += try items[index].repr()
        index += 1
      }
      return text + "]"
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if type.isLesson, let found = try overriddenItem(key) { return found }
    if let slice = key.cast(SliceObject.self) {
      return .object(ListObject(items.picking(try slice.indices(items.count))))
    }
    return items[try key.sequenceIndex(items.count, of: "list")]
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    if let slice = key.cast(SliceObject.self) {
      return try setSlice(
        slice, ContiguousArray(try value.iterableItems("can only assign an iterable")))
    }
    holds(value)
    items[try key.sequenceIndex(items.count, of: "list", verb: "assignment ")] = value
  }

  private func setSlice(
    _ slice: SliceObject, _ values: ContiguousArray<PyValue>
  ) throws(Raise) {
    let positions = try slice.indices(items.count)
    values.forEach(holds)
    if positions.step == 1 {
      let end = max(positions.start, positions.stop)
      items.replaceSubrange(positions.start..<end, with: values)
      return
    }
    guard values.count == positions.count else {
      throw Raise.value(
        "attempt to assign sequence of size \(values.count) to extended slice of size "
          + "\(positions.count)")
    }
    var next = 0
    for position in positions {
      items[position] = values[next]
      next += 1
    }
  }

  package override func deleteItem(_ key: PyValue) throws(Raise) {
    if let slice = key.cast(SliceObject.self) {
      var removed: Set<Int> = []
      for index in try slice.indices(items.count) { removed.insert(index) }
      var index = -1
      items.removeAll { _ in
        index += 1
        return removed.contains(index)
      }
      return
    }
    items.remove(at: try key.sequenceIndex(items.count, of: "list", verb: "assignment "))
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    var index = 0
    while index < items.count {
      if try items[index].isSameOrEqual(to: value) { return true }
      index += 1
    }
    return false
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if type.isLesson, let found = try overriddenBinary(op, other) { return found }
    switch op {
    case .add:
      guard let list = other.cast(ListObject.self) else { return nil }
      try Room.values(items.count + list.items.count)
      return .object(ListObject(items + list.items))
    case .multiply:
      guard let count = try other.repeatCount else { return nil }
      return .object(ListObject(try items.repeated(count)))
    default: return nil
    }
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    op == .multiply ? try binary(op, other) : nil
  }

  package override func inPlace(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    switch op {
    case .add:
      let more = try other.iterableItems("'\(other.typeName)' object is not iterable")
      try Room.values(items.count + more.count)
      more.forEach(holds)
      items += more
      return .object(self)
    case .multiply:
      guard let count = try other.repeatCount else { return nil }
      items = try items.repeated(count)
      return .object(self)
    default: return nil
    }
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let list = other.cast(ListObject.self) else { return nil }
    return try compareSequences(op, items, list.items)
  }
}

extension TypeObject {
  nonisolated(unsafe) static let listReverseIterator = TypeObject(
    "list_reverseiterator", members: iteratorMembers)
}

extension ContiguousArray<PyValue> {
  func picking(_ positions: SliceIndices) -> ContiguousArray<PyValue> {
    if positions.step == 1 {
      guard positions.count > 0 else { return [] }
      return ContiguousArray(self[positions.start..<positions.start + positions.count])
    }
    var picked = ContiguousArray<PyValue>()
    picked.reserveCapacity(positions.count)
    for position in positions { picked.append(self[position]) }
    return picked
  }

  func repeated(_ times: Int) throws(Raise) -> ContiguousArray<PyValue> {
    let (total, isOver) = count.multipliedReportingOverflow(by: Swift.max(times, 0))
    if isOver { throw Raise(.memoryError, []) }
    try Room.values(total)
    if count == 1, times > 0 { return ContiguousArray(repeating: self[0], count: times) }
    var all = ContiguousArray<PyValue>()
    guard times > 0 else { return all }
    all.reserveCapacity(count * times)
    for _ in 0..<times { all += self }
    return all
  }
}
