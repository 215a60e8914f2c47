/// Lengths of vectors and what keeps them in bounds.
package enum Norms: OpFamily {
  package static let operations: [any Operation.Type] = [L2Loss.self]

  package static let functions: [LessonFunction] = [
    .single(L2Loss(), "tf.nn.l2_loss", parameters: "t, name=None"),
    .general(
      ["tf.norm", "tf.linalg.norm"],
      "tensor, ord='euclidean', axis=None, keepdims=None, name=None", "takes a norm"
    ) { arguments in
      let keeps = arguments.isNone("keepdims") ? false : try arguments.bool("keepdims")
      return .tensor(
        try arguments.tensor("tensor").norm(
          NormOrder(arguments), arguments.axes("axis"), keepsDims: keeps))
    },
    .general(
      ["tf.linalg.normalize"], "tensor, ord='euclidean', axis=None, name=None",
      "scales its input to norm 1"
    ) { arguments in
      let x = try arguments.tensor("tensor")
      let norm = try x.norm(NormOrder(arguments), arguments.axes("axis"), keepsDims: true)
      return .tuple([.tensor(try x / norm), .tensor(norm)])
    },
    .general(
      ["tf.clip_by_norm"], "t, clip_norm, axes=None, name=None",
      "shortens its input to a greatest length"
    ) { arguments in
      let values = try arguments.tensors(["t", "clip_norm"])
      return .tensor(try values[0].clipped(toNorm: values[1], arguments.axes("axes")))
    },
    .general(
      ["tf.linalg.global_norm"], "t_list, name=None", "takes the length of all its inputs together"
    ) { arguments in
      .tensor(try Tensor.globalNorm(of: arguments.tensorList("t_list")))
    },
    .general(
      ["tf.clip_by_global_norm"], "t_list, clip_norm, use_norm=None, name=None",
      "shortens its inputs together to a greatest length"
    ) { arguments in
      let tensors = try arguments.tensorList("t_list")
      let norm =
        arguments.isNone("use_norm")
        ? try Tensor.globalNorm(of: tensors) : try arguments.tensor("use_norm")
      let bound = Tensor.literal(try arguments.double("clip_norm"), like: norm)
      let factor = try bound * Tensor.apply(Minimum(), 1 / norm, 1 / bound)
      // A norm that is not finite makes everything NaN, as in TensorFlow.
      let scale = try factor + (norm - norm)
      let clipped = try tensors.map { try Tensor.apply(Identity(), [$0 * scale]) }
      return .tuple([.list(clipped), .tensor(norm)])
    },
    .general(
      ["tf.math.l2_normalize", "tf.nn.l2_normalize", "tf.linalg.l2_normalize"],
      "x, axis=None, epsilon=1e-12, name=None, dim=None", "scales its input to length 1"
    ) { arguments in
      let x = try arguments.tensor("x")
      let squares = try Tensor.apply(Square(), x)
        .reduced(ReduceSum.self, arguments.axes("axis"), keepsDims: true)
      let floor = Tensor.literal(try arguments.double("epsilon"), like: x)
      return .tensor(
        try x * Tensor.apply(Rsqrt(), Tensor.apply(Maximum(), squares, floor)))
    },
  ]
}

/// Half the sum of squares.  y = Σ x² / 2,  ∂y/∂x = x
package struct L2Loss: Operation {
  package static let name = "l2_loss"
  package static let kernel = "L2Loss"
  package static let summary = "takes half the sum of squares"
  package var notation: Notation { .function("l2_loss") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype.isFloating else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(inputs[0].dtype, .scalar)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let squares = try Square().evaluate(inputs)
    let sum = try ReduceSum(axes: Array(0..<squares.shape.rank)).evaluate([squares])
    return try sum / 2
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try inputs[0] * upstream
  }
}

extension Tensor {
  /// The tensor shortened so that its length over axes is at most `bound`.
  func clipped(toNorm bound: Tensor, _ axes: [Int]?) throws(EngineError) -> Tensor {
    let squares = try (self * self).reduced(ReduceSum.self, axes, keepsDims: true)
    let positive = try Tensor.compare(Greater(), squares, .literal(0, like: squares))
    let safe = try Tensor.select(positive, squares, .literal(1, like: squares))
    let length = try Tensor.select(positive, .apply(Sqrt(), safe), squares)
    return try self * bound / Tensor.apply(Maximum(), length, bound)
  }

  /// The length of several tensors taken as one vector.
  package static func globalNorm(of tensors: [Tensor]) throws(EngineError) -> Tensor {
    var halves: [Tensor] = []
    for tensor in tensors { halves.append(try apply(L2Loss(), [tensor])) }
    let half = try apply(Stack(), halves).reduced(ReduceSum.self, nil)
    return try apply(Sqrt(), half * 2)
  }
}
