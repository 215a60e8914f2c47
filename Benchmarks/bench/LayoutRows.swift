import Engine
import GraphView

/// Graphs laid out in cells, as the explorer has it done beside the keys.
enum LayoutRows {
  static func run() throws {
    let pane = CellPane(width: 86, height: 23)
    try row("graph in cells, 60 boxes, for a pane", boxes: 60, .atMost(40)) {
      $0.drawing(for: pane)
    }
    try row("the same, 300 boxes, one drawing", boxes: 300, .atMost(200)) {
      $0.drawing(.leftToRight, .chip)
    }
    try foldRow()
  }

  /// Ranks, orders, columns and lines.
  private static func row(
    _ work: String, boxes: Int, _ bar: Row.Bar, _ draw: (RankedGraph) -> CellDrawing
  ) throws {
    let graph = network(boxes)
    let layout = CellLayout(CellLayoutOptions { $0.utf8.count })
    // Graphviz starts with the first graph.
    _ = try layout.ranked(graph)
    var best = Double.infinity
    for _ in 0..<5 {
      let start = cpuSeconds()
      let drawing = draw(try layout.ranked(graph))
      best = min(best, cpuSeconds() - start)
      guard drawing.boxes.count == boxes else { throw NoDrawing() }
    }
    Table.print(Row(work: work, unit: .milliseconds, ours: .value(best), bar: bar))
  }

  /// The graph of a long recording, folded to what can be shown.
  private static func foldRow() throws {
    let chain = try ScalarChain(ops: 100_000)
    _ = try chain.gradient()
    let walk = try Walk(chain.recording)
    let texts = GraphTexts(walk)
    var best = Double.infinity
    for _ in 0..<3 {
      let start = cpuSeconds()
      guard let whole = walk.graph(at: walk.stop(at: 0)) else { throw NoDrawing() }
      let scene = GraphScene(whole, .init(), texts) { $0.utf8.count }
      best = min(best, cpuSeconds() - start)
      guard scene.graph.nodes.count <= 60 else { throw NoDrawing() }
    }
    Table.print(
      Row(work: "graph of 10⁵ ops, folded", unit: .milliseconds, ours: .value(best), bar: .works))
  }

  /// Layers of neurons: each reads some of the layer before and two parameters of its own.
  private static func network(_ boxes: Int) -> CellGraph {
    var graph = CellGraph()
    var layer: [Int] = []
    var next: [Int] = []
    func add(_ arguments: [Int]) -> Int {
      graph.add(
        CellGraph.Node(
          id: graph.nodes.count, kind: arguments.isEmpty ? .leaf : .op,
          label: .init(
            full: [.init("w\(graph.nodes.count)"), .init("", reserved: 14)],
            middle: [.init("", reserved: 20)], chip: .init("w\(graph.nodes.count)")),
          arguments: arguments.map { .init($0) }))
    }
    while graph.nodes.count < boxes {
      if layer.count < 4 {
        layer.append(add([]))
      } else if graph.nodes.count + 2 > boxes {
        next.append(add([layer[0]]))
      } else {
        let weight = add([])
        let place = next.count
        next.append(add([layer[place], layer[(place + 1) % layer.count], weight]))
        if next.count == layer.count {
          layer = next
          next = []
        }
      }
    }
    return graph
  }
}

/// A graph came back without a drawing of it.
struct NoDrawing: Error {}
