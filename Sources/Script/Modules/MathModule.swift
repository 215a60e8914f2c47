import BigInt
import Glibc

/// Python's `math`.
func makeMathModule() -> ModuleObject {
  let module = ModuleObject("math", isBuiltin: true)
  module.set("pi", .float(.pi))
  module.set("e", .float(M_E))
  module.set("tau", .float(2 * .pi))
  module.set("inf", .float(.infinity))
  module.set("nan", .float(.nan))
  addElementary(to: module)
  addRounding(to: module)
  addCombinatorics(to: module)
  addSums(to: module)
  return module
}

private func domain() -> Raise { Raise.value("math domain error") }
private func range() -> Raise { Raise.overflow("math range error") }

/// The value of a C function with CPython's errors: a NaN or infinity that the argument does not
/// explain.
private func checked(_ result: Double, _ x: Double, overflows: Bool) throws(Raise) -> PyValue {
  if result.isNaN, !x.isNaN { throw domain() }
  if result.isInfinite, x.isFinite { throw overflows ? range() : domain() }
  return .float(result)
}

private func addElementary(to module: ModuleObject) {
  let functions: [(String, (Double) -> Double, overflows: Bool)] = [
    ("sin", sin, false), ("cos", cos, false), ("tan", tan, false), ("asin", asin, false),
    ("acos", acos, false), ("atan", atan, false), ("sinh", sinh, true), ("cosh", cosh, true),
    ("tanh", tanh, false), ("asinh", asinh, false), ("acosh", acosh, false),
    ("atanh", atanh, false), ("exp", exp, true), ("exp2", exp2, true), ("expm1", expm1, true),
    ("log1p", log1p, false), ("sqrt", sqrt, false), ("cbrt", cbrt, false), ("fabs", fabs, false),
    ("erf", erf, false), ("erfc", erfc, false),
  ]
  for (name, function, overflows) in functions {
    module.function(name, "x, /") { a throws(Raise) in
      let x = try a.double(0)
      return try checked(function(x), x, overflows: overflows)
    }
  }
  module.function("gamma", "x, /") { a throws(Raise) in
    let x = try a.double(0)
    if x == x.rounded(), x <= 0 || x == -.infinity { throw domain() }
    return try checked(GammaFunction.value(x), x, overflows: true)
  }
  module.function("lgamma", "x, /") { a throws(Raise) in
    let x = try a.double(0)
    if x == x.rounded(), x <= 0, x.isFinite { throw domain() }
    return try checked(GammaFunction.logarithm(x), x, overflows: true)
  }
  module.function("log", "x, base=..., /") { a throws(Raise) in
    let numerator = try logarithm(a[0], log, M_LN2)
    if a[1].isUnbound { return .float(numerator) }
    let denominator = try logarithm(a[1], log, M_LN2)
    if denominator == 0 { throw Raise.zeroDivision("float division by zero") }
    return .float(numerator / denominator)
  }
  module.function("log2", "x, /") { a throws(Raise) in .float(try logarithm(a[0], log2, 1)) }
  module.function("log10", "x, /") { a throws(Raise) in
    .float(try logarithm(a[0], log10, log10(2)))
  }
  module.function("pow", "x, y, /") { a throws(Raise) in
    let x = try a.double(0)
    let y = try a.double(1)
    let result = pow(x, y)
    if result.isNaN, !x.isNaN, !y.isNaN { throw domain() }
    if result.isInfinite, x.isFinite, y.isFinite { throw x == 0 ? domain() : range() }
    return .float(result)
  }
  module.function("atan2", "y, x, /") { a throws(Raise) in
    .float(atan2(try a.double(0), try a.double(1)))
  }
  module.function("hypot", "*coordinates") { a throws(Raise) in
    .float(try length(a[0].items()))
  }
  module.function("dist", "p, q, /") { a throws(Raise) in
    let p = try a[0].items()
    let q = try a[1].items()
    guard p.count == q.count else {
      throw Raise.value("both points must have the same number of dimensions")
    }
    var differences: [PyValue] = []
    for (x, y) in zip(p, q) { differences.append(.float(try x.asDouble() - y.asDouble())) }
    return .float(try length(differences))
  }
  module.function("degrees", "x, /") { a throws(Raise) in .float(try a.double(0) * (180 / .pi)) }
  module.function("radians", "x, /") { a throws(Raise) in .float(try a.double(0) * (.pi / 180)) }
}

