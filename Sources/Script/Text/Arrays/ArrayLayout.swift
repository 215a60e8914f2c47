/// Puts the words of an array's elements into nested brackets and lines.
struct ArrayLayout {
  let shape: [Int]
  let separator: String
  /// How many items of a long axis are shown at each end; `nil` shows all.
  let edgeItems: Int?
  let text: (Int) -> String

  /// The whole array; lines after the first are indented below the first bracket.
  mutating func text(indent: Int, width: Int) -> String {
    var result = ""
    write(axis: 0, index: 0, indent: indent, width: width, into: &result)
    return result
  }

  /// The items of an axis; `nil` stands for what is left out.
  private func items(of size: Int) -> [Int?] {
    guard let edgeItems, size > 2 * edgeItems else { return Array(0..<size) }
    return Array(0..<edgeItems) + [nil] + Array((size - edgeItems)..<size)
  }

  private func write(axis: Int, index: Int, indent: Int, width: Int, into result: inout String) {
    let size = shape[axis]
    result += "["
    if axis == shape.count - 1 {
      writeRow(items(of: size), index: index * size, indent: indent, width: width, into: &result)
    } else {
      let blanks = String(repeating: " ", count: indent)
      let lineBreaks = String(repeating: "\n", count: shape.count - axis - 1)
      let end = (separator == ", " ? "," : "") + lineBreaks
      for (position, item) in items(of: size).enumerated() {
        if position > 0 { result += end + blanks }
        if let item {
          write(
            axis: axis + 1, index: index * size + item, indent: indent + 1, width: width - 1,
            into: &result)
        } else {
          result += "..."
        }
      }
    }
    result += "]"
  }

  /// The words of the last axis, in lines that leave room for a separator or bracket.
  private func writeRow(
    _ items: [Int?], index: Int, indent: Int, width: Int, into result: inout String
  ) {
    let room = width - 1
    var lineWidth = indent
    // Blanks at a line's end are not written: they wait for the next word.
    var pending = ""
    for (position, item) in items.enumerated() {
      let word = item.map { text(index + $0) } ?? "..."
      let wordWidth = word.unicodeScalars.count
      if lineWidth + wordWidth > room, lineWidth > indent {
        result += "\n" + String(repeating: " ", count: indent)
        lineWidth = indent
        pending = ""
      }
      result += pending
      let end = word.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
      result += word.dropLast(end)
      lineWidth += wordWidth
      pending = String(repeating: " ", count: end)
      if position < items.count - 1 {
        if separator == ", " {
          result += pending + ","
          pending = ""
        }
        pending += " "
        lineWidth += separator.count
      }
    }
    result += pending
  }
}
