/// Methods that bytes share with texts: run on a text of the same bytes.
///
/// Bytes beyond ASCII become private code points, which no method takes for letters, digits or
/// spaces.
nonisolated(unsafe) let textualBytesMembers: [NativeMember] = [
  "upper", "lower", "capitalize", "title", "swapcase", "strip", "lstrip", "rstrip", "split",
  "rsplit", "splitlines", "partition", "rpartition", "replace", "find", "rfind", "index",
  "rindex", "count", "startswith", "endswith", "join", "ljust", "rjust", "center", "zfill",
  "isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "istitle", "isascii",
  "removeprefix", "removesuffix", "expandtabs",
].map { name in
  .directMethod(name) { a throws(Raise) in
    guard a.count > 0, let method = TypeObject.str.lookup(Symbol(name)) else { return .none }
    var values: [PyValue] = []
    for index in 0..<(a.count + a.keywordCount) { values.append(try asText(a.values[index])) }
    return asBytes(try method.call(values, keywords: a.keywords))
  }
}

private func asText(_ value: PyValue) throws(Raise) -> PyValue {
  guard case .object(let object) = value else { return value }
  if let bytes = object as? BytesObject {
    var view = String.UnicodeScalarView()
    for byte in bytes.bytes {
      view.append(byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(0xe000 + UInt32(byte)) ?? "?")
    }
    return .string(String(view))
  }
  if object.kind == .string {
    throw Raise.type("a bytes-like object is required, not 'str'")
  }
  guard object.kind == .list || object.kind == .tuple else { return value }
  var items: [PyValue] = []
  for item in try value.items() { items.append(try asText(item)) }
  return object.kind == .list ? .list(items) : .tuple(items)
}

private func asBytes(_ value: PyValue) -> PyValue {
  guard case .object(let object) = value else { return value }
  if let text = value.text {
    return .object(
      BytesObject(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }))
  }
  switch object.kind {
  case .list: return .list(unsafeDowncast(object, to: ListObject.self).items.map(asBytes))
  case .tuple: return .tuple(unsafeDowncast(object, to: TupleObject.self).items.map(asBytes))
  default: return value
  }
}
