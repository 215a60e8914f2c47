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
  /// What arrives at each box, in order.
  private(set) var entries: [Entries] = []
  /// The first column that items may take and the first behind all that they may.
  private(set) var edges = 0...0

  /// Puts the items of each rank side by side, all ranks in the middle.
  init(_ layers: LayeredGraph, _ plan: BoxPlan, order: [[Int]]) {
    self.layers = layers
    self.plan = plan
    self.order = order
    place = Array(repeating: 0, count: layers.itemCount)
    left = place
    out = place
    bottom = Array(repeating: 0, count: layers.links.count)
    var widths: [Int] = []
    for items in order {
      var next = 0
      for (index, item) in items.enumerated() {
        if index > 0 { next += gap(items[index - 1], item) }
        place[item] = index
        left[item] = next
        next += breadth(item)
      }
      widths.append(next)
    }
    let widest = widths.max() ?? 0
    for item in left.indices { left[item] += (widest - widths[layers.rank[item]]) / 2 }
    for item in left.indices { out[item] = left[item] + breadth(item) / 2 }
    entries = (0..<layers.boxCount).map { self.entries(of: $0) }
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
      low = min(low, edges.lowerBound)
    }
    if index + 1 < items.count {
      let after = items[index + 1]
      high = max(high, left[after] - gap(item, after) - breadth(item))
    } else {
      high = max(high, edges.upperBound - breadth(item))
    }
    return low...high
  }

  /// Keeps items from moving beyond where they now are.
  mutating func closeEdges() {
    let low = left.min() ?? 0
    edges = low...left.indices.reduce(low) { max($0, left[$1] + breadth($1)) }
  }

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
