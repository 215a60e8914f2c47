/// Orthogonal factors, eigenvalues and singular values.
///
/// A factor is an op of its own, so that each result of a factorization is a node that knows its
/// gradient; the gradients of several results add up.
package enum Factorizations: OpFamily {
  package static let operations: [any Operation.Type] = [
    QRFactor.self, EigenPart.self, SingularPart.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.linalg.qr"], "input, full_matrices=False, name=None", QRFactor.summary
    ) { arguments in
      let x = try arguments.tensor("input")
      let full = try arguments.bool("full_matrices")
      return .record(
        "Qr",
        [
          ("q", .tensor(try Tensor.apply(QRFactor(.orthogonal, full: full), [x]))),
          ("r", .tensor(try Tensor.apply(QRFactor(.triangle, full: full), [x]))),
        ])
    },
    .general(["tf.linalg.eigh"], "tensor, name=None", EigenPart.summary) { arguments in
      let x = try arguments.tensor("tensor")
      return .tuple([
        .tensor(try Tensor.apply(EigenPart(.values), [x])),
        .tensor(try Tensor.apply(EigenPart(.vectors), [x])),
      ])
    },
    .composite(
      ["tf.linalg.eigvalsh"], "tensor, name=None", "takes the eigenvalues of a symmetric matrix"
    ) { (x) throws(EngineError) in try Tensor.apply(EigenPart(.values), [x]) },
    .general(
      ["tf.linalg.svd"], "tensor, full_matrices=False, compute_uv=True, name=None",
      SingularPart.summary
    ) { arguments in
      let x = try arguments.tensor("tensor")
      guard try arguments.bool("compute_uv") else {
        return .tensor(try Tensor.apply(SingularPart(.values), [x]))
      }
      let isSquare = x.shape.rank < 2 || x.shape[-1] == x.shape[-2]
      let full = try arguments.bool("full_matrices") && !isSquare
      return .tuple([
        .tensor(try Tensor.apply(SingularPart(.values), [x])),
        .tensor(try Tensor.apply(SingularPart(.left, full: full), [x])),
        .tensor(try Tensor.apply(SingularPart(.right, full: full), [x])),
      ])
    },
  ]
}

extension Signature {
  /// The signature of a stack of matrices, or why it is none.
  fileprivate func matrices(_ op: String) throws(EngineError) -> Signature {
    guard dtype.isFloating || dtype.isComplex else { throw .unsupportedDType(op: op, dtype) }
    guard shape.rank >= 2 else {
      throw .invalidArgument(op: op, "Input tensor 0 must have rank >= 2, got \(shape.rank)")
    }
    return self
  }
}

extension Signature {
  /// The gradients of factors are those of real numbers.
  func checkReal(_ function: String) throws(EngineError) {
    if dtype.isComplex {
      throw .unsupported("the gradient of tf.linalg.\(function) of complex numbers")
    }
  }
}

extension ShapedValue {
  fileprivate static func product(
    _ a: Self, _ b: Self, transposeA: Bool = false, transposeB: Bool = false
  ) throws(EngineError) -> Self {
    try apply(MatMul(transposeA: transposeA, transposeB: transposeB), [a, b])
  }

  /// Matrices with each vector of a stack on the diagonal.
  fileprivate static func diagonal(_ vectors: Self) throws(EngineError) -> Self {
    try apply(Diag(length: vectors.signature.shape[-1]), [vectors])
  }

  fileprivate static func spread(
    _ number: Double, _ shape: Shape, like other: Self
  ) throws(EngineError) -> Self {
    try apply(BroadcastTo(shape), [literal(number, like: other)])
  }

  /// 1 / (xⱼ − xᵢ) for each pair, 0 on the diagonal; differences of 0 give 0.
  ///
  /// - Source: TensorFlow `_SafeReciprocal`.
  fileprivate static func reciprocalDifferences(_ x: Self) throws(EngineError) -> Self {
    let row = try apply(ExpandDims(axis: -2), [x])
    let column = try apply(ExpandDims(axis: -1), [x])
    let inverse = try safeReciprocal(row - column)
    return try apply(SetDiag(), [inverse, spread(0, x.signature.shape, like: x)])
  }

  fileprivate static func safeReciprocal(_ x: Self) throws(EngineError) -> Self {
    try x * apply(Reciprocal(), x * x + 1e-20)
  }
}

