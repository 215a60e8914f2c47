/// Parts by tuples of positions, and parts put back by them.
package enum TupleGathering: OpFamily {
  package static let operations: [any Operation.Type] = [
    GatherND.self, GatherNDGrad.self, ScatterND.self, ScatterReplace.self, ScatterAdd.self,
    ScatterSubtract.self, ScatterMaximum.self, ScatterMinimum.self,
  ]

  private static let scattered = "tensor, indices, updates, bad_indices_policy='', name=None"

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.gather_nd"],
      "params, indices, batch_dims=0, name=None, bad_indices_policy=''", GatherND.summary
    ) { arguments in
      let op = GatherND(batches: try arguments.int("batch_dims"))
      return .tensor(
        try Tensor.apply(op, [arguments.tensor("params"), arguments.tensor("indices")]))
    },
    .general(
      ["tf.scatter_nd"], "indices, updates, shape, bad_indices_policy='', name=None",
      ScatterND.summary
    ) { arguments in
      let op = ScatterND(Shape(try arguments.ints("shape")))
      return .tensor(
        try Tensor.apply(op, [arguments.tensor("indices"), arguments.tensor("updates")]))
    },
    .general(
      ["tf.tensor_scatter_nd_update"], "tensor, indices, updates, name=None",
      ScatterReplace.summary
    ) { arguments in try scatter(ScatterReplace(), arguments) },
    .general(["tf.tensor_scatter_nd_add"], scattered, ScatterAdd.summary) { arguments in
      try scatter(ScatterAdd(), arguments)
    },
    .general(["tf.tensor_scatter_nd_sub"], scattered, ScatterSubtract.summary) { arguments in
      try scatter(ScatterSubtract(), arguments)
    },
    .general(["tf.tensor_scatter_nd_max"], scattered, ScatterMaximum.summary) { arguments in
      try scatter(ScatterMaximum(), arguments)
    },
    .general(["tf.tensor_scatter_nd_min"], scattered, ScatterMinimum.summary) { arguments in
      try scatter(ScatterMinimum(), arguments)
    },
  ]

  private static func scatter<O: Operation>(
    _ op: O, _ arguments: any LessonArguments
  ) throws -> LessonResult {
    let values = try arguments.tensors(["tensor", "updates"])
    return .tensor(
      try Tensor.apply(op, [values[0], arguments.tensor("indices"), values[1]]))
  }
}

