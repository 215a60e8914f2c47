extension DotValue {
  /// The characters that Graphviz holds for this value of an attribute.
  func stored(under key: String) throws(GraphvizError) -> String {
    switch self {
    case .number(let value): try Self.digits(value, key)
    case .html(let markup): try Self.markup(markup, key)
    case .escaped(let text): try Self.finished(text, key)
    case .text(let text): try Self.literal(text, key)
    case .lines(let lines, let alignment): try Self.label(lines, alignment, key)
    }
  }

  private static func label(
    _ lines: [String], _ alignment: Alignment, _ key: String
  ) throws(GraphvizError) -> String {
    guard LabelText.keys.contains(key) else {
      throw .invalidValue(key: key, lines.joined(separator: "\n"), .notALabel)
    }
    let end = alignment.lineEnd
    return lines.map { LabelText.escape($0, lineEnd: end) + end }.joined()
  }

  private static func literal(_ text: String, _ key: String) throws(GraphvizError) -> String {
    if LabelText.keys.contains(key) { return LabelText.escape(text, for: key) }
    if let bad = LabelText.firstUnprintable(in: text, allowingLineFeed: false) {
      throw .invalidValue(key: key, text, .unprintable(bad.value))
    }
    try refuseMarkupBreakers(text, key)
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    guard isLink(key) || key == "id" else { throw .invalidValue(key: key, text, .backslash) }
    return text.unicodeScalars.map { $0 == "\\" ? "\\\\" : String($0) }.joined()
  }

  /// Passes escape language on, provided that no backslash is left without a character to escape.
  private static func finished(_ text: String, _ key: String) throws(GraphvizError) -> String {
    if let bad = LabelText.firstUnprintable(in: text, allowingLineFeed: true) {
      throw .invalidValue(key: key, text, .unprintable(bad.value))
    }
    try refuseMarkupBreakers(text, key)
    var result = ""
    var isEscaping = false
    for scalar in text.unicodeScalars {
      // A quote is the one character that DOT escapes too, and a line feed it would swallow:
      // neither needs the backslash.
      if isEscaping, scalar == "\"" || scalar == "\n" { result.unicodeScalars.removeLast() }
      result.unicodeScalars.append(scalar)
      isEscaping = !isEscaping && scalar == "\\"
    }
    guard !isEscaping else { throw .invalidValue(key: key, text, .unfinishedEscape) }
    return result
  }

  private static func markup(_ text: String, _ key: String) throws(GraphvizError) -> String {
    if let bad = LabelText.firstUnprintable(in: text, allowingLineFeed: true) {
      throw .invalidValue(key: key, text, .unprintable(bad.value))
    }
    guard LabelText.keys.contains(key) else { throw .invalidValue(key: key, text, .notALabel) }
    var depth = 0
    for scalar in text.unicodeScalars where depth >= 0 {
      if scalar == "<" { depth += 1 }
      if scalar == ">" { depth -= 1 }
    }
    guard depth == 0 else { throw .invalidValue(key: key, text, .unbalancedMarkup) }
    return text
  }

  private static func digits(_ value: Double, _ key: String) throws(GraphvizError) -> String {
    guard value.isFinite else { throw .invalidValue(key: key, "\(value)", .notFinite) }
    return Int(exactly: value).map(String.init) ?? value.description
  }

  /// Refuses characters that Graphviz copies unescaped into the attributes of an SVG element.
  private static func refuseMarkupBreakers(
    _ text: String, _ key: String
  ) throws(GraphvizError) {
    guard isLink(key) || key == "fontname" || key == "stylesheet" else { return }
    if let bad = text.unicodeScalars.first(where: { $0 == "<" || $0 == ">" || $0 == "\"" }) {
      throw .invalidValue(key: key, text, .breaksMarkup(Character(bad)))
    }
  }

  private static func isLink(_ key: String) -> Bool {
    key.hasSuffix("URL") || key.hasSuffix("href") || key.hasSuffix("target")
  }
}

extension DotValue.Alignment {
  /// The escape that ends a line so aligned.
  fileprivate var lineEnd: String {
    switch self {
    case .left: "\\l"
    case .center: "\\n"
    case .right: "\\r"
    }
  }
}
