/// Lays graphs out in cells and draws their lines.
///
/// The same graph always gives the same drawing.
package struct CellLayout: Sendable {
  package var options: CellLayoutOptions

  package init(_ options: CellLayoutOptions) {
    self.options = options
  }

  /// The best drawing found with the ranks one way and so much text.
  package func drawing(
    of graph: CellGraph, _ orientation: CellOrientation, _ detail: CellDetail
  ) throws(CellLayoutError) -> CellDrawing {
    let plan = BoxPlan(graph, orientation, detail, options: options)
    let layers = LayeredGraph(plan, ranks: try DotPasses.ranks(of: plan))
    var best: (routing: Routing, score: Routing.Score)?
    for attempt in Portfolio.attempts(for: layers, limit: options.attempts) {
      let centers = try DotPasses.centers(of: layers, plan, attempt.weights)
      for downFirst in attempt.directions {
        var arrangement = Arrangement(layers, plan, centers: centers)
        arrangement.straighten(downFirst: downFirst)
        let routing = Routing(arrangement, keepsJointsApart: options.keepsJointsApart)
        let score = routing.score()
        if let best, best.score <= score { continue }
        best = (routing, score)
      }
    }
    guard let best else { return CellDrawing(empty: orientation, detail) }
    return CellDrawing(best.routing, graph, best.score)
  }
}

/// The layouts that are tried.
enum Portfolio {
  /// One call of dot and what is made of it.
  struct Attempt {
    var weights: DotPasses.Weights
    /// Whether boxes are first straightened from the first rank to the last.
    var directions: [Bool]
  }

  private static let all = [
    Attempt(weights: .init(leaf: 1, op: 4, dummy: 8), directions: [true, false]),
    Attempt(weights: .init(leaf: 3, op: 4, dummy: 8), directions: [true, false]),
    Attempt(weights: .init(leaf: 1, op: 1, dummy: 2, patience: 4), directions: [true, false]),
    Attempt(weights: .init(leaf: 3, op: 2, dummy: 4, patience: 4), directions: [true, false]),
  ]

  /// The attempts for a graph: fewer, the longer each takes.
  static func attempts(for layers: LayeredGraph, limit: Int?) -> [Attempt] {
    if layers.itemCount == 0 { return [] }
    if let limit { return Array(all.prefix(max(1, limit))) }
    if layers.boxCount > 150 { return [all[0]] }
    return all
  }
}

extension CellDrawing {
  /// A drawing of nothing.
  init(empty orientation: CellOrientation, _ detail: CellDetail) {
    self.orientation = orientation
    self.detail = detail
    width = 0
    height = 0
    boxes = []
    nets = []
    crossings = 0
    bends = 0
    length = 0
    ranks = []
  }
}
