/// A `str`: Swift text, with what indexing by code point needs worked out when first asked for.
package final class StringObject: PyObject {
  private enum Layout {
    case unknown
    case ascii
    case scalars(ContiguousArray<Unicode.Scalar>)
  }

  @exclusivity(unchecked) package private(set) var value: String
  @exclusivity(unchecked) private var layout = Layout.unknown
  @exclusivity(unchecked) private var knownHash = 0

  package init(_ value: String) {
    self.value = value
    super.init(.str, kind: .string)
  }

  /// Appends in place; only for a string that nobody else holds.
  func append(_ text: String) {
    value += text
    layout = .unknown
    knownHash = 0
  }

  private func measure() {
    let isASCII = value.utf8.allSatisfy { $0 < 0x80 }
    layout = isASCII ? .ascii : .scalars(ContiguousArray(value.unicodeScalars))
  }

  /// Number of code points.
  package var count: Int {
    if case .unknown = layout { measure() }
    if case .scalars(let scalars) = layout { return scalars.count }
    return value.utf8.count
  }

  /// The code points from `start` up to `end` in steps.
  func slice(_ indices: SliceIndices) -> String {
    let total = count
    if indices.count == total, indices.step == 1 { return value }
    switch layout {
    case .scalars(let scalars):
      var text = String.UnicodeScalarView()
      for index in indices { text.append(scalars[index]) }
      return String(text)
    default:
      let utf8 = value.utf8
      if indices.step == 1 {
        let start = utf8.index(utf8.startIndex, offsetBy: indices.start)
        let end = utf8.index(start, offsetBy: indices.count)
        return String(value[start..<end])
      }
      let bytes = Array(utf8)
      var picked: [UInt8] = []
      picked.reserveCapacity(indices.count)
      for index in indices { picked.append(bytes[index]) }
      return String(decoding: picked, as: UTF8.self)
    }
  }

  func scalar(at index: Int) -> Unicode.Scalar {
    if case .unknown = layout { measure() }
    if case .scalars(let scalars) = layout { return scalars[index] }
    let utf8 = value.utf8
    return Unicode.Scalar(utf8[utf8.index(utf8.startIndex, offsetBy: index)])
  }

  func isSameShortText(as other: StringObject) -> Bool {
    value.utf8.count <= 1 && hasSameText(value, other.value)
  }

  private nonisolated(unsafe) static let ascii = (0..<128).map {
    StringObject(String(UnicodeScalar(UInt8($0))))
  }

  /// A text of one code point; those of ASCII exist once.
  static func single(_ scalar: Unicode.Scalar) -> PyValue {
    if scalar.value < 128 { return .object(ascii[Int(scalar.value)]) }
    return .string(String(Character(scalar)))
  }

  package override func hash() throws(Raise) -> Int { textHash }

  var textHash: Int {
    if knownHash == 0 {
      knownHash = TextHash.of(value)
    }
    return knownHash
  }

  package override func truth() throws(Raise) -> Bool { !value.isEmpty }
  package override func length() throws(Raise) -> Int { count }
  package override func str() throws(Raise) -> String { value }
  package override func repr() throws(Raise) -> String { representation(of: value) }

  package override func format(_ specification: String) throws(Raise) -> String {
    if specification.isEmpty { return value }
    return try formatted(text: value, specification)
  }

  package override func iterate() throws(Raise) -> PyIterator { StringIterator(self) }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let slice = key.cast(SliceObject.self) {
      return .string(self.slice(try slice.indices(count)))
    }
    let index = try key.sequenceIndex(count, of: "string")
    return StringObject.single(scalar(at: index))
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    guard let text = value.text else {
      throw Raise.type(
        "'in <string>' requires string as left operand, not \(value.typeName)")
    }
    return TextSearch.find(text, in: self.value) != nil
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    switch op {
    case .add:
      guard let text = other.text else { return nil }
      try Room.bytes(value.utf8.count + text.utf8.count)
      return .string(value + text)
    case .multiply:
      guard let count = try other.repeatCount else { return nil }
      // Whoever takes a text may make copies of it, such as a name with its scope, without asking.
      try Room.bytes(value.utf8.count, of: 4 * min(max(count, 0), .max / 4))
      return .string(String(repeating: value, count: max(count, 0)))
    case .modulo: return .string(try percentFormatted(value, other))
    default: return nil
    }
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    op == .multiply ? try binary(op, other) : nil
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let text = other.text else { return nil }
    switch op {
    case .equal: return .bool(hasSameText(value, text))
    case .notEqual: return .bool(!hasSameText(value, text))
    case .less: return .bool(precedes(value, text))
    case .greater: return .bool(precedes(text, value))
    case .lessEqual: return .bool(!precedes(text, value))
    case .greaterEqual: return .bool(!precedes(value, text))
    default: return nil
    }
  }
}

/// Python's `==` of texts: the same code points, with no regard to canonical equivalence.
func hasSameText(_ a: String, _ b: String) -> Bool {
  a.utf8.count == b.utf8.count && a == b
}

/// Python's `<` of texts: UTF-8 sorts like code points.
func precedes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// Iterates over code points.
package final class StringIterator: PyIterator {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ string: StringObject) {
    scalars = Array(string.value.unicodeScalars)
    super.init(.stringIterator)
  }

  package override func next() throws(Raise) -> PyValue? {
    guard position < scalars.count else { return nil }
    defer { position += 1 }
    return StringObject.single(scalars[position])
  }
}
