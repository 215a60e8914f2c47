/// A range of UTF-8 offsets in a source text: the columns an expression or a statement stands in.
public struct SourceSpan: Hashable, Sendable {
  /// Offset of the first byte.
  public var start: Int32
  /// Offset after the last byte.
  public var end: Int32

  /// A span from byte `start` up to byte `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = Int32(clamping: start)
    self.end = Int32(clamping: end)
  }

  /// The span of what was made from no text, such as a node of a library call.
  public static let none = SourceSpan(0, 0)

  /// The smallest span that covers both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(Int(Swift.min(start, other.start)), Int(Swift.max(end, other.end)))
  }
}

/// A place a person can find: line and column, both from 1; the column counts characters.
public struct SourcePosition: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int

  /// A position by its two numbers, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The text of a lesson or a formula with the table that turns offsets into lines and columns.
public struct SourceText: Sendable {
  /// What the text is called in messages: a file name as given, or `<formula>`.
  public let name: String
  /// The bytes, UTF-8, line ends as they were.
  public let bytes: [UInt8]
  /// Offset of the first byte of every line; at least one entry.
  package let lineStarts: [Int]
  /// Of a notebook: the lines (from 1) that its cells begin at; empty for other texts.
  package let cellLines: [Int]

  /// A text under the name that messages call it by.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  package init(name: String, bytes: [UInt8], cellLines: [Int] = []) {
    self.name = name
    self.cellLines = cellLines
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Number of lines; a text that ends in a line break has no empty last line.
  public var lineCount: Int {
    lineStarts.count > 1 && lineStarts.last == bytes.count ? lineStarts.count - 1 : lineStarts.count
  }

  /// The text of a line (from 1) without its line end; empty past the end.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<Swift.max(start, end)], as: UTF8.self)
  }

  /// The line (from 1) that holds the byte at `offset`.
  public func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Where a person finds a line: of a notebook, the cell and the line in it, both from 1.
  package func place(ofLine line: Int) -> (cell: Int?, line: Int) {
    guard let cell = cellLines.lastIndex(where: { $0 <= line }) else { return (nil, line) }
    return (cell + 1, line - cellLines[cell] + 1)
  }

  /// Line and column of a byte offset.
  public func position(at offset: Int) -> SourcePosition {
    let line = lineNumber(at: offset)
    let start = lineStarts[line - 1]
    let end = Swift.min(Swift.max(offset, start), bytes.count)
    let prefix = String(decoding: bytes[start..<end], as: UTF8.self)
    return SourcePosition(line: line, column: prefix.count + 1)
  }

  /// The text of a span.
  public func text(of span: SourceSpan) -> String {
    let start = Swift.min(Swift.max(Int(span.start), 0), bytes.count)
    let end = Swift.min(Swift.max(Int(span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
