import Glibc

/// Functions of mathematical physics in double precision.
///
/// - Source: Abramowitz and Stegun, "Handbook of Mathematical Functions"; Moshier, "Methods and
///   Programs for Mathematical Functions" (rational approximations of the normal quantile).
enum SpecialNumbers {
  /// The logarithmic derivative of the gamma function.
  static func digamma(_ x: Double) -> Double {
    if x <= 0 {
      if x == x.rounded() { return .nan }
      // ψ(1 − x) − ψ(x) = π cot πx
      return digamma(1 - x) - .pi / tan(.pi * x)
    }
    var (y, sum) = (x, 0.0)
    while y < 10 {
      sum -= 1 / y
      y += 1
    }
    let z = 1 / (y * y)
    let tail = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132)))))
    return sum + log(y) - 0.5 / y - tail
  }

  /// Σ 1/(q + k)ˢ for k from 0 on: the zeta function of Hurwitz.
  static func zeta(_ s: Double, _ q: Double) -> Double {
    if s == 1 { return .infinity }
    if s < 1 { return .nan }
    if q <= 0, q == q.rounded() { return .infinity }
    if q <= 0, s != s.rounded() { return .nan }
    var (sum, a) = (0.0, q)
    while a < 12 {
      sum += pow(a, -s)
      a += 1
    }
    // Euler and Maclaurin's formula for the rest, with the numbers of Bernoulli.
    sum += pow(a, 1 - s) / (s - 1) + 0.5 * pow(a, -s)
    var (factor, power) = (s, pow(a, -s - 1))
    var order = 1.0
    for quotient in bernoulli {
      sum += factor * power * quotient
      factor *= (s + order) * (s + order + 1)
      power /= a * a
      order += 2
    }
    return sum
  }

  /// B₂ₖ / (2k)! for k from 1 on.
  private static let bernoulli: [Double] = [
    1 / 12, -1 / 720, 1 / 30_240, -1 / 1_209_600, 1 / 47_900_160, -691 / 1_307_674_368_000,
    1 / 74_724_249_600, -3617 / 10_670_622_842_880_000,
  ]

  /// The nth derivative of the digamma function.
  static func polygamma(_ n: Double, _ x: Double) -> Double {
    if n == 0 { return digamma(x) }
    guard n > 0, n == n.rounded() else { return .nan }
    let size = tgamma(n + 1) * zeta(n + 1, x)
    return n.truncatingRemainder(dividingBy: 2) == 0 ? -size : size
  }

  /// exp(−|x|)·Iₙ(x) for n = 0 and 1.
  static func scaledBessel(_ n: Int, _ x: Double) -> Double {
    let size = x.magnitude
    if size.isNaN { return x }
    let sign: Double = n == 1 && x < 0 ? -1 : 1
    if size > 30 {
      // Hankel's expansion.
      let mu = 4 * Double(n * n)
      var (sum, term) = (1.0, 1.0)
      for k in 1...16 {
        let odd = Double(2 * k - 1)
        term *= -(mu - odd * odd) / (Double(k) * 8 * size)
        sum += term
      }
      return sign * sum / (2 * .pi * size).squareRoot()
    }
    let quarter = size * size / 4
    var term = n == 1 ? size / 2 : 1
    var (sum, k) = (term, 1.0)
    while term > sum * 1e-18 {
      term *= quarter / (k * (k + Double(n)))
      sum += term
      k += 1
    }
    return sign * sum * exp(-size)
  }

  /// Where the normal distribution has a given share below.
  static func normalQuantile<R: RealNumber>(_ share: R) -> R {
    guard share > 0, share < 1 else {
      return share == 0 ? -.infinity : share == 1 ? .infinity : .nan
    }
    func polynomial(_ x: R, _ start: R, _ coefficients: [Double]) -> R {
      coefficients.reduce(start) { $0 * x + R($1) }
    }
    let edge = R(0.135_335_283_236_612_691_89)  // exp(−2)
    let isUpper = share > 1 - edge
    let y = isUpper ? 1 - share : share
    if y > edge {
      let middle = y - R(0.5)
      let square = middle * middle
      let ratio =
        polynomial(square, 0, central.above) / polynomial(square, 1, central.below)
      return (middle + middle * (square * ratio)) * R(2.506_628_274_631_000_502_42)
    }
    let x = R.sqrt(-2 * .log(y))
    let z = 1 / x
    let tail = x < 8 ? outer : outermost
    let x1 = z * polynomial(z, 0, tail.above) / polynomial(z, 1, tail.below)
    let result = x - .log(x) / x - x1
    return isUpper ? result : -result
  }

  private static let central = (
    above: [
      -59.963_350_101_410_789_5, 98.001_075_418_599_966_2, -56.676_285_746_907_029_3,
      13.931_260_938_727_967_9, -1.239_165_838_673_812_6,
    ],
    below: [
      1.954_488_583_381_417_6, 4.676_279_128_988_815_5, 86.360_242_139_089_059,
      -225.462_687_854_119_38, 200.260_212_380_060_67, -82.037_225_616_833_34,
      15.905_622_512_621_17, -1.183_316_211_213_300_1,
    ]
  )

  private static let outer = (
    above: [
      4.055_448_923_059_624_5, 31.525_109_459_989_387, 57.162_819_224_642_13,
      44.080_507_389_320_084, 14.684_956_192_885_803, 2.186_633_068_507_902_5,
      -0.140_256_079_171_354_5, -0.035_042_462_682_784_82, -8.574_567_851_546_854e-4,
    ],
    below: [
      15.779_988_325_646_675, 45.390_763_512_887_92, 41.317_203_825_467_204,
      15.042_538_569_290_75, 2.504_649_462_083_094, -0.142_182_922_854_787_8,
      -0.038_080_640_769_157_83, -9.332_594_808_954_574e-4,
    ]
  )

  private static let outermost = (
    above: [
      3.237_748_917_769_460_4, 6.915_228_890_689_842, 3.938_810_252_924_744_4,
      1.333_034_608_158_075_4, 0.201_485_389_549_179_08, 0.012_371_663_481_782_003,
      3.015_815_535_082_354e-4, 2.658_069_746_867_375_5e-6, 6.239_745_391_849_833e-9,
    ],
    below: [
      6.024_270_393_647_42, 3.679_835_638_561_608_6, 1.377_020_994_890_813_3,
      0.216_236_993_594_496_63, 0.013_420_400_608_854_319, 3.280_144_646_821_277e-4,
      2.892_478_647_453_807e-6, 6.790_194_080_099_813e-9,
    ]
  )
}
