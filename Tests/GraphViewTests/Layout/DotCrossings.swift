import GraphView
import Graphviz

extension CellGraph {
  /// How many edges cross if every edge has a line of its own and dot chooses the order.
  func dotCrossings() throws -> Int {
    guard !nodes.isEmpty else { return 0 }
    var plain = DotGraph(attributes: ["splines": "none", "phase": 1])
    plain.nodeDefaults = ["label": "", "fixedsize": true]
    let names = nodes.indices.map { plain.addNode(String($0)) }
    for edge in edges { plain.addEdge(from: names[edge.source], to: names[edge.reader]) }
    var ranks = try plain.laidOut().nodes.map { $0.rank ?? 0 }

    // The same with a node wherever an edge passes a rank.
    var whole = DotGraph(attributes: ["splines": "none", "phase": 2])
    whole.nodeDefaults = plain.nodeDefaults
    var ids = nodes.indices.map { whole.addNode(String($0)) }
    var links: [(from: Int, to: Int)] = []
    for edge in edges {
      var last = edge.source
      for rank in ranks[edge.source] + 1..<ranks[edge.reader] {
        ids.append(whole.addNode(String(ids.count)))
        ranks.append(rank)
        links.append((last, ids.count - 1))
        last = ids.count - 1
      }
      links.append((last, edge.reader))
    }
    for link in links { whole.addEdge(from: ids[link.from], to: ids[link.to]) }
    let places = try whole.laidOut().nodes.map { $0.order ?? 0 }
    var count = 0
    for (index, first) in links.enumerated() {
      for second in links[..<index] where ranks[first.from] == ranks[second.from] {
        let above = places[first.from] - places[second.from]
        let below = places[first.to] - places[second.to]
        if above * below < 0 { count += 1 }
      }
    }
    return count
  }
}
