/// A `bytes`.
package final class BytesObject: PyObject {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    super.init(.bytes, kind: .bytes)
  }

  package override func truth() throws(Raise) -> Bool { !bytes.isEmpty }
  package override func length() throws(Raise) -> Int { bytes.count }
  package override func hash() throws(Raise) -> Int {
    bytes.withUnsafeBytes { TextHash.of($0) }
  }
  package override func iterate() throws(Raise) -> PyIterator {
    ArrayIterator(ContiguousArray(bytes.map { .int(Int($0)) }), .bytesIterator)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    guard let part = value.cast(BytesObject.self)?.bytes else {
      guard let byte = try value.asIndex()?.smallInt else {
        throw Raise.type("a bytes-like object is required, not '\(value.typeName)'")
      }
      guard (0..<256).contains(byte) else { throw Raise.value("byte must be in range(0, 256)") }
      return bytes.contains(UInt8(byte))
    }
    guard !part.isEmpty, part.count <= bytes.count else { return part.isEmpty }
    return (0...(bytes.count - part.count)).contains {
      bytes[$0..<($0 + part.count)].elementsEqual(part)
    }
  }

  package override func repr() throws(Raise) -> String { TextEscape.representation(of: bytes) }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let slice = key.cast(SliceObject.self) {
      var picked: [UInt8] = []
      for index in try slice.indices(bytes.count) { picked.append(bytes[index]) }
      return .object(BytesObject(picked))
    }
    return .int(Int(bytes[try key.sequenceIndex(bytes.count, of: "byte")]))
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    switch op {
    case .add:
      guard let other = other.cast(BytesObject.self) else {
        throw Raise.type("can't concat \(other.typeName) to bytes")
      }
      return .object(BytesObject(bytes + other.bytes))
    case .multiply:
      guard let count = try other.repeatCount else { return nil }
      try Room.bytes(bytes.count, of: max(count, 0))
      return .object(BytesObject(Array(repeatElement(bytes, count: max(count, 0)).joined())))
    default: return nil
    }
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(BytesObject.self) else { return nil }
    let order = bytes.lexicographicallyPrecedes(other.bytes) ? -1 : bytes == other.bytes ? 0 : 1
    return Numbers.ordered(op, order, 0).map { .bool($0) }
  }
}

nonisolated(unsafe) let bytesMembers: [NativeMember] =
  [
    .method("decode", "encoding='utf-8', errors='strict'") { a throws(Raise) in
      let bytes = try a.object(0, BytesObject.self).bytes
      let encoding = try a.text(1).lowercased()
      switch encoding {
      case "latin-1", "latin1", "iso-8859-1":
        return .string(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
      case "utf-8", "utf8", "ascii":
        if encoding != "ascii" || bytes.allSatisfy({ $0 < 0x80 }),
          let text = String(validating: bytes, as: UTF8.self)
        {
          return .string(text)
        }
      default: throw Raise(.lookupError, "unknown encoding: \(try a.text(1))")
      }
      switch try a.text(2) {
      case "replace": return .string(String(decoding: bytes, as: UTF8.self))
      case "ignore":
        let text = String(decoding: bytes, as: UTF8.self)
        return .string(String(text.unicodeScalars.filter { $0 != "\u{fffd}" }))
      default: break
      }
      let place = bytes.firstIndex { $0 >= 0x80 } ?? 0
      let byte = String(bytes[place], radix: 16)
      let why = encoding == "ascii" ? "ordinal not in range(128)" : "invalid start byte"
      throw Raise(
        .unicodeDecodeError,
        "'\(encoding == "ascii" ? "ascii" : "utf-8")' codec can't decode byte 0x\(byte) in position "
          + "\(place): \(why)")
    },
    .method("hex", "") { a throws(Raise) in
      .string(
        try a.object(0, BytesObject.self).bytes.map {
          ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined())
    },
    .classMethod("fromhex", "string, /") { a throws(Raise) in
      var bytes: [UInt8] = []
      var digits: [Character] = []
      for character in try a.text(1) where !character.isWhitespace {
        digits.append(character)
        if digits.count == 2 {
          guard let byte = UInt8(String(digits), radix: 16) else { break }
          bytes.append(byte)
          digits = []
        }
      }
      guard digits.isEmpty else {
        throw Raise.value("non-hexadecimal number found in fromhex() arg")
      }
      return .object(BytesObject(bytes))
    },
  ] + textualBytesMembers

nonisolated(unsafe) let constructBytes: TypeObject.Constructor = { _, arguments throws(Raise) in
  try bytesSignature.bind(arguments) {
    a throws(Raise) in
    if a[0].isUnbound { return .object(BytesObject([])) }
    if let text = a[0].text {
      guard a.has(1) else { throw Raise.type("string argument without an encoding") }
      return .object(BytesObject(Array(text.utf8)))
    }
    if let count = a[0].smallInt {
      guard count >= 0 else { throw Raise.value("negative count") }
      try Room.bytes(count)
      return .object(BytesObject([UInt8](repeating: 0, count: count)))
    }
    var bytes: [UInt8] = []
    for item in try a[0].items() {
      guard let byte = UInt8(exactly: try item.asIndexInt()) else {
        throw Raise.value("bytes must be in range(0, 256)")
      }
      bytes.append(byte)
    }
    return .object(BytesObject(bytes))
  }
}

nonisolated(unsafe) private let bytesSignature = Signature(
  "bytes", "source=..., encoding=None, errors=None", manner: .builtin)
