/// Searching, splitting and replacing in texts, by UTF-8.
enum TextSearch {
  /// The byte offset of the first occurrence.
  static func find(_ needle: String, in text: String, from start: Int = 0) -> Int? {
    find(Array(needle.utf8), in: Array(text.utf8), from: start)
  }

  private static func find(_ needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    if needle.isEmpty { return start }
    let first = needle[0]
    var position = start
    while position + needle.count <= text.count {
      if text[position] == first {
        var matched = 1
        while matched < needle.count, text[position + matched] == needle[matched] { matched += 1 }
        if matched == needle.count { return position }
      }
      position += 1
    }
    return nil
  }

  private static func findLast(_ needle: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var position = text.endIndex - needle.count
    while position >= text.startIndex {
      if text[position..<position + needle.count].elementsEqual(needle) { return position }
      position -= 1
    }
    return nil
  }

  static func replace(
    _ old: String, with new: String, in text: String, limit: Int
  ) throws(Raise) -> String {
    if old.isEmpty { return try interleave(new, in: text, limit: limit) }
    let bytes = Array(text.utf8)
    let needle = Array(old.utf8)
    var result: [UInt8] = []
    var start = 0
    var count = 0
    while limit < 0 || count < limit, let found = find(needle, in: bytes, from: start) {
      let size = result.count + (found - start) + new.utf8.count
      if size > result.capacity { try Room.bytes(size * 2) }
      result += bytes[start..<found]
      result += new.utf8
      start = found + needle.count
      count += 1
    }
    if count == 0 { return text }
    result += bytes[start...]
    return String(decoding: result, as: UTF8.self)
  }

  private static func interleave(
    _ new: String, in text: String, limit: Int
  ) throws(Raise) -> String {
    try Room.bytes(new.utf8.count, of: text.utf8.count)
    var result = ""
    var left = limit < 0 ? Int.max : limit
    for scalar in text.unicodeScalars {
      if left > 0 {
        result += new
        left -= 1
      }
      result.unicodeScalars.append(scalar)
    }
    return left > 0 ? result + new : result
  }

  static func split(
    _ text: String, _ separator: String, limit: Int, fromEnd: Bool
  ) -> [String] {
    let bytes = Array(text.utf8)
    let needle = Array(separator.utf8)
    if needle.isEmpty { return [text] }
    func part(_ start: Int, _ end: Int) -> String {
      String(decoding: bytes[start..<end], as: UTF8.self)
    }
    var parts: [String] = []
    if fromEnd {
      var end = bytes.count
      while limit < 0 || parts.count < limit, let found = findLast(needle, in: bytes[..<end]) {
        parts.append(part(found + needle.count, end))
        end = found
      }
      parts.append(part(0, end))
      return parts.reversed()
    }
    var start = 0
    while limit < 0 || parts.count < limit, let found = find(needle, in: bytes, from: start) {
      parts.append(part(start, found))
      start = found + needle.count
    }
    parts.append(part(start, bytes.count))
    return parts
  }

  static func splitSpaces(_ text: String, limit: Int, fromEnd: Bool) -> [String] {
    var scalars = Array(text.unicodeScalars)
    if fromEnd { scalars.reverse() }
    var parts: [String] = []
    var position = 0
    func skip() {
      while position < scalars.count, scalars[position].isPythonSpace { position += 1 }
    }
    skip()
    while position < scalars.count {
      var end = position
      if limit >= 0, parts.count >= limit {
        end = scalars.count
      } else {
        while end < scalars.count, !scalars[end].isPythonSpace { end += 1 }
      }
      var view = String.UnicodeScalarView()
      let part = scalars[position..<end]
      view.append(contentsOf: fromEnd ? Array(part.reversed()) : Array(part))
      parts.append(String(view))
      position = end
      skip()
    }
    return fromEnd ? parts.reversed() : parts
  }

  static func lines(_ text: String, keepingEnds: Bool) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar.value {
      case 0x0a...0x0d, 0x1c...0x1e, 0x85, 0x2028, 0x2029:
        if keepingEnds { line.append(scalar) }
        if scalar == "\r", index < scalars.count, scalars[index] == "\n" {
          if keepingEnds { line.append("\n") }
          index += 1
        }
        lines.append(String(line))
        line = String.UnicodeScalarView()
      default: line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }
}
