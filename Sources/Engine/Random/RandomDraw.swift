/// A distribution whose draws are leaves of the recording: no gradient passes through one, and a
/// replay takes the value that was drawn.
package protocol RandomLeaf: Leaf {
  /// The call as the lesson's reader may write it, `random.normal((2, 3), mean=0, stddev=1)`.
  var call: String { get }
}

/// Which of TensorFlow's random ops drew.
package protocol RandomKind: Hashable, Sendable {
  static var name: String { get }
  static var kernel: String { get }
  static var summary: String { get }
}

/// Numbers that one random op drew.
package struct RandomDraw<Kind: RandomKind>: RandomLeaf {
  package static var name: String { Kind.name }
  package static var kernel: String { Kind.kernel }
  package static var summary: String { Kind.summary }
  /// The arguments that decide the distribution.
  package let arguments: String
  package init(_ arguments: String) { self.arguments = arguments }

  package var call: String { "\(Kind.name)(\(arguments))" }

  package var notation: Notation {
    let (name, arguments) = (Kind.name, arguments)
    return Notation { _, style in
      switch style {
      case .text: WrittenFormula("\(name)(\(arguments))")
      case .latex:
        WrittenFormula(
          "\\operatorname{\(name.replacing("_", with: "\\_"))}\\left(\\text{\(arguments)}\\right)")
      }
    }
  }
}

package enum NormalDraw: RandomKind {
  package static let name = "random_normal"
  package static let kernel = "RandomStandardNormal"
  package static let summary = "draws from a normal distribution"
}

package enum UniformDraw: RandomKind {
  package static let name = "random_uniform"
  package static let kernel = "RandomUniform"
  package static let summary = "draws evenly from a range"
}

package enum TruncatedNormalDraw: RandomKind {
  package static let name = "truncated_normal"
  package static let kernel = "TruncatedNormal"
  package static let summary = "draws from a normal distribution within two deviations"
}

package enum GammaDraw: RandomKind {
  package static let name = "random_gamma"
  package static let kernel = "RandomGamma"
  package static let summary = "draws from a gamma distribution"
}

package enum PoissonDraw: RandomKind {
  package static let name = "random_poisson"
  package static let kernel = "RandomPoissonV2"
  package static let summary = "draws counts of events"
}

package enum CategoricalDraw: RandomKind {
  package static let name = "random_categorical"
  package static let kernel = "Multinomial"
  package static let summary = "draws classes by their logits"
}

/// Rows in a drawn order; TensorFlow lets no gradient through.
package struct RandomShuffle: Operation {
  package static let name = "random_shuffle"
  package static let summary = "puts the rows into a drawn order"
  package var notation: Notation { .function(Self.name) }
  package let order: [Int]
  package init(_ order: [Int]) { self.order = order }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature { inputs[0] }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    guard inputs[0].shape.rank > 0 else { return inputs[0] }
    let positions = NDArray(order.map { Int64($0) }, shape: [order.count])
    return try Gather().evaluate([inputs[0], positions])
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    nil
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}
