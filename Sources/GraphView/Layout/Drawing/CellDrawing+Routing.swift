extension CellDrawing {
  /// Turns a routing, which knows columns along and places across ranks, into cells.
  init(_ routing: Routing, _ graph: CellGraph, _ score: Routing.Score) {
    let arrangement = routing.arrangement
    let (layers, plan) = (arrangement.layers, arrangement.plan)
    orientation = plan.orientation
    detail = plan.detail
    let isRow = plan.orientation == .topToBottom
    width = isRow ? routing.breadth : routing.depth
    height = isRow ? routing.depth : routing.breadth
    crossings = score.crossings
    bends = score.bends
    length = score.length
    ranks = Array(layers.rank[..<layers.boxCount])
    boxes = graph.nodes.indices.map { Self.box($0, graph.nodes[$0], routing) }

    var tracer = LineTracer(routing)
    tracer.trace()
    nets = tracer.nets()
    ways = Self.ways(of: boxes, along: nets)
  }

  private static func box(_ index: Int, _ node: CellGraph.Node, _ routing: Routing) -> Box {
    let arrangement = routing.arrangement
    let plan = arrangement.plan
    let isRow = plan.orientation == .topToBottom
    func point(_ u: Int, _ v: Int) -> CellPoint {
      isRow ? CellPoint(x: u, y: v) : CellPoint(x: v, y: u)
    }
    let start = routing.boxStart(index)
    let (breadth, depth) = (plan.breadth[index], plan.depth[index])
    let corner = point(arrangement.left[index], start)
    let frame = CellRect(
      x: corner.x, y: corner.y, width: isRow ? breadth : depth, height: isRow ? depth : breadth)

    var columns = [Int](
      repeating: arrangement.left[index] + breadth / 2, count: plan.ports[index].count)
    for link in arrangement.layers.incoming[index] {
      columns[arrangement.layers.links[link].port] = arrangement.bottom[link]
    }
    let ports = zip(plan.ports[index], columns).map { port, column in
      Port(
        cell: point(column, start), source: port.source, arguments: port.arguments,
        note: port.note)
    }
    let out =
      arrangement.layers.outgoing[index].isEmpty
      ? nil : point(arrangement.out[index], start + depth - 1)
    let isOpen = plan.isOpen[index]
    return Box(
      frame: frame, kind: node.kind, isOpen: isOpen,
      text: textPlace(
        in: frame, isRow: isRow, isOpen: isOpen,
        lines: max(1, node.label.lines(plan.detail).count), plan.ports[index]),
      out: out, ports: ports)
  }

  private static func textPlace(
    in frame: CellRect, isRow: Bool, isOpen: Bool, lines: Int, _ ports: [BoxPlan.Port]
  ) -> CellRect {
    if isRow {
      // Above the text of a tag is only its arrowhead.
      let above = isOpen ? (ports.isEmpty ? 0 : 1) : 1
      return CellRect(
        x: frame.x + 1, y: frame.y + above, width: frame.width - 2, height: lines)
    }
    let notes = ports.map(\.noteWidth).max() ?? 0
    return CellRect(
      x: frame.x + 1 + notes, y: frame.y + (frame.height - lines) / 2,
      width: frame.width - 2 - notes, height: lines)
  }
}

/// Draws the lines of a routing into cells.
private struct LineTracer {
  private let routing: Routing
  private let isRow: Bool
  /// Cells along the ranks.
  private let breadth: Int
  /// The cells of each net: along × across, and the arms.
  private var cells: [[Int: CellArms]]

  init(_ routing: Routing) {
    self.routing = routing
    isRow = routing.arrangement.plan.orientation == .topToBottom
    breadth = routing.breadth
    cells = Array(repeating: [:], count: routing.arrangement.layers.boxCount)
  }

  mutating func trace() {
    let layers = routing.arrangement.layers
    for item in 0..<layers.itemCount where !layers.outgoing[item].isEmpty { traceRank(item) }
    for rank in routing.channels.indices { traceChannel(rank) }
    for (index, link) in layers.links.enumerated() where link.port >= 0 {
      // Into the border of the box.
      let column = routing.arrangement.bottom[index]
      let border = routing.boxStart(link.to)
      across(layers.net[link.from], column, border - 1, border)
    }
  }

  /// The way of a net through a rank: from its box to the end, or all along.
  private mutating func traceRank(_ item: Int) {
    let layers = routing.arrangement.layers
    let rank = layers.rank[item]
    let start = routing.rankStart[rank]
    let end = start + routing.rankDepth[rank]
    let from =
      layers.isDummy(item)
      ? start - 1 : routing.boxStart(item) + routing.arrangement.plan.depth[item] - 1
    across(layers.net[item], routing.arrangement.out[item], from, end)
  }

  private mutating func traceChannel(_ rank: Int) {
    let channel = routing.channels[rank]
    let first = routing.rankStart[rank] + routing.rankDepth[rank]
    let last = first + routing.channelDepth[rank] - 1
    func place(_ track: Int) -> Int { routing.trackPlace(track, after: rank) }
    for straight in channel.straights { across(straight.net, straight.column, first, last) }
    for piece in channel.pieces {
      let track = place(piece.track)
      along(piece.net, track, piece.low, piece.high)
      if piece.feeder == nil { across(piece.net, piece.entry, first, track) }
      for exit in piece.exits { across(piece.net, exit, track, last) }
      if let (column, next) = piece.handover {
        across(piece.net, column, track, place(channel.pieces[next].track))
      }
    }
  }

  /// A line across ranks, both ends included.
  private mutating func across(_ net: Int, _ column: Int, _ from: Int, _ to: Int) {
    guard from < to else { return }
    for place in from..<to {
      cells[net][place * breadth + column, default: []].insert(.south)
      cells[net][(place + 1) * breadth + column, default: []].insert(.north)
    }
  }

  /// A line along a rank, both ends included.
  private mutating func along(_ net: Int, _ place: Int, _ from: Int, _ to: Int) {
    guard from < to else { return }
    for column in from..<to {
      cells[net][place * breadth + column, default: []].insert(.east)
      cells[net][place * breadth + column + 1, default: []].insert(.west)
    }
  }

  func nets() -> [CellDrawing.Net] {
    cells.indices.compactMap { net in
      guard !cells[net].isEmpty else { return nil }
      let line = cells[net].map { key, arms in
        let (place, column) = key.quotientAndRemainder(dividingBy: breadth)
        return CellDrawing.LineCell(
          cell: isRow ? CellPoint(x: column, y: place) : CellPoint(x: place, y: column),
          arms: isRow ? arms : arms.transposed)
      }
      return CellDrawing.Net(source: net, cells: line.sorted { $0.cell < $1.cell })
    }
  }
}
