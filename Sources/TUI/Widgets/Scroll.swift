/// Which part of a long list is in sight.
package enum Scroll {
  /// The first line in sight, moved as little as it takes to show a line with some around it.
  ///
  /// - Parameters:
  ///   - line: The line that must be in sight.
  ///   - offset: The first line in sight until now.
  ///   - height: How many lines are in sight.
  ///   - count: How many lines there are.
  ///   - margin: How many lines around it shall be in sight where there is room.
  /// - Returns: The new first line.
  package static func offset(
    showing line: Int, from offset: Int, height: Int, count: Int, margin: Int = 1
  ) -> Int {
    guard height > 0 else { return 0 }
    let room = min(margin, (height - 1) / 2)
    var first = offset
    if line - room < first { first = line - room }
    if line + room >= first + height { first = line + room - height + 1 }
    return clamped(first, height: height, count: count)
  }

  /// An offset that leaves no empty lines below the last as long as there are enough.
  package static func clamped(_ offset: Int, height: Int, count: Int) -> Int {
    max(0, min(offset, count - height))
  }

  /// What a border says about the part in sight: `3-12/40`, or nothing when all is in sight.
  package static func note(offset: Int, height: Int, count: Int) -> String {
    guard count > height, height > 0 else { return "" }
    return "\(offset + 1)-\(min(count, offset + height))/\(count)"
  }
}
