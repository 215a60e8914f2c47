/// Rows of cells set in columns of fixed-width text.
struct TextColumns {
  struct Column {
    let title: String
    /// Whether numbers stand at the right; other cells stand at the left.
    var isNumeric = false
  }

  private let columns: [Column]
  private let rows: [[String]]
  /// Width of every column.
  let widths: [Int]

  /// Columns without any text in them are left out.
  init(_ columns: [Column], _ rows: [[String]]) {
    let kept = columns.indices.filter { place in rows.contains { !$0[place].isEmpty } }
    self.columns = kept.map { columns[$0] }
    self.rows = rows.map { row in kept.map { row[$0] } }
    widths = kept.map { place in
      max(
        TextWidth.of(columns[place].title), rows.map { TextWidth.of($0[place]) }.max() ?? 0)
    }
  }

  /// Columns of the whole table, two blanks between two columns.
  var width: Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }

  /// The line of titles.
  var titles: String {
    line(columns.map(\.title)) { columns[$0].isNumeric }
  }

  /// The lines of a row, with blanks at the end up to the width of the table.
  subscript(row: Int) -> String {
    let cells = rows[row]
    return line(cells) { columns[$0].isNumeric && !cells[$0].hasPrefix("(") }
  }

  private func line(_ cells: [String], isRight: (Int) -> Bool) -> String {
    cells.indices.map { TextWidth.padded(cells[$0], to: widths[$0], isRight: isRight($0)) }
      .joined(separator: "  ")
  }
}
