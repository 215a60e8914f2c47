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
    hashOfText(String(decoding: bytes, as: UTF8.self))
  }
  package override func iterate() throws(Raise) -> PyIterator {
    ArrayIterator(ContiguousArray(bytes.map { .int(Int($0)) }), .bytesIterator)
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

nonisolated(unsafe) let bytesMembers: [NativeMember] = [
  .method("decode", "encoding='utf-8', errors='strict'") { a throws(Raise) in
    let bytes = try a.object(0, BytesObject.self).bytes
    if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
    throw Raise(.unicodeDecodeError, "'utf-8' codec can't decode bytes: invalid data")
  },
  .method("hex", "") { a throws(Raise) in
    .string(
      try a.object(0, BytesObject.self).bytes.map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16)
      }.joined())
  },
]

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
