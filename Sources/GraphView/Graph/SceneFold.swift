import Synchronization

/// A pass's graph with scopes folded and rows hidden: what a scene is cut out of.
struct SceneFold: Sendable {
  /// What decides about it.
  struct Options: Hashable, Sendable {
    var limit: Int?
    var opened: Set<[String]>
    var closed: Set<[String]>
    var hidesConstants: Bool
    var hidesUnneeded: Bool
  }

  private(set) var graph: CellGraph
  private(set) var items: [GraphScene.Item]
  /// The place of each row in the folded graph; -1 where it is hidden.
  private(set) var origins: [Int]

  fileprivate init(_ whole: WalkGraph, _ options: Options, _ tree: () -> ScopeTree) {
    let rows = whole.graph.nodes.indices.filter {
      !(options.hidesConstants && whole.isConstant[$0])
        && !(options.hidesUnneeded && !whole.isNeeded[$0])
    }
    items = rows.map { GraphScene.Item(rows: [$0]) }
    origins = [Int](repeating: -1, count: whole.graph.nodes.count)
    for (place, row) in rows.enumerated() { origins[row] = place }
    if rows.count == whole.graph.nodes.count {
      graph = whole.graph
      fold(options, tree)
    } else {
      graph = CellGraph()
      for row in rows {
        var node = whole.graph.nodes[row]
        node.arguments = node.arguments.compactMap {
          origins[$0.source] < 0 ? nil : .init(origins[$0.source], count: $0.count)
        }
        graph.add(node)
      }
      let graph = graph
      fold(options) { ScopeTree(graph) }
    }
    for place in items.indices { items[place].origins = [place] }
  }

  private mutating func fold(_ options: Options, _ tree: () -> ScopeTree) {
    var opened: Set<[String]> = []
    for scope in options.opened {
      for depth in scope.indices { opened.insert(Array(scope[...depth])) }
    }
    var scopes = options.closed
    if options.limit.map({ graph.nodes.count > $0 }) ?? false || !scopes.isEmpty {
      let tree = tree()
      if let limit = options.limit {
        scopes.formUnion(
          graph.scopesToFold(atMost: limit, keeping: opened, tree).subtracting(opened))
      }
      if !scopes.isEmpty { take(FoldedGraph(graph, tree, folding: scopes) { _ in .blank }) }
    }
    // Where scopes do not help, what follows each other is gathered.
    if let limit = options.limit, graph.nodes.count > limit, options.opened.isEmpty {
      take(graph.gathered(into: limit) { _ in .blank })
    }
  }

  private mutating func take(_ folded: FoldedGraph) {
    items = folded.members.enumerated().map { place, members in
      var item = GraphScene.Item(rows: members.flatMap { items[$0].rows }.sorted())
      item.run = folded.runs[place] ?? (members.count == 1 ? items[members[0]].run : nil)
      return item
    }
    for row in origins.indices where origins[row] >= 0 { origins[row] = folded.shown[origins[row]] }
    graph = folded.graph
  }
}

/// What was worked out of a graph: its scopes, and how it was folded last.
///
/// A neighborhood moves with every step of the walk; the graph that it is cut out of stays.
final class FoldMemory: Sendable {
  private struct Known {
    var tree: ScopeTree?
    var last: (options: SceneFold.Options, fold: SceneFold)?
  }

  private let known = Mutex(Known())

  /// The scopes of the graph that this memory belongs to.
  func tree(of graph: CellGraph) -> ScopeTree {
    if let tree = known.withLock({ $0.tree }) { return tree }
    let tree = ScopeTree(graph)
    known.withLock { $0.tree = tree }
    return tree
  }

  /// The graph folded.
  func fold(_ whole: WalkGraph, _ options: SceneFold.Options) -> SceneFold {
    if let last = known.withLock({ $0.last }), last.options == options { return last.fold }
    let fold = SceneFold(whole, options) { tree(of: whole.graph) }
    known.withLock { $0.last = (options, fold) }
    return fold
  }
}

extension WalkGraph {
  /// The scopes right inside a scope, or at the top, that hold more than one node.
  package func scopes(inside path: [String]) -> [[String]] { folds.tree(of: graph).inner(path) }
}
