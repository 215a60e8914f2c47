/// One op, declared in one place: what it is called, how it is written, what it computes and how a
/// gradient passes through it.
///
/// An instance carries the attributes of one use (axes, a permutation, …); ops without attributes
/// are empty structs.
package protocol Operation: Hashable, Sendable {
  /// The op's key in exports and tests, such as `tanh`; unique in the catalog.
  static var name: String { get }
  /// One line for the node pane: what the op does to its input.
  static var summary: String { get }

  /// How a use of the op is written over its arguments.
  var notation: Notation { get }

  /// Dtype and shape of the result, or why there is none.
  func infer(_ inputs: [Signature]) throws(EngineError) -> Signature

  /// The result as a plain array; the inputs have passed `infer`.
  func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray

  /// The vector-Jacobian product by one input: what flows back to input `operand` when `upstream`
  /// arrives at the output.
  ///
  /// - Returns: an array of the output's broadcast shape (the tape sums it to the input's shape), or
  ///   `nil` where no gradient passes.
  func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V?

  /// The same read as plain arrays; elementwise ops do it in one pass.
  func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray?

  /// Whether a gradient can pass to that input at all.
  func isDifferentiable(by operand: Int) -> Bool

  /// Forward and backward on bare numbers, for ops that have them.
  var scalarRule: ScalarRule? { get }

  /// ∂output/∂input as a formula over the arguments, for elementwise ops; others show their VJP.
  func partialFormula(to operand: Int, _ inputs: [Formula], _ output: Formula) throws(EngineError)
    -> Formula?
}

extension Operation {
  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    try pullback(to: operand, upstream, inputs, output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { true }

  package var scalarRule: ScalarRule? { nil }

  package func partialFormula(
    to operand: Int, _ inputs: [Formula], _ output: Formula
  ) throws(EngineError) -> Formula? {
    nil
  }

  /// The op's name, reachable from an instance.
  package var name: String { Self.name }
  package var summary: String { Self.summary }
}

/// An op on bare numbers: the allocation-free path of scalar lessons.
package struct ScalarRule: Sendable {
  /// The upstream adjoint, the inputs (the second is 0 for unary ops), the output, the operand.
  package typealias Pullback<N> = @Sendable (_ g: N, _ x: N, _ y: N, _ z: N, _ operand: Int) -> N

  package let pullback32: Pullback<Float>
  package let pullback64: Pullback<Double>

  package init(pullback32: @escaping Pullback<Float>, pullback64: @escaping Pullback<Double>) {
    self.pullback32 = pullback32
    self.pullback64 = pullback64
  }
}
