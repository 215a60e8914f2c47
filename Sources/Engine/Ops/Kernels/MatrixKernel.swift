/// How one matrix product is computed.
enum MatrixKernel {
  /// Own loops: nothing to load, exact for whole numbers.
  case loops
  case blas(BLAS)

  /// Multiplications from which loading and calling BLAS pays.
  private static let worthBLAS = 12 * 1024

  static func suiting(_ plan: MatrixPlan, _ dtype: DType) throws(EngineError) -> MatrixKernel {
    guard dtype == .float32 || dtype == .float64,
      plan.rows * plan.columns * plan.depth >= worthBLAS
    else { return .loops }
    return .blas(try BLAS.shared())
  }

  func multiply<E: Number>(
    _ a: UnsafeBufferPointer<E>, _ b: UnsafeBufferPointer<E>,
    into c: UnsafeMutableBufferPointer<E>, _ plan: MatrixPlan
  ) {
    switch self {
    case .blas(let library): library.multiply(a, b, into: c, plan)
    case .loops: Self.multiply(a, b, into: c, plan)
    }
  }

  /// Each element is one chain of fused multiply-adds over the inner length, as TensorFlow's
  /// matrix kernels round.
  private static func multiply<E: Number>(
    _ a: UnsafeBufferPointer<E>, _ b: UnsafeBufferPointer<E>,
    into c: UnsafeMutableBufferPointer<E>, _ plan: MatrixPlan
  ) {
    let (rows, columns, depth) = (plan.rows, plan.columns, plan.depth)
    let (rowStep, depthStep) = plan.transposesA ? (1, rows) : (depth, 1)
    let (innerStep, columnStep) = plan.transposesB ? (1, depth) : (columns, 1)
    if E.self == Float.self {
      multiplyFloat(
        unsafeBitCast(a, to: UnsafeBufferPointer<Float>.self),
        unsafeBitCast(b, to: UnsafeBufferPointer<Float>.self),
        into: unsafeBitCast(c, to: UnsafeMutableBufferPointer<Float>.self), plan)
      return
    }
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = E.zero
        for k in 0..<depth {
          sum = E.multiplyAdd(
            a[row * rowStep + k * depthStep], b[k * innerStep + column * columnStep], sum)
        }
        c[row * columns + column] = sum
      }
    }
  }

  /// The product of two float32 numbers is exact in float64; adding there and rounding back is the
  /// fused operation on machines that may not have it.
  private static func multiplyFloat(
    _ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>,
    into c: UnsafeMutableBufferPointer<Float>, _ plan: MatrixPlan
  ) {
    let (rows, columns, depth) = (plan.rows, plan.columns, plan.depth)
    let (rowStep, depthStep) = plan.transposesA ? (1, rows) : (depth, 1)
    let (innerStep, columnStep) = plan.transposesB ? (1, depth) : (columns, 1)
    c.initialize(repeating: 0)
    for row in 0..<rows {
      let start = row * columns
      for k in 0..<depth {
        let factor = Double(a[row * rowStep + k * depthStep])
        let inner = k * innerStep
        if columnStep == 1 {
          for column in 0..<columns {
            c[start + column] = Float(
              factor * Double(b[inner + column]) + Double(c[start + column]))
          }
        } else {
          for column in 0..<columns {
            c[start + column] = Float(
              factor * Double(b[inner + column * columnStep]) + Double(c[start + column]))
          }
        }
      }
    }
  }
}

extension Number {
  /// `x·y + sum`, rounded once for floating types.
  @inline(__always)
  fileprivate static func multiplyAdd(_ x: Self, _ y: Self, _ sum: Self) -> Self {
    if let sum = sum as? Double, let x = x as? Double, let y = y as? Double,
      let result = sum.addingProduct(x, y) as? Self
    {
      return result
    }
    return .add(.multiply(x, y), sum)
  }
}
