/// x > y.
package struct Greater: Comparison {
  package static let name = "greater"
  package static let summary = "whether its first input is the greater"
  package var notation: Notation { .infix(" > ", latex: " > ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x > y }
}

/// x ≥ y.
package struct GreaterEqual: Comparison {
  package static let name = "greater_equal"
  package static let summary = "whether its first input is greater or equal"
  package var notation: Notation { .infix(" ≥ ", latex: " \\ge ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x >= y }
}

/// x < y.
package struct Less: Comparison {
  package static let name = "less"
  package static let summary = "whether its first input is the lesser"
  package var notation: Notation { .infix(" < ", latex: " < ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x < y }
}

/// x ≤ y.
package struct LessEqual: Comparison {
  package static let name = "less_equal"
  package static let summary = "whether its first input is less or equal"
  package var notation: Notation { .infix(" ≤ ", latex: " \\le ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x <= y }
}
