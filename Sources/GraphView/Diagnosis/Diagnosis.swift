import Engine

/// Why a gradient or a value is what it is: the first edge on the way from the target where it is
/// lost, spoiled, or made large or small.
package struct Diagnosis: Sendable {
  package enum Outcome: String, Hashable, Sendable {
    /// The tape returned a number and nothing is wrong.
    case connected
    case none = "None"
    case zero = "0"
    case nan = "NaN"
    case infinite = "infinite"
    case large
    case small
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
    /// It decides only which way the program goes.
    case decides
    /// An assignment stands between: gradients do not pass through it.
    case assigned
    case stopGradient
    /// Computed where the tape did not record.
    case outsideTape
    /// An op through which no gradient passes.
    case noGradient(op: String)
    /// A function of the lesson gives None for this argument.
    case ownRule(function: String)
    /// The value belongs to no recording.
    case notRecorded
    /// The target does not depend on it.
    case noPath
    /// A piecewise op took the branch with slope zero.
    case inactive(op: String, branch: String)
    /// An op is so far out that its slope rounds to zero.
    case saturated(op: String, detail: String)
    /// A factor of the chain rule is zero.
    case zeroFactor(String)
    /// The contributions cancel.
    case cancelled
    /// The target's own adjoint began with zero.
    case zeroSeed
    /// A product of finite numbers, or of 0 and ∞, is not finite.
    case spoiled(SpoiledProduct)
    /// A value that is not finite came in on the way forward.
    case spoiledValue(SpoiledValue)
    /// One factor, or many, make it as large or small as it is.
    case size(SizeFactors)
  }

  package let outcome: Outcome
  package let cause: Cause
  /// What was asked by, as it is called.
  package let subject: String
  package let target: String
  /// Whether the value of the subject is explained and not the gradient by it.
  package let isValue: Bool
  /// The node at which the gradient is lost.
  package let node: NodeID?
  /// The pass that the node belongs to.
  package let pass: Int
  /// The columns of that node.
  package let span: SourceSpan
  /// Line and columns of that node, `line 7, columns 9–27`; empty without a source.
  package let location: String
  /// That node as the table calls it: `w7 = max(0, w6)`.
  package let place: String
  /// The input that gets nothing there, as the table calls it.
  package let input: String?
  /// The way from the target over that node to the subject.
  package let links: [Link]
  /// Where else it is lost, on other ways or farther from the target; the nearest to the target first.
  package var otherCuts: [Link] = []

  /// The way, and then the other cuts.
  package var lines: [Link] { links + otherCuts }

  /// One node on the way.
  package struct Link: Sendable {
    package enum State: Hashable, Sendable {
      /// Something arrives here, and goes on.
      case passed
      /// Here it is lost or spoiled.
      case culprit
      /// Behind the culprit.
      case beyond
    }

    package let node: NodeID
    package let pass: Int
    /// `w7 = max(0, w6)`.
    package let text: String
    /// What arrives at it, or what it holds: `dC/dw7 = -1`.
    package let note: String
    package let state: State
  }
}

/// Where finite numbers made a gradient that is not finite.
package struct SpoiledProduct: Hashable, Sendable {
  /// `0 × inf`, `1 × inf`.
  package let product: String
  /// The slope as a formula over names, `1/(2·w9)`; empty where it has none.
  package let slope: String
  /// The values that make it so: `w1 = 0`.
  package let values: String
  /// Which element, `[0, 2]`; empty for a scalar.
  package let element: String
  /// What arrived was 0, because of this op: `where`; empty where it was not 0.
  package let zeroFrom: String
}

/// Where finite inputs gave a value that is not finite.
package struct SpoiledValue: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case overflow
    case logOfZero, logOfNegative
    case rootOfNegative
    case divisionByZero, zeroByZero
    /// The lesson itself gave it.
    case given
    /// It came in by an update with such a gradient, in this training step.
    case gradient(step: Int?)
    case other
  }

  package let kind: Kind
  package let op: String
  /// `exp(1000) = inf`.
  package let arithmetic: String
  /// Which element, `[0, 2]`; empty for a scalar.
  package let element: String
}

/// The factors of a long product that say most.
package struct SizeFactors: Hashable, Sendable {
  package let size: Double
  /// How many factors there are.
  package let count: Int
  /// How many of them are below 1, and above.
  package let shrinking: Int
  package let growing: Int
  /// The one that says most, as text: `0.0025 at w4 = sigmoid(w3)`.
  package let extreme: String
}
