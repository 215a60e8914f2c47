import Engine
import GraphView

/// All elements of a tensor: as a matrix, as a heat map, or as a histogram.
extension Explorer {
  func renderTensor(into canvas: inout Canvas, in rect: Rect) {
    let found = inspected
    let grid = found?.main.map { tensorGrid($0) }
    let inner = frame(
      .tensor, title: found.map { "Tensor \($0.name)\(grid?.title ?? "")\($0.kind)" } ?? "Tensor",
      note: "", into: &canvas, in: rect
    ).inset(horizontally: 1, vertically: 0)
    guard let found, let main = found.main, let grid else {
      let text =
        found.map { "\($0.row.name) is not computed yet" }
        ?? tensor.name.map { "no node is called \($0) in this pass" } ?? "nothing is computed yet"
      canvas.draw(text, x: inner.x, y: inner.y, .dim, width: inner.width)
      return
    }
    let heads = summaryLines(found)
    let shown = inner.height >= heads.count + 4 ? heads : []
    TextView(shown).render(into: &canvas, in: inner)
    let body = tensorBody(found, in: rect)
    let last = inner.splitBottom(inner.height > 3 ? 1 : 0).bottom
    switch tensor.view {
    case .matrix: TensorMatrix(self, found, grid).render(into: &canvas, in: body)
    case .heat: renderHeat(found, grid, into: &canvas, in: body)
    case .histogram: renderHistogram(found, into: &canvas, in: body)
    }
    canvas.draw(readout(found, main, grid), x: last.x, y: last.y, .normal, width: last.width)
  }

  /// The cells of the pane between the summary and the readout.
  func tensorBody(_ found: InspectedTensor, in rect: Rect) -> Rect {
    let inner = rect.inset(by: 1).inset(horizontally: 1, vertically: 0)
    let heads = summaryLines(found).count
    let taken = inner.height >= heads + 4 ? heads : 0
    return inner.splitTop(taken).rest.splitBottom(inner.height > 3 ? 1 : 0).rest
  }

  private var shownParts: (value: Bool, adjoint: Bool) {
    (tensor.part != .adjoint, tensor.part != .value)
  }

  /// The parts that there are, with their names.
  private func contents(_ found: InspectedTensor) -> [(name: String, content: TensorContent)] {
    let name = found.row.pythonNames.first ?? found.row.name
    var parts: [(String, TensorContent)] = []
    if shownParts.value, let value = found.value { parts.append((name, value)) }
    if shownParts.adjoint, let adjoint = found.adjoint {
      parts.append(("d\(found.target)/d\(name)", adjoint))
    }
    if parts.isEmpty, let main = found.main { parts.append((name, main)) }
    return parts
  }

  /// Least, greatest, mean and norm, and what is zero or no number.
  private func summaryLines(_ found: InspectedTensor) -> [StyledLine] {
    let parts = contents(found)
    var names = parts.map(\.name)
    let missing = shownParts.adjoint && found.adjoint == nil && !found.adjointText.isEmpty
    if missing {
      names.append("d\(found.target)/d\(found.row.pythonNames.first ?? found.row.name)")
    }
    let width = (names.map { glyphs.width(of: $0) }.max() ?? 0) + 2
    func lead(_ name: String) -> [(text: String, style: Style)] {
      [(name, .label), (String(repeating: " ", count: width - glyphs.width(of: name)), .normal)]
    }
    var lines = parts.map { part -> StyledLine in
      let summary = part.content.summary
      if part.content.isText { return StyledLine(pieces: lead(part.name) + [("text", .normal)]) }
      func number(_ value: Double?) -> String { value.map { NumberText.significant($0) } ?? "–" }
      var pieces = lead(part.name)
      // What is no number must be seen where the pane is narrow too.
      if summary.notNumbers > 0 { pieces.append(("NaN \(summary.notNumbers)  ", .error)) }
      if summary.infinities > 0 { pieces.append(("Inf \(summary.infinities)  ", .error)) }
      pieces += [
        ("min ", .dim), (number(summary.least), .normal), ("  max ", .dim),
        (number(summary.greatest), .normal), ("  mean ", .dim), (number(summary.mean), .normal),
        ("  norm ", .dim), (number(summary.norm), .normal),
      ]
      pieces += [("  zeros ", .dim), ("\(summary.zeros)/\(summary.count)", .normal)]
      return StyledLine(pieces: pieces)
    }
    if missing {
      lines.append(
        StyledLine(pieces: lead(names[names.count - 1]) + [(found.adjointText, .dim)]))
    }
    return lines
  }

