/// A line-by-line difference for people: what was expected and is gone, what came and was not.
package enum TextDifference {
  /// Lines with `-` (expected), `+` (got) or a blank in front; `nil` for equal texts.
  ///
  /// - Parameters:
  ///   - expected: what should have come.
  ///   - got: what came.
  ///   - context: how many equal lines stand around a difference.
  /// - Returns: the lines to print.
  package static func between(
    expected: String, got: String, context: Int = 2
  ) -> [String]? {
    if expected == got { return nil }
    let before = expected.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
      String.init)
    let after = got.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
      String.init)
    let changes = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [(mark: Character, text: String)] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        lines.append(("-", before[old]))
        old += 1
      } else if inserted.contains(new) {
        lines.append(("+", after[new]))
        new += 1
      } else {
        lines.append((" ", before[old]))
        old += 1
        new += 1
      }
    }
    return windows(lines, context)
  }

  private static func windows(
    _ lines: [(mark: Character, text: String)], _ context: Int
  ) -> [String] {
    var result: [String] = []
    var isGap = false
    for (place, line) in lines.enumerated() {
      let near = Swift.max(0, place - context)...Swift.min(lines.count - 1, place + context)
      if near.contains(where: { lines[$0].mark != " " }) {
        result.append("\(line.mark) \(line.text)")
        isGap = false
      } else if !isGap {
        result.append("  …")
        isGap = true
      }
    }
    return result
  }
}
