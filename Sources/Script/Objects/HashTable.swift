/// Keys and values in the order of insertion, found by Python's hash and equality.
///
/// Comparing keys may run code of the lesson, which may raise and may even change the table.
struct HashTable {
  struct Entry {
    var hash: Int
    /// `unbound` where the entry was deleted.
    var key: PyValue
    var value: PyValue
  }

  private(set) var entries = ContiguousArray<Entry>()
  /// Positions in `entries`, −1 where free, −2 where deleted; a power of two many.
  private var slots = ContiguousArray<Int32>()
  private(set) var count = 0

  /// The position of a key in `entries`, or −1.
  func find(_ key: PyValue, _ hash: Int) throws(Raise) -> Int {
    if count == 0 { return -1 }
    if case .int(let number) = key { return try find(number, hash) }
    let mask = slots.count - 1
    var slot = (hash ^ hash >> 32) & mask
    while true {
      let position = Int(slots[slot])
      if position == -1 { return -1 }
      if position >= 0, entries[position].hash == hash,
        try HashTable.isSameKey(entries[position].key, key)
      {
        return position
      }
      slot = (slot + 1) & mask
    }
  }

  /// The same for a key that is a machine word.
  private func find(_ number: Int, _ hash: Int) throws(Raise) -> Int {
    let mask = slots.count - 1
    var slot = (hash ^ hash >> 32) & mask
    while true {
      let position = Int(slots[slot])
      if position == -1 { return -1 }
      if position >= 0, entries[position].hash == hash {
        if case .int(let other) = entries[position].key {
          if other == number { return position }
        } else if try HashTable.isSameKey(entries[position].key, .int(number)) {
          return position
        }
      }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func isSameKey(_ a: PyValue, _ b: PyValue) throws(Raise) -> Bool {
    switch (a, b) {
    case (.int(let a), .int(let b)): return a == b
    case (.object(let a), .object(let b)):
      if a === b { return true }
      if a.kind == .string, b.kind == .string {
        return hasSameText(
          unsafeDowncast(a, to: StringObject.self).value,
          unsafeDowncast(b, to: StringObject.self).value)
      }
    default: break
    }
    return try a.isSameOrEqual(to: b)
  }

  mutating func set(_ key: PyValue, _ hash: Int, _ value: PyValue) throws(Raise) {
    let position = try find(key, hash)
    if position >= 0 {
      entries[position].value = value
    } else {
      if count & 0xf_ffff == 0xf_ffff { try Room.bytes(count, of: 128) }
      insert(key, hash, value)
    }
  }

  /// Adds a key that is known to be absent.
  mutating func insert(_ key: PyValue, _ hash: Int, _ value: PyValue) {
    if (entries.count + 1) * 3 > slots.count * 2 { rebuild() }
    place(hash, entries.count)
    entries.append(Entry(hash: hash, key: key, value: value))
    count += 1
  }

  private mutating func place(_ hash: Int, _ position: Int) {
    let mask = slots.count - 1
    var slot = (hash ^ hash >> 32) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: position)
  }

  private mutating func rebuild() {
    if count < entries.count { entries.removeAll { $0.key.isUnbound } }
    var size = 8
    while size < count * 3 { size *= 2 }
    slots = ContiguousArray(repeating: -1, count: size)
    for position in entries.indices { place(entries[position].hash, position) }
  }

  mutating func setValue(at position: Int, _ value: PyValue) { entries[position].value = value }

  mutating func remove(at position: Int) {
    let mask = slots.count - 1
    var slot = (entries[position].hash ^ entries[position].hash >> 32) & mask
    while Int(slots[slot]) != position { slot = (slot + 1) & mask }
    slots[slot] = -2
    entries[position].key = .unbound
    entries[position].value = .unbound
    count -= 1
    while let last = entries.last, last.key.isUnbound { dropLast() }
  }

  /// Forgets a deleted entry at the end, so that `popitem` stays cheap.
  private mutating func dropLast() { entries.removeLast() }

  /// The entry that was put in last.
  var last: (key: PyValue, value: PyValue)? {
    entries.last { !$0.key.isUnbound }.map { ($0.key, $0.value) }
  }

  mutating func removeAll() { self = HashTable() }

  /// The entries that are left.
  var live: [Entry] { entries.filter { !$0.key.isUnbound } }
}
