import BigInt
import Glibc

// MARK: int

nonisolated(unsafe) let constructInt: TypeObject.Constructor = { _, arguments throws(Raise) in
  if arguments.count == 1, arguments.keywords == nil { return try integer(arguments[0]) }
  return try intSignature.bind(arguments) { a throws(Raise) in
    if a[0].isUnbound { return .int(0) }
    if !a[1].isUnbound {
      let base = try a.int(1)
      guard base == 0 || (2...36).contains(base) else {
        throw Raise.value("int() base must be >= 2 and <= 36, or 0")
      }
      guard let text = a[0].text else {
        throw Raise.type("int() can't convert non-string with explicit base")
      }
      return try parseInteger(text, base: base)
    }
    return try integer(a[0])
  }
}

/// Python's `int(x)`.
func integer(_ value: PyValue) throws(Raise) -> PyValue {
  switch value {
  case .int: return value
  case .bool(let truth): return .int(truth ? 1 : 0)
  case .float(let double): return try truncated(double)
  case .object(let object):
    if object.kind == .bigInt { return value }
    if let text = value.text { return try parseInteger(text, base: 10) }
    if let bytes = object as? BytesObject {
      return try parseInteger(String(decoding: bytes.bytes, as: UTF8.self), base: 10)
    }
    if let number = try object.asInt() { return number }
  default: break
  }
  throw Raise.type(
    "int() argument must be a string, a bytes-like object or a real number, not "
      + "'\(value.typeName)'")
}

func truncated(_ double: Double) throws(Raise) -> PyValue {
  if let small = Int(exactly: double.rounded(.towardZero)) { return .int(small) }
  if double.isNaN { throw Raise.value("cannot convert float NaN to integer") }
  if double.isInfinite { throw Raise.overflow("cannot convert float infinity to integer") }
  return .integer(BigInt(double))
}

func parseInteger(_ text: String, base: Int) throws(Raise) -> PyValue {
  let invalid = Raise.value(
    "invalid literal for int() with base \(base): \(representation(of: text))")
  var digits = text.trimmingPythonSpaces().lowercased()[...]
  var isNegative = false
  if let sign = digits.first, sign == "-" || sign == "+" {
    isNegative = sign == "-"
    digits.removeFirst()
  }
  var radix = base
  for (prefix, value) in [("0x", 16), ("0o", 8), ("0b", 2)] where base == 0 || base == value {
    if digits.hasPrefix(prefix) {
      radix = value
      digits = digits.dropFirst(2)
      if digits.first == "_" { digits.removeFirst() }
    }
  }
  if radix == 0 { radix = 10 }
  guard let first = digits.first, first != "_", digits.last != "_", !digits.contains("__") else {
    throw invalid
  }
  var plain = ""
  for scalar in digits.unicodeScalars where scalar != "_" {
    if let digit = scalar.properties.numericValue, scalar.properties.numericType == .decimal {
      plain += String(Int(digit))
    } else {
      plain.unicodeScalars.append(scalar)
    }
  }
  if base == 0, radix == 10, plain.count > 1, plain.hasPrefix("0"),
    plain.contains(where: { $0 != "0" })
  {
    throw invalid
  }
  guard plain.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { throw invalid }
  if let small = Int(plain, radix: radix) { return .int(isNegative ? -small : small) }
  if radix == 10, plain.utf8.count > 4300 {
    throw Raise.value(
      "Exceeds the limit (4300 digits) for integer string conversion: value has "
        + "\(plain.utf8.count) digits; use sys.set_int_max_str_digits() to increase the limit")
  }
  guard let big = BigInt(plain, radix: radix) else { throw invalid }
  return .integer(isNegative ? -big : big)
}

private func big(_ a: Bound) throws(Raise) -> BigInt {
  guard let value = a[0].bigInt else {
    throw Raise.type("descriptor '\(a.name)' requires an 'int' object")
  }
  return value
}

