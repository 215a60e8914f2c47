/// What Python's operators mean for tensors.
package enum LessonOperator {
  package typealias Binary = @Sendable (Tensor, Tensor) throws(EngineError) -> Tensor
  package typealias Unary = @Sendable (Tensor) throws(EngineError) -> Tensor

  /// The function behind `a ∘ b`, by the operator's text.
  package static let binary: [String: Binary] = [
    "+": { (a, b) throws(EngineError) in try Tensor.apply(Add(), a, b) },
    "-": { (a, b) throws(EngineError) in try Tensor.apply(Subtract(), a, b) },
    "*": { (a, b) throws(EngineError) in
      a.dtype == .bool && b.dtype == .bool
        ? try Tensor.apply(LogicalAnd(), [a, b]) : try Tensor.apply(Multiply(), a, b)
    },
    "/": { (a, b) throws(EngineError) in try a.trueDivided(by: b) },
    "//": { (a, b) throws(EngineError) in try Tensor.apply(FloorDivide(), a, b) },
    "%": { (a, b) throws(EngineError) in try Tensor.apply(FloorModulo(), a, b) },
    "**": { (a, b) throws(EngineError) in try Tensor.apply(Power(), a, b) },
    "@": { (a, b) throws(EngineError) in try Tensor.apply(MatMul(), [a, b]) },
    "<": { (a, b) throws(EngineError) in try Tensor.apply(Less(), [a, b]) },
    "<=": { (a, b) throws(EngineError) in try Tensor.apply(LessEqual(), [a, b]) },
    ">": { (a, b) throws(EngineError) in try Tensor.apply(Greater(), [a, b]) },
    ">=": { (a, b) throws(EngineError) in try Tensor.apply(GreaterEqual(), [a, b]) },
    "==": { (a, b) throws(EngineError) in try a.equal(to: b, expecting: true) },
    "!=": { (a, b) throws(EngineError) in try a.equal(to: b, expecting: false) },
    "&": { (a, b) throws(EngineError) in
      a.dtype == .bool
        ? try Tensor.apply(LogicalAnd(), [a, b]) : try Tensor.apply(BitwiseAnd(), [a, b])
    },
    "|": { (a, b) throws(EngineError) in
      a.dtype == .bool
        ? try Tensor.apply(LogicalOr(), [a, b]) : try Tensor.apply(BitwiseOr(), [a, b])
    },
    "^": { (a, b) throws(EngineError) in
      a.dtype == .bool ? try a.exclusiveOr(b) : try Tensor.apply(BitwiseXor(), [a, b])
    },
  ]

  /// The function behind `∘a`, by the operator's text.
  package static let unary: [String: Unary] = [
    "-": { (a) throws(EngineError) in try Tensor.apply(Negate(), a) },
    "+": { (a) in a },
    "~": { (a) throws(EngineError) in
      a.dtype == .bool
        ? try Tensor.apply(LogicalNot(), [a]) : try Tensor.apply(BitwiseInvert(), [a])
    },
    "abs": { (a) throws(EngineError) in try a.magnitude() },
  ]
}

extension Tensor {
  /// `a / b` and `tf.divide`: whole numbers become real ones first.
  package func trueDivided(by other: Tensor) throws(EngineError) -> Tensor {
    guard dtype == other.dtype else { throw .mixedDTypes(op: Divide.name, dtype, other.dtype) }
    guard dtype != .bool else {
      let types: [DType] = [
        .uint8, .int8, .uint16, .int16, .uint32, .int32, .uint64, .int64, .bfloat16, .float16,
        .float32, .float64, .complex64, .complex128,
      ]
      throw .pythonType(
        "Invalid dtype tf.bool in __truediv__. Expected one of "
          + "{\(types.map { "tf." + $0.name }.joined(separator: ", "))}.")
    }
    guard dtype.isInteger else { return try Tensor.apply(Divide(), self, other) }
    let real: DType = dtype.byteWidth <= 2 ? .float32 : .float64
    return try Tensor.apply(
      Divide(), Tensor.apply(Cast(real), [self]), Tensor.apply(Cast(real), [other]))
  }

  /// `a == b` and `a != b`; shapes that do not broadcast are unequal as a whole.
  fileprivate func equal(to other: Tensor, expecting: Bool) throws(EngineError) -> Tensor {
    guard shape.broadcast(with: other.shape) != nil else { return Tensor(NDArray(!expecting)) }
    return expecting
      ? try Tensor.apply(Equal(), [self, other]) : try Tensor.apply(NotEqual(), [self, other])
  }

  /// `a ^ b` and `tf.math.logical_xor`: one of them, not both.
  package func exclusiveOr(_ other: Tensor) throws(EngineError) -> Tensor {
    try Tensor.apply(
      LogicalAnd(),
      [
        Tensor.apply(LogicalOr(), [self, other]),
        Tensor.apply(LogicalNot(), [Tensor.apply(LogicalAnd(), [self, other])]),
      ])
  }
}
