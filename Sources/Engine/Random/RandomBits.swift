/// A source of random bits that NumPy's distributions draw from.
package protocol RandomBits: Sendable {
  /// The next 32 random bits.
  mutating func next32() -> UInt32
  /// The next 64 random bits.
  mutating func next64() -> UInt64
  /// A number from 0 up to 1 with 53 random bits.
  mutating func double() -> Double
}

extension RandomBits {
  /// A whole number from 0 to `limit`, both in: bits under a mask until one fits.
  package mutating func masked(_ limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    while true {
      let value = limit <= 0xffff_ffff ? UInt64(next32()) & mask : next64() & mask
      if value <= limit { return value }
    }
  }

  /// A whole number from 0 to `limit`, both in, by Lemire's multiplication.
  ///
  /// - Source: Lemire, Fast Random Integer Generation in an Interval (2019).
  package mutating func multiplied(_ limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    if limit == 0xffff_ffff { return UInt64(next32()) }
    if limit < 0xffff_ffff {
      let count = limit + 1
      var product = UInt64(next32()) * count
      if product & 0xffff_ffff < count {
        let threshold = (0xffff_ffff - limit) % count
        while product & 0xffff_ffff < threshold { product = UInt64(next32()) * count }
      }
      return product >> 32
    }
    if limit == .max { return next64() }
    let count = limit + 1
    var product = next64().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (UInt64.max - limit) % count
      while product.low < threshold { product = next64().multipliedFullWidth(by: count) }
    }
    return product.high
  }
}
