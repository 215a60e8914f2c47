import Engine
import GraphView

/// What the pane of graphs that are there without being run remembers between frames.
struct TracedState {
  /// Whether the user has asked for the pane.
  var isOpen = false
  /// The graph that the user has chosen; nil for the one that the walk runs, else the first.
  var chosen: Int?
  /// The box that the user has selected; nil follows the walk.
  var selected: Int?
  var orientation: CellOrientation?
  /// The pane that had the focus before.
  var returnsTo = Pane.nodes
  /// How far the user has moved the drawing.
  var shift = CellPoint(x: 0, y: 0)
  /// The graph with its boxes.
  var source: Source?
  /// What is on the screen.
  var shown: Shown?
  /// What was asked for and has not come yet.
  var pending: LayoutRequest?
  var failure: (request: LayoutRequest, reason: String)?

  /// A graph folded to what can be shown.
  struct Source {
    var index: Int
    var nodeCount: Int
    var isASCII: Bool
    var graph: CellGraph
    /// The nodes that each box stands for.
    var members: [[Int]]
  }

  struct Shown {
    var source: Source
    var drawing: CellDrawing
    var request: LayoutRequest
  }

  /// More boxes than this are folded by their name scopes.
  static let mostBoxes = 60
  /// More than this are not drawn.
  static let mostDrawn = 600
}

/// What the actions of the pane mean.
package enum TracedCommand: Hashable, Sendable {
  case show, next, previous, turn, run
}

extension Explorer {
  private static let tracedScope = Pane.traced.scope

  static let tracedActions: [Action<Command>] = [
    Action(
      "static", [.alt("9")], chapter: "Panes",
      help: "shows a graph that is there without being run: of a traced function, by its name or "
        + "number, or a tf.Graph",
      argument: Argument(.text, "NAME", isOptional: true), .traced(.show)),
    Action(
      "static-next", [.character(".")], in: [tracedScope], help: "shows the next such graph",
      hint: "graph", .traced(.next)),
    Action(
      "static-previous", [.character(",")], in: [tracedScope],
      help: "shows the graph before", hint: "graph", .traced(.previous)),
    Action(
      "static-turn", [.character("T")], in: [tracedScope],
      help: "draws from left to right, or from top to bottom", hint: "turn", .traced(.turn)),
    Action(
      "static-run", [.enter], in: [tracedScope],
      help: "goes to the next stop that runs the selected node", hint: "run", .traced(.run)),
  ]

  /// Whether there is any such graph.
  var hasBuiltGraphs: Bool { !walk.recording.graphs.isEmpty }

  mutating func run(_ command: TracedCommand, _ argument: String?) {
    let graphs = isLive ? [] : walk.recording.builtGraphs
    guard !graphs.isEmpty else {
      message = Notice(
        text: "no graph was built: the lesson traces no tf.function and makes no tf.Graph",
        style: .dim)
      return
    }
    switch command {
    case .show: openTraced(argument, graphs)
    case .next, .previous:
      let now = shownTraced(graphs)
      let next = (now + (command == .next ? 1 : graphs.count - 1)) % graphs.count
      choose(next, graphs)
    case .turn:
      let now = traced.shown?.drawing.orientation ?? .leftToRight
      traced.orientation = now == .leftToRight ? .topToBottom : .leftToRight
    case .run: runTraced()
    }
  }

  /// Opens the pane, with the graph of a name or number where one is told.
  mutating func openTraced(_ wanted: String?, _ graphs: [BuiltGraph]) {
    if let wanted {
      guard let index = place(of: wanted, in: graphs) else {
        let names =
          graphs.prefix(6).enumerated().map { "\($0 + 1) \($1.title)" }
          .joined(separator: "; ") + (graphs.count > 6 ? " and more" : "")
        message = Notice(text: "no graph is called \(wanted); there are \(names)", style: .warning)
        return
      }
      choose(index, graphs)
    }
    if focus != .traced { traced.returnsTo = focus }
    traced.isOpen = true
    focus = .traced
    helpOffset = nil
  }

