/// What of a pass's graph is shown, as boxes that a layout can place.
///
/// A scene depends on the pass and on what the user wants to see, never on the stop: the walk moves
/// over it, and its boxes stand still.
package struct GraphScene: Equatable, Sendable {
  /// What the user wants to see.
  package struct Options: Hashable, Sendable {
    /// Scopes are folded by themselves until so few boxes remain; nil folds none.
    package var limit: Int? = 60
    /// Scopes that stay open.
    package var opened: Set<[String]> = []
    /// Scopes that are folded in any case.
    package var closed: Set<[String]> = []
    /// Only what is so near to the center is shown.
    package var hops: Int?
    /// The row in the middle of what is near.
    package var center: Int?
    package var hidesConstants = false
    /// Whether only what the target is computed from is shown.
    package var hidesUnneeded = false
    /// Whether inputs that are read in many places stand beside each reader.
    package var copiesLeaves = false

    package init() {}
  }

  /// One box.
  package struct Item: Hashable, Sendable {
    /// The rows that it stands for; of a stub those that are not shown.
    package var rows: [Int]
    /// The folded scope that it is.
    package var run: FoldedGraph.Run?
    /// For each argument the first and last of the rows through which a gradient flows there.
    var flows: [ClosedRange<Int>?] = []
    /// Its place in the graph before parts of it were cut out and leaves copied.
    var origins: [Int] = []

    /// The row that speaks for it: the last, which is what a scope comes to.
    package var lead: Int { rows.last ?? 0 }
  }

  /// The boxes; their labels tell how much room is kept.
  package internal(set) var graph: CellGraph
  package internal(set) var items: [Item]
  /// The box that shows each row; -1 for none.
  package internal(set) var places: [Int]
  /// The place of each row in the folded graph.
  var origins: [Int]
  package let pass: Int

  package init(_ whole: WalkGraph, _ options: Options, _ texts: GraphTexts, width: (String) -> Int)
  {
    self.init(unlabeled: whole, options)
    label(texts, width: width)
  }

  /// The boxes without the room for their texts: on any thread, for `label` to follow.
  package init(unlabeled whole: WalkGraph, _ options: Options) {
    pass = whole.pass
    var cutting = SceneCutting(whole, options)
    cutting.fold()
    origins = cutting.origins
    cutting.cutNeighborhood()
    cutting.copyLeaves()
    graph = cutting.graph
    items = cutting.items
    places = [Int](repeating: -1, count: whole.graph.nodes.count)
    for (index, item) in items.enumerated() where graph.nodes[index].kind != .stub {
      for row in item.rows where places[row] < 0 { places[row] = index }
    }
    findFlows(whole)
  }

  /// Keeps room for what the boxes say.
  package mutating func label(_ texts: GraphTexts, width: (String) -> Int) {
    for index in items.indices {
      graph.setLabel(texts.room(for: items[index], graph.nodes[index], pass, width), of: index)
    }
  }

  private mutating func findFlows(_ whole: WalkGraph) {
    for index in items.indices {
      let arguments = graph.nodes[index].arguments
      guard !arguments.isEmpty else { continue }
      var argument: [Int: Int] = [:]
      for (place, read) in arguments.enumerated() {
        for origin in items[read.source].origins where argument[origin] == nil {
          argument[origin] = place
        }
      }
      var flows = [ClosedRange<Int>?](repeating: nil, count: arguments.count)
      for row in items[index].rows {
        for (place, read) in whole.graph.nodes[row].arguments.enumerated()
        where whole.flows(to: place, of: row) {
          guard let shown = argument[origins[read.source]] else { continue }
          flows[shown] =
            flows[shown].map {
              Swift.min($0.lowerBound, row)...Swift.max($0.upperBound, row)
            } ?? row...row
        }
      }
      // The same value read twice has two arguments, and the same flows through both.
      for (place, read) in arguments.enumerated() where flows[place] == nil {
        flows[place] = items[read.source].origins.first.flatMap { argument[$0] }.flatMap {
          flows[$0]
        }
      }
      items[index].flows = flows
    }
  }

  /// The boxes that show a row: one, or the copies of a leaf.
  package func boxes(of row: Int) -> [Int] {
    guard places.indices.contains(row), places[row] >= 0 else { return [] }
    guard graph.nodes[places[row]].kind == .copy else { return [places[row]] }
    return items.indices.filter { items[$0].rows == [row] && graph.nodes[$0].kind == .copy }
  }

  /// The scope that a box folds, or the one that it stands in; empty at the top.
  package func scope(of box: Int) -> [String] {
    items[box].run?.scope ?? graph.nodes[box].scope
  }
}

/// Makes a graph smaller, step by step, and knows what each box stands for.
private struct SceneCutting {
  private(set) var graph: CellGraph
  private(set) var items: [GraphScene.Item]
  /// The place of each row in the folded graph; -1 where it is hidden.
  private(set) var origins: [Int]
  private let options: GraphScene.Options

  init(_ whole: WalkGraph, _ options: GraphScene.Options) {
    self.options = options
    let rows = whole.graph.nodes.indices.filter {
      !(options.hidesConstants && whole.isConstant[$0])
        && !(options.hidesUnneeded && !whole.isNeeded[$0])
    }
    items = rows.map { GraphScene.Item(rows: [$0]) }
    origins = [Int](repeating: -1, count: whole.graph.nodes.count)
    for (place, row) in rows.enumerated() { origins[row] = place }
    guard rows.count < whole.graph.nodes.count else {
      graph = whole.graph
      return
    }
    graph = CellGraph()
    for row in rows {
      var node = whole.graph.nodes[row]
      node.arguments = node.arguments.compactMap {
        origins[$0.source] < 0 ? nil : .init(origins[$0.source], count: $0.count)
      }
      graph.add(node)
    }
  }

  mutating func fold() {
    var opened: Set<[String]> = []
    for scope in options.opened {
      for depth in scope.indices { opened.insert(Array(scope[...depth])) }
    }
    var scopes = options.closed
    if let limit = options.limit {
      scopes.formUnion(graph.scopesToFold(atMost: limit, keeping: opened).subtracting(opened))
    }
    if !scopes.isEmpty { take(FoldedGraph(graph, folding: scopes) { _ in .blank }) }
    // Where scopes do not help, what follows each other is gathered.
    if let limit = options.limit, graph.nodes.count > limit, options.opened.isEmpty {
      take(graph.gathered(into: limit) { _ in .blank })
    }
    for place in items.indices { items[place].origins = [place] }
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

  mutating func cutNeighborhood() {
    guard let hops = options.hops, let center = options.center,
      origins.indices.contains(center), origins[center] >= 0
    else { return }
    let near = Neighborhood(graph, around: origins[center], hops: hops) { _ in .blank }
    items = near.graph.nodes.indices.map { place in
      if let origin = near.origins[place] { return items[origin] }
      let far = near.stubs[place]?.far ?? []
      var item = GraphScene.Item(rows: far.flatMap { items[$0].rows }.sorted())
      item.origins = far
      return item
    }
    graph = near.graph
  }

  mutating func copyLeaves() {
    guard options.copiesLeaves else { return }
    let copied = graph.copyingLeaves { _ in .blank }
    items = copied.origins.map { items[$0] }
    graph = copied.graph
  }
}