/// The parts of a tensor that tuples of positions name.
package struct GatherND: Operation {
  package static let name = "gather_nd"
  package static let kernel = "GatherNd"
  package static let summary = "picks parts by tuples of positions"
  package static var movesElements: Bool { true }
  /// Leading axes that tensor and indices share.
  package let batches: Int
  package init(batches: Int = 0) { self.batches = batches }
  package var notation: Notation {
    .function("gather_nd", attributes: batches == 0 ? "" : "batch_dims=\(batches)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (values, indices) = (inputs[0], inputs[1])
    guard indices.dtype == .int32 || indices.dtype == .int64 || indices.dtype == .int16 else {
      throw .indexDType(op: Self.name, indices.dtype)
    }
    guard values.shape.rank > 0 else {
      throw .invalidArgument(op: Self.name, "params must be at least a vector")
    }
    guard indices.shape.rank > 0 else {
      throw .invalidArgument(op: Self.name, "indices must be at least a vector")
    }
    guard batches >= 0, batches < indices.shape.rank, batches <= values.shape.rank,
      values.shape.lengths.prefix(batches) == indices.shape.lengths.prefix(batches)
    else {
      throw .pythonValue(
        "batch_dims = \(batches) must be less than rank(indices) = \(indices.shape.rank)")
    }
    let depth = indices.shape[-1]
    guard depth + batches <= values.shape.rank else {
      throw .invalidArgument(
        op: Self.name,
        "index innermost dimension length must be <= params rank; saw: \(depth) vs. "
          + "\(values.shape.rank)")
    }
    return Signature(
      values.dtype,
      Shape(indices.shape.lengths.dropLast() + values.shape.lengths[(batches + depth)...]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let plan = try plan(inputs[1], inputs[0].shape)
    let work = GatherRowsWork(table: inputs[0], plan: plan, shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  func plan(_ indices: NDArray, _ shape: Shape) throws(EngineError) -> RowPlan {
    try RowPlan(indices, into: shape, batches: batches) { place, tuple in
      let list = tuple.map(String.init).joined(separator: ", ")
      return .invalidArgument(
        op: Self.name,
        "indices\(Shape(place).bracketed) = [\(list)] does not index into param shape "
          + "\(shape.bracketed), node name: GatherNd")
    }
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    let op = GatherNDGrad(inputs[0].signature.shape, batches: batches)
    return try V.apply(op, [inputs[1], upstream])
  }
}

/// Parts added up where tuples of positions say, zeros elsewhere: the gradient of `gather_nd`.
package struct GatherNDGrad: Operation {
  package static let name = "gather_nd_grad"
  package static let kernel = "ScatterNd"
  package static let summary = "adds parts up where tuples picked them"
  package let shape: Shape
  package let batches: Int
  package init(_ shape: Shape, batches: Int = 0) {
    self.shape = shape
    self.batches = batches
  }
  package var notation: Notation {
    Notation { arguments, style in
      WrittenFormula("{sum of \(arguments[1].text) at \(arguments[0].text)}")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[1].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[1].dtype)
    }
    return Signature(inputs[1].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let gather = GatherND(batches: batches)
    let plan = try gather.plan(inputs[0], shape)
    let parts = try gather.infer([Signature(inputs[1].dtype, shape), inputs[0].signature]).shape
    let work = CombineRowsWork(
      table: try .filled(0, Signature(inputs[1].dtype, shape)),
      updates: inputs[1].broadcast(to: parts), plan: plan, combine: .add)
    return try inputs[1].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 1 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 1 ? try V.apply(GatherND(batches: batches), [upstream, inputs[0]]) : nil
  }
}

/// Zeros with parts added where tuples of positions say.
///
/// Each part gets its place of the gradient back.
package struct ScatterND: Operation {
  package static let name = "scatter_nd"
  package static let kernel = "ScatterNd"
  package static let summary = "adds parts to zeros by tuples of positions"
  package static var movesElements: Bool { true }
  package let shape: Shape
  package init(_ shape: Shape) { self.shape = shape }
  package var notation: Notation { .function("scatter_nd", attributes: shape.description) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (indices, updates) = (inputs[0], inputs[1])
    guard DTypeSet.numeric.contains(updates.dtype) || updates.dtype == .string else {
      throw .unsupportedDType(op: Self.name, updates.dtype)
    }
    guard let depth = indices.shape.lengths.last, depth <= shape.rank else {
      throw .invalidArgument(
        op: Self.name,
        "The innermost dimension of indices.shape should be at most \(shape.rank), got "
          + indices.shape.bracketed)
    }
    let outer = Array(indices.shape.lengths.dropLast())
    guard Array(updates.shape.lengths.prefix(outer.count)) == outer else {
      throw .invalidArgument(
        op: Self.name,
        "Dimensions [0,\(outer.count)) of indices[shape=\(indices.shape.bracketed)] must match "
          + "dimensions [0,\(outer.count)) of updates[shape=\(updates.shape.bracketed)]")
    }
    guard Array(updates.shape.lengths[outer.count...]) == Array(shape.lengths[depth...]) else {
      throw .invalidArgument(
        op: Self.name,
        "Dimensions [\(depth),\(shape.rank)) of input[shape=\(shape.bracketed)] must match "
          + "dimensions [\(outer.count),\(updates.shape.rank)) of "
          + "updates[shape=\(updates.shape.bracketed)]")
    }
    return Signature(updates.dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let work = CombineRowsWork(
      table: try .filled(0, Signature(inputs[1].dtype, shape)), updates: inputs[1],
      plan: try RowPlan(scattering: inputs[0], into: shape, Self.name), combine: .add)
    return try inputs[1].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 1 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 1 ? try V.apply(GatherND(), [upstream, inputs[0]]) : nil
  }
}

extension RowPlan {
  init(scattering indices: NDArray, into shape: Shape, _ op: String) throws(EngineError) {
    try self.init(indices, into: shape) { place, tuple in
      let list = tuple.map(String.init).joined(separator: ", ")
      return .invalidArgument(
        op: op,
        "indices\(Shape(place).bracketed) = [\(list)] does not index into shape "
          + "\(shape.bracketed)")
    }
  }
}
