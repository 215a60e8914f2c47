extension CellGraph {
  /// When a leaf is drawn beside each of its readers instead of once with long lines.
  package struct CopyRule: Hashable, Sendable {
    /// More readers than this.
    package var readers: Int
    /// Or readers more ranks apart than this.
    package var span: Int

    package init(readers: Int = 3, span: Int = 4) {
      self.readers = readers
      self.span = span
    }
  }

  /// The graph with small copies of leaves that are read in many places or far apart.
  ///
  /// A copy has the id of its leaf. The origins tell for each node of the result which node of this
  /// graph it is, or is a copy of.
  package func copyingLeaves(
    _ rule: CopyRule = CopyRule(), label: (Node) -> Label
  ) -> (graph: CellGraph, origins: [Int]) {
    var depth = [Int](repeating: 0, count: nodes.count)
    var readers: [[Int]] = Array(repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for argument in node.arguments {
        depth[index] = max(depth[index], depth[argument.source] + 1)
        if readers[argument.source].last != index { readers[argument.source].append(index) }
      }
    }
    let isCopied = nodes.indices.map { index in
      guard nodes[index].kind == .leaf, readers[index].count > 1 else { return false }
      let depths = readers[index].map { depth[$0] }
      let span = (depths.max() ?? 0) - (depths.min() ?? 0)
      return readers[index].count > rule.readers || span > rule.span
    }

    var graph = CellGraph()
    var origins: [Int] = []
    var places = [Int](repeating: -1, count: nodes.count)
    for (index, original) in nodes.enumerated() where !isCopied[index] {
      var node = original
      var copies: [Int: Int] = [:]
      for place in node.arguments.indices {
        let source = node.arguments[place].source
        if isCopied[source], copies[source] == nil {
          let leaf = nodes[source]
          copies[source] = graph.add(
            Node(id: leaf.id, kind: .copy, label: label(leaf), scope: leaf.scope))
          origins.append(source)
        }
        node.arguments[place].source = copies[source] ?? places[source]
      }
      places[index] = graph.add(node)
      origins.append(index)
    }
    return (graph, origins)
  }
}
