/// Triangular factors with exchanged rows, and what is solved with them.
package enum LUDecompositions: OpFamily {
  package static let operations: [any Operation.Type] = [LUPart.self]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.linalg.lu"], "input, output_idx_type=tf.int32, name=None", LUPart.summary
    ) { arguments in
      let x = try arguments.tensor("input")
      let dtype = try arguments.dtype("output_idx_type") ?? .int32
      return .record(
        "Lu",
        [
          ("lu", .tensor(try Tensor.apply(LUPart(.factors), [x]))),
          ("p", .tensor(try Tensor.apply(LUPart(.order(dtype)), [x]))),
        ])
    },
    .general(
      ["tf.linalg.lu_solve"], "lower_upper, perm, rhs, validate_args=False, name=None",
      "solves linear equations by triangular factors"
    ) { arguments in
      .tensor(
        try arguments.tensor("lower_upper").solvedByFactors(
          arguments.tensor("perm"), arguments.tensor("rhs")))
    },
    .general(
      ["tf.linalg.lu_matrix_inverse"], "lower_upper, perm, validate_args=False, name=None",
      "inverts a matrix by triangular factors"
    ) { arguments in
      let factors = try arguments.tensor("lower_upper")
      return .tensor(
        try factors.solvedByFactors(arguments.tensor("perm"), factors.unitMatrix()))
    },
    .general(
      ["tf.linalg.lu_reconstruct"], "lower_upper, perm, validate_args=False, name=None",
      "multiplies triangular factors"
    ) { arguments in
      let factors = try arguments.tensor("lower_upper")
      let upper = try Tensor.apply(BandPart.upperTriangle, [factors])
      let product = try Tensor.apply(MatMul(), [factors.unitLower(), upper])
      let order = try arguments.tensor("perm")
      guard order.shape.rank == 1 else {
        throw EngineError.unsupported("tf.linalg.lu_reconstruct of a batch")
      }
      let places = order.array.integers
      var back = [Int64](repeating: 0, count: places.count)
      for (place, row) in places.enumerated() where back.indices.contains(Int(row)) {
        back[Int(row)] = Int64(place)
      }
      let inverse = Tensor(NDArray(back, shape: [back.count]))
      return .tensor(try Tensor.apply(Gather(), [product, inverse]))
    },
  ]
}

extension Tensor {
  fileprivate func unitMatrix() throws(EngineError) -> Tensor {
    let one = Tensor.literal(1, like: self)
    let ones = try Tensor.apply(BroadcastTo([shape[-1]]), [one])
    return try Tensor.apply(Diag(length: shape[-1]), [ones])
  }

  /// The lower triangle with ones on the diagonal.
  fileprivate func unitLower() throws(EngineError) -> Tensor {
    let lower = try Tensor.apply(BandPart.lowerTriangle, [self])
    let ones = try Tensor.apply(
      BroadcastTo(Shape(Array(shape.lengths.dropLast()))), [Tensor.literal(1, like: self)])
    return try Tensor.apply(SetDiag(), [lower, ones])
  }

  fileprivate func solvedByFactors(
    _ order: Tensor, _ right: Tensor
  ) throws(EngineError) -> Tensor {
    guard shape.rank == 2, order.shape.rank == 1 else {
      throw .unsupported("tf.linalg.lu_solve of a batch")
    }
    guard right.shape.rank >= 2 else {
      throw .pythonValue("`rhs` must have at least 2 dimensions, got \(right.shape.rank).")
    }
    let permuted = try Tensor.apply(Gather(), [right, order])
    let inner = try Tensor.apply(TriangularSolve(), [unitLower(), permuted])
    return try Tensor.apply(TriangularSolve(lower: false), [self, inner])
  }
}

/// Both triangles of P·x = L·U in one matrix, or the order of its rows.
package struct LUPart: Operation {
  package enum Part: Hashable, Sendable {
    case factors
    case order(DType)
  }

  package static let name = "lu"
  package static let kernel = "Lu"
  package static let summary = "takes apart into triangles"
  package let part: Part
  package init(_ part: Part) { self.part = part }
  package var notation: Notation { .function(part == .factors ? "lu" : "lu_order") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let signature = try inputs[0].squareMatrices(Self.name)
    guard case .order(let dtype) = part else { return signature }
    return Signature(dtype, Shape(Array(signature.shape.lengths.dropLast())))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let x = inputs[0]
    let (factors, order) =
      Decompositions.takes(x)
      ? try x.dtype.open(LUByLAPACK(x: x), for: Self.name)
      : try x.dtype.open(LUByElimination(x: x), for: Self.name)
    guard case .order(let dtype) = part else { return factors }
    return try order.cast(to: dtype)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { throw .noGradient(kernel: Self.kernel) }
}

private struct LUByElimination: RealWork {
  let x: NDArray
  func run<E: RealNumber & Value>(
    _ type: E.Type
  ) throws(EngineError) -> (factors: NDArray, order: NDArray) {
    var (elements, order): ([E], [Int64]) = ([], [])
    try x.withElements(E.self) { source in
      let stack = MatrixStack(source, x.shape)
      for index in 0..<stack.count {
        let found = LUFactors(stack[index], stack.rows)
        elements += found.elements
        order += found.order.map { Int64($0) }
      }
    }
    return (
      NDArray(elements, shape: x.shape),
      NDArray(order, shape: Shape(Array(x.shape.lengths.dropLast())))
    )
  }
}

private struct LUByLAPACK: NumberWork {
  let x: NDArray
  func run<E: Number>(
    _ type: E.Type
  ) throws(EngineError) -> (factors: NDArray, order: NDArray) {
    let lapack = try LAPACK<E>(for: LUPart.name)
    let n = x.shape[-1]
    let all = try x.withElements(E.self) { Array($0) }
    var (elements, order): ([E], [Int64]) = ([], [])
    for start in stride(from: 0, to: all.count, by: Swift.max(n * n, 1)) {
      let found = try lapack.triangles(Array(all[start..<(start + n * n)]).turned(n, n), n)
      elements += found.factors.turned(n, n)
      var rows = (0..<n).map { Int64($0) }
      for place in 0..<n { rows.swapAt(place, Int(found.pivots[place]) - 1) }
      order += rows
    }
    return (
      NDArray(elements, shape: x.shape),
      NDArray(order, shape: Shape(Array(x.shape.lengths.dropLast())))
    )
  }
}
