import Glibc

/// NumPy's own sine and cosine of float32, whose last digit differs from the C library's now and
/// then: the angle is brought to an eighth of a turn in three steps, then polynomials.
enum VectorSine {
  static func sin(_ x: Float) -> Float { turned(x, by: 0) ?? sinf(x) }
  static func cos(_ x: Float) -> Float { turned(x, by: 1) ?? cosf(x) }

  /// The sine of an angle and so many quarters; `nil` where it is too large.
  private static func turned(_ x: Float, by quarters: Int32) -> Float? {
    guard x.magnitude <= (quarters == 0 ? 117435.992 : 71476.0625) else { return nil }
    let magic: Float = 0x1.8p+23
    let count = (x * 0x1.45f306p-1 + magic) - magic
    var rest = x.addingProduct(count, -0x1.921fb0p+00)
    rest = rest.addingProduct(count, -0x1.5110b4p-22)
    rest = rest.addingProduct(count, -0x1.846988p-48)
    let square = rest * rest
    let quadrant = Int32(count) &+ quarters
    let value = quadrant & 1 == 0 ? sine(rest, square) : cosine(square)
    return quadrant & 2 == 0 ? value : -value
  }

  private static func sine(_ x: Float, _ square: Float) -> Float {
    var sum = Float(-0x1.a06bbap-13).addingProduct(0x1.7d3bbcp-19, square)
    sum = Float(0x1.11119ap-07).addingProduct(sum, square)
    sum = Float(-0x1.555556p-03).addingProduct(sum, square)
    return x.addingProduct(sum * square, x)
  }

  private static func cosine(_ square: Float) -> Float {
    var sum = Float(-0x1.6c06dcp-10).addingProduct(0x1.98e616p-16, square)
    sum = Float(0x1.55553cp-05).addingProduct(sum, square)
    sum = Float(-0.5).addingProduct(sum, square)
    return Float(1).addingProduct(sum, square)
  }
}
