/// Keys and what they do, in one row.
package struct HintBar: Widget {
  /// The hints from left to right.
  package var hints: [KeyHint]

  package init(_ hints: [KeyHint]) {
    self.hints = hints
  }

  package func render(into canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in
      var x = 1
      for hint in hints {
        x = canvas.draw(hint.keys, x: x, y: 0, .keyHint) + 1
        x = canvas.draw(hint.label, x: x, y: 0, .hint) + 2
      }
    }
  }
}

/// The first row of a screen: pieces on the left, one on the right.
package struct StatusLine: Widget {
  /// The pieces on the left, the least important last: it goes first when room is scarce.
  package var pieces: [String]
  /// What stands at the right end.
  package var end: String
  /// The style of the row.
  package var style: Style

  package init(_ pieces: [String], end: String = "", style: Style = .statusBar) {
    self.pieces = pieces
    self.end = end
    self.style = style
  }

  package func render(into canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in
      let width = canvas.bounds.width
      canvas.fill(Rect(width: width, height: 1), style)
      let endSize = canvas.measure(end)
      let hasEnd = endSize > 0 && endSize + 2 < width
      let limit = hasEnd ? width - endSize - 2 : width - 1
      if hasEnd { canvas.draw(end, x: width - endSize - 1, y: 0, style) }
      var x = 1
      for (index, piece) in pieces.enumerated() where !piece.isEmpty {
        let size = canvas.measure(piece)
        guard x + size <= limit || index == 0 else { break }
        x = canvas.draw(piece, x: x, y: 0, style, width: min(size, limit - x)) + 3
      }
    }
  }
}
