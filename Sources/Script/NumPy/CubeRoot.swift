import Glibc

/// Cube roots that are right to the last digit, as NumPy's vectors compute them.
enum CubeRoot {
  /// The library's result and one step of Newton's method with the rounding errors kept.
  static func of(_ x: Double) -> Double {
    let y = Glibc.cbrt(x)
    guard y.isFinite, y != 0 else { return y }
    let square = y * y
    let rest = Glibc.fma(y, y, -square)
    let error = Glibc.fma(square, y, -x) + rest * y
    return y - error / (3 * square)
  }
}
