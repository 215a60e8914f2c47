import Glibc

/// The distributions of one of NumPy's two generators.
package protocol NumPyStream: Sendable {
  associatedtype Bits: RandomBits
  var bits: Bits { get set }
  /// Mean 0 and deviation 1.
  mutating func normal() -> Double
  /// Scale 1.
  mutating func exponential() -> Double
  /// A whole number from 0 to `limit`, both in.
  mutating func whole(_ limit: UInt64) -> UInt64
}

extension NumPyStream {
  /// From 0 up to 1.
  package mutating func uniform() -> Double { bits.double() }

  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// Scale 1; by rejection from a power and a tail below a shape of 1.
  ///
  /// - Source: Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000).
  package mutating func gamma(_ shape: Double) -> Double {
    if shape == 1 { return exponential() }
    if shape == 0 { return 0 }
    if shape < 1 {
      while true {
        let u = uniform()
        let v = exponential()
        if u <= 1 - shape {
          let x = pow(u, 1 / shape)
          if x <= v { return x }
        } else {
          let y = -log((1 - u) / shape)
          let x = pow(1 - shape + shape * y, 1 / shape)
          if x <= v + y { return x }
        }
      }
    }
    let b = shape - 1.0 / 3
    let c = 1 / (9 * b).squareRoot()
    while true {
      var x = normal()
      var v = 1 + c * x
      while v <= 0 {
        x = normal()
        v = 1 + c * x
      }
      v = v * v * v
      let u = uniform()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return b * v }
      if log(u) < 0.5 * x * x + b * (1 - v + log(v)) { return b * v }
    }
  }

  package mutating func chiSquare(_ degrees: Double) -> Double { 2 * gamma(degrees / 2) }

  /// Jöhnk's method where both parameters are at most 1, else by two gammas.
  package mutating func beta(_ a: Double, _ b: Double) -> Double {
    guard a <= 1, b <= 1 else {
      let first = gamma(a)
      return first / (first + gamma(b))
    }
    while true {
      let u = uniform()
      let v = uniform()
      let x = pow(u, 1 / a)
      let y = pow(v, 1 / b)
      guard x + y <= 1, u + v > 0 else { continue }
      if x + y > 0 { return x / (x + y) }
      let (logX, logY) = (log(u) / a, log(v) / b)
      let top = max(logX, logY)
      return exp(logX - top - log(exp(logX - top) + exp(logY - top)))
    }
  }

  package mutating func laplace(_ mean: Double, _ scale: Double) -> Double {
    while true {
      let u = uniform()
      if u >= 0.5 { return mean - scale * log(2 - u - u) }
      if u > 0 { return mean + scale * log(u + u) }
    }
  }

  package mutating func logistic(_ mean: Double, _ scale: Double) -> Double {
    while true {
      let u = uniform()
      if u > 0 { return mean + scale * log(u / (1 - u)) }
    }
  }

  package mutating func gumbel(_ mean: Double, _ scale: Double) -> Double {
    while true {
      let u = 1 - uniform()
      if u < 1 { return mean - scale * log(-log(u)) }
    }
  }

  package mutating func triangular(_ left: Double, _ mode: Double, _ right: Double) -> Double {
    let base = right - left
    let ratio = (mode - left) / base
    let u = uniform()
    return u <= ratio
      ? left + (u * ((mode - left) * base)).squareRoot()
      : right - ((1 - u) * ((right - mode) * base)).squareRoot()
  }

  // MARK: Orders

  /// The order that a shuffle brings so many items into, drawn from the last place down.
  package mutating func order(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for place in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(place, Int(bits.masked(UInt64(place))))
    }
    return order
  }
}
