import RealModule

/// A Swift type that elements of one dtype are stored as.
package protocol Element: BitwiseCopyable, Sendable, Equatable {
  static var dtype: DType { get }
  /// The 64 bits an inline scalar keeps; `init(bits:)` takes them back exactly.
  ///
  /// Complex numbers are never inline.
  var bits: UInt64 { get }
  init(bits: UInt64)
  /// The nearest double; of a complex number the real part.
  var asDouble: Double { get }
  var asInt64: Int64 { get }
  /// Conversions of `tf.cast`: towards zero, wrapping for whole numbers.
  init(casting value: Double)
  init(casting value: Int64)
}

/// Elements that can be added and multiplied.
///
/// Complex numbers are ordered by their real parts first, as NumPy sorts them; ops that ask for an
/// order do not have them in their domain.
package protocol Number: Element, Comparable {
  static func add(_ x: Self, _ y: Self) -> Self
  static func subtract(_ x: Self, _ y: Self) -> Self
  static func multiply(_ x: Self, _ y: Self) -> Self
  /// `x / y` of floating types; C division of whole ones (`y` is not 0 there).
  static func divide(_ x: Self, _ y: Self) -> Self
  static func floorDivide(_ x: Self, _ y: Self) -> Self
  static func floorModulo(_ x: Self, _ y: Self) -> Self
  static func power(_ x: Self, _ y: Self) -> Self
  static func negate(_ x: Self) -> Self
  static func magnitude(_ x: Self) -> Self
  /// Square of the distance from 0.
  static func squaredMagnitude(_ x: Self) -> Self
  static func sign(_ x: Self) -> Self
  static var zero: Self { get }
  static var one: Self { get }
  /// What a minimum starts from, and what a maximum starts from.
  static var highest: Self { get }
  static var lowest: Self { get }
  var isNotANumber: Bool { get }
}

extension Number {
  package static func squaredMagnitude(_ x: Self) -> Self { multiply(x, x) }
}

/// Elements with the elementary functions.
package protocol RealNumber: Number, Real, BinaryFloatingPoint {}

extension RealNumber {
  package static func add(_ x: Self, _ y: Self) -> Self { x + y }
  package static func subtract(_ x: Self, _ y: Self) -> Self { x - y }
  package static func multiply(_ x: Self, _ y: Self) -> Self { x * y }
  package static func divide(_ x: Self, _ y: Self) -> Self { x / y }
  package static func floorDivide(_ x: Self, _ y: Self) -> Self { (x / y).rounded(.down) }
  package static func floorModulo(_ x: Self, _ y: Self) -> Self {
    let remainder = x.truncatingRemainder(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
  }
  // A call: in line it would stand many times in every kernel of powers.
  @inline(never)
  package static func power(_ x: Self, _ y: Self) -> Self {
    if y == 2 { return x * x }
    if y == 1 { return x }
    if let whole = Int(exactly: y) { return .pow(x, whole) }
    // RealModule leaves negative bases out; C's pow has them as NaN, 0 and infinity as limits.
    return x < 0 ? (y.isInfinite ? .pow(Swift.abs(x), y) : .nan) : .pow(x, y)
  }
  package static func negate(_ x: Self) -> Self { -x }
  package static func magnitude(_ x: Self) -> Self { Swift.abs(x) }
  package static func sign(_ x: Self) -> Self { x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x }
  /// A number that is not negative, or 0 where it is too small to be normal.
  ///
  /// TensorFlow's kernels have no subnormal results. Those of float16 compute in float32, where the
  /// same numbers are normal.
  @inline(__always)
  package static func flushing(_ x: Self) -> Self {
    x < .leastNormalMagnitude && Self.self != Float16.self ? 0 : x
  }
  package static var one: Self { 1 }
  package static var highest: Self { .infinity }
  package static var lowest: Self { -.infinity }
  package var isNotANumber: Bool { isNaN }
  package var asDouble: Double { Double(self) }
  package var asInt64: Int64 {
    // Outside the range x86 gives the least integer, and so does TensorFlow.
    Int64(exactly: rounded(.towardZero)) ?? Int64.min
  }
}

extension Float: RealNumber {
  package static var dtype: DType { .float32 }
  package var bits: UInt64 { UInt64(bitPattern) }
  package init(bits: UInt64) { self.init(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  package init(casting value: Double) { self.init(value) }
  package init(casting value: Int64) { self.init(value) }
}

extension Double: RealNumber {
  package static var dtype: DType { .float64 }
  package var bits: UInt64 { bitPattern }
  package init(bits: UInt64) { self.init(bitPattern: bits) }
  package init(casting value: Double) { self = value }
  package init(casting value: Int64) { self.init(value) }
}

extension Float16: RealNumber {
  package static var dtype: DType { .float16 }
  package var bits: UInt64 { UInt64(bitPattern) }
  package init(bits: UInt64) { self.init(bitPattern: UInt16(truncatingIfNeeded: bits)) }
  // TensorFlow goes by way of float32.
  package init(casting value: Double) { self.init(Float(value)) }
  package init(casting value: Int64) { self.init(Float(value)) }
}

extension Bool: Element {
  package static var dtype: DType { .bool }
  package var bits: UInt64 { self ? 1 : 0 }
  package init(bits: UInt64) { self = bits != 0 }
  package var asDouble: Double { self ? 1 : 0 }
  package var asInt64: Int64 { self ? 1 : 0 }
  package init(casting value: Double) { self = value != 0 }
  package init(casting value: Int64) { self = value != 0 }
}