private func length(_ coordinates: [PyValue]) throws(Raise) -> Double {
  var parts: [Double] = []
  for coordinate in coordinates { parts.append(try coordinate.asDouble().magnitude) }
  if parts.contains(.infinity) { return .infinity }
  if parts.count == 2 { return hypot(parts[0], parts[1]) }
  if parts.contains(where: { $0.isNaN }) { return .nan }
  guard let largest = parts.max(), largest > 0 else { return 0 }
  // Scaled by a power of two, summed with the rounding errors kept.
  let scale = Double(sign: .plus, exponent: -Int(largest.exponent) - 1, significand: 1)
  var sum = 0.0
  var rest = 0.0
  for part in parts {
    let scaled = part * scale
    let square = scaled * scaled
    rest += (-square).addingProduct(scaled, scaled)
    let next = sum + square
    rest += sum > square ? (sum - next) + square : (square - next) + sum
    sum = next
  }
  var root = sqrt(sum + rest)
  root += (sum.addingProduct(-root, root) + rest) / (2 * root)
  return root / scale
}

/// A logarithm that also takes whole numbers too large for a `float`.
private func logarithm(
  _ value: PyValue, _ function: (Double) -> Double, _ perBit: Double
) throws(Raise) -> Double {
  if let big = value.bigInt, value.object?.kind == .bigInt {
    guard big.sign == .plus else { throw domain() }
    let shift = max(big.magnitude.bitWidth - 64, 0)
    return function(Double(big >> shift)) + Double(shift) * perBit
  }
  let x = try value.asDouble()
  if x <= 0 { throw domain() }
  return function(x)
}

private func addRounding(to module: ModuleObject) {
  let roundings: [(String, Symbol, FloatingPointRoundingRule)] = [
    ("floor", Names.floor, .down), ("ceil", Names.ceil, .up), ("trunc", Names.trunc, .towardZero),
  ]
  for (name, special, rule) in roundings {
    module.function(name, "x, /") { a throws(Raise) in
      if let index = a[0].bigInt { return .integer(index) }
      if case .object(let object) = a[0], let method = object.type.lookup(special) {
        return try method.callMethod(on: object)
      }
      if name == "trunc", case .object = a[0] {
        throw Raise.type("type \(a[0].typeName) doesn't define __trunc__ method")
      }
      return try truncated(try a.double(0).rounded(rule))
    }
  }
  module.function("fmod", "x, y, /") { a throws(Raise) in
    let x = try a.double(0)
    let y = try a.double(1)
    let result = fmod(x, y)
    if result.isNaN, !x.isNaN, !y.isNaN { throw domain() }
    return .float(result)
  }
  module.function("remainder", "x, y, /") { a throws(Raise) in
    let x = try a.double(0)
    let y = try a.double(1)
    if y == 0 && !x.isNaN || x.isInfinite && !y.isNaN { throw domain() }
    return .float(remainder(x, y))
  }
  module.function("copysign", "x, y, /") { a throws(Raise) in
    .float(copysign(try a.double(0), try a.double(1)))
  }
  module.function("modf", "x, /") { a throws(Raise) in
    let x = try a.double(0)
    if x.isInfinite { return .tuple([.float(copysign(0, x)), .float(x)]) }
    let whole = x.rounded(.towardZero)
    return .tuple([.float(copysign(x - whole, x)), .float(whole)])
  }
  module.function("frexp", "x, /") { a throws(Raise) in
    let x = try a.double(0)
    guard x.isFinite, x != 0 else { return .tuple([.float(x), .int(0)]) }
    let parts = frexp(x)
    return .tuple([.float(copysign(parts.0, x)), .int(parts.1)])
  }
  module.function("ldexp", "x, i, /") { a throws(Raise) in
    let x = try a.double(0)
    let result = scalbn(x, max(min(try a.int(1), 10_000), -10_000))
    if result.isInfinite, x.isFinite { throw range() }
    return .float(result)
  }
  module.function("ulp", "x, /") { a throws(Raise) in
    let x = try a.double(0)
    return .float(x.isFinite ? x.magnitude.ulp : x.magnitude)
  }
  module.function("nextafter", "x, y, /") { a throws(Raise) in
    .float(nextafter(try a.double(0), try a.double(1)))
  }
  module.function("isnan", "x, /") { a throws(Raise) in .bool(try a.double(0).isNaN) }
  module.function("isinf", "x, /") { a throws(Raise) in .bool(try a.double(0).isInfinite) }
  module.function("isfinite", "x, /") { a throws(Raise) in .bool(try a.double(0).isFinite) }
  module.function("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0") { a throws(Raise) in
    let x = try a.double(0)
    let y = try a.double(1)
    let relative = try a.double(2)
    let absolute = try a.double(3)
    guard relative >= 0, absolute >= 0 else { throw Raise.value("tolerances must be non-negative") }
    if x == y { return .bool(true) }
    if x.isInfinite || y.isInfinite { return .bool(false) }
    let difference = (x - y).magnitude
    return .bool(
      difference <= (relative * y).magnitude || difference <= (relative * x).magnitude
        || difference <= absolute)
  }
}

