import Engine

/// What stands above a plot: its title, the name of the upright axis and the legend, in as many rows
/// as it takes, so that no entry hides a curve or is lost.
struct AxesHead {
  struct Piece {
    var x: Int
    var y: Int
    var text: String
    var style: Style
    /// The sign before the text of a legend.
    var sign: Unicode.Scalar?
  }

  private(set) var pieces: [Piece] = []
  /// The rows taken, at least 1.
  private(set) var rows = 1

  /// A legend's entry before it has a place.
  struct Entry {
    var text: String
    var style: Style
    var sign: Unicode.Scalar
  }

  /// Lays the head out.
  ///
  /// - Parameters:
  ///   - axes: the plot.
  ///   - entries: its legend.
  ///   - width: the cells of a row.
  ///   - most: rows at most; entries beyond are left out.
  ///   - measure: the cells that a text takes.
  init(
    _ axes: PlotAxes, _ entries: [Entry], width: Int, most: Int, measure: (String) -> Int
  ) {
    var x = 2
    func put(_ text: String, _ style: Style) {
      guard !text.isEmpty, x + 4 < width else { return }
      pieces.append(Piece(x: x, y: 0, text: text, style: style))
      x += min(measure(text), width - x) + 3
    }
    put(axes.title.replacing("\n", with: " "), .title)
    if axes.y.label != axes.title, !axes.y.label.isEmpty {
      put(axes.y.label + (axes.y.scale == .log ? " (log)" : ""), .label)
    }
    var y = 0
    for entry in entries {
      let size = measure(entry.text) + 2
      if x + size > width, x > 2 {
        guard y + 1 < most else { break }
        y += 1
        x = 2
      }
      pieces.append(Piece(x: x, y: y, text: entry.text, style: entry.style, sign: entry.sign))
      x += size + 2
    }
    rows = y + 1
  }

  func render(into canvas: inout Canvas) {
    let width = canvas.bounds.width
    for piece in pieces {
      var x = piece.x
      if let sign = piece.sign {
        canvas.put(sign, x: x, y: piece.y, piece.style)
        x += 2
      }
      canvas.draw(
        piece.text, x: x, y: piece.y, piece.style,
        width: min(canvas.measure(piece.text), width - x))
    }
  }
}
