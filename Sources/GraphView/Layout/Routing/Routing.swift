/// An arrangement with its lines: all channels, and how good the result is.
struct Routing {
  let arrangement: Arrangement
  /// The channel after each rank; one fewer than ranks.
  let channels: [Channel]
  /// The first cell of each rank across the ranks, and how many it takes.
  let rankStart: [Int]
  let rankDepth: [Int]
  /// The cells across the ranks that the channel after each rank takes.
  let channelDepth: [Int]
  /// The cells of the drawing along the ranks and across them.
  let breadth: Int
  let depth: Int

  init(_ arrangement: Arrangement, keepsJointsApart: Bool) {
    self.arrangement = arrangement
    let (layers, plan) = (arrangement.layers, arrangement.plan)
    let isRow = plan.orientation == .topToBottom
    var channels: [Channel] = []
    var breadth = 1
    for items in arrangement.order {
      guard let last = items.last else { continue }
      breadth = max(breadth, arrangement.left[last] + arrangement.breadth(last))
    }
    for rank in 0..<max(0, layers.rankCount - 1) {
      var nets: [(net: Int, entry: Int, exits: [Int])] = []
      for item in arrangement.order[rank] where !layers.outgoing[item].isEmpty {
        let exits = layers.outgoing[item].map { arrangement.sinkColumn($0) }
        nets.append((layers.net[item], arrangement.out[item], exits))
      }
      let channel = Channel(nets, keepsJointsApart: isRow && keepsJointsApart)
      for piece in channel.pieces { breadth = max(breadth, piece.high + 1) }
      channels.append(channel)
    }
    self.channels = channels
    self.breadth = breadth
    channelDepth = channels.map { isRow ? max(1, $0.trackCount) : max(3, 2 * $0.trackCount + 1) }
    var thickest = [Int](repeating: 1, count: layers.rankCount)
    for box in 0..<layers.boxCount {
      let rank = layers.rank[box]
      thickest[rank] = max(thickest[rank], plan.depth[box])
    }
    rankDepth = thickest
    var starts: [Int] = []
    var next = 0
    for rank in thickest.indices {
      starts.append(next)
      next += thickest[rank] + (rank < channelDepth.count ? channelDepth[rank] : 0)
    }
    rankStart = starts
    depth = next
  }

  /// The cell across the ranks where a track of the channel after a rank runs.
  func trackPlace(_ track: Int, after rank: Int) -> Int {
    let start = rankStart[rank] + rankDepth[rank]
    return arrangement.plan.orientation == .topToBottom ? start + track : start + 1 + 2 * track
  }

  /// The first cell of a box across the ranks.
  func boxStart(_ box: Int) -> Int {
    let rank = arrangement.layers.rank[box]
    let start = rankStart[rank]
    guard arrangement.plan.standsAtEnd[box] else { return start }
    return start + rankDepth[rank] - arrangement.plan.depth[box]
  }
}

extension Routing {
  /// How good a drawing is, as numbers that should be small.
  struct Score: Comparable {
    var crossings = 0
    /// Turns of the ways from a box to its readers, over all edges.
    var bends = 0
    /// Cells of those ways.
    var length = 0
    var area = 0

    var weighted: Double {
      Double(12 * crossings + bends) + Double(area) / 150 + Double(length) / 20
    }

    static func < (first: Self, second: Self) -> Bool { first.weighted < second.weighted }
  }

  /// What this routing is worth.
  func score() -> Score {
    var score = Score(area: breadth * depth)
    for channel in channels { score.crossings += channel.crossings }
    let layers = arrangement.layers
    // What lies behind each item on the way from its box.
    var bends = [Int](repeating: 0, count: layers.itemCount)
    var along = [Int](repeating: 0, count: layers.itemCount)
    // Links of a net are in the order of its way.
    for (index, link) in layers.links.enumerated() {
      let rank = layers.rank[link.from]
      let column = arrangement.sinkColumn(index)
      let turns =
        column == arrangement.out[link.from]
        ? 0 : channels[rank].bends(net: layers.net[link.from], to: column)
      let steps = abs(column - arrangement.out[link.from])
      if link.port < 0 {
        bends[link.to] = bends[link.from] + turns
        along[link.to] = along[link.from] + steps
      } else {
        let source = layers.net[link.from]
        let across = boxStart(link.to) - boxStart(source) - arrangement.plan.depth[source] + 1
        score.bends += bends[link.from] + turns
        score.length += along[link.from] + steps + across
      }
    }
    return score
  }
}
