/// What a branch or a loop of a graph gave, tied to everything that it might have read.
///
/// The value is that of the first input. The others are what another branch, or another number of
/// rounds, would have read: in TensorFlow's graphs their gradient is 0, not missing.
package struct Joined: Operation {
  package static let name = "joined"
  package static let kernel = "If"
  package static let summary = "is the result of a branch or a loop of a graph"
  package init() {}

  package var notation: Notation {
    Notation { arguments, _ in WrittenFormula(arguments.first?.text ?? "") }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let first = inputs.first else { throw .noInputs(op: Self.name) }
    return first
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    guard let first = inputs.first else { throw .noInputs(op: Self.name) }
    return first
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    if operand == 0 { return upstream }
    let input = inputs[operand]
    let zero = try V.literal(0, like: input)
    let shape = input.signature.shape
    return shape.rank == 0 ? zero : try V.apply(BroadcastTo(shape), [zero])
  }
}
