/// Products and lengths along axes.
package enum Products: OpFamily {
  package static let operations: [any Operation.Type] = [
    ReduceProd.self, EuclideanNorm.self,
  ]

  package static let functions: [LessonFunction] = [
    .reduction(ReduceProd.self, "tf.reduce_prod", "tf.math.reduce_prod"),
    .reduction(EuclideanNorm.self, "tf.math.reduce_euclidean_norm"),
  ]
}

/// Product over axes.
///
/// y = Π x,  ∂y/∂xᵢ = the product of the others.
///
/// - Source: TensorFlow `_ProdGrad`: running products from both ends, so that zeros do no harm.
package struct ReduceProd: AxisReduction {
  package static let name = "reduce_prod"
  package static let kernel = "Prod"
  package static let summary = "multiplies over axes"
  package static let symbol: (text: String, latex: String?) = ("prod", "\\textstyle\\prod")
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    return try inputs[0].dtype.open(
      ProductWork(x: inputs[0], axes: axes, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = inputs[0].signature.shape
    let order = axes + (0..<shape.rank).filter { !axes.contains($0) }
    let inverse = (0..<shape.rank).map { order.firstIndex(of: $0) ?? $0 }
    let reduced = groupSize(shape)
    let rows = Shape([reduced, reduced == 0 ? 0 : shape.count / reduced])
    let permuted = try V.apply(Transpose(order), [inputs[0]])
    let flat = try V.apply(Reshape(rows), [permuted])
    let before = try V.apply(CumProd(axis: 0, exclusive: true), [flat])
    let after = try V.apply(CumProd(axis: 0, exclusive: true, reverse: true), [flat])
    let others = try V.apply(Reshape(permuted.signature.shape), [before * after])
    let spread = try V.apply(BroadcastTo(shape), [kept(upstream, inputs[0])])
    return try spread * V.apply(Transpose(inverse), [others])
  }
}

private struct ProductWork: NumberWork {
  let x: NDArray
  let axes: [Int]
  let shape: Shape

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let groups = AxisGroups(x.shape, axes)
    return try groups.arranged(x).withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        Multiplying.reduce(source, groups, into: target)
      }
    }
  }
}

/// Euclidean length over axes.
///
/// y = √Σ x²,  ∂y/∂x = x / y
///
/// - Source: TensorFlow `_EuclideanNormGrad`: x / (y / g).
package struct EuclideanNorm: AxisReduction {
  package static let name = "reduce_euclidean_norm"
  package static let kernel = "EuclideanNorm"
  package static let summary = "takes the Euclidean length over axes"
  package static let symbol: (text: String, latex: String?) = ("norm", nil)
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let squares = try Square().evaluate(inputs)
    let sum = try ReduceSum(axes: axes, keepsDims: keepsDims).evaluate([squares])
    guard sum.dtype.isInteger else { return try Sqrt().evaluate([sum]) }
    return try Sqrt().evaluate([sum.cast(to: .float64)]).cast(to: sum.dtype)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try inputs[0] / (kept(output, inputs[0]) / kept(upstream, inputs[0]))
  }
}
