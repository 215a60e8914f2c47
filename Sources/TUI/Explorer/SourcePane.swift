import Engine
import GraphView

/// The lesson's text with the columns of the stop lit, and what it has printed.
extension Explorer {
  /// The columns to light: of the shown node, or of the failure.
  private var litSpan: SourceSpan {
    if let span = diagnosedSpan ?? tracedSpan { return span }
    if let row = selectedRow, row < walk.table.count { return walk.table[row].span }
    if case .failed = subject.ending, walk.index == walk.count - 1, let failure = walk.failure {
      return failure.span
    }
    return walk.stop.span
  }

  /// The line that is lit, from 1; 0 for none.
  var currentLine: Int {
    let span = litSpan
    guard let source = walk.recording.source, span != .none else { return 0 }
    return source.lineNumber(at: Int(span.start))
  }

  func renderSource(into canvas: inout Canvas, in rect: Rect) {
    guard let source = walk.recording.source else { return }
    let offset = offset(of: .source, height: rect.height - 2)
    let shown = shownLines(of: .source)
    let count = shown?.count ?? source.lineCount
    let inner = frame(
      .source, title: filterTitle(.source, source.name == "<formula>" ? "Formula" : "Source"),
      note: Scroll.note(offset: offset, height: rect.height - 2, count: count),
      into: &canvas, in: rect)
    let span = litSpan
    let visible = (offset..<Swift.max(Swift.min(offset + inner.height, count), offset)).map {
      shown?[$0] ?? $0
    }
    // Lines that the user has changed bear a star; the file has them as they were.
    let edited = edit.lines
    let width = String(source.lineCount).count
    let pitfalls = pitfalls.prompt
    let marks = Set(pitfalls.map(\.line))
    let lines = visible.map { index -> StyledLine in
      let text = source.line(index + 1)
      let start = source.lineStarts[index]
      let number = String(index + 1)
      // A mark in the margin tells of a pitfall.
      let mark = marks.isEmpty ? "" : marks.contains(index + 1) ? "!" : " "
      let star = edited.isEmpty ? "" : edited.contains(index + 1) ? "*" : " "
      let gutter = String(repeating: " ", count: width - number.count) + number + star + mark
      let low = Swift.max(Int(span.start) - start, 0)
      let high = Swift.min(Int(span.end) - start, text.utf8.count)
      let isLit = span != .none && low < high
      return StyledLine(
        text, isLit ? .normal : .dim,
        spans: isLit ? [StyledLine.Span(low..<high, .highlight)] : [], gutter: gutter)
    }
    let marked = currentLine - 1
    TextView(
      lines, column: columns[.source] ?? 0,
      marked: visible.firstIndex(of: marked) ?? -1
    ).render(into: &canvas, in: inner)
    // What is to be predicted is told by nothing else.
    if walk.veil == nil, let pitfall = pitfalls.first(where: { $0.line == currentLine }) {
      canvas.draw(
        " ! \(pitfall.text) ", x: rect.x + 2, y: rect.maxY - 1, .warning, width: rect.width - 4)
    }
  }
}
