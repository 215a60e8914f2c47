/// Sum over axes.
///
/// y = Σ x,  the gradient is spread over what was summed.
///
/// - Shape: the named axes disappear, or stay with length 1 where `keepsDims`.
package struct ReduceSum: Operation {
  package static let name = "reduce_sum"
  package static let summary = "sums over axes"
  /// Axes in `0..<rank`, ascending.
  package let axes: [Int]
  package let keepsDims: Bool

  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package var notation: Notation { .function("sum", latex: "\\textstyle\\sum") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    let shape = try inputs[0].shape.reduced(axes, keepsDims: keepsDims, op: Self.name)
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = ReduceWork(x: inputs[0], axes: axes, shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = inputs[0].signature.shape
    let kept = try shape.reduced(axes, keepsDims: true, op: Self.name)
    let spread = try V.apply(Reshape(kept), [upstream])
    return try V.apply(BroadcastTo(shape), [spread])
  }
}

private struct ReduceWork: NumberWork {
  let x: NDArray
  let axes: [Int]
  let shape: Shape

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let groups = AxisGroups(x.shape, axes)
    return try groups.arranged(x).withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        for group in 0..<groups.outer {
          var sum = E.zero
          for position in 0..<groups.inner {
            sum = E.add(sum, source[group * groups.inner + position])
          }
          target[group] = sum
        }
      }
    }
  }
}

/// An array as groups of elements that are reduced to one each: kept axes outside, reduced inside.
package struct AxisGroups {
  private let shape: Shape
  private let order: [Int]
  package let outer: Int
  package let inner: Int

  package init(_ shape: Shape, _ axes: [Int]) {
    self.shape = shape
    let kept = (0..<shape.rank).filter { !axes.contains($0) }
    order = kept + axes
    outer = kept.reduce(1) { $0 * shape.lengths[$1] }
    inner = axes.reduce(1) { $0 * shape.lengths[$1] }
  }

  /// The array with its axes in that order.
  package func arranged(_ x: NDArray) -> NDArray { x.transposed(order) }
}

extension NDArray {
  /// A view with its axes in another order.
  package func transposed(_ order: [Int]) -> NDArray {
    guard case .block(let block) = payload, order != Array(0..<order.count) else { return self }
    return view(
      offset: block.offset, shape: Shape(order.map { block.shape.lengths[$0] }),
      strides: order.map { block.strides[$0] })
  }
}

extension Shape {
  /// The shape after a reduction over axes in `0..<rank`.
  package func reduced(
    _ axes: [Int], keepsDims: Bool, op: String
  ) throws(EngineError) -> Shape {
    for axis in axes where axis < 0 || axis >= rank {
      throw .axisOutOfRange(op: op, axis: axis, rank: rank)
    }
    if keepsDims {
      return Shape((0..<rank).map { axes.contains($0) ? 1 : lengths[$0] })
    }
    return Shape((0..<rank).filter { !axes.contains($0) }.map { lengths[$0] })
  }
}
