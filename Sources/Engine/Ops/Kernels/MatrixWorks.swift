/// A stack of matrices, taken one by one.
struct MatrixStack<E: Element> {
  let elements: UnsafeBufferPointer<E>
  let rows: Int
  let columns: Int
  let count: Int

  init(_ elements: UnsafeBufferPointer<E>, _ shape: Shape) {
    self.elements = elements
    rows = shape[-2]
    columns = shape[-1]
    count = shape.lengths.dropLast(2).reduce(1, *)
  }

  subscript(index: Int) -> UnsafeBufferPointer<E> {
    let size = rows * columns
    return UnsafeBufferPointer(rebasing: elements[index * size..<(index + 1) * size])
  }
}

extension UnsafeMutableBufferPointer {
  /// The part of one matrix in a stack of them.
  func matrix(_ index: Int, _ size: Int) -> UnsafeMutableBufferPointer {
    UnsafeMutableBufferPointer(rebasing: self[index * size..<(index + 1) * size])
  }
}

/// Inverses of a stack of matrices.
struct InverseWork: RealWork {
  let x: NDArray
  let transposed: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let n = x.shape[-1]
    var isSingular = false
    let unit = (0..<n * n).map { $0 / n == $0 % n ? 1 as E : 0 }
    let result = try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          let factors = LUFactors(stack[index], n, transposed: transposed)
          if factors.isSingular { isSingular = true }
          unit.withUnsafeBufferPointer {
            factors.solve($0, n, into: target.matrix(index, n * n))
          }
        }
      }
    }
    guard !isSingular else {
      throw .invalidArgument(op: MatrixInverse.name, "Input is not invertible.")
    }
    return result
  }
}

/// Solutions of a stack of systems of equations.
struct SolveWork: RealWork {
  let matrix: NDArray
  let right: NDArray
  let transposed: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (n, columns) = (matrix.shape[-1], right.shape[-1])
    var isSingular = false
    let (transposed, shape) = (transposed, matrix.shape)
    let result = try matrix.withElements(E.self) { (source) throws(EngineError) -> NDArray in
      try right.withElements(E.self) { right in
        NDArray.make(E.self, self.right.shape) { target in
          let stack = MatrixStack(source, shape)
          for index in 0..<stack.count {
            let factors = LUFactors(stack[index], n, transposed: transposed)
            if factors.isSingular { isSingular = true }
            let part = UnsafeBufferPointer(
              rebasing: right[index * n * columns..<(index + 1) * n * columns])
            factors.solve(part, columns, into: target.matrix(index, n * columns))
          }
        }
      }
    }
    guard !isSingular else {
      throw .invalidArgument(op: MatrixSolve.name, "Input matrix is not invertible.")
    }
    return result
  }
}

/// Determinants of a stack of matrices, or a part of their logarithmic form.
struct DeterminantWork: RealWork {
  enum Part { case value, sign, logarithm }

  let x: NDArray
  let part: Part

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let shape = Shape(Array(x.shape.lengths.dropLast(2)))
    let part = part
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          let (sign, logarithm) = LUFactors(stack[index], stack.rows).logDeterminant
          switch part {
          case .value: target[index] = sign * E.exp(logarithm)
          case .sign: target[index] = sign
          case .logarithm: target[index] = logarithm
          }
        }
      }
    }
  }
}
