/// A `range` of machine words.
package final class RangeObject: PyObject {
  package let start: Int
  package let stop: Int
  package let step: Int
  package let count: Int

  package init(_ start: Int, _ stop: Int, _ step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
    count = SliceIndices(start: start, stop: stop, step: step).count
    super.init(.range, kind: .range)
  }

  package override func truth() throws(Raise) -> Bool { count > 0 }
  package override func length() throws(Raise) -> Int { count }
  package override func iterate() throws(Raise) -> PyIterator { RangeIterator(start, step, count) }

  package override func iterateReversed() throws(Raise) -> PyIterator? {
    RangeIterator(start &+ (count - 1) &* step, -step, count)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let slice = key.cast(SliceObject.self) {
      let positions = try slice.indices(count)
      return .object(
        RangeObject(
          start &+ positions.start &* step, start &+ positions.stop &* step,
          positions.step &* step))
    }
    let index = try key.sequenceIndex(count, of: "range object")
    return .int(start &+ index &* step)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    let number: Int
    switch value {
    case .int(let value): number = value
    case .bool(let value): number = value ? 1 : 0
    case .float(let value):
      guard let exact = Int(exactly: value) else { return false }
      number = exact
    default: return try super.contains(value)
    }
    let isInside = step > 0 ? number >= start && number < stop : number <= start && number > stop
    return isInside && (number - start) % step == 0
  }

  package override func repr() throws(Raise) -> String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }

  package override func hash() throws(Raise) -> Int {
    try TupleObject([.int(count), count == 0 ? .none : .int(start), count < 2 ? .none : .int(step)])
      .hash()
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(RangeObject.self) else {
      return nil
    }
    let isEqual =
      count == other.count
      && (count == 0 || start == other.start && (count == 1 || step == other.step))
    return .bool(isEqual == (op == .equal))
  }
}

package final class RangeIterator: PyIterator {
  @exclusivity(unchecked) private var value: Int
  @exclusivity(unchecked) private var left: Int
  private let step: Int

  init(_ start: Int, _ step: Int, _ count: Int) {
    value = start
    left = count
    self.step = step
    super.init(.rangeIterator)
  }

  package override func next() throws(Raise) -> PyValue? {
    guard left > 0 else { return nil }
    left -= 1
    if left & (Patience.rounds - 1) == 0 { try Patience.look() }
    defer { value &+= step }
    return .int(value)
  }

  package override var remaining: Int? { left }
}

nonisolated(unsafe) let rangeMembers: [NativeMember] = [
  .property("start") { value throws(Raise) in .int(value.cast(RangeObject.self)?.start ?? 0) },
  .property("stop") { value throws(Raise) in .int(value.cast(RangeObject.self)?.stop ?? 0) },
  .property("step") { value throws(Raise) in .int(value.cast(RangeObject.self)?.step ?? 1) },
  .method("index", "value, /") { a throws(Raise) in
    let range = try a.object(0, RangeObject.self)
    guard try range.contains(a[1]) else {
      throw Raise.value("\(try a[1].repr()) is not in range")
    }
    return .int((try a.int(1) - range.start) / range.step)
  },
  .method("count", "value, /") { a throws(Raise) in
    .int(try a.object(0, RangeObject.self).contains(a[1]) ? 1 : 0)
  },
]
