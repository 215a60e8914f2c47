import BigInt

/// An `int` that does not fit a machine word.
package final class BigIntObject: PyObject {
  package let value: BigInt

  package init(_ value: BigInt) {
    self.value = value
    super.init(.int, kind: .bigInt)
  }

  package override func hash() throws(Raise) -> Int {
    let modulus = BigInt(1) << 61 - 1
    let rest = Int(value.magnitude % modulus.magnitude)
    let hash = value.sign == .minus ? -rest : rest
    return hash == -1 ? -2 : hash
  }

  package override func truth() throws(Raise) -> Bool { true }
  package override func repr() throws(Raise) -> String {
    let text = String(value)
    guard text.utf8.count <= 4301 else {
      throw Raise.value(
        "Exceeds the limit (4300 digits) for integer string conversion; "
          + "use sys.set_int_max_str_digits() to increase the limit")
    }
    return text
  }

  package override func format(_ specification: String) throws(Raise) -> String {
    try formatted(integer: value, specification)
  }

  package override func asIndex() throws(Raise) -> PyValue? { .object(self) }

  package override func asFloat() throws(Raise) -> Double? {
    // The library's own conversion cuts off instead of rounding.
    try Raise.converting { () throws(FormatProblem) in try IntegerText.double(value) }
  }
}

extension PyValue {
  /// A whole number in its shortest form.
  package static func integer(_ value: BigInt) -> PyValue {
    if let small = Int(exactly: value) { return .int(small) }
    return .object(BigIntObject(value))
  }

  /// The value of an `int` or `bool`, of any size.
  package var bigInt: BigInt? {
    switch self {
    case .int(let value): BigInt(value)
    case .bool(let value): BigInt(value ? 1 : 0)
    case .object(let object) where object.kind == .bigInt:
      unsafeDowncast(object, to: BigIntObject.self).value
    default: nil
    }
  }
}

/// A `complex`.
package final class ComplexObject: PyObject {
  package let real: Double
  package let imaginary: Double

  package init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
    super.init(.complex, kind: .complex)
  }

  package override func hash() throws(Raise) -> Int {
    let hash = hashOfFloat(real) &+ 1_000_003 &* hashOfFloat(imaginary)
    return hash == -1 ? -2 : hash
  }

  package override func truth() throws(Raise) -> Bool { real != 0 || imaginary != 0 }
  package override func repr() throws(Raise) -> String {
    representation(real: real, imaginary: imaginary)
  }

  package override func format(_ specification: String) throws(Raise) -> String {
    try formatted(real: real, imaginary: imaginary, specification)
  }
}

extension PyValue {
  package static func complex(_ real: Double, _ imaginary: Double) -> PyValue {
    .object(ComplexObject(real, imaginary))
  }
}
