import Testing

@testable import Graphviz

@Suite("A drawing that could end the process")
struct SafetyTests {
  @Test(
    "is refused with orthogonal edges however they are written",
    arguments: ["ortho", "ORTHO", "Ortho"])
  func orthogonal(splines: String) {
    var graph = DotGraph()
    graph.attributes["splines"] = .text(splines)
    #expect(throws: GraphvizError.unsafe(.orthogonalEdges)) { try graph.laidOut() }
    #expect(throws: GraphvizError.unsafe(.orthogonalEdges)) { try graph.rendered(as: .svg) }
    #expect(throws: GraphvizError.unsafe(.orthogonalEdges)) {
      try DotGraph.rendered("graph { splines = <\(splines)>; a -- b }", as: .svg, engine: .dot)
    }
  }

  @Test("is refused for every feature that can end it")
  func unsafe() throws {
    let label: DotAttributes = ["label": "x"]
    let changes: [(GraphvizError.UnsafeFeature, (inout DotGraph) -> Void)] = [
      (.orthogonalEdges, { $0.attributes["splines"] = .escaped("Ortho") }),
      (.mergedEdges, { $0.attributes["concentrate"] = true }),
      (.engineInGraph, { $0.attributes["layout"] = "neato" }),
      (.rankOfCluster, { $0.addCluster("c", ["rank": "same"]) }),
      (.rankOfCluster, { $0.attributes["rank"] = "min" }),
      (
        .separateRanks,
        { graph in
          graph.addCluster("c")
          graph.attributes["newrank"] = false
          graph.edges[0].attributes = label
        }
      ),
      (
        .separateRanks,
        { graph in
          graph.addCluster("c")
          graph.attributes["newrank"] = 0
          graph.edgeDefaults = label
        }
      ),
      (
        .edgesWithinRanks,
        { graph in
          graph.edges[0].attributes = label
          graph.edgeDefaults["constraint"] = false
        }
      ),
      (
        .edgesWithinRanks,
        { graph in
          graph.addCluster("c")
          graph.edges[0].attributes["minlen"] = "0"
        }
      ),
    ]
    var plain = DotGraph()
    plain.addEdge(from: plain.addNode("a"), to: plain.addNode("b"))
    _ = try plain.laidOut()
    for (feature, change) in changes {
      var graph = plain
      change(&graph)
      #expect(throws: GraphvizError.unsafe(feature)) { try graph.laidOut() }
      #expect(throws: GraphvizError.unsafe(feature)) { try graph.rendered(as: .svg) }
      _ = try graph.text()
    }
    #expect(Set(changes.map(\.0)) == Set(GraphvizError.UnsafeFeature.allCases))
  }

  @Test("draws edges within a rank without clusters and labels")
  func harmless() throws {
    var graph = DotGraph()
    let (first, second) = (graph.addNode("a"), graph.addNode("b"))
    graph.addEdge(from: first, to: second, ["constraint": false])
    let layout = try graph.laidOut()
    #expect(layout[first].rank == layout[second].rank)
    #expect(layout.edges[0].curves.count == 1)
  }

  @Test("draws clusters within clusters and labeled edges across them", arguments: 0..<40)
  func labeledClusters(seed: Int) throws {
    var random = Lehmer(seed: seed)
    var graph = DotGraph(attributes: ["rankdir": seed.isMultiple(of: 2) ? "LR" : "TB"])
    graph.nodeDefaults["shape"] = ["box", "ellipse", "record", "plaintext"][random.below(4)]
    graph.attributes["splines"] = ["true", "line", "polyline"][random.below(3)]
    var clusters: [DotGraph.ClusterID?] = [nil]
    for index in 0..<4 {
      let parent = clusters[random.below(clusters.count)]
      clusters.append(graph.addCluster("c\(index)", ["label": "frame"], in: parent))
    }
    let nodes = (0..<30).map { graph.addNode("n\($0)", in: clusters[random.below(5)]) }
    for _ in 0..<50 {
      let ends = (nodes[random.below(30)], nodes[random.below(30)])
      graph.addEdge(from: ends.0, to: ends.1, random.below(2) == 0 ? [:] : ["label": "∂ = 1"])
    }
    let layout = try graph.laidOut()
    #expect(layout.warnings == [])
    #expect(layout.edges.allSatisfy { !$0.curves.isEmpty })
    for node in graph.nodes.indices {
      guard let cluster = graph.nodes[node].cluster else { continue }
      let box = try #require(layout[cluster])
      #expect(box.contains(layout.nodes[node].center))
    }
  }
}

/// A small generator of numbers that are the same each time.
private struct Lehmer {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 48_271 &+ 11 }

  mutating func below(_ bound: Int) -> Int {
    state = state * 48_271 % 2_147_483_647
    return Int(state >> 3) % bound
  }
}
