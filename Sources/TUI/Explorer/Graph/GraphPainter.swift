import GraphView

/// Paints the drawing of a scene as it is at a stop.
struct GraphPainter {
  private let drawing: CellDrawing
  private let scene: GraphScene
  private let picture: CellPicture
  private let cursor: Int?
  private let selected: Set<Int>
  private let isPending: [Bool]
  private let phase: Phase
  private let labels: [EdgeLabel]

  /// Text that stands on a line.
  private struct EdgeLabel {
    var start: CellPoint
    var text: String
    var style = Style.backward
  }

  init(_ explorer: Explorer, _ shown: GraphState.Shown, glyphs: Glyphs) {
    drawing = shown.drawing
    scene = shown.scene
    let stop = explorer.walk.stop
    phase = stop.phase
    let marks = scene.marks(at: stop, shown.whole, on: drawing)
    cursor = marks.cursor
    selected = Set(explorer.selectedRow.map { shown.scene.boxes(of: $0) } ?? [])
    let graph = scene.graph(at: stop, explorer.texts)
    picture = CellPicture(drawing, graph, CellGlyphs(glyphs.ofDrawings), marks: marks) {
      glyphs.width(of: $0)
    }
    isPending = scene.items.map { !explorer.walk.isComputed(any: $0.rows, at: stop) }
    labels =
      Self.labels(explorer, shown, stop, marks, picture, glyphs) + Self.cut(explorer, shown, glyphs)
  }

  /// Paints the part that begins at a corner into the whole canvas.
  func paint(into canvas: inout Canvas, corner: CellPoint) {
    let bounds = canvas.bounds
    for y in Swift.max(
      0, -corner.y)..<Swift.max(0, Swift.min(bounds.height, picture.height - corner.y))
    {
      for x in Swift.max(
        0, -corner.x)..<Swift.max(0, Swift.min(bounds.width, picture.width - corner.x))
      {
        let cell = picture[x + corner.x, y + corner.y]
        if cell.part == .blank { continue }
        canvas.put(cell.glyph, x: x, y: y, style(of: cell))
      }
    }
    for text in picture.texts { paint(text, into: &canvas, corner) }
    for label in labels {
      canvas.draw(
        label.text, x: label.start.x - corner.x, y: label.start.y - corner.y, label.style,
        width: canvas.measure(label.text))
    }
  }

  private func paint(_ text: CellPicture.Text, into canvas: inout Canvas, _ corner: CellPoint) {
    let (x, y) = (text.start.x - corner.x, text.start.y - corner.y)
    guard y >= 0, y < canvas.bounds.height else { return }
    let isTitle = text.start.y == drawing.boxes[text.box].text.y
    var style = textStyle(of: text.box, isTitle: isTitle)
    if selected.contains(text.box) { style = style.with(.reversed) }
    // What flows back has its own color, wherever it stands.
    if !isTitle, let mark = text.text.firstIndex(of: "∇"), !isPending[text.box] {
      let end = canvas.draw(text.text[..<mark], x: x, y: y, style)
      var adjoint: Style = text.text.contains("None") ? .dim : .backward
      if selected.contains(text.box) { adjoint = adjoint.with(.reversed) }
      canvas.draw(text.text[mark...], x: end, y: y, adjoint)
    } else {
      canvas.draw(text.text, x: x, y: y, style)
    }
  }

  // MARK: Styles

  private func style(of cell: CellPicture.Cell) -> Style {
    switch cell.part {
    case .blank: return .normal
    case .frame(let box), .text(let box): return frameStyle(of: box)
    case .port(let box): return cell.state.map(Self.style) ?? frameStyle(of: box)
    case .line(let net), .bridge(let net, _):
      if let state = cell.state { return Self.style(of: state) }
      return net == cursor || selected.contains(net) ? .normal : .dim
    }
  }

  private static func style(of state: CellMarks.EdgeState) -> Style {
    switch state {
    case .forward: .forward
    case .backward: .backward
    case .done: Style(.backward, .faint)
    }
  }

