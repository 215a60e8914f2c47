extension Prompt: Widget {
  /// Draws the line in the last row of the rectangle and the candidates in the rows above it.
  package func render(into canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 0, rect.width > 0 else { return }
    let (rest, row) = rect.splitBottom(1)
    renderLine(into: &canvas, in: row)
    renderCandidates(into: &canvas, in: rest)
  }

  /// The rows that the line and its candidates want.
  package var wantedHeight: Int { 1 + (completion?.candidates.count ?? 0) }

  private func renderLine(into canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in
      let width = canvas.bounds.width
      canvas.fill(canvas.bounds, .prompt)
      let start = canvas.draw(lead, x: 0, y: 0, .keyHint)
      let room = max(1, width - start)
      let before = canvas.measure(String(characters[..<cursor]))
      // Scrolls by half a screen, so that the text stands still while it is typed.
      let jump = max(1, room / 2)
      let chosen = canvas.measure(String(characters[..<(selection?.lowerBound ?? 0)]))
      let skipped = before < room ? 0 : ((before - room) / jump + 1) * jump
      canvas.within(Rect(x: start, y: 0, width: room, height: 1)) { part in
        part.draw(text, x: -skipped, y: 0, .prompt)
        if let selection {
          part.draw(String(characters[selection]), x: chosen - skipped, y: 0, .highlight)
        }
        part.placeCaret(x: before - skipped, y: 0)
      }
    }
  }

  private func renderCandidates(into canvas: inout Canvas, in rect: Rect) {
    guard let completion, rect.height > 0 else { return }
    let count = completion.candidates.count
    let height = min(rect.height, count)
    let area = rect.splitBottom(height).bottom
    let first = Scroll.offset(
      showing: candidate ?? 0, from: 0, height: height, count: count, margin: 0)
    canvas.within(area) { canvas in
      let names = completion.candidates[first..<min(count, first + height)]
      let widest = names.map { canvas.measure($0.text) }.max() ?? 0
      for (row, entry) in names.enumerated() {
        let style: Style = first + row == candidate ? .candidate : .normal
        canvas.fill(Rect(x: 0, y: row, width: canvas.bounds.width, height: 1), style)
        if first + row == candidate { canvas.put(canvas.glyphs.arrowRight, x: 0, y: row, style) }
        let end = canvas.draw(
          entry.text, x: 1, y: row, style, width: min(widest, canvas.bounds.width - 1))
        canvas.draw(
          entry.note, x: max(end, widest + 1) + 2, y: row, style == .candidate ? style : .dim,
          width: canvas.bounds.width - widest - 3)
      }
    }
  }
}
