/// The generator behind Python's `random` (MT19937), with CPython's seeding and float.
struct MersenneTwister {
  private var state = [UInt32](repeating: 0, count: 624)
  private var position = 624

  /// Seeds by the words of a key, least significant first.
  init(key: [UInt32]) {
    seed(19_650_218)
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

  private mutating func seed(_ value: UInt32) {
    state[0] = value
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
  mutating func next() -> UInt32 {
    if position >= 624 { refill() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9d2c_5680
    y ^= y << 15 & 0xefc6_0000
    return y ^ y >> 18
  }

  /// A number from 0 up to 1 with 53 random bits.
  mutating func double() -> Double {
    let high = Double(next() >> 5)
    let low = Double(next() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }
}
