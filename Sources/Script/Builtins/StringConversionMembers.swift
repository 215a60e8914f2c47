/// Filling in, encoding and translating.
nonisolated(unsafe) let stringConversionMembers: [NativeMember] = [
  .directMethod("format") { a throws(Raise) in
    guard let template = a[0].text else { throw Raise.type("format() requires a str") }
    return .string(
      try formattedTemplate(template, Array(a.positional.dropFirst()), a.named))
  },
  .method("format_map", "mapping, /") { a throws(Raise) in
    .string(try formattedTemplate(try a.receiverText(), mapping: a[1]))
  },
  .method("encode", "encoding='utf-8', errors='strict'") { a throws(Raise) in
    let encoding = try a.text(1).lowercased()
    let own = try a.receiverText()
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
    for scalar in try a.receiverText().unicodeScalars {
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
