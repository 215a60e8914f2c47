/// Numbers with least distances between them, some of which cost something for each unit.
///
/// It asks for integers x with x(b) − x(a) ≥ length for every bond a → b such that the sum of
/// weight · (x(b) − x(a)) is least, and finds them with the network simplex method.
/// - Source: Gansner, Koutsofios, North, Vo: A Technique for Drawing Directed Graphs (1993)
struct DistanceProgram {
  /// Two numbers and how far the second must lie behind the first.
  struct Bond {
    var tail: Int32
    var head: Int32
    var length: Int32
    var weight: Int32
  }

  private(set) var bonds: [Bond] = []
  fileprivate var start: [Int32] = []

  /// Adds a number; the values that numbers start from must keep all distances.
  mutating func add(_ value: Int) -> Int {
    start.append(Int32(value))
    return start.count - 1
  }

  /// The value that a number starts from.
  func start(_ number: Int) -> Int { Int(start[number]) }

  /// Keeps the second number at least so far behind the first.
  mutating func bond(_ tail: Int, _ head: Int, _ length: Int, weight: Int = 0) {
    bonds.append(
      Bond(tail: Int32(tail), head: Int32(head), length: Int32(length), weight: Int32(weight)))
  }

  /// The numbers; all must be joined by bonds, directly or through others.
  func solved() -> [Int] {
    guard start.count > 1 else { return start.map(Int.init) }
    var simplex = NetworkSimplex(self)
    simplex.run()
    return simplex.value.map(Int.init)
  }
}

/// The network simplex method: a tree of tight bonds, improved one bond at a time.
private struct NetworkSimplex {
  private(set) var value: [Int32]
  private let bonds: [DistanceProgram.Bond]
  /// The bonds of each number, one list after the other.
  private var firstBond: [Int32]
  private var bondList: [Int32]
  private var parent: [Int32]
  /// The tight bond to the parent.
  private var parentBond: [Int32]
  private var firstChild: [Int32]
  private var nextSibling: [Int32]
  private var previousSibling: [Int32]
  /// The weight of all bonds into the subtree less that of all bonds out of it.
  private var pull: [Int64]
  private var stamp: [Int32]
  /// The subtree that is being moved.
  private var members: [Int32] = []
  /// Marks with lower numbers are out of date; 1 marks what the first tree has joined.
  private var clock: Int32 = 1

  init(_ program: DistanceProgram) {
    value = program.start
    bonds = program.bonds
    let count = value.count
    firstBond = Array(repeating: 0, count: count + 1)
    for bond in bonds {
      firstBond[Int(bond.tail) + 1] += 1
      firstBond[Int(bond.head) + 1] += 1
    }
    for index in 0..<count { firstBond[index + 1] += firstBond[index] }
    bondList = Array(repeating: 0, count: bonds.count * 2)
    var next = firstBond
    for (index, bond) in bonds.enumerated() {
      for end in [Int(bond.tail), Int(bond.head)] {
        bondList[Int(next[end])] = Int32(index)
        next[end] += 1
      }
    }
    parent = Array(repeating: -1, count: count)
    parentBond = parent
    firstChild = parent
    nextSibling = parent
    previousSibling = parent
    pull = Array(repeating: 0, count: count)
    stamp = Array(repeating: 0, count: count)
  }

  @inline(__always)
  private func slack(_ bond: DistanceProgram.Bond) -> Int32 {
    value[Int(bond.head)] - value[Int(bond.tail)] - bond.length
  }

  mutating func run() {
    let order = growTree()
    for bond in bonds {
      pull[Int(bond.head)] += Int64(bond.weight)
      pull[Int(bond.tail)] -= Int64(bond.weight)
    }
    for node in order.reversed() where parent[Int(node)] >= 0 {
      pull[Int(parent[Int(node)])] += pull[Int(node)]
    }
    var place = 0
    for _ in 0..<value.count * 20 {
      guard let node = leaving(from: &place), exchange(node) else { return }
    }
  }

  /// Joins all numbers by tight bonds, moving what is joined as far as the next bond allows.
  private mutating func growTree() -> [Int32] {
    var order: [Int32] = [0]
    order.reserveCapacity(value.count)
    // What is joined moves together; `shift` is how far it has moved so far.
    var shift: Int32 = 0
    var leaving = BondHeap()
    var arriving = BondHeap()
    stamp[0] = 1
    func isJoined(_ node: Int32) -> Bool { stamp[Int(node)] != 0 }
    var scanned: Int32 = 0
    while order.count < value.count {
      for place in Int(firstBond[Int(scanned)])..<Int(firstBond[Int(scanned) + 1]) {
        let index = bondList[place]
        let bond = bonds[Int(index)]
        // Values of joined numbers are kept without the shift.
        if bond.tail == scanned, !isJoined(bond.head) {
          leaving.push(slack(bond), index)
        } else if bond.head == scanned, !isJoined(bond.tail) {
          arriving.push(slack(bond), index)
        }
      }
      while let top = leaving.top, isJoined(bonds[Int(top)].head) { leaving.pop() }
      while let top = arriving.top, isJoined(bonds[Int(top)].tail) { arriving.pop() }
      // Moving on makes bonds that leave tighter and bonds that arrive looser.
      let onward = leaving.least.map { $0 - shift }
      let backward = arriving.least.map { $0 + shift }
      guard onward != nil || backward != nil else { return order }
      let index: Int32
      let joined: Int32
      let anchor: Int32
      if let onward, onward <= backward ?? .max, let top = leaving.top {
        shift += onward
        (index, joined, anchor) = (top, bonds[Int(top)].head, bonds[Int(top)].tail)
      } else if let backward, let top = arriving.top {
        shift -= backward
        (index, joined, anchor) = (top, bonds[Int(top)].tail, bonds[Int(top)].head)
      } else {
        return order
      }
      stamp[Int(joined)] = 1
      value[Int(joined)] -= shift
      attach(joined, to: anchor, by: index)
      order.append(joined)
      scanned = joined
    }
    return order
  }

