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
    try ranked(graph).drawing(orientation, detail)
  }

  /// A graph with its ranks and orders, which serve both orientations and all levels of detail.
  package func ranked(_ graph: CellGraph) throws(CellLayoutError) -> RankedGraph {
    try RankedGraph(graph, options)
  }
}

/// A graph whose ranks and orders are known, ready to be drawn.
package struct RankedGraph: Sendable {
  package let graph: CellGraph
  private let options: CellLayoutOptions
  private let layers: LayeredGraph
  /// The orders to try: for each rank its items.
  private let orders: [[[Int]]]

  init(_ graph: CellGraph, _ options: CellLayoutOptions) throws(CellLayoutError) {
    self.graph = graph
    self.options = options
    let plan = BoxPlan(graph, .topToBottom, .full, options: options)
    layers = LayeredGraph(plan, ranks: try DotPasses.ranks(of: plan))
    var orders: [[[Int]]] = []
    for asking in Portfolio.askings(for: layers, limit: options.attempts) {
      let places = try DotPasses.places(of: layers, asking)
      let order = layers.ordered(by: places)
      if !orders.contains(order) { orders.append(order) }
    }
    self.orders = orders
  }

  /// The best drawing found with the ranks one way and so much text.
  package func drawing(_ orientation: CellOrientation, _ detail: CellDetail) -> CellDrawing {
    let plan = BoxPlan(graph, orientation, detail, options: options)
    var best: (routing: Routing, score: Routing.Score)?
    func consider(_ arrangement: Arrangement) {
      let routing = Routing(arrangement, keepsJointsApart: options.keepsJointsApart)
      let score = routing.score()
      if let best, best.score <= score { return }
      best = (routing, score)
    }
    for order in orders {
      var arrangement = Arrangement(layers, plan, order: order)
      arrangement.shorten(.init())
      consider(arrangement)
      for downFirst in options.attempts == 1 ? [true] : [true, false] {
        var straightened = arrangement
        straightened.straighten(downFirst: downFirst)
        consider(straightened)
      }
    }
    guard let best else { return CellDrawing(empty: orientation, detail) }
    return CellDrawing(best.routing, graph, best.score)
  }
}

/// The ways in which dot is asked for an order.
enum Portfolio {
  private static let sequences: [DotPasses.Asking.Sequence] = [
    .asIs, .backward, .mixed(1), .mixed(2),
  ]

  /// The ways for a graph: fewer, the longer each takes.
  static func askings(for layers: LayeredGraph, limit: Int?) -> [DotPasses.Asking] {
    let (count, patience) =
      switch layers.boxCount {
      case 0: (0, 1.0)
      case ...320: (sequences.count, 4.0)
      case ...1000: (2, 1.0)
      default: (1, 1.0)
      }
    return sequences.prefix(min(count, max(1, limit ?? count))).map {
      DotPasses.Asking(patience: patience, sequence: $0)
    }
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
    ways = []
    crossings = 0
    bends = 0
    length = 0
    ranks = []
  }
}
