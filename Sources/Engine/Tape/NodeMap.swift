/// A small hash table from node to slot: open addressing, no hashing of strings or seeds.
struct NodeMap {
  private var entries = [Entry](repeating: .empty, count: 16)
  private var used = 0

  /// How many nodes have a slot.
  var count: Int { used }

  /// The nodes that have a slot, in no order.
  var keys: [Int32] { entries.lazy.filter { !$0.isEmpty }.map(\.node) }

  subscript(key: Int32) -> Int? {
    get { withReader { $0[key] } }
    set {
      guard let newValue else { return }
      if used * 2 >= entries.count { grow() }
      let mask = entries.count - 1
      var place = Entry.home(key, mask)
      while !entries[place].isEmpty, entries[place].node != key { place = (place + 1) & mask }
      if entries[place].isEmpty { used += 1 }
      entries[place] = Entry(node: key, slot: Int32(truncatingIfNeeded: newValue))
    }
  }

  /// Calls the body with the table as raw memory, for loops that look up and never add.
  @inline(__always)
  func withReader<R>(_ body: (Reader) -> R) -> R {
    entries.withUnsafeBufferPointer { body(Reader(entries: $0)) }
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: .empty, count: old.count * 2)
    used = 0
    for entry in old where !entry.isEmpty { self[entry.node] = Int(entry.slot) }
  }

  /// The table as it is, read in place.
  struct Reader {
    fileprivate let entries: UnsafeBufferPointer<Entry>

    subscript(key: Int32) -> Int? {
      @inline(__always) get {
        let mask = entries.count - 1
        var place = Entry.home(key, mask)
        while !entries[place].isEmpty {
          if entries[place].node == key { return Int(entries[place].slot) }
          place = (place + 1) & mask
        }
        return nil
      }
    }
  }

  fileprivate struct Entry {
    let node: Int32
    /// Negative in an entry that is free.
    let slot: Int32

    static let empty = Entry(node: -1, slot: -1)
    @inline(__always) var isEmpty: Bool { slot < 0 }

    /// Where the search for a node begins.
    @inline(__always)
    static func home(_ key: Int32, _ mask: Int) -> Int {
      Int(truncatingIfNeeded: UInt32(bitPattern: key) &* 2_654_435_769 >> 8) & mask
    }
  }
}
