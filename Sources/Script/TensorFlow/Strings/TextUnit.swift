import Engine

/// What functions of `tf.strings` count: bytes, or characters of UTF-8.
enum TextUnit {
  case byte
  case character

  /// The unit of that name, of a kernel with that signature.
  init(_ value: PyValue, _ kernel: String, _ signature: String) throws(Raise) {
    switch value.text {
    case "BYTE": self = .byte
    case "UTF8_CHAR": self = .character
    default:
      let list = "\"BYTE\", \"UTF8_CHAR\""
      throw Raise(
        tensorFlow: "InvalidArgumentError",
        "Value for attr 'unit' of \"\(try value.str())\" is not in the list of allowed values: "
          + "\(list)\n\t; NodeDef: {{node \(kernel)}}; Op<name=\(kernel); signature=\(signature); "
          + "attr=unit:string,default=\"BYTE\",allowed=[\(list)]> [Op:\(kernel)]")
    }
  }

  func count(_ text: [UInt8]) -> Int {
    switch self {
    case .byte: text.count
    case .character: text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
  }

  /// The units one by one.
  func parts(_ text: [UInt8]) -> [[UInt8]] {
    if case .byte = self { return text.map { [$0] } }
    var parts: [[UInt8]] = []
    for byte in text {
      if byte & 0xC0 == 0x80, !parts.isEmpty {
        parts[parts.count - 1].append(byte)
      } else {
        parts.append([byte])
      }
    }
    return parts
  }

  /// Text is read as UTF-8 only.
  static func requireUTF8(_ encoding: PyValue) throws(Raise) {
    guard let name = encoding.text, name == "UTF-8" || name == "UTF8" else {
      throw Raise.unsupported("text in \(try encoding.repr()), only in 'UTF-8',")
    }
  }
}

extension [UInt8] {
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Without blanks at its ends.
  var strippedASCII: ArraySlice<UInt8> {
    let start = firstIndex { !Self.isSpace($0) } ?? endIndex
    let end = lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? start
    return self[start..<end]
  }

  /// The parts between separators, between runs of blanks where there is none.
  func split(by separator: [UInt8], atMost most: Int) -> [[UInt8]] {
    if most == 0 { return [self] }
    return separator.isEmpty ? words(atMost: most) : pieces(separator, atMost: most)
  }

  private func words(atMost most: Int) -> [[UInt8]] {
    var (parts, place): ([[UInt8]], Int) = ([], 0)
    func skip(_ test: (UInt8) -> Bool) {
      while place < count, test(self[place]) { place += 1 }
    }
    skip(Self.isSpace)
    while place < count {
      let start = place
      skip { !Self.isSpace($0) }
      parts.append(Array(self[start..<place]))
      skip(Self.isSpace)
      if most > 0, parts.count == most {
        parts.append(Array(self[place...]))
        break
      }
    }
    return parts
  }

  private func pieces(_ separator: [UInt8], atMost most: Int) -> [[UInt8]] {
    var (parts, start, place): ([[UInt8]], Int, Int) = ([], 0, 0)
    while place + separator.count <= count, most < 0 || parts.count < most {
      if self[place..<place + separator.count].elementsEqual(separator) {
        parts.append(Array(self[start..<place]))
        place += separator.count
        start = place
      } else {
        place += 1
      }
    }
    return parts + [Array(self[start...])]
  }
}
