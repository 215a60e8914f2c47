import Engine
import GraphView
import Graphviz

/// The graph of a pass as it stands at a stop, ready to be drawn.
///
/// Blue says value and orange says gradient. Outlines say the same without color: dashed is still
/// to come, dotted is never reached, thick is where the walk stands.
struct GraphPicture {
  let walk: Walk
  let stop: Stop
  let table: NodeTable
  let options: ExportOptions
  let heading: Heading
  /// What is differentiated, as it is called.
  let target: String
  /// Whether nodes and edges carry text that is shown under the pointer.
  var hasTooltips = false

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.stop = stop
    self.options = options
    table = walk.table(at: stop)
    heading = Heading(walk, stop, options)
    target = ProductText.target(of: walk, stop)
  }

  var palette: Palette { options.palette }

  /// Letters that hold Greek, signs of formulas and most scripts; the second has the same widths.
  private static let font = "DejaVu Sans,Verdana,sans-serif"

  /// The graph; nodes in the order of the table, edges by op and argument.
  func graph() -> DotGraph {
    var graph = DotGraph(name: "gradwalk")
    graph.attributes = [
      "rankdir": "LR", "label": .html(title), "labelloc": "t", "fontname": .text(Self.font),
      "fontsize": 12,
      "fontcolor": .text(palette.quiet), "bgcolor": .text(palette.background), "pad": 0.25,
      "nodesep": 0.25, "ranksep": 0.45,
    ]
    graph.nodeDefaults = [
      "shape": "box", "fontname": .text(Self.font), "fontsize": 12,
      "fontcolor": .text(palette.text), "margin": .text("0.1,0.05"), "height": 0.3,
    ]
    graph.edgeDefaults = [
      "fontname": .text(Self.font), "fontsize": 10, "fontcolor": .text(palette.backward),
      "arrowsize": 0.7,
    ]
    var scopes = ScopeFrames(palette)
    var nodes: [DotGraph.NodeID] = []
    for row in table {
      let frame = scopes.frame(of: row.scope, in: &graph)
      nodes.append(graph.addNode(row.name, NodePicture(self, row).attributes, in: frame))
    }
    for row in table where !row.isInput { addEdges(into: row, nodes, &graph) }
    addGradients(nodes, &graph)
    return graph
  }

  private var title: String {
    let name = DotValue.markup(escaping: options.spelled(heading.title))
    var place = heading.place
    let hasTensors = table.contains { !$0.isUpdate && $0.signature.shape.rank > 0 }
    if stop.phase != .forward, hasTensors { place += " · gN = d\(target)/dwN" }
    return "<FONT POINT-SIZE=\"15\" COLOR=\"\(palette.text)\">\(name)</FONT><BR/>"
      + "<FONT POINT-SIZE=\"11\">\(DotValue.markup(escaping: options.spelled(place)))</FONT>"
  }

  private func addEdges(into row: NodeRow, _ nodes: [DotGraph.NodeID], _ graph: inout DotGraph) {
    for edge in walk.reportEdges(into: row.row, in: stop.pass) {
      guard let from = table.row(named: edge.from) else { continue }
      let picture = EdgePicture(self, row, edge)
      graph.addEdge(from: nodes[from], to: nodes[row.row], picture.attributes)
    }
  }

  /// The way from what was differentiated by to the gradient that the update reads.
  private func addGradients(_ nodes: [DotGraph.NodeID], _ graph: inout DotGraph) {
    guard stop.phase == .update, let event = walk.passes[stop.pass].gradientEvent,
      case .gradient(let call) = walk.recording.events[event].kind
    else { return }
    for (source, result) in zip(call.sources, call.resultNodes) {
      guard let from = table.row(of: source.node), let node = result,
        let to = table.row(of: node), from != to
      else { continue }
      graph.addEdge(
        from: nodes[from], to: nodes[to],
        [
          "style": "dashed", "color": .text(palette.backward),
          "label": .text(options.spelled("d\(target)/d\(called(table[from]))")),
        ])
    }
  }

  /// The Python name of a row, or w1…wn.
  func called(_ row: NodeRow) -> String {
    TextWidth.onOneLine(row.pythonNames.first ?? row.name)
  }

  /// Whether the backward phase has handed on the adjoint of a row.
  func isPassed(_ row: Int) -> Bool {
    switch stop.phase {
    case .forward: false
    case .backward: row >= stop.row ?? 0
    case .update: true
    }
  }
}

extension NodeTable {
  /// The row of an id w1…wn.
  func row(named id: String) -> Int? {
    Int(id.dropFirst()).flatMap { indices.contains($0 - 1) ? $0 - 1 : nil }
  }
}

/// The frames of scopes, made when a node needs them.
private struct ScopeFrames {
  private let palette: Palette
  private var frames: [String: DotGraph.ClusterID] = [:]

  init(_ palette: Palette) { self.palette = palette }

  /// The frame of a scope path such as `net/hidden`; the top has none.
  mutating func frame(of path: String, in graph: inout DotGraph) -> DotGraph.ClusterID? {
    guard !path.isEmpty else { return nil }
    if let known = frames[path] { return known }
    let cut = path.lastIndex(of: "/")
    let parent: DotGraph.ClusterID? =
      if let cut { frame(of: String(path[..<cut]), in: &graph) } else { nil }
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    let made = graph.addCluster(
      TextWidth.onOneLine(path),
      [
        "label": .text(TextWidth.onOneLine(name)), "labeljust": "l", "style": "rounded,filled",
        "color": .text(palette.scopeLine), "fillcolor": .text(palette.scopeFill), "margin": 10,
        "fontsize": 11,
      ], in: parent)
    frames[path] = made
    return made
  }
}
