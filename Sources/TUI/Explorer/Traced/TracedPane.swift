import Engine
import GraphView

/// The graph of a traced function or a `tf.Graph`, drawn in cells; the node that the stop runs has the
/// cursor.
extension Explorer {
  /// The cells of the drawing inside the pane, above the line that tells of a node.
  private func tracedArea(in rect: Rect) -> (drawing: Rect, line: Rect) {
    let inner = rect.inset(by: 1)
    let (drawing, line) = inner.splitBottom(inner.height > 4 ? 1 : 0)
    return (drawing, line)
  }

  /// Asks for a drawing where the pane is on the screen and has none.
  mutating func settleTraced() -> [Effect<Work>] {
    guard !isTiny, !isLive, hasBuiltGraphs, let rect = layout.rect(of: .traced), rect.width > 6,
      rect.height > 3
    else { return [] }
    let graphs = walk.recording.builtGraphs
    let index = shownTraced(graphs)
    let graph = graphs[index].traced
    let isASCII = glyphs.tier != .full && glyphs.tier != .basic
    if traced.source?.index != index || traced.source?.nodeCount != graph.nodes.count
      || traced.source?.isASCII != isASCII
    {
      traced.source = Self.folded(graph, index, isASCII: isASCII)
      traced.selected = nil
    }
    guard let source = traced.source, source.graph.nodes.count <= TracedState.mostDrawn else {
      return []
    }
    let area = tracedArea(in: rect).drawing
    let request = LayoutRequest(
      graph: source.graph, pane: CellPane(width: area.width, height: area.height),
      orientation: traced.orientation, detail: nil, glyphs: glyphs)
    guard traced.shown?.request != request, traced.pending != request,
      traced.failure?.request != request
    else { return [] }
    traced.pending = request
    return [.run(.layout(request))]
  }

  private static func folded(_ traced: TracedGraph, _ index: Int, isASCII: Bool)
    -> TracedState.Source
  {
    let whole = CellGraph(traced)
    var graph = whole
    var members = whole.nodes.indices.map { [$0] }
    let scopes = whole.scopesToFold(atMost: TracedState.mostBoxes)
    if !scopes.isEmpty {
      let sign = isASCII ? ">" : "▸"
      let folded = FoldedGraph(whole, folding: scopes) { run in
        CellGraph.Label("\(sign) \(run.scope.joined(separator: "/")) (\(run.opCount) ops)")
      }
      graph = folded.graph
      members = folded.members
    }
    return TracedState.Source(
      index: index, nodeCount: traced.nodes.count, isASCII: isASCII, graph: graph,
      members: members)
  }

  /// Takes a drawing that was asked for.
  ///
  /// - Returns: whether it was for this pane.
  mutating func takeTraced(_ answer: LayoutAnswer) -> Bool {
    guard answer.request == traced.pending, let source = traced.source else { return false }
    traced.pending = nil
    if let drawing = answer.drawing {
      traced.shown = .init(source: source, drawing: drawing, request: answer.request)
    } else {
      traced.failure = (answer.request, answer.failure)
    }
    return true
  }

  func renderTraced(into canvas: inout Canvas, in rect: Rect) {
    let graphs = walk.recording.builtGraphs
    let index = shownTraced(graphs)
    let inner = frame(
      .traced,
      title: graphs.indices.contains(index)
        ? "Static graph of \(graphs[index].title)" : "Static graph",
      note: "\(index + 1)/\(graphs.count)", into: &canvas, in: rect)
    guard let shown = traced.shown, shown.source.index == index else {
      let isLarge = (traced.source?.graph.nodes.count ?? 0) > TracedState.mostDrawn
      let text =
        isLarge
        ? "too many nodes to draw: \(traced.source?.nodeCount ?? 0)"
        : traced.failure.map { "no drawing: \($0.reason)" } ?? "laying out"
      canvas.draw(text, x: inner.x + 1, y: inner.y, .dim, width: inner.width - 2)
      return
    }
    let area = tracedArea(in: rect)
    let box = traced.selected ?? runningBox
    let glyphs = canvas.glyphs
    let picture = CellPicture(
      shown.drawing, shown.source.graph, CellGlyphs(glyphs.ofDrawings),
      marks: CellMarks(cursor: box)
    ) { glyphs.width(of: $0) }
    let corner = tracedCorner(shown.drawing, box, area.drawing)
    canvas.within(area.drawing) { part in
      Self.paint(picture, into: &part, corner, cursor: box, shown.source.graph)
    }
    canvas.draw(
      tracedLine, x: area.line.x + 1, y: area.line.y, .normal, width: area.line.width - 2)
  }

  /// The corner of the part in sight: where the box of the cursor stands, moved as the user likes.
  private func tracedCorner(_ drawing: CellDrawing, _ box: Int?, _ area: Rect) -> CellPoint {
    let frame = box.flatMap { drawing.boxes.indices.contains($0) ? drawing.boxes[$0].frame : nil }
    let x = frame.map { $0.x + $0.width / 2 - area.width / 2 } ?? 0
    let y = frame.map { $0.y + $0.height / 2 - area.height / 2 } ?? 0
    return CellPoint(
      x: Self.held(x + traced.shift.x, drawing.width, area.width),
      y: Self.held(y + traced.shift.y, drawing.height, area.height))
  }

  private static func paint(
    _ picture: CellPicture, into canvas: inout Canvas, _ corner: CellPoint, cursor: Int?,
    _ graph: CellGraph
  ) {
    let bounds = canvas.bounds
    for y in 0..<bounds.height where (0..<picture.height).contains(y + corner.y) {
      for x in 0..<bounds.width where (0..<picture.width).contains(x + corner.x) {
        let cell = picture[x + corner.x, y + corner.y]
        let style: Style
        switch cell.part {
        case .blank: continue
        case .frame(let box), .text(let box), .port(let box):
          style =
            box == cursor ? .forward : graph.nodes[box].kind == .leaf ? Style(.leaf) : .visited
        case .line, .bridge: style = .dim
        }
        canvas.put(cell.glyph, x: x, y: y, style)
      }
    }
    for text in picture.texts {
      let (x, y) = (text.start.x - corner.x, text.start.y - corner.y)
      guard y >= 0, y < bounds.height else { continue }
      canvas.draw(text.text, x: x, y: y, text.box == cursor ? Style.normal.with(.strong) : .normal)
    }
  }

  /// What is told of the node at the cursor, or of the whole graph.
  var tracedLine: String {
    guard let (graph, node) = tracedNode else {
      let index = traced.shown?.source.index ?? 0
      let graphs = walk.recording.builtGraphs
      let count = graphs.indices.contains(index) ? graphs[index].traced.nodes.count : 0
      return
        "\(count) node\(count == 1 ? "" : "s"), there without being run; this stop runs none of them"
    }
    let span = graph.nodes[node].span
    let place = walk.recording.location(of: span)
    return (traced.selected == nil ? "this stop runs " : "") + graph.sentence(of: node)
      + (place.isEmpty ? "" : "; \(place)")
  }

  /// The graph in words: who reads what, a node a line.
  var tracedLines: [String] {
    let graphs = walk.recording.builtGraphs
    guard !graphs.isEmpty else { return ["Static", "no graph was built"] }
    let shown = graphs[shownTraced(graphs)]
    var lines = ["Static \(shown.title), \(shown.traced.nodes.count) nodes"]
    for node in shown.traced.nodes.indices.prefix(120) {
      lines.append(shown.traced.sentence(of: node))
    }
    if shown.traced.nodes.count > 120 { lines.append("and \(shown.traced.nodes.count - 120) more") }
    return lines
  }
}
