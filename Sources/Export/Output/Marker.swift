/// The mark by which a file that gradwalk wrote is known again.
enum Marker {
  /// What the mark of most formats holds.
  static let word = "made by gradwalk"

  /// The mark as a comment of a format; empty where the format has none, and is known by its first
  /// words.
  static func text(in format: Format) -> String {
    switch format {
    case .dot: "// \(word)"
    case .svg, .animation, .md: "<!-- \(word) -->"
    case .pdf, .tex: "% \(word)"
    case .mermaid: "# \(word)"
    case .table, .walk, .cells, .json, .csv, .traces, .tracesLong, .png, .screen, .plot, .cast: ""
    }
  }

  /// How much of the beginning and of the end of a file is looked at.
  static let length = 4_096

  /// Whether a file was written by gradwalk, told by its beginning and its end.
  static func isFound(head: [UInt8], tail: [UInt8]) -> Bool {
    let end = String(decoding: tail.suffix(64), as: UTF8.self)
    if end.hasSuffix(text(in: .pdf) + "\n") { return true }
    let mark = Array("Software\u{0}\(word)".utf8)
    if head.starts(with: [0x89] + "PNG".utf8) { return head.contains(mark) }
    let begin = String(decoding: head, as: UTF8.self)
    let first = [text(in: .dot), text(in: .tex), text(in: .mermaid), "---\n" + text(in: .mermaid)]
    if first.contains(where: { begin.hasPrefix($0 + "\n") }) { return true }
    if begin.hasPrefix("<"), begin.contains(text(in: .svg)) { return true }
    return beginnings.contains { begin.hasPrefix($0) } || isScreen(begin)
  }

  /// First words of formats without comments.
  private static var beginnings: [String] {
    let lists = [Format.table, .walk, .cells, .plot].flatMap {
      ["gradwalk \($0) · ", "gradwalk \($0) * "]
    }
    return lists + [
      "{\n  \"generator\": \"gradwalk\",", CSVExport.header.joined(separator: ",") + "\r\n",
      TracesExport.firstColumn + ",", CastExport.beginning,
    ]
  }

  /// Whether text begins as the title row of a screen does, whatever its colors.
  private static func isScreen(_ text: String) -> Bool {
    var bare = ""
    var isInSequence = false
    for character in text.prefix(256) {
      if isInSequence {
        isInSequence = !character.isLetter
      } else if character == "\u{1B}" {
        isInSequence = true
      } else {
        bare.append(character)
      }
    }
    return bare.hasPrefix(" gradwalk ")
  }
}
