import BigInt
import Engine

/// Arithmetic of whole numbers of any size.
enum BigNumbers {
  /// `nil` for operators that whole numbers do not have.
  static func apply(_ op: BinaryOperator, _ x: BigInt, _ y: BigInt) throws(Raise) -> PyValue? {
    switch op {
    case .add: return .integer(x + y)
    case .subtract: return .integer(x - y)
    case .multiply:
      // A larger number would take minutes.
      guard x.magnitude.bitWidth.plusOrMost(y.magnitude.bitWidth) < 1 << 24 else {
        throw Raise(.memoryError, [])
      }
      return .integer(x * y)
    case .divide: return .float(try quotient(x, y))
    case .floorDivide:
      if y == 0 { throw Raise.zeroDivision("integer division or modulo by zero") }
      return .integer(divmod(x, y).quotient)
    case .modulo:
      if y == 0 { throw Raise.zeroDivision("integer modulo by zero") }
      return .integer(divmod(x, y).rest)
    case .power: return try power(x, y)
    case .leftShift: return try shifted(x, y, isLeft: true)
    case .rightShift: return try shifted(x, y, isLeft: false)
    case .bitAnd: return .integer(x & y)
    case .bitOr: return .integer(x | y)
    case .bitXor: return .integer(x ^ y)
    case .matrixMultiply: return nil
    }
  }

  static func divmod(_ x: BigInt, _ y: BigInt) -> (quotient: BigInt, rest: BigInt) {
    let (quotient, rest) = x.quotientAndRemainder(dividingBy: y)
    if rest != 0, (rest.sign == .minus) != (y.sign == .minus) { return (quotient - 1, rest + y) }
    return (quotient, rest)
  }

  /// `x / y` rounded once, however large both are.
  private static func quotient(_ x: BigInt, _ y: BigInt) throws(Raise) -> Double {
    if y == 0 { throw Raise.zeroDivision("division by zero") }
    if x == 0 { return 0 }
    let isNegative = (x.sign == .minus) != (y.sign == .minus)
    // 66 bits of the quotient and a sticky bit round like the exact value.
    let shift = 66 - (x.magnitude.bitWidth - y.magnitude.bitWidth)
    let numerator = shift > 0 ? x.magnitude << shift : x.magnitude
    let denominator = shift < 0 ? y.magnitude << -shift : y.magnitude
    var (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    if rest != 0 { whole |= 1 }
    let scaled = Double(sign: .plus, exponent: -shift, significand: Double(whole))
    guard scaled.isFinite else {
      throw Raise.overflow("integer division result too large for a float")
    }
    return isNegative ? -scaled : scaled
  }

  private static func power(_ x: BigInt, _ y: BigInt) throws(Raise) -> PyValue {
    if y.sign == .minus, y != 0 {
      if x == 0 { throw Raise.zeroDivision("0.0 cannot be raised to a negative power") }
      return try Numbers.power(Double(x), Double(y))
    }
    if x == 0 || x == 1 { return .integer(y == 0 ? 1 : x) }
    if x == -1 { return .int(y.magnitude.trailingZeroBitCount == 0 ? -1 : 1) }
    // A larger number would take minutes.
    guard let exponent = Int(exactly: y), exponent < 1 << 24 / x.magnitude.bitWidth else {
      throw Raise(.memoryError, [])
    }
    return .integer(x.power(exponent))
  }

  private static func shifted(
    _ x: BigInt, _ y: BigInt, isLeft: Bool
  ) throws(Raise) -> PyValue {
    if y.sign == .minus, y != 0 { throw Raise.value("negative shift count") }
    guard let count = Int(exactly: y), !isLeft || count < 1 << 27 else {
      if isLeft, x != 0 { throw Raise.overflow("too many digits in integer") }
      return .int(!isLeft && x.sign == .minus && x != 0 ? -1 : 0)
    }
    return .integer(isLeft ? x << count : x >> count)
  }
}