  private func place(of wanted: String, in graphs: [BuiltGraph]) -> Int? {
    if let number = Int(wanted) { return graphs.indices.contains(number - 1) ? number - 1 : nil }
    let words = wanted.split(separator: " ")
    if words.count == 2, let number = Int(words[1]) {
      return graphs.firstIndex { $0.name == String(words[0]) && $0.number == number }
    }
    return graphs.firstIndex { $0.name == wanted || $0.title == wanted }
      ?? graphs.firstIndex { $0.title.contains(wanted) }
  }

  private mutating func choose(_ index: Int, _ graphs: [BuiltGraph]) {
    traced.chosen = index
    traced.selected = nil
    traced.shift = CellPoint(x: 0, y: 0)
    message = Notice(text: "\(index + 1) of \(graphs.count): \(graphs[index].title)", style: .dim)
  }

  mutating func closeTraced() {
    traced.isOpen = false
    traced.chosen = nil
    traced.selected = nil
    if focus == .traced { focus = traced.returnsTo }
  }

  /// The graph that the pane shows: the chosen one, the one that the walk runs, or the first.
  func shownTraced(_ graphs: [BuiltGraph]) -> Int {
    if let chosen = traced.chosen, graphs.indices.contains(chosen) { return chosen }
    let stop = walk.stop
    if let running = graphs.firstIndex(where: { walk.node(of: $0.traced, runAt: stop) != nil }) {
      return running
    }
    return Swift.min(traced.shown?.source.index ?? 0, Swift.max(graphs.count - 1, 0))
  }

  // MARK: The cursor

  /// Selects the box so many further on, in the order in which the nodes were made.
  mutating func moveInTraced(by steps: Int) {
    guard let shown = traced.shown, !shown.source.members.isEmpty else { return }
    let count = shown.source.members.count
    let now = traced.selected ?? runningBox ?? (steps > 0 ? -1 : count)
    let (sum, overflow) = now.addingReportingOverflow(steps)
    traced.selected = Swift.min(Swift.max(overflow ? (steps < 0 ? 0 : count) : sum, 0), count - 1)
    traced.shift = CellPoint(x: 0, y: 0)
    offsets[.source] = nil
  }

  /// The box of the node that the stop of the walk runs.
  var runningBox: Int? {
    guard let shown = traced.shown else { return nil }
    let graphs = walk.recording.builtGraphs
    guard graphs.indices.contains(shown.source.index),
      let node = walk.node(of: graphs[shown.source.index].traced, runAt: walk.stop)
    else { return nil }
    return shown.source.members.firstIndex { $0.contains(node) }
  }

  /// The node that the cursor stands at, with its graph.
  var tracedNode: (graph: TracedGraph, node: Int)? {
    guard let shown = traced.shown else { return nil }
    let graphs = walk.recording.builtGraphs
    guard graphs.indices.contains(shown.source.index) else { return nil }
    let graph = graphs[shown.source.index].traced
    if let box = traced.selected, shown.source.members.indices.contains(box),
      let node = shown.source.members[box].last, graph.nodes.indices.contains(node)
    {
      return (graph, node)
    }
    return walk.node(of: graph, runAt: walk.stop).map { (graph, $0) }
  }

  /// The columns of the selected node, for the source.
  var tracedSpan: SourceSpan? {
    guard focus == .traced, traced.selected != nil, let (graph, node) = tracedNode else {
      return nil
    }
    return graph.nodes[node].span
  }

  private mutating func runTraced() {
    guard let (graph, node) = tracedNode else {
      message = Notice(text: "no node is selected; j and k select one", style: .dim)
      return
    }
    guard let stop = walk.stop(running: node, of: graph) else {
      message = Notice(
        text: "no stop runs \(graph.nodes[node].name): the graph is there, but nothing has run it",
        style: .dim)
      return
    }
    walk.seek(stop)
    traced.selected = nil
    follow()
  }
}
