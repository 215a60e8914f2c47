extension Arrangement {
  /// Chooses the columns where links arrive at all boxes of a rank.
  mutating func assignPorts(_ rank: Int) {
    for item in order[rank] {
      if layers.isDummy(item) {
        for link in layers.incoming[item] { bottom[link] = out[item] }
      } else {
        assignPorts(ofBox: item)
      }
    }
  }

  mutating func assignPorts(ofBox box: Int) {
    let incoming = layers.incoming[box]
    switch incoming.count {
    case 0: return
    case 1 where plan.ports[box][0].noteWidth == 0:
      let (low, high) = plan.interior(of: box, at: left[box])
      bottom[incoming[0]] = min(max(out[layers.links[incoming[0]].from], low), high)
    default:
      let columns = portColumns(of: box, at: left[box])
      for (link, column) in columns { bottom[link] = column }
    }
  }

  /// Where the links into a box would arrive if it stood at a column, each as straight as it can.
  func portColumns(of box: Int, at left: Int) -> [(link: Int, column: Int)] {
    var sorted = layers.incoming[box]
    sorted.sort {
      let (first, second) = (layers.links[$0], layers.links[$1])
      return (out[first.from], first.from, first.port)
        < (out[second.from], second.from, second.port)
    }
    let (low, high) = plan.interior(of: box, at: left)
    let (spacing, notes) = portRoom(of: box, sorted)
    var columns = [Int](repeating: 0, count: sorted.count)
    for index in sorted.indices {
      let from = layers.links[sorted[index]].from
      columns[index] = out[from]
      guard index > 0 else { continue }
      columns[index] = max(columns[index], columns[index - 1] + spacing + notes[index - 1])
    }
    var limit = high
    for index in sorted.indices.reversed() {
      limit -= notes[index]
      columns[index] = min(columns[index], limit)
      limit = columns[index] - spacing
    }
    var least = low
    for index in sorted.indices {
      columns[index] = max(columns[index], least)
      least = columns[index] + spacing + notes[index]
    }
    return zip(sorted, columns).map { ($0, $1) }
  }

  /// The least distance of the ports of a box, and the cells that the note behind each takes.
  func portRoom(of box: Int, _ links: [Int]) -> (spacing: Int, notes: [Int]) {
    // A note lies behind its port along the rank only where ranks are rows.
    let isRow = plan.orientation == .topToBottom
    let notes = links.map { isRow ? plan.ports[box][layers.links[$0].port].noteWidth : 0 }
    let (low, high) = plan.interior(of: box, at: left[box])
    let fits = (links.count - 1) * plan.portSpacing + notes.reduce(0, +) <= high - low
    return (fits ? plan.portSpacing : 1, notes)
  }

  /// Chooses the column where a box's net leaves it.
  mutating func chooseOut(ofBox box: Int) {
    out[box] = outColumn(of: box, at: left[box])
  }

  /// Where the net of a box would leave it: straight above one of its ends if one is within reach.
  func outColumn(of box: Int, at left: Int) -> Int {
    let middle = left + plan.breadth[box] / 2
    let outgoing = layers.outgoing[box]
    guard !outgoing.isEmpty else { return middle }
    let (low, high) = plan.interior(of: box, at: left)
    if outgoing.count == 1 {
      let column = sinkColumn(outgoing[0])
      return low <= column && column <= high ? column : middle
    }
    let columns = outgoing.map { sinkColumn($0) }.sorted()
    let median = columns[(columns.count - 1) / 2]
    var best = middle
    var distance = Int.max
    for column in columns where low <= column && column <= high {
      if abs(column - median) < distance { (best, distance) = (column, abs(column - median)) }
    }
    return best
  }

  /// The column where a link ends.
  @inline(__always)
  func sinkColumn(_ link: Int) -> Int {
    let to = layers.links[link].to
    return layers.isDummy(to) ? out[to] : bottom[link]
  }
}
