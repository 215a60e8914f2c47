import Engine

/// Jacobians: one backward pass for each element of the target.
extension TapeObject {
  /// `tape.jacobian(target, sources)`.
  func jacobian(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    guard let target = try targets(a[1]).first, a[1].object?.kind != .list else {
      throw Raise.attribute("'\(a[1].typeName)' object has no attribute 'shape'")
    }
    let leaves = try Nest.leaves(of: a[2])
    let sources = try sources(leaves)
    let rows = try rows(of: target, sources, try unconnected(a[3]))
    useUp()
    var results: [PyValue] = []
    for place in sources.indices {
      let column = rows.compactMap { $0[place] }
      guard column.count == rows.count, let first = column.first else {
        results.append(.none)
        continue
      }
      let stacked = try apply(Stack(axis: 0), column)
      let shape = TensorShape(target.shape.lengths + first.shape.lengths)
      results.append(context.box(try context.reshaped(stacked, to: shape)))
    }
    var rest = results[...]
    return try Nest.pack(like: a[2], &rest)
  }

  /// `tape.batch_jacobian(target, source)`: each row of the target by its own row of the source.
  func batchJacobian(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    guard let target = try targets(a[1]).first else { return .none }
    let sources = try sources([a[2]])
    guard let rowCount = target.shape.lengths.first else {
      throw Raise.value("`target` must have rank at least 1")
    }
    let answers = try rows(of: target, sources, try unconnected(a[3]))
    useUp()
    let found = answers.compactMap { $0[0] }
    guard found.count == answers.count, let first = found.first else { return .none }
    guard first.shape.lengths.first == rowCount else {
      throw Raise.value(
        "Need first dimension of target shape (\(rowCount)) and source shape "
          + "(\(first.shape.lengths.first ?? 0)) to match.")
    }
    let perRow = target.array.count / max(rowCount, 1)
    var parts: [Tensor] = []
    for (place, answer) in found.enumerated() {
      parts.append(try context.slice(answer, [.index(place / max(perRow, 1))]))
    }
    let stacked = try apply(Stack(axis: 0), parts)
    let shape = TensorShape(target.shape.lengths + first.shape.lengths.dropFirst())
    return context.box(try context.reshaped(stacked, to: shape))
  }

  private func apply<O: Operation>(_ op: O, _ inputs: [Tensor]) throws(Raise) -> Tensor {
    do throws(EngineError) {
      return try Tensor.apply(op, inputs)
    } catch {
      throw Raise(error)
    }
  }

  /// For each element of the target its gradient by every source.
  private func rows(
    of target: Tensor, _ sources: [GradientSource], _ unconnected: UnconnectedGradients
  ) throws(Raise) -> [[Tensor?]] {
    var rows: [[Tensor?]] = []
    for place in 0..<target.array.count {
      var ones = [Double](repeating: 0, count: target.array.count)
      ones[place] = 1
      let seed = try NDArray(ones, shape: target.shape).converted(to: target.dtype)
      do throws(EngineError) {
        rows.append(
          try tape.gradient(
            of: [target], by: sources, outputGradients: [Tensor(seed)], unconnected: unconnected))
      } catch {
        throw context.raise(error)
      }
      try context.checkLimits()
    }
    return rows
  }
}
