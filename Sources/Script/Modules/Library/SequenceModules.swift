/// Python's `heapq`.
func makeHeapqModule() -> ModuleObject {
  let module = ModuleObject("heapq", isBuiltin: true)
  module.function("heappush", "heap, item, /") { a throws(Raise) in
    let heap = try a.object(0, ListObject.self)
    heap.items.append(a[1])
    try rise(heap, heap.items.count - 1)
    return .none
  }
  module.function("heappop", "heap, /") { a throws(Raise) in
    try popLeast(try a.object(0, ListObject.self))
  }
  module.function("heapify", "heap, /") { a throws(Raise) in
    let heap = try a.object(0, ListObject.self)
    for index in (0..<(heap.items.count / 2)).reversed() { try sink(heap, index) }
    return .none
  }
  module.function("heappushpop", "heap, item, /") { a throws(Raise) in
    let heap = try a.object(0, ListObject.self)
    heap.items.append(a[1])
    try rise(heap, heap.items.count - 1)
    return try popLeast(heap)
  }
  module.function("nsmallest", "n, iterable, key=None") { a throws(Raise) in
    let sorted = try sortedValues(a[1], key: a[2], isReversed: false)
    return .list(Array(sorted.prefix(max(try a.int(0), 0))))
  }
  module.function("nlargest", "n, iterable, key=None") { a throws(Raise) in
    let sorted = try sortedValues(a[1], key: a[2], isReversed: true)
    return .list(Array(sorted.prefix(max(try a.int(0), 0))))
  }
  return module
}

private func sortedValues(
  _ values: PyValue, key: PyValue, isReversed: Bool
) throws(Raise) -> [PyValue] {
  let list = ListObject(try values.contiguousItems())
  guard let sort = TypeObject.list.lookup("sort") else { return [] }
  _ = try sort.call(
    [.object(list), key, .bool(isReversed)], keywords: KeywordNames(["key", "reverse"]))
  return Array(list.items)
}

private func isLess(_ a: PyValue, _ b: PyValue) throws(Raise) -> Bool {
  try Operators.compare(.less, a, b).truth()
}

/// Moves a value towards the end of the heap as far as its leaves, then up to its place, which is
/// how CPython does it, so that the order inside is the same.
private func sink(_ heap: ListObject, _ start: Int) throws(Raise) {
  guard heap.items.indices.contains(start) else { return }
  var position = start
  var child = 2 * position + 1
  while child < heap.items.count {
    let right = child + 1
    if right < heap.items.count, try !isLess(heap.items[child], heap.items[right]) { child = right }
    guard child < heap.items.count else { break }
    heap.items.swapAt(position, child)
    position = child
    child = 2 * position + 1
  }
  try rise(heap, position, above: start)
}

private func rise(_ heap: ListObject, _ start: Int, above root: Int = 0) throws(Raise) {
  var position = start
  while position > root {
    let parent = (position - 1) / 2
    guard position < heap.items.count, try isLess(heap.items[position], heap.items[parent]),
      position < heap.items.count
    else { return }
    heap.items.swapAt(position, parent)
    position = parent
  }
}

private func popLeast(_ heap: ListObject) throws(Raise) -> PyValue {
  guard let last = heap.items.popLast() else { throw Raise.index("index out of range") }
  guard let least = heap.items.first else { return last }
  heap.items[0] = last
  try sink(heap, 0)
  return least
}

/// Python's `bisect`.
func makeBisectModule() -> ModuleObject {
  let module = ModuleObject("bisect", isBuiltin: true)
  func place(_ a: Bound, isRight: Bool) throws(Raise) -> Int {
    var low = try a.int(2)
    guard low >= 0 else { throw Raise.value("lo must be non-negative") }
    var high = try a.has(3) ? a.int(3) : a[0].length()
    while low < high {
      let middle = low + (high - low) / 2
      let value = try a[0].item(.int(middle))
      if try isRight ? !isLess(a[1], value) : isLess(value, a[1]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
  for (name, isRight) in [("bisect", true), ("bisect_right", true), ("bisect_left", false)] {
    module.function(name, "a, x, lo=0, hi=None") { a throws(Raise) in
      .int(try place(a, isRight: isRight))
    }
  }
  for (name, isRight) in [("insort", true), ("insort_right", true), ("insort_left", false)] {
    module.function(name, "a, x, lo=0, hi=None") { a throws(Raise) in
      let list = try a.object(0, ListObject.self)
      list.items.insert(a[1], at: min(try place(a, isRight: isRight), list.items.count))
      return .none
    }
  }
  return module
}