  /// The element under the cursor with all its digits.
  private func readout(
    _ found: InspectedTensor, _ main: TensorContent, _ grid: TensorGrid
  ) -> String {
    guard let index = tensorCursor else { return main.count == 0 ? "no elements" : "" }
    let places = main.places(of: index).map(String.init).joined(separator: ",")
    return contents(found).map { part in
      "\(part.name)\(places.isEmpty ? "" : "[\(places)]") = \(part.content.exact(index))"
    }.joined(separator: "   ")
  }

  // MARK: Heat maps and histograms

  private func renderHeat(
    _ found: InspectedTensor, _ grid: TensorGrid, into canvas: inout Canvas, in rect: Rect
  ) {
    let parts = contents(found)
    if parts.contains(where: \.content.isText) {
      canvas.draw("text has no colors", x: rect.x, y: rect.y, .dim, width: rect.width)
      return
    }
    let width = rect.width / Swift.max(parts.count, 1)
    for (place, part) in parts.enumerated() {
      var values: [Double] = []
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          values.append(grid.index(row, column).map { part.content.numbers[$0] } ?? 0)
        }
      }
      var map = HeatMap(
        values, rows: grid.rows, columns: grid.columns, title: part.name,
        hasColor: colors > .mono)
      map.cursor = (
        Swift.min(tensor.row, grid.rows - 1), Swift.min(tensor.column, grid.columns - 1)
      )
      map.marksCursor = true
      map.grows = true
      map.render(
        into: &canvas,
        in: Rect(
          x: rect.x + place * width, y: rect.y, width: width - (parts.count > 1 ? 1 : 0),
          height: rect.height))
    }
  }

  private func renderHistogram(
    _ found: InspectedTensor, into canvas: inout Canvas, in rect: Rect
  ) {
    let parts = contents(found).filter { !$0.content.isText }
    var figure = Figure()
    for (place, part) in parts.enumerated() {
      let numbers = part.content.numbers.filter(\.isFinite)
      var axes = PlotAxes()
      axes.place = GridPlace(rows: 1, columns: parts.count, row: 0, column: place)
      axes.title = part.name
      if !numbers.isEmpty {
        let bins = Swift.max(4, Swift.min(rect.width / parts.count / 3, 40))
        let histogram = Histogram(numbers, bins: bins)
        let bars = histogram.counts.enumerated().map { bin, count in
          PlotMark.Bar(
            x: histogram.edges[bin], y: 0,
            width: histogram.edges[bin + 1] - histogram.edges[bin], height: count)
        }
        axes.marks = [PlotMark(.bars(bars))]
      }
      figure.axes.append(axes)
    }
    FigureView(figure, colors: colors).render(into: &canvas, in: rect)
  }
}

/// The elements in rows and columns with their numbers.
struct TensorMatrix {
  private let found: Explorer.InspectedTensor
  private let grid: TensorGrid
  private let value: TensorContent?
  private let adjoint: TensorContent?
  private let cursor: (row: Int, column: Int)

  init(_ explorer: Explorer, _ found: Explorer.InspectedTensor, _ grid: TensorGrid) {
    self.found = found
    self.grid = grid
    let part = explorer.tensor.part
    value = part == .adjoint && found.adjoint != nil ? nil : found.value
    adjoint = part == .value && found.value != nil ? nil : found.adjoint
    cursor = (
      Swift.min(explorer.tensor.row, grid.rows - 1),
      Swift.min(explorer.tensor.column, grid.columns - 1)
    )
  }

  /// Lines that an element takes.
  private var depth: Int { Swift.max((value == nil ? 0 : 1) + (adjoint == nil ? 0 : 1), 1) }

