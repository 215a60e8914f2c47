/// Whole numbers; arithmetic wraps as TensorFlow's does.
package protocol WholeNumber: Number, FixedWidthInteger {}

extension WholeNumber {
  package static func add(_ x: Self, _ y: Self) -> Self { x &+ y }
  package static func subtract(_ x: Self, _ y: Self) -> Self { x &- y }
  package static func multiply(_ x: Self, _ y: Self) -> Self { x &* y }
  package static func divide(_ x: Self, _ y: Self) -> Self { x.dividedReportingOverflow(by: y).0 }
  package static func floorDivide(_ x: Self, _ y: Self) -> Self {
    let (quotient, _) = x.dividedReportingOverflow(by: y)
    let (remainder, _) = x.remainderReportingOverflow(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? quotient &- 1 : quotient
  }
  package static func floorModulo(_ x: Self, _ y: Self) -> Self {
    let (remainder, _) = x.remainderReportingOverflow(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder &+ y : remainder
  }
  package static func power(_ x: Self, _ y: Self) -> Self {
    var result: Self = 1
    var base = x
    var exponent = y
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return result
  }
  package static func negate(_ x: Self) -> Self { 0 &- x }
  package static func magnitude(_ x: Self) -> Self { x < 0 ? 0 &- x : x }
  package static func sign(_ x: Self) -> Self { x.signum() }
  package static var one: Self { 1 }
  package static var highest: Self { .max }
  package static var lowest: Self { .min }
  package var isNotANumber: Bool { false }
  package var bits: UInt64 { UInt64(truncatingIfNeeded: self) }
  package init(bits: UInt64) { self.init(truncatingIfNeeded: bits) }
  package var asDouble: Double { Double(self) }
  package var asInt64: Int64 { Int64(truncatingIfNeeded: self) }
  package init(casting value: Double) {
    // Narrow types are cut out of an x86 conversion to 32 bits, wide ones out of one to 64; what
    // is too great for that becomes the least integer first.
    let whole = value.rounded(.towardZero)
    if Self.bitWidth < 32 || Self.self == Int32.self {
      self.init(truncatingIfNeeded: Int32(exactly: whole) ?? .min)
    } else {
      self = Self(exactly: whole) ?? Self(truncatingIfNeeded: value.asInt64)
    }
  }
  package init(casting value: Int64) { self.init(truncatingIfNeeded: value) }
}

extension Int8: WholeNumber {
  package static var dtype: DType { .int8 }
}

extension Int16: WholeNumber {
  package static var dtype: DType { .int16 }
}

extension Int32: WholeNumber {
  package static var dtype: DType { .int32 }
}

extension Int64: WholeNumber {
  package static var dtype: DType { .int64 }
}

extension UInt8: WholeNumber {
  package static var dtype: DType { .uint8 }
}

extension UInt16: WholeNumber {
  package static var dtype: DType { .uint16 }
}

extension UInt32: WholeNumber {
  package static var dtype: DType { .uint32 }
}

extension UInt64: WholeNumber {
  package static var dtype: DType { .uint64 }
}
