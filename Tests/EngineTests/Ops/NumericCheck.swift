@testable import Engine

/// A differentiable use of ops, and inputs away from its kinks.
struct NumericCheck: Sendable {
  let name: String
  let inputs: [NDArray]
  let function: @Sendable ([Tensor]) throws -> Tensor

  /// Inputs of these shapes, their elements spread unevenly over a range.
  init(
    _ name: String, _ shapes: [Shape] = [[2, 3]], from low: Double = -2, to high: Double = 2,
    _ function: @escaping @Sendable ([Tensor]) throws -> Tensor
  ) {
    self.name = name
    self.function = function
    inputs = shapes.enumerated().map { index, shape in
      let elements = (0..<shape.count).map { place in
        // Multiples of the golden ratio never repeat, and never hit 0.
        let share = (Double(place + 1) * 0.618_033_988_749 + Double(index) * 0.271).remainder(
          dividingBy: 1)
        return low + (high - low) * (share + 0.5)
      }
      return NDArray(elements, shape: shape)
    }
  }

  /// An elementwise op of one tensor.
  static func unary<O: ElementwiseUnary>(
    _ op: O, from low: Double = -2, to high: Double = 2
  ) -> NumericCheck {
    NumericCheck(O.name, from: low, to: high) { try Tensor.apply(op, $0[0]) }
  }

  /// An elementwise op of a column and a row.
  static func binary<O: ElementwiseBinary>(
    _ op: O, from low: Double = -2, to high: Double = 2
  ) -> NumericCheck {
    NumericCheck(O.name, [[2, 1], [3]], from: low, to: high) { try Tensor.apply(op, $0[0], $0[1]) }
  }

  /// Any op.
  static func op<O: Operation>(
    _ op: O, _ shapes: [Shape] = [[2, 3]], from low: Double = -2, to high: Double = 2
  ) -> NumericCheck {
    NumericCheck(O.name, shapes, from: low, to: high) { try Tensor.apply(op, $0) }
  }

  static let first = NDArray([Int32(1), 0, 1], shape: [3])
  private static let mask = NDArray([true, false, true], shape: [3])

  static let all = basic + arrays

  private static let basic: [NumericCheck] = [
    binary(Add()), binary(Subtract()), binary(Multiply()), binary(Divide(), from: 0.5),
    unary(Negate()), binary(FloorModulo(), from: 0.6, to: 3), unary(Reciprocal(), from: 0.5),
    binary(Power(), from: 0.3), unary(Square()), unary(Sqrt(), from: 0.2),
    unary(Rsqrt(), from: 0.3),
    binary(SquaredDifference()), unary(Exp()), unary(Expm1()), unary(Log(), from: 0.3),
    unary(Log1p(), from: -0.5), unary(Sin()), unary(Cos()), unary(Tan(), from: -1, to: 1.2),
    unary(Asin(), from: -0.8, to: 0.8), unary(Acos(), from: -0.8, to: 0.8), unary(Atan()),
    binary(Atan2(), from: 0.3), unary(Sinh()), unary(Cosh()), unary(Tanh()), unary(Asinh()),
    unary(Acosh(), from: 1.3, to: 4), unary(Atanh(), from: -0.7, to: 0.7), unary(Erf()),
    unary(LogGamma(), from: 0.5, to: 4), unary(Digamma(), from: 0.5, to: 4),
    unary(ErrorComplement()), unary(ErrorInverse(), from: -0.7, to: 0.7),
    unary(NormalQuantile(), from: 0.1, to: 0.9), unary(BesselI0()),
    unary(BesselI1(), from: 0.5, to: 3), unary(BesselI0e(), from: 0.5, to: 3),
    unary(BesselI1e(), from: 0.5, to: 3),
    NumericCheck("polygamma", [[3]]) {
      try Tensor.apply(
        Polygamma(), Tensor.literal(2, like: $0[0]), $0[0] * $0[0] + Tensor.literal(1, like: $0[0]))
    },
    unary(Relu()),
    unary(Relu6(), from: -2, to: 8), unary(LeakyRelu(alpha: 0.3)), unary(Elu()), unary(Selu()),
    unary(Sigmoid()), unary(Softplus()), op(Softmax()), op(LogSoftmax()), binary(Maximum()),
    binary(Minimum()), unary(Abs()), unary(Sign()),
    NumericCheck("where", [[2, 3], [3]]) {
      try Tensor.apply(Where(), [Tensor(mask), $0[0], $0[1]])
    },
    op(ReduceSum(axes: [1])), op(ReduceSum(axes: [0], keepsDims: true)),
    op(ReduceMean(axes: [0, 2]), [[2, 3, 2]]), op(ReduceMax(axes: [1])), op(ReduceMin(axes: [0])),
    op(ReduceProd(axes: [0, 2]), [[2, 3, 2]]), op(ReduceProd(axes: [1])),
    op(EuclideanNorm(axes: [1])), op(CumSum(axis: 1, exclusive: true)),
    op(CumSum(axis: 0, reverse: true)), op(CumProd(axis: 1), from: 0.4), op(Reshape([3, 2])),
    op(BroadcastTo([2, 2, 3])), op(Transpose([2, 0, 1]), [[2, 3, 2]]), op(ExpandDims(axis: 1)),
    op(Squeeze(axes: [1]), [[2, 1, 3]]),
    op(StridedSlice([.index(1), .slice(start: nil, stop: nil, step: -2), .newAxis])),
    op(StridedSlice([.ellipsis, .index(-1)]), [[2, 2, 3]]),
    op(StridedSliceGrad([3, 3], [.slice(start: 0, stop: 3, step: 2)])),
    NumericCheck("gather") { try Tensor.apply(Gather(axis: 1), [$0[0], Tensor(first)]) },
    NumericCheck("gather_grad", [[2, 3]]) {
      try Tensor.apply(GatherGrad([2, 4], axis: 1), [$0[0], Tensor(first)])
    },
    op(Concat(axis: 1), [[2, 3], [2, 1]]), op(Stack(axis: 1), [[2, 3], [2, 3]]),
    op(Tile(multiples: [2, 3])), op(Pad(paddings: [[1, 0], [0, 2]], constant: 1.5)),
    op(Reverse(axes: [0])), op(MatMul(), [[2, 3], [3, 2]]),
    op(MatMul(transposeA: true), [[3, 2], [3, 2]]),
    op(MatMul(transposeB: true), [[2, 2, 3], [1, 2, 3]]),
    op(MatMul(transposeA: true, transposeB: true), [[3, 2], [2, 3]]), op(Identity()),
    op(AddN(), [[2, 3], [2, 3], [2, 3]]), op(L2Loss()), op(Cast(.float64)),
    NumericCheck("variance") { try $0[0].variance([1]) },
    NumericCheck("logsumexp") { try $0[0].logSumExp([0]) },
    NumericCheck("norm of order 3", from: 0.3) { try $0[0].norm(order: 3, [1]) },
    NumericCheck("composition", [[2, 3], [3]]) {
      let inner = try Tensor.apply(Tanh(), $0[0] * $0[1])
      return try Tensor.apply(Exp(), inner) / (inner + 3)
    },
  ]

