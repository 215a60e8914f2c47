/// PCG XSL RR 128/64, the generator behind `np.random.default_rng`.
///
/// - Source: O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
///   Random Number Generation (2014).
package struct PCG64: RandomBits {
  private var state: UInt128
  private let increment: UInt128
  /// The upper half of 64 bits of which the lower was asked for.
  private var half: UInt32?

  private static let multiplier: UInt128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645

  package init(_ seeds: SeedSequence) {
    let words = seeds.words(8).map { UInt128($0) }
    func wide(_ place: Int) -> UInt128 { words[place] | words[place + 1] << 32 }
    increment = (wide(4) << 64 | wide(6)) << 1 | 1
    state = (increment &+ (wide(0) << 64 | wide(2))) &* PCG64.multiplier &+ increment
  }

  package mutating func next64() -> UInt64 {
    state = state &* PCG64.multiplier &+ increment
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> turn | folded << ((64 - turn) & 63)
  }

  package mutating func next32() -> UInt32 {
    if let kept = half {
      half = nil
      return kept
    }
    let bits = next64()
    half = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }

  package mutating func double() -> Double { Double(next64() >> 11) / 9_007_199_254_740_992 }

  /// A number from 0 up to 1 with 24 random bits.
  package mutating func float() -> Float { Float(next32() >> 8) / 16_777_216 }
}
