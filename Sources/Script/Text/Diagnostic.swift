import Engine

/// A message about a place of a source text, told in the house's form.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  package var severity: Severity
  /// The class of the error, such as `SyntaxError`; it goes before the message.
  package var className: String?
  package var message: String
  package var span: SourceSpan
  package var help: String?

  package init(
    _ message: String, severity: Severity = .error, className: String? = nil, at span: SourceSpan,
    help: String? = nil
  ) {
    self.severity = severity
    self.className = className
    self.message = message
    self.span = span
    self.help = help
  }

  package init(_ fault: SyntaxFault) {
    self.init(
      fault.message, className: fault.className.rawValue, at: fault.span, help: fault.help)
  }

  /// The message with its line of the source, underlined, and the help below; ends in no newline.
  package func text(in source: SourceText) -> String {
    let position = source.position(at: Int(span.start))
    let title = (className.map { $0 + ": " } ?? "") + message
    let place = source.place(ofLine: position.line)
    let name = source.name + (place.cell.map { ":cell \($0)" } ?? "")
    var lines = ["\(name):\(place.line):\(position.column): \(severity): \(title)"]
    let excerpt = SourceExcerpt(source, span)
    let number = String(place.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let blank = String(repeating: " ", count: gutter.count)
    lines.append(excerpt.text.isEmpty ? "\(gutter) |" : "\(gutter) | \(excerpt.text)")
    lines.append("\(blank) | \(excerpt.underline)")
    if let help { lines.append("help: \(help)") }
    return lines.joined(separator: "\n")
  }
}

/// One line of a source and, cell for cell below it, the marks under a span.
package struct SourceExcerpt: Hashable, Sendable {
  /// The line; control characters are shown as `�`, a very long line is cut around the span.
  package var text = ""
  /// `^~~~` under the cells of the span; tabs stand below tabs.
  package var underline = ""

  /// The line of the span's first byte; a span over several lines is marked to the end of it.
  package init(_ source: SourceText, _ span: SourceSpan, longest: Int = 400) {
    let number = source.lineNumber(at: Int(span.start))
    let lineStart = source.lineStarts[number - 1]
    var offset = lineStart
    var cut = (before: false, after: false)
    let window = Int(span.start) - longest / 2
    for character in source.line(number) {
      let next = offset + character.utf8.count
      let isTooEarly = offset < window && Int(span.start) - lineStart > longest
      let isTooLate = offset > max(lineStart, window) + longest
      if isTooEarly {
        cut.before = true
      } else if isTooLate {
        cut.after = true
        break
      } else {
        let isBefore = next <= Int(span.start)
        append(character, isBefore ? .before : offset < Int(span.end) ? .marked : .after)
      }
      offset = next
    }
    if !underline.contains("^") { underline.append("^") }
    if cut.before {
      text = "…" + text
      underline = " " + underline
    }
    if cut.after { text += "…" }
  }

  private enum Place { case before, marked, after }

  private mutating func append(_ character: Character, _ place: Place) {
    if character == "\t" {
      text.append(character)
      if place != .after { underline.append(character) }
      return
    }
    let isControl = character.unicodeScalars.first.map {
      $0.properties.generalCategory == .control
    }
    text.append(isControl == true ? "\u{FFFD}" : character)
    let cells = isControl == true ? 1 : CellWidth.of(character)
    if place == .before { underline += String(repeating: " ", count: cells) }
    guard place == .marked, cells > 0 else { return }
    let isFirst = !underline.contains("^")
    underline += (isFirst ? "^" : "~") + String(repeating: "~", count: cells - 1)
  }
}
