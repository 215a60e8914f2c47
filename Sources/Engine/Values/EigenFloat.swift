import RealModule

/// Elementary functions of float32 as TensorFlow's vector code computes them.
///
/// TensorFlow computes whole packets of eight numbers with polynomials of its own, whose last digit
/// often differs from the C library's. Nothing here is fused: every product is rounded.
///
/// - Source: Eigen, `GenericPacketMathFunctions.h` (after Cephes, Moshier), as built into
///   TensorFlow 2.21.
enum EigenFloat {
  /// A polynomial from the highest coefficient down.
  @inline(__always)
  static func polynomial<let n: Int>(_ x: Float, _ coefficients: [n of Float]) -> Float {
    var sum: Float = 0
    for place in coefficients.indices { sum = sum * x + coefficients[place] }
    return sum
  }

  /// 2ⁿ, for exponents of normal numbers.
  @inline(__always)
  static func powerOfTwo(_ n: Int32) -> Float {
    Float(bitPattern: UInt32(bitPattern: (n &+ 127) &<< 23))
  }

  /// A sum with it has the nearest whole number in its lowest bits.
  private static let rounder: Float = 12_582_912

  /// The greatest whole number that is not greater, of what is small enough for an exponent;
  /// written so that loops run over vectors.
  @inline(__always)
  static func floor(_ x: Float) -> Float {
    let nearest = (x + rounder) - rounder
    return nearest > x ? nearest - 1 : nearest
  }

  /// A small whole number.
  @inline(__always)
  static func integer(_ x: Float) -> Int32 {
    Int32(bitPattern: (x + rounder).bitPattern &- rounder.bitPattern)
  }

  /// y·2ⁿ for n within ±254; results too small to be normal are 0.
  @inline(__always)
  static func scaled(_ y: Float, _ n: Float) -> Float {
    let whole = integer(n)
    let half = whole &>> 1
    let result = y * powerOfTwo(half) * powerOfTwo(whole &- half)
    return result.magnitude < .leastNormalMagnitude ? 0 : result
  }

  @inline(__always)
  static func exp(_ a: Float) -> Float {
    let x = a < 88.723 ? a : 88.723
    let n = floor(x * 1.442_695_040_888_963_41 + 0.5)
    var r = n * -0.693_359_375 + x
    r = n * 2.121_944_40e-4 + r
    let square = r * r
    var even = square * 1.374_496_379_867_196_08e-3 + 4.166_965_186_595_916_7e-2
    let odd = square * 8.368_949_234_746_106_26e-3 + 0.166_665_181_517_601_013
    even = square * even + 0.499_999_880_790_710_449
    let power = scaled(square * (r * odd + even) + (r + 1), n)
    return a != a ? a : a < -104 || power < .leastNormalMagnitude ? 0 : power
  }

  @inline(__always)
  static func log(_ a: Float) -> Float {
    var x = Float(bitPattern: a.bitPattern & 0x007f_ffff | 0x3f00_0000)
    var e = Float(Int32(truncatingIfNeeded: a.bitPattern >> 23) &- 126)
    let isSmall = x < 0.707_106_781_186_547_524
    e = isSmall ? e - 1 : e
    x = isSmall ? (x - 1) + x : x - 1
    let p =
      x
      * polynomial(x, [0.182_562_963_498_492_54, 1.000_000_019_028_106_3, 1.000_000_019_028_113_6])
    let q = polynomial(
      x, [0.049_616_247_954_120_038, 0.599_232_498_595_235_20, 1.499_999_999_999_992_7, 1])
    let value = e * 0.693_147_180_559_945_309 + p / q
    let finite = a.magnitude < .leastNormalMagnitude ? -.infinity : a < 0 ? .nan : value
    return a == .infinity || a != a ? a : finite
  }

  @inline(__always)
  static func log1p(_ x: Float) -> Float {
    let u = x + 1
    let l = log(u)
    return u == 1 || u == l ? x : x * (l / (u - 1))
  }

  @inline(__always)
  static func expm1(_ x: Float) -> Float {
    let u = exp(x)
    let d = u - 1
    let l = log(u)
    let value = l == u ? u : d * (x / l)
    return u == 1 ? x : d == -1 ? -1 : value
  }

