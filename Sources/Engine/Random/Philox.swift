/// Philox4x32-10, the counter-based generator behind TensorFlow's random ops: four words for each
/// count of a 128-bit counter under a 64-bit key.
///
/// - Source: Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3 (2011).
package struct Philox: Hashable, Sendable {
  package typealias Words = (UInt32, UInt32, UInt32, UInt32)

  /// The counter's lower and upper half.
  package private(set) var low: UInt64
  package private(set) var high: UInt64
  package let key: UInt64

  package init(low: UInt64 = 0, high: UInt64 = 0, key: UInt64) {
    self.low = low
    self.high = high
    self.key = key
  }

  /// The generator of a kernel with two seeds.
  package init(seeds: SeedPair) {
    self.init(
      high: UInt64(bitPattern: seeds.operation), key: UInt64(bitPattern: seeds.global))
  }

  /// The generator of a stateless op: both seeds are scrambled, so that weak ones do no harm.
  package init(stateless first: Int64, _ second: Int64) {
    var mixer = Philox(
      low: UInt64(bitPattern: first), high: UInt64(bitPattern: second), key: 0x0246_1e29_3ec8_f720)
    let mixed = mixer.next()
    self.init(
      high: UInt64(mixed.2) | UInt64(mixed.3) << 32, key: UInt64(mixed.0) | UInt64(mixed.1) << 32)
  }

  /// Passes over so many groups of four words.
  package mutating func skip(_ count: UInt64) {
    let (sum, overflow) = low.addingReportingOverflow(count)
    low = sum
    if overflow { high &+= 1 }
  }

  package func skipped(_ count: Int) -> Philox {
    var copy = self
    copy.skip(UInt64(truncatingIfNeeded: count))
    return copy
  }

  /// The next four words.
  package mutating func next() -> Words {
    var x0 = UInt32(truncatingIfNeeded: low)
    var x1 = UInt32(truncatingIfNeeded: low >> 32)
    var x2 = UInt32(truncatingIfNeeded: high)
    var x3 = UInt32(truncatingIfNeeded: high >> 32)
    var key0 = UInt32(truncatingIfNeeded: key)
    var key1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let a = UInt64(x0) &* 0xd251_1f53
      let b = UInt64(x2) &* 0xcd9e_8d57
      x0 = UInt32(truncatingIfNeeded: b >> 32) ^ x1 ^ key0
      x2 = UInt32(truncatingIfNeeded: a >> 32) ^ x3 ^ key1
      x1 = UInt32(truncatingIfNeeded: b)
      x3 = UInt32(truncatingIfNeeded: a)
      key0 &+= 0x9e37_79b9
      key1 &+= 0xbb67_ae85
    }
    skip(1)
    return (x0, x1, x2, x3)
  }
}

/// The words of a Philox generator one by one.
package struct PhiloxWords {
  private var generator: Philox
  private var words: Philox.Words = (0, 0, 0, 0)
  private var used = 4

  package init(_ generator: Philox) { self.generator = generator }

  package mutating func next() -> UInt32 {
    if used == 4 {
      words = generator.next()
      used = 0
    }
    used += 1
    switch used {
    case 1: return words.0
    case 2: return words.1
    case 3: return words.2
    default: return words.3
    }
  }
}

/// The two seeds of a kernel: that of the lesson and that of the op.
package struct SeedPair: Hashable, Sendable {
  package let global: Int64
  package let operation: Int64

  package init(global: Int64, operation: Int64) {
    self.global = global
    self.operation = operation
  }
}
