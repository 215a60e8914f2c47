private func text(_ a: Bound) throws(Raise) -> String {
  guard let text = a[0].text else {
    throw Raise.type(
      "descriptor '\(a.name)' requires a 'str' object but received a '\(a[0].typeName)'")
  }
  return text
}

private func scalars(_ a: Bound) throws(Raise) -> [Unicode.Scalar] {
  Array(try text(a).unicodeScalars)
}

private func string(_ scalars: some Sequence<Unicode.Scalar>) -> PyValue {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return .string(String(view))
}

private func fill(_ a: Bound, _ index: Int) throws(Raise) -> Unicode.Scalar {
  let fill = try a.text(index).unicodeScalars
  guard fill.count == 1, let scalar = fill.first else {
    throw Raise.type("The fill character must be exactly one character long")
  }
  return scalar
}

private func padded(_ a: Bound, left: (Int, Int) -> Int) throws(Raise) -> PyValue {
  let own = try scalars(a)
  let width = try a.int(1)
  let fill = try fill(a, 2)
  guard width > own.count else { return a[0] }
  try Room.bytes(width, of: 8)
  let before = left(width - own.count, width)
  return string(
    repeatElement(fill, count: before) + own
      + repeatElement(fill, count: width - own.count - before))
}

private func strip(_ a: Bound, start: Bool, end: Bool) throws(Raise) -> PyValue {
  var own = try text(a).unicodeScalars[...]
  let characters: String.UnicodeScalarView? = a.has(1) ? try a.text(1).unicodeScalars : nil
  func isStripped(_ scalar: Unicode.Scalar) -> Bool {
    if let characters { return characters.contains(scalar) }
    return scalar.isPythonSpace
  }
  if start { while let first = own.first, isStripped(first) { own.removeFirst() } }
  if end { while let last = own.last, isStripped(last) { own.removeLast() } }
  return .string(String(String.UnicodeScalarView(own)))
}

/// All parts of a `find`-like call: what is looked for, and the text between `start` and `stop`.
private func window(
  _ a: Bound
) throws(Raise) -> (needle: [Unicode.Scalar], own: [Unicode.Scalar], start: Int, stop: Int) {
  guard let needle = a[1].text else {
    throw Raise.type("must be str, not \(a[1].typeName)")
  }
  let own = try scalars(a)
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
  let own = StringObject(try text(a))
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

private func every(_ a: Bound, _ test: (Unicode.Scalar) -> Bool) throws(Raise) -> PyValue {
  let own = try text(a).unicodeScalars
  return .bool(!own.isEmpty && own.allSatisfy(test))
}

/// Whether all letters have a case for which `is`, and there is at least one.
private func cased(_ a: Bound, upper: Bool) throws(Raise) -> PyValue {
  var hasCased = false
  for scalar in try text(a).unicodeScalars {
    let properties = scalar.properties
    let isUpper = properties.isUppercase || properties.generalCategory == .titlecaseLetter
    if upper ? properties.isLowercase : isUpper { return .bool(false) }
    if upper ? properties.isUppercase : properties.isLowercase { hasCased = true }
  }
  return .bool(hasCased)
}

private func titled(_ text: String) -> String {
  var result = ""
  var afterLetter = false
  for scalar in text.unicodeScalars {
    result += afterLetter ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
    afterLetter = scalar.properties.isCased
  }
  return result
}

nonisolated(unsafe) let stringMembers: [NativeMember] =
  stringCaseMembers + stringSearchMembers + stringSplitMembers + stringPadMembers
  + stringTestMembers

nonisolated(unsafe) private let stringCaseMembers: [NativeMember] = [
  .method("upper", "") { a throws(Raise) in .string(try text(a).uppercased()) },
  .method("lower", "") { a throws(Raise) in .string(try text(a).lowercased()) },
  .method("casefold", "") { a throws(Raise) in
    .string(try text(a).lowercased().replacing("ß", with: "ss"))
  },
  .method("title", "") { a throws(Raise) in .string(titled(try text(a))) },
  .method("capitalize", "") { a throws(Raise) in
    let own = try scalars(a)
    guard let first = own.first else { return a[0] }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: own.dropFirst())
    return .string(first.properties.titlecaseMapping + String(rest).lowercased())
  },
  .method("swapcase", "") { a throws(Raise) in
    .string(
      try scalars(a).map {
        $0.properties.isUppercase
          ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
      }.joined())
  },
]

