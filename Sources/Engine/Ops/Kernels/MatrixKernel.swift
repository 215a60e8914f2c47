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
  ///
  /// The right matrix is widened once, row after row, so that the loops run over vectors.
  private static func multiplyFloat(
    _ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>,
    into c: UnsafeMutableBufferPointer<Float>, _ plan: MatrixPlan
  ) {
    let (rows, columns, depth) = (plan.rows, plan.columns, plan.depth)
    let (rowStep, depthStep) = plan.transposesA ? (1, rows) : (depth, 1)
    let (innerStep, columnStep) = plan.transposesB ? (1, depth) : (columns, 1)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: depth * columns) { wide in
      for k in 0..<depth {
        for column in 0..<columns {
          wide[k &* columns &+ column] = Double(b[k &* innerStep &+ column &* columnStep])
        }
      }
      for row in 0..<rows {
        var column = 0
        while column + 4 <= columns {
          var sum = SIMD4<Float>.zero
          for k in 0..<depth {
            let factor = Double(a[row &* rowStep &+ k &* depthStep])
            let place = k &* columns &+ column
            let right = SIMD4(wide[place], wide[place &+ 1], wide[place &+ 2], wide[place &+ 3])
            sum = (right * factor + sum.widened).narrowed
          }
          for lane in 0..<4 { c[row &* columns &+ column &+ lane] = sum[lane] }
          column += 4
        }
        while column < columns {
          var sum: Float = 0
          for k in 0..<depth {
            let factor = Double(a[row &* rowStep &+ k &* depthStep])
            sum = Float(factor * wide[k &* columns &+ column] + Double(sum))
          }
          c[row &* columns &+ column] = sum
          column += 1
        }
      }
    }
  }
}

extension SIMD4<Float> {
  @inline(__always)
  fileprivate var widened: SIMD4<Double> {
    SIMD4<Double>(Double(x), Double(y), Double(z), Double(w))
  }
}

extension SIMD4<Double> {
  @inline(__always)
  fileprivate var narrowed: SIMD4<Float> { SIMD4<Float>(Float(x), Float(y), Float(z), Float(w)) }
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