  private func frameStyle(of box: Int) -> Style {
    if box == cursor { return phaseStyle }
    if isPending[box] { return .pending }
    switch scene.graph.nodes[box].kind {
    case .leaf: return Style(.leaf)
    case .gradient: return Style(.gradientNode)
    case .stub, .copy: return .dim
    case .op, .scope: return .visited
    }
  }

  private func textStyle(of box: Int, isTitle: Bool) -> Style {
    if isPending[box] { return .pending }
    if box == cursor { return isTitle ? .normal.with(.strong) : phaseStyle }
    switch scene.graph.nodes[box].kind {
    case .stub, .copy: return .dim
    default: return .normal
    }
  }

  private var phaseStyle: Style {
    switch phase {
    case .forward: .forward
    case .backward: .backward
    case .update: .edited
    }
  }

  // MARK: Partials on lines

  /// The local partials of the op that hands its adjoint on, where their lines have room.
  private static func labels(
    _ explorer: Explorer, _ shown: GraphState.Shown, _ stop: Stop, _ marks: CellMarks,
    _ picture: CellPicture, _ glyphs: Glyphs
  ) -> [EdgeLabel] {
    guard stop.phase == .backward, let row = stop.row,
      let rule = explorer.walk.chainRule(at: row, stop)
    else { return [] }
    var taken: Set<CellMarks.Edge> = []
    var labels: [EdgeLabel] = []
    for term in rule.terms where term.passes {
      guard let number = term.local.number,
        let edge = shown.scene.port(of: row, reading: term.row, shown.whole, on: shown.drawing),
        shown.scene.items[edge.box].run == nil, taken.insert(edge).inserted
      else { continue }
      let text = CellNumber.text(number)
      let way = shown.drawing.path(to: edge.port, of: edge.box)
      if let start = place(text, on: way, picture, glyphs) {
        labels.append(EdgeLabel(start: start, text: text))
      }
    }
    return labels
  }

  /// A cross on the edge at which a gradient is lost, while the diagnosis is open.
  private static func cut(
    _ explorer: Explorer, _ shown: GraphState.Shown, _ glyphs: Glyphs
  ) -> [EdgeLabel] {
    guard let cut = explorer.cutEdge,
      let edge = shown.scene.port(
        of: cut.row, reading: cut.source, shown.whole, on: shown.drawing)
    else { return [] }
    let way = shown.drawing.path(to: edge.port, of: edge.box)
    guard !way.isEmpty else { return [] }
    return [EdgeLabel(start: way[way.count / 2].cell, text: String(glyphs.cross), style: .error)]
  }

  /// Where a text fits on a way: on its longest run across the screen, or beside one that runs down.
  private static func place(
    _ text: String, on way: [CellDrawing.LineCell], _ picture: CellPicture, _ glyphs: Glyphs
  ) -> CellPoint? {
    let width = glyphs.width(of: text)
    var best: [CellPoint] = []
    var run: [CellPoint] = []
    for step in way {
      if case .line = picture[step.cell.x, step.cell.y].part, step.arms == .horizontal {
        run.append(step.cell)
        if run.count > best.count { best = run }
      } else {
        run = []
      }
    }
    // A cell of the line stays in sight.
    if best.count >= Swift.max(3, width + 1), let first = best.min() {
      return CellPoint(x: first.x + (best.count - width) / 2, y: first.y)
    }
    let upright = way.filter { $0.arms == .vertical }
    for step in upright where isFree(width + 1, rightOf: step.cell, picture) {
      return CellPoint(x: step.cell.x + 1, y: step.cell.y)
    }
    return nil
  }

  private static func isFree(_ count: Int, rightOf cell: CellPoint, _ picture: CellPicture) -> Bool
  {
    guard cell.x + count < picture.width else { return false }
    guard case .line = picture[cell.x, cell.y].part else { return false }
    return (1...count).allSatisfy { picture[cell.x + $0, cell.y].part == .blank }
  }
}

extension Glyphs {
  /// The glyphs that graphs are drawn with.
  var ofDrawings: CellGlyphs.Tier {
    switch tier {
    case .full: .full
    case .basic, .acs: .basic
    case .ascii: .ascii
    }
  }
}
