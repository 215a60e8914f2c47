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

    /// What decides about the graph that the scene is cut out of.
    var fold: SceneFold.Options {
      .init(
        limit: limit, opened: opened, closed: closed, hidesConstants: hidesConstants,
        hidesUnneeded: hidesUnneeded)
    }
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

/// Cuts what is shown out of a folded graph, and knows what each box stands for.
private struct SceneCutting {
  private(set) var graph: CellGraph
  private(set) var items: [GraphScene.Item]
  /// The place of each row in the folded graph; -1 where it is hidden.
  let origins: [Int]
  private let options: GraphScene.Options

  init(_ whole: WalkGraph, _ options: GraphScene.Options) {
    self.options = options
    let fold = whole.folds.fold(whole, options.fold)
    graph = fold.graph
    items = fold.items
    origins = fold.origins
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
