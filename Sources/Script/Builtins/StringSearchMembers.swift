/// All parts of a `find`-like call: what is looked for, and the text between `start` and `stop`.
private func window(
  _ a: Bound
) throws(Raise) -> (needle: [Unicode.Scalar], own: [Unicode.Scalar], start: Int, stop: Int) {
  guard let needle = a[1].text else {
    throw Raise.type("must be str, not \(a[1].typeName)")
  }
  let own = try a.receiverScalars()
  let positions = try SliceObject(a[2], a[3], .none).indices(own.count)
  var start = positions.start
  if case .int(let given) = a[2], given > own.count { start = given }
  return (Array(needle.unicodeScalars), own, start, positions.stop)
}

private func find(_ a: Bound, fromEnd: Bool) throws(Raise) -> Int? {
  let (needle, own, start, stop) = try window(a)
  guard start <= stop, needle.count <= stop - start else { return nil }
  let last = stop - needle.count
  let candidates = Array(start...last)
  return (fromEnd ? candidates.reversed() : candidates).first { position in
    needle.indices.allSatisfy { own[position + $0] == needle[$0] }
  }
}

private func affix(
  _ a: Bound, _ title: String, _ matches: (String, String) -> Bool
) throws(Raise) -> PyValue {
  let own = StringObject(try a.receiverText())
  let part = own.slice(try SliceObject(a[2], a[3], .none).indices(own.count))
  if let one = a[1].text { return .bool(matches(part, one)) }
  guard let tuple = a[1].cast(TupleObject.self) else {
    throw Raise.type(
      "\(title) first arg must be str or a tuple of str, not \(a[1].typeName)")
  }
  for item in tuple.items {
    guard let candidate = item.text else {
      throw Raise.type("tuple for \(title) must only contain str, not \(item.typeName)")
    }
    if matches(part, candidate) { return .bool(true) }
  }
  return .bool(false)
}

/// Looking for parts.
nonisolated(unsafe) let stringSearchMembers: [NativeMember] = [
  .method("find", "sub, start=None, end=None, /") { a throws(Raise) in
    .int(try find(a, fromEnd: false) ?? -1)
  },
  .method("rfind", "sub, start=None, end=None, /") { a throws(Raise) in
    .int(try find(a, fromEnd: true) ?? -1)
  },
  .method("index", "sub, start=None, end=None, /") { a throws(Raise) in
    guard let found = try find(a, fromEnd: false) else { throw Raise.value("substring not found") }
    return .int(found)
  },
  .method("rindex", "sub, start=None, end=None, /") { a throws(Raise) in
    guard let found = try find(a, fromEnd: true) else { throw Raise.value("substring not found") }
    return .int(found)
  },
  .method("count", "sub, start=None, end=None, /") { a throws(Raise) in
    let (needle, own, start, stop) = try window(a)
    guard start <= stop else { return .int(0) }
    if needle.isEmpty { return .int(stop - start + 1) }
    var count = 0
    var position = start
    while position + needle.count <= stop {
      if needle.indices.allSatisfy({ own[position + $0] == needle[$0] }) {
        count += 1
        position += needle.count
      } else {
        position += 1
      }
    }
    return .int(count)
  },
  .method("startswith", "prefix, start=None, end=None, /") { a throws(Raise) in
    try affix(a, "startswith") { $0.utf8.starts(with: $1.utf8) }
  },
  .method("endswith", "suffix, start=None, end=None, /") { a throws(Raise) in
    try affix(a, "endswith") { $0.utf8.reversed().starts(with: $1.utf8.reversed()) }
  },
  .method("replace", "old, new, count=-1, /") { a throws(Raise) in
    .string(
      try TextSearch.replace(
        try a.text(1), with: try a.text(2), in: try a.receiverText(), limit: try a.int(3)))
  },
  .method("removeprefix", "prefix, /") { a throws(Raise) in
    let own = try a.receiverText()
    let prefix = try a.text(1)
    guard own.utf8.starts(with: prefix.utf8) else { return a[0] }
    return .string(String(own.unicodeScalars.dropFirst(prefix.unicodeScalars.count)))
  },
  .method("removesuffix", "suffix, /") { a throws(Raise) in
    let own = try a.receiverText()
    let suffix = try a.text(1)
    guard !suffix.isEmpty, own.utf8.reversed().starts(with: suffix.utf8.reversed()) else {
      return a[0]
    }
    return .string(String(own.unicodeScalars.dropLast(suffix.unicodeScalars.count)))
  },
]

/// Taking apart and joining.
nonisolated(unsafe) let stringSplitMembers: [NativeMember] = [
  .method("split", "sep=None, maxsplit=-1") { a throws(Raise) in
    let limit = try a.int(2)
    let parts: [String]
    if a.has(1) {
      guard let separator = a[1].text else {
        throw Raise.type("must be str or None, not \(a[1].typeName)")
      }
      guard !separator.isEmpty else { throw Raise.value("empty separator") }
      parts = TextSearch.split(try a.receiverText(), separator, limit: limit, fromEnd: false)
    } else {
      parts = TextSearch.splitSpaces(try a.receiverText(), limit: limit, fromEnd: false)
    }
    return .list(parts.map { .string($0) })
  },
  .method("rsplit", "sep=None, maxsplit=-1") { a throws(Raise) in
    let limit = try a.int(2)
    let parts: [String]
    if a.has(1) {
      let separator = try a.text(1)
      guard !separator.isEmpty else { throw Raise.value("empty separator") }
      parts = TextSearch.split(try a.receiverText(), separator, limit: limit, fromEnd: true)
    } else {
      parts = TextSearch.splitSpaces(try a.receiverText(), limit: limit, fromEnd: true)
    }
    return .list(parts.map { .string($0) })
  },
  .method("splitlines", "keepends=False") { a throws(Raise) in
    .list(TextSearch.lines(try a.receiverText(), keepingEnds: try a.bool(1)).map { .string($0) })
  },
  .method("partition", "sep, /") { a throws(Raise) in
    if try a.text(1).isEmpty { throw Raise.value("empty separator") }
    let parts = TextSearch.split(try a.receiverText(), try a.text(1), limit: 1, fromEnd: false)
    if parts.count < 2 { return .tuple([a[0], .string(""), .string("")]) }
    return .tuple([.string(parts[0]), a[1], .string(parts[1])])
  },
  .method("rpartition", "sep, /") { a throws(Raise) in
    if try a.text(1).isEmpty { throw Raise.value("empty separator") }
    let parts = TextSearch.split(try a.receiverText(), try a.text(1), limit: 1, fromEnd: true)
    if parts.count < 2 { return .tuple([.string(""), .string(""), a[0]]) }
    return .tuple([.string(parts[0]), a[1], .string(parts[1])])
  },
  .method("join", "iterable, /") { a throws(Raise) in
    let separator = try a.receiverText()
    let items = try a[1].iterableItems("can only join an iterable")
    var result = ""
    var size = 0
    for item in items { size += (item.text?.utf8.count ?? 0) + separator.utf8.count }
    try Room.bytes(size * 2)
    for (index, item) in items.enumerated() {
      guard let part = item.text else {
        throw Raise.type(
          "sequence item \(index): expected str instance, \(item.typeName) found")
      }
      if index > 0 { result += separator }
      result += part
    }
    return .string(result)
  },
]
