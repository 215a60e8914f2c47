/// Matrix products.
package enum Contraction: OpFamily {
  package static let operations: [any Operation.Type] = [
    MatMul.self
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.matmul", "tf.linalg.matmul"],
      "a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, "
        + "a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, "
        + "name=None", MatMul.summary
    ) { arguments in
      let transposeA = try arguments.bool("transpose_a") || arguments.bool("adjoint_a")
      let transposeB = try arguments.bool("transpose_b") || arguments.bool("adjoint_b")
      let op = MatMul(transposeA: transposeA, transposeB: transposeB)
      var operands = try arguments.tensors(["a", "b"])
      for (place, name) in ["adjoint_a", "adjoint_b"].enumerated()
      where operands[place].dtype.isComplex {
        guard try arguments.bool(name) else { continue }
        operands[place] = try Tensor.apply(Conjugate(), [operands[place]])
      }
      return .tensor(try Tensor.apply(op, operands))
    },
    .general(
      ["tf.linalg.matvec"],
      "a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None",
      "multiplies a matrix by a vector"
    ) { arguments in
      let transpose = try arguments.bool("transpose_a") || arguments.bool("adjoint_a")
      let operands = try arguments.tensors(["a", "b"])
      let column = try Tensor.apply(ExpandDims(axis: -1), [operands[1]])
      let product = try Tensor.apply(MatMul(transposeA: transpose), [operands[0], column])
      return .tensor(try Tensor.apply(Squeeze(axes: [-1]), [product]))
    },
    .general(
      ["tf.tensordot", "tf.linalg.tensordot"], "a, b, axes, name=None",
      "sums products over pairs of axes"
    ) { arguments in
      let operands = try arguments.tensors(["a", "b"])
      let axes =
        arguments.isSequence("axes")
        ? try arguments.intLists("axes")
        : try operands[0].lastAndFirst(arguments.int("axes"))
      return .tensor(try operands[0].contracted(with: operands[1], axes))
    },
  ]
}

