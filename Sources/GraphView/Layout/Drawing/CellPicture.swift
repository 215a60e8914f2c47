/// A drawing in glyphs: what each cell shows and what it is a part of, and the texts.
package struct CellPicture: Equatable, Sendable {
  /// What a cell is a part of, from which colors are made.
  package enum Part: Hashable, Sendable {
    case blank
    /// The frame of a box.
    case frame(box: Int)
    /// A place in a frame where a value arrives or leaves.
    case port(box: Int)
    /// A line, by the box it comes from.
    case line(net: Int)
    /// A line that runs up and down over one that crosses it.
    case bridge(over: Int, under: Int)
    /// The place for text inside a box.
    case text(box: Int)
  }

  /// One cell.
  package struct Cell: Hashable, Sendable {
    package var glyph: Unicode.Scalar = " "
    package var part: Part = .blank
    /// The strongest state of the edges that pass here.
    package var state: CellMarks.EdgeState?
  }

  /// A text that starts in a cell; it takes `width` cells.
  package struct Text: Hashable, Sendable {
    package var start: CellPoint
    package var text: String
    package var width: Int
    /// The box it belongs to.
    package var box: Int
  }

  package let width: Int
  package let height: Int
  /// The cells, row by row.
  package internal(set) var cells: [Cell]
  /// The texts, in the order of the boxes.
  package internal(set) var texts: [Text] = []

  package subscript(x: Int, y: Int) -> Cell {
    get { cells[y * width + x] }
    set { cells[y * width + x] = newValue }
  }

  subscript(point: CellPoint) -> Cell {
    get { cells[point.y * width + point.x] }
    set { cells[point.y * width + point.x] = newValue }
  }

  /// Draws a drawing with the texts of a graph.
  package init(
    _ drawing: CellDrawing, _ graph: CellGraph, _ glyphs: CellGlyphs,
    marks: CellMarks = CellMarks(),
    width measure: (String) -> Int
  ) {
    width = drawing.width
    height = drawing.height
    cells = Array(repeating: Cell(), count: width * height)
    drawLines(drawing, glyphs, marks)
    for (index, box) in drawing.boxes.enumerated() {
      drawFrame(box, index, glyphs, isCursor: marks.cursor == index)
      drawPorts(of: index, drawing, glyphs, marks)
      write(graph.nodes[index].label.lines(drawing.detail), in: box, index, measure)
    }
  }

  /// The picture as text, a row a line, without blanks at the ends.
  package var rows: [String] {
    var byStart: [CellPoint: Text] = [:]
    for text in texts where !text.text.isEmpty { byStart[text.start] = text }
    return (0..<height).map { y in
      var row = ""
      var x = 0
      while x < width {
        if let text = byStart[CellPoint(x: x, y: y)] {
          row += text.text
          x += max(1, text.width)
        } else {
          row.unicodeScalars.append(self[x, y].glyph)
          x += 1
        }
      }
      while row.unicodeScalars.last == " " { row.unicodeScalars.removeLast() }
      return row
    }
  }
}

extension CellPicture {
  /// Writes the lines of a box into the middle of its place for text.
  private mutating func write(
    _ lines: [CellGraph.Line], in box: CellDrawing.Box, _ index: Int, _ measure: (String) -> Int
  ) {
    for (row, line) in lines.prefix(box.text.height).enumerated() {
      var text = line.text
      var cells = measure(text)
      while cells > box.text.width, !text.isEmpty {
        text.removeLast()
        cells = measure(text)
      }
      let start = CellPoint(
        x: box.text.x + (box.text.width - cells) / 2, y: box.text.y + row)
      texts.append(Text(start: start, text: text, width: cells, box: index))
    }
  }
}
