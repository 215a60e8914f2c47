/// The reading that computes and records nothing.
extension NDArray: ShapedValue {
  package static func literal(_ number: Double, like other: NDArray) -> NDArray {
    .number(number, other.dtype)
  }

  package static func apply<O: Operation>(
    _ op: O, _ inputs: [NDArray]
  ) throws(EngineError) -> NDArray {
    try op.admit(inputs.map(\.signature))
    return try op.evaluate(inputs)
  }
}
