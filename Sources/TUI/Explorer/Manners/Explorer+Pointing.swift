import GraphView

/// What a press of the mouse means beside rows, boxes and curves.
extension Explorer {
  /// A press on the line of hints is the key that stands there.
  mutating func pressHint(at x: Int) -> [Effect<Work>] {
    var start = 1
    for hint in hints(width: size.width, glyphs: glyphs) {
      let keysWidth = glyphs.width(of: hint.keys)
      let end = start + keysWidth + 1 + glyphs.width(of: hint.label)
      if (start..<end).contains(x) {
        // Of `s/S` the one that is pointed at; the word is the first.
        let names = hint.keys.split(separator: "/", omittingEmptySubsequences: false).map(
          String.init)
        var place = start
        var chosen = names.first ?? ""
        for name in names where names.count > 1 {
          if x >= place, x < start + keysWidth { chosen = name }
          place += glyphs.width(of: name) + 1
        }
        guard let key = Key(name: hint.keys == "/" ? "/" : chosen) else { return [] }
        return take(key)
      }
      start = end + 2
    }
    return []
  }

  /// A press on a line of the lesson selects the node that was computed there.
  mutating func pressSource(at y: Int, in rect: Rect) {
    guard let source = walk.recording.source else { return }
    let height = Swift.max(rect.height - 2, 0)
    let place = offset(of: .source, height: height) + y - rect.y - 1
    guard y > rect.y, y < rect.maxY - 1, place < shownLineCount(of: .source) else { return }
    let line = shownLine(place, of: .source) + 1
    let table = walk.table
    let found = table.prefix(Self.mostPressed).last { row in
      !row.isInput && row.span != .none && source.lineNumber(at: Int(row.span.start)) == line
    }
    guard let found else {
      message = Notice(text: "nothing of this pass is computed in line \(line)", style: .dim)
      return
    }
    selectedRow = found.row
    journal.append("select \(found.name)")
  }

  /// Rows that are looked at for a line.
  private static let mostPressed = 20_000

  /// A press on an element puts the cursor there.
  mutating func pressTensor(at mouse: Mouse, in rect: Rect) {
    guard tensor.view == .matrix, let found = inspected, let main = found.main else { return }
    let body = tensorBody(found, in: rect)
    let matrix = TensorMatrix(self, found, tensorGrid(main))
    guard let place = matrix.element(at: mouse.x, mouse.y, in: body, glyphs) else { return }
    tensor.row = place.row
    tensor.column = place.column
  }
}
