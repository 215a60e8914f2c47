/// Tensors put together and taken apart.
package enum Joining: OpFamily {
  package static let operations: [any Operation.Type] = [
    Concat.self, Stack.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.concat"], "values, axis, name='concat'", Concat.summary) { arguments in
      let values = try arguments.tensorList("values")
      if values.count == 1 { return .tensor(try Tensor.apply(Identity(), values)) }
      return .tensor(try Tensor.apply(Concat(axis: arguments.int("axis")), values))
    },
    .general(["tf.stack"], "values, axis=0, name='stack'", Stack.summary) { arguments in
      let values = try arguments.tensorList("values")
      if values.isEmpty { return .tensor(Tensor([Float](), shape: [0])) }
      return .tensor(try Tensor.apply(Stack(axis: arguments.int("axis")), values))
    },
    .general(
      ["tf.unstack"], "value, num=None, axis=0, name='unstack'",
      "takes a tensor apart along an axis"
    ) { arguments in
      let num = arguments.isNone("num") ? nil : try arguments.int("num")
      return .list(try arguments.tensor("value").unstacked(axis: arguments.int("axis"), num))
    },
    .general(
      ["tf.split"], "value, num_or_size_splits, axis=0, num=None, name='split'",
      "splits a tensor into parts along an axis"
    ) { arguments in
      let (x, axis) = (try arguments.tensor("value"), try arguments.int("axis"))
      if arguments.isSequence("num_or_size_splits") {
        return .list(try x.split(sizes: arguments.ints("num_or_size_splits"), axis: axis))
      }
      return .list(try x.split(into: arguments.int("num_or_size_splits"), axis: axis))
    },
  ]
}

/// Tensors laid end to end along an axis.
///
/// Each gets its part of the gradient back.
package struct Concat: Operation {
  package static let name = "concat"
  package static let kernel = "ConcatV2"
  package static let summary = "lays its inputs end to end"
  package static var movesElements: Bool { true }
  package let axis: Int
  package init(axis: Int) { self.axis = axis }
  package var notation: Notation { .function("concat", attributes: "axis=\(axis)") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let first = inputs.first else { throw .noInputs(op: Self.name) }
    guard let place = first.shape.axis(axis) else {
      throw .axisOutOfRange(op: Self.name, axis: axis, rank: first.shape.rank)
    }
    var length = 0
    for (index, input) in inputs.enumerated() {
      guard input.dtype == first.dtype else {
        throw .expectedDType(op: Self.name, operand: index, first.dtype, input.dtype)
      }
      var expected = first.shape
      if input.shape.rank == expected.rank {
        expected.lengths[place] = input.shape.lengths[place]
      }
      guard input.shape == expected else {
        throw .unequalInputs(
          op: Self.name, first.shape, index: index, input.shape, axis: place, count: inputs.count)
      }
      length += input.shape.lengths[place]
    }
    var shape = first.shape
    shape.lengths[place] = length
    return Signature(first.dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let work = ConcatWork(parts: inputs, shape: shape, axis: shape.axis(axis) ?? 0)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let place = output.signature.shape.axis(axis) ?? 0
    let lengths = inputs.map { $0.signature.shape.lengths[place] }
    let start = lengths[..<operand].reduce(0, +)
    let items: [IndexItem] =
      Array(repeating: .slice(start: nil, stop: nil, step: 1), count: place)
      + [.slice(start: start, stop: start + lengths[operand], step: 1)]
    return try V.apply(StridedSlice(items), [upstream])
  }
}

private struct ConcatWork: ElementWork {
  let parts: [NDArray]
  let shape: Shape
  let axis: Int

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let outer = shape.lengths[..<axis].reduce(1, *)
    let row = shape.lengths[axis...].reduce(1, *)
    let storage = NDArray.make(E.self, Shape([Swift.max(shape.count, 1)])) { _ in }
    guard case .block(let block) = storage.payload else { return storage }
    let target = block.storage.memory.assumingMemoryBound(to: E.self)
    var start = 0
    for part in parts {
      let length = part.shape.lengths[axis...].reduce(1, *)
      try part.withElements(E.self) { source in
        guard let base = source.baseAddress, length > 0 else { return }
        for index in 0..<outer {
          (target + index * row + start).update(from: base + index * length, count: length)
        }
      }
      start += length
    }
    return NDArray(
      payload: .block(
        Block(
          storage: block.storage, offset: 0, shape: shape, strides: shape.rowMajorStrides)),
      dtype: E.dtype)
  }
}

/// Tensors of one shape along a new axis.
///
/// Each gets its slice of the gradient back.
package struct Stack: Operation {
  package static let name = "stack"
  package static let kernel = "Pack"
  package static let summary = "lays its inputs along a new axis"
  package static var movesElements: Bool { true }
  package let axis: Int
  package init(axis: Int = 0) { self.axis = axis }
  package var notation: Notation {
    let attributes = axis == 0 ? "" : ", axis=\(axis)"
    return Notation { arguments, style in
      let list = arguments.map(\.text).joined(separator: ", ")
      return WrittenFormula(attributes.isEmpty ? "[\(list)]" : "stack([\(list)]\(attributes))")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let first = inputs.first else { throw .noInputs(op: Self.name) }
    for (index, input) in inputs.enumerated() {
      guard input.dtype == first.dtype else {
        throw .expectedDType(op: Self.name, operand: index, first.dtype, input.dtype)
      }
      guard input.shape == first.shape else {
        throw .unequalInputs(
          op: Self.name, first.shape, index: index, input.shape, axis: nil, count: inputs.count)
      }
    }
    var lengths = first.shape.lengths
    let place = axis < 0 ? axis + lengths.count + 1 : axis
    guard place >= 0, place <= lengths.count else {
      throw .axisOutOfRange(op: Self.name, axis: axis, rank: lengths.count + 1)
    }
    lengths.insert(inputs.count, at: place)
    return Signature(first.dtype, Shape(lengths))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let expand = ExpandDims(axis: axis)
    let parts = try inputs.map { (input) throws(EngineError) -> NDArray in
      try expand.evaluate([input])
    }
    return try Concat(axis: axis).evaluate(parts)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let place = output.signature.shape.axis(axis) ?? 0
    let items: [IndexItem] =
      Array(repeating: .slice(start: nil, stop: nil, step: 1), count: place) + [.index(operand)]
    return try V.apply(StridedSlice(items), [upstream])
  }
}
