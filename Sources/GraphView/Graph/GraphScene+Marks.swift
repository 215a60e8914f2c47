/// Where the walk is in a scene.
extension GraphScene {
  /// The cursor and the edges that pass something at a stop.
  package func marks(at stop: Stop, _ whole: WalkGraph, on drawing: CellDrawing) -> CellMarks {
    guard let row = stop.row, places.indices.contains(row) else { return CellMarks() }
    let cursor = places[row] >= 0 ? places[row] : nil
    var edges: [CellMarks.Edge: CellMarks.EdgeState] = [:]
    let sources = Set(whole.graph.nodes[row].arguments.map { origins[$0.source] })
    for (box, item) in items.enumerated() {
      for (port, end) in drawing.boxes[box].ports.enumerated() where end.source != nil {
        let edge = CellMarks.Edge(box: box, port: port)
        for argument in end.arguments {
          let isRead =
            box == cursor
            && items[graph.nodes[box].arguments[argument].source].origins.contains {
              sources.contains($0)
            }
          let state: CellMarks.EdgeState? =
            switch stop.phase {
            case .forward, .update: isRead ? .forward : nil
            case .backward: item.flows[argument].flatMap { Self.state($0, at: row, isRead) }
            }
          if let state { edges[edge] = Swift.max(edges[edge] ?? state, state) }
        }
      }
    }
    return CellMarks(cursor: cursor, edges: edges)
  }

  /// How far the backward pass, which goes from the last row to the first, has come with an edge.
  private static func state(
    _ rows: ClosedRange<Int>, at row: Int, _ isRead: Bool
  ) -> CellMarks.EdgeState? {
    if rows.lowerBound == row || (isRead && rows.contains(row)) { return .backward }
    return rows.upperBound > row ? .done : nil
  }

  /// The port through which the box of a row reads another row.
  package func port(
    of row: Int, reading source: Int, _ whole: WalkGraph, on drawing: CellDrawing
  ) -> CellMarks.Edge? {
    guard places.indices.contains(row), places[row] >= 0, origins.indices.contains(source) else {
      return nil
    }
    let box = places[row]
    let wanted = origins[source]
    let arguments = graph.nodes[box].arguments
    guard
      let argument = arguments.firstIndex(where: { items[$0.source].origins.contains(wanted) }),
      let port = drawing.boxes[box].ports.firstIndex(where: {
        $0.source != nil && $0.arguments.contains(argument)
      })
    else { return nil }
    return CellMarks.Edge(box: box, port: port)
  }
}
