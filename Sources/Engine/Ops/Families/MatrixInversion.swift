/// Inverses, systems of equations and determinants.
package enum MatrixInversion: OpFamily {
  package static let operations: [any Operation.Type] = [
    MatrixInverse.self, MatrixSolve.self, Determinant.self, LogDeterminant.self,
    DeterminantSign.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.linalg.inv"], "input, adjoint=False, name=None", MatrixInverse.summary) {
      arguments in
      let op = MatrixInverse(transposed: try arguments.bool("adjoint"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .general(
      ["tf.linalg.solve"], "matrix, rhs, adjoint=False, name=None", MatrixSolve.summary
    ) { arguments in
      let op = MatrixSolve(transposed: try arguments.bool("adjoint"))
      return .tensor(try Tensor.apply(op, arguments.tensors(["matrix", "rhs"])))
    },
    .single(Determinant(), "tf.linalg.det", parameters: "input, name=None"),
    .general(
      ["tf.linalg.slogdet"], "input, name=None",
      "takes sign and logarithm of the magnitude of the determinant"
    ) { arguments in
      let x = try arguments.tensor("input")
      return .record(
        "LogMatrixDeterminant",
        [
          ("sign", .tensor(try Tensor.apply(DeterminantSign(), [x]))),
          ("log_abs_determinant", .tensor(try Tensor.apply(LogDeterminant(), [x]))),
        ])
    },
  ]
}

extension Signature {
  /// The signature of a stack of square matrices, or why it is none.
  func squareMatrices(_ op: String) throws(EngineError) -> Signature {
    guard dtype.isFloating || dtype.isComplex else { throw .unsupportedDType(op: op, dtype) }
    guard shape.rank >= 2 else {
      throw .invalidArgument(
        op: op, "Input tensor 0 must have rank >= 2, got \(shape.rank)")
    }
    guard shape[-1] == shape[-2] else {
      throw .invalidArgument(op: op, "Input matrix must be square.")
    }
    return self
  }
}

/// Inverse of a square matrix, or of its transpose.
///
/// y = x⁻¹,  the gradient is −yᵀ @ g @ yᵀ
package struct MatrixInverse: Operation {
  package static let name = "inv"
  package static let kernel = "MatrixInverse"
  package static let summary = "inverts a matrix"
  package let transposed: Bool
  package init(transposed: Bool = false) { self.transposed = transposed }

  package var notation: Notation {
    Notation { arguments, style in
      let inner = arguments[0].held(by: .atom, style)
      switch style {
      case .text: return WrittenFormula(inner + (transposed ? "⁻ᵀ" : "⁻¹"), .power)
      case .latex: return WrittenFormula(inner + (transposed ? "^{-\\top}" : "^{-1}"), .power)
      }
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].squareMatrices(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if Decompositions.takes(inputs[0]) {
      let source = transposed ? try NDArray.adjoint(inputs[0]) : inputs[0]
      guard let found = try Decompositions(Self.name).run(.inverse, source) else {
        throw .invalidArgument(op: Self.name, "Input is not invertible.")
      }
      return found[0]
    }
    return try inputs[0].dtype.open(
      InverseWork(x: inputs[0], transposed: transposed), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let inner = MatMul(transposeA: transposed, transposeB: !transposed)
    let product = try V.apply(inner, [upstream, output])
    return try -V.apply(MatMul(transposeA: !transposed), [output, product])
  }
}

/// Solution of linear equations: z with x @ z = y.
///
/// The gradient by y is z of the transposed equations, xᵀ @ d = g; by x it is −d @ zᵀ.
package struct MatrixSolve: Operation {
  package static let name = "solve"
  package static let kernel = "MatrixSolve"
  package static let summary = "solves linear equations"
  package let transposed: Bool
  package init(transposed: Bool = false) { self.transposed = transposed }
  package var notation: Notation {
    .function("solve", attributes: transposed ? "adjoint" : "")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (matrix, right) = (inputs[0], inputs[1])
    guard matrix.dtype.isFloating || matrix.dtype.isComplex else {
      throw .unsupportedDType(op: Self.name, matrix.dtype)
    }
    guard matrix.dtype == right.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, matrix.dtype, right.dtype)
    }
    let text: String?
    if matrix.shape.rank < 2 {
      text = "Input tensor 0 must have rank >= 2, got \(matrix.shape.rank)"
    } else if matrix.shape.rank != right.shape.rank {
      text = "All input tensors must have the same rank."
    } else if matrix.shape.lengths.dropLast(2) != right.shape.lengths.dropLast(2) {
      text = "All input tensors must have the same outer dimensions."
    } else if matrix.shape[-1] != matrix.shape[-2] {
      text = "First input (lhs) must be a square matrix."
    } else if matrix.shape[-2] != right.shape[-2] {
      text = "Input matrix and rhs are incompatible."
    } else {
      text = nil
    }
    if let text { throw .invalidArgument(op: Self.name, text) }
    return right
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if Decompositions.takes(inputs[0]) {
      let matrix = transposed ? try NDArray.adjoint(inputs[0]) : inputs[0]
      guard let found = try Decompositions(Self.name).solve(matrix, inputs[1]) else {
        throw .invalidArgument(op: Self.name, "Input matrix is not invertible.")
      }
      return found
    }
    let work = SolveWork(matrix: inputs[0], right: inputs[1], transposed: transposed)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let right = try V.apply(MatrixSolve(transposed: !transposed), [inputs[0], upstream])
    if operand == 1 { return right }
    let outer = MatMul(transposeB: true)
    return try -V.apply(outer, transposed ? [output, right] : [right, output])
  }
}

/// Determinant of a square matrix.
///
/// y = |x|,  the gradient is g·y·x⁻ᵀ
package struct Determinant: Operation {
  package static let name = "det"
  package static let kernel = "MatrixDeterminant"
  package static let summary = "takes the determinant of a matrix"
  package var notation: Notation { .function("det", latex: "\\det") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = try inputs[0].squareMatrices(Self.name).shape
    return Signature(inputs[0].dtype, Shape(Array(shape.lengths.dropLast(2))))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if let (sign, logarithm) = try Decompositions(Self.name).logDeterminant(inputs[0]) {
      let size = try Exp().evaluate([logarithm])
      return try sign * size.cast(to: sign.dtype)
    }
    return try inputs[0].dtype.open(
      DeterminantWork(x: inputs[0], part: .value), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try spread(upstream * output, over: inputs[0])
  }
}

/// Logarithm of the magnitude of a determinant.
///
/// y = log |det x|,  the gradient is g·x⁻ᵀ
package struct LogDeterminant: Operation {
  package static let name = "log_abs_det"
  package static let kernel = "LogMatrixDeterminant"
  package static let summary = "takes the logarithm of a determinant's magnitude"
  package var notation: Notation {
    .function("logabsdet", latex: "\\log\\left|\\det\\right|")
  }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try Determinant().infer(inputs)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if let found = try Decompositions(Self.name).logDeterminant(inputs[0]) {
      return try found.logarithm.cast(to: inputs[0].dtype)
    }
    return try inputs[0].dtype.open(
      DeterminantWork(x: inputs[0], part: .logarithm), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try spread(upstream, over: inputs[0])
  }
}

/// Sign of a determinant: 1, −1 or 0.
///
/// Its slope is 0.
package struct DeterminantSign: Operation {
  package static let name = "det_sign"
  package static let kernel = "LogMatrixDeterminant"
  package static let summary = "takes the sign of a determinant"
  package var notation: Notation { .function("signdet") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try Determinant().infer(inputs)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    if let found = try Decompositions(Self.name).logDeterminant(inputs[0]) { return found.sign }
    return try inputs[0].dtype.open(DeterminantWork(x: inputs[0], part: .sign), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try spread(upstream * 0, over: inputs[0])
  }
}

extension Operation {
  /// A factor for each matrix times the transposed inverse of the matrix.
  fileprivate func spread<V: ShapedValue>(
    _ factors: V, over matrices: V
  ) throws(EngineError) -> V {
    let shape = Shape(factors.signature.shape.lengths + [1, 1])
    let inverse = try V.apply(MatrixInverse(transposed: true), [matrices])
    return try V.apply(Reshape(shape), [factors]) * inverse
  }
}
