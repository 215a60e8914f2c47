extension CellPicture {
  /// Draws all lines; where two cross, the one that runs up and down passes over the other.
  mutating func drawLines(_ drawing: CellDrawing, _ glyphs: CellGlyphs, _ marks: CellMarks) {
    let paths = MarkedPaths(drawing, marks)
    let dashed = dashedCells(drawing)
    for (line, net) in drawing.nets.enumerated() {
      let marks = paths.marks[line]
      for (place, (cell, arms)) in net.cells.lazy.map({ ($0.cell, $0.arms) }).enumerated() {
        let state = marks.isEmpty ? nil : marks[place].state
        let heavy = marks.isEmpty ? [] : marks[place].heavy
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
        // From the arrowhead back to the fork.
        for step in drawing.ways[index][port].steps.reversed().dropFirst() {
          let cell = net.cells[Int(step.place)]
          guard cell.arms == step.arms else { break }
          cells.insert(cell.cell)
        }
      }
    }
    return cells
  }
}

/// The cells of the edges that are not plain.
private struct MarkedPaths {
  /// How one cell of a line is shown.
  struct Mark {
    var state: CellMarks.EdgeState?
    var heavy: CellArms = []
  }

  /// For each line its cells; none where all are plain.
  private(set) var marks: [[Mark]]

  init(_ drawing: CellDrawing, _ edges: CellMarks) {
    marks = [[Mark]](repeating: [], count: drawing.nets.count)
    for (edge, state) in edges.edges {
      guard drawing.ways.indices.contains(edge.box),
        drawing.ways[edge.box].indices.contains(edge.port)
      else { continue }
      let way = drawing.ways[edge.box][edge.port]
      guard way.net >= 0 else { continue }
      if marks[way.net].isEmpty {
        marks[way.net] = [Mark](repeating: Mark(), count: drawing.nets[way.net].cells.count)
      }
      for step in way.steps {
        let place = Int(step.place)
        marks[way.net][place].state = max(marks[way.net][place].state ?? state, state)
        if state.isReversed { marks[way.net][place].heavy.formUnion(step.arms) }
      }
    }
  }
}
