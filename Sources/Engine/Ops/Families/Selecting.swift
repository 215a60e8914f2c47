/// What is picked by truth values, and what marks a choice.
package enum Selecting: OpFamily {
  package static let operations: [any Operation.Type] = [OneHot.self]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.boolean_mask"], "tensor, mask, axis=None, name='boolean_mask'",
      "picks parts where a truth value holds"
    ) { arguments in
      let axis = arguments.isNone("axis") ? 0 : try arguments.int("axis")
      let x = try arguments.tensor("tensor")
      return .tensor(try x.masked(by: arguments.tensor("mask"), axis: axis))
    },
    .general(
      ["tf.one_hot"],
      "indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None",
      OneHot.summary
    ) { arguments in
      let indices = try arguments.tensor("indices")
      let on = arguments.isNone("on_value") ? nil : try arguments.tensor("on_value")
      let off = arguments.isNone("off_value") ? nil : try arguments.tensor("off_value")
      let asked = try arguments.dtype("dtype")
      if asked == nil, let on, let off, on.dtype != off.dtype {
        throw EngineError.pythonType(
          "dtype <dtype: '\(on.dtype.name)'> of on_value does not match dtype "
            + "<dtype: '\(off.dtype.name)'> of off_value")
      }
      let op = OneHot(
        depth: try arguments.int("depth"), on: on?.scalar ?? 1, off: off?.scalar ?? 0,
        axis: arguments.isNone("axis") ? -1 : try arguments.int("axis"),
        dtype: asked ?? on?.dtype ?? off?.dtype ?? .float32)
      return .tensor(try Tensor.apply(op, [indices]))
    },
    .general(
      ["tf.sequence_mask"], "lengths, maxlen=None, dtype=tf.bool, name=None",
      "marks as many elements of a row as a length says"
    ) { arguments in
      let lengths = try arguments.tensor("lengths")
      let most =
        arguments.isNone("maxlen")
        ? Int(lengths.array.integers.max() ?? 0) : try arguments.int("maxlen")
      _ = try Shape([lengths.shape.count, Swift.max(most, 0)]).fitting(.int64, op: "Range")
      let places = NDArray((0..<Swift.max(most, 0)).map { Int64($0) }, shape: [Swift.max(most, 0)])
      let row = Tensor(try places.cast(to: lengths.dtype))
      let column = try Tensor.apply(ExpandDims(axis: -1), [lengths])
      let mask = try Tensor.compare(Less(), row, column)
      let dtype = try arguments.dtype("dtype") ?? .bool
      return .tensor(dtype == .bool ? mask : try Tensor.apply(Cast(dtype), [mask]))
    },
  ]
}

extension Tensor {
  /// The parts where a mask over some axes holds, laid end to end: places of the mask, then a gather.
  package func masked(by mask: Tensor, axis: Int = 0) throws(EngineError) -> Tensor {
    let rank = mask.shape.rank
    guard rank > 0 else { throw .pythonValue("mask cannot be scalar.") }
    let axis = axis < 0 ? axis + shape.rank : axis
    let own = Shape(Array(shape.lengths.dropFirst(Swift.max(axis, 0)).prefix(rank)))
    guard axis >= 0, own == mask.shape else {
      throw .pythonValue("Shapes \(own) and \(mask.shape) are incompatible")
    }
    let lengths = shape.lengths
    let flat = Shape(
      Array(lengths[..<axis]) + [mask.shape.count] + Array(lengths[(axis + rank)...]))
    let rows = try Tensor.apply(Reshape(flat), [self])
    let line = try Tensor.apply(Reshape([mask.shape.count]), [mask])
    let found = try Tensor.apply(WhereTrue(), [line])
    let places = try Tensor.apply(Squeeze(axes: [1]), [found])
    return try Tensor.apply(Gather(axis: axis), [rows, places])
  }
}

/// A row for each position, with one value there and another elsewhere.
package struct OneHot: Operation {
  package static let name = "one_hot"
  package static let kernel = "OneHot"
  package static let summary = "marks positions in rows"
  package let depth: Int
  package let on: Double
  package let off: Double
  /// Where the new axis stands; −1 is last.
  package let axis: Int
  package let dtype: DType

  package init(depth: Int, on: Double = 1, off: Double = 0, axis: Int = -1, dtype: DType) {
    self.depth = depth
    self.on = on
    self.off = off
    self.axis = axis
    self.dtype = dtype
  }

  package var notation: Notation { .function("one_hot", attributes: "\(depth)") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard [.uint8, .int8, .int32, .int64].contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    let rank = inputs[0].shape.rank
    guard axis >= -1, axis <= rank else {
      throw .invalidArgument(
        op: Self.name,
        "Expected axis to be -1 or between [0, \(rank + 1)).  But received: \(axis)")
    }
    guard depth >= 0 else {
      throw .invalidArgument(op: Self.name, "depth must be non-negative, got: \(depth)")
    }
    var lengths = inputs[0].shape.lengths
    lengths.insert(depth, at: axis == -1 ? rank : axis)
    return Signature(dtype, Shape(lengths))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let place = axis == -1 ? shape.rank - 1 : axis
    let inner = shape.lengths[(place + 1)...].reduce(1, *)
    let positions = inputs[0].integers
    let count = depth
    let marks = (0..<shape.count).map { element in
      let (outer, rest) = (element / (inner * count), element % inner)
      return Int(positions[outer * inner + rest]) == element / inner % count
    }
    func value(_ number: Double) -> NDArray {
      NDArray(payload: .scalar(dtype.bits(number)), dtype: dtype)
    }
    return try NDArray.apply(Where(), [NDArray(marks, shape: shape), value(on), value(off)])
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}
