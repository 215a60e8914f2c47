/// An expression over a walk: what break and watch expressions are made of.
package indirect enum WatchExpression: Hashable, Sendable {
  case number(Double)
  /// A value by its name: a Python name, `w5`, or one of `stop`, `step`, `phase`, `loss`.
  case name(String)
  case word(String)
  case call(Function, [WatchExpression])
  case element(WatchExpression, [WatchExpression])
  case negative(WatchExpression)
  case not(WatchExpression)
  case binary(Operator, WatchExpression, WatchExpression)

  /// What is computed from a value.
  package enum Function: String, Hashable, Sendable, CaseIterable {
    /// The adjoint of a name, as far as it has been summed up at the stop.
    case grad
    /// √Σx².
    case norm
    case abs, max, min, mean, sum, size
    /// Whether any element is NaN, is infinite, or either.
    case isnan, isinf, isbad
    /// Whether the stop changed the value of a name or its adjoint.
    case changed
  }

  package enum Operator: String, Hashable, Sendable {
    case or, and
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case power = "**"
  }

  /// The names that it reads, without the words that every walk knows.
  package var names: [String] {
    switch self {
    case .number, .word: []
    case .name(let name): [name]
    case .call(_, let parts): parts.flatMap(\.names)
    case .element(let base, let places): base.names + places.flatMap(\.names)
    case .negative(let part), .not(let part): part.names
    case .binary(_, let left, let right): left.names + right.names
    }
  }
}

/// Why text is no expression, and where.
package struct WatchSyntaxError: Error, Hashable, CustomStringConvertible {
  package let text: String
  /// Characters before the place.
  package let column: Int
  package let problem: String
  package let help: String

  package var description: String {
    let mark = String(repeating: " ", count: column) + "^"
    return "\(problem)\n    \(text)\n    \(mark)" + (help.isEmpty ? "" : "\nhelp: \(help)")
  }

  /// The same in one line.
  package var brief: String {
    "\(problem), at column \(column + 1)" + (help.isEmpty ? "" : "; \(help)")
  }
}
