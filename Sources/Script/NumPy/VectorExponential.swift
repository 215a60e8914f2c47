import Glibc

/// Exponentials and logarithms of float32 as NumPy's vectors compute them.
///
/// - Source: NumPy's `loops_exponent_log`: range reduction in two parts, then a quotient of
///   polynomials.
enum VectorExponential {
  static func exp(_ x: Float) -> Float {
    if x.isNaN { return x }
    if x > 88.72283935546875 { return .infinity }
    if x < -103.97208404541015625 { return 0 }
    let magic: Float = 12_582_912
    let quadrant = (x * 1.442695040888963407359924681001892137 + magic) - magic
    var r = Glibc.fmaf(quadrant, -6.93145752e-1, x)
    r = Glibc.fmaf(quadrant, -1.42860677e-6, r)
    var top = Glibc.fmaf(5.082762527590693718096e-04, r, 6.757896990527504603057e-03)
    top = Glibc.fmaf(top, r, 5.114512081637298353406e-02)
    top = Glibc.fmaf(top, r, 2.473615434895520810817e-01)
    top = Glibc.fmaf(top, r, 7.257664613233124478488e-01)
    top = Glibc.fmaf(top, r, 9.999999999980870924916e-01)
    var bottom = Glibc.fmaf(2.159509375685829852307e-02, r, -2.742335390411667452936e-01)
    bottom = Glibc.fmaf(bottom, r, 1)
    return scalbnf(top / bottom, Int32(quadrant))
  }

  static func log(_ x: Float) -> Float {
    guard x > 0, x < .infinity else { return Glibc.logf(x) }
    var exponent = Float(x.exponent)
    var m = x.significand
    if m > 1.41421356237309504880168872420969808 {
      m *= 0.5
      exponent += 1
    }
    let r = m - 1
    var top = Glibc.fmaf(2.589979117907922693523e-02, r, 3.808837741388407920751e-01)
    top = Glibc.fmaf(top, r, 1.480000633576506585156e+00)
    top = Glibc.fmaf(top, r, 2.112677543073053063722e+00)
    top = Glibc.fmaf(top, r, 9.999999999999998702752e-01)
    top = Glibc.fmaf(top, r, 0)
    var bottom = Glibc.fmaf(5.875095403124574342950e-03, r, 1.546476374983906719538e-01)
    bottom = Glibc.fmaf(bottom, r, 9.864942958519418960339e-01)
    bottom = Glibc.fmaf(bottom, r, 2.453006071784736363091e+00)
    bottom = Glibc.fmaf(bottom, r, 2.612677543073109236779e+00)
    bottom = Glibc.fmaf(bottom, r, 1)
    return Glibc.fmaf(exponent, 0.693147180559945309417232121458176568, top / bottom)
  }
}
