/// Inverse functions and powers of float32 as TensorFlow's vector code computes them.
extension EigenFloat {
  private static let halfPi: Float = .pi.nextUp / 2

  static func acos(_ a: Float) -> Float {
    let z = a.magnitude
    let square = a * a
    let even = polynomial(
      square,
      [
        2.364_231_972_024_714_7e-3, 2.717_843_465_507_030_5e-2, 8.880_408_853_292_465_2e-2,
        1.570_796_370_506_286_62,
      ])
    let odd = polynomial(
      square, [-1.136_864_442_378_282_5e-2, -4.896_954_447_031_021_1e-2, -0.214_591_205_120_086_67])
    let r = (1 - z).squareRoot() * (odd * z + even)
    return a.sign == .minus ? Float.pi.nextUp - r : r
  }

  static func asin(_ a: Float) -> Float {
    let z = a.magnitude
    if !(z <= 1) { return .nan }
    let isLarge = z > 0.5
    let x = isLarge ? (0.5 - 0.5 * z).squareRoot() : z
    let p =
      x
      * polynomial(
        x * x,
        [
          5.088_388_547_307_292_4e-2, 3.951_398_655_774_207_7e-2, 7.550_220_191_478_729_2e-2,
          0.166_649_177_670_478_82, 1.000_000_119_209_289_55,
        ])
    let value = isLarge ? halfPi - 2 * p : p
    return a.sign == .minus ? -value : value
  }

  static func atan(_ a: Float) -> Float {
    if a.isNaN { return a }
    let z = a.magnitude
    let isLarge = z > 1
    let x = isLarge ? 1 / z : z
    let square = x * x
    let p = polynomial(
      square,
      [1.120_269_820_094_108_58e-01, 7.296_695_709_228_515_6e-01, 8.109_951_019_287_109_4e-01])
    let q = polynomial(
      square,
      [1.009_171_083_569_526_7e-02, 2.831_856_012_344_360_4e-01, 1, 8.109_951_019_287_109_4e-01])
    let r = x * (p / q)
    let value = isLarge ? halfPi - r : r
    return a.sign == .minus ? -value : value
  }

  static func atanh(_ x: Float) -> Float {
    if x.magnitude >= 0.5 { return 0.5 * log((1 + x) / (1 - x)) }
    let square = x * x
    let p = polynomial(
      square,
      [
        0.181_928_128_004_074_097, 8.231_111_615_896_225e-2, 0.146_721_318_364_143_372,
        0.199_779_242_277_145_386, 0.333_337_396_383_285_522,
      ])
    return x * square * p + x
  }
}

/// A number as an unevaluated sum of two: what a power needs to be right in its last digit.
///
/// - Source: Dekker, and Shewchuk, as in Eigen's `generic_pow`.
private struct DoubleFloat {
  var high: Float
  var low: Float

  /// The exact product, by Veltkamp's splitting.
  @inline(__always)
  init(product x: Float, _ y: Float) {
    @inline(__always)
    func split(_ x: Float) -> (Float, Float) {
      let shifted = 4_097 * x
      let high = (x - shifted) + shifted
      return (high, x - high)
    }
    let ((xh, xl), (yh, yl)) = (split(x), split(y))
    high = x * y
    low = xh * yh + -high
    low = xh * yl + low
    low = xl * yh + low
    low = xl * yl + low
  }

  /// The exact sum; the first is the greater.
  @inline(__always)
  init(sum x: Float, _ y: Float) {
    high = x + y
    low = y - (high - x)
  }

  @inline(__always)
  static func + (x: DoubleFloat, y: DoubleFloat) -> DoubleFloat {
    let sum = DoubleFloat(sum: x.high, y.high)
    return DoubleFloat(sum: sum.high, (y.low + sum.low) + x.low)
  }

  @inline(__always)
  static func * (x: DoubleFloat, y: Float) -> DoubleFloat {
    let product = DoubleFloat(product: x.high, y)
    let sum = DoubleFloat(sum: product.high, x.low * y)
    return DoubleFloat(sum: sum.high, sum.low + product.low)
  }

  @inline(__always)
  init(_ value: Double) {
    high = Float(value)
    low = Float(value - Double(high))
  }
}

extension EigenFloat {
  /// Whether a power is computed by the plain formula.
  @inline(__always)
  static func isPlainPower(_ x: Float, _ y: Float) -> Bool {
    x >= .leastNormalMagnitude && x < .infinity && y.magnitude < .infinity && y != 0
  }

  /// xʸ in any case; special ones go to the C library, whose answers are the same.
  @inline(never)
  static func anyPower(_ x: Float, _ y: Float) -> Float {
    guard x < 0, isPlainPower(-x, y) else { return Float.power(x, y) }
    guard y == y.rounded(.towardZero) else { return .nan }
    let value = pow(-x, y)
    return y.magnitude < 16_777_216 && y.truncatingRemainder(dividingBy: 2) != 0 ? -value : value
  }

  /// xʸ of plain numbers; a call, since its formula is too long to stand in every loop.
  @inline(never)
  static func pow(_ x: Float, _ y: Float) -> Float {
    var m = Float(bitPattern: x.bitPattern & 0x007f_ffff | 0x3f00_0000)
    var e = Float(Int32(truncatingIfNeeded: x.bitPattern >> 23) &- 126)
    let isSmall = m < 0.707_106_781_186_547_524
    m = isSmall ? m * 2 : m
    e = isSmall ? e - 1 : e
    // log₂ m by a polynomial, its leading terms in twice the digits.
    let z = m - 1
    let p = polynomial(
      z,
      [
        9.701_082_855_463_027_9e-02, -1.689_648_628_234_863_28e-01,
        1.720_083_653_926_849_37e-01, -1.789_227_277_040_481_57e-01,
        2.050_534_486_770_629_88e-01, -2.404_667_735_099_792_48e-01,
        2.885_755_300_521_850_59e-01, -3.606_741_428_375_244_14e-01,
        4.808_979_034_423_828_12e-01,
      ])
    let first = DoubleFloat(1.442_695_041_742_110_273)
    let second = DoubleFloat(-7.213_475_158_826_406_866_8e-01)
    let inner = second + DoubleFloat(product: z, p)
    let logarithm = (first + inner * z) * z
    let exponent = DoubleFloat(product: e, y) + logarithm * y
    let high = exponent.high
    // Beyond them there is nothing but 0 and infinity.
    let bounded: Float = high > 160 ? 160 : high < -160 ? -160 : high
    var n = roundedHalfAway(bounded)
    var r = bounded - n
    r += exponent.low
    let carry = roundedHalfAway(r)
    r -= carry
    n += carry
    let ln2 = Float(0.693_147_180_559_945_3)
    let q = DoubleFloat(product: ln2, r)
    let value = scaled(exp(q.high) * (1 + q.low), n)
    return high >= 130 ? .infinity : high <= -155 ? 0 : value
  }

  /// The nearest whole number, as Eigen's vector code rounds.
  @inline(__always)
  private static func roundedHalfAway(_ x: Float) -> Float {
    let size = floor(x.magnitude + 0.499_999_97)
    return x < 0 ? -size : size
  }
}
