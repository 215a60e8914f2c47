/// Help over the panes: what the pane in focus is for, then the keys that work in it and
/// everywhere.
extension Explorer {
  /// The lines of help for a width.
  func helpLines(width: Int, glyphs: Glyphs) -> [StyledLine] {
    var lines = [StyledLine(focus.name, .title)]
    lines += StyledLine("  " + focus.purpose).wrapped(to: width, indent: 2, glyphs: glyphs)
    for chapter in Explorer.actions.help(in: [focus.scope, .global]) {
      lines.append(StyledLine(""))
      lines.append(StyledLine(chapter.title, .title))
      for entry in chapter.entries {
        lines += Self.lines(of: entry, width: width, glyphs: glyphs)
      }
    }
    lines.append(StyledLine(""))
    lines.append(StyledLine("States of an adjoint", .title))
    for (mark, meaning) in [
      (String(glyphs.notComputed), "not computed yet"),
      ("None", "no path leads from the target to the node"),
      ("0", "a path leads there, and its slope is zero"),
      ("~", "a partial sum: some uses have not reported yet"),
      ("!", "NaN or infinity"), ("seed", "the target, where the backward pass begins"),
    ] {
      let entry = HelpEntry(keys: mark, usage: "", help: meaning)
      lines += Self.lines(of: entry, width: width, glyphs: glyphs)
    }
    return lines
  }

  /// How many lines of help there are on this screen.
  var helpLineCount: Int {
    helpLines(width: size.width - 4, glyphs: Glyphs(tier: .full)).count
  }

  /// Keys, command and sentence in columns; where it is narrow the sentence stands below.
  private static func lines(of entry: HelpEntry, width: Int, glyphs: Glyphs) -> [StyledLine] {
    let keys = "  " + entry.keys.padded(to: 16)
    let lead: [(text: String, style: Style)] = [
      (keys, .keyHint), (entry.usage.padded(to: 27), .dim),
    ]
    if entry.usage.isEmpty {
      return StyledLine(pieces: [lead[0], (entry.help, .normal)])
        .wrapped(to: width, indent: 18, glyphs: glyphs)
    }
    if width >= 70 {
      return StyledLine(pieces: lead + [(entry.help, .normal)])
        .wrapped(to: width, indent: 45, glyphs: glyphs)
    }
    return StyledLine(pieces: lead).wrapped(to: width, indent: 18, glyphs: glyphs)
      + StyledLine("    " + entry.help).wrapped(to: width, indent: 4, glyphs: glyphs)
  }

  func renderHelp(into canvas: inout Canvas, in rect: Rect) {
    let lines = helpLines(width: rect.width - 4, glyphs: canvas.glyphs)
    let height = rect.height - 2
    let offset = Scroll.clamped(helpOffset ?? 0, height: height, count: lines.count)
    let inner = canvas.box(
      rect, .double, title: "Help",
      note: Scroll.note(offset: offset, height: height, count: lines.count),
      footer: "j/k scroll  q leaves help", style: .focusBorder, titleStyle: .focusTitle)
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
