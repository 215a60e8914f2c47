import Engine

/// One curve over the turns of a training loop.
package struct Trace: Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// The value of what is differentiated.
    case loss
    /// The value of a scalar.
    case value
    /// The gradient by a scalar.
    case gradient
    /// √Σx² of a tensor.
    case norm
    /// √Σg² of the gradient by a tensor.
    case gradientNorm
  }

  /// `loss`, `w`, `dloss/dw`, `|W|`, `|dloss/dW|`.
  package let name: String
  package let kind: Kind
  /// One number a turn; NaN where there is none.
  package let points: [Double]

  package init(name: String, kind: Kind, points: [Double]) {
    self.name = name
    self.kind = kind
    self.points = points
  }
}

/// The curves of a training loop: what is differentiated, every variable and every source, and the
/// gradients.
package struct Traces: Sendable {
  /// Which loop, `nil` for a lesson without one: then every pass is a point.
  package let loop: Int?
  package let stepCount: Int
  package let curves: [Trace]

  /// The curves of one kind.
  package func curves(_ kind: Trace.Kind) -> [Trace] { curves.filter { $0.kind == kind } }
}

/// How much is read for curves.
package enum TraceEffort: Hashable, Sendable {
  /// Every tensor of every turn.
  case everything
  /// All numbers, but of tensors only as many elements as are read in a moment, and none that would
  /// have to be computed again; the curve holds the value before in between.
  case glance
}

extension Walk {
  /// The curves of a training loop, by default of the longest; of a lesson without one the passes
  /// are the points.
  package func traces(loop: Int? = nil, effort: TraceEffort = .everything) -> Traces {
    var reader = TraceReader(model, effort)
    return reader.read(loop: loop ?? loops.main)
  }
}