  /// Ops through which no gradient passes.
  static let closed = closedBasic.union(closedArrays)

  private static let closedBasic: Set<String> = [
    "lu", "logm",
    "bitwise_and", "bitwise_or", "bitwise_xor", "invert", "left_shift", "right_shift",
    "floordiv", "floor", "ceil", "round", "rint", "greater", "greater_equal", "less", "less_equal",
    "equal",
    "not_equal", "is_finite", "is_nan", "is_inf", "logical_and", "logical_or", "logical_not",
    "reduce_all", "reduce_any", "where_true", "argmax", "argmin", "stop_gradient", "zeros_like",
    "ones_like",
  ]
}

/// What is compared: a weighted sum of the output, and a weighted sum of its gradients.
struct CheckedSums {
  let value: Double
  let gradients: [[Double]]
  let gradientSum: Double
  let second: [[Double]]

  /// Weights that differ from each other, so that a wrong transpose shows.
  static func weights(_ shape: Shape, _ seed: Int) -> Tensor {
    Tensor((0..<shape.count).map { Double(($0 * 7 + seed * 3) % 11) / 4 - 1.2 }, shape: shape)
  }

  init(_ check: NumericCheck, _ arrays: [NDArray]) throws {
    let recording = Recording()
    let inputs = arrays.map { recording.constant(Tensor($0)) }
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    try inner.start()
    for input in inputs {
      outer.watch(input)
      inner.watch(input)
    }
    let output = try check.function(inputs)
    let sum = try (output * Self.weights(output.shape, 1)).reduced(ReduceSum.self, nil)
    inner.stop()
    let first = try inner.gradient(of: [sum], by: inputs.map { .tensor($0) })
    var total = Tensor(0.0)
    for (place, gradient) in first.enumerated() {
      guard let gradient else { continue }
      total =
        try total
        + (gradient * Self.weights(gradient.shape, 2 + place)).reduced(ReduceSum.self, nil)
    }
    outer.stop()
    let second = try outer.gradient(of: [total], by: inputs.map { .tensor($0) })
    value = sum.scalar ?? .nan
    gradientSum = total.scalar ?? .nan
    func numbers(_ tensors: [Tensor?]) -> [[Double]] {
      zip(tensors, arrays).map { tensor, array in
        tensor?.scalars ?? [Double](repeating: 0, count: array.count)
      }
    }
    gradients = numbers(first)
    self.second = numbers(second)
  }
}
