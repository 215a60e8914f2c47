/// A graph in ranks, with one net for each value that is read.
///
/// A net runs from its box through one dummy a rank down to its last readers, so that every link
/// spans one rank and a value crosses a rank once, however many boxes read it.
struct LayeredGraph {
  /// A piece of a net between two ranks that follow each other.
  struct Link {
    var from: Int
    var to: Int
    /// The port where it enters a box; -1 into a dummy.
    var port: Int
  }

  /// The boxes come first among the items, in their order; then the dummies.
  let boxCount: Int
  let rankCount: Int
  /// The rank of each item.
  private(set) var rank: [Int]
  /// The net of each item: the box that its value comes from.
  private(set) var net: [Int]
  private(set) var links: [Link] = []
  /// The links that arrive at each item and that leave it.
  private(set) var incoming: [[Int]] = []
  private(set) var outgoing: [[Int]] = []

  var itemCount: Int { rank.count }

  @inline(__always)
  func isDummy(_ item: Int) -> Bool { item >= boxCount }

  /// Whether nothing joins an item with others.
  func isIsolated(_ item: Int) -> Bool { incoming[item].isEmpty && outgoing[item].isEmpty }

  init(_ plan: BoxPlan, ranks: [Int]) {
    boxCount = plan.count
    rank = ranks
    net = Array(0..<plan.count)
    rankCount = (ranks.max() ?? -1) + 1
    for source in 0..<plan.count where !plan.readers[source].isEmpty {
      addNet(from: source, plan)
    }
    incoming = Array(repeating: [], count: rank.count)
    outgoing = Array(repeating: [], count: rank.count)
    for (index, link) in links.enumerated() {
      incoming[link.to].append(index)
      outgoing[link.from].append(index)
    }
  }

  private mutating func addNet(from source: Int, _ plan: BoxPlan) {
    let readers = plan.readers[source]
    let last = readers.reduce(rank[source]) { max($0, rank[$1.box]) }
    var trunk = [source]
    for place in rank[source] + 1..<max(last, rank[source] + 1) {
      links.append(Link(from: trunk[trunk.count - 1], to: rank.count, port: -1))
      trunk.append(rank.count)
      rank.append(place)
      net.append(source)
    }
    for reader in readers {
      let before = trunk[rank[reader.box] - 1 - rank[source]]
      links.append(Link(from: before, to: reader.box, port: reader.port))
    }
  }
}

extension LayeredGraph {
  /// The items of each rank, sorted by their places.
  func ordered(by places: [Int]) -> [[Int]] {
    var order: [[Int]] = Array(repeating: [], count: rankCount)
    for item in 0..<itemCount { order[rank[item]].append(item) }
    for rank in order.indices { order[rank].sort { (places[$0], $0) < (places[$1], $1) } }
    return order
  }
}
