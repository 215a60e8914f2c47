import BigInt

/// Whole numbers of any size to text and to floating point.
package enum IntegerText {
  /// Decimal digits with a sign.
  package static func representation(of value: BigInt) -> String {
    if let small = Int(exactly: value) { return String(small) }
    return String(value)
  }

  /// The nearest double, half to even.
  /// - Throws: where the value is beyond the largest double.
  package static func double(_ value: BigInt) throws(FormatProblem) -> Double {
    if let small = Int(exactly: value) { return Double(small) }
    let result = rounded(value.magnitude)
    if result.isInfinite { throw .integerTooLarge }
    return value.sign == .minus ? -result : result
  }

  private static func rounded(_ magnitude: BigUInt) -> Double {
    let excess = magnitude.bitWidth - 64
    guard excess > 0 else { return Double(UInt64(truncatingIfNeeded: magnitude)) }
    guard excess < 1024 else { return .infinity }
    // 64 bits hold all that the double keeps; what lies below only breaks ties.
    var top = UInt64(truncatingIfNeeded: magnitude >> excess)
    if magnitude.trailingZeroBitCount < excess { top |= 1 }
    return Double(sign: .plus, exponent: excess, significand: Double(top))
  }
}
