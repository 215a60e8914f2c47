/// Tensors made larger, and turned round.
package enum Padding: OpFamily {
  package static let operations: [any Operation.Type] = [
    Tile.self, Pad.self, Reverse.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.tile"], "input, multiples, name=None", Tile.summary) { arguments in
      let op = Tile(
        multiples: try arguments.row(
          "multiples", of: "Tile", "Expected multiples to be 1-D, but got shape []"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .general(
      ["tf.pad"], "tensor, paddings, mode='CONSTANT', constant_values=0, name=None", Pad.summary
    ) { arguments in
      let mode = try arguments.text("mode") ?? ""
      guard mode.uppercased() == "CONSTANT" else {
        guard ["REFLECT", "SYMMETRIC"].contains(mode.uppercased()) else {
          throw EngineError.pythonValue(
            "Value of argument `mode` expected to be one of \"CONSTANT\", \"REFLECT\", or "
              + "\"SYMMETRIC\". Received `mode` = \(mode)")
        }
        let op = MirrorPad(
          paddings: try arguments.intLists("paddings"),
          repeatsEdge: mode.uppercased() == "SYMMETRIC")
        return .tensor(try Tensor.apply(op, [arguments.tensor("tensor")]))
      }
      let op = Pad(
        paddings: try arguments.intLists("paddings"),
        constant: try arguments.double("constant_values"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("tensor")]))
    },
    .general(["tf.reverse"], "tensor, axis, name=None", Reverse.summary) { arguments in
      let op = Reverse(
        axes: try arguments.row("axis", of: "ReverseV2", "'dims' must be 1-dimension, not 0"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("tensor")]))
    },
  ]
}

/// A tensor repeated along its axes, as often as said for each.
package struct Tile: Operation {
  package static let name = "tile"
  package static let summary = "repeats its input along its axes"
  package static var movesElements: Bool { true }
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
    let lengths = zip(multiples, shape.lengths).map { multiple, length in
      let (product, overflows) = multiple.multipliedReportingOverflow(by: length)
      return overflows ? Int.max : product
    }
    return Signature(inputs[0].dtype, Shape(lengths))
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
  package static var movesElements: Bool { true }
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
      throw .paddingShape(
        Shape([paddings.count, paddings.first?.count ?? 2]), input: shape)
    }
    guard paddings.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else {
      throw .negativePadding(paddings.first { $0.contains { $0 < 0 } } ?? [])
    }
    return Signature(
      inputs[0].dtype,
      Shape(zip(paddings, shape.lengths).map { $0[0].plusOrMost($1).plusOrMost($0[1]) }))
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
  package static var movesElements: Bool { true }
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
