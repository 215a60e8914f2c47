/// A `set` or `frozenset`, laid out like CPython's so that it is iterated in the same order.
package final class SetObject: ContainerObject {
  private struct Slot {
    var hash = 0
    var key = PyValue.unbound
    var isDeleted = false
  }

  @exclusivity(unchecked) private var slots: ContiguousArray<Slot>
  /// Slots in use or deleted.
  @exclusivity(unchecked) private var fill = 0
  @exclusivity(unchecked) package private(set) var count = 0
  private var finger = 0

  package init(_ type: TypeObject = .set) {
    slots = ContiguousArray(repeating: Slot(), count: 8)
    super.init(type, kind: .set)
  }

  package var isFrozen: Bool { type === TypeObject.frozenset }

  package var items: [PyValue] { slots.compactMap { $0.key.isUnbound ? nil : $0.key } }

  /// The slot of a key, or the free one where it belongs.
  private func find(_ key: PyValue, _ hash: Int) throws(Raise) -> (slot: Int, isFound: Bool) {
    let mask = slots.count - 1
    var perturb = UInt(bitPattern: hash)
    var base = hash & mask
    while true {
      let probes = base + 9 <= mask ? 9 : 0
      for slot in base...base + probes {
        let entry = slots[slot]
        if entry.key.isUnbound {
          if !entry.isDeleted { return (slot, false) }
        } else if entry.hash == hash, try entry.key.isSameOrEqual(to: key) {
          return (slot, true)
        }
      }
      perturb >>= 5
      base = Int(bitPattern: UInt(bitPattern: base) &* 5 &+ 1 &+ perturb) & mask
    }
  }

  override func empty() {
    slots = ContiguousArray(repeating: Slot(), count: 8)
    (fill, count) = (0, 0)
  }

  package func add(_ key: PyValue) throws(Raise) { try add(key, try key.hash()) }

  private func add(_ key: PyValue, _ hash: Int) throws(Raise) {
    let (slot, isFound) = try find(key, hash)
    if isFound { return }
    holds(key)
    slots[slot] = Slot(hash: hash, key: key)
    fill += 1
    count += 1
    if count & 0xf_ffff == 0 { try Room.bytes(count, of: 128) }
    if fill * 5 >= (slots.count - 1) * 3 { resize(count > 50_000 ? count * 2 : count * 4) }
  }

  private func resize(_ least: Int) {
    var size = 8
    while size <= least { size <<= 1 }
    let old = slots
    slots = ContiguousArray(repeating: Slot(), count: size)
    fill = count
    for entry in old where !entry.key.isUnbound { placeNew(entry) }
  }

  private func placeNew(_ entry: Slot) {
    let mask = slots.count - 1
    var perturb = UInt(bitPattern: entry.hash)
    var base = entry.hash & mask
    while true {
      let probes = base + 9 <= mask ? 9 : 0
      for slot in base...base + probes where slots[slot].key.isUnbound {
        slots[slot] = entry
        return
      }
      perturb >>= 5
      base = Int(bitPattern: UInt(bitPattern: base) &* 5 &+ 1 &+ perturb) & mask
    }
  }

  /// Takes a key out; whether it was there.
  @discardableResult
  package func discard(_ key: PyValue) throws(Raise) -> Bool {
    let (slot, isFound) = try find(key, try key.hash())
    guard isFound else { return false }
    slots[slot] = Slot(hash: -1, key: .unbound, isDeleted: true)
    count -= 1
    return true
  }

  /// Takes out what CPython's `pop` takes out.
  func popAny() -> PyValue? {
    guard count > 0 else { return nil }
    var slot = finger & (slots.count - 1)
    while slots[slot].key.isUnbound { slot = slot + 1 == slots.count ? 0 : slot + 1 }
    let key = slots[slot].key
    slots[slot] = Slot(hash: -1, key: .unbound, isDeleted: true)
    count -= 1
    finger = slot + 1
    return key
  }

  func removeAll() {
    slots = ContiguousArray(repeating: Slot(), count: 8)
    fill = 0
    count = 0
  }

  package func copy(_ type: TypeObject = .set) -> SetObject {
    let copy = SetObject(type)
    copy.merge(self)
    return copy
  }

  /// A set display of constants: CPython's compiler makes such a set again from its own elements,
  /// twice, and copies the outcome, which can change the order.
  func asConstant() -> SetObject {
    var set = self
    for _ in 0..<2 {
      let next = SetObject()
      for entry in set.slots where !entry.key.isUnbound { try? next.add(entry.key, entry.hash) }
      set = next
    }
    return set.copy()
  }

  private func merge(_ other: SetObject) {
    if (fill + other.count) * 5 >= (slots.count - 1) * 3 { resize((count + other.count) * 2) }
    if fill == 0, slots.count == other.slots.count, other.fill == other.count {
      slots = other.slots
      fill = other.fill
      count = other.count
      return
    }
    if fill == 0 {
      fill = other.count
      count = other.count
      for entry in other.slots where !entry.key.isUnbound { placeNew(entry) }
      return
    }
    for entry in other.slots where !entry.key.isUnbound { try? add(entry.key, entry.hash) }
  }

  package func update(with source: PyValue) throws(Raise) {
    if let set = source.cast(SetObject.self) {
      if set !== self { merge(set) }
      return
    }
    if let dict = source.cast(DictObject.self) {
      if (fill + dict.count) * 5 >= (slots.count - 1) * 3 { resize((count + dict.count) * 2) }
    }
    let iterator = try source.iterate()
    while let key = try iterator.next() { try add(key) }
  }

  package override func truth() throws(Raise) -> Bool { count > 0 }
  package override func length() throws(Raise) -> Int { count }

  package override func iterate() throws(Raise) -> PyIterator {
    let expected = count
    var position = 0
    return ClosureIterator(.setIterator) { () throws(Raise) -> PyValue? in
      guard self.count == expected else {
        throw Raise.runtime("Set changed size during iteration")
      }
      while position < self.slots.count {
        defer { position += 1 }
        if !self.slots[position].key.isUnbound { return self.slots[position].key }
      }
      return nil
    }
  }

  package override func hash() throws(Raise) -> Int {
    guard isFrozen else { throw Raise.type("unhashable type: 'set'") }
    var hash: UInt = 0
    for entry in slots where !entry.key.isUnbound {
      let bits = UInt(bitPattern: entry.hash)
      hash ^= (bits ^ 89_869_747 ^ bits << 16) &* 3_644_798_167
    }
    hash ^= (UInt(count) &+ 1) &* 1_927_868_237
    hash ^= hash >> 11 ^ hash >> 25
    hash = hash &* 69069 &+ 907_133_923
    return hash == .max ? 590_923_713 : Int(bitPattern: hash)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    try find(value, try value.hash()).isFound
  }

  package override func repr() throws(Raise) -> String {
    if type.isLesson, let text = try overriddenRepr() { return text }
    if count == 0 { return "\(type.name)()" }
    return try Nesting.enter(self, otherwise: "\(type.name)(...)") { () throws(Raise) -> String in
      var parts: [String] = []
      for item in items { parts.append(try item.repr()) }
      let text = "{\(parts.joined(separator: ", "))}"
      return type === TypeObject.set ? text : "\(type.name)(\(text))"
    }
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard other.object is SetObject || other.object is DictView else { return nil }
    switch op {
    case .bitOr: return .object(try union(other))
    case .bitAnd: return .object(try intersection(other))
    case .subtract: return .object(try difference(other))
    case .bitXor: return .object(try symmetricDifference(other))
    default: return nil
    }
  }

  package override func inPlace(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard !isFrozen, other.object is SetObject || other.object is DictView else { return nil }
    switch op {
    case .bitOr: try update(with: other)
    case .bitAnd: try keepOnly(other)
    case .subtract: try subtract(other)
    case .bitXor:
      // Key by key, as CPython does it, which keeps its order.
      var source = other.cast(SetObject.self) ?? SetObject()
      if source === self || !(other.object is SetObject) {
        source = SetObject()
        try source.update(with: other)
      }
      for key in source.items where try !discard(key) { try add(key) }
    default: return nil
    }
    return .object(self)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(SetObject.self) else { return nil }
    switch op {
    case .equal, .notEqual:
      let isSame = count != other.count ? false : try isSubset(of: other)
      return .bool(isSame == (op == .equal))
    case .lessEqual: return .bool(try isSubset(of: other))
    case .less: return .bool(count >= other.count ? false : try isSubset(of: other))
    case .greaterEqual: return .bool(try other.isSubset(of: self))
    case .greater: return .bool(other.count >= count ? false : try other.isSubset(of: self))
    default: return nil
    }
  }
}
