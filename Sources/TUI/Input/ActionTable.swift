/// All actions of a program: the only place where names, keys and help are told.
package struct ActionTable<Payload: Sendable>: Sendable {
  /// The actions in the order in which help and hints show them.
  package let actions: [Action<Payload>]
  private let byName: [String: Int]
  private let byKey: [Scope: [Key: Int]]

  package init(_ actions: [Action<Payload>]) {
    self.actions = actions
    byName = Dictionary(
      actions.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { old, _ in old }
    )
    var byKey: [Scope: [Key: Int]] = [:]
    for (index, action) in actions.enumerated() {
      for scope in action.scopes {
        for key in action.keys where byKey[scope]?[key] == nil {
          byKey[scope, default: [:]][key] = index
        }
      }
    }
    self.byKey = byKey
  }

  /// The action of a name.
  package subscript(name: String) -> Action<Payload>? {
    byName[name].map { actions[$0] }
  }

  /// The action that a key stands for; of the scopes the first that knows it decides.
  package func action(for key: Key, in scopes: [Scope]) -> Action<Payload>? {
    for scope in scopes {
      if let index = byKey[scope]?[key] { return actions[index] }
    }
    return nil
  }

  /// What is wrong with the table, each as a sentence; a test of the program wants none.
  package var problems: [String] {
    var problems: [String] = []
    var names: Set<String> = []
    var owners: [Scope: [Key: String]] = [:]
    for action in actions {
      if !names.insert(action.name).inserted { problems.append("\(action.name): name used twice") }
      if !Self.isName(action.name) { problems.append("\(action.name): not a name") }
      if action.help.isEmpty || action.help.last == "." || action.help.contains("\n") {
        problems.append("\(action.name): help is not one sentence without a period")
      }
      if action.scopes.isEmpty { problems.append("\(action.name): works nowhere") }
      for scope in action.scopes {
        for key in action.keys {
          if let owner = owners[scope]?[key] {
            problems.append("\(action.name): \(key) in \(scope.name) is \(owner)'s")
          }
          owners[scope, default: [:]][key] = action.name
          if let typed = key.typed, ("1"..."9").contains(typed) {
            problems.append("\(action.name): \(key) is a digit, and digits are counts")
          }
        }
      }
    }
    return problems
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    } && text.utf8.last != 0x2D
  }
}
