import Engine

/// A figure of the lesson in cells: its plots in their grid, each with axes, title and legend.
package struct FigureView: Sendable {
  package var figure: Figure
  /// How many colors can be told apart.
  package var colors: ColorTier

  package init(_ figure: Figure, colors: ColorTier = .truecolor) {
    self.figure = figure
    self.colors = colors
  }

  /// Rows that a figure needs to be read.
  package static func height(of figure: Figure, width: Int) -> Int {
    let rows = figure.axes.map(\.place.rows).max() ?? 1
    return (figure.title.isEmpty ? 0 : 1) + rows * (rows > 1 ? 14 : 20)
  }

  package func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.width > 0, rect.height > 0 else { return }
    var area = rect
    if !figure.title.isEmpty, rect.height > 6 {
      canvas.draw(
        figure.title, x: rect.x, y: rect.y, .title, width: rect.width, alignment: .center)
      area = Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    }
    if figure.axes.isEmpty {
      canvas.draw("(empty figure)", x: area.x, y: area.y, .dim, width: area.width)
    }
    for axes in figure.axes {
      AxesView(axes, colors: colors, isOver: axes.isTwin)
        .render(into: &canvas, in: Self.box(axes.place, area))
    }
  }

  private static func box(_ place: GridPlace, _ area: Rect) -> Rect {
    let (columns, rows) = (max(1, place.columns), max(1, place.rows))
    let x0 = area.width * place.column / columns
    let x1 = area.width * min(columns, place.column + place.columnSpan) / columns
    let y0 = area.height * place.row / rows
    let y1 = area.height * min(rows, place.row + place.rowSpan) / rows
    let gap = columns > 1 ? 1 : 0
    return Rect(
      x: area.x + x0, y: area.y + y0, width: max(0, x1 - x0 - gap), height: max(0, y1 - y0))
  }
}
