/// The upper half of a float32: its range with eight significant bits.
///
/// Arithmetic is done in float32 and rounded to the nearest, halves to even, which is exact for
/// single operations.
package struct BFloat16: BitwiseCopyable, Sendable, Hashable {
  /// Sign, eight bits of exponent, seven of significand.
  package var bitPattern: UInt16

  package init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The nearest number to a float32.
  @inline(__always)
  package init(_ value: Float) {
    let bits = value.bitPattern
    if value.isNaN {
      bitPattern = UInt16(truncatingIfNeeded: bits >> 16) | 0x40
    } else {
      let rounding = 0x7fff &+ ((bits >> 16) & 1)
      bitPattern = UInt16(truncatingIfNeeded: (bits &+ rounding) >> 16)
    }
  }

  /// The same number as a float32.
  @inline(__always)
  package var wide: Float { Float(bitPattern: UInt32(bitPattern) << 16) }

  /// Equal numbers; 0 and −0 are, NaN and NaN are not.
  package static func == (a: BFloat16, b: BFloat16) -> Bool { a.wide == b.wide }
  /// Lesser.
  package static func < (a: BFloat16, b: BFloat16) -> Bool { a.wide < b.wide }
  /// Lesser or equal.
  package static func <= (a: BFloat16, b: BFloat16) -> Bool { a.wide <= b.wide }
  /// Hashes equal numbers alike.
  package func hash(into hasher: inout Hasher) { hasher.combine(wide) }
}

extension BFloat16: RealNumber {
  package static var dtype: DType { .bfloat16 }
  package var bits: UInt64 { UInt64(bitPattern) }
  package init(bits: UInt64) { self.init(bitPattern: UInt16(truncatingIfNeeded: bits)) }
  package var asDouble: Double { Double(wide) }
  package init(casting value: Double) { self.init(Float(value)) }
  package init(casting value: Int64) { self.init(Float(value)) }
}

extension BFloat16: Value {}

extension BFloat16: ExpressibleByFloatLiteral {
  /// The nearest number to an integer literal.
  package init(integerLiteral value: Int64) { self.init(Float(value)) }
  /// The nearest number to a literal.
  package init(floatLiteral value: Float) { self.init(value) }
}

extension BFloat16: Strideable {
  /// How far it is to another number.
  package func distance(to other: BFloat16) -> BFloat16 { other - self }
  /// The number so far on.
  package func advanced(by amount: BFloat16) -> BFloat16 { self + amount }
}

extension BFloat16: BinaryFloatingPoint {
  package typealias Exponent = Int
  package typealias RawExponent = UInt
  package typealias RawSignificand = UInt16
  package typealias Magnitude = BFloat16

  // MARK: The format

  package static var radix: Int { 2 }
  package static var exponentBitCount: Int { 8 }
  package static var significandBitCount: Int { 7 }
  package static var nan: BFloat16 { BFloat16(bitPattern: 0x7fc0) }
  package static var signalingNaN: BFloat16 { BFloat16(bitPattern: 0x7fa0) }
  package static var infinity: BFloat16 { BFloat16(bitPattern: 0x7f80) }
  package static var greatestFiniteMagnitude: BFloat16 { BFloat16(bitPattern: 0x7f7f) }
  package static var leastNormalMagnitude: BFloat16 { BFloat16(bitPattern: 0x0080) }
  package static var leastNonzeroMagnitude: BFloat16 { BFloat16(bitPattern: 0x0001) }
  package static var ulpOfOne: BFloat16 { BFloat16(bitPattern: 0x3c00) }
  package static var pi: BFloat16 { BFloat16(bitPattern: 0x4049) }

  // MARK: Parts

