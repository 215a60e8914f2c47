import Glibc

/// Arrays of TensorFlow's distributions that take a parameter for each number.
extension Philox {
  /// Gamma of unit scale: for each of `count` draws one number per parameter.
  ///
  /// - Source: Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000).
  package func gamma(_ count: Int, _ alphas: [Double]) -> [Double] {
    spread(count, alphas) { (alpha, stream: inout PhiloxDoubles) in
      if alpha == 1 { return -log1p(-stream.uniform()) }
      let d = alpha + (alpha < 1 ? 2.0 / 3 : -1.0 / 3)
      let c = 1.0 / 3 / d.squareRoot()
      while true {
        let x = stream.normal()
        var v = 1 + c * x
        if v <= 0 { continue }
        v = v * v * v
        let u = stream.uniform()
        guard
          u < 1 - 0.0331 * (x * x) * (x * x) || log(u) < 0.5 * x * x + d * (1 - v + log(v))
        else { continue }
        return alpha < 1 ? d * v * pow(stream.uniform(), 1 / alpha) : d * v
      }
    }
  }

  /// Counts of events: for each of `count` draws one number per rate.
  ///
  /// - Source: Knuth, Seminumerical Algorithms, below a rate of 10; Hörmann, The Transformed
  ///   Rejection Method for Generating Poisson Random Variables (1993), from there.
  package func poisson(_ count: Int, _ rates: [Double]) -> [Double] {
    spread(count, rates) { (rate, stream: inout PhiloxDoubles) in Philox.events(rate, &stream) }
  }

  private static func events<S: UniformStream>(_ rate: S.Number, _ stream: inout S) -> S.Number {
    if !rate.isFinite || rate < 0 { return .nan }
    if rate < 10 {
      let least = S.Number.exp(-rate)
      var product: S.Number = 1
      var events: S.Number = 0
      while true {
        product *= stream.uniform()
        if product <= least { return events }
        events += 1
      }
    }
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4)
    while true {
      let u = stream.uniform() - 0.5
      let v = stream.uniform()
      let inner = 0.5 - abs(u)
      let k = ((2 * a / inner + b) * u + rate + 0.43).rounded(.down)
      if inner >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return k }
      if k < 0 || (inner < 0.013 && v > inner) { continue }
      let s = S.Number.log(v * inverse / (a / (inner * inner) + b))
      if s <= -rate + k * S.Number.log(rate) - S.Number.logGamma(k + 1) { return k }
    }
  }

  private func spread<S: UniformStream>(
    _ count: Int, _ parameters: [S.Number], _ draw: (S.Number, inout S) -> S.Number
  ) -> [S.Number] {
    var values = [S.Number](repeating: 0, count: count * parameters.count)
    for (column, parameter) in parameters.enumerated() {
      for row in 0..<count {
        var stream = S(skipped(Philox.reserve * (column * count + row)))
        values[row * parameters.count + column] = draw(parameter, &stream)
      }
    }
    return values
  }

  /// Classes drawn by weights that are exponentials of the logits, a row of them for each row.
  package func categories(_ count: Int, _ logits: [[Double]]) -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(count * logits.count)
    // One thread works on all rows of a small batch, so that the rows follow one another.
    var words = PhiloxWords(self)
    for row in logits {
      let top = row.filter(\.isFinite).max() ?? -.greatestFiniteMagnitude
      var total = 0.0
      let sums = row.map { logit in
        if logit.isFinite { total += exp(logit - top) }
        return total
      }
      for _ in 0..<count {
        let first = words.next()
        let mark = PhiloxReading.double(first, words.next()) * total
        values.append(Int64(sums.firstIndex { $0 > mark } ?? sums.count))
      }
    }
    return values
  }

  /// The order that TensorFlow's shuffle brings so many rows into.
  package func order(_ count: Int) -> [Int] {
    var words = PhiloxWords(self)
    var order = Array(0..<count)
    guard count > 1 else { return order }
    for place in 0..<(count - 1) {
      order.swapAt(place, place + Int(words.next() % UInt32(truncatingIfNeeded: count - place)))
    }
    return order
  }
}

/// Numbers of one stretch: as many as a group of words gives at a time, the last first.
private protocol UniformStream {
  associatedtype Number: RealNumber
  init(_ generator: Philox)
  mutating func uniform() -> Number
}

private struct PhiloxDoubles: UniformStream {
  private var generator: Philox
  private var uniforms: [Double] = []
  private var normals: [Double] = []

  init(_ generator: Philox) { self.generator = generator }

  mutating func uniform() -> Double {
    if let kept = uniforms.popLast() { return kept }
    let words = generator.next()
    uniforms.append(PhiloxReading.double(words.0, words.1))
    return PhiloxReading.double(words.2, words.3)
  }

  mutating func normal() -> Double {
    if let kept = normals.popLast() { return kept }
    let (first, second) = PhiloxReading.normals(generator.next())
    normals.append(first)
    return second
  }
}
