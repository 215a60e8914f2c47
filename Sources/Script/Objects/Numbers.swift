import BigInt
import Glibc

/// Arithmetic of `int`, `float`, `bool` and `complex`.
enum Numbers {
  @inline(__always)
  static func apply(_ op: BinaryOperator, _ x: Int, _ y: Int) throws(Raise) -> PyValue {
    switch op {
    case .add:
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return .int(sum) }
    case .subtract:
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      if !overflow { return .int(difference) }
    case .multiply:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return .int(product) }
    case .divide:
      if y == 0 { throw Raise.zeroDivision("division by zero") }
      if x.magnitude < 1 << 53, y.magnitude < 1 << 53 { return .float(Double(x) / Double(y)) }
    case .floorDivide:
      if y == 0 { throw Raise.zeroDivision("integer division or modulo by zero") }
      if y != -1 {
        let (quotient, rest) = x.quotientAndRemainder(dividingBy: y)
        return .int(rest != 0 && (rest < 0) != (y < 0) ? quotient - 1 : quotient)
      }
    case .modulo:
      if y == 0 { throw Raise.zeroDivision("integer modulo by zero") }
      if y == -1 { return .int(0) }
      let rest = x % y
      return .int(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    case .bitAnd: return .int(x & y)
    case .bitOr: return .int(x | y)
    case .bitXor: return .int(x ^ y)
    case .rightShift where y >= 0: return .int(x >> min(y, 63))
    case .power where y >= 0:
      if let small = smallPower(x, y) { return .int(small) }
    default: break
    }
    return try applySlowly(op, x, y)
  }

  @inline(never)
  private static func applySlowly(
    _ op: BinaryOperator, _ x: Int, _ y: Int
  ) throws(Raise) -> PyValue {
    if op == .power, y < 0 {
      if x == 0 { throw Raise.zeroDivision("0.0 cannot be raised to a negative power") }
      return .float(pow(Double(x), Double(y)))
    }
    guard let result = try BigNumbers.apply(op, BigInt(x), BigInt(y)) else {
      throw unsupported(op, "int", "int")
    }
    return result
  }

  private static func smallPower(_ base: Int, _ exponent: Int) -> Int? {
    if exponent == 2 {
      let (square, overflow) = base.multipliedReportingOverflow(by: base)
      return overflow ? nil : square
    }
    var result = 1
    var factor = base
    var left = exponent
    while true {
      if left & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        result = product
      }
      left >>= 1
      if left == 0 { return result }
      let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      factor = square
    }
  }

  @inline(__always)
  static func apply(_ op: BinaryOperator, _ x: Double, _ y: Double) throws(Raise) -> PyValue {
    switch op {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    case .divide:
      if y == 0 { throw Raise.zeroDivision("float division by zero") }
      return .float(x / y)
    case .floorDivide:
      if y == 0 { throw Raise.zeroDivision("float floor division by zero") }
      return .float(divmod(x, y).quotient)
    case .modulo:
      if y == 0 { throw Raise.zeroDivision("float modulo") }
      return .float(divmod(x, y).rest)
    case .power: return try power(x, y)
    default: throw unsupported(op, "float", "float")
    }
  }

  private static func unsupported(_ op: BinaryOperator, _ a: String, _ b: String) -> Raise {
    Raise.type("unsupported operand type(s) for \(op.rawValue): '\(a)' and '\(b)'")
  }

  static func divmod(_ x: Double, _ y: Double) -> (quotient: Double, rest: Double) {
    var rest = fmod(x, y)
    var quotient = (x - rest) / y
    if rest != 0 {
      if (y < 0) != (rest < 0) {
        rest += y
        quotient -= 1
      }
    } else {
      rest = copysign(0, y)
    }
    if quotient != 0 {
      let floored = quotient.rounded(.down)
      quotient = quotient - floored > 0.5 ? floored + 1 : floored
    } else {
      quotient = copysign(0, x / y)
    }
    return (quotient, rest)
  }

  static func power(_ x: Double, _ y: Double) throws(Raise) -> PyValue {
    if x == 0, y < 0 {
      throw Raise.zeroDivision("0.0 cannot be raised to a negative power")
    }
    if x < 0, x.isFinite, y.isFinite, y != y.rounded() {
      return try ComplexNumbers.power((x, 0), (y, 0))
    }
    let result = y == 2 ? x * x : pow(x, y)
    if result.isInfinite, x.isFinite, y.isFinite {
      throw Raise(.overflowError, [.int(34), .string("Numerical result out of range")])
    }
    return .float(result)
  }

  /// Numbers of different kinds, or big ones; `nil` where one operand is no number.
  static func applyMixed(
    _ op: BinaryOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue? {
    guard a.isNumber, b.isNumber else { return nil }
    if case .bool(let x) = a, case .bool(let y) = b {
      switch op {
      case .bitAnd: return .bool(x && y)
      case .bitOr: return .bool(x || y)
      case .bitXor: return .bool(x != y)
      default: break
      }
    }
    if let x = a.smallInt, let y = b.smallInt { return try apply(op, x, y) }
    if let x = a.bigInt, let y = b.bigInt { return try BigNumbers.apply(op, x, y) }
    if a.object is ComplexObject || b.object is ComplexObject {
      guard let x = a.complexParts, let y = b.complexParts else { return nil }
      return try ComplexNumbers.apply(op, x, y)
    }
    switch op {
    case .leftShift, .rightShift, .bitAnd, .bitOr, .bitXor, .matrixMultiply: return nil
    default: return try apply(op, try a.asDouble(), try b.asDouble())
    }
  }

  static func apply(_ op: UnaryOperator, _ a: PyValue) throws(Raise) -> PyValue? {
    switch (op, a) {
    case (.minus, .int(let x)) where x != .min: return .int(-x)
    case (.minus, .float(let x)): return .float(-x)
    case (.plus, .int), (.plus, .float): return a
    case (.invert, .int(let x)): return .int(~x)
    case (.minus, .bool(let x)): return .int(x ? -1 : 0)
    case (.plus, .bool(let x)): return .int(x ? 1 : 0)
    case (.invert, .bool(let x)): return .int(x ? -2 : -1)
    default: break
    }
    if let big = a.bigInt {
      switch op {
      case .minus: return .integer(-big)
      case .plus: return a
      case .invert: return .integer(-big - 1)
      case .not: return .bool(big == 0)
      }
    }
    if let complex = a.object as? ComplexObject {
      if op == .minus { return .complex(-complex.real, -complex.imaginary) }
      if op == .plus { return a }
    }
    return nil
  }

  /// A comparison of numbers; `nil` where one side is none, or complex numbers are ordered.
  @inline(__always)
  static func compare(_ op: ComparisonOperator, _ a: PyValue, _ b: PyValue) -> Bool? {
    switch (a, b) {
    case (.int(let x), .int(let y)): return ordered(op, x, y)
    case (.float(let x), .float(let y)): return ordered(op, x, y)
    default: return compareMixed(op, a, b)
    }
  }

  private static func compareMixed(
    _ op: ComparisonOperator, _ a: PyValue, _ b: PyValue
  ) -> Bool? {
    guard a.isNumber, b.isNumber else { return nil }
    if let x = a.smallInt, let y = b.smallInt { return ordered(op, x, y) }
    if a.object is ComplexObject || b.object is ComplexObject {
      guard op == .equal || op == .notEqual, let x = a.complexParts, let y = b.complexParts
      else { return nil }
      return (x == y) == (op == .equal)
    }
    if let x = a.bigInt, let y = b.bigInt { return ordered(op, x, y) }
    if case .float(let x) = a, let y = b.bigInt { return ordered(op, compareExactly(x, y), 0) }
    if case .float(let y) = b, let x = a.bigInt {
      if y.isNaN { return op == .notEqual }
      return ordered(op, -compareExactly(y, x), 0)
    }
    return nil
  }

  /// −1, 0 or 1 without rounding the whole number; not-a-number for not-a-number.
  private static func compareExactly(_ x: Double, _ y: BigInt) -> Double {
    if x.isNaN { return .nan }
    if x.isInfinite { return x > 0 ? 1 : -1 }
    let floor = BigInt(x.rounded(.down))
    if floor != y { return floor < y ? -1 : 1 }
    return x == x.rounded(.down) ? 0 : 1
  }

  @inline(__always)
  static func ordered<Number: Comparable>(
    _ op: ComparisonOperator, _ x: Number, _ y: Number
  ) -> Bool? {
    switch op {
    case .less: x < y
    case .lessEqual: x <= y
    case .greater: x > y
    case .greaterEqual: x >= y
    case .equal: x == y
    case .notEqual: x != y
    default: nil
    }
  }
}
