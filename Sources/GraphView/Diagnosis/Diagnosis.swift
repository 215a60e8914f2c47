import Engine

/// Why a gradient is None or 0: the first edge on the way from the target where it is lost.
package struct Diagnosis: Sendable {
  package enum Outcome: String, Hashable, Sendable {
    /// The tape returned a number and nothing is wrong.
    case connected
    case none = "None"
    case zero = "0"
  }

  package enum Cause: Hashable, Sendable {
    /// Nothing is lost.
    case connected
    /// A constant that the tape was not told to watch.
    case unwatchedConstant
    /// A computed value that depends on nothing watched.
    case unwatchedTensor
    /// It was watched only after it had been used.
    case watchedTooLate
    /// A variable made with `trainable=False`.
    case untrainableVariable
    /// A variable on a tape that watches only what it is told to.
    case unwatchedVariable
    /// The name of a variable is bound to a tensor now.
    case replacedByTensor
    /// The value went out to NumPy and came back as a constant.
    case leftThroughNumPy
    /// Whole numbers, truth values and text carry no gradient.
    case notFloating(DType)
    /// An assignment stands between: gradients do not pass through it.
    case assigned
    case stopGradient
    /// Computed where the tape did not record.
    case outsideTape
    /// An op through which no gradient passes.
    case noGradient(op: String)
    /// The value belongs to no recording.
    case notRecorded
    /// The target does not depend on it.
    case noPath
    /// A piecewise op took the branch with slope zero.
    case inactive(op: String, branch: String)
    /// A factor of the chain rule is zero.
    case zeroFactor(String)
    /// The contributions cancel.
    case cancelled
    /// The target's own adjoint began with zero.
    case zeroSeed
  }

  package let outcome: Outcome
  package let cause: Cause
  /// What was asked by, as it is called.
  package let subject: String
  package let target: String
  /// The node at which the gradient is lost.
  package let node: NodeID?
  /// The columns of that node.
  package let span: SourceSpan
  /// That node as the table calls it: `w7 = max(0, w6)`.
  package let place: String
  /// The input that gets nothing there, as the table calls it.
  package let input: String?
}

extension Diagnosis {
  /// `d loss/d x is None: x is a constant and the tape does not watch it`.
  package var sentence: String { "d\(target)/d\(subject) is \(outcomeText): \(reason)" }

  private var outcomeText: String { outcome == .connected ? "a number" : outcome.rawValue }

  /// The cause in words.
  package var reason: String {
    switch cause {
    case .connected: "a path leads from \(target) to \(subject)"
    case .unwatchedConstant: "\(subject) is a constant that the tape does not watch"
    case .unwatchedTensor: "\(subject) depends on nothing that the tape watches"
    case .watchedTooLate: "\(subject) was watched only after it had been used"
    case .untrainableVariable: "\(subject) is a variable that is not trainable"
    case .unwatchedVariable:
      "the tape watches no variable by itself, and nobody told it to watch \(subject)"
    case .replacedByTensor:
      "the name \(subject) belongs to a tensor now, not to the variable any more"
    case .leftThroughNumPy: "the value left through NumPy and came back as the constant \(place)"
    case .notFloating(let dtype):
      "\(place) is \(dtype.name), and only floating-point values carry a gradient"
    case .assigned: "\(place) was assigned, and no gradient passes through an assignment"
    case .stopGradient: "stop_gradient at \(place) lets nothing through"
    case .outsideTape: "\(place) was computed while the tape did not record"
    case .noGradient(let op): "no gradient passes through \(op) at \(place)"
    case .notRecorded: "\(subject) took no part in anything that was recorded"
    case .noPath: "\(target) does not depend on \(subject)"
    case .inactive(let op, let branch):
      "\(op) at \(place) is on its flat side" + (branch.isEmpty ? "" : ": \(branch)")
    case .zeroFactor(let partial): "the slope of \(place) is zero there: \(partial)"
    case .cancelled: "what its uses contribute cancels out"
    case .zeroSeed: "the adjoint of \(target) began with 0"
    }
  }

  /// What to do about it, where something can be done.
  package var help: String? {
    switch cause {
    case .unwatchedConstant, .unwatchedTensor: "call tape.watch(\(subject)) before it is used"
    case .watchedTooLate: "call tape.watch(\(subject)) before it is used"
    case .untrainableVariable: "make it trainable, or call tape.watch(\(subject))"
    case .unwatchedVariable: "call tape.watch(\(subject))"
    case .replacedByTensor: "change a variable with assign, assign_add or assign_sub"
    case .leftThroughNumPy: "keep to tensor functions on the way"
    case .notFloating: "cast to float32 before the tape"
    case .outsideTape: "compute it inside the tape's with block"
    default: nil
    }
  }
}
