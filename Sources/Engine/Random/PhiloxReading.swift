import Glibc

/// How random words are read as numbers: the mantissa is filled and 1 is taken away.
enum PhiloxReading {
  /// From 0 up to 1 with 23 random bits.
  static func float(_ word: UInt32) -> Float {
    Float(bitPattern: word & 0x7f_ffff | 127 << 23) - 1
  }

  /// From 0 up to 1 with 52 random bits.
  static func double(_ first: UInt32, _ second: UInt32) -> Double {
    let mantissa = UInt64(first & 0xf_ffff) << 32 | UInt64(second)
    return Double(bitPattern: mantissa | 1023 << 52) - 1
  }

  /// From 0 up to 1 with as many random bits as the mantissa of a narrow dtype has.
  static func narrow(_ word: UInt32, mantissa bits: UInt32) -> Float {
    Float(word & (1 << bits - 1)) / Float(1 << bits)
  }

  static func long(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) | UInt64(second) << 32
  }

  /// Two standard normals of two words, by Box and Muller.
  static func normals(_ first: UInt32, _ second: UInt32) -> (Float, Float) {
    // A number close to 0 has no logarithm worth the name.
    let u = max(float(first), 1e-7)
    let angle = Float(2 * Double.pi * Double(float(second)))
    let radius = (-2 * logf(u)).squareRoot()
    return (sinf(angle) * radius, cosf(angle) * radius)
  }

  /// Two standard normals of four words.
  static func normals(_ words: Philox.Words) -> (Double, Double) {
    let u = max(double(words.0, words.1), 1e-7)
    let angle = 2 * Double.pi * double(words.2, words.3)
    let radius = (-2 * log(u)).squareRoot()
    return (sin(angle) * radius, cos(angle) * radius)
  }
}
