/// Neighboring cells of one row that share a style.
package struct StyledRun: Hashable, Sendable {
  /// The column where the run starts.
  package var column: Int
  /// The text.
  package var text: String
  /// The cells that the text takes.
  package var width: Int
  /// The style.
  package var style: Style
}

extension Canvas {
  /// The rows of the whole canvas as plain text, without the blanks at their ends.
  package var lines: [String] {
    (0..<height).map { row in
      var line = ""
      var blanks = 0
      for cell in cells[row * width..<(row + 1) * width] {
        if cell.cluster == .blank {
          blanks += 1
        } else {
          line.append(contentsOf: repeatElement(" ", count: blanks))
          blanks = 0
          cell.cluster.append(to: &line)
        }
      }
      return line
    }
  }

  /// The whole canvas as plain text, one line a row.
  package var text: String { lines.joined(separator: "\n") }

  /// A row of the whole canvas as runs of one style each, from the first column to the last.
  package func runs(inRow row: Int) -> [StyledRun] {
    guard (0..<height).contains(row) else { return [] }
    var runs: [StyledRun] = []
    for (column, cell) in cells[row * width..<(row + 1) * width].enumerated() {
      if let last = runs.indices.last, runs[last].style == cell.style {
        cell.cluster.append(to: &runs[last].text)
        runs[last].width += 1
      } else {
        var text = ""
        cell.cluster.append(to: &text)
        runs.append(StyledRun(column: column, text: text, width: 1, style: cell.style))
      }
    }
    return runs
  }

  /// The runs of the whole canvas, row by row.
  package var styledRows: [[StyledRun]] { (0..<height).map(runs(inRow:)) }

  /// The whole canvas as text with the escape sequences that color it.
  package func ansi(theme: Theme, tier: ColorTier) -> String {
    var output = ""
    for row in 0..<height {
      if row > 0 { output += "\n" }
      var runs = runs(inRow: row)
      if let last = runs.last, last.style == .normal {
        let trimmed = last.text.reversed().drop { $0 == " " }.reversed()
        runs[runs.count - 1].text = String(trimmed)
      }
      for run in runs where !run.text.isEmpty {
        let codes = theme.attributes(for: run.style, tier: tier).escapeCodes(tier: tier)
        output += codes.isEmpty ? run.text : "\u{1B}[\(codes)m\(run.text)\u{1B}[0m"
      }
    }
    return output
  }
}
