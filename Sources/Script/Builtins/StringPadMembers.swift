private func fill(_ a: Bound, _ index: Int) throws(Raise) -> Unicode.Scalar {
  let fill = try a.text(index).unicodeScalars
  guard fill.count == 1, let scalar = fill.first else {
    throw Raise.type("The fill character must be exactly one character long")
  }
  return scalar
}

private func padded(_ a: Bound, left: (Int, Int) -> Int) throws(Raise) -> PyValue {
  let own = try a.receiverScalars()
  let width = try a.int(1)
  let fill = try fill(a, 2)
  guard width > own.count else { return a[0] }
  try Room.bytes(width, of: 8)
  let before = left(width - own.count, width)
  return .string(
    of: repeatElement(fill, count: before) + own
      + repeatElement(fill, count: width - own.count - before))
}

private func strip(_ a: Bound, start: Bool, end: Bool) throws(Raise) -> PyValue {
  var own = try a.receiverText().unicodeScalars[...]
  let characters: String.UnicodeScalarView? = a.has(1) ? try a.text(1).unicodeScalars : nil
  func isStripped(_ scalar: Unicode.Scalar) -> Bool {
    if let characters { return characters.contains(scalar) }
    return scalar.isPythonSpace
  }
  if start { while let first = own.first, isStripped(first) { own.removeFirst() } }
  if end { while let last = own.last, isStripped(last) { own.removeLast() } }
  return .string(String(String.UnicodeScalarView(own)))
}

/// Stripping and filling up.
nonisolated(unsafe) let stringPadMembers: [NativeMember] = [
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
    var own = try a.receiverScalars()
    let missing = try a.int(1) - own.count
    guard missing > 0 else { return a[0] }
    try Room.bytes(missing, of: 8)
    let isSigned = own.first == "-" || own.first == "+"
    own.insert(contentsOf: repeatElement("0", count: missing), at: isSigned ? 1 : 0)
    return .string(of: own)
  },
  .method("expandtabs", "tabsize=8") { a throws(Raise) in
    let size = try a.int(1)
    var column = 0
    var result: [Unicode.Scalar] = []
    for scalar in try a.receiverScalars() {
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
    return .string(of: result)
  },
]
