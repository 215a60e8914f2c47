import RealModule

/// A complex number of two floating-point parts, side by side in memory.
package struct Complex<Part: RealNumber>: BitwiseCopyable, Sendable, Equatable {
  package var real: Part
  package var imaginary: Part

  @inline(__always)
  package init(_ real: Part, _ imaginary: Part) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The same number with parts of another width.
  package init<Other: RealNumber>(_ other: Complex<Other>) {
    self.init(Part(other.real), Part(other.imaginary))
  }

  package var conjugate: Complex { Complex(real, -imaginary) }
  /// The distance from 0.
  package var length: Part { .hypot(real, imaginary) }
  /// The angle from the positive real axis, in radians.
  package var angle: Part { .atan2(y: imaginary, x: real) }
}

extension Complex: Element {
  package static var dtype: DType { Part.self == Double.self ? .complex128 : .complex64 }
  // A complex number is never held inline; 0 alone is made from bits.
  package var bits: UInt64 { 0 }
  package init(bits: UInt64) { self.init(0, 0) }
  package var asDouble: Double { real.asDouble }
  package var asInt64: Int64 { real.asInt64 }
  package init(casting value: Double) { self.init(Part(casting: value), 0) }
  package init(casting value: Int64) { self.init(Part(casting: value), 0) }
}

extension Complex: Number {
  package static func < (a: Complex, b: Complex) -> Bool {
    a.real == b.real ? a.imaginary < b.imaginary : a.real < b.real
  }
  @inline(__always)
  package static func add(_ x: Complex, _ y: Complex) -> Complex {
    Complex(x.real + y.real, x.imaginary + y.imaginary)
  }
  @inline(__always)
  package static func subtract(_ x: Complex, _ y: Complex) -> Complex {
    Complex(x.real - y.real, x.imaginary - y.imaginary)
  }
  @inline(__always)
  package static func multiply(_ x: Complex, _ y: Complex) -> Complex {
    Complex(
      x.real * y.real - x.imaginary * y.imaginary, x.real * y.imaginary + x.imaginary * y.real)
  }
  package static func divide(_ x: Complex, _ y: Complex) -> Complex {
    // float32 parts are divided in float64, as the compilers' own routine does it.
    if Part.self == Float.self {
      return Complex(Complex<Double>.divide(Complex<Double>(x), Complex<Double>(y)))
    }
    let scale = y.real * y.real + y.imaginary * y.imaginary
    return Complex(
      (x.real * y.real + x.imaginary * y.imaginary) / scale,
      (x.imaginary * y.real - x.real * y.imaginary) / scale)
  }
  // Complex numbers have no quotient rounded down; no op asks for it.
  package static func floorDivide(_ x: Complex, _ y: Complex) -> Complex { divide(x, y) }
  package static func floorModulo(_ x: Complex, _ y: Complex) -> Complex { zero }
  package static func power(_ x: Complex, _ y: Complex) -> Complex {
    let logarithm = log(x)
    var exponent = multiply(y, logarithm)
    // 0 to a real power: the angle of 0 is none.
    if x == zero, y.imaginary == 0 { exponent.imaginary = 0 }
    return exp(exponent)
  }
  package static func negate(_ x: Complex) -> Complex { Complex(-x.real, -x.imaginary) }
  package static func magnitude(_ x: Complex) -> Complex { Complex(x.length, 0) }
  package static func squaredMagnitude(_ x: Complex) -> Complex {
    Complex(x.real * x.real + x.imaginary * x.imaginary, 0)
  }
  package static func sign(_ x: Complex) -> Complex {
    let length = x.length
    return length == 0 ? zero : Complex(x.real / length, x.imaginary / length)
  }
  package static var zero: Complex { Complex(0, 0) }
  package static var one: Complex { Complex(1, 0) }
  package static var highest: Complex { Complex(.infinity, 0) }
  package static var lowest: Complex { Complex(-.infinity, 0) }
  package var isNotANumber: Bool { real.isNaN || imaginary.isNaN }
}
