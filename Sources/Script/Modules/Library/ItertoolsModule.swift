/// Python's `itertools`.
func makeItertoolsModule() -> ModuleObject {
  let module = ModuleObject("itertools", isBuiltin: true)
  func lazily(
    _ name: String, _ parameters: String,
    _ make: @escaping (Bound) throws(Raise) -> () throws(Raise) -> PyValue?
  ) {
    let type = TypeObject(name, module: "itertools", members: iteratorMembers)
    module.function(name, parameters) { a throws(Raise) in
      .object(ClosureIterator(type, try make(a)))
    }
  }
  addEndlessIterators(module, lazily)
  addFilteringIterators(lazily)
  addJoiningIterators(module, lazily)
  addCombinations(lazily)
  return module
}

private typealias LazyFunction = (
  String, String, @escaping (Bound) throws(Raise) -> () throws(Raise) -> PyValue?
) -> Void

private func addEndlessIterators(_ module: ModuleObject, _ lazily: LazyFunction) {
  lazily("count", "start=0, step=1") { a throws(Raise) in
    var value = a[0]
    let step = a[1]
    return { () throws(Raise) in
      let current = value
      value = try Operators.apply(.add, current, step)
      return current
    }
  }
  lazily("cycle", "iterable, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    var kept: [PyValue] = []
    var position = -1
    return { () throws(Raise) in
      if position < 0 {
        if let value = try iterator.next() {
          kept.append(value)
          return value
        }
        position = 0
      }
      if kept.isEmpty { return nil }
      defer { position = (position + 1) % kept.count }
      return kept[position]
    }
  }
  lazily("repeat", "object, times=...") { a throws(Raise) in
    let value = a[0]
    var left = a[1].isUnbound ? Int.max : max(try a.int(1), 0)
    return { () throws(Raise) in
      if left == 0 { return nil }
      if left < .max { left -= 1 }
      return value
    }
  }
}

private func addFilteringIterators(_ lazily: LazyFunction) {
  lazily("accumulate", "iterable, func=None, *, initial=None") { a throws(Raise) in
    let iterator = try a[0].iterate()
    let function = a[1]
    var total = a[2]
    var isFirst = true
    return { () throws(Raise) in
      if isFirst {
        isFirst = false
        if total.isNone {
          guard let value = try iterator.next() else { return nil }
          total = value
        }
        return total
      }
      guard let value = try iterator.next() else { return nil }
      total =
        try function.isNone
        ? Operators.apply(.add, total, value) : function.call(total, value)
      return total
    }
  }
  lazily("compress", "data, selectors") { a throws(Raise) in
    let (data, selectors) = (try a[0].iterate(), try a[1].iterate())
    return { () throws(Raise) in
      while let value = try data.next(), let selector = try selectors.next() {
        if try selector.truth() { return value }
      }
      return nil
    }
  }
  lazily("takewhile", "predicate, iterable, /") { a throws(Raise) in
    let (test, iterator) = (a[0], try a[1].iterate())
    var isOver = false
    return { () throws(Raise) in
      guard !isOver, let value = try iterator.next() else { return nil }
      if try test.call(value).truth() { return value }
      isOver = true
      return nil
    }
  }
  lazily("dropwhile", "predicate, iterable, /") { a throws(Raise) in
    let (test, iterator) = (a[0], try a[1].iterate())
    var isDropping = true
    return { () throws(Raise) in
      while let value = try iterator.next() {
        if isDropping, try test.call(value).truth() { continue }
        isDropping = false
        return value
      }
      return nil
    }
  }
  lazily("filterfalse", "function, iterable, /") { a throws(Raise) in
    let (test, iterator) = (a[0], try a[1].iterate())
    return { () throws(Raise) in
      while let value = try iterator.next() {
        if try !(test.isNone ? value : test.call(value)).truth() { return value }
      }
      return nil
    }
  }
  lazily("islice", "iterable, start, stop=..., step=1, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    func bound(_ index: Int) throws(Raise) -> Int? {
      guard a.has(index) else { return nil }
      let value = try a.int(index)
      guard value >= 0 else {
        throw Raise.value(
          (a[2].isUnbound ? "Stop argument" : "Indices")
            + " for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
      }
      return value
    }
    let isShort = a[2].isUnbound
    let start = isShort ? 0 : try bound(1) ?? 0
    let stop = try bound(isShort ? 1 : 2) ?? .max
    let step = try bound(3) ?? 1
    guard step > 0 else {
      throw Raise.value("Step for islice() must be a positive integer or None.")
    }
    var (position, wanted) = (0, start)
    return { () throws(Raise) in
      while wanted < stop {
        guard let value = try iterator.next() else { break }
        defer { position += 1 }
        if position == wanted {
          wanted = wanted > .max - step ? .max : wanted + step
          return value
        }
      }
      wanted = .max
      return nil
    }
  }
  lazily("starmap", "function, iterable, /") { a throws(Raise) in
    let (function, iterator) = (a[0], try a[1].iterate())
    return { () throws(Raise) in
      guard let value = try iterator.next() else { return nil }
      return try function.call(try value.items())
    }
  }
}

