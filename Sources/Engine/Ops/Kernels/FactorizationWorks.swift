/// A factor of each matrix of a stack.
struct QRWork: RealWork {
  let x: NDArray
  let part: QRFactor.Part
  let shape: Shape

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (part, size) = (part, shape[-1] * shape[-2])
    let columns = shape[-1]
    let rows = shape[-2]
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          let qr = HouseholderQR(Array(stack[index]), stack.rows, stack.columns)
          let factor = part == .orthogonal ? qr.orthogonal(columns) : qr.triangle(rows)
          _ = target.matrix(index, size).initialize(from: factor)
        }
      }
    }
  }
}

/// Eigenvalues or eigenvectors of each matrix of a stack.
struct EigenWork: RealWork {
  let x: NDArray
  let part: EigenPart.Part
  let shape: Shape

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (part, n) = (part, x.shape[-1])
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          let eigen = SymmetricEigen(stack[index], n)
          let found = part == .values ? eigen.values : eigen.vectors
          _ = target.matrix(index, found.count).initialize(from: found)
        }
      }
    }
  }
}

/// Singular values or vectors of each matrix of a stack.
struct SingularWork: RealWork {
  let x: NDArray
  let part: SingularPart.Part
  let shape: Shape

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let part = part
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        let stack = MatrixStack(source, x.shape)
        for index in 0..<stack.count {
          let svd = JacobiSVD(Array(stack[index]), stack.rows, stack.columns)
          let found =
            switch part {
            case .values: svd.values
            case .left: svd.left
            case .right: svd.right
            }
          _ = target.matrix(index, found.count).initialize(from: found)
        }
      }
    }
  }
}
