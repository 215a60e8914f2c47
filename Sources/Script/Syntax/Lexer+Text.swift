import Engine

extension Lexer {
  /// Refuses what is no UTF-8 text before a token of it is read.
  func checkText() throws(SyntaxFault) {
    if let zero = bytes.firstIndex(of: 0) { throw fault(.nullBytes, zero, zero + 1) }
    if let offset = firstInvalidByte() {
      let line = source.lineNumber(at: offset)
      throw fault(.notUTF8(byte: bytes[offset], line: line), offset, offset + 1)
    }
    try checkDeclaredEncoding()
  }

  private func firstInvalidByte() -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded): offset += encoded.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// A comment such as `# -*- coding: latin-1 -*-` in the first two lines names the encoding.
  private func checkDeclaredEncoding() throws(SyntaxFault) {
    for number in 1...2 {
      let line = source.line(number)
      let comment = line.drop { $0 == " " || $0 == "\t" }
      guard comment.isEmpty || comment.first == "#" else { return }
      guard let name = Self.declaredEncoding(comment) else { continue }
      let plain = name.lowercased().replacing(["_": "-"])
      let known = ["utf-8", "utf8", "u8", "ascii", "us-ascii", "utf-8-sig", "utf-8-unix"]
      if !known.contains(plain) {
        let start = source.lineStarts[number - 1]
        throw fault(.otherEncoding(String(name)), start, start + line.utf8.count)
      }
    }
  }

  private static func declaredEncoding(_ comment: Substring) -> Substring? {
    var rest = comment
    while !rest.isEmpty {
      if rest.hasPrefix("coding:") || rest.hasPrefix("coding=") {
        let name = rest.dropFirst(7).drop { $0 == " " || $0 == "\t" }
          .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }
        if !name.isEmpty { return name }
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}

extension String {
  fileprivate func replacing(_ table: [Character: Character]) -> String {
    String(map { table[$0] ?? $0 })
  }
}
