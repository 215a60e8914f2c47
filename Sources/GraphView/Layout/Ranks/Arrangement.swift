/// Where everything of a layered graph stands along its rank: boxes, dummies and ports.
struct Arrangement {
  let layers: LayeredGraph
  let plan: BoxPlan
  /// The items of each rank, from left to right.
  var order: [[Int]]
  /// The place of each item in the order of its rank.
  var place: [Int]
  /// The first column of each item.
  var left: [Int]
  /// The column where the net leaves each item; a dummy's own column.
  var out: [Int]
  /// The column where each link arrives.
  var bottom: [Int]

  /// Takes the order of the centers, and as much of the places as leaves room for everything.
  init(_ layers: LayeredGraph, _ plan: BoxPlan, centers: [Double]) {
    self.layers = layers
    self.plan = plan
    order = Array(repeating: [], count: layers.rankCount)
    for item in 0..<layers.itemCount { order[layers.rank[item]].append(item) }
    for rank in order.indices {
      order[rank].sort { (centers[$0], $0) < (centers[$1], $1) }
    }
    place = Array(repeating: 0, count: layers.itemCount)
    left = Array(repeating: 0, count: layers.itemCount)
    out = Array(repeating: 0, count: layers.itemCount)
    bottom = Array(repeating: 0, count: layers.links.count)
    for item in 0..<layers.itemCount {
      let half = Double(breadth(item) - 1) / 2
      left[item] = Int((centers[item] - half + 0.5).rounded(.down))
    }
    for rank in order.indices {
      for (index, item) in order[rank].enumerated() { place[item] = index }
      legalize(rank)
    }
    for item in 0..<layers.itemCount { out[item] = left[item] + breadth(item) / 2 }
    for rank in order.indices { assignPorts(rank) }
  }

  /// The cells that an item takes along its rank.
  @inline(__always)
  func breadth(_ item: Int) -> Int { layers.isDummy(item) ? 1 : plan.breadth[item] }

  /// The free cells between two neighbors.
  @inline(__always)
  func gap(_ first: Int, _ second: Int) -> Int {
    layers.isDummy(first) || layers.isDummy(second) ? 1 : plan.boxGap
  }

  /// Pushes items to the right until none overlap.
  private mutating func legalize(_ rank: Int) {
    let items = order[rank]
    for index in items.indices.dropFirst() {
      let (before, item) = (items[index - 1], items[index])
      left[item] = max(left[item], left[before] + breadth(before) + gap(before, item))
    }
  }

  /// The first columns that an item can take while its neighbors stay.
  func room(of item: Int) -> ClosedRange<Int> {
    let items = order[layers.rank[item]]
    let index = place[item]
    var low = left[item]
    var high = left[item]
    if index > 0 {
      let before = items[index - 1]
      low = min(low, left[before] + breadth(before) + gap(before, item))
    } else {
      low -= Self.margin
    }
    if index + 1 < items.count {
      let after = items[index + 1]
      high = max(high, left[after] - gap(item, after) - breadth(item))
    } else {
      high += Self.margin
    }
    return low...high
  }

  /// How far the outermost items of a rank may move at once.
  private static let margin = 1000

  /// Shifts the drawing so that it begins at column 0.
  mutating func shiftToZero() {
    let shift = left.min() ?? 0
    guard shift != 0 else { return }
    for item in left.indices {
      left[item] -= shift
      out[item] -= shift
    }
    for link in bottom.indices { bottom[link] -= shift }
  }
}
