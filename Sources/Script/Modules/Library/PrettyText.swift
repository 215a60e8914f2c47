/// Python's `pprint.pformat`: what fits on a line stands on one, the rest one item a line.
struct PrettyText {
  let width: Int
  /// The text of a leaf; `nil` where `repr` is wanted.
  let leaf: (PyValue) throws(Raise) -> String?

  init(
    width: Int = 80, leaf: @escaping (PyValue) throws(Raise) -> String? = { _ throws(Raise) in nil }
  ) {
    self.width = width
    self.leaf = leaf
  }

  func text(_ value: PyValue) throws(Raise) -> String {
    var text = ""
    try write(value, to: &text, indent: 0, allowance: 0, level: 0)
    return text
  }

  private func write(
    _ value: PyValue, to text: inout String, indent: Int, allowance: Int, level: Int
  ) throws(Raise) {
    let line = try oneLine(value)
    let isLong = line.unicodeScalars.count > width - indent - allowance
    guard isLong, let object = value.object else {
      text += line
      return
    }
    switch object.kind {
    case .list, .tuple:
      let ends = try self.ends(value)
      text += ends.open
      try write(
        items: try value.items(), to: &text, indent: indent,
        allowance: allowance + ends.close.count, level: level + 1)
      text += ends.close
    case .dict:
      text += "{"
      let pairs = try self.pairs(value)
      for (place, (key, item)) in pairs.enumerated() {
        if place > 0 { text += ",\n" + String(repeating: " ", count: indent + 1) }
        let name = try key.repr()
        text += name + ": "
        try write(
          item, to: &text, indent: indent + 1 + name.unicodeScalars.count + 2,
          allowance: place == pairs.count - 1 ? allowance + 1 : 1, level: level + 1)
      }
      text += "}"
    case .string:
      try write(words: value.text ?? "", to: &text, indent, allowance, level + 1)
    default: text += line
    }
  }

  private func write(
    items: [PyValue], to text: inout String, indent: Int, allowance: Int, level: Int
  ) throws(Raise) {
    for (place, item) in items.enumerated() {
      if place > 0 { text += ",\n" + String(repeating: " ", count: indent + 1) }
      try write(
        item, to: &text, indent: indent + 1, allowance: place == items.count - 1 ? allowance : 1,
        level: level)
    }
  }

  /// Long text, in pieces that end behind spaces.
  private func write(
    words own: String, to text: inout String, _ indent: Int, _ allowance: Int, _ level: Int
  ) throws(Raise) {
    let isTop = level == 1
    let indent = isTop ? indent + 1 : indent
    let allowance = isTop ? allowance + 1 : allowance
    let most = width - indent
    var pieces: [String] = []
    func count(_ piece: String) -> Int { representation(of: piece).unicodeScalars.count }
    let lines = TextSearch.lines(own, keepingEnds: true)
    for (place, line) in lines.enumerated() {
      let isLast = place == lines.count - 1
      if count(line) <= most - (isLast ? allowance : 0) {
        pieces.append(representation(of: line))
        continue
      }
      var current = ""
      let words = PrettyText.words(line)
      for (word, part) in words.enumerated() {
        let room = most - (isLast && word == words.count - 1 ? allowance : 0)
        if count(current + part) > room {
          if !current.isEmpty { pieces.append(representation(of: current)) }
          current = part
        } else {
          current += part
        }
      }
      if !current.isEmpty { pieces.append(representation(of: current)) }
    }
    let joined = pieces.joined(separator: "\n" + String(repeating: " ", count: indent))
    text += isTop && pieces.count > 1 ? "(" + joined + ")" : joined
  }

  /// Words, each with the spaces behind it.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var current = String.UnicodeScalarView()
    var wasSpace = false
    for scalar in line.unicodeScalars {
      if wasSpace, !scalar.isPythonSpace {
        words.append(String(current))
        current = String.UnicodeScalarView()
      }
      current.append(scalar)
      wasSpace = scalar.isPythonSpace
    }
    if !current.isEmpty { words.append(String(current)) }
    return words
  }

  // MARK: One line

  private func oneLine(_ value: PyValue) throws(Raise) -> String {
    if let text = try leaf(value) { return text }
    switch value.object?.kind {
    case .list, .tuple:
      let ends = try self.ends(value)
      var parts: [String] = []
      for item in try value.items() { parts.append(try oneLine(item)) }
      return ends.open + parts.joined(separator: ", ") + ends.close
    case .dict:
      var parts: [String] = []
      for (key, item) in try pairs(value) {
        parts.append("\(try key.repr()): \(try oneLine(item))")
      }
      return "{" + parts.joined(separator: ", ") + "}"
    default: return try value.repr()
    }
  }

  private func ends(_ value: PyValue) throws(Raise) -> (open: String, close: String) {
    if value.object?.kind == .list { return ("[", "]") }
    return ("(", try value.length() == 1 ? ",)" : ")")
  }

  private func pairs(_ value: PyValue) throws(Raise) -> [(PyValue, PyValue)] {
    guard let dict = value.cast(DictObject.self) else { return [] }
    return try PrettyText.sorted(dict)
  }

  /// The entries of a dictionary by rising keys, where those can be compared.
  static func sorted(_ dict: DictObject) throws(Raise) -> [(PyValue, PyValue)] {
    let pairs = dict.pairs.map { ($0.0, $0.1) }
    let keys = ListObject(ContiguousArray(pairs.map(\.0)))
    guard let sort = TypeObject.list.lookup("sort"), (try? sort.call([.object(keys)])) != nil else {
      return pairs
    }
    var sorted: [(PyValue, PyValue)] = []
    for key in keys.items { sorted.append((key, PyValue(try dict.get(key)))) }
    return sorted
  }
}

/// Python's `pprint`.
func makePrettyPrintModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("pprint")
  let parameters = "object, stream=None, indent=1, width=80, *, sort_dicts=True, compact=False"
  func pretty(_ value: PyValue, _ width: PyValue) throws(Raise) -> String {
    try PrettyText(width: try width.asIndexInt()).text(value)
  }
  for name in ["pprint", "pp"] {
    module.function(name, parameters) { [unowned interpreter] a throws(Raise) in
      interpreter.write(try pretty(a[0], a[3]) + "\n", to: .standard)
      return .none
    }
  }
  module.function("pformat", "object, indent=1, width=80, *, sort_dicts=True, compact=False") {
    a throws(Raise) in .string(try pretty(a[0], a[2]))
  }
  return module
}
