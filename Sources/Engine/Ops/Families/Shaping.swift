/// The same elements in another arrangement.
package enum Shaping: OpFamily {
  package static let operations: [any Operation.Type] = [
    Reshape.self, BroadcastTo.self, Transpose.self, ExpandDims.self, Squeeze.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.reshape"], "tensor, shape, name=None", Reshape.summary) { arguments in
      let x = try arguments.tensor("tensor")
      let shape = try x.shape.resolved(arguments.ints("shape"))
      return .tensor(try Tensor.apply(Reshape(shape), [x]))
    },
    .general(["tf.broadcast_to"], "input, shape, name=None", BroadcastTo.summary) { arguments in
      .tensor(
        try Tensor.apply(
          BroadcastTo(
            Shape(
              arguments.row(
                "shape", of: "BroadcastTo",
                "shape must be a vector of {int32,int64}, got shape []"))),
          [arguments.tensor("input")]))
    },
    .general(
      ["tf.transpose"], "a, perm=None, conjugate=False, name='transpose'", Transpose.summary
    ) { arguments in
      let x = try arguments.tensor("a")
      let order =
        arguments.isNone("perm")
        ? Array((0..<x.shape.rank).reversed())
        : try arguments.row("perm", of: "Transpose", "perm must be rank 1, got shape []")
      let turned = try Tensor.apply(
        Transpose(order.map { $0 < 0 ? $0 + x.shape.rank : $0 }), [x])
      let conjugates = try arguments.bool("conjugate") && x.dtype.isComplex
      return .tensor(conjugates ? try Tensor.apply(Conjugate(), [turned]) : turned)
    },
    .general(
      ["tf.linalg.matrix_transpose"], "a, name='matrix_transpose', conjugate=False",
      "transposes the last two axes"
    ) { arguments in
      let x = try arguments.tensor("a")
      guard x.shape.rank >= 2 else {
        throw EngineError.wrongRank(
          op: "matrix_transpose", x.shape, expected: "at least two axes")
      }
      var order = Array(0..<x.shape.rank)
      order.swapAt(order.count - 1, order.count - 2)
      let turned = try Tensor.apply(Transpose(order), [x])
      let conjugates = try arguments.bool("conjugate") && x.dtype.isComplex
      return .tensor(conjugates ? try Tensor.apply(Conjugate(), [turned]) : turned)
    },
    .general(["tf.expand_dims"], "input, axis, name=None", ExpandDims.summary) { arguments in
      let axes = arguments.isSequence("axis") ? try arguments.ints("axis") : []
      let op = ExpandDims(axis: axes.count == 1 ? axes[0] : try arguments.int("axis"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .general(["tf.squeeze"], "input, axis=None, name=None", Squeeze.summary) { arguments in
      let op = Squeeze(axes: try arguments.axes("axis") ?? [])
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
  ]
}

/// The same elements under another shape.
///
/// The gradient goes back to the old shape.
package struct Reshape: Operation {
  package static let name = "reshape"
  package static let summary = "lays the same elements out in another shape"
  package let shape: Shape
  package init(_ shape: Shape) { self.shape = shape }
  package var notation: Notation { .function("reshape", attributes: shape.description) }

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
  package static var movesElements: Bool { true }
  package let shape: Shape
  package init(_ shape: Shape) { self.shape = shape }
  package var notation: Notation { .function("broadcast", attributes: shape.description) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].shape.broadcast(with: shape) == shape else {
      throw .cannotBroadcast(inputs[0].shape, to: shape)
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

/// Axes in another order.
///
/// The gradient's axes go back.
package struct Transpose: Operation {
  package static let name = "transpose"
  package static let summary = "puts the axes in another order"
  package static var movesElements: Bool { true }
  /// Which input axis each output axis is.
  package let order: [Int]
  package init(_ order: [Int]) { self.order = order }

  package var notation: Notation {
    if order == [1, 0] { return .postfix("ᵀ", latex: "^{\\top}") }
    let list = order.map(String.init).joined(separator: ", ")
    return .function("transpose", attributes: "(\(list))")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    guard order.count == shape.rank else {
      throw .permutation(order, rank: shape.rank)
    }
    guard order.sorted() == Array(0..<shape.rank) else {
      throw .permutation(order, rank: shape.rank)
    }
    return Signature(inputs[0].dtype, Shape(order.map { shape.lengths[$0] }))
  }

  package func evaluate(_ inputs: [NDArray]) -> NDArray { inputs[0].transposed(order) }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let inverse = (0..<order.count).map { order.firstIndex(of: $0) ?? $0 }
    return try V.apply(Transpose(inverse), [upstream])
  }
}

/// A new axis of length 1.
package struct ExpandDims: Operation {
  package static let name = "expand_dims"
  package static let summary = "adds an axis of length 1"
  /// Where the new axis stands in the result, in `-(rank + 1)...rank`.
  package let axis: Int
  package init(axis: Int) { self.axis = axis }
  package var notation: Notation { .function("expand_dims", attributes: "axis=\(axis)") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    var lengths = inputs[0].shape.lengths
    let place = axis < 0 ? axis + lengths.count + 1 : axis
    guard place >= 0, place <= lengths.count else {
      throw .axisOutOfRange(op: Self.name, axis: axis, rank: lengths.count)
    }
    lengths.insert(1, at: place)
    return Signature(inputs[0].dtype, Shape(lengths))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    inputs[0].reshaped(try infer([inputs[0].signature]).shape)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(Reshape(inputs[0].signature.shape), [upstream])
  }
}

/// Axes of length 1 taken away: the named ones, or all where none is named.
package struct Squeeze: Operation {
  package static let name = "squeeze"
  package static let summary = "takes axes of length 1 away"
  package let axes: [Int]
  package init(axes: [Int] = []) { self.axes = axes }
  package var notation: Notation { .function("squeeze") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    var dropped: Set<Int> = []
    for axis in axes {
      guard let place = shape.axis(axis) else {
        throw .axisOutOfRange(op: Self.name, axis: axis, rank: shape.rank)
      }
      guard shape.lengths[place] == 1 else {
        throw .cannotSqueeze(axis: place, length: shape.lengths[place])
      }
      dropped.insert(place)
    }
    let kept = (0..<shape.rank).filter {
      axes.isEmpty ? shape.lengths[$0] != 1 : !dropped.contains($0)
    }
    return Signature(inputs[0].dtype, Shape(kept.map { shape.lengths[$0] }))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    inputs[0].reshaped(try infer([inputs[0].signature]).shape)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(Reshape(inputs[0].signature.shape), [upstream])
  }
}
