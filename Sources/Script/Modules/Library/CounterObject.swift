/// `Counter(…)`: how often each value was met.
package final class CounterObject: DictObject {
  nonisolated(unsafe) static let type = TypeObject(
    "Counter", module: "collections", base: .dict, extensible: true,
    allocate: { type throws(Raise) in .object(CounterObject(type)) },
    construct: { type, arguments throws(Raise) in
      let counter = CounterObject(type)
      try counter.add(arguments, 1)
      return .object(counter)
    }, members: counterMembers)

  package override func item(_ key: PyValue) throws(Raise) -> PyValue { try get(key) ?? .int(0) }

  package override func deleteItem(_ key: PyValue) throws(Raise) { _ = try remove(key) }

  /// Counts an iterable, or adds a mapping's counts, and those of keywords.
  fileprivate func add(_ arguments: Arguments, _ sign: Int) throws(Raise) {
    if arguments.count > 0, !arguments[0].isNone { try add(arguments[0], sign) }
    for (name, value) in arguments.named { try add(name.value, value, sign) }
  }

  fileprivate func add(_ source: PyValue, _ sign: Int) throws(Raise) {
    if let dict = source.cast(DictObject.self) {
      for (key, value) in dict.pairs { try add(key, value, sign) }
      return
    }
    let iterator = try source.iterate()
    while let value = try iterator.next() { try add(value, .int(1), sign) }
  }

  private func add(_ key: PyValue, _ count: PyValue, _ sign: Int) throws(Raise) {
    try set(key, try Operators.apply(sign > 0 ? .add : .subtract, try item(key), count))
  }

  /// The most frequent first; equal ones in the order in which they were met.
  fileprivate func sortedPairs() throws(Raise) -> [(key: PyValue, value: PyValue)] {
    let pairs = pairs
    return try stableOrder(of: pairs.map(\.value)).map { pairs[$0] }
  }

  private func stableOrder(of counts: [PyValue]) throws(Raise) -> [Int] {
    var order = Array(counts.indices)
    // Merges runs of doubling length, so that counts may be of any type.
    var width = 1
    while width < order.count {
      var merged: [Int] = []
      var start = 0
      while start < order.count {
        let middle = min(start + width, order.count)
        let end = min(start + 2 * width, order.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          var takesRight = left == middle
          if left < middle, right < end {
            takesRight = try Operators.compare(
              .less, counts[order[left]], counts[order[right]]
            ).truth()
          }
          merged.append(order[takesRight ? right : left])
          if takesRight { right += 1 } else { left += 1 }
        }
        start = end
      }
      order = merged
      width *= 2
    }
    return order
  }

  package override func repr() throws(Raise) -> String {
    if count == 0 { return "Counter()" }
    return try Nesting.enter(self, otherwise: "...") { () throws(Raise) -> String in
      var parts: [String] = []
      for (key, value) in try sortedPairs() {
        parts.append("\(try key.repr()): \(try value.repr())")
      }
      return "Counter({\(parts.joined(separator: ", "))})"
    }
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard let other = other.cast(CounterObject.self) else { return nil }
    let result = CounterObject(.counter)
    var all = keys
    for key in other.keys where try get(key) == nil { all.append(key) }
    for key in all {
      let (a, b) = (try item(key), try other.item(key))
      let value: PyValue
      switch op {
      case .add: value = try Operators.apply(.add, a, b)
      case .subtract: value = try Operators.apply(.subtract, a, b)
      case .bitAnd: value = try Operators.compare(.less, a, b).truth() ? a : b
      case .bitOr: value = try Operators.compare(.less, a, b).truth() ? b : a
      default: return nil
      }
      if try Operators.compare(.greater, value, .int(0)).truth() { try result.set(key, value) }
    }
    return .object(result)
  }

  package override func inPlace(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard let result = try binary(op, other)?.cast(CounterObject.self) else { return nil }
    table = result.table
    return .object(self)
  }
}

extension TypeObject {
  fileprivate static var counter: TypeObject { CounterObject.type }
}

nonisolated(unsafe) private let counterMembers: [NativeMember] = [
  .method("most_common", "n=None") { a throws(Raise) in
    let pairs = try a.object(0, CounterObject.self).sortedPairs()
    let count = a.has(1) ? max(try a.int(1), 0) : pairs.count
    return .list(pairs.prefix(count).map { .tuple([$0.key, $0.value]) })
  },
  .method("elements", "") { a throws(Raise) in
    var all: [PyValue] = []
    for (key, value) in try a.object(0, CounterObject.self).pairs {
      let count = max(try value.asIndexInt(), 0)
      guard all.count < 100_000_000 - count else { throw Raise(.memoryError, []) }
      all += repeatElement(key, count: count)
    }
    return .object(ArrayIterator(ContiguousArray(all), .iterator))
  },
  .method("total", "") { a throws(Raise) in
    var total = PyValue.int(0)
    for (_, value) in try a.object(0, CounterObject.self).pairs {
      total = try Operators.apply(.add, total, value)
    }
    return total
  },
  .directMethod("update") { a throws(Raise) in
    try a[0].cast(CounterObject.self)?.add(a.withoutFirst, 1)
    return .none
  },
  .directMethod("subtract") { a throws(Raise) in
    try a[0].cast(CounterObject.self)?.add(a.withoutFirst, -1)
    return .none
  },
  .method("copy", "") { a throws(Raise) in
    let copy = CounterObject(.counter)
    copy.table = try a.object(0, CounterObject.self).table
    return .object(copy)
  },
]
