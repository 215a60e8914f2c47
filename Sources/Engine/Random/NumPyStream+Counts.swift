import Glibc

/// Poisson and binomial numbers, which both of NumPy's generators draw alike.
extension NumPyStream {
  /// By products of uniforms below a rate of 10, by transformed rejection from there.
  package mutating func poisson(_ rate: Double) -> Int64 {
    if rate >= 10 { return poissonRejecting(rate) }
    if rate == 0 { return 0 }
    let least = exp(-rate)
    var events: Int64 = 0
    var product = 1.0
    while true {
      product *= uniform()
      if product <= least { return events }
      events += 1
    }
  }

  private mutating func poissonRejecting(_ rate: Double) -> Int64 {
    let logRate = log(rate)
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4)
    let edge = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let inner = 0.5 - abs(u)
      let k = ((2 * a / inner + b) * u + rate + 0.43).rounded(.down)
      if inner >= 0.07, v <= edge { return Int64(casting: k) }
      if k < 0 || (inner < 0.013 && v > inner) { continue }
      let density = -rate + k * logRate - NumPySeries.logGamma(k + 1)
      if log(v) + log(inverse) - log(a / (inner * inner) + b) <= density {
        return Int64(casting: k)
      }
    }
  }

  package mutating func binomial(_ chance: Double, _ count: Int64) -> Int64 {
    if count == 0 || chance == 0 { return 0 }
    if chance <= 0.5 {
      return chance * Double(count) <= 30
        ? binomialByInversion(count, chance) : binomialRejecting(count, chance)
    }
    let other = 1 - chance
    return other * Double(count) <= 30
      ? count - binomialByInversion(count, other) : count - binomialRejecting(count, other)
  }

  private mutating func binomialByInversion(_ count: Int64, _ p: Double) -> Int64 {
    let n = Double(count)
    let q = 1 - p
    let start = exp(n * log(q))
    let mean = n * p
    let bound = Int64(casting: min(n, mean + 10 * (mean * q + 1).squareRoot()))
    var x: Int64 = 0
    var term = start
    var u = uniform()
    while u > term {
      x += 1
      if x > bound {
        x = 0
        term = start
        u = uniform()
      } else {
        u -= term
        term = (Double(count - x + 1) * p * term) / (Double(x) * q)
      }
    }
    return x
  }

  /// Triangle, parallelogram and exponential tails.
  ///
  /// - Source: Kachitvichyanukul and Schmeiser, Binomial Random Variate Generation (1988).
  private mutating func binomialRejecting(_ count: Int64, _ p: Double) -> Int64 {
    let shape = BinomialShape(count, p)
    while true {
      var u = uniform() * shape.p4
      var v = uniform()
      var y: Int64
      if u <= shape.p1 {
        return Int64(casting: (shape.middle - shape.p1 * v + u).rounded(.down))
      } else if u <= shape.p2 {
        let x = shape.left + (u - shape.p1) / shape.c
        v = v * shape.c + 1 - abs(shape.mode - x + 0.5) / shape.p1
        if v > 1 { continue }
        y = Int64(casting: x.rounded(.down))
      } else if u <= shape.p3 {
        y = Int64(casting: (shape.left + log(v) / shape.leftRate).rounded(.down))
        if y < 0 || v == 0 { continue }
        v = v * (u - shape.p2) * shape.leftRate
      } else {
        y = Int64(casting: (shape.right - log(v) / shape.rightRate).rounded(.down))
        if y > count || v == 0 { continue }
        v = v * (u - shape.p3) * shape.rightRate
      }
      u = v
      if shape.accepts(y, u) { return y }
    }
  }
}

/// The pieces that lie over a binomial distribution.
private struct BinomialShape {
  let count: Int64
  let q: Double
  let r: Double
  let spread: Double
  let mode: Double
  let peak: Int64
  let middle: Double
  let left: Double
  let right: Double
  let leftRate: Double
  let rightRate: Double
  let c: Double
  let p1: Double
  let p2: Double
  let p3: Double
  let p4: Double

  init(_ count: Int64, _ p: Double) {
    let n = Double(count)
    self.count = count
    r = min(p, 1 - p)
    q = 1 - r
    let mean = n * r + r
    peak = Int64(casting: mean.rounded(.down))
    mode = Double(peak)
    p1 = (2.195 * (n * r * q).squareRoot() - 4.6 * q).rounded(.down) + 0.5
    middle = mode + 0.5
    left = middle - p1
    right = middle + p1
    c = 0.134 + 20.5 / (15.3 + mode)
    var a = (mean - left) / (mean - left * r)
    leftRate = a * (1 + a / 2)
    a = (right - mean) / (right * q)
    rightRate = a * (1 + a / 2)
    p2 = p1 * (1 + 2 * c)
    p3 = p2 + c / leftRate
    p4 = p3 + c / rightRate
    spread = n * r * q
  }

  func accepts(_ y: Int64, _ v: Double) -> Bool {
    let distance = Swift.abs(y - peak)
    let k = Double(distance)
    if distance > 20, k < spread / 2 - 1 {
      let rho = (k / spread) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / spread + 0.5)
      let t = -k * k / (2 * spread)
      let logV = log(v)
      if logV < t - rho { return true }
      return logV <= t + rho && isBelow(y, logV)
    }
    let s = r / q
    let a = s * Double(count + 1)
    var ratio = 1.0
    if peak < y {
      for i in (peak + 1)...y { ratio *= a / Double(i) - s }
    } else if peak > y {
      for i in (y + 1)...peak { ratio /= a / Double(i) - s }
    }
    return v <= ratio
  }

  /// The last test, by Stirling's series.
  private func isBelow(_ y: Int64, _ logV: Double) -> Bool {
    let x1 = Double(y + 1)
    let f1 = mode + 1
    let z = Double(count + 1) - mode
    let w = Double(count - y + 1)
    func series(_ x: Double) -> Double {
      let x2 = x * x
      return (13680 - (462 - (132 - (99 - 140 / x2) / x2) / x2) / x2) / x / 166320
    }
    let bound =
      middle * log(f1 / x1) + (Double(count) - mode + 0.5) * log(z / w)
      + Double(y - peak) * log(w * r / (x1 * q)) + series(f1) + series(z) + series(x1) + series(w)
    return logV <= bound
  }
}

/// The series that NumPy computes itself.
enum NumPySeries {
  private static let coefficients = [
    8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04,
    8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
    1.796443723688307e-01, -1.39243221690590e+00,
  ]

  /// log Γ(x) by Stirling's series, shifted to where it is good.
  static func logGamma(_ x: Double) -> Double {
    if x == 1 || x == 2 { return 0 }
    let shift = x < 7 ? Int(7 - x) : 0
    var far = x + Double(shift)
    let inverse = (1 / far) * (1 / far)
    var sum = coefficients[9]
    for place in stride(from: 8, through: 0, by: -1) {
      sum = sum * inverse + coefficients[place]
    }
    var result = sum / far + 0.5 * 1.8378770664093453 + (far - 0.5) * log(far) - far
    for _ in 0..<shift {
      result -= log(far - 1)
      far -= 1
    }
    return result
  }
}
