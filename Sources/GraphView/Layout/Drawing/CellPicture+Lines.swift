extension CellPicture {
  /// Draws all lines; where two cross, the one that runs up and down passes over the other.
  mutating func drawLines(_ drawing: CellDrawing, _ glyphs: CellGlyphs, _ marks: CellMarks) {
    let paths = MarkedPaths(drawing, marks)
    let dashed = dashedCells(drawing)
    for net in drawing.nets {
      for (cell, arms) in net.cells.lazy.map({ ($0.cell, $0.arms) }) {
        let key = MarkedPaths.Key(net: net.source, cell: cell)
        let state = paths.states[key]
        let heavy = paths.heavy[key] ?? []
        var glyph = glyphs.line(arms, heavy: heavy)
        if heavy.isEmpty, dashed.contains(cell), arms == .vertical || arms == .horizontal {
          glyph = glyphs.dashed(arms)
        }
        let other = self[cell]
        guard case .line(let below) = other.part else {
          self[cell] = Cell(glyph: glyph, part: .line(net: net.source), state: state)
          continue
        }
        self[cell] =
          arms == .vertical
          ? Cell(glyph: glyph, part: .bridge(over: net.source, under: below), state: state)
          : Cell(
            glyph: other.glyph, part: .bridge(over: below, under: net.source),
            state: other.state)
      }
    }
  }

  /// The cells of lines that lead to or from a node that is not shown.
  private func dashedCells(_ drawing: CellDrawing) -> Set<CellPoint> {
    var cells: Set<CellPoint> = []
    for net in drawing.nets where drawing.boxes[net.source].kind.isTag {
      cells.formUnion(net.cells.map(\.cell))
    }
    for (index, box) in drawing.boxes.enumerated() where box.kind == .stub {
      for port in box.ports.indices {
        guard let source = box.ports[port].source, let net = drawing.net(of: source) else {
          continue
        }
        let arms = Dictionary(uniqueKeysWithValues: net.cells.map { ($0.cell, $0.arms) })
        // From the arrowhead back to the fork.
        for step in drawing.path(to: port, of: index).reversed().dropFirst() {
          guard arms[step.cell] == step.arms else { break }
          cells.insert(step.cell)
        }
      }
    }
    return cells
  }
}

/// The cells of the edges that are not plain.
private struct MarkedPaths {
  /// A cell of one of the lines that may share it.
  struct Key: Hashable {
    var net: Int
    var cell: CellPoint
  }

  private(set) var states: [Key: CellMarks.EdgeState] = [:]
  private(set) var heavy: [Key: CellArms] = [:]

  init(_ drawing: CellDrawing, _ marks: CellMarks) {
    for (edge, state) in marks.edges {
      guard drawing.boxes.indices.contains(edge.box),
        drawing.boxes[edge.box].ports.indices.contains(edge.port),
        let net = drawing.boxes[edge.box].ports[edge.port].source
      else { continue }
      for step in drawing.path(to: edge.port, of: edge.box) {
        let key = Key(net: net, cell: step.cell)
        states[key] = max(states[key] ?? state, state)
        if state.isReversed { heavy[key, default: []].formUnion(step.arms) }
      }
    }
  }
}
