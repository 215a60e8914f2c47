/// Finds loops in what was computed: source columns that come again and again.
///
/// It knows the order alone, no syntax: a turn begins where the columns that began the turn before
/// come again, and the loop is over when columns come that lie outside of it.
struct LoopFinder {
  /// Where something was computed, and which op it was.
  struct Key: Hashable {
    var start: Int32
    var end: Int32
    var code: Int32
  }

  /// What was found, in the order of time.
  enum Found {
    /// The place in what was added.
    case single(Int)
    /// What began each turn, and the turns.
    case loop(Key, [[Found]])

    /// The first place in it.
    var first: Int {
      switch self {
      case .single(let place): place
      case .loop(_, let turns): turns.first?.first?.first ?? 0
      }
    }

    /// The last place in it.
    var last: Int {
      switch self {
      case .single(let place): place
      case .loop(_, let turns): turns.last?.last?.last ?? 0
      }
    }
  }

  /// A list that still grows: the top, or the turn of a loop.
  private struct Level {
    var items: [Found] = []
    /// What each item of the list began with.
    var places: [Key: Int] = [:]
    /// What begins each turn; nil at the top.
    var head: Key?
    var turns: [[Found]] = []
    /// All that turns of the loop have held.
    var known: Set<Key> = []
    /// The source that these come from.
    var low = Int32.max
    var high = Int32.min

    mutating func note(_ key: Key) {
      known.insert(key)
      if key.start < 0 { return }
      low = Swift.min(low, key.start)
      high = Swift.max(high, key.end)
    }
  }

  private var levels = [Level()]
  private var keys: [Key] = []

  /// Takes the next thing that was computed.
  mutating func add(_ key: Key) {
    let place = keys.count
    keys.append(key)
    while true {
      let top = levels.count - 1
      if let head = levels[top].head {
        if key == head, !isInner(key, top) {
          levels[top].turns.append(levels[top].items)
          levels[top].items = []
          levels[top].places = [:]
        } else if let start = start(of: key, top) {
          open(key, at: start)
        } else if !levels[top].known.contains(key), !isWithin(key, top) {
          close()
          continue
        }
      } else if let start = start(of: key, top) {
        open(key, at: start)
      }
      let last = levels.count - 1
      levels[last].places[key] = levels[last].places[key] ?? levels[last].items.count
      levels[last].items.append(.single(place))
      levels[last].note(key)
      return
    }
  }

  /// Whether what begins a turn comes again for a loop that the turn begins with.
  private func isInner(_ key: Key, _ level: Int) -> Bool {
    guard case .loop(key, _)? = levels[level].turns.first?.first, levels[level].places[key] == 0,
      case .single? = levels[level].items.first
    else { return false }
    return true
  }

  /// Where a turn begins that is over when a key comes again; nil if it is none.
  ///
  /// One call may compute the same twice: what comes from the same columns throughout is no loop.
  private func start(of key: Key, _ level: Int) -> Int? {
    guard let start = levels[level].places[key] else { return nil }
    let isCall = levels[level].items[start...].allSatisfy {
      guard case .single(let place) = $0 else { return false }
      return keys[place].start == key.start && keys[place].end == key.end
    }
    return isCall ? nil : start
  }

  private func isWithin(_ key: Key, _ level: Int) -> Bool {
    if key.start < 0 { return true }
    return key.start >= levels[level].low && key.end <= levels[level].high
  }

  /// Makes what has come since a place the first turn of a loop, and begins the second.
  private mutating func open(_ key: Key, at start: Int) {
    let top = levels.count - 1
    var inner = Level()
    inner.head = key
    let turn = Array(levels[top].items[start...])
    for item in turn { note(item, &inner) }
    inner.turns = [turn]
    levels[top].items.removeSubrange(start...)
    levels[top].places = levels[top].places.filter { $0.value < start }
    levels.append(inner)
  }

  private func note(_ item: Found, _ level: inout Level) {
    switch item {
    case .single(let place): level.note(keys[place])
    case .loop(_, let turns): for turn in turns { for item in turn { note(item, &level) } }
    }
  }

  /// Ends the innermost loop.
  private mutating func close() {
    guard let ended = levels.popLast(), let head = ended.head, let top = levels.indices.last else {
      return
    }
    let turns = ended.items.isEmpty ? ended.turns : ended.turns + [ended.items]
    levels[top].places[head] = levels[top].places[head] ?? levels[top].items.count
    levels[top].items.append(.loop(head, turns))
    for key in ended.known { levels[top].note(key) }
  }

  /// Everything, once all has been added.
  mutating func finished() -> [Found] {
    while levels.count > 1 { close() }
    return levels[0].items
  }
}
