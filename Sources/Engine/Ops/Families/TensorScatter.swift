/// A tensor with parts changed where tuples of positions say: inputs are tensor, indices, updates.
package protocol TensorScatter: Operation {
  /// How an update meets what was there; `nil` replaces it.
  static var combination: RowCombination? { get }
  init()
}

extension TensorScatter {
  package var notation: Notation { .function(Self.name) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (table, indices, updates) = (inputs[0], inputs[1], inputs[2])
    guard table.dtype == updates.dtype else {
      throw .expectedDType(op: Self.name, operand: 2, table.dtype, updates.dtype)
    }
    guard Self.combination == nil || DTypeSet.numeric.contains(table.dtype) else {
      throw .unsupportedDType(op: Self.name, table.dtype)
    }
    guard let depth = indices.shape.lengths.last, depth <= table.shape.rank else {
      throw .invalidArgument(
        op: Self.name,
        "The innermost dimension of indices.shape should be at most \(table.shape.rank), got "
          + indices.shape.bracketed)
    }
    let outer = Array(indices.shape.lengths.dropLast())
    guard Array(updates.shape.lengths.prefix(outer.count)) == outer else {
      throw .invalidArgument(
        op: Self.name,
        "Outer dimensions of indices and update must match. Indices shape: "
          + "\(indices.shape.bracketed), updates shape:\(updates.shape.bracketed)")
    }
    guard Array(updates.shape.lengths[outer.count...]) == Array(table.shape.lengths[depth...])
    else {
      throw .invalidArgument(
        op: Self.name,
        "Inner dimensions of output shape must match inner dimensions of updates shape. "
          + "Output: \(table.shape.bracketed) updates: \(updates.shape.bracketed)")
    }
    return table
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (table, updates) = (inputs[0], inputs[2])
    let plan = try RowPlan(scattering: inputs[1], into: table.shape, Self.name)
    guard let combination = Self.combination else {
      let work = ReplaceRowsWork(table: table, updates: updates, plan: plan)
      return try table.dtype.open(work, for: Self.name)
    }
    let work = CombineRowsWork(
      table: table, updates: updates, plan: plan, combine: combination)
    return try table.dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand != 1 }

  /// Shares the gradient among all that equal the result.
  ///
  /// - Source: TensorFlow `_TensorScatterMinOrMaxGrad`.
  func shared<V: ShapedValue>(
    _ operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    func indicators(_ x: V, _ y: V) throws(EngineError) -> V {
      let equal = try V.compare(Equal(), x, y)
      return try V.select(equal, .literal(1, like: upstream), .literal(0, like: upstream))
    }
    let own = try indicators(inputs[0], output)
    let updated = try indicators(inputs[2], V.apply(GatherND(), [output, inputs[1]]))
    let scattered = try V.apply(
      ScatterND(output.signature.shape), [inputs[1], updated])
    let count = try own + scattered
    switch operand {
    case 0: return try upstream * own / count
    case 2: return try V.apply(GatherND(), [upstream / count, inputs[1]]) * updated
    default: return nil
    }
  }
}

/// A tensor with parts replaced.
///
/// What was replaced gets no gradient.
package struct ScatterReplace: TensorScatter {
  package static let name = "tensor_scatter_nd_update"
  package static let kernel = "TensorScatterUpdate"
  package static let summary = "replaces parts by tuples of positions"
  package static let combination: RowCombination? = nil
  package static var movesElements: Bool { true }
  package init() {}

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    switch operand {
    case 0:
      let zero = try V.literal(0, like: upstream)
      let zeros = try V.apply(BroadcastTo(inputs[2].signature.shape), [zero])
      return try V.apply(self, [upstream, inputs[1], zeros])
    case 2: return try V.apply(GatherND(), [upstream, inputs[1]])
    default: return nil
    }
  }
}

/// A tensor with parts added to it.
package struct ScatterAdd: TensorScatter {
  package static let name = "tensor_scatter_nd_add"
  package static let kernel = "TensorScatterAdd"
  package static let summary = "adds parts by tuples of positions"
  package static let combination: RowCombination? = .add
  package init() {}

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    switch operand {
    case 0: upstream
    case 2: try V.apply(GatherND(), [upstream, inputs[1]])
    default: nil
    }
  }
}

/// A tensor with parts subtracted from it.
package struct ScatterSubtract: TensorScatter {
  package static let name = "tensor_scatter_nd_sub"
  package static let kernel = "TensorScatterSub"
  package static let summary = "subtracts parts by tuples of positions"
  package static let combination: RowCombination? = .subtract
  package init() {}

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    switch operand {
    case 0: upstream
    case 2: try -V.apply(GatherND(), [upstream, inputs[1]])
    default: nil
    }
  }
}

/// A tensor with parts raised to at least what is given.
package struct ScatterMaximum: TensorScatter {
  package static let name = "tensor_scatter_nd_max"
  package static let kernel = "TensorScatterMax"
  package static let summary = "takes the greater by tuples of positions"
  package static let combination: RowCombination? = .greatest
  package init() {}

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { try shared(operand, upstream, inputs, output) }
}

/// A tensor with parts lowered to at most what is given.
package struct ScatterMinimum: TensorScatter {
  package static let name = "tensor_scatter_nd_min"
  package static let kernel = "TensorScatterMin"
  package static let summary = "takes the lesser by tuples of positions"
  package static let combination: RowCombination? = .least
  package init() {}

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { try shared(operand, upstream, inputs, output) }
}
