/// The ops that a recording holds, each once, and what passes over the nodes ask of them.
struct OperationTable {
  /// In order of first use; a node holds an index into this.
  private(set) var operations: [any Operation] = []
  /// The types of `operations` that have a rule for bare numbers.
  private(set) var scalarRules: [(any Operation.Type)?] = []
  /// Which of `operations` are states of variables.
  private(set) var isVariableState: [Bool] = []
  /// Whether an op is among them for which TensorFlow's order of visits shows.
  private(set) var hasOrderedOps = false
  /// By type: the index of an op without attributes, else the place in `uses`.
  private var places = TypePlaces()
  private var uses: [AnyObject] = []

  /// The index of an op in `operations`, added when it is new.
  @inline(__always)
  mutating func index<O: Operation>(of op: O) -> UInt32 {
    guard let place = places[ObjectIdentifier(O.self)] else { return addType(of: op) }
    if MemoryLayout<O>.size == 0 { return place }
    // The place was made for this very type.
    let uses = unsafeDowncast(uses[Int(place)], to: OperationUses<O>.self)
    return uses.latest == op ? uses.latestIndex : index(of: op, among: uses)
  }

  @inline(never)
  private mutating func addType<O: Operation>(of op: O) -> UInt32 {
    let index = add(op)
    if MemoryLayout<O>.size == 0 {
      places.insert(ObjectIdentifier(O.self), index)
    } else {
      places.insert(ObjectIdentifier(O.self), UInt32(uses.count))
      uses.append(OperationUses(op, index))
    }
    return index
  }

  @inline(never)
  private mutating func index<O: Operation>(of op: O, among uses: OperationUses<O>) -> UInt32 {
    uses.find(op) { add(op) }
  }

  private mutating func add<O: Operation>(_ op: O) -> UInt32 {
    operations.append(op)
    scalarRules.append(O.hasScalarRule ? O.self : nil)
    isVariableState.append(O.self == VariableState.self)
    switch O.passRole {
    case .rows, .custom: hasOrderedOps = true
    case .rule, .handsOn, .end: break
    }
    return UInt32(operations.count - 1)
  }
}

/// The ops of one type with attributes, found without boxing a value; the latest at once.
private final class OperationUses<O: Operation> {
  private(set) var latest: O
  private(set) var latestIndex: UInt32
  /// All but the only one, while there is one.
  private var indices: [O: UInt32] = [:]

  init(_ op: O, _ index: UInt32) {
    latest = op
    latestIndex = index
  }

  func find(_ op: O, orAdd add: () -> UInt32) -> UInt32 {
    indices[latest] = latestIndex
    latestIndex = indices[op] ?? add()
    latest = op
    return latestIndex
  }
}

/// A small hash table from type to index: open addressing, grown at half load.
private struct TypePlaces {
  private var keys = [UInt](repeating: 0, count: 32)
  private var indices = [UInt32](repeating: 0, count: 32)
  private var used = 0

  /// Where the search for a type begins: types lie at multiples of 16.
  @inline(__always)
  private func home(_ key: UInt) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (keys.count - 1)
  }

  subscript(type: ObjectIdentifier) -> UInt32? {
    @inline(__always) get {
      let key = UInt(bitPattern: type)
      var slot = home(key)
      while keys[slot] != 0 {
        if keys[slot] == key { return indices[slot] }
        slot = (slot + 1) & (keys.count - 1)
      }
      return nil
    }
  }

  mutating func insert(_ type: ObjectIdentifier, _ index: UInt32) {
    if used * 2 >= keys.count { grow() }
    let key = UInt(bitPattern: type)
    var slot = home(key)
    while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
    keys[slot] = key
    indices[slot] = index
    used += 1
  }

  private mutating func grow() {
    let (oldKeys, oldIndices) = (keys, indices)
    keys = [UInt](repeating: 0, count: oldKeys.count * 2)
    indices = [UInt32](repeating: 0, count: oldKeys.count * 2)
    used = 0
    for (key, index) in zip(oldKeys, oldIndices) where key != 0 {
      if let type = UnsafeRawPointer(bitPattern: key) {
        insert(unsafeBitCast(type, to: ObjectIdentifier.self), index)
      }
    }
  }
}
