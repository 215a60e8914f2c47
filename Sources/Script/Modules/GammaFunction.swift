import Glibc

/// The gamma function by Lanczos' approximation (N = 13), as CPython computes it: the C library's
/// differs in the last digits.
enum GammaFunction {
  private static let g = 6.024680040776729583740234375
  private static let gMinusHalf = 5.524680040776729583740234375
  private static let numerator = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  private static let denominator: [Double] = [
    0, 39_916_800, 120_543_840, 150_917_976, 105_258_076, 45_995_730, 13_339_535, 2_637_558,
    357_423, 32670, 1925, 66, 1,
  ]

  private static func sum(_ x: Double) -> Double {
    var top = 0.0
    var bottom = 0.0
    if x < 5 {
      for index in numerator.indices.reversed() {
        top = top * x + numerator[index]
        bottom = bottom * x + denominator[index]
      }
    } else {
      for index in numerator.indices {
        top = top / x + numerator[index]
        bottom = bottom / x + denominator[index]
      }
    }
    return top / bottom
  }

  private static func sinPi(_ x: Double) -> Double {
    let y = fmod(x.magnitude, 2)
    let result: Double
    switch Int((2 * y).rounded()) {
    case 0: result = sin(.pi * y)
    case 1: result = cos(.pi * (y - 0.5))
    case 2: result = sin(.pi * (1 - y))
    case 3: result = -cos(.pi * (y - 1.5))
    default: result = sin(.pi * (y - 2))
    }
    return copysign(1, x) * result
  }

  static func value(_ x: Double) -> Double {
    if !x.isFinite { return x.isNaN || x > 0 ? x : .nan }
    if x == x.rounded(), x > 0, x <= 23 { return (1..<Int(x)).reduce(1.0) { $0 * Double($1) } }
    let size = x.magnitude
    if size < 1e-20 { return 1 / x }
    if size > 200 { return x < 0 ? 0 / sinPi(x) : .infinity }
    let y = size + gMinusHalf
    var z: Double
    if size > gMinusHalf {
      let q = y - size
      z = q - gMinusHalf
    } else {
      let q = y - gMinusHalf
      z = q - size
    }
    z = z * g / y
    var result: Double
    if x < 0 {
      result = -.pi / sinPi(size) / size * exp(y) / sum(size)
      result -= z * result
      result = scaled(result, by: size, y, dividing: true)
    } else {
      result = sum(size) / exp(y)
      result += z * result
      result = scaled(result, by: size, y, dividing: false)
    }
    return result
  }

  private static func scaled(
    _ value: Double, by size: Double, _ y: Double, dividing: Bool
  ) -> Double {
    if size < 140 {
      let power = pow(y, size - 0.5)
      return dividing ? value / power : value * power
    }
    let root = pow(y, size / 2 - 0.25)
    return dividing ? value / root / root : value * root * root
  }

  static func logarithm(_ x: Double) -> Double {
    if !x.isFinite { return x.isNaN ? x : .infinity }
    if x == x.rounded(), x <= 2, x > 0 { return 0 }
    let size = x.magnitude
    if size < 1e-20 { return -log(size) }
    var result = log(sum(size)) - g
    result += (size - 0.5) * (log(size + g - 0.5) - 1)
    if x < 0 { result = log(.pi) - log(sinPi(size).magnitude) - log(size) - result }
    return result
  }
}
