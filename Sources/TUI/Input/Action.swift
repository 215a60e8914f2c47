/// Where an action's keys work: everywhere, or in a pane or mode of a name.
package struct Scope: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The name shown as the head of its help.
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.name = name }

  /// Everywhere.
  package static let global: Scope = "Everywhere"
}

/// What an action wants to be told.
package struct Argument: Hashable, Sendable {
  /// What the argument is, which decides how it is checked and completed.
  package enum Kind: Hashable, Sendable {
    /// A whole number.
    case number
    /// The next key pressed, such as the letter of a mark.
    case key
    /// The name of a node, `w5`.
    case node
    /// The name of a variable of the lesson.
    case variable
    /// A formula over values of the lesson.
    case expression
    /// The name of a file.
    case file
    /// The name of another action.
    case action
    /// Any text.
    case text
    /// One of some words.
    case choice([String])
  }

  /// What it is.
  package var kind: Kind
  /// What the help calls it, `N`.
  package var name: String
  /// Whether the action works without it.
  package var isOptional: Bool

  package init(_ kind: Kind, _ name: String, isOptional: Bool = false) {
    self.kind = kind
    self.name = name
    self.isOptional = isOptional
  }
}

/// Something the user can have done, by key, by command and by scenario file: one entry tells all.
///
/// The payload is what the program does with it: a case of its own, or a function over its state.
package struct Action<Payload: Sendable>: Sendable {
  /// The name of the command: small letters, digits and hyphens.
  package var name: String
  /// The keys, the first being the one shown.
  package var keys: [Key]
  /// Where the keys work.
  package var scopes: [Scope]
  /// The group in the help.
  package var chapter: String
  /// One sentence: what it does.
  package var help: String
  /// A word or two for the hint bar, nil to stay out of it.
  ///
  /// Neighbors with the same word share a place.
  package var hint: String?
  /// Whether the hint is the last to give way on a narrow screen.
  package var isPinned: Bool
  /// Whether digits before the key, or a number after the command, say how many times.
  package var takesCount: Bool
  /// What it wants to be told.
  package var argument: Argument?
  /// What the program does.
  package var payload: Payload

  package init(
    _ name: String, _ keys: [Key] = [], in scopes: [Scope] = [.global], chapter: String = "",
    help: String, hint: String? = nil, isPinned: Bool = false, takesCount: Bool = false,
    argument: Argument? = nil, _ payload: Payload
  ) {
    self.name = name
    self.keys = keys
    self.scopes = scopes
    self.chapter = chapter
    self.help = help
    self.hint = hint
    self.isPinned = isPinned
    self.takesCount = takesCount
    self.argument = argument
    self.payload = payload
  }

  /// How the command is written: `goto N`, `export FILE`, `step-forward [COUNT]`.
  package var usage: String {
    if let argument {
      return name + (argument.isOptional ? " [\(argument.name)]" : " \(argument.name)")
    }
    return takesCount ? name + " [COUNT]" : name
  }
}

/// An action with what it was told.
package struct Invocation<Payload: Sendable>: Sendable {
  /// The action.
  package var action: Action<Payload>
  /// How many times, if the user said so.
  package var count: Int?
  /// The argument, if there is one.
  package var argument: String?

  package init(_ action: Action<Payload>, count: Int? = nil, argument: String? = nil) {
    self.action = action
    self.count = count
    self.argument = argument
  }

  /// The invocation as a command line.
  package var command: String {
    if let argument { return "\(action.name) \(argument)" }
    if let count { return "\(action.name) \(count)" }
    return action.name
  }
}
