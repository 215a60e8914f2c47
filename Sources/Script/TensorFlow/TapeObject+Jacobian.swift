import Engine

/// Jacobians: one backward pass for each element of the target.
extension TapeObject {
  /// `tape.jacobian(target, sources)`.
  func jacobian(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    guard let target = try targets(a[1]).first, a[1].object?.kind != .list else {
      throw Raise.attribute("'\(a[1].typeName)' object has no attribute 'shape'")
    }
    try checkLoop(a[5], "jacobian", "and with  experimental_use_pfor")
    let sources = try sources(try Nest.leaves(of: a[2]))
    let unconnected = try unconnected(a[3])
    let count = target.array.count
    for source in sources {
      let shape = TensorShape(target.shape.lengths + source.signature.shape.lengths)
      _ = try context.fitting(shape, target.dtype, op: "Reshape")
    }
    _ = try context.fitting([count, count], target.dtype, op: "MatrixDiagV3")
    // An empty target has rows too, only none.
    var seeds: [Tensor] = []
    for place in 0..<count { seeds.append(try ones(target, at: [place])) }
    if count == 0 { seeds = [try ones(target, at: [])] }
    let rows = try answers(target, sources, seeds, unconnected)
    useUp()
    var results: [PyValue] = []
    for place in sources.indices {
      let column = rows.compactMap { $0[place] }
      guard column.count == rows.count, let first = column.first else {
        results.append(.none)
        continue
      }
      let shape = TensorShape(target.shape.lengths + first.shape.lengths)
      if count == 0 {
        results.append(context.box(context.constant(try .filled(0, first.dtype, shape))))
        continue
      }
      let stacked = try apply(Stack(axis: 0), column)
      results.append(context.box(try context.reshaped(stacked, to: shape)))
    }
    var rest = results[...]
    return try Nest.pack(like: a[2], &rest)
  }

  /// `tape.batch_jacobian(target, source)`: each row of the target by its own row of the source.
  func batchJacobian(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    guard let target = try targets(a[1]).first, let source = try sources([a[2]]).first else {
      return .none
    }
    let from = source.signature
    guard let rowCount = target.shape.lengths.first else {
      throw Raise(.indexError, "list index out of range")
    }
    for shape in [target.shape, from.shape] where shape.rank < 2 {
      throw Raise.value("Shape \(shape) must have rank at least 2")
    }
    guard from.shape.lengths.first == rowCount else {
      throw Raise.value(
        "Need first dimension of target shape (\(target.shape)) and source shape (\(from.shape)) "
          + "to match.")
    }
    try checkLoop(a[5], "batch_jacobian", "and  with experimental_use_pfor")
    let perRow = target.array.count / max(rowCount, 1)
    var seeds: [Tensor] = []
    for column in 0..<perRow {
      seeds.append(try ones(target, at: (0..<rowCount).map { $0 * perRow + column }))
    }
    let answers = try answers(target, [source], seeds, try unconnected(a[3]))
    useUp()
    let shape = TensorShape(target.shape.lengths + from.shape.lengths.dropFirst())
    let found = answers.compactMap { $0[0] }
    guard found.count == answers.count, !found.isEmpty else {
      return context.box(context.constant(try .filled(0, target.dtype, shape)))
    }
    let stacked = try apply(Stack(axis: 1), found)
    return context.box(try context.reshaped(stacked, to: shape))
  }

  /// Without `pfor` TensorFlow asks a tape again and again.
  private func checkLoop(
    _ usesPFor: PyValue, _ name: String, _ joint: String
  ) throws(Raise) {
    guard try !usesPFor.truth(), !isPersistent else { return }
    throw Raise.runtime(
      "GradientTape must be created with persistent=True to compute the \(name) with eager "
        + "execution enabled \(joint) set to False.")
  }

  private func apply<O: Operation>(_ op: O, _ inputs: [Tensor]) throws(Raise) -> Tensor {
    do throws(EngineError) {
      return try Tensor.apply(op, inputs)
    } catch {
      throw Raise(error)
    }
  }

  /// Ones at some places of the target's shape, zeros elsewhere.
  private func ones(_ target: Tensor, at places: [Int]) throws(Raise) -> Tensor {
    var elements = [Double](repeating: 0, count: target.array.count)
    for place in places { elements[place] = 1 }
    return Tensor(try NDArray(elements, shape: target.shape).converted(to: target.dtype))
  }

  /// For each seed the gradient by every source.
  private func answers(
    _ target: Tensor, _ sources: [GradientSource], _ seeds: [Tensor],
    _ unconnected: UnconnectedGradients
  ) throws(Raise) -> [[Tensor?]] {
    var rows: [[Tensor?]] = []
    for seed in seeds {
      do throws(EngineError) {
        rows.append(
          try tape.gradient(
            of: [target], by: sources, outputGradients: [seed], unconnected: unconnected))
      } catch {
        throw context.raise(error)
      }
      try context.checkLimits()
    }
    return rows
  }
}
