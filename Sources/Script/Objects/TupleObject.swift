/// A `tuple`.
package class TupleObject: PyObject {
  package final let items: ContiguousArray<PyValue>

  package convenience init(_ items: [PyValue]) { self.init(ContiguousArray(items)) }

  package init(_ items: ContiguousArray<PyValue>, _ type: TypeObject = .tuple) {
    self.items = items
    super.init(type, kind: .tuple)
  }

  /// A tuple of the same class with other items.
  func replacing(_ items: [PyValue]) -> TupleObject { TupleObject(ContiguousArray(items), type) }

  package override func truth() throws(Raise) -> Bool { !items.isEmpty }
  package override func length() throws(Raise) -> Int { items.count }
  package override func iterate() throws(Raise) -> PyIterator { ArrayIterator(items) }

  /// CPython's hash (a variant of xxHash), so that sets of tuples are in its order.
  package override func hash() throws(Raise) -> Int {
    var lane: UInt = 2_870_177_450_012_600_261
    for item in items {
      lane = lane &+ UInt(bitPattern: try item.hash()) &* 14_029_467_366_897_019_727
      lane = lane << 31 | lane >> 33
      lane = lane &* 11_400_714_785_074_694_791
    }
    lane = lane &+ (UInt(items.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539))
    return lane == .max ? 1_546_275_796 : Int(bitPattern: lane)
  }

  package override func repr() throws(Raise) -> String {
    try Nesting.enter(self, otherwise: "(...)") { () throws(Raise) -> String in
      var parts: [String] = []
      for item in items { parts.append(try item.repr()) }
      return parts.count == 1 ? "(\(parts[0]),)" : "(\(parts.joined(separator: ", ")))"
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let slice = key.cast(SliceObject.self) {
      return .object(TupleObject(items.picking(try slice.indices(items.count))))
    }
    return items[try key.sequenceIndex(items.count, of: "tuple")]
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    for item in items where try item.isSameOrEqual(to: value) { return true }
    return false
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    switch op {
    case .add:
      guard let tuple = other.cast(TupleObject.self) else { return nil }
      return .object(TupleObject(items + tuple.items))
    case .multiply:
      guard let count = try other.repeatCount else { return nil }
      return .object(TupleObject(try items.repeated(count)))
    default: return nil
    }
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    op == .multiply ? try binary(op, other) : nil
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let tuple = other.cast(TupleObject.self) else { return nil }
    return try compareSequences(op, items, tuple.items)
  }
}
