extension CellGraph {
  /// All scopes of the graph, each with the number of nodes in it and in the scopes inside it.
  package var scopeSizes: [[String]: Int] {
    var sizes: [[String]: Int] = [:]
    for node in nodes {
      for depth in node.scope.indices { sizes[Array(node.scope[...depth]), default: 0] += 1 }
    }
    return sizes
  }

  /// The scopes to fold so that at most so many boxes are shown, as far as scopes allow.
  ///
  /// The deepest go first, of these the largest; the scopes that the cursor stands in stay open.
  package func scopesToFold(atMost limit: Int, cursor: Int?) -> Set<[String]> {
    let sizes = scopeSizes
    var kept: Set<[String]> = []
    if let cursor, nodes.indices.contains(cursor) {
      let scope = nodes[cursor].scope
      for depth in scope.indices { kept.insert(Array(scope[...depth])) }
    }
    var firsts: [[String]: Int] = [:]
    for (index, node) in nodes.enumerated() {
      for depth in node.scope.indices where firsts[Array(node.scope[...depth])] == nil {
        firsts[Array(node.scope[...depth])] = index
      }
    }
    let candidates = sizes.filter { $0.value > 1 && !kept.contains($0.key) }.sorted {
      ($0.key.count, $0.value, firsts[$1.key] ?? 0) > ($1.key.count, $1.value, firsts[$0.key] ?? 0)
    }
    var folded: Set<[String]> = []
    var count = nodes.count
    var next = candidates.startIndex
    while count > limit, next < candidates.endIndex {
      folded.insert(candidates[next].key)
      next += 1
      count = boxCount(folding: folded)
      guard count <= limit else { continue }
      // Scopes that are left and entered again make more boxes.
      count = FoldedGraph(self, folding: folded) { _ in Label("") }.graph.nodes.count
    }
    return folded
  }

  /// How many boxes remain if each outermost folded scope is one.
  private func boxCount(folding folded: Set<[String]>) -> Int {
    var scopes: Set<[String]> = []
    var count = 0
    for node in nodes {
      let outermost = node.scope.indices.lazy.map { Array(node.scope[...$0]) }.first {
        folded.contains($0)
      }
      if let outermost { scopes.insert(outermost) } else { count += 1 }
    }
    return count + scopes.count
  }
}
