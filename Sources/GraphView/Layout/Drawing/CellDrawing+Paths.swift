extension CellDrawing {
  /// The part of a line that leads from the box it comes from to one port of a reader: the cells of
  /// the line that it takes, from the out-port to the arrowhead.
  struct Way: Hashable, Sendable {
    /// A cell, and the directions that the way takes there.
    struct Step: Hashable, Sendable {
      /// Its place among the cells of the line.
      var place: Int32
      var arms: CellArms
    }

    /// The place of the line among all lines; -1 where none leads to the port.
    var net = -1
    var steps: [Step] = []
  }

  /// The cells from the out-port of the box that a port reads to the port's arrowhead, each with
  /// the directions that the way takes; none where no line is drawn.
  package func path(to port: Int, of box: Int) -> [LineCell] {
    guard ways.indices.contains(box), ways[box].indices.contains(port) else { return [] }
    let way = ways[box][port]
    return way.steps.map {
      LineCell(cell: nets[way.net].cells[Int($0.place)].cell, arms: $0.arms)
    }
  }

  /// The ways to all ports of all boxes.
  static func ways(of boxes: [Box], along nets: [Net]) -> [[Way]] {
    var netOfBox = [Int](repeating: -1, count: boxes.count)
    for (place, net) in nets.enumerated() { netOfBox[net.source] = place }
    var trees = [LineTree?](repeating: nil, count: nets.count)
    return boxes.map { box in
      box.ports.map { port in
        guard let source = port.source, netOfBox[source] >= 0, let start = boxes[source].out else {
          return Way()
        }
        let net = netOfBox[source]
        let tree = trees[net] ?? LineTree(nets[net], from: start)
        trees[net] = tree
        return Way(net: net, steps: tree.steps(to: port.cell))
      }
    }
  }
}

/// From where each cell of a line is reached first on the way from its box.
private struct LineTree {
  private var places: [CellPoint: Int32] = [:]
  /// The cell before each cell: itself for the first, -1 for one that is not reached.
  private var before: [Int32]
  /// The direction back to it.
  private var back: [CellArms]

  init(_ net: CellDrawing.Net, from start: CellPoint) {
    places.reserveCapacity(net.cells.count)
    for (place, cell) in net.cells.enumerated() { places[cell.cell] = Int32(place) }
    before = [Int32](repeating: -1, count: net.cells.count)
    back = [CellArms](repeating: [], count: net.cells.count)
    guard let first = places[start] else { return }
    before[Int(first)] = first
    var front = [first]
    while !front.isEmpty {
      var next: [Int32] = []
      for place in front {
        let cell = net.cells[Int(place)]
        for direction in CellArms.each where cell.arms.contains(direction) {
          guard let neighbor = places[cell.cell.neighbor(direction)], before[Int(neighbor)] < 0
          else { continue }
          before[Int(neighbor)] = place
          back[Int(neighbor)] = direction.opposite
          next.append(neighbor)
        }
      }
      front = next
    }
  }

  /// The way from the first cell to another one; empty where none leads there.
  func steps(to end: CellPoint) -> [CellDrawing.Way.Step] {
    guard var place = places[end], before[Int(place)] >= 0 else { return [] }
    var steps: [CellDrawing.Way.Step] = []
    var ahead: CellArms = []
    while true {
      let direction = back[Int(place)]
      steps.append(.init(place: place, arms: ahead.union(direction)))
      if direction.isEmpty { return steps.reversed() }
      ahead = direction.opposite
      place = before[Int(place)]
    }
  }
}
