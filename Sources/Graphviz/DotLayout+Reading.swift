import CGraphviz

extension DotGraph {
  /// Lays the graph out, in this process.
  ///
  /// A graph without text starts soonest: give its nodes an empty `label` and a fixed size.
  package func laidOut(engine: DotEngine = .dot) throws(GraphvizError) -> DotLayout {
    try laidOut(engine: engine, layoutTask(engine: engine))
  }

  /// Lays the graph out in the context for a task.
  func laidOut(
    engine: DotEngine, _ task: GraphvizLibrary.Task
  ) throws(GraphvizError) -> DotLayout {
    try checkSafety(engine: engine)
    let text = try text()
    return try GraphvizSession.perform(task) { session throws(GraphvizError) in
      var (layout, warnings) = try session.withLayout(of: text, engine: engine) {
        graph throws(GraphvizError) in
        let reader = LayoutReader(functions: session.functions, graph: graph)
        return try reader.layout(of: self, engine: engine)
      }
      layout.warnings = warnings
      return layout
    }
  }
}

/// Reads positions out of a graph that the library has laid out.
private struct LayoutReader {
  private let functions: GraphvizFunctions
  private let graph: GraphvizFunctions.Graph
  private let box: boxf

  init(functions: GraphvizFunctions, graph: GraphvizFunctions.Graph) {
    self.functions = functions
    self.graph = graph
    box = cgraphviz_graph_box(graph)
  }

  func layout(of source: DotGraph, engine: DotEngine) throws(GraphvizError) -> DotLayout {
    let (nodes, edges) = members()
    // The library numbers members as it reads them, which is the order in which we write them.
    guard nodes.count == source.nodes.count, edges.count == source.edges.count else {
      throw .layoutFailed(engine, ["nodes or edges got lost"])
    }
    let ranks = engine == .dot ? denseRanks(nodes) : nil
    return DotLayout(
      size: DotLayout.Size(width: box.UR.x - box.LL.x, height: box.UR.y - box.LL.y),
      nodes: nodes.map { place(of: $0, ranks) },
      edges: edges.map(route),
      clusters: frames(of: source),
      warnings: [])
  }

  private func members() -> (nodes: [GraphvizFunctions.Node], edges: [GraphvizFunctions.Edge]) {
    var nodes: [GraphvizFunctions.Node] = []
    var edges: [GraphvizFunctions.Edge] = []
    var next = functions.firstNode(graph)
    while let node = next {
      nodes.append(node)
      var nextEdge = functions.firstOutEdge(graph, node)
      while let edge = nextEdge {
        edges.append(edge)
        nextEdge = functions.nextOutEdge(graph, edge)
      }
      next = functions.nextNode(graph, node)
    }
    edges.sort { cgraphviz_edge_sequence($0) < cgraphviz_edge_sequence($1) }
    return (nodes, edges)
  }

  private func denseRanks(_ nodes: [GraphvizFunctions.Node]) -> [CInt: Int] {
    let ranks = Set(nodes.map { cgraphviz_node_rank($0) }).sorted()
    return Dictionary(uniqueKeysWithValues: zip(ranks, ranks.indices))
  }

  private func place(of node: GraphvizFunctions.Node, _ ranks: [CInt: Int]?) -> DotLayout.Node {
    let pointsPerInch = 72.0
    return DotLayout.Node(
      center: point(cgraphviz_node_center(node)),
      size: DotLayout.Size(
        width: cgraphviz_node_width(node) * pointsPerInch,
        height: cgraphviz_node_height(node) * pointsPerInch),
      rank: ranks?[cgraphviz_node_rank(node)],
      order: ranks == nil ? nil : Int(cgraphviz_node_order(node)))
  }

  private func route(of edge: GraphvizFunctions.Edge) -> DotLayout.Edge {
    var result = DotLayout.Edge(curves: [], label: nil)
    if let splines = cgraphviz_edge_splines(edge)?.pointee, let list = splines.list {
      result.curves = UnsafeBufferPointer(start: list, count: Int(splines.size)).map(curve)
    }
    if let label = cgraphviz_edge_label(edge)?.pointee, label.set != 0 {
      result.label = DotLayout.Box(
        center: point(label.pos),
        size: DotLayout.Size(width: label.dimen.x, height: label.dimen.y))
    }
    return result
  }

  private func curve(_ curve: bezier) -> DotLayout.Curve {
    DotLayout.Curve(
      points: UnsafeBufferPointer(start: curve.list, count: Int(curve.size)).map(point),
      startTip: curve.sflag != 0 ? point(curve.sp) : nil,
      endTip: curve.eflag != 0 ? point(curve.ep) : nil)
  }

  private func frames(of source: DotGraph) -> [DotLayout.Box?] {
    var handles: [GraphvizFunctions.Graph?] = []
    for cluster in source.clusters {
      let parent = cluster.parent.map { handles[$0.index] } ?? graph
      handles.append(
        parent.flatMap { functions.subgraph($0, DotWriter.storedName(cluster.libraryName), 0) })
    }
    return handles.map { handle in
      guard let handle, let record = functions.record(handle, "Agraphinfo_t", 0) else { return nil }
      let frame = cgraphviz_record_box(record)
      let size = DotLayout.Size(
        width: frame.UR.x - frame.LL.x, height: frame.UR.y - frame.LL.y)
      guard size.width > 0, size.height > 0 else { return nil }
      let center = pointf(x: (frame.LL.x + frame.UR.x) / 2, y: (frame.LL.y + frame.UR.y) / 2)
      return DotLayout.Box(center: point(center), size: size)
    }
  }

  /// Turns the library's axes, whose y grows upward.
  private func point(_ point: pointf) -> DotLayout.Point {
    DotLayout.Point(x: point.x - box.LL.x, y: box.UR.y - point.y)
  }
}
