import CBLAS

/// TensorFlow's kernels take numbers too small to be normal as 0, coming in and going out; NumPy
/// and Python keep them.
enum Denormals {
  /// Computes as a kernel does, except where float16 takes part: it is widened by arithmetic in
  /// which its small numbers look too small.
  @inline(__always)
  static func off<Result>(
    unless hasHalf: Bool = false, _ compute: () throws(EngineError) -> Result
  ) throws(EngineError) -> Result {
    if hasHalf { return try compute() }
    let mode = denormals_mode()
    denormals_set_mode(denormals_off(mode))
    defer { denormals_set_mode(mode) }
    return try compute()
  }
}

extension RealNumber {
  /// What a kernel leaves of a result: 0 of its sign where it is too small to be normal.
  ///
  /// On single numbers this costs less than setting the processor's mode.
  @inline(__always)
  package var withoutDenormal: Self {
    Swift.abs(self) < .leastNormalMagnitude ? (sign == .minus ? -0.0 : 0) : self
  }
}
