/// A table with lines between all rows and heavy ones around its head, whose cells break and are cut
/// as Keras' printer does it.
struct SummaryTable {
  enum Side { case left, right, center }

  private let header: [String]
  private let sides: [Side]
  /// The widths of the columns with a blank on either side.
  private let widths: [Int]
  var rows: [[String]] = []

  /// A table whose columns ask for `widths` and which is `total` wide in the end.
  init(header: [String], sides: [Side], widths: [Int], total: Int) {
    self.header = header
    self.sides = sides
    let asked = widths.map { $0 + 2 }
    var excess = asked.reduce(0, +) - (total - widths.count - 1)
    var shares = widths.count
    // Each column gives its share of what is too much, rounded half to even.
    self.widths = asked.map { width in
      guard excess > 0, shares > 0 else { return width }
      let given = min(
        width, Int((Double(excess) / Double(shares)).rounded(.toNearestOrEven)))
      excess -= given
      shares -= 1
      return width - given
    }
  }

  func text() -> String {
    func rule(_ left: String, _ line: String, _ middle: String, _ right: String) -> String {
      left + widths.map { String(repeating: line, count: $0) }.joined(separator: middle) + right
    }
    var lines = [rule("┏", "━", "┳", "┓")]
    lines += cells(header, "┃")
    lines.append(rule("┡", "━", "╇", "┩"))
    for (place, row) in rows.enumerated() {
      if place > 0 { lines.append(rule("├", "─", "┼", "┤")) }
      lines += cells(row, "│")
    }
    lines.append(rule("└", "─", "┴", "┘"))
    // The printer is 80 columns wide.
    return lines.map { SummaryTable.cut($0, to: 80) + "\n" }.joined()
  }

  private func cells(_ row: [String], _ bar: String) -> [String] {
    let columns = row.enumerated().map { place, text in
      SummaryTable.wrapped(text, to: widths[place] - 2)
    }
    let height = columns.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let parts = columns.enumerated().map { place, lines in
        " "
          + SummaryTable.padded(
            line < lines.count ? lines[line] : "", to: widths[place] - 2, sides[place]) + " "
      }
      return bar + parts.joined(separator: bar) + bar
    }
  }

  private static func padded(_ text: String, to width: Int, _ side: Side) -> String {
    let room = max(0, width - CellWidth.of(text))
    switch side {
    case .left: return text + String(repeating: " ", count: room)
    case .right: return String(repeating: " ", count: room) + text
    case .center:
      return String(repeating: " ", count: room / 2) + text
        + String(repeating: " ", count: room - room / 2)
    }
  }

  /// Lines that break between words; a word that is too long is cut and ends in dots.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      let bare = word.trimmingEnd
      if CellWidth.of(line) + CellWidth.of(bare) <= width || line.isEmpty {
        line += word
      } else {
        lines.append(line)
        line = word
      }
    }
    lines.append(line)
    return lines.map { line in
      let bare = line.trimmingEnd
      let kept = CellWidth.of(line) > width ? bare : line
      guard CellWidth.of(kept) > width else { return kept.trimmingEnd }
      return cut(kept, to: width - 1) + "…"
    }
  }

  /// Words with the blanks around them.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isBlankAfter = false
    for character in text {
      if character == " " {
        isBlankAfter = word.contains { $0 != " " }
        word.append(character)
      } else {
        if isBlankAfter {
          words.append(word)
          word = ""
          isBlankAfter = false
        }
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func cut(_ text: String, to width: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      let wide = CellWidth.of(String(character))
      guard used + wide <= width else { break }
      kept.append(character)
      used += wide
    }
    return kept
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
