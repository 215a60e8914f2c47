/// Whole numbers bit by bit.
package enum Bitwise: OpFamily {
  package static let operations: [any Operation.Type] = [
    BitwiseAnd.self, BitwiseOr.self, BitwiseXor.self, BitwiseInvert.self, LeftShift.self,
    RightShift.self,
  ]

  package static let functions: [LessonFunction] = [
    .pair(BitwiseAnd(), "tf.bitwise.bitwise_and"),
    .pair(BitwiseOr(), "tf.bitwise.bitwise_or"),
    .pair(BitwiseXor(), "tf.bitwise.bitwise_xor"),
    .single(BitwiseInvert(), "tf.bitwise.invert", parameters: "x, name=None"),
    .pair(LeftShift(), "tf.bitwise.left_shift"),
    .pair(RightShift(), "tf.bitwise.right_shift"),
  ]
}

/// An op on pairs of whole numbers; no gradient passes.
package protocol WholeBinary: Operation {
  func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I
}

extension WholeBinary {
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (x, y) = (inputs[0], inputs[1])
    guard x.dtype == y.dtype else { throw .mixedDTypes(op: Self.name, x.dtype, y.dtype) }
    guard x.dtype.isInteger else { throw .unsupportedDType(op: Self.name, x.dtype) }
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return Signature(x.dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let work = WholeBinaryWork(op: self, x: inputs[0], y: inputs[1], shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

private struct WholeBinaryWork<O: WholeBinary>: WholeWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: WholeNumber>(_ type: E.Type) throws(EngineError) -> NDArray {
    try NDArray.zip(x, y, to: shape) { (a: E, b: E) -> E in op(a, b) }
  }
}

/// The bits that both have.
package struct BitwiseAnd: WholeBinary {
  package static let name = "bitwise_and"
  package static let summary = "keeps the bits that both its inputs have"
  package var notation: Notation { .infix(" & ", latex: " \\& ", .comparison, associative: true) }
  package init() {}
  package func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I { x & y }
}

/// The bits that one of them has.
package struct BitwiseOr: WholeBinary {
  package static let name = "bitwise_or"
  package static let summary = "joins the bits of its inputs"
  package var notation: Notation { .infix(" | ", latex: " \\mid ", .comparison, associative: true) }
  package init() {}
  package func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I { x | y }
}

/// The bits that just one of them has.
package struct BitwiseXor: WholeBinary {
  package static let name = "bitwise_xor"
  package static let summary = "keeps the bits that just one of its inputs has"
  package var notation: Notation {
    .infix(" ^ ", latex: " \\oplus ", .comparison, associative: true)
  }
  package init() {}
  package func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I { x ^ y }
}

/// The bits moved up; a width or more counts as one less than the width, below 0 as 0.
package struct LeftShift: WholeBinary {
  package static let name = "left_shift"
  package static let summary = "moves bits up"
  package var notation: Notation {
    .infix(" << ", latex: " \\ll ", .comparison, associative: false)
  }
  package init() {}
  package func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I { x << I.shiftWidth(y) }
}

/// The bits moved down, the sign kept; a width or more counts as one less than the width.
package struct RightShift: WholeBinary {
  package static let name = "right_shift"
  package static let summary = "moves bits down"
  package var notation: Notation {
    .infix(" >> ", latex: " \\gg ", .comparison, associative: false)
  }
  package init() {}
  package func callAsFunction<I: WholeNumber>(_ x: I, _ y: I) -> I { x >> I.shiftWidth(y) }
}

extension WholeNumber {
  fileprivate static func shiftWidth(_ count: Self) -> Int {
    Swift.min(Swift.max(Int(clamping: count), 0), bitWidth - 1)
  }
}

/// Every bit changed; no gradient passes.
package struct BitwiseInvert: Operation {
  package static let name = "invert"
  package static let summary = "changes every bit"
  package var notation: Notation { .prefix("~", latex: "\\sim ") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype.isInteger else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(InvertWork(x: inputs[0]), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

private struct InvertWork: WholeWork {
  let x: NDArray
  func run<E: WholeNumber>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.map { (value: E) -> E in ~value }
  }
}