nonisolated(unsafe) private let stringSearchMembers: [NativeMember] = [
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
        try a.text(1), with: try a.text(2), in: try text(a), limit: try a.int(3)))
  },
  .method("removeprefix", "prefix, /") { a throws(Raise) in
    let own = try text(a)
    let prefix = try a.text(1)
    guard own.utf8.starts(with: prefix.utf8) else { return a[0] }
    return .string(String(own.unicodeScalars.dropFirst(prefix.unicodeScalars.count)))
  },
  .method("removesuffix", "suffix, /") { a throws(Raise) in
    let own = try text(a)
    let suffix = try a.text(1)
    guard !suffix.isEmpty, own.utf8.reversed().starts(with: suffix.utf8.reversed()) else {
      return a[0]
    }
    return .string(String(own.unicodeScalars.dropLast(suffix.unicodeScalars.count)))
  },
]

nonisolated(unsafe) private let stringSplitMembers: [NativeMember] = [
  .method("split", "sep=None, maxsplit=-1") { a throws(Raise) in
    let limit = try a.int(2)
    let parts: [String]
    if a.has(1) {
      guard let separator = a[1].text else {
        throw Raise.type("must be str or None, not \(a[1].typeName)")
      }
      guard !separator.isEmpty else { throw Raise.value("empty separator") }
      parts = TextSearch.split(try text(a), separator, limit: limit, fromEnd: false)
    } else {
      parts = TextSearch.splitSpaces(try text(a), limit: limit, fromEnd: false)
    }
    return .list(parts.map { .string($0) })
  },
  .method("rsplit", "sep=None, maxsplit=-1") { a throws(Raise) in
    let limit = try a.int(2)
    let parts: [String]
    if a.has(1) {
      let separator = try a.text(1)
      guard !separator.isEmpty else { throw Raise.value("empty separator") }
      parts = TextSearch.split(try text(a), separator, limit: limit, fromEnd: true)
    } else {
      parts = TextSearch.splitSpaces(try text(a), limit: limit, fromEnd: true)
    }
    return .list(parts.map { .string($0) })
  },
  .method("splitlines", "keepends=False") { a throws(Raise) in
    .list(TextSearch.lines(try text(a), keepingEnds: try a.bool(1)).map { .string($0) })
  },
  .method("partition", "sep, /") { a throws(Raise) in
    if try a.text(1).isEmpty { throw Raise.value("empty separator") }
    let parts = TextSearch.split(try text(a), try a.text(1), limit: 1, fromEnd: false)
    if parts.count < 2 { return .tuple([a[0], .string(""), .string("")]) }
    return .tuple([.string(parts[0]), a[1], .string(parts[1])])
  },
  .method("rpartition", "sep, /") { a throws(Raise) in
    if try a.text(1).isEmpty { throw Raise.value("empty separator") }
    let parts = TextSearch.split(try text(a), try a.text(1), limit: 1, fromEnd: true)
    if parts.count < 2 { return .tuple([.string(""), .string(""), a[0]]) }
    return .tuple([.string(parts[0]), a[1], .string(parts[1])])
  },
  .method("join", "iterable, /") { a throws(Raise) in
    let separator = try text(a)
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

nonisolated(unsafe) private let stringPadMembers: [NativeMember] = [
  .method("strip", "chars=None, /") { a throws(Raise) in try strip(a, start: true, end: true) },
  .method("lstrip", "chars=None, /") { a throws(Raise) in try strip(a, start: true, end: false) },
  .method("rstrip", "chars=None, /") { a throws(Raise) in try strip(a, start: false, end: true) },
  .method("ljust", "width, fillchar=' ', /") { a throws(Raise) in try padded(a) { _, _ in 0 } },
  .method("rjust", "width, fillchar=' ', /") { a throws(Raise) in
    try padded(a) { space, _ in space }
  },
  .method("center", "width, fillchar=' ', /") { a throws(Raise) in
    try padded(a) { space, width in space / 2 + (space & width & 1) }
  },
  .method("zfill", "width, /") { a throws(Raise) in
    var own = try scalars(a)
    let missing = try a.int(1) - own.count
    guard missing > 0 else { return a[0] }
    try Room.bytes(missing, of: 8)
    let isSigned = own.first == "-" || own.first == "+"
    own.insert(contentsOf: repeatElement("0", count: missing), at: isSigned ? 1 : 0)
    return string(own)
  },
  .method("expandtabs", "tabsize=8") { a throws(Raise) in
    let size = try a.int(1)
    var column = 0
    var result: [Unicode.Scalar] = []
    for scalar in try scalars(a) {
      if scalar == "\t" {
        let count = size > 0 ? size - column % size : 0
        try Room.bytes(count, of: 8)
        result += repeatElement(" ", count: count)
        column += count
      } else {
        result.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return string(result)
  },
  .directMethod("format") { a throws(Raise) in
    guard let template = a[0].text else { throw Raise.type("format() requires a str") }
    return .string(
      try formattedTemplate(template, Array(a.positional.dropFirst()), a.named))
  },
  .method("format_map", "mapping, /") { a throws(Raise) in
    .string(try formattedTemplate(try text(a), mapping: a[1]))
  },
  .method("encode", "encoding='utf-8', errors='strict'") { a throws(Raise) in
    let encoding = try a.text(1).lowercased()
    let own = try text(a)
    switch encoding {
    case "utf-8", "utf8": return .object(BytesObject(Array(own.utf8)))
    case "ascii", "latin-1", "latin1", "iso-8859-1":
      let limit: UInt32 = encoding == "ascii" ? 0x80 : 0x100
      var bytes: [UInt8] = []
      for (index, scalar) in own.unicodeScalars.enumerated() {
        if scalar.value >= limit, try a.text(2) == "ignore" { continue }
        if scalar.value >= limit, try a.text(2) == "replace" {
          bytes.append(UInt8(ascii: "?"))
          continue
        }
        guard scalar.value < limit else {
          let escape =
            scalar.value < 0x100 ? "\\x" + hex(scalar.value, 2) : "\\u" + hex(scalar.value, 4)
          throw Raise(
            .unicodeEncodeError,
            "'\(encoding)' codec can't encode character '\(escape)' in position \(index): "
              + "ordinal not in range(\(limit))")
        }
        bytes.append(UInt8(scalar.value))
      }
      return .object(BytesObject(bytes))
    default: throw Raise(.lookupError, "unknown encoding: \(try a.text(1))")
    }
  },
  .method("translate", "table, /") { a throws(Raise) in
    var result = ""
    for scalar in try text(a).unicodeScalars {
      let found: PyValue?
      if let dict = a[1].cast(DictObject.self) {
        found = try dict.get(.int(Int(scalar.value)))
      } else {
        found = nil
      }
      switch found {
      case nil: result.unicodeScalars.append(scalar)
      case .some(.none): break
      case .some(.int(let code)):
        if let scalar = Unicode.Scalar(UInt32(code)) { result.unicodeScalars.append(scalar) }
      case .some(let value): result += try value.str()
      }
    }
    return .string(result)
  },
  .staticMethod("maketrans", "x, y=None, z=None, /") { a throws(Raise) in
    let table = DictObject()
    if a.has(1) {
      let from = Array(try a.text(0).unicodeScalars)
      let to = Array(try a.text(1).unicodeScalars)
      guard from.count == to.count else {
        throw Raise.value("the first two maketrans arguments must have equal length")
      }
      for (key, value) in zip(from, to) {
        try table.set(.int(Int(key.value)), .int(Int(value.value)))
      }
      if a.has(2) {
        for key in try a.text(2).unicodeScalars { try table.set(.int(Int(key.value)), .none) }
      }
    } else if let dict = a[0].cast(DictObject.self) {
      for (key, value) in dict.pairs {
        if let scalar = key.text?.unicodeScalars.first {
          try table.set(.int(Int(scalar.value)), value)
        } else {
          try table.set(key, value)
        }
      }
    }
    return .object(table)
  },
]

private func hex(_ value: UInt32, _ width: Int) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

nonisolated(unsafe) private let stringTestMembers: [NativeMember] = [
  .method("isalpha", "") { a throws(Raise) in try every(a) { $0.isPythonAlpha } },
  .method("isdigit", "") { a throws(Raise) in try every(a) { $0.isPythonDigit } },
  .method("isdecimal", "") { a throws(Raise) in
    try every(a) { $0.properties.generalCategory == .decimalNumber }
  },
  .method("isnumeric", "") { a throws(Raise) in try every(a) { $0.properties.numericType != nil } },
  .method("isalnum", "") { a throws(Raise) in
    try every(a) { $0.isPythonAlpha || $0.properties.numericType != nil }
  },
  .method("isspace", "") { a throws(Raise) in try every(a) { $0.isPythonSpace } },
  .method("isupper", "") { a throws(Raise) in try cased(a, upper: true) },
  .method("islower", "") { a throws(Raise) in try cased(a, upper: false) },
  .method("isascii", "") { a throws(Raise) in
    .bool(try text(a).utf8.allSatisfy { $0 < 0x80 })
  },
  .method("isprintable", "") { a throws(Raise) in
    let own = try text(a)
    return .bool(representation(of: own).utf8.count == own.utf8.count + 2)
  },
  .method("isidentifier", "") { a throws(Raise) in
    let own = try scalars(a)
    guard let first = own.first else { return .bool(false) }
    return .bool(
      (first == "_" || first.properties.isXIDStart)
        && own.allSatisfy { $0.properties.isXIDContinue })
  },
  .method("istitle", "") { a throws(Raise) in
    let own = try text(a)
    return .bool(own.unicodeScalars.contains { $0.properties.isCased } && titled(own) == own)
  },
]

extension Unicode.Scalar {
  var isPythonSpace: Bool {
    switch value {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f,
      0x205f, 0x3000:
      true
    default: false
    }
  }

  var isPythonAlpha: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  var isPythonDigit: Bool {
    properties.numericType == .decimal || properties.numericType == .digit
  }
}
