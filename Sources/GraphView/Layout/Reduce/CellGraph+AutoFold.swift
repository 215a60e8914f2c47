extension CellGraph {
  /// All scopes of the graph, each with the number of nodes in it and in the scopes inside it.
  package var scopeSizes: [[String]: Int] {
    let tree = ScopeTree(self)
    return Dictionary(zip(tree.paths, tree.sizes), uniquingKeysWith: +)
  }

  /// The scopes to fold so that at most so many boxes are shown, as far as scopes allow.
  ///
  /// The deepest go first, of these the largest; the scopes that the cursor stands in, and those that
  /// are to be kept, stay open as long as others can be folded instead.
  package func scopesToFold(
    atMost limit: Int, cursor: Int? = nil, keeping opened: Set<[String]> = []
  ) -> Set<[String]> {
    guard nodes.count > limit else { return [] }
    return scopesToFold(atMost: limit, cursor: cursor, keeping: opened, ScopeTree(self))
  }

  /// The same where the scopes of the graph are known.
  func scopesToFold(
    atMost limit: Int, cursor: Int? = nil, keeping opened: Set<[String]>, _ tree: ScopeTree
  ) -> Set<[String]> {
    guard nodes.count > limit else { return [] }
    var kept = opened
    if let cursor, nodes.indices.contains(cursor) {
      let scope = nodes[cursor].scope
      for depth in scope.indices { kept.insert(Array(scope[...depth])) }
    }
    let (order, enough) = tree.foldingOrder(atMost: limit, keeping: kept)
    var count = enough
    var folded = tree.outer(order[..<count], but: opened)
    // Scopes that are left and entered again make more boxes; outer scopes hold both parts.
    for _ in 0..<Self.mostTries where count < order.count {
      let shown = FoldedGraph.count(of: self, tree, folding: folded)
      guard shown > limit else { break }
      let more = Swift.min(order.count, count + Swift.max(1, (order.count - count) / 4))
      count = more
      folded = tree.outer(order[..<count], but: opened)
    }
    return folded
  }

  private static let mostTries = 6

  /// Gathers nodes that follow each other, so that at most so many boxes remain.
  ///
  /// What is read comes before what reads it: so no cycle can arise.
  func gathered(
    into limit: Int, label: (FoldedGraph.Run) -> Label
  ) -> FoldedGraph {
    let size = (nodes.count + limit - 1) / Swift.max(1, limit)
    var graph = CellGraph()
    var scopes: Set<[String]> = []
    for (index, original) in nodes.enumerated() {
      var node = original
      let first = index / size * size
      node.scope = ["part \(first / size + 1)"]
      scopes.insert(node.scope)
      graph.add(node)
    }
    return FoldedGraph(graph, folding: scopes, label: label)
  }
}
