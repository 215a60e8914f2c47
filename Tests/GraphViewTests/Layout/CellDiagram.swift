import GraphView
import Testing

extension CellLayout {
  /// A layout for texts whose characters all take one cell.
  static let plain = CellLayout(CellLayoutOptions(width: characterCount))
}

extension CellDrawing {
  /// The drawing as text.
  func text(
    _ graph: CellGraph, _ tier: CellGlyphs.Tier = .full, marks: CellMarks = CellMarks()
  ) -> String {
    CellPicture(self, graph, CellGlyphs(tier), marks: marks, width: characterCount).rows
      .joined(separator: "\n")
  }
}

/// Draws a graph both ways and checks that it is sound and reads back as the graph.
func expectReadable(_ graph: CellGraph, _ comment: String = "") throws {
  for orientation in CellOrientation.allCases {
    for tier in [CellGlyphs.Tier.full, .ascii] {
      let layout = CellLayout(
        CellLayoutOptions(keepsJointsApart: tier == .ascii, width: characterCount))
      let drawing = try layout.drawing(of: graph, orientation, .full)
      let picture = CellPicture(drawing, graph, CellGlyphs(tier), width: characterCount)
      let reader = DrawingReader(picture, drawing, tier)
      #expect(drawing.flaws(graph) == [], "\(comment)")
      #expect(try reader.edges() == graph.drawnEdges(drawing), "\(comment)")
      try reader.checkLabels(graph)
    }
  }
}

/// A graph of short labels: each node is named, with the places of what it reads.
func smallGraph(
  _ nodes: [(name: String, arguments: [Int])], scopes: [String] = []
) -> CellGraph {
  var graph = CellGraph()
  for (index, node) in nodes.enumerated() {
    let scope = scopes.indices.contains(index) ? scopes[index] : ""
    graph.add(
      CellGraph.Node(
        id: index, kind: node.arguments.isEmpty ? .leaf : .op, label: .init(node.name),
        arguments: node.arguments.map { CellGraph.Argument($0) },
        scope: scope.split(separator: "/").map(String.init)))
  }
  return graph
}
