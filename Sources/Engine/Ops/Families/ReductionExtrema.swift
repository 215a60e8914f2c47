/// The greatest and the least along axes, and where they stand.
package enum ReductionExtrema: OpFamily {
  package static let operations: [any Operation.Type] = [
    ReduceMax.self, ReduceMin.self, ArgMax.self, ArgMin.self,
  ]

  package static let functions: [LessonFunction] = [
    .reduction(ReduceMax.self, "tf.reduce_max", "tf.math.reduce_max"),
    .reduction(ReduceMin.self, "tf.reduce_min", "tf.math.reduce_min"),
    .general(
      ["tf.argmax", "tf.math.argmax"], "input, axis=None, output_type=tf.int64, name=None",
      ArgMax.summary
    ) { arguments in
      let axis = arguments.isNone("axis") ? 0 : try arguments.int("axis")
      let output = try arguments.dtype("output_type") ?? .int64
      return .tensor(
        try Tensor.apply(ArgMax(axis: axis, output: output), [arguments.tensor("input")]))
    },
    .general(
      ["tf.argmin", "tf.math.argmin"], "input, axis=None, output_type=tf.int64, name=None",
      ArgMin.summary
    ) { arguments in
      let axis = arguments.isNone("axis") ? 0 : try arguments.int("axis")
      let output = try arguments.dtype("output_type") ?? .int64
      return .tensor(
        try Tensor.apply(ArgMin(axis: axis, output: output), [arguments.tensor("input")]))
    },
  ]
}

/// Greatest element over axes.
///
/// The gradient is shared equally among equal greatest elements, as in TensorFlow.
package struct ReduceMax: AxisReduction {
  package static let name = "reduce_max"
  package static let kernel = "Max"
  package static let summary = "takes the greatest over axes"
  package static var domain: DTypeSet { .ordered }
  package static let symbol: (text: String, latex: String?) = ("max", "\\max")
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = ExtremumWork(x: inputs[0], axes: axes, shape: shape, takesGreatest: true)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try shared(upstream, inputs[0], output)
  }
}

/// Least element over axes.
///
/// The gradient is shared equally among equal least elements, as in TensorFlow.
package struct ReduceMin: AxisReduction {
  package static let name = "reduce_min"
  package static let kernel = "Min"
  package static let summary = "takes the least over axes"
  package static var domain: DTypeSet { .ordered }
  package static let symbol: (text: String, latex: String?) = ("min", "\\min")
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = ExtremumWork(x: inputs[0], axes: axes, shape: shape, takesGreatest: false)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try shared(upstream, inputs[0], output)
  }
}

extension AxisReduction {
  /// The gradient in equal parts to all elements that equal the result.
  ///
  /// - Source: TensorFlow `_MinOrMaxGrad`: (indicators / how many) · g.
  fileprivate func shared<V: ShapedValue>(
    _ upstream: V, _ input: V, _ output: V
  ) throws(EngineError) -> V {
    let chosen = try V.compare(Equal(), kept(output, input), input)
    let indicators = try V.select(
      chosen, .literal(1, like: upstream), .literal(0, like: upstream))
    let count = try V.apply(ReduceSum(axes: axes, keepsDims: true), [indicators])
    return try indicators / count * kept(upstream, input)
  }
}

private struct ExtremumWork: NumberWork {
  let x: NDArray
  let axes: [Int]
  let shape: Shape
  let takesGreatest: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let groups = AxisGroups(x.shape, axes)
    let takesGreatest = takesGreatest
    return try groups.arranged(x).withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        for group in 0..<groups.outer {
          var best = takesGreatest ? E.lowest : E.highest
          let start = groups.start(of: group)
          for position in 0..<groups.inner {
            let value = source[start + position * groups.width]
            // NaN wins and stays.
            if best.isNotANumber { break }
            if value.isNotANumber || (takesGreatest ? value > best : value < best) { best = value }
          }
          target[group] = best
        }
      }
    }
  }
}

/// Position of the greatest element along an axis, the first of equal ones.
package struct ArgMax: Operation {
  package static let name = "argmax"
  package static let kernel = "ArgMax"
  package static let summary = "finds where the greatest stands"
  package let axis: Int
  package let output: DType
  package init(axis: Int, output: DType = .int64) {
    self.axis = axis
    self.output = output
  }
  package var notation: Notation { .function("argmax", attributes: "axis=\(axis)") }
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].withoutAxis(axis, output, Self.name)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try Self.position(in: inputs[0], axis, output, takesGreatest: true, Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
  package func isDifferentiable(by operand: Int) -> Bool { false }

  fileprivate static func position(
    in x: NDArray, _ axis: Int, _ output: DType, takesGreatest: Bool, _ op: String
  ) throws(EngineError) -> NDArray {
    let shape = try x.signature.withoutAxis(axis, output, op).shape
    let numbers = x.dtype == .bool ? try x.cast(to: .int32) : x
    let work = ArgWork(x: numbers, axis: axis, shape: shape, takesGreatest: takesGreatest)
    let found = try numbers.dtype.open(work, for: op)
    return try found.cast(to: output)
  }
}

/// Position of the least element along an axis, the first of equal ones.
package struct ArgMin: Operation {
  package static let name = "argmin"
  package static let kernel = "ArgMin"
  package static let summary = "finds where the least stands"
  package let axis: Int
  package let output: DType
  package init(axis: Int, output: DType = .int64) {
    self.axis = axis
    self.output = output
  }
  package var notation: Notation { .function("argmin", attributes: "axis=\(axis)") }
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].withoutAxis(axis, output, Self.name)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try ArgMax.position(in: inputs[0], axis, output, takesGreatest: false, Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
  package func isDifferentiable(by operand: Int) -> Bool { false }
}

extension Signature {
  fileprivate func withoutAxis(
    _ axis: Int, _ output: DType, _ op: String
  ) throws(EngineError) -> Signature {
    guard dtype != .string else { throw .unsupportedDType(op: op, dtype) }
    guard let found = shape.axis(axis) else {
      throw .axisOutOfRange(op: op, axis: axis, rank: shape.rank)
    }
    guard shape.lengths[found] > 0 else {
      throw .invalidArgument(op: op, "Reduction axis \(axis) is empty in shape \(shape.bracketed)")
    }
    return Signature(output, try shape.reduced([found], keepsDims: false, op: op))
  }
}

private struct ArgWork: NumberWork {
  let x: NDArray
  let axis: Int
  let shape: Shape
  let takesGreatest: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let axis = x.shape.axis(axis) ?? 0
    let order = (0..<x.shape.rank).filter { $0 != axis } + [axis]
    let length = x.shape.lengths[axis]
    let takesGreatest = takesGreatest
    return try x.transposed(order).withElements(E.self) { source in
      NDArray.make(Int64.self, shape) { target in
        for group in 0..<target.count {
          var best = 0
          for position in 1..<Swift.max(length, 1) {
            let (value, least) = (source[group * length + position], source[group * length + best])
            if takesGreatest ? value > least : value < least { best = position }
          }
          target[group] = Int64(best)
        }
      }
    }
  }
}
