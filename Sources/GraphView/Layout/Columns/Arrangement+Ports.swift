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
    let links = entries[box].links
    guard !links.isEmpty else { return }
    if links.count == 1 {
      // Short for what follows.
      let (low, high) = plan.interior(of: box, at: left[box])
      let last = high - entries[box].notes[0]
      bottom[links[0]] = max(min(out[layers.links[links[0]].from], last), low)
      return
    }
    let columns = portColumns(of: box, at: left[box])
    for index in links.indices { bottom[links[index]] = columns[index] }
  }

  /// Where the links into a box would arrive if it stood at a column, each as straight as it can,
  /// in the order of its entries.
  func portColumns(of box: Int, at left: Int) -> [Int] {
    let entry = entries[box]
    let count = entry.links.count
    let (low, high) = plan.interior(of: box, at: left)
    var columns = [Int](repeating: 0, count: count)
    for index in 0..<count {
      columns[index] = out[layers.links[entry.links[index]].from]
      guard index > 0 else { continue }
      columns[index] = max(
        columns[index], columns[index - 1] + entry.spacing + entry.notes[index - 1])
    }
    var limit = high
    for index in (0..<count).reversed() {
      limit -= entry.notes[index]
      columns[index] = min(columns[index], limit)
      limit = columns[index] - entry.spacing
    }
    var least = low
    for index in 0..<count {
      columns[index] = max(columns[index], least)
      least = columns[index] + entry.spacing + entry.notes[index]
    }
    return columns
  }

  /// What arrives at a box, from left to right: lines must not cross right above it.
  struct Entries {
    var links: [Int] = []
    /// The least distance of two ports.
    var spacing = 1
    /// The cells that the note behind each port takes.
    var notes: [Int] = []
  }

  func entries(of box: Int) -> Entries {
    var entries = Entries(links: layers.incoming[box])
    guard !entries.links.isEmpty else { return entries }
    entries.links.sort {
      let (first, second) = (layers.links[$0], layers.links[$1])
      return (place[first.from], first.port) < (place[second.from], second.port)
    }
    // A note lies behind its port along the rank only where ranks are rows.
    let isRow = plan.orientation == .topToBottom
    entries.notes = entries.links.map {
      isRow ? plan.ports[box][layers.links[$0].port].noteWidth : 0
    }
    let (low, high) = plan.interior(of: box, at: 0)
    let cells = entries.notes.reduce(0, +) + (entries.links.count - 1) * plan.portSpacing
    if cells <= high - low { entries.spacing = plan.portSpacing }
    return entries
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
