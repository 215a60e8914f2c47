/// `start:stop:step` as a value.
package final class SliceObject: PyObject {
  package let start: PyValue
  package let stop: PyValue
  package let step: PyValue

  package init(_ start: PyValue, _ stop: PyValue, _ step: PyValue) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(.slice, kind: .slice)
  }

  /// The positions that the slice takes of a sequence of `count`.
  package func indices(_ count: Int) throws(Raise) -> SliceIndices {
    let step = try bound(step) ?? 1
    guard step != 0 else { throw Raise.value("slice step cannot be zero") }
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? count - 1 : count
    func clamped(_ value: Int?, _ fallback: Int) -> Int {
      guard var value else { return fallback }
      if value < 0 { value = max(value &+ count, lowest) }
      return min(value, highest)
    }
    let first = clamped(try bound(start), step < 0 ? highest : 0)
    let last = clamped(try bound(stop), step < 0 ? -1 : highest)
    return SliceIndices(start: first, stop: last, step: step)
  }

  private func bound(_ value: PyValue) throws(Raise) -> Int? {
    switch value {
    case .unbound, .none: return nil
    case .int(let number): return max(number, -Int.max)
    default:
      guard let index = try value.asIndex() else {
        throw Raise.type(
          "slice indices must be integers or None or have an __index__ method")
      }
      return index.clampedInt
    }
  }

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("unhashable type: 'slice'")
  }

  package override func repr() throws(Raise) -> String {
    "slice(\(try start.repr()), \(try stop.repr()), \(try step.repr()))"
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(SliceObject.self) else { return nil }
    return try compareSequences(
      op, [start, stop, step], [other.start, other.stop, other.step])
  }
}

/// Positions in a sequence: `start`, `start + step`, … before `stop`.
package struct SliceIndices: Sequence {
  package let start: Int
  package let stop: Int
  package let step: Int
  package let count: Int

  init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
    if step > 0 {
      count = start < stop ? (stop - start - 1) / step + 1 : 0
    } else {
      let magnitude = step == .min ? Int.max : -step
      count = stop < start ? (start - stop - 1) / magnitude + 1 : 0
    }
  }

  package struct Iterator: IteratorProtocol {
    fileprivate var position: Int
    fileprivate let step: Int
    fileprivate var left: Int

    package mutating func next() -> Int? {
      guard left > 0 else { return nil }
      defer { position &+= step }
      left -= 1
      return position
    }
  }

  package func makeIterator() -> Iterator { Iterator(position: start, step: step, left: count) }
}

nonisolated(unsafe) let sliceMembers: [NativeMember] = [
  .property("start") { value throws(Raise) in PyValue(value.cast(SliceObject.self)?.start) },
  .property("stop") { value throws(Raise) in PyValue(value.cast(SliceObject.self)?.stop) },
  .property("step") { value throws(Raise) in PyValue(value.cast(SliceObject.self)?.step) },
  .method("indices", "length, /") { a throws(Raise) in
    let positions = try a.object(0, SliceObject.self).indices(try a.int(1))
    return .tuple([.int(positions.start), .int(positions.stop), .int(positions.step)])
  },
]
