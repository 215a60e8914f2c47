/// Nodes that no op computed: where values enter the recording.
package protocol Leaf: Operation {}

extension Leaf {
  package static var passRole: PassRole { .end }
  package var notation: Notation { .function(Self.name) }
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    throw .invalidArgument(op: Self.name, "a leaf is not computed")
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    throw .invalidArgument(op: Self.name, "a leaf is not computed")
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    nil
  }
  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// A number written in the lesson beside a tensor, such as the 0 of `max(0, x)`.
///
/// It gets no name and stays inside the expression.
package struct Literal: Leaf {
  package static let name = "literal"
  package static let summary = "a number written in the expression"
  package init() {}
}

/// A value the lesson made on purpose: `tf.constant`, `tf.zeros`, an input of a formula.
package struct Constant: Leaf {
  package static let name = "const"
  package static let summary = "a constant"
  /// Whether the value came out of NumPy, where a tape cannot follow.
  package let fromNumPy: Bool
  package init(fromNumPy: Bool = false) { self.fromNumPy = fromNumPy }
}

/// An input of a formula: watched, and free to be changed.
package struct Input: Leaf {
  package static let name = "input"
  package static let summary = "an input"
  package init() {}
}

/// A variable's state from one assignment to the next; the first has no inputs, later ones have
/// the state before and the operand of the assignment.
package struct VariableState: Leaf {
  package static let name = "var"
  package static let summary = "a variable"
  package let variable: Int
  package let update: Update

  package enum Update: String, Sendable {
    case initial = ""
    case assign = "←"
    case add = "+="
    case subtract = "−="
    /// Some of its elements changed.
    case part = "[…] ←"
  }

  package init(variable: Int, update: Update) {
    self.variable = variable
    self.update = update
  }
}
