import Graphviz

/// The two questions that are put to dot: in which rank each box stands, and in which order.
enum DotPasses {
  /// How the second question is put; dot's answer depends on it.
  struct Asking: Hashable, Sendable {
    /// How long dot looks for a better order.
    var patience = 1.0
    /// Items are told in this order: as they are, backward, or mixed by a number.
    var sequence = Sequence.asIs

    enum Sequence: Hashable, Sendable {
      case asIs
      case backward
      case mixed(Int)
    }
  }

  /// The rank of each box; boxes without edges go where there is room.
  static func ranks(of plan: BoxPlan) throws(CellLayoutError) -> [Int] {
    // Ranks do not need what dot does after them.
    var graph = blank(phases: 1)
    let nodes = (0..<plan.count).map { box in
      plan.isAlone[box] ? nil : graph.addNode(String(box))
    }
    for source in 0..<plan.count {
      for reader in plan.readers[source] {
        guard let from = nodes[source], let to = nodes[reader.box] else { continue }
        graph.addEdge(from: from, to: to)
      }
    }
    for (source, box) in plan.bundled {
      guard let from = nodes[source], let to = nodes[box] else { continue }
      graph.addEdge(from: from, to: to)
    }
    var ranks = [Int](repeating: 0, count: plan.count)
    if !graph.nodes.isEmpty {
      let layout = try laidOut(graph)
      for (box, node) in nodes.enumerated() { ranks[box] = node.flatMap { layout[$0].rank } ?? 0 }
    }
    plan.spreadLone(over: &ranks)
    return ranks
  }

  /// The place of each item in its rank, with gaps.
  static func places(
    of layers: LayeredGraph, _ asking: Asking
  ) throws(CellLayoutError) -> [Int] {
    var graph = blank(phases: 2)
    if asking.patience != 1 { graph.attributes["mclimit"] = .number(asking.patience) }
    let sequence = asking.sequence.order(of: layers.itemCount)
    var nodes = [DotGraph.NodeID?](repeating: nil, count: layers.itemCount)
    for item in sequence where !layers.isIsolated(item) {
      nodes[item] = graph.addNode(String(item))
    }
    for item in sequence {
      for link in layers.outgoing[item] {
        guard let from = nodes[item], let to = nodes[layers.links[link].to] else { continue }
        graph.addEdge(from: from, to: to)
      }
    }
    guard !graph.nodes.isEmpty else { return Array(repeating: 0, count: layers.itemCount) }
    let layout = try laidOut(graph)
    // What has no edges stands at the end of its rank.
    return nodes.map { node in node.flatMap { layout[$0].order } ?? .max }
  }

  private static func blank(phases: Int) -> DotGraph {
    var graph = DotGraph(attributes: [
      "splines": "none", "phase": .number(Double(phases)),
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

extension DotPasses.Asking.Sequence {
  /// The numbers below a count in this order.
  fileprivate func order(of count: Int) -> [Int] {
    switch self {
    case .asIs: return Array(0..<count)
    case .backward: return (0..<count).reversed()
    case .mixed(let seed):
      var order = Array(0..<count)
      var state = UInt64(seed)
      for index in order.indices.dropFirst() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
      }
      return order
    }
  }
}