  package init(
    sign: FloatingPointSign, exponentBitPattern: UInt, significandBitPattern: UInt16
  ) {
    bitPattern =
      (sign == .minus ? 0x8000 : 0)
      | UInt16(truncatingIfNeeded: exponentBitPattern & 0xff) << 7 | significandBitPattern & 0x7f
  }
  package init(sign: FloatingPointSign, exponent: Int, significand: BFloat16) {
    self.init(Float(sign: sign, exponent: exponent, significand: significand.wide))
  }
  package init(signOf sign: BFloat16, magnitudeOf number: BFloat16) {
    bitPattern = sign.bitPattern & 0x8000 | number.bitPattern & 0x7fff
  }
  package var exponentBitPattern: UInt { UInt(bitPattern >> 7) & 0xff }
  package var significandBitPattern: UInt16 { bitPattern & 0x7f }
  package var sign: FloatingPointSign { bitPattern & 0x8000 == 0 ? .plus : .minus }
  package var exponent: Int { wide.exponent }
  package var significand: BFloat16 { BFloat16(wide.significand) }
  package var binade: BFloat16 { BFloat16(wide.binade) }
  package var significandWidth: Int { wide.significandWidth }
  package var ulp: BFloat16 {
    guard isFinite else { return .nan }
    let above = BFloat16(bitPattern: (bitPattern & 0x7fff) &+ 1)
    return BFloat16(
      above.isInfinite ? magnitude.wide - nextBelowMagnitude : above.wide - magnitude.wide)
  }
  private var nextBelowMagnitude: Float {
    BFloat16(bitPattern: (bitPattern & 0x7fff) &- 1).wide
  }
  package var nextUp: BFloat16 {
    if isNaN || self == .infinity { return self }
    if isZero { return .leastNonzeroMagnitude }
    return BFloat16(bitPattern: sign == .plus ? bitPattern &+ 1 : bitPattern &- 1)
  }
  package var magnitude: BFloat16 { BFloat16(bitPattern: bitPattern & 0x7fff) }

  // MARK: Kinds

  package var isNormal: Bool { wide.isNormal }
  package var isFinite: Bool { wide.isFinite }
  package var isZero: Bool { wide.isZero }
  package var isSubnormal: Bool { wide.isSubnormal }
  package var isInfinite: Bool { wide.isInfinite }
  package var isNaN: Bool { wide.isNaN }
  package var isSignalingNaN: Bool { isNaN && bitPattern & 0x40 == 0 }
  package var isCanonical: Bool { true }
  package func isEqual(to other: BFloat16) -> Bool { wide == other.wide }
  package func isLess(than other: BFloat16) -> Bool { wide < other.wide }
  package func isLessThanOrEqualTo(_ other: BFloat16) -> Bool { wide <= other.wide }

  // MARK: Conversions

  package init<Source: BinaryInteger>(_ value: Source) { self.init(Float(value)) }
  package init<Source: BinaryFloatingPoint>(_ value: Source) { self.init(Float(value)) }
  package init?<Source: BinaryInteger>(exactly value: Source) {
    guard let wide = Float(exactly: value) else { return nil }
    self.init(wide)
    if self.wide != wide { return nil }
  }

  // MARK: Arithmetic

  @inline(__always)
  package static func + (a: BFloat16, b: BFloat16) -> BFloat16 { BFloat16(a.wide + b.wide) }
  @inline(__always)
  package static func - (a: BFloat16, b: BFloat16) -> BFloat16 { BFloat16(a.wide - b.wide) }
  @inline(__always)
  package static func * (a: BFloat16, b: BFloat16) -> BFloat16 { BFloat16(a.wide * b.wide) }
  @inline(__always)
  package static func / (a: BFloat16, b: BFloat16) -> BFloat16 { BFloat16(a.wide / b.wide) }
  package static func += (a: inout BFloat16, b: BFloat16) { a = a + b }
  package static func -= (a: inout BFloat16, b: BFloat16) { a = a - b }
  package static func *= (a: inout BFloat16, b: BFloat16) { a = a * b }
  package static func /= (a: inout BFloat16, b: BFloat16) { a = a / b }
  package static prefix func - (a: BFloat16) -> BFloat16 {
    BFloat16(bitPattern: a.bitPattern ^ 0x8000)
  }
  package mutating func negate() { bitPattern ^= 0x8000 }
  package mutating func formRemainder(dividingBy other: BFloat16) {
    self = BFloat16(wide.remainder(dividingBy: other.wide))
  }
  package mutating func formTruncatingRemainder(dividingBy other: BFloat16) {
    self = BFloat16(wide.truncatingRemainder(dividingBy: other.wide))
  }
  package mutating func formSquareRoot() { self = BFloat16(wide.squareRoot()) }
  package mutating func addProduct(_ a: BFloat16, _ b: BFloat16) {
    self = BFloat16(wide.addingProduct(a.wide, b.wide))
  }
  package mutating func round(_ rule: FloatingPointRoundingRule) {
    self = BFloat16(wide.rounded(rule))
  }
}
