/// Softmax of float32 rows as TensorFlow computes it on x86.
///
/// - Source: oneDNN, `jit_uni_softmax` and the exponential of its `eltwise` injector: sixteen lanes,
///   four accumulators, every product fused with the sum after it.
enum DenseSoftmax {
  private static let lanes = 16

  /// Shares of every row.
  static func shares(
    _ source: UnsafeBufferPointer<Float>, _ length: Int,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    for start in stride(from: 0, to: target.count, by: length) {
      var greatest = -Float.greatestFiniteMagnitude
      for i in start..<start + length where source[i] > greatest { greatest = source[i] }
      for i in start..<start + length { target[i] = power(source[i] - greatest) }
      let row = UnsafeMutableBufferPointer(rebasing: target[start..<start + length])
      let factor = 1 / total(UnsafeBufferPointer(row))
      for i in row.indices { row[i] *= factor }
    }
  }

  /// eˣ of a number that is at most 0; of NaN it is infinite, so that other shares become 0.
  @inline(__always)
  private static func power(_ x: Float) -> Float {
    let n = EigenFloat.floor(fused(x, 1.442_695_02, 0.5))
    let r = fused(-n, 0.693_147_182, x)
    var p: Float = 0.008_289_290_59
    p = fused(p, r, 0.041_897_822_2)
    p = fused(p, r, 0.166_676_521)
    p = fused(p, r, 0.499_991_506)
    p = fused(p, r, 0.999_999_702)
    p = fused(p, r, 1)
    // Half of the power first, where what is too small to be normal becomes 0.
    let half = p * EigenFloat.powerOfTwo(EigenFloat.integer(n) &- 1)
    let whole = half < .leastNormalMagnitude ? 0 : half * 2
    return x != x ? .infinity : x < -87.336_547_9 ? 0 : whole
  }

  /// `x·y + z`, rounded once: the product is exact in float64.
  @inline(__always)
  private static func fused(_ x: Float, _ y: Float, _ z: Float) -> Float {
    Float(Double(x) * Double(y) + Double(z))
  }

  private static func total(_ row: UnsafeBufferPointer<Float>) -> Float {
    let block = 4 * lanes
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: block) { sums in
      sums.initialize(repeating: 0)
      var position = 0
      while position + block <= row.count {
        for i in 0..<block { sums[i] += row[position &+ i] }
        position += block
      }
      let whole = row.count / lanes * lanes
      for i in position..<whole { sums[i - position] += row[i] }
      for i in whole..<row.count { sums[i - whole] += row[i] }
      for i in 0..<lanes {
        sums[i] = (sums[i] + sums[lanes + i]) + (sums[2 * lanes + i] + sums[3 * lanes + i])
      }
      var half = lanes / 2
      while half > 0 {
        for i in 0..<half { sums[i] += sums[i + half] }
        half /= 2
      }
      return sums[0]
    }
  }
}
