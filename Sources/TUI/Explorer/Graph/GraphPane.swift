import GraphView

/// The graph drawn in cells, with the walk moving over it.
extension Explorer {
  func renderGraph(into canvas: inout Canvas, in rect: Rect) {
    let isStale = graph.shown.map { $0.scene.pass != walk.stop.pass } ?? true
    let inner = frame(.graph, title: graphTitle, note: graphNote, into: &canvas, in: rect)
    guard let shown = graph.shown, !isStale else {
      let text = graph.failure.map { "no drawing: \($0.reason)" } ?? "laying out"
      canvas.draw(
        text, x: inner.x + 1, y: inner.y, graph.failure == nil ? .dim : .warning,
        width: inner.width - 2)
      return
    }
    let view = graphView(in: inner)
    let painter = GraphPainter(self, shown, glyphs: canvas.glyphs)
    let corner = graph.corner
    canvas.within(view) { painter.paint(into: &$0, corner: corner) }
    if view != inner {
      let map = GraphMap(shown.drawing, corner: corner, view: view)
      canvas.within(inner.splitBottom(Self.mapHeight).bottom) { map.render(into: &$0) }
    }
    drawNeighbors(shown, view, into: &canvas, in: rect)
  }

  private var graphTitle: String {
    guard let hops = graph.options.hops else { return "Graph" }
    let name = shownRow.map { "w\($0 + 1)" } ?? "w1"
    return "Graph within \(hops) of \(name)"
  }

  /// How much of the graph there is, where not every node is a box.
  private var graphNote: String {
    guard let shown = graph.shown else { return "" }
    let rows = shown.whole.graph.nodes.count
    let boxes = shown.drawing.boxes.count
    return boxes == rows ? "" : "\(boxes) boxes, \(rows) nodes"
  }

  // MARK: Neighbors out of sight

  /// Names on the border what the cursor's box reads and what reads it, where that is out of sight.
  private func drawNeighbors(
    _ shown: GraphState.Shown, _ view: Rect, into canvas: inout Canvas, in rect: Rect
  ) {
    guard let box = shownBox else { return }
    let nodes = shown.scene.graph.nodes
    let readers = nodes.indices.filter { nodes[$0].arguments.contains { $0.source == box } }
    var before: [String] = []
    var after: [String] = []
    for other in Set(nodes[box].arguments.map(\.source) + readers).sorted() {
      let frame = shown.drawing.boxes[other].frame
      let (x, y) = (frame.x - graph.corner.x, frame.y - graph.corner.y)
      let name = texts.shortName(of: shown.scene.items[other], in: shown.scene.pass)
      if x + frame.width <= 0 {
        before.append("\(canvas.glyphs.moreLeft) \(name)")
      } else if x >= view.width {
        after.append("\(name) \(canvas.glyphs.moreRight)")
      } else if y + frame.height <= 0 {
        before.append("\(canvas.glyphs.tier == .full ? "▴" : "^") \(name)")
      } else if y >= view.height {
        after.append("\(name) \(canvas.glyphs.tier == .full ? "▾" : "v")")
      }
    }
    let room = (rect.width - 6) / 2
    let y = rect.maxY - 1
    if !before.isEmpty {
      canvas.draw(
        " \(before.joined(separator: "  ")) ", x: rect.x + 2, y: y, .keyHint,
        width: Swift.min(room, canvas.measure(before.joined(separator: "  ")) + 2))
    }
    if !after.isEmpty {
      let text = " \(after.joined(separator: "  ")) "
      let width = Swift.min(room, canvas.measure(text))
      canvas.draw(text, x: rect.maxX - 2 - width, y: y, .keyHint, width: width)
    }
  }
}