nonisolated(unsafe) let intMembers: [NativeMember] = [
  .property("real") { value throws(Raise) in PyValue(try value.asIndex()) },
  .property("imag") { _ throws(Raise) in .int(0) },
  .property("numerator") { value throws(Raise) in PyValue(try value.asIndex()) },
  .property("denominator") { _ throws(Raise) in .int(1) },
  .method("conjugate", "") { a throws(Raise) in a[0] },
  .method("bit_length", "") { a throws(Raise) in .int(try big(a).magnitude.bitWidth) },
  .method("bit_count", "") { a throws(Raise) in
    .int(try big(a).magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
  },
  .method("as_integer_ratio", "") { a throws(Raise) in .tuple([a[0], .int(1)]) },
  .method("is_integer", "") { _ throws(Raise) in .bool(true) },
  .method("to_bytes", "length=1, byteorder='big', *, signed=False") { a throws(Raise) in
    var value = try big(a)
    let length = try a.int(1)
    guard length >= 0 else { throw Raise.value("length argument must be non-negative") }
    guard length < 1 << 16 else { throw Raise(.memoryError, []) }
    if value.sign == .minus, value != 0 {
      guard try a.bool(3) else {
        throw Raise.overflow("can't convert negative int to unsigned")
      }
      value += BigInt(1) << (length * 8)
    }
    guard value.magnitude.bitWidth <= length * 8 else {
      throw Raise.overflow("int too big to convert")
    }
    var bytes: [UInt8] = []
    for index in 0..<length { bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8))) }
    return .object(BytesObject(try a.text(2) == "big" ? bytes.reversed() : bytes))
  },
  .staticMethod("from_bytes", "bytes, byteorder='big', *, signed=False") { a throws(Raise) in
    var bytes = a[0].cast(BytesObject.self)?.bytes ?? []
    if a[0].cast(BytesObject.self) == nil {
      for byte in try a[0].items() {
        bytes.append(UInt8(truncatingIfNeeded: try byte.asIndexInt()))
      }
    }
    guard bytes.count < 1 << 16 else { throw Raise(.memoryError, []) }
    if try a.text(1) == "little" { bytes.reverse() }
    var value = BigInt(0)
    for byte in bytes { value = value << 8 + BigInt(byte) }
    if try a.bool(2), let first = bytes.first, first >= 0x80 {
      value -= BigInt(1) << (bytes.count * 8)
    }
    return .integer(value)
  },
]

// MARK: bool

nonisolated(unsafe) let constructBool: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count <= 1 else {
    throw Raise.type("bool expected at most 1 argument, got \(arguments.count)")
  }
  return .bool(arguments.count == 1 ? try arguments[0].truth() : false)
}

// MARK: float

nonisolated(unsafe) let constructFloat: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.keywords == nil else { throw Raise.type("float() takes no keyword arguments") }
  guard arguments.count <= 1 else {
    throw Raise.type("float expected at most 1 argument, got \(arguments.count)")
  }
  if arguments.count == 0 { return .float(0) }
  let value = arguments[0]
  switch value {
  case .float: return value
  case .int(let number): return .float(Double(number))
  case .bool(let truth): return .float(truth ? 1 : 0)
  default: break
  }
  if let text = value.text { return .float(try parseFloat(text)) }
  if case .object(let object) = value, let double = try object.asFloat() { return .float(double) }
  throw Raise.type("float() argument must be a string or a real number, not '\(value.typeName)'")
}

/// Text as a `float`; `nil` where it is none.
func float(of text: String) -> Double? {
  let trimmed = text.trimmingPythonSpaces().lowercased()
  switch trimmed {
  case "inf", "+inf", "infinity", "+infinity": return .infinity
  case "-inf", "-infinity": return -.infinity
  case "nan", "+nan", "-nan": return .nan
  default: break
  }
  guard let first = trimmed.utf8.first, !trimmed.utf8.contains(UInt8(ascii: "x")),
    !trimmed.utf8.contains(UInt8(ascii: "p")), first != UInt8(ascii: "n"),
    first != UInt8(ascii: "i"), trimmed.utf8.allSatisfy({ $0 < 0x80 })
  else { return nil }
  let bytes = Array(trimmed.utf8)
  for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
    guard index > 0, index + 1 < bytes.count, (0x30...0x39).contains(bytes[index - 1]),
      (0x30...0x39).contains(bytes[index + 1])
    else { return nil }
  }
  guard bytes.allSatisfy({ (0x30...0x39).contains($0) || "_+-.e".utf8.contains($0) }) else {
    return nil
  }
  let plain = String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  var end: UnsafeMutablePointer<CChar>?
  return plain.withCString { start -> Double? in
    let value = strtod(start, &end)
    return end.map { $0 - UnsafeMutablePointer(mutating: start) } == plain.utf8.count ? value : nil
  }
}

private func parseFloat(_ text: String) throws(Raise) -> Double {
  guard let value = float(of: text) else {
    throw Raise.value("could not convert string to float: \(representation(of: text))")
  }
  return value
}

nonisolated(unsafe) let floatMembers: [NativeMember] = [
  .property("real") { value throws(Raise) in value },
  .property("imag") { _ throws(Raise) in .float(0) },
  .method("conjugate", "") { a throws(Raise) in a[0] },
  .method("is_integer", "") { a throws(Raise) in
    let value = try a.double(0)
    return .bool(value.isFinite && value == value.rounded())
  },
  .method("as_integer_ratio", "") { a throws(Raise) in
    let value = try a.double(0)
    guard value.isFinite else {
      if value.isNaN { throw Raise.value("cannot convert NaN to integer ratio") }
      throw Raise.overflow("cannot convert Infinity to integer ratio")
    }
    var mantissa = value
    var exponent = 0
    while mantissa != mantissa.rounded() {
      mantissa *= 2
      exponent += 1
    }
    return .tuple([.integer(BigInt(mantissa)), .integer(BigInt(1) << exponent)])
  },
  .method("hex", "") { a throws(Raise) in .string(hexadecimal(try a.double(0))) },
  .staticMethod("fromhex", "string, /") { a throws(Raise) in
    let text = try a.text(0)
    guard let value = Double(text.lowercased().trimmingSpaces()) else {
      throw Raise.value("invalid hexadecimal floating-point string")
    }
    return .float(value)
  },
]

