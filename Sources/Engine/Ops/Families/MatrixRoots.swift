/// Square roots and logarithms of matrices.
package enum MatrixRoots: OpFamily {
  package static let operations: [any Operation.Type] = [
    MatrixSquareRoot.self, MatrixLogarithm.self,
  ]

  package static let functions: [LessonFunction] = [
    .single(MatrixSquareRoot(), "tf.linalg.sqrtm", parameters: "input, name=None"),
    .single(MatrixLogarithm(), "tf.linalg.logm", parameters: "input, name=None"),
  ]
}

/// The matrix whose square is the input.
///
/// y·y = x; the gradient z of what arrives solves yᵀ·z + z·yᵀ = g.
package struct MatrixSquareRoot: Operation {
  package static let name = "sqrtm"
  package static let kernel = "MatrixSquareRoot"
  package static let summary = "takes the square root of a matrix"
  package var notation: Notation { .function("sqrtm") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].squareMatrices(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].functionOfMatrices { form in form.squareRoot }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let shape = output.signature.shape
    let (n, batch) = (shape[-1], Array(shape.lengths.dropLast(2)))
    let turned = try V.transposed(output)
    let one = try V.literal(1, like: output)
    let ones = try V.apply(BroadcastTo([n]), [one])
    let unit = try V.apply(Diag(length: n), [ones])
    // Both products as one matrix that acts on z row after row.
    func product(_ a: V, _ b: V, _ first: [Int], _ second: [Int]) throws(EngineError) -> V {
      let left = try V.apply(Reshape(Shape(first + [n, 1, n, 1])), [a])
      let right = try V.apply(Reshape(Shape(second + [1, n, 1, n])), [b])
      return try V.apply(Reshape(Shape(batch + [n * n, n * n])), [left * right])
    }
    let sum = try product(turned, unit, batch, []) + product(unit, output, [], batch)
    let column = try V.apply(Reshape(Shape(batch + [n * n, 1])), [upstream])
    return try V.apply(Reshape(shape), [V.apply(MatrixSolve(), [sum, column])])
  }
}

/// The matrix whose exponential is the input.
package struct MatrixLogarithm: Operation {
  package static let name = "logm"
  package static let kernel = "MatrixLogarithm"
  package static let summary = "takes the logarithm of a matrix"
  package var notation: Notation { .function("logm") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype.isComplex else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return try inputs[0].squareMatrices(Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].functionOfMatrices { form in form.logarithm }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { throw .noGradient(kernel: Self.kernel) }
}

extension NDArray {
  /// A function of each matrix of a stack, computed on its Schur form.
  fileprivate func functionOfMatrices(
    _ function: (SchurForm) -> [Complex<Double>]
  ) throws(EngineError) -> NDArray {
    let n = shape[-1]
    let size = n * n
    let all = complexNumbers
    var result: [Complex<Double>] = []
    for start in stride(from: 0, to: all.count, by: Swift.max(size, 1)) {
      let columns = Array(all[start..<(start + size)]).turned(n, n)
      guard let form = try SchurForm(columns, n) else {
        result += [Complex<Double>](repeating: Complex(.nan, .nan), count: size)
        continue
      }
      result += function(form).turned(n, n)
    }
    return try NDArray(result, shape: shape).cast(to: dtype)
  }
}
