extension Arrangement {
  /// What a cell of a line costs, and a cell of width.
  struct Prices: Hashable, Sendable {
    var width = 64
    var op = 64
    var leaf = 32
    /// Along the trunk of a net, which is to run straight.
    var trunk = 128
    /// Where a trunk begins or ends at a box.
    var end = 64
    /// Between a lone port and the middle of its box: looks only, so that it never costs a bend.
    var slant = 1
  }

  /// Moves everything to where lines and width together cost least, without changing the order.
  mutating func shorten(_ prices: Prices) {
    var program = DistanceProgram()
    let west = program.add(left.min() ?? 0)
    let east = program.add(left.indices.reduce(0) { max($0, left[$1] + breadth($1)) })
    program.bond(west, east, 0, weight: prices.width)
    let firsts = left.map { program.add($0) }
    for items in order {
      guard let first = items.first, let last = items.last else { continue }
      program.bond(west, firsts[first], 0)
      program.bond(firsts[last], east, breadth(last))
      for (before, item) in zip(items, items.dropFirst()) {
        program.bond(firsts[before], firsts[item], breadth(before) + gap(before, item))
      }
    }
    var outs = firsts
    var ends = [Int](repeating: -1, count: bottom.count)
    for box in 0..<layers.boxCount {
      addPorts(of: box, firsts[box], &program, &outs, &ends, slant: prices.slant)
    }
    for (index, link) in layers.links.enumerated() {
      let (from, to) = (outs[link.from], ends[index] < 0 ? firsts[link.to] : ends[index])
      let least = program.add(min(program.start(from), program.start(to)))
      let price = price(of: link, prices)
      program.bond(least, from, 0, weight: price)
      program.bond(least, to, 0, weight: price)
    }

    let solution = program.solved()
    for item in 0..<layers.itemCount {
      left[item] = solution[firsts[item]]
      out[item] =
        layers.isDummy(item) || layers.outgoing[item].isEmpty
        ? left[item] + breadth(item) / 2 : solution[outs[item]]
    }
    for (index, link) in layers.links.enumerated() {
      bottom[index] = ends[index] < 0 ? left[link.to] : solution[ends[index]]
    }
    shiftToZero()
  }

  private func addPorts(
    of box: Int, _ first: Int, _ program: inout DistanceProgram, _ outs: inout [Int],
    _ ends: inout [Int], slant: Int
  ) {
    let middle = plan.breadth[box] / 2
    func center(_ port: Int) {
      let least = program.add(min(program.start(first) + middle, program.start(port)))
      program.bond(least, first, -middle, weight: slant)
      program.bond(least, port, 0, weight: slant)
    }
    let (low, high) = plan.interior(of: box, at: left[box])
    let (inset, reach) = (low - left[box], high - left[box])
    if !layers.outgoing[box].isEmpty {
      outs[box] = program.add(out[box])
      program.bond(first, outs[box], inset)
      program.bond(outs[box], first, -reach)
      center(outs[box])
    }
    let entry = entries[box]
    let columns = portColumns(of: box, at: left[box])
    for (index, link) in entry.links.enumerated() {
      ends[link] = program.add(columns[index])
      if index == 0 {
        program.bond(first, ends[link], inset)
      } else {
        program.bond(
          ends[entry.links[index - 1]], ends[link], entry.spacing + entry.notes[index - 1])
      }
      if columns.count == 1 { center(ends[link]) }
      if index == columns.count - 1 {
        program.bond(ends[link], first, entry.notes[index] - reach)
      }
    }
  }

  private func price(of link: LayeredGraph.Link, _ prices: Prices) -> Int {
    switch (layers.isDummy(link.from), layers.isDummy(link.to)) {
    case (true, true): prices.trunk
    case (true, false), (false, true): prices.end
    case (false, false): plan.standsAtEnd[link.from] ? prices.leaf : prices.op
    }
  }
}
