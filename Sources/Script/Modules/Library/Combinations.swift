/// `product`, `permutations` and `combinations`, in Python's order.
func addCombinations(
  _ lazily: (String, String, @escaping (Bound) throws(Raise) -> () throws(Raise) -> PyValue?) ->
    Void
) {
  lazily("product", "*iterables, repeat=1") { a throws(Raise) in
    var pools: [ContiguousArray<PyValue>] = []
    for iterable in try a[0].items() { pools.append(try iterable.contiguousItems()) }
    let times = max(try a.int(1), 0)
    guard pools.count * times <= 100_000 else { throw Raise(.memoryError, []) }
    let all = (0..<times).flatMap { _ in pools }
    var indices: [Int]? = all.contains(where: \.isEmpty) ? nil : all.map { _ in 0 }
    return { () throws(Raise) in
      guard var now = indices else { return nil }
      let value = PyValue.tuple(zip(all, now).map { $0[$1] })
      indices = nil
      for place in now.indices.reversed() {
        now[place] += 1
        if now[place] < all[place].count {
          indices = now
          break
        }
        now[place] = 0
      }
      return value
    }
  }
  lazily("permutations", "iterable, r=None") { a throws(Raise) in
    let pool = try a[0].contiguousItems()
    let size = a.has(1) ? try size(a, 1) : pool.count
    var indices = Array(pool.indices)
    var left = (0..<min(size, pool.count)).map { pool.count - $0 }
    var isOver = size > pool.count
    return { () throws(Raise) in
      if isOver { return nil }
      let value = PyValue.tuple(indices[..<size].map { pool[$0] })
      isOver = true
      for place in (0..<size).reversed() {
        left[place] -= 1
        guard left[place] == 0 else {
          indices.swapAt(place, pool.count - left[place])
          isOver = false
          break
        }
        indices.append(indices.remove(at: place))
        left[place] = pool.count - place
      }
      return value
    }
  }
  lazily("combinations", "iterable, r") { a throws(Raise) in
    let pool = try a[0].contiguousItems()
    let size = try size(a, 1)
    var indices: [Int]? = size > pool.count ? nil : Array(0..<size)
    return { () throws(Raise) in
      guard var now = indices else { return nil }
      let value = PyValue.tuple(now.map { pool[$0] })
      indices = nil
      if let place = now.indices.last(where: { now[$0] != $0 + pool.count - size }) {
        now[place] += 1
        for later in now.indices where later > place { now[later] = now[later - 1] + 1 }
        indices = now
      }
      return value
    }
  }
  lazily("combinations_with_replacement", "iterable, r") { a throws(Raise) in
    let pool = try a[0].contiguousItems()
    let size = try size(a, 1)
    var indices: [Int]? =
      pool.isEmpty && size > 0 ? nil : Array(repeating: 0, count: size)
    return { () throws(Raise) in
      guard var now = indices else { return nil }
      let value = PyValue.tuple(now.map { pool[$0] })
      indices = nil
      if let place = now.indices.last(where: { now[$0] != pool.count - 1 }) {
        let next = now[place] + 1
        for later in place..<now.count { now[later] = next }
        indices = now
      }
      return value
    }
  }
}

private func size(_ a: Bound, _ index: Int) throws(Raise) -> Int {
  let size = try a.int(index)
  guard size >= 0 else { throw Raise.value("r must be non-negative") }
  guard size <= 10_000_000 else { throw Raise(.memoryError, []) }
  return size
}
