import Engine
import GraphView

/// The figures of the lesson, each from the stop on at which it was shown.
extension Explorer {
  func renderFigures(into canvas: inout Canvas, in rect: Rect) {
    let count = walk.figureCount
    let shown = shownFigure
    let note = shown.map { count > 1 ? "figure \($0 + 1)/\(count)" : "" } ?? ""
    let inner = frame(.figures, title: "Figures", note: note, into: &canvas, in: rect)
    guard let shown, let figure = walk.figure(shown) else {
      let first = walk.stop(ofFigure: 0).map { $0 + 1 } ?? 1
      let text = "nothing is drawn yet; the first of \(count) comes at stop \(first), > goes there"
      let lines = StyledLine(count == 1 ? text.replacing("first of 1", with: "figure") : text, .dim)
        .wrapped(to: inner.width - 2, glyphs: canvas.glyphs)
      return TextView(lines).render(
        into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
    }
    FigureView(figure, colors: colors).render(into: &canvas, in: inner)
  }

  /// Rows that the figures would like to have, with the border.
  var figureHeight: Int {
    let tallest = (0..<walk.figureCount).prefix(50).compactMap { walk.figure($0) }
      .map { $0.axes.map(\.place.rows).max() ?? 1 }.max()
    return Swift.min(12 * (tallest ?? 1) + 2, 40)
  }
}
