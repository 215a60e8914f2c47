import Engine

/// NumPy's `nditer`: one element after the other, of one array or of several that broadcast.
package final class NditerObject: PyObject {
  private let sources: [ArrayObject]
  private let arrays: [NDArray]
  private let lengths: [Int]
  private let hasIndex: Bool
  private let writes: Bool
  private let isSingle: Bool
  private var place = 0
  private var count: Int { lengths.reduce(1, *) }

  init(_ operand: PyValue, hasIndex: Bool, writes: Bool) throws(Raise) {
    isSingle = operand.object?.kind != .list && operand.object?.kind != .tuple
    var sources: [ArrayObject] = []
    for value in isSingle ? [operand] : try operand.items() {
      if let array = value.cast(ArrayObject.self) {
        sources.append(array)
      } else {
        sources.append(ArrayObject(try ArrayReading.array(value)))
      }
    }
    var shape = TensorShape([])
    for source in sources {
      guard let joint = shape.broadcast(with: source.array.shape) else {
        let shapes = sources.map { $0.array.shape.bracketedAsTuple }.joined(separator: " ")
        throw Raise.value("operands could not be broadcast together with shapes \(shapes) ")
      }
      shape = joint
    }
    self.sources = sources
    arrays = sources.map { $0.array.broadcast(to: shape) }
    lengths = shape.lengths
    self.hasIndex = hasIndex
    self.writes = writes
    super.init(.nditer)
  }

  private var index: [PyValue] {
    var (left, found) = (place, [Int](repeating: 0, count: lengths.count))
    for axis in lengths.indices.reversed() {
      found[axis] = left % max(lengths[axis], 1)
      left /= max(lengths[axis], 1)
    }
    return found.map { .int($0) }
  }

  /// The element of each operand, as an array without axes; writing to it writes to the operand.
  private func elements() throws(Raise) -> [PyValue] {
    let key = PyValue.tuple(index)
    var found: [PyValue] = []
    for (source, array) in zip(sources, arrays) {
      let value = lengths.isEmpty ? .object(source) : try ArrayObject(array).item(key)
      let element = ArrayObject(try ArrayReading.array(value), isReadOnly: !writes)
      if writes, source.array.shape.lengths == lengths {
        element.origin = ElementOrigin(source, lengths.isEmpty ? .tuple([]) : key)
      }
      found.append(.object(element))
    }
    return found
  }

  private func current() throws(Raise) -> PyValue {
    let found = try elements()
    return isSingle ? found[0] : .tuple(found)
  }

  package override func iterate() throws(Raise) -> PyIterator {
    var hasStarted = false
    return ClosureIterator { [self] () throws(Raise) in
      if hasStarted { place += 1 }
      hasStarted = true
      return place < count ? try current() : nil
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    try PyValue.tuple(try elements()).item(key)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    try item(key).setItem(.object(EllipsisObject.instance), value)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("finished") { value throws(Raise) in
      let own = try of(value)
      return .bool(own.place >= own.count)
    },
    .property("multi_index") { value throws(Raise) in
      let own = try of(value)
      guard own.hasIndex else {
        throw Raise.value("Iterator is not tracking a multi-index")
      }
      guard own.place < own.count else { throw Raise.value("Iterator is past the end") }
      return .tuple(own.index)
    },
    .property("index") { value throws(Raise) in .int(try of(value).place) },
    .property("iterindex") { value throws(Raise) in .int(try of(value).place) },
    .property("itersize") { value throws(Raise) in .int(try of(value).count) },
    .property("ndim") { value throws(Raise) in .int(try of(value).lengths.count) },
    .property("shape") { value throws(Raise) in .tuple(try of(value).lengths.map { .int($0) }) },
    .property("value") { value throws(Raise) in try of(value).current() },
    .property("operands") { value throws(Raise) in
      .tuple(try of(value).sources.map { .object($0) })
    },
    .method("iternext", "") { a throws(Raise) in
      let own = try of(a[0])
      own.place += 1
      return .bool(own.place < own.count)
    },
    .method("reset", "") { a throws(Raise) in
      try of(a[0]).place = 0
      return .none
    },
    .method("close", "") { _ throws(Raise) in .none },
    .method("__enter__", "") { a throws(Raise) in a[0] },
    .method("__exit__", "type, value, traceback") { _ throws(Raise) in .none },
  ]

  private static func of(_ value: PyValue) throws(Raise) -> NditerObject {
    guard let own = value.cast(NditerObject.self) else {
      throw Raise.type("expected an nditer, got '\(value.typeName)'")
    }
    return own
  }
}

/// Where an array of one element was taken from, for one that writes through.
final class ElementOrigin {
  let source: ArrayObject
  let key: PyValue

  init(_ source: ArrayObject, _ key: PyValue) {
    self.source = source
    self.key = key
  }
}

extension TypeObject {
  nonisolated(unsafe) static let nditer = TypeObject(
    "nditer", module: "numpy", members: NditerObject.members)
}
