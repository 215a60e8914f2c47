extension Arrangement {
  /// Moves dummies and boxes within the room that their neighbors leave, to straighten lines.
  mutating func straighten(downFirst: Bool, rounds: Int = 10) {
    closeEdges()
    for round in 0..<rounds {
      let before = left
      let beforeOut = out
      let down = (round % 2 == 0) == downFirst
      let ranks = down ? Array(order.indices) : order.indices.reversed()
      for rank in ranks { assignPorts(rank) }
      for rank in ranks {
        for item in order[rank] where layers.isDummy(item) { slideDummy(item) }
      }
      for rank in ranks { assignPorts(rank) }
      for rank in ranks {
        for item in order[rank] where !layers.isDummy(item) { slideBox(item) }
      }
      for rank in ranks {
        assignPorts(rank)
        for item in order[rank] where !layers.isDummy(item) { chooseOut(ofBox: item) }
      }
      for rank in order.indices { assignPorts(rank) }
      if round > 1, before == left, beforeOut == out { break }
    }
    shiftToZero()
  }

  /// Puts a dummy where its net bends least.
  private mutating func slideDummy(_ item: Int) {
    guard let above = layers.incoming[item].first else { return }
    let room = room(of: item)
    let start = out[layers.links[above].from]
    let outgoing = layers.outgoing[item]
    func bends(at column: Int) -> Int {
      var count = column == start ? 0 : 1
      for link in outgoing where sinkColumn(link) != column { count += 1 }
      return count
    }
    var best = out[item]
    var least = bends(at: best)
    func consider(_ column: Int) {
      guard room.contains(column), column != best else { return }
      let count = bends(at: column)
      if count < least { (best, least) = (column, count) }
    }
    consider(start)
    for link in outgoing { consider(sinkColumn(link)) }
    left[item] = best
    out[item] = best
  }

  /// Puts a box where most of its links run straight.
  private mutating func slideBox(_ box: Int) {
    let incoming = layers.incoming[box]
    let outgoing = layers.outgoing[box]
    guard !incoming.isEmpty || !outgoing.isEmpty else { return }
    let room = room(of: box)
    var best = left[box]
    var most = straightness(of: box, at: best)
    func consider(_ column: Int) {
      guard room.contains(column), column != best else { return }
      let value = straightness(of: box, at: column)
      if value > most { (best, most) = (column, value) }
    }
    let current = left[box]
    for link in incoming { consider(current + out[layers.links[link].from] - bottom[link]) }
    for link in outgoing { consider(current + sinkColumn(link) - out[box]) }
    guard best != current else { return }
    left[box] = best
    out[box] = outColumn(of: box, at: best)
    assignPorts(ofBox: box)
  }

  /// How many links of a box would run straight if it stood at a column, by weight.
  private func straightness(of box: Int, at column: Int) -> Int {
    var sum = 0
    let ends = portColumns(of: box, at: column)
    for (link, end) in zip(entries[box].links, ends) {
      let from = layers.links[link].from
      if out[from] == end { sum += weight(ofLinkFrom: from) }
    }
    let start = outColumn(of: box, at: column)
    for link in layers.outgoing[box] where sinkColumn(link) == start { sum += 2 }
    return sum
  }

  private func weight(ofLinkFrom item: Int) -> Int {
    if layers.isDummy(item) { return 2 }
    if !plan.standsAtEnd[item] { return 3 }
    return layers.outgoing[item].count == 1 ? 1 : 2
  }
}
