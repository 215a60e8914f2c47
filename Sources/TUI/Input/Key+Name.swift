extension Key: CustomStringConvertible {
  /// The name used in help, scenario files and tests: `s`, `Shift-Tab`, `Ctrl-L`, `Alt-1`, `Space`.
  package var name: String {
    var name = ""
    if modifiers.contains(.control) { name += "Ctrl-" }
    if modifiers.contains(.alt) { name += "Alt-" }
    if modifiers.contains(.shift) { name += "Shift-" }
    switch code {
    case .character(" "): name += "Space"
    case .character(let scalar) where modifiers.contains(.control):
      name += scalar.properties.uppercaseMapping
    case .character(let scalar): name.unicodeScalars.append(scalar)
    case .function(let number): name += "F\(number)"
    default: name += Self.names.first { $0.code == code }?.name ?? "?"
    }
    return name
  }

  package var description: String { name }

  /// Reads the name of a key; the case of words is free, and other usual words are understood.
  package init?(name: String) {
    var modifiers: Modifiers = []
    var rest = name[...]
    while let dash = rest.dropFirst().firstIndex(of: "-"),
      dash != rest.index(before: rest.endIndex)
        || rest.hasSuffix("--")
    {
      switch rest[..<dash].lowercased() {
      case "ctrl", "control": modifiers.insert(.control)
      case "alt", "meta": modifiers.insert(.alt)
      case "shift": modifiers.insert(.shift)
      default: return nil
      }
      rest = rest[rest.index(after: dash)...]
    }
    guard let code = Self.code(named: rest) else { return nil }
    guard case .character(let scalar) = code else {
      self.init(code, modifiers)
      return
    }
    if modifiers.contains(.shift) { return nil }
    if modifiers.contains(.control) {
      self = .control(scalar)
      self.modifiers = modifiers
    } else {
      self.init(code, modifiers)
    }
  }

  /// Reads the names of several keys, separated by spaces: `s Right Space`; nil if one is unknown.
  package static func keys(named names: String) -> [Key]? {
    let parts = names.split(separator: " ")
    let keys = parts.compactMap { Key(name: String($0)) }
    return keys.count == parts.count ? keys : nil
  }

  private static func code(named word: Substring) -> Code? {
    if word.unicodeScalars.count == 1, let scalar = word.unicodeScalars.first {
      return CellWidth.of(scalar) ?? 0 > 0 && scalar != " " ? .character(scalar) : nil
    }
    let lower = word.lowercased()
    if let named = names.first(where: { $0.name.lowercased() == lower || $0.others.contains(lower) }
    ) {
      return named.code
    }
    if lower.first == "f", let number = Int(lower.dropFirst()), (1...63).contains(number) {
      return .function(number)
    }
    return nil
  }

  private static let names: [(code: Code, name: String, others: [String])] = [
    (.character(" "), "Space", ["spc"]), (.up, "Up", []), (.down, "Down", []), (.left, "Left", []),
    (.right, "Right", []), (.home, "Home", []), (.end, "End", []),
    (.pageUp, "PgUp", ["pageup"]), (.pageDown, "PgDn", ["pagedown"]),
    (.insert, "Insert", ["ins"]), (.delete, "Delete", ["del"]),
    (.backspace, "Backspace", ["bs"]), (.enter, "Enter", ["return", "cr"]), (.tab, "Tab", []),
    (.escape, "Esc", ["escape"]),
  ]
}
