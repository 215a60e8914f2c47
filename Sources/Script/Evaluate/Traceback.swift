import Engine

/// The text of an exception that nobody caught, as CPython 3.11 prints it.
struct Traceback {
  let source: SourceText
  /// Names that a misspelt one may have meant.
  let names: [String]
  /// Whether it says what to do, which CPython does not.
  var showsHelp = true

  func text(of exception: ExceptionObject) -> String {
    var text = ""
    var seen: Set<ObjectIdentifier> = []
    append(exception, to: &text, &seen)
    return text
  }

  private func append(
    _ exception: ExceptionObject, to text: inout String, _ seen: inout Set<ObjectIdentifier>
  ) {
    guard seen.insert(ObjectIdentifier(exception)).inserted else { return }
    if let cause = exception.cause.cast(ExceptionObject.self) {
      append(cause, to: &text, &seen)
      text += "\nThe above exception was the direct cause of the following exception:\n\n"
    } else if let context = exception.context, !exception.suppressesContext {
      append(context, to: &text, &seen)
      text += "\nDuring handling of the above exception, another exception occurred:\n\n"
    }
    // Caught and looked at before it left its function.
    exception.leave(function: "<module>")
    if !exception.entries.isEmpty {
      text += "Traceback (most recent call last):\n"
      appendEntries(exception.entries.reversed(), to: &text)
    }
    text += heading(exception)
  }

  private func appendEntries(_ entries: [ExceptionObject.Entry], to text: inout String) {
    var repeated = 0
    var last: (function: String, line: Int)?
    for entry in entries {
      let line = source.lineNumber(at: Int(entry.span.start))
      if let last, last == (entry.function, line) {
        repeated += 1
      } else {
        endRepetition(&repeated, &text)
        last = (entry.function, line)
      }
      if repeated < 3 { text += lines(of: entry, line) }
    }
    endRepetition(&repeated, &text)
  }

  private func endRepetition(_ repeated: inout Int, _ text: inout String) {
    if repeated > 2 {
      let more = repeated - 2
      text += "  [Previous line repeated \(more) more time\(more == 1 ? "" : "s")]\n"
    }
    repeated = 0
  }

  private func lines(of entry: ExceptionObject.Entry, _ number: Int) -> String {
    let place = source.place(ofLine: number)
    let cell = place.cell.map { "cell \($0), " } ?? ""
    var text = "  File \"\(source.name)\", \(cell)line \(place.line), in \(entry.function)\n"
    let line = source.line(number)
    let stripped = line.trimmingSpaces()
    guard !stripped.isEmpty else { return text }
    text += "    \(stripped)\n"
    if let carets = carets(entry, number, line) { text += "    \(carets)\n" }
    return text
  }

  /// `~~~^~~` under the columns; `nil` where they are the whole line.
  private func carets(_ entry: ExceptionObject.Entry, _ number: Int, _ line: String) -> String? {
    let lineStart = source.lineStarts[number - 1]
    let bytes = Array(line.utf8)
    let indent = bytes.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0c }.count
    let trimmedEnd = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? bytes.count
    let start = Int(entry.span.start) - lineStart
    let end = min(Int(entry.span.end) - lineStart, bytes.count)
    guard start >= indent, end > start else { return nil }
    let isOneLine = Int(entry.span.end) - lineStart <= bytes.count
    let anchor = isOneLine ? entry.anchor : nil
    if anchor == nil, start <= indent, end >= trimmedEnd { return nil }
    if start <= indent, end >= trimmedEnd, anchor == nil { return nil }
    func width(_ from: Int, _ to: Int) -> Int {
      guard from < to else { return 0 }
      return String(decoding: bytes[from..<to], as: UTF8.self).unicodeScalars.count
    }
    let lead = String(repeating: " ", count: width(indent, start))
    guard let anchor else {
      return lead + String(repeating: "^", count: width(start, end))
    }
    let anchorStart = max(Int(anchor.start) - lineStart, start)
    let anchorEnd = min(Int(anchor.end) - lineStart, end)
    return lead + String(repeating: "~", count: width(start, anchorStart))
      + String(repeating: "^", count: width(anchorStart, anchorEnd))
      + String(repeating: "~", count: width(anchorEnd, end))
  }

  // MARK: The last line

  private func heading(_ exception: ExceptionObject) -> String {
    let name = exception.type.isLesson ? exception.type.qualname : exception.type.qualifiedName
    let title =
      exception.type.isLesson && exception.type.module == "__main__"
      ? "__main__.\(name)" : name
    let shown = exception.type.isLesson ? title.droppingMain : title
    var message = exception.message
    var help = ""
    switch exception.suggestion {
    case .attribute(let name, let value):
      if let nearest = nearestName(to: name.text, among: attributeNames(of: value)) {
        message += ". Did you mean: '\(nearest)'?"
      }
    case .name(let name, let more):
      if let nearest = nearestName(to: name, among: names + more) {
        message += ". Did you mean: '\(nearest)'?"
      }
    case .help(let text): help = "help: \(text)\n"
    case nil: break
    }
    var text = message.isEmpty ? "\(shown)\n" : "\(shown): \(message)\n"
    for note in exception.notes { text += note + "\n" }
    return showsHelp ? text + help : text
  }

  private func attributeNames(of value: PyValue) -> [String] {
    if let module = value.cast(ModuleObject.self) { return module.names }
    var names = (value.cast(TypeObject.self) ?? value.type).ancestors
      .flatMap { $0.attributeOrder.map(\.text) }
    if let instance = value.cast(AttributedObject.self) {
      names += instance.ownAttributes.map(\.0.text)
    }
    return names
  }
}

extension String {
  fileprivate var droppingMain: String {
    hasPrefix("__main__.") ? String(dropFirst(9)) : self
  }

  func trimmingSpaces() -> String {
    var text = Substring(self)
    while let first = text.unicodeScalars.first, " \t\u{c}\r\n".unicodeScalars.contains(first) {
      text.unicodeScalars.removeFirst()
    }
    while let last = text.unicodeScalars.last, " \t\u{c}\r\n".unicodeScalars.contains(last) {
      text.unicodeScalars.removeLast()
    }
    return String(text)
  }
}
