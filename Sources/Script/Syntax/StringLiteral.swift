import Engine

/// The text between the quotes of a literal, before its escapes are read.
struct StringLiteral {
  private(set) var prefix: StringPrefix
  private let source: SourceText
  private let start: Int
  private let end: Int
  /// In the text of an f-string `{{` is a brace.
  private let hasDoubledBraces: Bool

  /// A whole string token.
  init(_ source: SourceText, _ token: Token) {
    self.source = source
    let bytes = source.bytes
    var first = Int(token.start)
    while first < bytes.count, bytes[first].startsName { first += 1 }
    prefix = StringPrefix(bytes[Int(token.start)..<first]) ?? []
    let quote = bytes[first]
    let isTriple =
      Int(token.end) - first >= 6 && bytes[first + 1] == quote && bytes[first + 2] == quote
    start = first + (isTriple ? 3 : 1)
    end = Int(token.end) - (isTriple ? 3 : 1)
    hasDoubledBraces = false
  }

  /// A stretch of text of an f-string.
  init(_ source: SourceText, formatText token: Token, isRaw: Bool, braces: Bool) {
    self.source = source
    prefix = isRaw ? .raw : []
    start = Int(token.start)
    end = Int(token.end)
    hasDoubledBraces = braces
  }

  func decodedText() throws(SyntaxFault) -> String {
    let written = source.bytes[start..<end]
    let plain = !written.contains {
      $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\r")
        || (hasDoubledBraces && ($0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}")))
    }
    return String(decoding: plain ? Array(written) : try decoded(), as: UTF8.self)
  }

  func decodedBytes() throws(SyntaxFault) -> [UInt8] {
    if source.bytes[start..<end].contains(where: { $0 >= 0x80 }) {
      throw SyntaxFault(.bytesNotASCII, at: SourceSpan(start, end))
    }
    return try decoded()
  }

  private func decoded() throws(SyntaxFault) -> [UInt8] {
    let bytes = source.bytes
    var result: [UInt8] = []
    result.reserveCapacity(end - start)
    var index = start
    while index < end {
      let byte = bytes[index]
      let next = index + 1 < end ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: "\\") where !prefix.contains(.raw) && index + 1 < end:
        index = try decodeEscape(at: index, into: &result)
      case UInt8(ascii: "\r"):
        result.append(UInt8(ascii: "\n"))
        index += next == UInt8(ascii: "\n") ? 2 : 1
      default:
        result.append(byte)
        let isDoubled = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
        index += hasDoubledBraces && isDoubled && next == byte ? 2 : 1
      }
    }
    return result
  }

  /// Reads one escape; the result is the offset after it.
  private func decodeEscape(at index: Int, into result: inout [UInt8]) throws(SyntaxFault) -> Int {
    let letter = source.bytes[index + 1]
    let isText = !prefix.contains(.bytes)
    switch letter {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"):
      let next = index + 2 < end ? source.bytes[index + 2] : 0
      return index + (next == UInt8(ascii: "\n") ? 3 : 2)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
    case UInt8(ascii: "a"): result.append(7)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "v"): result.append(11)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return decodeOctal(at: index, into: &result)
    case UInt8(ascii: "x"): return try decodeHex(2, at: index, into: &result)
    case UInt8(ascii: "u") where isText: return try decodeHex(4, at: index, into: &result)
    case UInt8(ascii: "U") where isText: return try decodeHex(8, at: index, into: &result)
    case UInt8(ascii: "N") where isText:
      throw SyntaxFault(.namedCharacter, at: SourceSpan(index, index + 2))
    default:
      // An unknown escape keeps its backslash.
      result.append(UInt8(ascii: "\\"))
      return index + 1
    }
    return index + 2
  }

  private func decodeOctal(at index: Int, into result: inout [UInt8]) -> Int {
    var value: UInt32 = 0
    var next = index + 1
    while next < min(end, index + 4), source.bytes[next] & 0xF8 == 0x30 {
      value = value << 3 | UInt32(source.bytes[next] & 7)
      next += 1
    }
    append(value, to: &result)
    return next
  }

  private func decodeHex(
    _ count: Int, at index: Int, into result: inout [UInt8]
  ) throws(SyntaxFault) -> Int {
    var value: UInt32 = 0
    var next = index + 2
    while next < min(end, index + 2 + count), let digit = source.bytes[next].hexDigit {
      value = value << 4 | digit
      next += 1
    }
    let span = SourceSpan(index, next)
    let from = index - start
    if next - index - 2 < count {
      if prefix.contains(.bytes) {
        throw SyntaxFault(.invalidBytesEscape(position: from), at: span)
      }
      let form = count == 2 ? "\\xXX" : count == 4 ? "\\uXXXX" : "\\UXXXXXXXX"
      throw SyntaxFault(.truncatedEscape(form, from: from, to: next - start - 1), at: span)
    }
    if value > 0x10FFFF {
      throw SyntaxFault(.illegalUnicode(from: from, to: next - start - 1), at: span)
    }
    if value >= 0xD800, value < 0xE000 { throw SyntaxFault(.loneSurrogate, at: span) }
    append(value, to: &result)
    return next
  }

  private func append(_ value: UInt32, to result: inout [UInt8]) {
    if prefix.contains(.bytes) {
      result.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

extension UInt8 {
  fileprivate var hexDigit: UInt32? {
    if isDigit { return UInt32(self) - 48 }
    let letter = self | 0x20
    guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "f") else { return nil }
    return UInt32(letter) - UInt32(UInt8(ascii: "a")) + 10
  }
}
