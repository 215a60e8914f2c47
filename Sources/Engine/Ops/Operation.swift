/// One op, declared in one place: what it is called, how it is written, what it computes and how a
/// gradient passes through it.
///
/// An instance carries the attributes of one use (axes, a permutation, …); ops without attributes
/// are empty structs.
package protocol Operation: Hashable, Sendable {
  /// The op's key in exports and tests, such as `tanh`; unique in the catalog.
  static var name: String { get }
  /// What TensorFlow calls the op in graphs and error messages, such as `AddV2`.
  static var kernel: String { get }
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

  /// Whether the op is differentiable on the complex plane wherever it takes complex numbers;
  /// the parts of a number and its conjugate are not.
  static var isHolomorphic: Bool { get }

  /// Whether the op only moves elements, whatever they are; then it works on text too.
  static var movesElements: Bool { get }

  /// Whether a gradient can pass to that input at all.
  func isDifferentiable(by operand: Int) -> Bool

  /// How a backward pass deals with the op.
  static var passRole: PassRole { get }

  /// Whether the two functions below are the op's gradient on bare numbers: the path of scalar
  /// lessons, where nothing is allocated. Only ops without attributes have it, and only those
  /// that compute element by element in one dtype.
  static var hasScalarRule: Bool { get }
  static func pullback32(
    to operand: Int, _ g: Float, _ x: Float, _ y: Float, _ z: Float
  ) -> Float
  static func pullback64(
    to operand: Int, _ g: Double, _ x: Double, _ y: Double, _ z: Double
  ) -> Double

  /// ∂output/∂input as a formula over the arguments, for elementwise ops; others show their VJP.
  func partialFormula(to operand: Int, _ inputs: [Formula], _ output: Formula) throws(EngineError)
    -> Formula?
}

extension Operation {
  package static var kernel: String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    try pullback(to: operand, upstream, inputs, output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { true }

  package static var passRole: PassRole { .rule }

  package static var isHolomorphic: Bool { true }

  package static var movesElements: Bool { false }

  package static var hasScalarRule: Bool { false }
  package static func pullback32(
    to operand: Int, _ g: Float, _ x: Float, _ y: Float, _ z: Float
  ) -> Float {
    .nan
  }
  package static func pullback64(
    to operand: Int, _ g: Double, _ x: Double, _ y: Double, _ z: Double
  ) -> Double {
    .nan
  }

  package func partialFormula(
    to operand: Int, _ inputs: [Formula], _ output: Formula
  ) throws(EngineError) -> Formula? {
    nil
  }

  /// The op's name, reachable from an instance.
  package var name: String { Self.name }
  package var summary: String { Self.summary }
}

/// How a backward pass deals with an op.
package enum PassRole: Sendable {
  /// By its pullback.
  case rule
  /// By its pullback, but rows stay rows where it picked them.
  case rows
  /// What arrives goes on as it is.
  case handsOn
  /// By a rule that the lesson wrote.
  case custom
  /// Nothing goes on.
  case end
}
