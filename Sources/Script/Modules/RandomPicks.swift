import Glibc

/// Items of a population by chance: `random.choices` and `random.sample`.
enum RandomPicks {
  static func choices(_ generator: RandomObject, _ a: Bound) throws(Raise) -> [PyValue] {
    let count = try a[1].length()
    let total = try a.int(4)
    guard a.has(2) || a.has(3) else {
      guard count > 0 || total <= 0 else { throw Raise.index("list index out of range") }
      try Room.values(total)
      var picked: [PyValue] = []
      for _ in 0..<max(total, 0) {
        picked.append(try a[1].item(.int(Int(generator.random() * Double(count)))))
      }
      return picked
    }
    guard !(a.has(2) && a.has(3)) else {
      throw Raise.type("Cannot specify both weights and cumulative weights")
    }
    var cumulative: [Double] = []
    for weight in try a[a.has(2) ? 2 : 3].items() {
      let value = try weight.asDouble()
      cumulative.append(a.has(2) ? (cumulative.last ?? 0) + value : value)
    }
    guard cumulative.count == count else {
      throw Raise.value("The number of weights does not match the population")
    }
    let sum = cumulative.last ?? 0
    guard sum > 0 else { throw Raise.value("Total of weights must be greater than zero") }
    var picked: [PyValue] = []
    for _ in 0..<max(total, 0) {
      let mark = generator.random() * sum
      var low = 0
      var high = count - 1
      while low < high {
        let middle = (low + high) / 2
        if mark < cumulative[middle] { high = middle } else { low = middle + 1 }
      }
      picked.append(try a[1].item(.int(low)))
    }
    return picked
  }

  static func sample(_ generator: RandomObject, _ a: Bound) throws(Raise) -> [PyValue] {
    if a[1].object is SetObject || a[1].object is DictObject {
      throw Raise.type(
        "Population must be a sequence.  For dicts or sets, use sorted(d).")
    }
    if a.has(3) { throw Raise.unsupported("sample(counts=...)") }
    var pool = try a[1].items()
    let count = try a.int(2)
    guard count >= 0, count <= pool.count else {
      throw Raise.value("Sample larger than population or is negative")
    }
    var setSize = 21
    if count > 5 { setSize += Int(pow(4, ceil(log(Double(count * 3)) / log(4)))) }
    var picked: [PyValue] = []
    if pool.count <= setSize {
      for index in 0..<count {
        let other = generator.below(pool.count - index)
        picked.append(pool[other])
        pool[other] = pool[pool.count - index - 1]
      }
      return picked
    }
    var selected: Set<Int> = []
    for _ in 0..<count {
      var other = generator.below(pool.count)
      while !selected.insert(other).inserted { other = generator.below(pool.count) }
      picked.append(pool[other])
    }
    return picked
  }
}
