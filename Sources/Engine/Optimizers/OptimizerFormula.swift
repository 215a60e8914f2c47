/// One formula of an optimizer over arrays of one shape and some numbers, in one pass.
///
/// A step of an optimizer is a few of these, each assigned to a variable: the walk writes them out
/// with the numbers of the step. Every operation is rounded in the variable's dtype, in the order
/// in which Keras does them.
package struct OptimizerFormula: Operation {
  package enum Kind: Hashable, Sendable {
    /// `m·μ − g·α`, inputs m, g and the number α.
    case velocity
    /// `(g − m)·c`, inputs g, m.
    case approach
    /// `(g² − v)·c`, inputs g, v.
    case approachSquare
    /// `ρ·v + (1 − ρ)·g²`, inputs v, g.
    case blendSquare
    /// `ρ·m + (1 − ρ)·g`, inputs m, g.
    case blend
    /// `m·β + g·(1 − β)`, inputs m, g.
    case blendBehind
    /// `μ·m + d`, inputs m, d.
    case decayedSum
    /// `α·g / √(a + ε)`, inputs g, a and α.
    case rootStep(byReciprocal: Bool)
    /// `α·g / √(v − a² + ε)`, inputs g, v, a and α.
    case centeredRootStep
    /// `m·α / (√v + ε)`, inputs m, v and α.
    case adamStep
    /// `α·m / (q·(u + ε))`, inputs m, u and the numbers α, q.
    case adamaxStep
    /// `max(β·u, |g|)`, inputs u, g.
    case decayedMaximum
    /// `−√(d + ε)·g / √(a + ε)`, inputs d, g, a.
    case adadeltaStep
    /// `α·sign(m·β + g·(1 − β))`, inputs m, g and α.
    case signStep
    /// `(a·m / b + c·g / d)·α / (√(v / q) + ε)`, inputs m, g, v and the numbers a, b, c, d, q, α.
    case nadamStep
  }

  package static let name = "optimizer"
  package static let summary = "a part of an optimizer's step"
  package static var passRole: PassRole { .end }

  package let kind: Kind
  /// Settings of the optimizer that the formula holds.
  package let constants: [Double]

  package init(_ kind: Kind, _ constants: [Double]) {
    self.kind = kind
    self.constants = constants
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature { inputs[0] }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(FormulaWork(formula: self, inputs: inputs), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    nil
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }

  package var notation: Notation {
    let constants = constants
    let kind = kind
    return Notation { arguments, style in
      FormulaText(kind: kind, constants: constants, arguments: arguments, style: style).written
    }
  }
}

/// The formula computed for one dtype.
private struct FormulaWork: RealWork {
  let formula: OptimizerFormula
  let inputs: [NDArray]

  private func constant<E: RealNumber>(_ place: Int, _ type: E.Type) -> E {
    E(formula.constants[place])
  }

  private func number<E: RealNumber>(_ place: Int, _ type: E.Type) -> E {
    E(inputs[place].doubleIfSingle ?? .nan)
  }

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try state(E.self)
  }

  /// Formulas of slots.
  private func state<E: RealNumber>(_ type: E.Type) throws(EngineError) -> NDArray {
    switch formula.kind {
    case .velocity:
      let (c, rate) = (constant(0, E.self), number(2, E.self))
      return try map { (m: E, g: E) in m * c - g * rate }
    case .approach:
      let c = constant(0, E.self)
      return try map { (g: E, m: E) in (g - m) * c }
    case .approachSquare:
      let c = constant(0, E.self)
      return try map { (g: E, v: E) in (g * g - v) * c }
    case .blendSquare:
      let (a, b) = (constant(0, E.self), constant(1, E.self))
      return try map { (v: E, g: E) in a * v + b * (g * g) }
    case .blend:
      let (a, b) = (constant(0, E.self), constant(1, E.self))
      return try map { (m: E, g: E) in a * m + b * g }
    case .blendBehind:
      let (a, b) = (constant(0, E.self), constant(1, E.self))
      return try map { (m: E, g: E) in m * a + g * b }
    case .decayedSum:
      let c = constant(0, E.self)
      return try map { (m: E, d: E) in c * m + d }
    case .decayedMaximum:
      let c = constant(0, E.self)
      return try map { (u: E, g: E) in
        let a: E = c * u
        let b: E = Swift.abs(g)
        return a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
      }
    case .rootStep, .centeredRootStep, .adamStep, .adamaxStep, .adadeltaStep, .signStep,
      .nadamStep:
      return try step(E.self)
    }
  }

  /// Formulas of changes.
  private func step<E: RealNumber>(_ type: E.Type) throws(EngineError) -> NDArray {
    switch formula.kind {
    case .rootStep(let byReciprocal):
      let (c, rate) = (constant(0, E.self), number(2, E.self))
      if byReciprocal {
        let roots = try Rsqrt().evaluate([try map(inputs[1], inputs[1]) { (a: E, _: E) in a + c }])
        return try map(inputs[0], roots) { (g: E, root: E) in rate * g * root }
      }
      return try map { (g: E, a: E) in rate * g / (a + c).squareRoot() }
    case .centeredRootStep:
      let (c, rate) = (constant(0, E.self), number(3, E.self))
      return try map3 { (g: E, v: E, a: E) in rate * g / (v - a * a + c).squareRoot() }
    case .adamStep:
      let (c, rate) = (constant(0, E.self), number(2, E.self))
      return try map { (m: E, v: E) in m * rate / (v.squareRoot() + c) }
    case .adamaxStep:
      let (c, rate, rest) = (constant(0, E.self), number(2, E.self), number(3, E.self))
      return try map { (m: E, u: E) in rate * m / (rest * (u + c)) }
    case .adadeltaStep:
      let c = constant(0, E.self)
      return try map3 { (d: E, g: E, a: E) in -((d + c).squareRoot() * g / (a + c).squareRoot()) }
    case .signStep:
      let (a, b) = (constant(0, E.self), constant(1, E.self))
      let rate = number(2, E.self)
      return try map { (m: E, g: E) in rate * E.sign(m * a + g * b) }
    default:
      let c = constant(0, E.self)
      let a = number(3, E.self)
      let b = number(4, E.self)
      let d = number(5, E.self)
      let e = number(6, E.self)
      let q = number(7, E.self)
      let rate = number(8, E.self)
      return try map3 { (m: E, g: E, v: E) in
        let mean: E = a * m / b + d * g / e
        let root: E = (v / q).squareRoot() + c
        return mean * rate / root
      }
    }
  }

  private func map<E: RealNumber>(_ body: (E, E) -> E) throws(EngineError) -> NDArray {
    try map(inputs[0], inputs[1], body)
  }

  private func map<E: RealNumber>(
    _ x: NDArray, _ y: NDArray, _ body: (E, E) -> E
  ) throws(EngineError) -> NDArray {
    if case .scalar(let a) = x.payload, case .scalar(let b) = y.payload {
      return NDArray(body(E(bits: a), E(bits: b)))
    }
    return try x.withElements(E.self) { (a) throws(EngineError) -> NDArray in
      try y.withElements(E.self) { b in
        NDArray.make(E.self, x.shape) { target in
          for i in 0..<target.count { target[i] = body(a[i], b[i]) }
        }
      }
    }
  }

  private func map3<E: RealNumber>(_ body: (E, E, E) -> E) throws(EngineError) -> NDArray {
    try inputs[0].withElements(E.self) { (a) throws(EngineError) -> NDArray in
      try inputs[1].withElements(E.self) { (b) throws(EngineError) -> NDArray in
        try inputs[2].withElements(E.self) { c in
          NDArray.make(E.self, inputs[0].shape) { target in
            for i in 0..<target.count { target[i] = body(a[i], b[i], c[i]) }
          }
        }
      }
    }
  }
}
