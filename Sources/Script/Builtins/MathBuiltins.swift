import BigInt
import Glibc

/// Python's `abs(x)`.
func absolute(_ value: PyValue) throws(Raise) -> PyValue {
  switch value {
  case .int(let number) where number != .min: return .int(abs(number))
  case .float(let number): return .float(number.magnitude)
  case .bool(let truth): return .int(truth ? 1 : 0)
  case .object(let object):
    if let big = value.bigInt { return .integer(big.sign == .minus ? -big : big) }
    if let complex = object as? ComplexObject {
      return .float(hypot(complex.real, complex.imaginary))
    }
    if let method = object.type.lookup(Names.abs) { return try method.callMethod(on: object) }
    if let method = try object.findAttribute(Names.abs) { return try method.call() }
  default: break
  }
  if let big = value.bigInt { return .integer(BigInt(big.magnitude)) }
  throw Raise.type("bad operand type for abs(): '\(value.typeName)'")
}

/// Python's `round(x, digits)`.
func rounded(_ value: PyValue, _ digits: PyValue) throws(Raise) -> PyValue {
  switch value {
  case .float(let number):
    if digits.isAbsent { return try truncated(number.rounded(.toNearestOrEven)) }
    return .float(try rounded(number, try digits.asIndexInt()))
  case .int, .bool: return try roundedInteger(value, digits)
  case .object(let object):
    if value.bigInt != nil { return try roundedInteger(value, digits) }
    if let method = object.type.lookup(Names.round) {
      return digits.isAbsent
        ? try method.callMethod(on: object) : try method.callMethod(on: object, digits)
    }
    if let method = try object.findAttribute(Names.round) {
      return digits.isAbsent ? try method.call() : try method.call(digits)
    }
  default: break
  }
  throw Raise.type("type \(value.typeName) doesn't define __round__ method")
}

private func roundedInteger(_ value: PyValue, _ digits: PyValue) throws(Raise) -> PyValue {
  guard let number = value.bigInt else { return value }
  guard !digits.isAbsent else { return .integer(number) }
  let places = try digits.asIndexInt()
  if places >= 0 { return .integer(number) }
  guard places > -5000 else { return .int(0) }
  let unit = BigInt(10).power(-places)
  let (quotient, rest) = BigNumbers.divmod(number, unit)
  let twice = rest * 2
  let isUp = twice > unit || twice == unit && quotient % 2 != 0
  return .integer((isUp ? quotient + 1 : quotient) * unit)
}

/// Rounds to decimal places the way the exact decimal value rounds.
func rounded(_ number: Double, _ places: Int) throws(Raise) -> Double {
  guard number.isFinite, number != 0 else { return number }
  if places > 323 { return number }
  if places < -308 { return number * 0 }
  let text: String
  if places >= 0 {
    text = fixedDecimal(number, places)
  } else {
    text = try roundedInteger(try truncatedHalfAware(number, places), .int(places)).repr()
  }
  guard let result = Double(text) else { return number }
  guard result.isFinite else {
    throw Raise.overflow("rounded value too large to represent")
  }
  return result == 0 ? copysign(0, number) : result
}

/// The whole part, moved off a tie by what the fraction adds.
private func truncatedHalfAware(_ number: Double, _ places: Int) throws(Raise) -> PyValue {
  let whole = number.rounded(.towardZero)
  guard whole != number, let big = try truncated(whole).bigInt else { return try truncated(whole) }
  let unit = BigInt(10).power(-places)
  let isTie = (BigInt(big.magnitude) * 2) % unit == 0
  return .integer(isTie ? (number > 0 ? big + 1 : big - 1) : big)
}