  /// Angles from which Eigen reduces another way.
  static let largestAngle: Float = 71_476

  /// The sine of an angle below the largest one.
  @inline(__always)
  static func sin(_ a: Float) -> Float { sineOrCosine(a, isSine: true) }

  /// The cosine of an angle below the largest one.
  @inline(__always)
  static func cos(_ a: Float) -> Float { sineOrCosine(a, isSine: false) }

  @inline(__always)
  private static func sineOrCosine(_ a: Float, isSine: Bool) -> Float {
    var x = a.magnitude
    let shifted = x * 0.636_619_746_685_028_076 + rounder
    let quadrant = Int32(bitPattern: shifted.bitPattern)
    let n = shifted - rounder
    x = n * -1.570_312_5 + x
    x = n * -0.000_483_989_715_576_171_875 + x
    x = n * 1.628_650_352_358_818_05e-07 + x
    x = n * 5.564_431_554_416_771_06e-11 + x
    let square = x * x
    let cosine = polynomial(
      square,
      [
        2.437_226_612_528_320_4e-05, -0.001_388_652_017_340_064_05, 0.041_666_619_479_656_219, -0.5,
        1,
      ])
    let rest = polynomial(
      square,
      [-0.000_195_923_411_408_370_28, 0.008_332_687_365_561_665, -0.166_666_620_398_229_826])
    let sine = rest * square * x + x
    let isEven = quadrant & 1 == 0
    let value = isEven == isSine ? sine : cosine
    let turned = (isSine ? quadrant >> 1 : (quadrant + 1) >> 1) & 1 == 1
    return turned != (isSine && a.sign == .minus) ? -value : value
  }

  static func tanh(_ a: Float) -> Float {
    if a.isNaN { return a }
    let bound: Float = 7.907_389_640_808_105_47
    let x = Swift.max(-bound, Swift.min(bound, a))
    let square = x * x
    let cube = square * x
    let p = polynomial(
      square, [1.394_553_628e-8, 2.102_733_560e-5, 3.520_756_727e-3, 1.340_216_100e-1])
    let q = polynomial(
      square, [8.015_776_984e-7, 3.326_951_409e-4, 2.597_254_514e-2, 4.673_548_340e-1, 1])
    return (cube * p + x) / q
  }

  @inline(__always)
  static func sigmoid(_ a: Float) -> Float {
    // Half of the exponent first, squared later: no power overflows.
    let x = (a < 16.635_533_2 ? a : 16.635_533_2) * 0.5
    let n = floor(x * 1.442_695_040_888_963_41 + 0.5)
    var r = n * -0.693_359_375 + x
    r = n * 2.121_944_40e-4 + r
    let square = r * r
    let even = square * 4.189_866_781_234_741_2e-2 + 0.499_991_416_931_152_34
    let odd = square * 8.334_713_056_683_540_34e-3 + 0.166_668_772_697_448_73
    let root = scaled(square * (r * odd + even) + (r + 1), n)
    let power = root * root
    let result = power / (1 + power)
    let normal = a < -104 || result < .leastNormalMagnitude ? 0 : result
    return a != a ? a : normal
  }

  @inline(__always)
  static func softplus(_ x: Float) -> Float {
    // log ε + 2: beyond it one term of the sum in the logarithm is lost in the other.
    let bound: Float = -13.942_384_7
    let power = exp(x)
    let logarithm = log1p(power)
    return x > -bound ? x : x < bound ? power : logarithm
  }

  static func erf(_ x: Float) -> Float {
    if x.isNaN { return x }
    let square = Swift.min(16, x * x)
    let p =
      x
      * polynomial(
        square,
        [
          2.123_732_201_653_183_4e-06, 2.861_979_592_586_212_58e-04, 3.658_048_342_913_389_206e-03,
          5.243_302_136_659_622_19e-02, 1.874_160_766_601_562_5e-01, 1.128_379_106_521_606_445,
        ])
    let q = polynomial(
      square,
      [
        3.891_857_340_931_892_4e-05, 1.143_296_016_380_190_84e-03, 1.475_208_811_461_925_5e-02,
        1.129_456_758_499_145_5e-01, 4.994_257_986_545_562_7e-01, 1,
      ])
    return Swift.max(-1, Swift.min(1, p / q))
  }
}
