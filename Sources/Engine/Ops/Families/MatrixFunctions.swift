/// Functions of matrices that are compositions.
package enum MatrixFunctions: OpFamily {
  package static let operations: [any Operation.Type] = []

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.linalg.pinv"], "a, rcond=None, validate_args=False, name=None",
      "takes the pseudoinverse of a matrix"
    ) { arguments in
      let x = try arguments.tensor("a")
      let bound = arguments.isNone("rcond") ? nil : try arguments.double("rcond")
      return .tensor(try x.pseudoinverse(bound))
    },
    .general(
      ["tf.linalg.lstsq"], "matrix, rhs, l2_regularizer=0.0, fast=True, name=None",
      "solves linear equations as well as can be"
    ) { arguments in
      let operands = try arguments.tensors(["matrix", "rhs"])
      let (a, b) = (operands[0], operands[1])
      guard try arguments.bool("fast") else {
        return .tensor(try Tensor.apply(MatMul(), [a.pseudoinverse(nil), b]))
      }
      return .tensor(
        try a.leastSquares(b, regularizer: arguments.double("l2_regularizer")))
    },
    .composite(["tf.linalg.adjoint"], "matrix, name=None", "transposes matrices") {
      (x) throws(EngineError) in
      guard x.shape.rank >= 2 else {
        throw .pythonValue(
          "Argument `a` should be a (batch) matrix with rank >= 2.  Received shape: \(x.shape)")
      }
      return try Tensor.apply(Conjugate(), [Tensor.transposed(x)])
    },
    .general(
      ["tf.linalg.cross"], "a, b, name=None", "takes the cross product of vectors"
    ) { arguments in
      let operands = try arguments.tensors(["a", "b"])
      return .tensor(try operands[0].crossed(operands[1]))
    },
    .general(
      ["tf.linalg.matrix_rank"], "a, tol=None, validate_args=False, name=None",
      "counts the singular values of a matrix that are not 0"
    ) { arguments in
      let x = try arguments.tensor("a")
      let values = try Tensor.apply(SingularPart(.values), [x])
      let bound: Tensor
      if arguments.isNone("tol") {
        let greatest = try values.reduced(ReduceMax.self, [-1], keepsDims: true)
        bound = try greatest * (Double(Swift.max(x.shape[-1], x.shape[-2])) * x.dtype.precision)
      } else {
        bound = .literal(try arguments.double("tol"), like: values)
      }
      let marks = try Tensor.apply(Cast(.int32), [Tensor.compare(Greater(), values, bound)])
      return .tensor(try marks.reduced(ReduceSum.self, [-1]))
    },
    .composite(["tf.linalg.expm"], "input, name=None", "takes e to the power of a matrix") {
      (x) throws(EngineError) in try x.matrixExponential()
    },
  ]
}

extension DType {
  /// The distance from 1 to the next number.
  var precision: Double {
    switch self {
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    case .float32: 0x1p-23
    default: 0x1p-52
    }
  }
}

extension Tensor {
  private func times(_ other: Tensor, transposeA: Bool = false) throws(EngineError) -> Tensor {
    try Tensor.apply(MatMul(transposeA: transposeA), [self, other])
  }

  /// V·S⁺·Uᵀ; singular values up to a share of the greatest count as 0.
  fileprivate func pseudoinverse(_ bound: Double?) throws(EngineError) -> Tensor {
    guard dtype.isFloating else {
      throw .pythonType("Input `a` must have `float`-like `dtype` (saw \(dtype.name)).")
    }
    guard shape.rank >= 2 else {
      throw .pythonValue("Input `a` must have at least 2 dimensions (saw: \(shape.rank)).")
    }
    let share = bound ?? 10 * Double(Swift.max(shape[-1], shape[-2])) * dtype.precision
    let s = try Tensor.apply(SingularPart(.values), [self])
    let u = try Tensor.apply(SingularPart(.left), [self])
    let v = try Tensor.apply(SingularPart(.right), [self])
    let cutoff = try s.reduced(ReduceMax.self, [-1], keepsDims: true) * share
    let kept = try Tensor.compare(Greater(), s, cutoff)
    let divisor = try Tensor.select(kept, s, .literal(.infinity, like: s))
    let scaled = try v / Tensor.apply(ExpandDims(axis: -2), [divisor])
    return try Tensor.apply(MatMul(transposeB: true), [scaled, u])
  }

