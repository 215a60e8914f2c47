extension CellPicture {
  /// Draws the border of a box and clears its inside.
  mutating func drawFrame(
    _ box: CellDrawing.Box, _ index: Int, _ glyphs: CellGlyphs, isCursor: Bool
  ) {
    let frame = box.frame
    let (right, bottom) = (frame.x + frame.width - 1, frame.y + frame.height - 1)
    let stroke = glyphs.stroke(box.kind, isCursor: isCursor)
    for y in frame.y...bottom {
      for x in frame.x...right {
        let isLeft = x == frame.x
        var arms: CellArms = []
        if !box.isOpen {
          if y == frame.y || y == bottom {
            if x > frame.x { arms.insert(.west) }
            if x < right { arms.insert(.east) }
          }
          if x == frame.x || x == right {
            if y > frame.y { arms.insert(.north) }
            if y < bottom { arms.insert(.south) }
          }
        }
        var cell = Cell(glyph: " ", part: .text(box: index))
        if !arms.isEmpty {
          cell = Cell(
            glyph: glyphs.frame(arms, stroke, isLeft: isLeft), part: .frame(box: index))
        } else if box.isOpen, x == frame.x || x == right {
          cell = Cell(
            glyph: glyphs.side(stroke, box.kind, isLeft: isLeft), part: .frame(box: index))
        }
        self[x, y] = cell
      }
    }
  }

  /// Draws the arrowheads of a box, what is written behind them, and where its value leaves.
  mutating func drawPorts(
    of index: Int, _ drawing: CellDrawing, _ glyphs: CellGlyphs, _ marks: CellMarks
  ) {
    let box = drawing.boxes[index]
    let stroke = glyphs.stroke(box.kind, isCursor: marks.cursor == index)
    let isRow = drawing.orientation == .topToBottom
    let near: CellArms = isRow ? .north : .west
    let part = Part.port(box: index)
    for (place, port) in box.ports.enumerated() {
      let state = marks.edges[CellMarks.Edge(box: index, port: place)]
      let glyph =
        state?.isReversed == true
        ? glyphs.joint(near, stroke, isOpen: box.isOpen, isHeavy: true)
        : glyphs.arrow(near.opposite)
      self[port.cell] = Cell(glyph: glyph, part: part, state: state)
      for (offset, scalar) in port.note.unicodeScalars.enumerated() {
        let cell = CellPoint(x: port.cell.x + 1 + offset, y: port.cell.y)
        guard box.frame.contains(cell) else { break }
        let plain = glyphs.tier == .ascii && scalar == "×" ? "x" : scalar
        self[cell] = Cell(glyph: plain, part: part, state: state)
      }
    }
    guard let out = box.out else { return }
    let states =
      marks.edges.isEmpty ? [] : drawing.readers(of: index).compactMap { marks.edges[$0] }
    let state = states.max()
    let isReached = states.contains { $0.isReversed }
    // The out-port of a tag from top to bottom is hidden by its text.
    if isRow, box.isOpen { return }
    let glyph =
      isReached
      ? glyphs.arrow(near) : glyphs.joint(near.opposite, stroke, isOpen: box.isOpen, isHeavy: false)
    self[out] = Cell(glyph: glyph, part: part, state: state)
  }
}

extension CellDrawing {
  /// The edges that leave a box.
  package func readers(of source: Int) -> [CellMarks.Edge] {
    boxes.indices.flatMap { box in
      boxes[box].ports.indices.filter { boxes[box].ports[$0].source == source }.map {
        CellMarks.Edge(box: box, port: $0)
      }
    }
  }
}
