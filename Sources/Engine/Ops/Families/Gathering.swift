/// Parts by a tensor of positions.
package enum Gathering: OpFamily {
  package static let operations: [any Operation.Type] = [
    Gather.self, GatherGrad.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.gather"],
      "params, indices, validate_indices=None, axis=None, batch_dims=0, name=None", Gather.summary
    ) { arguments in
      let batches = try arguments.int("batch_dims")
      if batches != 0 {
        let axis = arguments.isNone("axis") ? batches : try arguments.int("axis")
        return .tensor(
          try arguments.tensor("params").gathered(
            arguments.tensor("indices"), batches: batches, axis: axis))
      }
      let axis = arguments.isNone("axis") ? 0 : try arguments.int("axis")
      return .tensor(
        try Tensor.apply(
          Gather(axis: axis), [arguments.tensor("params"), arguments.tensor("indices")]))
    },
    .general(
      ["tf.nn.embedding_lookup"], "params, ids, max_norm=None, name=None",
      "picks rows of a table by position"
    ) { arguments in
      let rows = try Tensor.apply(
        Gather(axis: 0), [arguments.tensor("params"), arguments.tensor("ids")])
      guard !arguments.isNone("max_norm") else {
        return .tensor(try Tensor.apply(Identity(), [rows]))
      }
      let bound = Tensor.literal(try arguments.double("max_norm"), like: rows)
      let ids = try arguments.tensor("ids").shape.rank
      return .tensor(try rows.clipped(toNorm: bound, Array(ids..<Swift.max(rows.shape.rank, ids))))
    },
  ]
}

/// The parts of a tensor along an axis that a tensor of positions names.
package struct Gather: Operation {
  package static let name = "gather"
  package static let kernel = "GatherV2"
  package static let summary = "picks parts along an axis by position"
  package static var passRole: PassRole { .rows }
  package let axis: Int
  package init(axis: Int = 0) { self.axis = axis }
  package var notation: Notation {
    .function("gather", attributes: axis == 0 ? "" : "axis=\(axis)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (values, positions) = (inputs[0], inputs[1])
    guard positions.dtype == .int32 || positions.dtype == .int64 else {
      throw .unsupportedDType(op: Self.name, positions.dtype)
    }
    guard let place = values.shape.axis(axis) else {
      throw .axisOutOfRange(op: Self.name, axis: axis, rank: values.shape.rank)
    }
    let lengths = values.shape.lengths
    return Signature(
      values.dtype,
      Shape(Array(lengths[..<place]) + positions.shape.lengths + Array(lengths[(place + 1)...])))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let plan = try GatherPlan(inputs[0].shape, axis, inputs[1])
    return try inputs[0].dtype.open(
      GatherWork(x: inputs[0], plan: plan, shape: shape), for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    return try V.apply(GatherGrad(inputs[0].signature.shape, axis: axis), [upstream, inputs[1]])
  }
}

/// Parts added up where positions say, zeros elsewhere: the gradient of `gather`.
package struct GatherGrad: Operation {
  package static let name = "gather_grad"
  package static let kernel = "UnsortedSegmentSum"
  package static let summary = "adds parts up where they were picked"
  package let shape: Shape
  package let axis: Int
  package init(_ shape: Shape, axis: Int) {
    self.shape = shape
    self.axis = axis
  }
  package var notation: Notation {
    Notation { arguments, style in
      WrittenFormula("{sum of \(arguments[0].text) at \(arguments[1].text)}")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let plan = try GatherPlan(shape, axis, inputs[1])
    let parts = try Gather(axis: axis).infer(
      [Signature(inputs[0].dtype, shape), inputs[1].signature])
    let work = ScatterWork(parts: inputs[0].broadcast(to: parts.shape), plan: plan, shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    return try V.apply(Gather(axis: axis), [upstream, inputs[1]])
  }
}

/// The loops of picking along an axis: outer blocks, positions, inner runs.
private struct GatherPlan {
  let positions: [Int]
  let outer: Int
  let length: Int
  let inner: Int

  init(_ shape: Shape, _ axis: Int, _ positions: NDArray) throws(EngineError) {
    let place = shape.axis(axis) ?? 0
    outer = shape.lengths[..<place].reduce(1, *)
    length = shape.lengths[place]
    inner = shape.lengths[(place + 1)...].reduce(1, *)
    self.positions = positions.integers.map { Int($0) }
    for (index, position) in self.positions.enumerated() where position < 0 || position >= length {
      throw .gatherIndex(
        position, at: index, positions: positions.shape, length: length)
    }
  }
}

private struct GatherWork: ElementWork {
  let x: NDArray
  let plan: GatherPlan
  let shape: Shape

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let plan = plan
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        var next = 0
        for block in 0..<plan.outer {
          for position in plan.positions {
            let start = (block * plan.length + position) * plan.inner
            for i in 0..<plan.inner { target[next + i] = source[start + i] }
            next += plan.inner
          }
        }
      }
    }
  }
}

private struct ScatterWork: NumberWork {
  let parts: NDArray
  let plan: GatherPlan
  let shape: Shape

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let plan = plan
    return try parts.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        target.initialize(repeating: .zero)
        var next = 0
        for block in 0..<plan.outer {
          for position in plan.positions {
            let start = (block * plan.length + position) * plan.inner
            for i in 0..<plan.inner {
              target[start + i] = E.add(target[start + i], source[next + i])
            }
            next += plan.inner
          }
        }
      }
    }
  }
}
