/// Help over the panes: the keys of the pane in focus, then those that work everywhere.
extension Explorer {
  /// The lines of help.
  var helpLines: [StyledLine] {
    var lines: [StyledLine] = []
    for chapter in Explorer.actions.help(in: [focus.scope, .global]) {
      if !lines.isEmpty { lines.append(StyledLine("")) }
      lines.append(StyledLine(chapter.title, .title))
      for entry in chapter.entries {
        let keys = entry.keys.padded(to: 18)
        let usage = entry.usage.padded(to: 24)
        lines.append(
          StyledLine(pieces: [("  " + keys, .keyHint), (usage, .dim), (entry.help, .normal)]))
      }
    }
    lines.append(StyledLine(""))
    lines.append(StyledLine("States of an adjoint", .title))
    for (mark, meaning) in [
      ("·", "not computed yet"), ("None", "no path leads to the target"),
      ("0", "a path whose slope is zero"), ("~", "partial sum: not every use has reported"),
      ("!", "NaN or infinity"), ("seed", "where the backward pass begins"),
    ] {
      lines.append(
        StyledLine(pieces: [("  " + mark.padded(to: 18), .keyHint), (meaning, .normal)]))
    }
    return lines
  }

  func renderHelp(into canvas: inout Canvas, in rect: Rect) {
    let lines = helpLines
    let height = rect.height - 2
    let offset = Scroll.clamped(helpOffset ?? 0, height: height, count: lines.count)
    let inner = canvas.box(
      rect, .double, title: "Help",
      note: Scroll.note(offset: offset, height: height, count: lines.count),
      footer: "q leaves help", style: .focusBorder, titleStyle: .focusTitle)
    TextView(lines, offset: offset).render(
      into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
  }
}

extension String {
  /// The text with blanks behind it, and at least one of them.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(width - count, 1))
  }
}
