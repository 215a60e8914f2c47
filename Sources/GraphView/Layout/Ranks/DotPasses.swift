import Graphviz

/// The two questions that are put to dot: in which rank each box stands, and in which order and
/// where along its rank.
enum DotPasses {
  /// Points that stand for one cell.
  private static let pointsPerCell = 16.0
  private static let pointsPerInch = 72.0

  /// What may differ between two layouts of a graph.
  struct Weights: Hashable {
    var leaf = 1
    var op = 4
    var dummy = 8
    /// How long dot looks for a better order.
    var patience = 1.0
  }

  /// The rank of each box.
  static func ranks(of plan: BoxPlan) throws(CellLayoutError) -> [Int] {
    var graph = blank(nodeSeparation: 0.1)
    // Ranks do not need what dot does after them.
    graph.attributes["phase"] = 1
    let nodes = (0..<plan.count).map { graph.addNode(String($0)) }
    for source in 0..<plan.count {
      for reader in plan.readers[source] {
        graph.addEdge(from: nodes[source], to: nodes[reader.box])
      }
    }
    let layout = try laidOut(graph)
    return layout.nodes.map { $0.rank ?? 0 }
  }

  /// The middle of each item along its rank, in cells.
  static func centers(
    of layers: LayeredGraph, _ plan: BoxPlan, _ weights: Weights
  ) throws(CellLayoutError) -> [Double] {
    let gap = plan.orientation == .topToBottom ? 2.0 : 1.0
    var graph = blank(nodeSeparation: gap * pointsPerCell / pointsPerInch)
    if weights.patience != 1 { graph.attributes["mclimit"] = .number(weights.patience) }
    let dummyWidth = max(0.2, 1 - (gap - 1))
    let nodes = (0..<layers.itemCount).map { item in
      let cells = layers.isDummy(item) ? dummyWidth : Double(plan.breadth[item])
      return graph.addNode(
        String(item), ["width": .number(cells * pointsPerCell / pointsPerInch)])
    }
    for link in layers.links {
      let weight: Int =
        switch (layers.isDummy(link.from), layers.isDummy(link.to)) {
        case (true, true): weights.dummy
        case (true, false), (false, true): 4
        case (false, false): plan.standsAtEnd[link.from] ? weights.leaf : weights.op
        }
      graph.addEdge(
        from: nodes[link.from], to: nodes[link.to],
        weight == 1 ? [:] : ["weight": .number(Double(weight))])
    }
    let layout = try laidOut(graph)
    return layout.nodes.map { $0.center.x / pointsPerCell }
  }

  private static func blank(nodeSeparation: Double) -> DotGraph {
    var graph = DotGraph(attributes: [
      "splines": "none", "nodesep": .number(nodeSeparation), "ranksep": 0.2,
    ])
    graph.nodeDefaults = [
      "shape": "box", "fixedsize": true, "label": "", "width": 0.2, "height": 0.2,
    ]
    return graph
  }

  private static func laidOut(_ graph: DotGraph) throws(CellLayoutError) -> DotLayout {
    do { return try graph.laidOut() } catch { throw .graphviz(error) }
  }
}