/// A factor of x = Q·R: Q with orthogonal columns, or the upper triangle R.
///
/// - Source: TensorFlow `_QrGradSquareAndDeepMatrices`.
package struct QRFactor: Operation {
  package enum Part: Hashable, Sendable { case orthogonal, triangle }

  package static let name = "qr"
  package static let kernel = "Qr"
  package static let summary = "takes apart into an orthogonal matrix and a triangle"
  package let part: Part
  package let isFull: Bool
  package init(_ part: Part, full: Bool = false) {
    self.part = part
    isFull = full
  }
  package var notation: Notation { .function(part == .orthogonal ? "qr_Q" : "qr_R") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = try inputs[0].matrices(Self.name).shape
    let size = isFull ? shape[-2] : Swift.min(shape[-1], shape[-2])
    let batches = Array(shape.lengths.dropLast(2))
    return Signature(
      inputs[0].dtype,
      Shape(batches + (part == .orthogonal ? [shape[-2], size] : [size, shape[-1]])))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    if Decompositions.takes(inputs[0]),
      let found = try Decompositions(Self.name).run(.qr(full: isFull), inputs[0])
    {
      return part == .orthogonal ? found[0] : found[1]
    }
    return try inputs[0].dtype.open(
      QRWork(x: inputs[0], part: part, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let x = inputs[0]
    try x.signature.checkReal("qr")
    let (rows, columns) = (x.signature.shape[-2], x.signature.shape[-1])
    if isFull, rows > columns {
      throw .unsupported("the gradient of tf.linalg.qr with full_matrices=True")
    }
    let q = part == .orthogonal ? output : try V.apply(QRFactor(.orthogonal), [x])
    let r = part == .triangle ? output : try V.apply(QRFactor(.triangle), [x])
    if rows >= columns {
      return part == .orthogonal
        ? try Self.deep(q, r, byQ: upstream) : try Self.deep(q, r, byR: upstream)
    }
    // A wide matrix: the square part as above, the rest is Qᵀ·R.
    let all = [IndexItem.ellipsis]
    let square = StridedSlice(all + [.slice(start: nil, stop: rows, step: 1)])
    let rest = StridedSlice(all + [.slice(start: rows, stop: nil, step: 1)])
    let u = try V.apply(square, [r])
    if part == .orthogonal {
      let left = try Self.deep(q, u, byQ: upstream)
      let zeros = try V.spread(
        0, Shape(x.signature.shape.lengths.dropLast() + [columns - rows]), like: x)
      return try V.apply(Concat(axis: -1), [left, zeros])
    }
    let dv = try V.apply(rest, [upstream])
    let dq = try V.product(V.apply(rest, [x]), dv, transposeB: true)
    let left = try Self.deep(q, u, byQ: dq) + Self.deep(q, u, byR: V.apply(square, [upstream]))
    return try V.apply(Concat(axis: -1), [left, V.product(q, dv)])
  }

  /// x·r⁻ᵀ for an upper triangle r.
  private static func divided<V: ShapedValue>(_ x: V, _ r: V) throws(EngineError) -> V {
    let op = TriangularSolve(lower: false)
    return try V.transposed(V.apply(op, [r, V.transposed(x)]))
  }

  private static func deep<V: ShapedValue>(_ q: V, _ r: V, byQ dq: V) throws(EngineError) -> V {
    let inner = try V.product(q, dq, transposeA: true)
    let skew = try inner - V.transposed(inner)
    let lower = try V.apply(BandPart.lowerTriangle, [skew])
    let a = try V.product(q, divided(lower, r))
    return try a + divided(dq - V.product(q, inner), r)
  }

  private static func deep<V: ShapedValue>(_ q: V, _ r: V, byR dr: V) throws(EngineError) -> V {
    let inner = try V.product(r, dr, transposeB: true)
    let skew = try inner - V.transposed(inner)
    let lower = try V.apply(BandPart.lowerTriangle, [skew])
    return try V.product(q, dr + divided(lower, r))
  }
}

/// Eigenvalues or eigenvectors of a symmetric matrix, of which the lower triangle is read.
///
/// - Source: TensorFlow `_SelfAdjointEigV2Grad`.
package struct EigenPart: Operation {
  package enum Part: Hashable, Sendable { case values, vectors }

  package static let name = "eigh"
  package static let kernel = "SelfAdjointEigV2"
  package static let summary = "takes eigenvalues and eigenvectors"
  package let part: Part
  package init(_ part: Part) { self.part = part }
  package var notation: Notation {
    .function(part == .values ? "eigenvalues" : "eigenvectors")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let signature = try inputs[0].squareMatrices(Self.name)
    if part == .vectors { return signature }
    return Signature(signature.dtype, Shape(Array(signature.shape.lengths.dropLast())))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    if Decompositions.takes(inputs[0]) {
      guard
        let found = try Decompositions(Self.name).run(
          .eigenSymmetric(vectors: true, upper: false), inputs[0])
      else {
        throw .invalidArgument(
          op: Self.name,
          "Self-adjoint eigen decomposition was not successful. The input might not be valid.")
      }
      return part == .vectors ? found[1] : try found[0].cast(to: inputs[0].dtype)
    }
    return try inputs[0].dtype.open(
      EigenWork(x: inputs[0], part: part, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try inputs[0].signature.checkReal("eigh")
    let vectors = part == .vectors ? output : try V.apply(EigenPart(.vectors), inputs)
    let inner: V
    if part == .values {
      inner = try V.diagonal(upstream)
    } else {
      let values = try V.apply(EigenPart(.values), inputs)
      inner =
        try V.reciprocalDifferences(values)
        * V.product(vectors, upstream, transposeA: true)
    }
    let flow = try V.product(vectors, V.product(inner, vectors, transposeB: true))
    let folded = try V.apply(BandPart.lowerTriangle, [flow + V.transposed(flow)])
    return try V.apply(SetDiag(), [folded, 0.5 * V.apply(DiagPart(), [folded])])
  }
}

/// Singular values, or left or right singular vectors.
///
/// - Source: TensorFlow `_SvdGrad`.
package struct SingularPart: Operation {
  package enum Part: Hashable, Sendable { case values, left, right }

  package static let name = "svd"
  package static let kernel = "Svd"
  package static let summary = "takes singular values and vectors"
  package let part: Part
  package let isFull: Bool
  package init(_ part: Part, full: Bool = false) {
    self.part = part
    isFull = full
  }
  package var notation: Notation {
    switch part {
    case .values: .function("singular_values")
    case .left: .function("svd_U")
    case .right: .function("svd_V")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let shape = try inputs[0].matrices(Self.name).shape
    let size = Swift.min(shape[-1], shape[-2])
    let tail =
      switch part {
      case .values: [size]
      case .left: [shape[-2], isFull ? shape[-2] : size]
      case .right: [shape[-1], isFull ? shape[-1] : size]
      }
    let dtype = part == .values ? inputs[0].dtype.realPart : inputs[0].dtype
    return Signature(dtype, Shape(shape.lengths.dropLast(2) + tail))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    if isFull || Decompositions.takes(inputs[0]) {
      guard
        let found = try Decompositions(Self.name).run(
          .singular(vectors: true, full: isFull), inputs[0])
      else {
        throw .invalidArgument(op: Self.name, "SVD decomposition was not successful.")
      }
      switch part {
      case .values: return found[1]
      case .left: return found[0]
      case .right: return try NDArray.adjoint(found[2])
      }
    }
    return try inputs[0].dtype.open(
      SingularWork(x: inputs[0], part: part, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = inputs[0].signature.shape
    try inputs[0].signature.checkReal("svd")
    if isFull { throw .unsupported("the gradient of tf.linalg.svd with full_matrices=True") }
    func factor(_ wanted: Part) throws(EngineError) -> V {
      wanted == part ? output : try V.apply(SingularPart(wanted), inputs)
    }
    let (u, v) = (try factor(.left), try factor(.right))
    if part == .values {
      return try V.product(u, V.product(V.diagonal(upstream), v, transposeB: true))
    }
    let s = try factor(.values)
    // A tall matrix is treated as its transpose, with left and right exchanged.
    let isTall = shape[-2] > shape[-1]
    let byLeft = (part == .left) != isTall
    let flow = try Self.wide(
      isTall ? v : u, s, isTall ? u : v, upstream, byLeft: byLeft,
      isSquare: shape[-2] == shape[-1])
    return isTall ? try V.transposed(flow) : flow
  }

  /// The gradient for a matrix with no more rows than columns.
  private static func wide<V: ShapedValue>(
    _ u: V, _ s: V, _ v: V, _ upstream: V, byLeft: Bool, isSquare: Bool
  ) throws(EngineError) -> V {
    let differences = try V.reciprocalDifferences(s * s)
    let scale = try V.diagonal(s)
    if byLeft {
      let inner = try differences * V.product(u, upstream, transposeA: true)
      let both = try V.product(inner + V.transposed(inner), scale)
      return try V.product(u, V.product(both, v, transposeB: true))
    }
    let inner = try differences * V.product(v, upstream, transposeA: true)
    let both = try V.product(scale, inner + V.transposed(inner))
    let flow = try V.product(u, V.product(both, v, transposeB: true))
    if isSquare { return flow }
    let turned = try V.transposed(upstream)
    let rest = try turned - V.product(V.product(turned, v), v, transposeB: true)
    let weights = try V.product(u, V.diagonal(V.safeReciprocal(s)))
    return try flow + V.product(weights, rest)
  }
}
