/// An object that gives one value after the other; `nil` ends it.
package class PyIterator: PyObject {
  package func next() throws(Raise) -> PyValue? { nil }
  package final override func iterate() throws(Raise) -> PyIterator { self }

  /// How many values are left, where that is known without asking for them.
  package var remaining: Int? { nil }

  package init(_ type: TypeObject = .iterator) { super.init(type) }
}

nonisolated(unsafe) let iteratorMembers: [NativeMember] = [
  .method("__next__", "") { a throws(Raise) in
    guard let value = try a.object(0, PyIterator.self).next() else {
      throw Raise(.stopIteration, [])
    }
    return value
  },
  .method("__iter__", "") { a throws(Raise) in a[0] },
]

/// Iterates over a list while it may change.
package final class ListIterator: PyIterator {
  @exclusivity(unchecked) private var list: ListObject?
  @exclusivity(unchecked) private var position = 0

  init(_ list: ListObject) {
    self.list = list
    super.init(.listIterator)
  }

  package override func next() throws(Raise) -> PyValue? {
    guard let list else { return nil }
    guard position < list.items.count else {
      self.list = nil
      return nil
    }
    let value = list.items[position]
    position += 1
    return value
  }

  package override var remaining: Int? { list.map { max($0.items.count - position, 0) } ?? 0 }
}

/// Iterates over values that no longer change.
package final class ArrayIterator: PyIterator {
  private let items: ContiguousArray<PyValue>
  @exclusivity(unchecked) private var position = 0

  init(_ items: ContiguousArray<PyValue>, _ type: TypeObject = .tupleIterator) {
    self.items = items
    super.init(type)
  }

  package override func next() throws(Raise) -> PyValue? {
    guard position < items.count else { return nil }
    defer { position += 1 }
    return items[position]
  }

  package override var remaining: Int? { items.count - position }
}

/// Iterates over what a closure makes.
package final class ClosureIterator: PyIterator {
  private let body: () throws(Raise) -> PyValue?
  @exclusivity(unchecked) private var rounds = 0

  package init(_ type: TypeObject = .iterator, _ body: @escaping () throws(Raise) -> PyValue?) {
    self.body = body
    super.init(type)
  }

  package override func next() throws(Raise) -> PyValue? {
    rounds &+= 1
    if rounds & (Patience.rounds - 1) == 0 { try Patience.look() }
    return try body()
  }
}

/// Iterates over an instance with `__next__`.
package final class InstanceIterator: PyIterator {
  private let source: PyValue
  private let method: PyValue
  /// The value of the `StopIteration` that ended it.
  private(set) var result = PyValue.none

  init(_ source: PyObject, _ method: PyValue) {
    self.source = .object(source)
    self.method = method
    super.init()
  }

  package override func next() throws(Raise) -> PyValue? {
    do throws(Raise) {
      return try method.callBound(to: source)
    } catch {
      guard error.matches(.stopIteration) else { throw error }
      result = PyValue(error.exception.arguments.first)
      return nil
    }
  }
}

/// Iterates over an instance with `__getitem__` alone.
package final class IndexIterator: PyIterator {
  private let source: PyValue
  private var position = 0

  init(indexing source: PyObject) {
    self.source = .object(source)
    super.init()
  }

  package override func next() throws(Raise) -> PyValue? {
    do throws(Raise) {
      let value = try source.item(.int(position))
      position += 1
      return value
    } catch {
      if error.matches(.indexError) || error.matches(.stopIteration) { return nil }
      throw error
    }
  }
}
