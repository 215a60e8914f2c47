/// MT19937, the generator behind Python's `random` and NumPy's `np.random`.
package struct MersenneTwister: RandomBits {
  private var state = [UInt32](repeating: 0, count: 624)
  private var position = 624

  /// Seeds by one word, as `np.random.seed(7)` does.
  package init(seed: UInt32) { fill(seed) }

  /// Seeds by the words of a key, least significant first, as Python's `random.seed` does.
  ///
  /// - Precondition: the key has a word.
  package init(key: [UInt32]) {
    fill(19_650_218)
    var i = 1
    var j = 0
    for _ in 0..<max(624, key.count) {
      let mixed = (state[i - 1] ^ state[i - 1] >> 30) &* 1_664_525
      state[i] = (state[i] ^ mixed) &+ key[j] &+ UInt32(truncatingIfNeeded: j)
      i += 1
      j += 1
      if i >= 624 {
        state[0] = state[623]
        i = 1
      }
      if j >= key.count { j = 0 }
    }
    for _ in 0..<623 {
      let mixed = (state[i - 1] ^ state[i - 1] >> 30) &* 1_566_083_941
      state[i] = (state[i] ^ mixed) &- UInt32(truncatingIfNeeded: i)
      i += 1
      if i >= 624 {
        state[0] = state[623]
        i = 1
      }
    }
    state[0] = 0x8000_0000
  }

  private mutating func fill(_ seed: UInt32) {
    state[0] = seed
    for i in 1..<624 {
      state[i] =
        (state[i - 1] ^ state[i - 1] >> 30) &* 1_812_433_253 &+ UInt32(truncatingIfNeeded: i)
    }
    position = 624
  }

  private mutating func refill() {
    for i in 0..<624 {
      let y = state[i] & 0x8000_0000 | state[(i + 1) % 624] & 0x7fff_ffff
      state[i] = state[(i + 397) % 624] ^ y >> 1 ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
    }
    position = 0
  }

  /// The next 32 random bits.
  package mutating func next32() -> UInt32 {
    if position >= 624 { refill() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9d2c_5680
    y ^= y << 15 & 0xefc6_0000
    return y ^ y >> 18
  }

  package mutating func next64() -> UInt64 {
    let high = UInt64(next32())
    return high << 32 | UInt64(next32())
  }

  package mutating func double() -> Double {
    let high = Double(next32() >> 5)
    let low = Double(next32() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }
}
