/// NumPy's way from any entropy to well mixed words.
///
/// - Source: O'Neill, Developing a seed_seq Alternative (2015), as in `np.random.SeedSequence`.
package struct SeedSequence {
  private var pool: [UInt32]

  /// Mixes the entropy's words, least significant first.
  package init(_ entropy: [UInt32]) {
    var constant: UInt32 = 0x43b0_d7e5
    func hashed(_ value: UInt32) -> UInt32 {
      let mixed = value ^ constant
      constant = constant &* 0x931e_8875
      let product = mixed &* constant
      return product ^ product >> 16
    }
    func joined(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let sum = x &* 0xca01_f9dd &- y &* 0x4973_f715
      return sum ^ sum >> 16
    }
    pool = (0..<4).map { hashed($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        pool[target] = joined(pool[target], hashed(pool[source]))
      }
    }
    for word in entropy.dropFirst(4) {
      for target in 0..<4 { pool[target] = joined(pool[target], hashed(word)) }
    }
  }

  /// So many words, each mixed from the pool.
  package func words(_ count: Int) -> [UInt32] {
    var constant: UInt32 = 0x8b51_f9dd
    return (0..<count).map { place in
      let mixed = pool[place % 4] ^ constant
      constant = constant &* 0x58f3_8ded
      let product = mixed &* constant
      return product ^ product >> 16
    }
  }
}
