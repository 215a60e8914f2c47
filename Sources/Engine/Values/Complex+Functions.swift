import RealModule

/// The elementary functions of complex numbers, on the branches of C's.
extension Complex {
  package static func exp(_ z: Complex) -> Complex {
    let size = Part.exp(z.real)
    if z.imaginary == 0 { return Complex(size, z.imaginary) }
    if size == 0 { return zero }
    return Complex(size * .cos(z.imaginary), size * .sin(z.imaginary))
  }

  package static func log(_ z: Complex) -> Complex { Complex(.log(z.length), z.angle) }

  package static func log(onePlus z: Complex) -> Complex {
    // |1 + z|² − 1, exact near 0.
    let excess = z.real * (2 + z.real) + z.imaginary * z.imaginary
    return Complex(
      .log(onePlus: excess) / 2, .atan2(y: z.imaginary, x: 1 + z.real))
  }

  package static func expMinusOne(_ z: Complex) -> Complex {
    // (eˣ − 1) cos y − 2 sin²(y/2): nothing cancels near 0.
    let half = Part.sin(z.imaginary / 2)
    let grown = Part.expMinusOne(z.real)
    return Complex(
      grown * .cos(z.imaginary) - 2 * half * half, (grown + 1) * .sin(z.imaginary))
  }

  package static func sqrt(_ z: Complex) -> Complex {
    if z.real == 0, z.imaginary == 0 { return Complex(0, z.imaginary) }
    if z.imaginary == 0 {
      return z.real < 0
        ? Complex(0, Part(signOf: z.imaginary, magnitudeOf: .sqrt(-z.real)))
        : Complex(.sqrt(z.real), z.imaginary)
    }
    if z.real == 0 {
      let part = Part.sqrt(Swift.abs(z.imaginary) / 2)
      return Complex(part, Part(signOf: z.imaginary, magnitudeOf: part))
    }
    let length = z.length
    let real: Part
    let imaginary: Part
    if z.real > 0 {
      real = .sqrt((length + z.real) / 2)
      imaginary = Swift.abs(z.imaginary / real) / 2
    } else {
      imaginary = .sqrt((length - z.real) / 2)
      real = Swift.abs(z.imaginary / imaginary) / 2
    }
    return Complex(real, Part(signOf: z.imaginary, magnitudeOf: imaginary))
  }

  package static func sinh(_ z: Complex) -> Complex {
    if z.imaginary == 0 { return Complex(.sinh(z.real), z.imaginary) }
    return Complex(
      .sinh(z.real) * .cos(z.imaginary), .cosh(z.real) * .sin(z.imaginary))
  }

  package static func cosh(_ z: Complex) -> Complex {
    if z.imaginary == 0 { return Complex(.cosh(z.real), z.imaginary * z.real) }
    return Complex(
      .cosh(z.real) * .cos(z.imaginary), .sinh(z.real) * .sin(z.imaginary))
  }

  package static func tanh(_ z: Complex) -> Complex {
    if z.imaginary == 0 { return Complex(.tanh(z.real), z.imaginary) }
    let (sine, cosine) = (Part.sin(z.imaginary), Part.cos(z.imaginary))
    // From here on tanh of the real part is 1 in every digit.
    if Swift.abs(z.real) > 20 {
      let size = Part.exp(-2 * Swift.abs(z.real))
      return Complex(z.real < 0 ? -1 : 1, 4 * sine * cosine * size)
    }
    let (hyperbolicSine, hyperbolicCosine) = (Part.sinh(z.real), Part.cosh(z.real))
    let scale = hyperbolicSine * hyperbolicSine + cosine * cosine
    return Complex(hyperbolicSine * hyperbolicCosine / scale, sine * cosine / scale)
  }

  package static func sin(_ z: Complex) -> Complex { sinh(z.turned).turnedBack }

  package static func cos(_ z: Complex) -> Complex { cosh(z.turned) }

  package static func tan(_ z: Complex) -> Complex { tanh(z.turned).turnedBack }

  package static func asinh(_ z: Complex) -> Complex {
    // log(|z| + √(z² + 1)) in the right half plane, odd in the left one.
    let isLeft = z.real.sign == .minus
    let right = isLeft ? negate(z) : z
    let square = multiply(right, right)
    let root = sqrt(Complex(square.real + 1, square.imaginary))
    let result = log(add(right, root))
    return isLeft ? negate(result) : result
  }

  package static func asin(_ z: Complex) -> Complex { asinh(z.turned).turnedBack }

  package static func acos(_ z: Complex) -> Complex {
    let sine = asin(z)
    return Complex(.pi / 2 - sine.real, -sine.imaginary)
  }

  package static func acosh(_ z: Complex) -> Complex {
    let (above, below) = (
      sqrt(Complex(z.real + 1, z.imaginary)), sqrt(Complex(z.real - 1, z.imaginary))
    )
    return log(add(z, multiply(above, below)))
  }

  package static func atanh(_ z: Complex) -> Complex {
    let square = z.imaginary * z.imaginary
    let (plus, minus) = (1 + z.real, 1 - z.real)
    let real = .log(onePlus: 4 * z.real / (minus * minus + square)) / 4 as Part
    let imaginary =
      .atan2(y: 2 * z.imaginary, x: minus * plus - square) / 2 as Part
    return Complex(real, imaginary)
  }

  package static func atan(_ z: Complex) -> Complex { atanh(z.turned).turnedBack }

  /// i·z.
  private var turned: Complex { Complex(-imaginary, real) }
  /// −i·z.
  private var turnedBack: Complex { Complex(imaginary, -real) }
}