private func addJoiningIterators(_ module: ModuleObject, _ lazily: LazyFunction) {
  module.set("chain", .object(ChainIterator.type))
  lazily("pairwise", "iterable, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    var before: PyValue?
    return { () throws(Raise) in
      if before == nil { before = try iterator.next() }
      guard let first = before, let second = try iterator.next() else { return nil }
      before = second
      return .tuple([first, second])
    }
  }
  lazily("zip_longest", "*iterables, fillvalue=None") { a throws(Raise) in
    var iterators: [PyIterator?] = []
    for iterable in try a[0].items() { iterators.append(try iterable.iterate()) }
    let filler = a[1]
    return { () throws(Raise) in
      var values: [PyValue] = []
      for (index, iterator) in iterators.enumerated() {
        let value = try iterator?.next()
        if value == nil { iterators[index] = nil }
        values.append(value ?? filler)
      }
      return iterators.contains { $0 != nil } ? .tuple(values) : nil
    }
  }
  module.function("tee", "iterable, n=2, /") { a throws(Raise) in
    let source = TeeSource(try a[0].iterate())
    var copies: [PyValue] = []
    for _ in 0..<max(try a.int(1), 0) {
      var position = 0
      copies.append(
        .object(
          ClosureIterator { () throws(Raise) -> PyValue? in
            defer { position += 1 }
            return try source.value(at: position)
          }))
    }
    return .tuple(copies)
  }
  lazily("groupby", "iterable, key=None") { a throws(Raise) in
    let groups = Grouping(try a[0].iterate(), a[1])
    return { () throws(Raise) in try groups.next() }
  }
}

/// `itertools.chain`, also `chain.from_iterable`.
private final class ChainIterator: PyIterator {
  nonisolated(unsafe) static let type = TypeObject(
    "chain", module: "itertools",
    construct: { _, arguments throws(Raise) in
      .object(ChainIterator(ArrayIterator(ContiguousArray(arguments.positional))))
    },
    members: iteratorMembers + [
      .classMethod("from_iterable", "iterable, /") { a throws(Raise) in
        .object(ChainIterator(try a[1].iterate()))
      }
    ])

  private let sources: PyIterator
  private var current: PyIterator?

  init(_ sources: PyIterator) {
    self.sources = sources
    super.init(ChainIterator.type)
  }

  override func next() throws(Raise) -> PyValue? {
    while true {
      if let value = try current?.next() { return value }
      guard let source = try sources.next() else { return nil }
      current = try source.iterate()
    }
  }
}

/// Values that several copies of an iterator share.
private final class TeeSource {
  private let iterator: PyIterator
  private var values: [PyValue] = []

  init(_ iterator: PyIterator) { self.iterator = iterator }

  func value(at position: Int) throws(Raise) -> PyValue? {
    while values.count <= position {
      guard let value = try iterator.next() else { return nil }
      values.append(value)
    }
    return values[position]
  }
}

/// `groupby`: a group ends where the key changes, and when the next one is asked for.
private final class Grouping {
  private let iterator: PyIterator
  private let key: PyValue
  private var pending: (key: PyValue, value: PyValue)?
  private var current: PyValue?
  private var round = 0

  init(_ iterator: PyIterator, _ key: PyValue) {
    self.iterator = iterator
    self.key = key
  }

  private func advance() throws(Raise) {
    pending = nil
    guard let value = try iterator.next() else { return }
    pending = (try key.isNone ? value : key.call(value), value)
  }

  func next() throws(Raise) -> PyValue? {
    if let current {
      while let pending, try pending.key.isSameOrEqual(to: current) { try advance() }
    } else {
      try advance()
    }
    guard let pending else { return nil }
    let key = pending.key
    current = key
    round += 1
    let mine = round
    let group = ClosureIterator { () throws(Raise) -> PyValue? in
      guard self.round == mine, let pending = self.pending,
        try pending.key.isSameOrEqual(to: key)
      else { return nil }
      try self.advance()
      return pending.value
    }
    return .tuple([key, .object(group)])
  }
}
