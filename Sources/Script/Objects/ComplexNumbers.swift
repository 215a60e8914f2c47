import Glibc

/// Arithmetic of `complex`.
enum ComplexNumbers {
  typealias Parts = (real: Double, imaginary: Double)

  /// `nil` for operators that complex numbers do not have.
  static func apply(_ op: BinaryOperator, _ x: Parts, _ y: Parts) throws(Raise) -> PyValue? {
    switch op {
    case .add: return .complex(x.real + y.real, x.imaginary + y.imaginary)
    case .subtract: return .complex(x.real - y.real, x.imaginary - y.imaginary)
    case .multiply:
      let product = multiplied(x, y)
      return .complex(product.real, product.imaginary)
    case .divide:
      if y.real == 0, y.imaginary == 0 { throw Raise.zeroDivision("complex division by zero") }
      let quotient = divided(x, y)
      return .complex(quotient.real, quotient.imaginary)
    case .power: return try power(x, y)
    default: return nil
    }
  }

  static func multiplied(_ x: Parts, _ y: Parts) -> Parts {
    (
      x.real * y.real - x.imaginary * y.imaginary,
      x.real * y.imaginary + x.imaginary * y.real
    )
  }

  /// Smith's algorithm, as CPython divides.
  static func divided(_ x: Parts, _ y: Parts) -> Parts {
    if y.real.magnitude >= y.imaginary.magnitude {
      let ratio = y.imaginary / y.real
      let scale = y.real + y.imaginary * ratio
      return (
        (x.real + x.imaginary * ratio) / scale, (x.imaginary - x.real * ratio) / scale
      )
    }
    let ratio = y.real / y.imaginary
    let scale = y.real * ratio + y.imaginary
    return (
      (x.real * ratio + x.imaginary) / scale, (x.imaginary * ratio - x.real) / scale
    )
  }

  static func power(_ x: Parts, _ y: Parts) throws(Raise) -> PyValue {
    if y.real == 0, y.imaginary == 0 { return .complex(1, 0) }
    if x.real == 0, x.imaginary == 0 {
      if y.imaginary != 0 || y.real < 0 {
        throw Raise.zeroDivision("0.0 to a negative or complex power")
      }
      return .complex(0, 0)
    }
    // CPython multiplies for small whole exponents.
    if y.imaginary == 0, y.real == y.real.rounded(), y.real.magnitude <= 100 {
      let result = wholePower(x, Int(y.real.magnitude))
      let parts = y.real < 0 ? divided((1, 0), result) : result
      return .complex(parts.real, parts.imaginary)
    }
    let length = hypot(x.real, x.imaginary)
    let angle = atan2(x.imaginary, x.real)
    var modulus = pow(length, y.real)
    var phase = angle * y.real
    if y.imaginary != 0 {
      modulus /= exp(angle * y.imaginary)
      phase += y.imaginary * log(length)
    }
    return .complex(modulus * cos(phase), modulus * sin(phase))
  }

  private static func wholePower(_ x: Parts, _ exponent: Int) -> Parts {
    var mask = 1
    var result: Parts = (1, 0)
    var factor = x
    while mask > 0, exponent >= mask {
      if exponent & mask != 0 { result = multiplied(result, factor) }
      mask <<= 1
      factor = multiplied(factor, factor)
    }
    return result
  }
}
