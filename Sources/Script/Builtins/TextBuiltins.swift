extension Interpreter {
  /// Functions on text, and `print`, which writes to this interpreter's output.
  var textBuiltins: [NativeFunction] {
    [
      NativeFunction("print", "*args, sep=' ', end='\n', file=None, flush=False") {
        [unowned self] a throws(Raise) in
        try self.print(a)
      },
      NativeFunction("repr", "obj, /") { a throws(Raise) in .string(try a[0].repr()) },
      NativeFunction("ascii", "obj, /") { a throws(Raise) in
        .string(escapedToASCII(try a[0].repr()))
      },
      NativeFunction("format", "value, format_spec='', /") { a throws(Raise) in
        .string(try a[0].format(try a.text(1)))
      },
      NativeFunction("chr", "i, /") { a throws(Raise) in
        guard let scalar = UInt32(exactly: try a.int(0)).flatMap(Unicode.Scalar.init) else {
          throw Raise.value("chr() arg not in range(0x110000)")
        }
        return .string(String(Character(scalar)))
      },
      NativeFunction("ord", "c, /") { a throws(Raise) in
        if let bytes = a[0].cast(BytesObject.self), bytes.bytes.count == 1 {
          return .int(Int(bytes.bytes[0]))
        }
        guard let text = a[0].text else {
          throw Raise.type(
            "ord() expected string of length 1, but \(a[0].typeName) found")
        }
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
          throw Raise.type(
            "ord() expected a character, but string of length \(text.unicodeScalars.count) found")
        }
        return .int(Int(scalar.value))
      },
    ]
  }

  private func print(_ a: Bound) throws(Raise) -> PyValue {
    let items = a[0].cast(TupleObject.self)?.items ?? []
    let separator = try separatorText(a[1], "sep", " ")
    let end = try separatorText(a[2], "end", "\n")
    var text = ""
    for (index, item) in items.enumerated() {
      if index > 0 { text += separator }
      text += try item.str()
    }
    text += end
    if a[3].isAbsent {
      write(text)
    } else if let file = a[3].cast(StreamObject.self) {
      write(text, to: file.stream)
    } else if let method = try a[3].findAttribute(Symbol("write")) {
      _ = try method.call(.string(text))
    } else {
      throw Raise.missingAttribute(Symbol("write"), of: a[3])
    }
    return .none
  }

  private func separatorText(
    _ value: PyValue, _ name: String, _ fallback: String
  ) throws(Raise) -> String {
    if value.isAbsent { return fallback }
    guard let text = value.text else {
      throw Raise.type("\(name) must be None or a string, not \(value.typeName)")
    }
    return text
  }
}
