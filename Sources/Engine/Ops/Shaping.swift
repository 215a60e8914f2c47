/// The same elements under another shape.
///
/// The gradient goes back to the old shape.
package struct Reshape: Operation {
  package static let name = "reshape"
  package static let summary = "lays the same elements out in another shape"
  package let shape: Shape
  package init(_ shape: Shape) { self.shape = shape }
  package var notation: Notation { .function("reshape") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].shape.count == shape.count else {
      throw .reshapeCount(from: inputs[0].shape, to: shape.lengths)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) -> NDArray { inputs[0].reshaped(shape) }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(Reshape(inputs[0].signature.shape), [upstream])
  }
}

/// Repeats axes of length 1 up to a shape.
///
/// The gradient is summed over what was repeated (the tape does it).
package struct BroadcastTo: Operation {
  package static let name = "broadcast_to"
  package static let summary = "repeats its input up to a shape"
  package let shape: Shape
  package init(_ shape: Shape) { self.shape = shape }
  package var notation: Notation { .function("broadcast") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].shape.broadcast(with: shape) == shape else {
      throw .incompatibleShapes(op: Self.name, inputs[0].shape, shape)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) -> NDArray {
    inputs[0].broadcast(to: shape)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    upstream
  }
}