  /// (AᵀA + λI)⁻¹·Aᵀ·b, or Aᵀ·(AAᵀ + λI)⁻¹·b for more columns than rows.
  ///
  /// - Source: TensorFlow's `MatrixSolveLs` with normal equations.
  fileprivate func leastSquares(
    _ right: Tensor, regularizer: Double
  ) throws(EngineError) -> Tensor {
    guard dtype.isFloating else { throw .unsupportedDType(op: "MatrixSolveLs", dtype) }
    guard shape.rank >= 2 else {
      throw .invalidArgument(
        op: "MatrixSolveLs", "Input tensor 0 must have rank >= 2, got \(shape.rank)")
    }
    func factor(_ gram: Tensor) throws(EngineError) -> Tensor {
      guard regularizer != 0 else { return try Tensor.apply(Cholesky(), [gram]) }
      let size = gram.shape[-1]
      let ridge = try Tensor.apply(
        BroadcastTo([size]), [Tensor.literal(regularizer, like: gram)])
      return try Tensor.apply(Cholesky(), [gram + Tensor.apply(Diag(length: size), [ridge])])
    }
    if shape[-2] >= shape[-1] {
      let gram = try times(self, transposeA: true)
      let projected = try times(right, transposeA: true)
      return try factor(gram).solvedByCholesky(projected)
    }
    let gram = try Tensor.apply(MatMul(transposeB: true), [self, self])
    return try times(factor(gram).solvedByCholesky(right), transposeA: true)
  }

  fileprivate func crossed(_ other: Tensor) throws(EngineError) -> Tensor {
    guard shape == other.shape else {
      throw .invalidArgument(
        op: "Cross",
        "Both inputs must be of same shape: \(shape.bracketed) vs. \(other.shape.bracketed)")
    }
    guard shape.lengths.last == 3 else {
      throw .invalidArgument(
        op: "Cross", "Cross-products are only defined for 3-element vectors.")
    }
    func turned(_ x: Tensor, _ shift: Int) throws(EngineError) -> Tensor {
      try Tensor.apply(Roll(shifts: [shift], axes: [-1]), [x])
    }
    return try turned(self, -1) * turned(other, 1) - turned(self, 1) * turned(other, -1)
  }

  /// e to the power of matrices: a quotient of polynomials of the matrix divided by a power of 2,
  /// then squared as often.
  ///
  /// - Source: Higham, The Scaling and Squaring Method for the Matrix Exponential Revisited.
  fileprivate func matrixExponential() throws(EngineError) -> Tensor {
    let signature = try signature.squareMatrices("expm")
    let n = signature.shape[-1]
    let columns = try Tensor.apply(Abs(), self).reduced(ReduceSum.self, [-2])
    let norm = columns.scalars.max() ?? 0
    var squarings = 0
    while norm / Double(1 << squarings) > 2, squarings < 60 { squarings += 1 }
    let x = try self / Double(1 << squarings)
    let ones = try Tensor.apply(BroadcastTo([n]), [Tensor.literal(1, like: self)])
    let unit = try Tensor.apply(Diag(length: n), [ones])
    let b: [Double] = [
      17_643_225_600, 8_821_612_800, 2_075_673_600, 302_702_400, 30_270_240, 2_162_160, 110_880,
      3960, 90, 1,
    ]
    let square = try x.times(x)
    var power = unit
    var (even, odd) = (try unit * b[0], try unit * b[1])
    for degree in stride(from: 2, through: 8, by: 2) {
      power = try power.times(square)
      even = try even + power * b[degree]
      odd = try odd + power * b[degree + 1]
    }
    let skew = try x.times(odd)
    var result = try Tensor.apply(MatrixSolve(), [even - skew, even + skew])
    for _ in 0..<squarings { result = try result.times(result) }
    return result
  }
}