/// Matrix product; leading axes are batches, which broadcast.
///
/// z = x @ y,  ∂C/∂x = g @ yᵀ,  ∂C/∂y = xᵀ @ g
///
/// - Shape: (…, m, k) and (…, k, n) give (…, m, n).
package struct MatMul: Operation {
  package static let name = "matmul"
  package static let kernel = "MatMul"
  package static let summary = "multiplies matrices"
  /// Whether the matrices of the first, and of the second input are transposed first.
  package let transposesA: Bool
  package let transposesB: Bool
  package init(transposeA: Bool = false, transposeB: Bool = false) {
    transposesA = transposeA
    transposesB = transposeB
  }

  package var notation: Notation {
    let product = Notation.infix(" @ ", latex: " \\, ", .product, associative: false)
    let transposed = Transpose([1, 0]).notation
    return Notation { arguments, style in
      let a = transposesA ? transposed.write([arguments[0]], style) : arguments[0]
      let b = transposesB ? transposed.write([arguments[1]], style) : arguments[1]
      return product.write([a, b], style)
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (a, b) = (inputs[0], inputs[1])
    guard a.dtype == b.dtype else {
      guard Swift.max(a.shape.rank, b.shape.rank) > 2 else {
        throw .mixedDTypes(op: Self.name, a.dtype, b.dtype)
      }
      throw .expectedDType(op: "BatchMatMulV2", operand: 1, a.dtype, b.dtype)
    }
    let domain: DTypeSet = [.floating, .complex, DTypeSet([.int32, .int64])]
    guard domain.contains(a.dtype) || a.dtype == .int16 && Swift.max(a.shape.rank, b.shape.rank) > 2
    else { throw .unsupportedDType(op: Self.name, a.dtype) }
    guard a.shape.rank >= 2 else {
      throw .matrixRank(operand: 0, a.dtype, a.shape, b.shape)
    }
    guard b.shape.rank >= 2 else {
      throw .matrixRank(operand: 1, a.dtype, a.shape, b.shape)
    }
    return Signature(
      a.dtype, try MatrixPlan(a.dtype, a.shape, b.shape, transposesA, transposesB).shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let plan = try MatrixPlan(
      inputs[0].dtype, inputs[0].shape, inputs[1].shape, transposesA, transposesB)
    return try NDArray.computing(in: inputs[0].dtype.withHalvesWidened, inputs) {
      inputs throws(EngineError) in
      try inputs[0].dtype.open(
        MatrixWork(a: inputs[0], b: inputs[1], plan: plan), for: Self.name)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let (a, b) = (inputs[0], inputs[1])
    func product(_ x: V, _ y: V, _ transposeX: Bool, _ transposeY: Bool) throws(EngineError) -> V {
      try V.apply(MatMul(transposeA: transposeX, transposeB: transposeY), [x, y])
    }
    switch (operand, transposesA, transposesB) {
    case (0, false, false): return try product(upstream, b, false, true)
    case (0, false, true): return try product(upstream, b, false, false)
    case (0, true, false): return try product(b, upstream, false, true)
    case (0, true, true): return try product(b, upstream, true, true)
    case (_, false, false): return try product(a, upstream, true, false)
    case (_, false, true): return try product(upstream, a, true, false)
    case (_, true, false): return try product(a, upstream, false, false)
    case (_, true, true): return try product(upstream, a, true, true)
    }
  }
}

/// Sizes of a matrix product and of its batches.
struct MatrixPlan {
  let rows: Int
  let columns: Int
  let depth: Int
  let batches: Shape
  let shape: Shape
  let transposesA: Bool
  let transposesB: Bool

  init(
    _ dtype: DType, _ a: Shape, _ b: Shape, _ transposeA: Bool, _ transposeB: Bool
  ) throws(EngineError) {
    transposesA = transposeA
    transposesB = transposeB
    rows = transposeA ? a[-1] : a[-2]
    depth = transposeA ? a[-2] : a[-1]
    columns = transposeB ? b[-2] : b[-1]
    guard depth == (transposeB ? b[-1] : b[-2]) else {
      throw .matrixSizes(dtype, a, b, transposeA: transposeA, transposeB: transposeB)
    }
    if a.rank == 2, b.rank == 2 {
      batches = .scalar
      shape = Shape([rows, columns])
      return
    }
    guard
      let batches = Shape(Array(a.lengths.dropLast(2)))
        .broadcast(with: Shape(Array(b.lengths.dropLast(2))))
    else { throw .matrixBatches(dtype, a, b) }
    self.batches = batches
    shape = Shape(batches.lengths + [rows, columns])
  }

  /// An operand repeated over the batches.
  func spread(_ operand: NDArray) -> NDArray {
    if batches.rank == 0 { return operand }
    return operand.broadcast(
      to: Shape(batches.lengths + Array(operand.shape.lengths.suffix(2))))
  }
}

private struct MatrixWork: NumberWork {
  let a: NDArray
  let b: NDArray
  let plan: MatrixPlan

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    // One pair of matrices, or a stack of them on one matrix, is a single product.
    let kernel = try MatrixKernel.suiting(plan, E.dtype)
    let (left, right) = (plan.spread(a), plan.spread(b))
    let (sizeA, sizeB, sizeC) = (
      plan.rows * plan.depth, plan.depth * plan.columns, plan.rows * plan.columns
    )
    let plan = plan
    return try left.withElements(E.self) { (a) throws(EngineError) -> NDArray in
      try right.withElements(E.self) { b in
        NDArray.make(E.self, plan.shape) { c in
          for batch in 0..<plan.batches.count {
            guard sizeC > 0 else { return }
            let target = UnsafeMutableBufferPointer(
              rebasing: c[batch * sizeC..<(batch + 1) * sizeC])
            guard sizeA > 0, sizeB > 0 else {
              target.initialize(repeating: .zero)
              continue
            }
            kernel.multiply(
              UnsafeBufferPointer(rebasing: a[batch * sizeA..<(batch + 1) * sizeA]),
              UnsafeBufferPointer(rebasing: b[batch * sizeB..<(batch + 1) * sizeB]),
              into: target, plan)
          }
        }
      }
    }
  }
}
