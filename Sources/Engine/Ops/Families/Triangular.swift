/// Cholesky factors and triangular systems.
package enum Triangular: OpFamily {
  package static let operations: [any Operation.Type] = [Cholesky.self, TriangularSolve.self]

  package static let functions: [LessonFunction] = [
    .single(Cholesky(), "tf.linalg.cholesky", parameters: "input, name=None"),
    .general(
      ["tf.linalg.triangular_solve"], "matrix, rhs, lower=True, adjoint=False, name=None",
      TriangularSolve.summary
    ) { arguments in
      let op = TriangularSolve(
        lower: try arguments.bool("lower"), transposed: try arguments.bool("adjoint"))
      return .tensor(try Tensor.apply(op, arguments.tensors(["matrix", "rhs"])))
    },
    .general(
      ["tf.linalg.cholesky_solve"], "chol, rhs, name=None",
      "solves linear equations by a Cholesky factor"
    ) { arguments in
      let operands = try arguments.tensors(["chol", "rhs"])
      return .tensor(try operands[0].solvedByCholesky(operands[1]))
    },
    .composite(
      ["tf.linalg.logdet"], "matrix, name=None",
      "takes the logarithm of a positive definite matrix's determinant"
    ) { (x) throws(EngineError) in
      let factor = try Tensor.apply(Cholesky(), [x])
      let logarithms = try Tensor.apply(Log(), Tensor.apply(DiagPart(), [factor]))
      return try 2 * logarithms.reduced(ReduceSum.self, [-1])
    },
  ]
}

extension Tensor {
  /// The solution of L·Lᵀ·x = b.
  package func solvedByCholesky(_ right: Tensor) throws(EngineError) -> Tensor {
    let half = try Tensor.apply(TriangularSolve(), [self, right])
    return try Tensor.apply(TriangularSolve(transposed: true), [self, half])
  }
}

/// The lower triangle L with L @ Lᵀ = x.
///
/// Only the lower triangle of x is read.
///
/// - Source: TensorFlow `_CholeskyGrad`; I. Murray, Differentiation of the Cholesky decomposition:
///   half of S + Sᵀ with S = L⁻ᵀ @ Φ(Lᵀ @ g) @ L⁻¹, Φ the lower triangle with half the diagonal.
package struct Cholesky: Operation {
  package static let name = "cholesky"
  package static let kernel = "Cholesky"
  package static let summary = "takes the Cholesky factor of a matrix"
  package var notation: Notation { .function("cholesky") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].squareMatrices(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if Decompositions.takes(inputs[0]) {
      guard let found = try Decompositions(Self.name).run(.cholesky(failsAsNaN: true), inputs[0])
      else { return inputs[0] }
      return found[0]
    }
    return try inputs[0].dtype.open(CholeskyWork(x: inputs[0]), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try output.signature.checkReal("cholesky")
    let one = try V.literal(1, like: output)
    let shape = output.signature.shape
    let ones = try V.apply(
      BroadcastTo(Shape(Array(shape.lengths.dropLast()))), [one])
    let unit = try V.apply(Diag(length: shape[-1]), [ones])
    let inverse = try V.apply(TriangularSolve(), [output, unit])
    var middle = try V.apply(MatMul(transposeA: true), [output, upstream])
    let half = try 0.5 * V.apply(DiagPart(), [middle])
    middle = try V.apply(SetDiag(), [middle, half])
    middle = try V.apply(BandPart.lowerTriangle, [middle])
    let left = try V.apply(MatMul(transposeA: true), [inverse, middle])
    let product = try V.apply(MatMul(), [left, inverse])
    return try (product + V.transposed(product)) * 0.5
  }
}

extension ShapedValue {
  /// Each matrix of a stack transposed.
  static func transposed(_ matrices: Self) throws(EngineError) -> Self {
    var order = Array(0..<matrices.signature.shape.rank)
    order.swapAt(order.count - 1, order.count - 2)
    return try apply(Transpose(order), [matrices])
  }
}

/// Solution of equations whose matrix is a triangle: z with x @ z = y.
///
/// The gradient by y is z of the transposed equations, xᵀ @ d = g; by x it is the triangle of
/// −d @ zᵀ.
package struct TriangularSolve: Operation {
  package static let name = "triangular_solve"
  package static let kernel = "MatrixTriangularSolve"
  package static let summary = "solves equations of a triangular matrix"
  package let lower: Bool
  package let transposed: Bool
  package init(lower: Bool = true, transposed: Bool = false) {
    self.lower = lower
    self.transposed = transposed
  }

  package var notation: Notation {
    let parts = (lower ? [] : ["upper"]) + (transposed ? ["adjoint"] : [])
    return .function("triangular_solve", attributes: parts.joined(separator: ", "))
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (matrix, right) = (inputs[0], inputs[1])
    guard matrix.dtype.isFloating || matrix.dtype.isComplex else {
      throw .unsupportedDType(op: Self.name, matrix.dtype)
    }
    guard matrix.dtype == right.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, matrix.dtype, right.dtype)
    }
    for (place, input) in inputs.enumerated() where input.shape.rank < 2 {
      throw .invalidArgument(
        op: Self.name, "In[\(place)] ndims must be >= 2: \(input.shape.rank)")
    }
    let (a, b) = (matrix.shape, right.shape)
    guard a[-1] == a[-2] else {
      throw .invalidArgument(
        op: Self.name,
        "In[0] matrices in the last dimensions must be square (\(a[-1]) =/= \(a[-2]))")
    }
    guard a[-1] == b[-2] else {
      throw .invalidArgument(
        op: Self.name,
        "In[0] mismatch In[1] shape: \(a[-1]) vs. \(b[-2]): \(a.bracketed) \(b.bracketed) "
          + "\(lower ? 1 : 0) \(transposed ? 1 : 0)")
    }
    let (batchA, batchB) = (
      Shape(Array(a.lengths.dropLast(2))), Shape(Array(b.lengths.dropLast(2)))
    )
    guard let batches = batchA.broadcast(with: batchB) else {
      throw .invalidArgument(
        op: Self.name,
        "In[0] and In[1] must have compatible batch dimensions: \(a.bracketed) vs. "
          + "\(b.bracketed)")
    }
    return Signature(right.dtype, Shape(batches.lengths + b.lengths.suffix(2)))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let batches = Array(shape.lengths.dropLast(2))
    var matrix = inputs[0].broadcast(to: Shape(batches + inputs[0].shape.lengths.suffix(2)))
    if transposed { matrix = try .adjoint(matrix) }
    if Decompositions.takes(matrix) {
      // The other triangle must not be read.
      let band: BandPart = lower != transposed ? .lowerTriangle : .upperTriangle
      let part = try band.evaluate([matrix])
      guard
        let found = try Decompositions(Self.name).solve(part, inputs[1].broadcast(to: shape))
      else { throw .invalidArgument(op: Self.name, "Input matrix is not invertible.") }
      return found
    }
    let work = TriangularWork(
      matrix: matrix, right: inputs[1].broadcast(to: shape), lower: lower != transposed)
    return try matrix.dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let op = TriangularSolve(lower: lower, transposed: !transposed)
    let right = try V.apply(op, [inputs[0], upstream])
    if operand == 1 { return right }
    let outer = MatMul(transposeB: true)
    let product = try -V.apply(outer, transposed ? [output, right] : [right, output])
    return try V.apply(lower ? BandPart.lowerTriangle : .upperTriangle, [product])
  }
}
