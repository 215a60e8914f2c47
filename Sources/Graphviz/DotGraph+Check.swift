extension DotGraph {
  /// Refuses a graph that DOT text cannot express.
  func check() throws(GraphvizError) {
    try checkNames()
    try checkReferences()
    for attributes in attributeLists {
      for entry in attributes.entries where !Self.isKey(entry.key) {
        throw .invalidKey(entry.key)
      }
    }
  }

  private func checkNames() throws(GraphvizError) {
    for name in [name] + nodes.map(\.name) + clusters.map(\.name) {
      if let bad = LabelText.firstUnprintable(in: name, allowingLineFeed: true) {
        throw .unprintableName(name, character: bad.value)
      }
    }
    // Names are compared by their bytes, as Graphviz does: not by canonical equivalence.
    var seen: Set<[UInt8]> = []
    for node in nodes where !seen.insert(Array(node.name.utf8)).inserted {
      throw .duplicateNode(node.name)
    }
    seen = []
    for cluster in clusters where !seen.insert(Array(cluster.name.utf8)).inserted {
      throw .duplicateCluster(cluster.name)
    }
  }

  private func checkReferences() throws(GraphvizError) {
    for (index, cluster) in clusters.enumerated() {
      if let parent = cluster.parent, !(0..<index).contains(parent.index) {
        throw .foreignReference("the parent of cluster “\(cluster.name)”")
      }
    }
    for node in nodes {
      if let cluster = node.cluster, !clusters.indices.contains(cluster.index) {
        throw .foreignReference("the cluster of node “\(node.name)”")
      }
    }
    for (index, edge) in edges.enumerated() {
      guard nodes.indices.contains(edge.tail.index), nodes.indices.contains(edge.head.index) else {
        throw .foreignReference("an end of edge \(index)")
      }
    }
  }

  /// Whether a word can stand bare as the name of an attribute.
  private static func isKey(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    let isWord = key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isWord && !reserved.contains(key.lowercased())
  }

  private static let reserved: Set<String> = [
    "graph", "digraph", "subgraph", "node", "edge", "strict",
  ]
}
