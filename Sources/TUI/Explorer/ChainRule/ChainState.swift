/// What the user chose to see in the chain rule pane.
struct ChainState {
  /// A row of a pass, which keeps what was chosen for it.
  struct Place: Hashable {
    var row: Int
    var pass: Int
  }

  struct Choice: Hashable {
    /// Which path from the target, from 0; nil shows the one that goes on to the first input.
    var path: Int?
    /// The input whose Jacobian is shown, as a place among those that a gradient passes to.
    var jacobian: Int?
  }

  private var choices: [Place: Choice] = [:]

  /// What is chosen for a row.
  subscript(place: Place) -> Choice {
    get { choices[place] ?? Choice() }
    set { choices[place] = newValue == Choice() ? nil : newValue }
  }

  /// Shows no Jacobian any more.
  mutating func closeJacobians() { choices = choices.mapValues { Choice(path: $0.path) } }
}

/// What the actions of the pane mean.
package enum ChainCommand: Hashable, Sendable {
  case nextPath, previousPath, choosePath, jacobian
}
