/// Matrices of which only a few diagonals are kept.
package enum Tridiagonal: OpFamily {
  package static let operations: [any Operation.Type] = []

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.linalg.tridiagonal_solve"],
      "diagonals, rhs, diagonals_format='compact', transpose_rhs=False, conjugate_rhs=False, "
        + "name=None, partial_pivoting=True, perturb_singular=False",
      "solves equations of a matrix with three diagonals"
    ) { arguments in
      let operands = try arguments.tensors(["diagonals", "rhs"])
      guard try !arguments.bool("transpose_rhs"), try !arguments.bool("conjugate_rhs") else {
        throw EngineError.unsupported("tf.linalg.tridiagonal_solve with transpose_rhs")
      }
      let matrix = try operands[0].tridiagonal(arguments.text("diagonals_format") ?? "compact")
      let isVector = operands[1].shape.rank == matrix.shape.rank - 1
      let right =
        isVector ? try Tensor.apply(ExpandDims(axis: -1), [operands[1]]) : operands[1]
      let found = try Tensor.apply(MatrixSolve(), [matrix, right])
      return .tensor(
        isVector ? try Tensor.apply(Squeeze(axes: [found.shape.rank - 1]), [found]) : found)
    },
    .general(
      ["tf.linalg.tridiagonal_matmul"],
      "diagonals, rhs, diagonals_format='compact', name=None",
      "multiplies by a matrix with three diagonals"
    ) { arguments in
      let operands = try arguments.tensors(["diagonals", "rhs"])
      let matrix = try operands[0].tridiagonal(arguments.text("diagonals_format") ?? "compact")
      return .tensor(try Tensor.apply(MatMul(), [matrix, operands[1]]))
    },
    .general(
      ["tf.linalg.banded_triangular_solve"], "bands, rhs, lower=True, adjoint=False, name=None",
      "solves equations of a triangle with a few diagonals"
    ) { arguments in
      let operands = try arguments.tensors(["bands", "rhs"])
      let isLower = try arguments.bool("lower")
      let matrix = try operands[0].banded(isLower: isLower)
      let op = TriangularSolve(lower: isLower, transposed: try arguments.bool("adjoint"))
      return .tensor(try Tensor.apply(op, [matrix, operands[1]]))
    },
  ]
}

extension Tensor {
  /// Some elements of one row of the last two axes.
  fileprivate func row(_ index: Int, from start: Int, to stop: Int) throws(EngineError) -> Tensor {
    try Tensor.apply(
      StridedSlice([.ellipsis, .index(index), .slice(start: start, stop: stop, step: 1)]), [self])
  }

  /// The full matrix of diagonals above, on and below the main one.
  fileprivate func tridiagonal(_ format: String) throws(EngineError) -> Tensor {
    if format == "matrix" { return self }
    guard format == "compact" else {
      throw format == "sequence"
        ? .unsupported("diagonals_format='sequence'")
        : .pythonValue("Unrecognized diagonals_format: \(format)")
    }
    guard shape.rank >= 2, shape[-2] == 3 else {
      throw .pythonValue("Expected diagonals to have 3 rows, got shape \(shape)")
    }
    let n = shape[-1]
    let main = try Tensor.apply(Diag(length: n), [row(1, from: 0, to: n)])
    guard n > 1 else { return main }
    let above = try Tensor.apply(
      Diag(length: n - 1, offset: 1), [row(0, from: 0, to: n - 1)])
    let below = try Tensor.apply(
      Diag(length: n - 1, offset: -1), [row(2, from: 1, to: n)])
    return try below + main + above
  }

  /// The full triangle of its diagonals: the main one first for a lower triangle, else last.
  fileprivate func banded(isLower: Bool) throws(EngineError) -> Tensor {
    guard shape.rank >= 2 else {
      throw .invalidArgument(
        op: "BandedTriangularSolve", "In[0] ndims must be >= 2: \(shape.rank)")
    }
    let (count, n) = (shape[-2], shape[-1])
    var sum: Tensor?
    for band in 0..<Swift.min(count, n) {
      let index = isLower ? band : count - 1 - band
      // The places that a diagonal lacks are in front below the main one, behind above it.
      let part =
        try isLower
        ? row(index, from: band, to: n) : row(index, from: 0, to: n - band)
      let matrix = try Tensor.apply(
        Diag(length: n - band, offset: isLower ? -band : band), [part])
      if let known = sum { sum = try known + matrix } else { sum = matrix }
    }
    guard let sum else { throw .noInputs(op: "banded_triangular_solve") }
    return sum
  }
}
