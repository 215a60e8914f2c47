/// Sums and means along axes.
package enum Reductions: OpFamily {
  package static let operations: [any Operation.Type] = [
    ReduceSum.self, ReduceMean.self,
  ]

  package static let functions: [LessonFunction] = [
    .reduction(ReduceSum.self, "tf.reduce_sum", "tf.math.reduce_sum"),
    .reduction(ReduceMean.self, "tf.reduce_mean", "tf.math.reduce_mean"),
  ]
}

/// An op that takes several elements along axes to one.
///
/// - Shape: the named axes disappear, or stay with length 1 where `keepsDims`.
package protocol AxisReduction: Operation {
  /// Axes in `0..<rank`, ascending.
  var axes: [Int] { get }
  var keepsDims: Bool { get }
  init(axes: [Int], keepsDims: Bool)
  /// The dtypes it takes; the result has the same.
  static var domain: DTypeSet { get }
  /// How the function is written: its name as text and in LaTeX.
  static var symbol: (text: String, latex: String?) { get }
}

extension AxisReduction {
  package static var domain: DTypeSet { .numeric }

  package var notation: Notation {
    let list = axes.map(String.init).joined(separator: ", ")
    let attributes =
      // All axes of what the walk shows is the common case and needs no words.
      axes == Array(0..<axes.count) && !keepsDims
      ? "" : "axis=" + (axes.count == 1 ? list : "(\(list))")
    return .function(Self.symbol.text, latex: Self.symbol.latex, attributes: attributes)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard Self.domain.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    let shape = try inputs[0].shape.reduced(axes, keepsDims: keepsDims, op: Self.name)
    return Signature(inputs[0].dtype, shape)
  }

  /// A value of the output's shape with the reduced axes as axes of length 1.
  func kept<V: ShapedValue>(_ value: V, _ input: V) throws(EngineError) -> V {
    let shape = try input.signature.shape.reduced(axes, keepsDims: true, op: Self.name)
    return value.signature.shape == shape ? value : try V.apply(Reshape(shape), [value])
  }

  /// How many elements become one.
  func groupSize(_ shape: Shape) -> Int { axes.reduce(1) { $0 * shape.lengths[$1] } }
}

/// Sum over axes.
///
/// y = Σ x,  the gradient is spread over what was summed.
package struct ReduceSum: AxisReduction {
  package static let name = "reduce_sum"
  package static let kernel = "Sum"
  package static let summary = "sums over axes"
  package static let symbol: (text: String, latex: String?) = ("sum", "\\textstyle\\sum")
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    return try NDArray.computing(in: inputs[0].dtype.sumDType, inputs) {
      inputs throws(EngineError) in
      let work = SumWork(x: inputs[0], axes: axes, shape: shape, takesMean: false)
      return try inputs[0].dtype.open(work, for: Self.name)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(BroadcastTo(inputs[0].signature.shape), [kept(upstream, inputs[0])])
  }
}

/// Mean over axes.
///
/// y = Σ x / n,  the gradient is spread and divided by n.
package struct ReduceMean: AxisReduction {
  package static let name = "reduce_mean"
  package static let kernel = "Mean"
  package static let summary = "takes the mean over axes"
  package static let symbol: (text: String, latex: String?) = ("mean", nil)
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    return try NDArray.computing(in: inputs[0].dtype.meanDType, inputs) {
      inputs throws(EngineError) in
      let work = SumWork(x: inputs[0], axes: axes, shape: shape, takesMean: true)
      return try inputs[0].dtype.open(work, for: Self.name)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = inputs[0].signature.shape
    let spread = try V.apply(BroadcastTo(shape), [kept(upstream, inputs[0])])
    let factor = shape.count / Swift.max(output.signature.shape.count, 1)
    return try spread / Double(factor)
  }
}

private struct SumWork: NumberWork {
  let x: NDArray
  let axes: [Int]
  let shape: Shape
  let takesMean: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let groups = AxisGroups(x.shape, axes)
    let takesMean = takesMean
    return try groups.arranged(x).withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        Summing.reduce(source, groups, into: target)
        guard takesMean else { return }
        // A mean of no whole numbers is 0, as TensorFlow has it.
        if groups.inner == 0, E.dtype.isInteger { return }
        let count = E(casting: Int64(groups.inner))
        for group in 0..<groups.outer { target[group] = E.divide(target[group], count) }
      }
    }
  }
}

extension NDArray {
  /// A view with its axes in another order.
  package func transposed(_ order: [Int]) -> NDArray {
    guard let layout, order != Array(0..<order.count) else { return self }
    return view(
      offset: layout.offset, shape: Shape(order.map { layout.shape.lengths[$0] }),
      strides: order.map { layout.strides[$0] })
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
