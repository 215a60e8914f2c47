/// Tensors laid end to end along an axis.
///
/// Each gets its part of the gradient back.
package struct Concat: Operation {
  package static let name = "concat"
  package static let kernel = "ConcatV2"
  package static let summary = "lays its inputs end to end"
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
        throw .mixedDTypes(op: Self.name, first.dtype, input.dtype)
      }
      var expected = first.shape
      if input.shape.rank == expected.rank {
        expected.lengths[place] = input.shape.lengths[place]
      }
      guard input.shape == expected else {
        throw .unequalInputs(op: Self.name, first.shape, index, input.shape)
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
        throw .mixedDTypes(op: Self.name, first.dtype, input.dtype)
      }
      guard input.shape == first.shape else {
        throw .unequalInputs(op: Self.name, first.shape, index, input.shape)
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

/// A tensor repeated along its axes, as often as said for each.
package struct Tile: Operation {
  package static let name = "tile"
  package static let summary = "repeats its input along its axes"
  package let multiples: [Int]
  package init(multiples: [Int]) { self.multiples = multiples }
  package var notation: Notation {
    .function("tile", attributes: Shape(multiples).description)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    guard multiples.count == shape.rank else {
      throw .tileMultiples(count: multiples.count, rank: shape.rank)
    }
    if let index = multiples.firstIndex(where: { $0 < 0 }) {
      throw .invalidArgument(
        op: Self.name, "Expected multiples[\(index)] >= 0, but got \(multiples[index])")
    }
    return Signature(inputs[0].dtype, Shape(zip(multiples, shape.lengths).map { $0 * $1 }))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let (single, spread) = split(inputs[0].shape)
    return inputs[0].reshaped(single).broadcast(to: spread).reshaped(shape)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let (_, spread) = split(inputs[0].signature.shape)
    let parts = try V.apply(Reshape(spread), [upstream])
    let axes = (0..<multiples.count).map { 2 * $0 }
    return try V.apply(ReduceSum(axes: axes), [parts])
  }

  /// The input's shape with an axis for the repetitions before each axis.
  private func split(_ shape: Shape) -> (single: Shape, spread: Shape) {
    (
      Shape(shape.lengths.flatMap { [1, $0] }),
      Shape(zip(multiples, shape.lengths).flatMap { [$0, $1] })
    )
  }
}

/// A tensor with a margin of one number around it.
///
/// The gradient of the margin is dropped.
package struct Pad: Operation {
  package static let name = "pad"
  package static let kernel = "PadV2"
  package static let summary = "puts a margin around its input"
  /// Elements before and behind, for each axis.
  package let paddings: [[Int]]
  package let constant: Double
  package init(paddings: [[Int]], constant: Double = 0) {
    self.paddings = paddings
    self.constant = constant
  }
  package var notation: Notation {
    let list = paddings.map { "[" + $0.map(String.init).joined(separator: ", ") + "]" }
    return .function("pad", attributes: "[" + list.joined(separator: ", ") + "]")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = inputs[0].shape
    guard paddings.count == shape.rank, paddings.allSatisfy({ $0.count == 2 }) else {
      throw .paddingShape(Shape([paddings.count, paddings.first?.count ?? 2]), rank: shape.rank)
    }
    guard paddings.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else {
      throw .negativePadding(paddings.first { $0.contains { $0 < 0 } } ?? [])
    }
    return Signature(
      inputs[0].dtype, Shape(zip(paddings, shape.lengths).map { $0[0] + $1 + $0[1] }))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let x = inputs[0]
    let margin = try NDArray.filled(constant, infer([x.signature]))
    guard case .block(let block) = margin.payload else { return x }
    let strides = margin.shape.rowMajorStrides
    let offset = zip(paddings, strides).reduce(0) { $0 + $1.0[0] * $1.1 }
    let target = Block(storage: block.storage, offset: offset, shape: x.shape, strides: strides)
    try x.dtype.open(CopyIn(source: x, target: target), for: Self.name)
    return margin
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let items = zip(paddings, inputs[0].signature.shape.lengths).map {
      IndexItem.slice(start: $0[0], stop: $0[0] + $1, step: 1)
    }
    return try V.apply(StridedSlice(items), [upstream])
  }
}

/// Writes an array into part of memory that nobody else has seen yet.
struct CopyIn: ElementWork {
  let source: NDArray
  let target: Block

  func run<E: Element>(_ type: E.Type) throws(EngineError) {
    try source.withElements(E.self) { source in
      let memory = target.storage.memory.assumingMemoryBound(to: E.self)
      var next = 0
      target.forEachOffset { offset in
        memory[offset] = source[next]
        next += 1
      }
    }
  }
}

/// A tensor with the order along some axes turned round.
package struct Reverse: Operation {
  package static let name = "reverse"
  package static let kernel = "ReverseV2"
  package static let summary = "turns the order along axes round"
  package let axes: [Int]
  package init(axes: [Int]) { self.axes = axes }
  package var notation: Notation {
    .function("reverse", attributes: "axis=" + Shape(axes).description)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    var seen: Set<Int> = []
    for axis in axes {
      guard let place = inputs[0].shape.axis(axis) else {
        throw .axisOutOfRange(op: Self.name, axis: axis, rank: inputs[0].shape.rank)
      }
      guard seen.insert(place).inserted else {
        throw .repeatedAxis(op: Self.name, axis: place)
      }
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let x = inputs[0]
    let places = axes.compactMap { x.shape.axis($0) }
    let items = (0..<x.shape.rank).map {
      IndexItem.slice(start: nil, stop: nil, step: places.contains($0) ? -1 : 1)
    }
    return x.part(try Selection(items, of: x.shape))
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(self, [upstream])
  }
}