  func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 1, grid.rows > 0, grid.columns > 0 else { return }
    let room = Swift.max((rect.height - 1) / depth, 1)
    let first = Self.first(cursor.row, room, grid.rows)
    let rows = first..<Swift.min(first + room, grid.rows)
    let gutter = canvas.measure(grid.rowHead(grid.rows - 1)) + 1
    let width = cellWidth(rows, around: cursor.column, canvas.glyphs)
    let fitting = Swift.max((rect.width - gutter) / (width + 1), 1)
    let start = Self.first(cursor.column, fitting, grid.columns)
    let columns = start..<Swift.min(start + fitting, grid.columns)
    for (place, column) in columns.enumerated() {
      canvas.draw(
        grid.columnHead(column), x: rect.x + gutter + place * (width + 1), y: rect.y, .label,
        width: width, alignment: .right)
    }
    if start > 0 { canvas.put(canvas.glyphs.moreLeft, x: rect.x, y: rect.y, .dim) }
    if columns.upperBound < grid.columns {
      canvas.put(canvas.glyphs.moreRight, x: rect.maxX - 1, y: rect.y, .dim)
    }
    for (line, row) in rows.enumerated() {
      let y = rect.y + 1 + line * depth
      canvas.draw(
        grid.rowHead(row), x: rect.x, y: y, .label, width: gutter - 1, alignment: .right)
      for (place, column) in columns.enumerated() {
        guard let index = grid.index(row, column) else { continue }
        let x = rect.x + gutter + place * (width + 1)
        var below = 0
        for (content, style) in [(value, Style.normal), (adjoint, .backward)] {
          guard let content, y + below < rect.maxY else { continue }
          let isHere = row == cursor.row && column == cursor.column
          canvas.draw(
            content.fixed(index), x: x, y: y + below,
            isHere ? .cursor : self.style(content, index, style), width: width,
            alignment: .right)
          below += 1
        }
      }
    }
  }

  private func style(_ content: TensorContent, _ index: Int, _ style: Style) -> Style {
    guard content.numbers.indices.contains(index) else { return style }
    let number = content.numbers[index]
    return number.isFinite ? (number == 0 ? .dim : style) : .error
  }

  /// The first of so many places in sight, with the cursor about the middle.
  private static func first(_ cursor: Int, _ room: Int, _ count: Int) -> Int {
    Scroll.clamped(cursor - room / 2, height: room, count: count)
  }

  /// The cells of the widest element in sight; a few columns more than that are looked at.
  private func cellWidth(_ rows: Range<Int>, around column: Int, _ glyphs: Glyphs) -> Int {
    var width = glyphs.width(of: grid.columnHead(grid.columns - 1))
    let columns = Swift.max(column - 30, 0)..<Swift.min(column + 31, grid.columns)
    for content in [value, adjoint].compactMap({ $0 }) {
      for row in rows {
        for column in columns {
          guard let index = grid.index(row, column) else { continue }
          width = Swift.max(width, glyphs.width(of: content.fixed(index)))
        }
      }
    }
    return Swift.min(width, 24)
  }

  /// The element at a cell of the pane; nil beside the matrix.
  func element(at x: Int, _ y: Int, in rect: Rect, _ glyphs: Glyphs) -> (row: Int, column: Int)? {
    guard rect.height > 1, grid.rows > 0, grid.columns > 0, y > rect.y else { return nil }
    let room = Swift.max((rect.height - 1) / depth, 1)
    let first = Self.first(cursor.row, room, grid.rows)
    let gutter = glyphs.width(of: grid.rowHead(grid.rows - 1)) + 1
    let width = cellWidth(
      first..<Swift.min(first + room, grid.rows), around: cursor.column, glyphs)
    let fitting = Swift.max((rect.width - gutter) / (width + 1), 1)
    let start = Self.first(cursor.column, fitting, grid.columns)
    let row = first + (y - rect.y - 1) / depth
    let column = start + (x - rect.x - gutter) / (width + 1)
    guard x >= rect.x + gutter, row < grid.rows, column < Swift.min(start + fitting, grid.columns)
    else { return nil }
    return (row, column)
  }
}