private func hexadecimal(_ value: Double) -> String {
  guard value.isFinite else { return representation(of: value) }
  let sign = value.sign == .minus ? "-" : ""
  if value == 0 { return sign + "0x0.0p+0" }
  let digits = String(value.significandBitPattern, radix: 16)
  let padded = String(repeating: "0", count: 13 - digits.count) + digits
  let isNormal = value.exponentBitPattern != 0
  let exponent = isNormal ? Int(value.exponentBitPattern) - 1023 : -1022
  return "\(sign)0x\(isNormal ? 1 : 0).\(padded)p\(exponent < 0 ? "-" : "+")\(abs(exponent))"
}

// MARK: complex

nonisolated(unsafe) let constructComplex: TypeObject.Constructor = { _, arguments throws(Raise) in
  try complexSignature.bind(arguments) { a throws(Raise) in
    if let text = a[0].text {
      guard a[1].isUnbound else {
        throw Raise.type("complex() can't take second arg if first is a string")
      }
      return try parseComplex(text)
    }
    guard a[1].text == nil else { throw Raise.type("complex() second arg can't be a string") }
    let x = try complexArgument(a[0], "first")
    let y = try complexArgument(a[1], "second")
    let real = a[1].object is ComplexObject ? x.real - y.imaginary : x.real
    let imaginary = a[0].object is ComplexObject ? x.imaginary + y.real : y.real
    return .complex(real, imaginary)
  }
}

private func complexArgument(
  _ value: PyValue, _ place: String
) throws(Raise) -> (real: Double, imaginary: Double) {
  if value.isUnbound { return (0, 0) }
  if let parts = value.complexParts { return parts }
  if case .object(let object) = value {
    if let method = object.type.lookup(Names.complex),
      let parts = try method.callMethod(on: object).complexParts
    {
      return parts
    }
    if let double = try object.asFloat() { return (double, 0) }
  }
  let what = place == "first" ? "a string or a number" : "a number"
  throw Raise.type("complex() \(place) argument must be \(what), not '\(value.typeName)'")
}

private func parseComplex(_ text: String) throws(Raise) -> PyValue {
  let malformed = Raise.value("complex() arg is a malformed string")
  var body = text.trimmingPythonSpaces().lowercased()
  if body.hasPrefix("("), body.hasSuffix(")") {
    body = String(body.dropFirst().dropLast()).trimmingPythonSpaces()
  }
  guard body.hasSuffix("j") else {
    guard let real = float(of: body) else { throw malformed }
    return .complex(real, 0)
  }
  let bytes = Array(body.dropLast().utf8)
  var split = 0
  for index in bytes.indices.dropFirst()
  where (bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"))
    && bytes[index - 1] != UInt8(ascii: "e")
  {
    split = index
  }
  let realText = String(decoding: bytes[..<split], as: UTF8.self)
  var imaginaryText = String(decoding: bytes[split...], as: UTF8.self)
  if imaginaryText.isEmpty || imaginaryText == "+" || imaginaryText == "-" { imaginaryText += "1" }
  guard let imaginary = float(of: imaginaryText), let real = split == 0 ? 0 : float(of: realText)
  else { throw malformed }
  return .complex(real, imaginary)
}

nonisolated(unsafe) let complexMembers: [NativeMember] = [
  .property("real") { value throws(Raise) in .float(value.complexParts?.real ?? 0) },
  .property("imag") { value throws(Raise) in .float(value.complexParts?.imaginary ?? 0) },
  .method("conjugate", "") { a throws(Raise) in
    let value = try a.object(0, ComplexObject.self)
    return .complex(value.real, -value.imaginary)
  },
]

extension String {
  func trimmingPythonSpaces() -> String {
    var view = unicodeScalars[...]
    while let first = view.first, first.isPythonSpace { view.removeFirst() }
    while let last = view.last, last.isPythonSpace { view.removeLast() }
    return String(String.UnicodeScalarView(view))
  }
}

nonisolated(unsafe) private let intSignature = Signature(
  "int", "x=..., /, base=...", manner: .builtin)
nonisolated(unsafe) private let complexSignature = Signature(
  "complex", "real=..., imag=...", manner: .builtin)