/// Python's `pow(base, exponent, modulus)`.
private func power(_ a: Bound) throws(Raise) -> PyValue {
  guard a.has(2) else { return try Operators.apply(.power, a[0], a[1]) }
  if case .object(let object) = a[0], object.kind == .instance,
    let method = object.type.lookup(Names.method(.power))
  {
    return try method.callMethod(on: object, a[1], a[2])
  }
  if a[0].type.module.hasPrefix("tensorflow.") {
    throw Raise.type(
      "override_binary_operator_helper.<locals>.binary_op_wrapper() takes 2 positional arguments "
        + "but 3 were given")
  }
  guard let base = a[0].bigInt, let exponent = a[1].bigInt, let modulus = a[2].bigInt else {
    throw Raise.type("pow() 3rd argument not allowed unless all arguments are integers")
  }
  guard modulus != 0 else { throw Raise.value("pow() 3rd argument cannot be 0") }
  let size = BigInt(modulus.magnitude)
  var result: BigInt
  if exponent.sign == .minus, exponent != 0 {
    guard let inverse = BigNumbers.divmod(base, size).rest.inverse(size) else {
      throw Raise.value("base is not invertible for the given modulus")
    }
    result = inverse.power(-exponent, modulus: size)
  } else {
    result = BigNumbers.divmod(base, size).rest.power(exponent, modulus: size)
  }
  if modulus.sign == .minus, result != 0 { result += modulus }
  return .integer(result)
}

func divmod(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
  if a.isNumber, b.isNumber {
    if case .float = a, let y = b.complexParts?.real, y == 0 {
      throw Raise.zeroDivision("float divmod()")
    }
    if case .float = b, let y = b.complexParts?.real, y == 0 {
      throw Raise.zeroDivision("float divmod()")
    }
    if a.object is ComplexObject || b.object is ComplexObject {
      throw Raise.type(
        "unsupported operand type(s) for divmod(): '\(a.typeName)' and '\(b.typeName)'")
    }
    return .tuple([
      try Operators.apply(.floorDivide, a, b), try Operators.apply(.modulo, a, b),
    ])
  }
  if case .object(let object) = a, let method = object.type.lookup(Names.divmod),
    let result = try method.callMethod(on: object, b).implemented
  {
    return result
  }
  if case .object(let object) = b, let method = object.type.lookup(Names.rdivmod),
    let result = try method.callMethod(on: object, a).implemented
  {
    return result
  }
  let hasTensor = [a, b].contains { $0.type.module.hasPrefix("tensorflow.") }
  if !hasTensor, a.object != nil || b.object != nil,
    let quotient = try? Operators.apply(.floorDivide, a, b)
  {
    return .tuple([quotient, try Operators.apply(.modulo, a, b)])
  }
  throw Raise.type(
    "unsupported operand type(s) for divmod(): '\(a.typeName)' and '\(b.typeName)'")
}

private func based(_ a: Bound, _ radix: Int, _ prefix: String) throws(Raise) -> PyValue {
  guard let number = try a[0].asIndex()?.bigInt else {
    throw Raise.type("'\(a[0].typeName)' object cannot be interpreted as an integer")
  }
  let sign = number.sign == .minus && number != 0 ? "-" : ""
  return .string(sign + prefix + String(number.magnitude, radix: radix))
}

nonisolated(unsafe) let mathBuiltins: [NativeFunction] = [
  NativeFunction("abs", "x, /") { a throws(Raise) in try absolute(a[0]) },
  NativeFunction("round", "number, ndigits=None") { a throws(Raise) in try rounded(a[0], a[1]) },
  NativeFunction("pow", "base, exp, mod=None") { a throws(Raise) in try power(a) },
  NativeFunction("divmod", "a, b, /") { a throws(Raise) in try divmod(a[0], a[1]) },
  NativeFunction("bin", "number, /") { a throws(Raise) in try based(a, 2, "0b") },
  NativeFunction("oct", "number, /") { a throws(Raise) in try based(a, 8, "0o") },
  NativeFunction("hex", "number, /") { a throws(Raise) in try based(a, 16, "0x") },
]
