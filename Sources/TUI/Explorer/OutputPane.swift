import GraphView

/// What the lesson has printed by now, and the error that ended it.
extension Explorer {
  /// The error, below what was printed, once the walk has come to the end.
  private var failureLines: [StyledLine] {
    guard case .failed(let text) = subject.ending, walk.index == walk.count - 1 else { return [] }
    let width = (layout.rect(of: .output)?.width ?? size.width) - 4
    return text.split(separator: "\n").flatMap {
      StyledLine(String($0), .error).wrapped(to: width, indent: 2, glyphs: Glyphs(tier: .full))
    }
  }

  /// Lines that there are at this stop.
  var outputLineCount: Int {
    printed.lineCount(upTo: printed.end(at: outputStop)) + failureLines.count
  }

  /// A line, from 0.
  func outputLine(_ index: Int) -> String {
    let end = printed.end(at: outputStop)
    let count = printed.lineCount(upTo: end)
    if index < count { return printed.line(index, upTo: end) }
    let failure = failureLines
    return index - count < failure.count ? failure[index - count].text : ""
  }

  func renderOutput(into canvas: inout Canvas, in rect: Rect) {
    let end = printed.end(at: outputStop)
    let known = printed.lineCount(upTo: end)
    let failure = failureLines
    let shown = shownLines(of: .output)
    let count = shown?.count ?? known + failure.count
    let height = Swift.max(rect.height - 2, 0)
    let offset = offset(of: .output, height: height)
    let inner = frame(
      .output, title: filterTitle(.output, "Output"),
      note: Scroll.note(offset: offset, height: height, count: count), into: &canvas, in: rect)
    let visible = (offset..<Swift.max(Swift.min(offset + height, count), offset)).map {
      shown?[$0] ?? $0
    }
    let lines = visible.map { index in
      index < known
        ? StyledLine(printed.line(index, upTo: end))
        : index - known < failure.count ? failure[index - known] : StyledLine("")
    }
    TextView(lines, column: columns[.output] ?? 0).render(
      into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
  }
}
