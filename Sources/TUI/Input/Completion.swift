/// What could be typed next.
package struct Completion: Hashable, Sendable {
  /// One possibility.
  package struct Candidate: Hashable, Sendable {
    /// The text to type.
    package var text: String
    /// What it is: the help of an action, empty for a value.
    package var note: String

    package init(_ text: String, note: String = "") {
      self.text = text
      self.note = note
    }
  }

  /// What stands before the word that is completed and stays.
  package var kept: String
  /// The possibilities, the best first.
  package var candidates: [Candidate]
  /// What follows a candidate once it is taken: a space where an argument is wanted.
  package var suffixes: [String]

  /// The line with a candidate taken.
  package func line(taking index: Int) -> String {
    guard candidates.indices.contains(index) else { return kept }
    return kept + candidates[index].text + suffixes[index]
  }
}

extension ActionTable {
  /// What could follow at the end of a command line.
  ///
  /// - Parameters:
  ///   - line: What has been typed.
  ///   - values: The names that an argument of a kind can have, as the program knows them.
  /// - Returns: The possibilities, the names that start so before those that only hold the word.
  package func completion(
    of line: String, values: (Argument.Kind) -> [String] = { _ in [] }
  ) -> Completion {
    let lead = line.prefix { $0 == " " || $0 == ":" }
    let rest = line[lead.endIndex...]
    guard let space = rest.firstIndex(of: " ") else {
      return names(matching: String(rest), after: String(lead))
    }
    guard let action = try? find(String(rest[..<space])), let argument = action.argument else {
      return Completion(kept: line, candidates: [], suffixes: [])
    }
    let start = rest[space...].firstIndex { $0 != " " } ?? rest.endIndex
    return arguments(of: argument, rest[start...], after: line[..<start], values)
  }

  private func names(matching word: String, after lead: String) -> Completion {
    let starting = actions.filter { $0.name.hasPrefix(word) }
    let lower = word.lowercased()
    let holding = actions.filter { action in
      !action.name.hasPrefix(word)
        && (action.name.contains("-" + word)
          || (word.count > 2 && (action.name + action.help.lowercased()).contains(lower)))
    }
    let found = starting + holding
    return Completion(
      kept: lead, candidates: found.map { .init($0.name, note: $0.help) },
      suffixes: found.map { $0.argument == nil ? "" : " " })
  }

  private func arguments(
    of argument: Argument, _ typed: Substring, after lead: Substring,
    _ values: (Argument.Kind) -> [String]
  ) -> Completion {
    var kept = String(lead)
    var word = typed
    if argument.kind == .expression {
      // Within a formula the name that is being typed is completed.
      let isPart = { (letter: Character) in letter.isLetter || letter.isNumber || letter == "_" }
      let tail = typed.reversed().prefix(while: isPart).count
      word = typed.suffix(tail)
      kept += typed.dropLast(tail)
    }
    let known: [String] =
      switch argument.kind {
      case .choice(let choices): choices
      case .action: actions.map(\.name)
      default: values(argument.kind)
      }
    let found = known.filter { $0.hasPrefix(word) }
    return Completion(
      kept: kept, candidates: found.map { .init($0) }, suffixes: found.map { _ in "" })
  }
}
