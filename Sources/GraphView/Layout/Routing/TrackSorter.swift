/// Orders the pieces of a channel from the near side to the far side so that few lines cross.
///
/// Where one net comes in at the column where another goes out, the first must turn off before the
/// second arrives. Such rules can form a circle; then a piece is split in two.
struct TrackSorter {
  private(set) var pieces: [Channel.Piece]
  /// Columns that a new line must not use.
  private(set) var taken: Set<Int>
  /// Row by row: whether the first piece must precede the second.
  private var rules: [[Bool]] = []
  /// Row by row: the crossings if the first piece precedes the second.
  private var costs: [[Int]] = []

  init(_ pieces: [Channel.Piece], taken: [Int]) {
    self.pieces = pieces
    self.taken = Set(taken)
    for piece in pieces {
      self.taken.insert(piece.entry)
      self.taken.formUnion(piece.exits)
    }
    compare()
  }

  func mustPrecede(_ first: Int, _ second: Int) -> Bool { rules[first][second] }

  private mutating func compare() {
    let count = pieces.count
    rules = Array(repeating: Array(repeating: false, count: count), count: count)
    costs = Array(repeating: Array(repeating: 0, count: count), count: count)
    for first in 0..<count {
      for second in 0..<count where first != second { compare(first, second) }
    }
  }

  private mutating func compare(_ first: Int, _ second: Int) {
    let (above, below) = (pieces[first], pieces[second])
    if above.net == below.net {
      rules[first][second] = above.handover?.piece == second
      return
    }
    var cost = 0
    if above.low < below.entry, below.entry < above.high { cost += 1 }
    for exit in above.exits where below.low < exit && exit < below.high { cost += 1 }
    costs[first][second] = cost
    rules[first][second] = above.feeder == nil && below.exits.contains(above.entry)
  }

  /// The order of the pieces; some may have been split on the way.
  mutating func sort() -> [Int] {
    var order: [Int] = []
    var waiting = Array(pieces.indices)
    while !waiting.isEmpty {
      guard let next = best(of: waiting) else {
        split(in: waiting)
        waiting.append(pieces.count - 1)
        compare()
        continue
      }
      order.append(next)
      waiting.removeAll { $0 == next }
    }
    improve(&order)
    return order
  }

  /// Of the pieces that may come next, the one that makes the fewest crossings.
  private func best(of waiting: [Int]) -> Int? {
    var best: (piece: Int, cost: Int)?
    for piece in waiting where !waiting.contains(where: { rules[$0][piece] }) {
      var cost = 0
      for other in waiting where other != piece {
        cost += costs[piece][other] - costs[other][piece]
      }
      if let known = best,
        (known.cost, pieces[known.piece].low) <= (cost, pieces[piece].low)
      {
        continue
      }
      best = (piece, cost)
    }
    return best?.piece
  }

  /// Moves pieces to better places as long as there are any.
  private func improve(_ order: inout [Int]) {
    for _ in 0..<20 {
      var changed = false
      for piece in order {
        guard let from = order.firstIndex(of: piece) else { continue }
        let to = bestPlace(for: from, in: order)
        guard to != from else { continue }
        order.remove(at: from)
        order.insert(piece, at: to)
        changed = true
      }
      if !changed { break }
    }
  }

  /// Where a piece would cross the fewest lines if the others kept their order.
  private func bestPlace(for place: Int, in order: [Int]) -> Int {
    let piece = order[place]
    var best = place
    var least = 0
    var change = 0
    for other in order.indices.dropFirst(place + 1) {
      if rules[piece][order[other]] { break }
      change += costs[order[other]][piece] - costs[piece][order[other]]
      if change < least { (best, least) = (other, change) }
    }
    change = 0
    for other in order.indices[..<place].reversed() {
      if rules[order[other]][piece] { break }
      change += costs[piece][order[other]] - costs[order[other]][piece]
      if change < least { (best, least) = (other, change) }
    }
    return best
  }

  /// Splits a piece so that one that waits becomes free: the part whose exits are in others' way
  /// gets a track of its own, behind theirs.
  private mutating func split(in waiting: [Int]) {
    var chosen: (piece: Int, exits: [Int])?
    for piece in waiting {
      let others = waiting.filter {
        pieces[$0].net != pieces[piece].net && pieces[$0].feeder == nil
      }
      let exits = pieces[piece].exits.filter { exit in
        others.contains { pieces[$0].entry == exit }
      }
      guard !exits.isEmpty, exits.count < chosen?.exits.count ?? .max else { continue }
      chosen = (piece, exits)
    }
    guard let (piece, exits) = chosen else { return }
    let column = freeColumn(near: exits[0])
    taken.insert(column)
    pieces[piece].exits.removeAll { exits.contains($0) }
    var rest = Channel.Piece(net: pieces[piece].net, entry: column, exits: exits, feeder: piece)
    // A piece that was split before hands over to the first part, which hands on to the rest.
    rest.handover = pieces[piece].handover
    if let next = rest.handover?.piece { pieces[next].feeder = pieces.count }
    rest.measure()
    pieces[piece].handover = (column, pieces.count)
    pieces[piece].measure()
    pieces.append(rest)
  }

  private func freeColumn(near column: Int) -> Int {
    var distance = 1
    while true {
      if column >= distance, !taken.contains(column - distance) { return column - distance }
      if !taken.contains(column + distance) { return column + distance }
      distance += 1
    }
  }
}
