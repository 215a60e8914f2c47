extension StyledLine {
  /// The line in rows of at most so many cells, broken at spaces where there are any.
  ///
  /// - Parameters:
  ///   - width: The cells of a row.
  ///   - indent: The cells left free before every row but the first.
  ///   - glyphs: The symbols by which widths are measured.
  /// - Returns: The rows; the gutter stands before the first.
  func wrapped(to width: Int, indent: Int = 0, glyphs: Glyphs) -> [StyledLine] {
    guard width > 0, glyphs.width(of: text) > width else { return [self] }
    let indent = min(indent, width * 2 / 3)
    var rows: [StyledLine] = []
    var start = text.startIndex
    while start < text.endIndex {
      let room = rows.isEmpty ? width : width - indent
      let end = rowEnd(from: start, room: room, glyphs)
      rows.append(row(start..<end, indent: rows.isEmpty ? 0 : indent))
      start = end
      while start < text.endIndex, text[start] == " " { start = text.index(after: start) }
    }
    return rows
  }

  /// Where a row that begins at `start` ends: before the last space that fits, or in a long word.
  private func rowEnd(from start: String.Index, room: Int, _ glyphs: Glyphs) -> String.Index {
    var used = 0
    var place = start
    var space: String.Index?
    while place < text.endIndex {
      let size = glyphs.width(of: String(text[place]))
      if text[place] == " ", place > start { space = place }
      if used + size > room { return space ?? max(place, text.index(after: start)) }
      used += size
      place = text.index(after: place)
    }
    return text.endIndex
  }

  private func row(_ range: Range<String.Index>, indent: Int) -> StyledLine {
    let low = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let high = text.utf8.distance(from: text.startIndex, to: range.upperBound)
    var line = StyledLine(
      String(repeating: " ", count: indent) + text[range], style,
      gutter: indent == 0 ? gutter : "")
    for span in spans where span.range.lowerBound < high && span.range.upperBound > low {
      line.spans.append(
        Span(
          max(span.range.lowerBound, low) - low
            + indent..<(min(span.range.upperBound, high) - low + indent), span.style))
    }
    return line
  }
}