  private mutating func attach(_ node: Int32, to anchor: Int32, by bond: Int32) {
    parent[Int(node)] = anchor
    parentBond[Int(node)] = bond
    let next = firstChild[Int(anchor)]
    nextSibling[Int(node)] = next
    previousSibling[Int(node)] = -1
    if next >= 0 { previousSibling[Int(next)] = node }
    firstChild[Int(anchor)] = node
  }

  private mutating func detach(_ node: Int32) {
    let (before, after) = (previousSibling[Int(node)], nextSibling[Int(node)])
    if before >= 0 {
      nextSibling[Int(before)] = after
    } else {
      firstChild[Int(parent[Int(node)])] = after
    }
    if after >= 0 { previousSibling[Int(after)] = before }
  }

  /// A number whose bond to its parent is worth loosening; looks on where it last stopped.
  private func leaving(from place: inout Int) -> Int32? {
    var found: Int32 = -1
    var least: Int64 = 0
    var candidates = 0
    for _ in 0..<value.count {
      place = place + 1 == value.count ? 0 : place + 1
      guard parent[place] >= 0 else { continue }
      let isHead = bonds[Int(parentBond[place])].head == Int32(place)
      let cut = isHead ? pull[place] : -pull[place]
      if cut < least {
        (found, least) = (Int32(place), cut)
        candidates += 1
        if candidates == 30 { break }
      }
    }
    return found < 0 ? nil : found
  }

  /// Moves the subtree of a number until another bond becomes tight, which takes the place of the
  /// one to its parent.
  private mutating func exchange(_ root: Int32) -> Bool {
    let movesOn = bonds[Int(parentBond[Int(root)])].head == root
    clock += 1
    let mark = clock
    members.removeAll(keepingCapacity: true)
    members.append(root)
    stamp[Int(root)] = mark
    var visited = 0
    while visited < members.count {
      var child = firstChild[Int(members[visited])]
      while child >= 0 {
        stamp[Int(child)] = mark
        members.append(child)
        child = nextSibling[Int(child)]
      }
      visited += 1
    }
    var entering: Int32 = -1
    var least = Int32.max
    for node in members {
      for place in Int(firstBond[Int(node)])..<Int(firstBond[Int(node) + 1]) {
        let index = bondList[place]
        let bond = bonds[Int(index)]
        let isLimit =
          movesOn
          ? bond.tail == node && stamp[Int(bond.head)] != mark
          : bond.head == node && stamp[Int(bond.tail)] != mark
        guard isLimit else { continue }
        let slack = slack(bond)
        if slack < least || (slack == least && index < entering) {
          (entering, least) = (index, slack)
        }
      }
    }
    guard entering >= 0 else { return false }
    if least != 0 {
      let step = movesOn ? least : -least
      for node in members { value[Int(node)] += step }
    }
    let bond = bonds[Int(entering)]
    hang(
      root, by: entering, at: movesOn ? bond.tail : bond.head, on: movesOn ? bond.head : bond.tail)
    return true
  }

  /// Hangs a subtree by another of its numbers on another number.
  private mutating func hang(_ root: Int32, by bond: Int32, at inner: Int32, on outer: Int32) {
    let whole = pull[Int(root)]
    var node = parent[Int(root)]
    while node >= 0 {
      pull[Int(node)] -= whole
      node = parent[Int(node)]
    }
    var child = inner
    var newParent = outer
    var newBond = bond
    var below: Int64 = 0
    while true {
      let (oldParent, oldBond, oldPull) = (
        parent[Int(child)], parentBond[Int(child)], pull[Int(child)]
      )
      detach(child)
      attach(child, to: newParent, by: newBond)
      pull[Int(child)] = whole - below
      below = oldPull
      if child == root { break }
      (newParent, newBond, child) = (child, oldBond, oldParent)
    }
    node = outer
    while node >= 0 {
      pull[Int(node)] += whole
      node = parent[Int(node)]
    }
  }
}

/// Bonds by a number, the smallest first.
private struct BondHeap {
  private var keys: [Int64] = []

  /// The bond with the smallest number.
  var top: Int32? { keys.first.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) } }
  /// The smallest number.
  var least: Int32? { keys.first.map { Int32(truncatingIfNeeded: $0 >> 32) } }

  mutating func push(_ number: Int32, _ bond: Int32) {
    keys.append(Int64(number) << 32 | Int64(bond))
    var index = keys.count - 1
    while index > 0 {
      let above = (index - 1) / 2
      guard keys[index] < keys[above] else { return }
      keys.swapAt(index, above)
      index = above
    }
  }

  mutating func pop() {
    guard let last = keys.popLast(), !keys.isEmpty else { return }
    keys[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < keys.count {
        if keys[child] < keys[least] { least = child }
      }
      guard least != index else { return }
      keys.swapAt(index, least)
      index = least
    }
  }
}
