/// Cholesky factors of a stack of matrices.
struct CholeskyWork: RealWork {
  let x: NDArray

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          Self.factor(stack[index], stack.rows, into: target.matrix(index, stack.rows * stack.rows))
        }
      }
    }
  }

  /// Row by row of the triangle; where the matrix is not positive definite the triangle is NaN.
  private static func factor<E: RealNumber>(
    _ matrix: UnsafeBufferPointer<E>, _ n: Int, into result: UnsafeMutableBufferPointer<E>
  ) {
    result.initialize(repeating: 0)
    for row in 0..<n {
      for column in 0...row {
        var sum: E = 0
        for k in 0..<column { sum += result[row * n + k] * result[column * n + k] }
        let rest = matrix[row * n + column] - sum
        if row == column {
          guard rest > 0 else {
            for i in 0..<n { for j in 0...i { result[i * n + j] = .nan } }
            return
          }
          result[row * n + row] = rest.squareRoot()
        } else {
          result[row * n + column] = rest / result[column * n + column]
        }
      }
    }
  }
}

/// Substitution for a stack of triangular systems of one batch shape.
struct TriangularWork: RealWork {
  let matrix: NDArray
  let right: NDArray
  let lower: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (n, columns) = (matrix.shape[-1], right.shape[-1])
    let lower = lower
    return try matrix.withElements(E.self) { (source) throws(EngineError) -> NDArray in
      try right.withElements(E.self) { right in
        NDArray.make(E.self, self.right.shape) { target in
          _ = target.initialize(from: right)
          let stack = MatrixStack(source, matrix.shape)
          for index in 0..<stack.count {
            let part = target.matrix(index, n * columns)
            if lower {
              TriangularKernel.lower(stack[index], n, part, columns)
            } else {
              TriangularKernel.upper(stack[index], n, part, columns)
            }
          }
        }
      }
    }
  }
}
