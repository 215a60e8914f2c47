import Engine

/// What the letters before a quote say.
struct StringPrefix: OptionSet {
  var rawValue: UInt8
  static let raw = StringPrefix(rawValue: 1)
  static let bytes = StringPrefix(rawValue: 2)
  static let format = StringPrefix(rawValue: 4)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// `nil` for letters that make no prefix, such as `bf`.
  init?(_ letters: ArraySlice<UInt8>) {
    self = []
    for letter in letters {
      let part: StringPrefix
      switch letter | 0x20 {
      case UInt8(ascii: "r"): part = .raw
      case UInt8(ascii: "b"): part = .bytes
      case UInt8(ascii: "f"): part = .format
      case UInt8(ascii: "u") where letters.count == 1: part = []
      default: return nil
      }
      if !part.isEmpty, contains(part) { return nil }
      formUnion(part)
    }
    if isSuperset(of: [.bytes, .format]) { return nil }
  }
}

/// An f-string being read: its quotes, and the replacement fields that are open.
struct FormatFrame {
  /// A replacement field: what stands between `{` and `}`.
  struct Field {
    /// How many brackets are open inside it, itself counted, when none of its own is.
    var level: Int
    /// True after the colon, in the format spec.
    var readsSpec: Bool
  }

  var start: Int
  var quote: UInt8
  var isTriple: Bool
  var isRaw: Bool
  var fields: [Field] = []

  var readsText: Bool { fields.last?.readsSpec ?? true }
}

extension Lexer {
  /// Reads a string whose prefix has been read.
  mutating func readString(from start: Int, prefix: StringPrefix) throws(SyntaxFault) {
    let quote = peek()
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    let frame = FormatFrame(
      start: start, quote: quote, isTriple: isTriple, isRaw: prefix.contains(.raw))
    if prefix.contains(.format) {
      emit(.formatStart, from: start)
      frames.append(frame)
      return
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        position += 2
      } else if closes(frame, byte) {
        position += isTriple ? 3 : 1
        emit(.string, from: start)
        return
      } else if byte.endsLine, !isTriple {
        break
      } else {
        position += 1
      }
    }
    position = min(position, bytes.count)
    // Inside a replacement field the quote more likely ends the f-string than begins a string.
    if let outer = frames.last, outer.quote == quote {
      throw fault(.fieldNotClosed, outer.start, start + 1)
    }
    throw unterminated(frame)
  }

  private func closes(_ frame: FormatFrame, _ byte: UInt8) -> Bool {
    byte == frame.quote && (!frame.isTriple || (peek(1) == byte && peek(2) == byte))
  }

  func unterminated(_ frame: FormatFrame) -> SyntaxFault {
    let last = min(max(position, frame.start + 1), bytes.count)
    let line = source.lineNumber(at: last == bytes.count ? last - 1 : last)
    let end = min(last, lineEnd(from: frame.start))
    return fault(.unterminatedString(line: line, triple: frame.isTriple), frame.start, end)
  }

  /// Reads the text of an f-string or of a format spec up to a brace or the closing quote.
  mutating func readFormatText() throws(SyntaxFault) {
    guard let frame = frames.last else { return }
    let start = position
    let readsSpec = !frame.fields.isEmpty
    while position < bytes.count {
      let byte = bytes[position]
      let doubled = !readsSpec && peek(1) == byte
      switch byte {
      case UInt8(ascii: "\\"):
        let brace = peek(1) == UInt8(ascii: "{") || peek(1) == UInt8(ascii: "}")
        // \N{...} is told by the parser, which needs the whole of it.
        let named = !frame.isRaw && peek(1) == UInt8(ascii: "N") && peek(2) == UInt8(ascii: "{")
        position += named ? 3 : brace ? 1 : 2
      case UInt8(ascii: "{") where doubled, UInt8(ascii: "}") where doubled:
        position += 2
      case UInt8(ascii: "{"):
        return try openField(textFrom: start)
      case UInt8(ascii: "}"):
        guard readsSpec else { throw fault(.singleBrace, position, position + 1) }
        endText(from: start)
        closeField()
        return
      default:
        if closes(frame, byte) {
          if readsSpec { throw fault(.fieldNotClosed, frame.start, position + 1) }
          endText(from: start)
          let end = position
          position += frame.isTriple ? 3 : 1
          emit(.formatEnd, from: end)
          frames.removeLast()
          return
        }
        if byte.endsLine, !frame.isTriple { throw unterminated(frame) }
        position += 1
      }
    }
    position = bytes.count
  }

  private mutating func endText(from start: Int) {
    if position > start { emit(.formatText, from: start) }
  }

  private mutating func openField(textFrom start: Int) throws(SyntaxFault) {
    endText(from: start)
    let depth = frames[frames.count - 1].fields.count
    guard depth < 2 else { throw fault(.fieldsTooDeep, position, position + 1) }
    guard brackets.count < Self.deepestBrackets else {
      throw fault(.tooManyParentheses, position, position + 1)
    }
    brackets.append(Bracket(byte: UInt8(ascii: "{"), offset: position))
    position += 1
    emit(.fieldOpen, from: position - 1)
    frames[frames.count - 1].fields.append(
      FormatFrame.Field(level: brackets.count, readsSpec: false))
  }

  private mutating func closeField() {
    brackets.removeLast()
    frames[frames.count - 1].fields.removeLast()
    position += 1
    emit(.fieldClose, from: position - 1)
  }

  /// Reads `}`, `:` and `!` where they belong to the field and not to its expression.
  mutating func readFieldSign(_ byte: UInt8) throws(SyntaxFault) -> Bool {
    switch byte {
    case UInt8(ascii: "}"):
      closeField()
    case UInt8(ascii: ":"):
      position += 1
      emit(.colon, from: position - 1)
      let frame = frames.count - 1
      frames[frame].fields[frames[frame].fields.count - 1].readsSpec = true
    case UInt8(ascii: "!") where peek(1) != UInt8(ascii: "="):
      position += 1
      emit(.exclamation, from: position - 1)
    default: return false
    }
    return true
  }
}
