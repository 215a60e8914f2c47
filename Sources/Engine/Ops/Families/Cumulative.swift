/// Running sums and products.
package enum Cumulative: OpFamily {
  package static let operations: [any Operation.Type] = [
    CumSum.self, CumProd.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.cumsum", "tf.math.cumsum"], "x, axis=0, exclusive=False, reverse=False, name=None",
      CumSum.summary
    ) { arguments in
      let op = CumSum(
        axis: try arguments.int("axis"), exclusive: try arguments.bool("exclusive"),
        reverse: try arguments.bool("reverse"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("x")]))
    },
    .general(
      ["tf.math.cumprod"], "x, axis=0, exclusive=False, reverse=False, name=None",
      CumProd.summary
    ) { arguments in
      let op = CumProd(
        axis: try arguments.int("axis"), exclusive: try arguments.bool("exclusive"),
        reverse: try arguments.bool("reverse"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("x")]))
    },
  ]
}

/// Running sums along an axis.
///
/// - Source: TensorFlow `_CumsumGrad`: the running sum of the gradient from the other end.
package struct CumSum: Operation {
  package static let name = "cumsum"
  package static let kernel = "Cumsum"
  package static let summary = "adds up along an axis"
  package let run: RunningAxis
  package init(axis: Int, exclusive: Bool = false, reverse: Bool = false) {
    run = RunningAxis(axis: axis, exclusive: exclusive, reverse: reverse)
  }
  package init(_ run: RunningAxis) { self.run = run }
  package var notation: Notation { .function("cumsum", attributes: run.attributes) }
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try run.infer(inputs[0], Self.name)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(
      RunningWork(x: inputs[0], run: run, multiplies: false), for: Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(CumSum(run.reversed), [upstream])
  }
}

/// Running products along an axis.
///
/// - Source: TensorFlow `_CumprodGrad`: the running sum of product and gradient from the other end,
///   divided by the input where that is not 0.
package struct CumProd: Operation {
  package static let name = "cumprod"
  package static let kernel = "Cumprod"
  package static let summary = "multiplies up along an axis"
  package let run: RunningAxis
  package init(axis: Int, exclusive: Bool = false, reverse: Bool = false) {
    run = RunningAxis(axis: axis, exclusive: exclusive, reverse: reverse)
  }
  package var notation: Notation { .function("cumprod", attributes: run.attributes) }
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try run.infer(inputs[0], Self.name)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(
      RunningWork(x: inputs[0], run: run, multiplies: true), for: Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let sum = try V.apply(CumSum(run.reversed), [output * upstream])
    let (zero, one) = (try V.literal(0, like: upstream), try V.literal(1, like: upstream))
    let vanishes = try V.compare(Equal(), inputs[0], zero)
    return try .select(vanishes, zero, sum / .select(vanishes, one, inputs[0]))
  }
}

/// Along which axis, from which end, and whether an element counts itself.
package struct RunningAxis: Hashable, Sendable {
  /// Axis in `-rank..<rank`.
  package let axis: Int
  package let exclusive: Bool
  package let reverse: Bool

  fileprivate var reversed: RunningAxis {
    RunningAxis(axis: axis, exclusive: exclusive, reverse: !reverse)
  }

  fileprivate var attributes: String {
    "axis=\(axis)" + (exclusive ? ", exclusive" : "") + (reverse ? ", reverse" : "")
  }

  fileprivate func infer(_ input: Signature, _ op: String) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(input.dtype) else {
      throw .unsupportedDType(op: op, input.dtype)
    }
    guard input.shape.axis(axis) != nil else {
      throw .axisOutOfRange(op: op, axis: axis, rank: input.shape.rank)
    }
    return input
  }
}

private struct RunningWork: NumberWork {
  let x: NDArray
  let run: RunningAxis
  let multiplies: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let axis = x.shape.axis(run.axis) ?? 0
    let length = x.shape.lengths[axis]
    let inner = x.shape.lengths[(axis + 1)...].reduce(1, *)
    let (run, multiplies) = (run, multiplies)
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in
        guard target.count > 0 else { return }
        for group in 0..<(target.count / length) {
          let base = group / inner * inner * length + group % inner
          var total = multiplies ? E.one : E.zero
          for step in 0..<length {
            let place = base + (run.reverse ? length - 1 - step : step) * inner
            let value = source[place]
            let next = multiplies ? E.multiply(total, value) : E.add(total, value)
            target[place] = run.exclusive ? total : next
            total = next
          }
        }
      }
    }
  }
}
