/// A change that the user makes to a lesson without touching its file: laid over a fresh run of it.
package struct Edit: Hashable, Sendable {
  /// What is changed.
  package enum Target: Hashable, Sendable {
    /// An input of a formula.
    case input(String)
    /// A constant or a number drawn: the line that makes it and its number among those of the line.
    case leaf(line: Int, number: Int)
    /// A state of a variable, by order of creation; 0 is what it begins with.
    case state(variable: Int, number: Int)
    /// A variable, assigned once so many gradients were asked for.
    case assignment(variable: Int, gradients: Int)
    /// A plain number of the lesson, set once so many gradients were asked for.
    case global(String, gradients: Int)
    /// A tensor of the lesson, by its name, replaced when a tape begins; tapes are counted from 0.
    case tensor(String, tape: Int)
    /// A line of the text, from 1.
    case line(Int)
    /// The whole text of a formula.
    case formula
  }

  package let target: Target
  /// What it is called in messages: `w1 = w`, `line 3`.
  package let name: String
  /// What was typed.
  package let text: String
  /// The number or the numbers; `nil` for text.
  package let value: TypedValue?

  package init(_ target: Target, name: String, text: String, value: TypedValue? = nil) {
    self.target = target
    self.name = name
    self.text = text
    self.value = value
  }

  /// `w = -1`, `line 3: z = w * x`.
  package var title: String {
    switch target {
    case .line: "\(name): \(text)"
    case .formula: text
    case .input, .leaf, .state, .assignment, .global, .tensor: "\(name) = \(text)"
    }
  }
}

extension [Edit] {
  /// The edits that count: of those that change the same thing, the last one.
  package var effective: [Edit] {
    var last: [Edit.Target: Int] = [:]
    for (place, edit) in enumerated() { last[edit.target] = place }
    return indices.filter { last[self[$0].target] == $0 }.map { self[$0] }
  }
}