private func wholeNumber(_ value: PyValue) throws(Raise) -> BigInt {
  guard let number = try value.asIndex()?.bigInt else {
    throw Raise.type("'\(value.typeName)' object cannot be interpreted as an integer")
  }
  return number
}

private func addCombinatorics(to module: ModuleObject) {
  module.function("factorial", "n, /") { a throws(Raise) in
    let number = try wholeNumber(a[0])
    guard number.sign == .plus || number == 0 else {
      throw Raise.value("factorial() not defined for negative values")
    }
    guard let count = Int(exactly: number), count < 100_000 else {
      throw Raise.overflow("factorial() argument should not exceed 9223372036854775807")
    }
    return .integer(product(1, max(count, 1)))
  }
  module.function("comb", "n, k, /") { a throws(Raise) in
    let (n, k) = try pair(a, "comb")
    let least = min(k, n - k)
    if least < 0 { return .int(0) }
    guard least < 100_000 else { throw Raise(.memoryError, []) }
    var result = BigInt(1)
    for index in 0..<least { result = result * BigInt(n - index) / BigInt(index + 1) }
    return .integer(result)
  }
  module.function("perm", "n, k=None, /") { a throws(Raise) in
    if !a.has(1) {
      guard try a.int(0) < 100_000 else { throw Raise(.memoryError, []) }
      return .integer(product(1, max(try a.int(0), 1)))
    }
    let (n, k) = try pair(a, "perm")
    guard k < 100_000 else { throw Raise(.memoryError, []) }
    return k > n ? .int(0) : k == 0 ? .int(1) : .integer(product(n - k + 1, n))
  }
  module.function("gcd", "*integers") { a throws(Raise) in
    var result = BigInt(0)
    for value in try a[0].items() {
      result = result.greatestCommonDivisor(with: try wholeNumber(value))
    }
    return .integer(BigInt(result.magnitude))
  }
  module.function("lcm", "*integers") { a throws(Raise) in
    var result = BigInt(1)
    for value in try a[0].items() {
      let number = BigInt(try wholeNumber(value).magnitude)
      if number == 0 { return .int(0) }
      result = result / result.greatestCommonDivisor(with: number) * number
    }
    return .integer(result)
  }
  module.function("isqrt", "n, /") { a throws(Raise) in
    let number = try wholeNumber(a[0])
    guard number.sign == .plus || number == 0 else {
      throw Raise.value("isqrt() argument must be nonnegative")
    }
    return .integer(number.squareRoot())
  }
}

private func pair(_ a: Bound, _ name: String) throws(Raise) -> (Int, Int) {
  let n = try a.int(0)
  let k = try a.int(1)
  guard n >= 0 else { throw Raise.value("n must be a non-negative integer") }
  guard k >= 0 else { throw Raise.value("k must be a non-negative integer") }
  return (n, k)
}

/// The product of all whole numbers from `low` to `high`, by halves so that factors stay alike.
private func product(_ low: Int, _ high: Int) -> BigInt {
  if high - low < 8 { return (low...high).reduce(BigInt(1)) { $0 * BigInt($1) } }
  let middle = (low + high) / 2
  return product(low, middle) * product(middle + 1, high)
}

private func addSums(to module: ModuleObject) {
  module.function("fsum", "seq, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    var partials: [Double] = []
    var special = 0.0
    while let value = try iterator.next() {
      var x = try value.asDouble()
      if !x.isFinite {
        special += x
        continue
      }
      var kept = 0
      for index in partials.indices {
        var y = partials[index]
        if x.magnitude < y.magnitude { swap(&x, &y) }
        let high = x + y
        let low = y - (high - x)
        if low != 0 {
          partials[kept] = low
          kept += 1
        }
        x = high
      }
      partials.removeSubrange(kept...)
      partials.append(x)
    }
    if special != 0 || special.isNaN { return .float(special) }
    return .float(roundedSum(partials))
  }
  module.function("prod", "iterable, /, *, start=1") { a throws(Raise) in
    let iterator = try a[0].iterate()
    var result = a[1]
    while let value = try iterator.next() {
      result = try Operators.apply(.multiply, result, value)
    }
    return result
  }
}

/// The sum of partials that do not overlap, rounded half to even.
private func roundedSum(_ partials: [Double]) -> Double {
  guard var high = partials.last else { return 0 }
  var index = partials.count - 1
  var low = 0.0
  while index > 0 {
    let x = high
    index -= 1
    let y = partials[index]
    high = x + y
    low = y - (high - x)
    if low != 0 { break }
  }
  if index > 0,
    low < 0 && partials[index - 1] < 0 || low > 0 && index > 0 && partials[index - 1] > 0
  {
    let twice = low * 2
    let moved = high + twice
    if twice == moved - high { high = moved }
  }
  return high
}
