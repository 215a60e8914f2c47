extension ActionTable {
  /// Reads a command line: the name of an action or an unmistakable start of it, and its argument.
  package func parse(_ line: String) throws(CommandError) -> Invocation<Payload> {
    let trimmed = line.drop { $0 == " " || $0 == ":" }
    let name = trimmed.prefix { $0 != " " }
    let rest = String(
      trimmed[name.endIndex...].drop { $0 == " " }.reversed().drop { $0 == " " }
        .reversed())
    let action = try find(String(name))
    return try invocation(of: action, rest)
  }

  /// The action that a name or an unmistakable start of a name means.
  package func find(_ name: String) throws(CommandError) -> Action<Payload> {
    if let exact = self[name] { return exact }
    let starting = actions.filter { !name.isEmpty && $0.name.hasPrefix(name) }
    if let only = starting.first, starting.count == 1 { return only }
    guard starting.isEmpty else {
      throw .ambiguous(name, candidates: starting.map(\.name))
    }
    throw .unknown(name, similar: similarNames(to: name))
  }

  private func invocation(
    of action: Action<Payload>, _ text: String
  ) throws(CommandError) -> Invocation<Payload> {
    guard let argument = action.argument else {
      if text.isEmpty { return Invocation(action) }
      guard action.takesCount else {
        throw .unexpectedArgument(text, usage: action.usage)
      }
      guard let count = Int(text), count > 0 else {
        throw .notANumber(text, usage: action.usage)
      }
      return Invocation(action, count: count)
    }
    if text.isEmpty {
      guard argument.isOptional else { throw .missingArgument(usage: action.usage) }
      return Invocation(action)
    }
    switch argument.kind {
    case .number where Int(text) == nil: throw .notANumber(text, usage: action.usage)
    case .key where Key(name: text) == nil: throw .notAKey(text, usage: action.usage)
    case .choice(let choices) where !choices.contains(text):
      throw .notAChoice(text, choices: choices)
    case .action:
      return Invocation(action, argument: try find(text).name)
    default: break
    }
    return Invocation(action, argument: text)
  }

  private func similarNames(to name: String) -> [String] {
    let ranked = actions.map { (name: $0.name, distance: Self.distance($0.name, name)) }
      .filter {
        $0.distance <= max(2, name.count / 3) || (name.count > 2 && $0.name.contains(name))
      }
    return ranked.sorted { $0.distance < $1.distance }.prefix(3).map(\.name)
  }

  /// How many letters have to be typed anew to turn one word into the other.
  private static func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    var previous = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, candidate) in other.enumerated() {
        let change = previous[column] + (letter == candidate ? 0 : 1)
        current.append(min(change, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[other.count]
  }
}
