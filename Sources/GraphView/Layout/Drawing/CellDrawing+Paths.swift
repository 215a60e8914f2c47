extension CellDrawing {
  /// The part of a line that leads from the box it comes from to one port of a reader.
  ///
  /// The cells go from the out-port to the arrowhead, each with the directions that the way takes.
  package func path(to port: Int, of box: Int) -> [LineCell] {
    guard boxes.indices.contains(box), boxes[box].ports.indices.contains(port) else { return [] }
    let end = boxes[box].ports[port]
    guard let source = end.source, let net = net(of: source), let start = boxes[source].out
    else { return [] }
    let arms = Dictionary(uniqueKeysWithValues: net.cells.map { ($0.cell, $0.arms) })
    // Where each cell was reached from, searching from the arrowhead.
    var toward: [CellPoint: CellArms] = [end.cell: []]
    var front = [end.cell]
    while !front.isEmpty, toward[start] == nil {
      var next: [CellPoint] = []
      for cell in front {
        guard let open = arms[cell] else { continue }
        for direction in CellArms.each where open.contains(direction) {
          let neighbor = cell.neighbor(direction)
          guard toward[neighbor] == nil else { continue }
          toward[neighbor] = direction.opposite
          next.append(neighbor)
        }
      }
      front = next
    }
    var path: [LineCell] = []
    var cell = start
    var behind: CellArms = []
    while let direction = toward[cell] {
      path.append(LineCell(cell: cell, arms: behind.union(direction)))
      if direction.isEmpty { return path }
      cell = cell.neighbor(direction)
      behind = direction.opposite
    }
    return []
  }
}
