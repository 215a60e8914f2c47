/// A line of text with parts of it in styles of their own.
package struct StyledLine: Hashable, Sendable {
  /// A part of a line.
  package struct Span: Hashable, Sendable {
    /// The UTF-8 offsets within the line.
    package var range: Range<Int>
    /// The style.
    package var style: Style

    package init(_ range: Range<Int>, _ style: Style) {
      self.range = range
      self.style = style
    }
  }

  /// The text.
  package var text: String
  /// The style of what no span covers.
  package var style: Style
  /// The parts in styles of their own; the last one that covers a place decides.
  package var spans: [Span]
  /// What stands before the text: a line number, a mark.
  package var gutter: String

  package init(
    _ text: String, _ style: Style = .normal, spans: [Span] = [], gutter: String = ""
  ) {
    self.text = text
    self.style = style
    self.spans = spans
    self.gutter = gutter
  }

  /// Pieces of text, each in its style, as one line.
  package init(pieces: [(text: String, style: Style)]) {
    self.init("")
    for piece in pieces {
      let start = text.utf8.count
      text += piece.text
      spans.append(Span(start..<text.utf8.count, piece.style))
    }
  }
}

/// Lines of text of which a part is in sight, with an arrow at one of them.
package struct TextView: Widget {
  /// The lines.
  package var lines: [StyledLine]
  /// The first line in sight.
  package var offset: Int
  /// The first column in sight.
  package var column: Int
  /// The line that is marked with an arrow; nil leaves no room for one.
  package var marked: Int?
  /// The line that the user has selected.
  package var selected: Int?
  /// Whether lines that are too long go on in the next row.
  package var wraps: Bool

  package init(
    _ lines: [StyledLine], offset: Int = 0, column: Int = 0, marked: Int? = nil,
    selected: Int? = nil, wraps: Bool = false
  ) {
    self.lines = lines
    self.offset = offset
    self.column = column
    self.marked = marked
    self.selected = selected
    self.wraps = wraps
  }

  package func render(into canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in
      let bounds = canvas.bounds
      let arrow = marked == nil ? 0 : 2
      let gutter = lines.map { canvas.measure($0.gutter) }.max() ?? 0
      let start = arrow + (gutter > 0 ? gutter + 1 : 0)
      var y = 0
      for index in max(0, offset)..<max(lines.count, max(0, offset)) where y < bounds.height {
        let line = lines[index]
        let first = y
        canvas.draw(line.gutter, x: arrow, y: y, .dim, width: gutter, alignment: .right)
        let place = Rect(x: start, y: y, width: bounds.width - start, height: bounds.height - y)
        y += draw(line, into: &canvas, in: place)
        if index == marked { canvas.put(canvas.glyphs.arrowRight, x: 0, y: first, .current) }
        if index == selected {
          canvas.restyle(Rect(x: 0, y: first, width: bounds.width, height: y - first)) {
            $0.marks.insert(.selected)
          }
        }
      }
    }
  }

  /// Draws a line and returns how many rows it took.
  private func draw(_ line: StyledLine, into canvas: inout Canvas, in rect: Rect) -> Int {
    guard rect.width > 0 else { return 1 }
    let cells = line.cells(glyphs: canvas.glyphs)
    guard wraps else {
      canvas.within(rect) { part in
        var x = -column
        for cell in cells {
          part.put(cell.cluster, x: x, y: 0, cell.style)
          x += cell.cluster.width
        }
        markEnds(of: x, into: &part)
      }
      return 1
    }
    var rows = 0
    for row in TextView.wrapped(cells, width: rect.width) {
      var x = rect.x
      for cell in row {
        canvas.put(cell.cluster, x: x, y: rect.y + rows, cell.style)
        x += cell.cluster.width
      }
      rows += 1
    }
    return max(1, rows)
  }

  /// Shows where a line goes on outside the part in sight.
  private func markEnds(of end: Int, into canvas: inout Canvas) {
    let last = canvas.bounds.width - 1
    if end > last + 1 { canvas.put(canvas.glyphs.moreRight, x: last, y: 0, .dim) }
    if column > 0, end + column > 0 { canvas.put(canvas.glyphs.moreLeft, x: 0, y: 0, .dim) }
  }

  /// Cells broken into rows at spaces, or anywhere in a word that is longer than a row.
  static func wrapped(_ cells: [Cell], width: Int) -> [[Cell]] {
    guard width > 0, !cells.isEmpty else { return [cells] }
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var size = 0
    for cell in cells {
      if size + cell.cluster.width > width {
        var rest: [Cell] = []
        if cell.cluster == .blank {
          rows.append(row)
          (row, size) = ([], 0)
          continue
        }
        if let space = row.lastIndex(where: { $0.cluster == .blank }), space > 0 {
          rest = Array(row[(space + 1)...])
          row = Array(row[..<space])
        }
        rows.append(row)
        row = rest
        size = rest.reduce(0) { $0 + $1.cluster.width }
      }
      row.append(cell)
      size += cell.cluster.width
    }
    if !row.isEmpty || rows.isEmpty { rows.append(row) }
    return rows
  }
}

extension StyledLine {
  /// The line as cells in the order shown, wide clusters as one cell each.
  func cells(glyphs: Glyphs) -> [Cell] {
    var assembler = ClusterAssembler(glyphs: glyphs)
    var styles: [Style] = []
    var byte = 0
    for scalar in text.unicodeScalars {
      assembler.append(scalar)
      if assembler.clusters.count > styles.count {
        let style = spans.last { $0.range.contains(byte) }?.style ?? style
        let added = assembler.clusters.count - styles.count
        styles.append(contentsOf: repeatElement(style, count: added))
      }
      byte += UTF8.width(scalar)
    }
    let clusters = assembler.clusters
    guard glyphs.bidi == .app, let order = BidiOrder(clusters) else {
      return zip(clusters, styles).map { Cell($0, $1) }
    }
    return order.indices.map { Cell(order.shown(clusters[$0], at: $0), styles[$0]) }
  }
}
