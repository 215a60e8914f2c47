import Engine

/// `np.poly1d`: a polynomial that can be called.
package final class PolynomialObject: PyObject {
  let coefficients: NDArray

  init(_ coefficients: NDArray) {
    self.coefficients = (try? NumPyPolynomials.trimmed(coefficients)) ?? coefficients
    super.init(.polynomial)
  }

  private var degree: Int { coefficients.count - 1 }

  package override func repr() throws(Raise) -> String {
    let text = try ArrayObject(coefficients).repr()
    return "poly1d" + text.dropFirst("array".count)
  }

  /// Two lines: exponents above the terms.
  package override func str() throws(Raise) -> String {
    var (upper, lower) = (" ", "")
    for (place, value) in coefficients.doubles.enumerated() {
      let power = degree - place
      let text = try PyValue.float(abs(value)).format(".4g")
      guard text != "0" || degree == 0 else { continue }
      let sign = value < 0 ? "-" : "+"
      let lead = lower.isEmpty ? (value < 0 ? "-" : "") : " \(sign) "
      let part = lead + text + (power == 0 ? "" : " x")
      lower += part
      guard power > 1 else { continue }
      let exponent = String(power)
      // The exponent stands in the line above, behind its x.
      upper += String(repeating: " ", count: lower.utf8.count - upper.utf8.count) + exponent
      lower += String(repeating: " ", count: exponent.utf8.count - 1)
    }
    return upper + "\n" + lower
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard arguments.count == 1, arguments.keywords == nil else {
      throw Raise.type("poly1d takes one value")
    }
    if let inner = arguments[0].cast(PolynomialObject.self) {
      var value = PolynomialObject(try .filled(0, coefficients.dtype, [1]))
      for factor in try ArrayObject(coefficients).allItems() {
        let product = try NumPyPolynomials.product(value.coefficients, inner.coefficients)
        value = PolynomialObject(
          try NumPyPolynomials.sum(.add, product, try NumPyPolynomials.row(factor)))
      }
      return .object(value)
    }
    return NumPyResult.value(
      try NumPyPolynomials.value(coefficients, .strong(try ArrayReading.array(arguments[0]))))
  }

  /// The coefficient of a power.
  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    let power = try key.asIndexInt()
    guard power >= 0, power <= degree else { return .int(0) }
    return try ArrayObject(coefficients).item(.int(degree - power))
  }

  package override func length() throws(Raise) -> Int { degree }

  package override func iterate() throws(Raise) -> PyIterator {
    try ArrayObject(coefficients).iterate()
  }

  private func combined(
    _ op: BinaryOperator, _ x: PyValue, _ y: PyValue
  ) throws(Raise) -> PyValue? {
    switch op {
    case .add, .subtract:
      return .object(
        PolynomialObject(
          try NumPyPolynomials.sum(
            op, try NumPyPolynomials.row(x), try NumPyPolynomials.row(y))))
    case .multiply:
      return .object(
        PolynomialObject(
          try NumPyPolynomials.product(
            try NumPyPolynomials.row(x), try NumPyPolynomials.row(y))))
    case .divide:
      guard y.cast(PolynomialObject.self) != nil else {
        return .object(
          PolynomialObject(
            try NumPyArithmetic.apply(
              .divide, .strong(try NumPyPolynomials.row(x)), .strong(try ArrayReading.array(y)))))
      }
      let (quotient, rest) = try NumPyPolynomials.quotient(
        try NumPyPolynomials.row(x), try NumPyPolynomials.row(y))
      return .tuple([.object(PolynomialObject(quotient)), .object(PolynomialObject(rest))])
    case .power:
      let count = try y.asIndexInt()
      guard count >= 0 else { throw Raise.value("Power to non-negative integers only.") }
      guard count <= 1000 else { throw Raise.unsupported("such a power of a poly1d") }
      var result = NDArray([Int64(1)], shape: [1])
      for _ in 0..<count { result = try NumPyPolynomials.product(result, coefficients) }
      return .object(PolynomialObject(result))
    default: return nil
    }
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try combined(op, .object(self), other)
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    op == .power ? nil : try combined(op, other, .object(self))
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    guard op == .minus else { return nil }
    return .object(
      PolynomialObject(
        try NumPyArithmetic.apply(.multiply, .strong(coefficients), .weakInt(-1))))
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(PolynomialObject.self) else {
      return nil
    }
    let isSame =
      coefficients.shape == other.coefficients.shape
      && coefficients.complexNumbers == other.coefficients.complexNumbers
    return .bool(isSame == (op == .equal))
  }

  private static func of(_ value: PyValue) throws(Raise) -> PolynomialObject {
    guard let polynomial = value.cast(PolynomialObject.self) else {
      throw Raise.type("expected a poly1d, got '\(value.typeName)'")
    }
    return polynomial
  }

  nonisolated(unsafe) static let members: [NativeMember] =
    ["c", "coef", "coeffs", "coefficients"].map { name in
      .property(name) { value throws(Raise) in
        .object(ArrayObject(try of(value).coefficients))
      }
    }
    + ["r", "roots"].map { name in
      .property(name) { value throws(Raise) in
        .object(ArrayObject(try NumPyPolynomials.roots(try of(value).coefficients)))
      }
    }
    + ["o", "order"].map { name in
      .property(name) { value throws(Raise) in .int(try of(value).degree) }
    }
    + [
      .method("deriv", "m=1") { a throws(Raise) in
        .object(
          PolynomialObject(
            try NumPyPolynomials.derivative(try of(a[0]).coefficients, try a.int(1))))
      },
      .method("integ", "m=1, k=0") { a throws(Raise) in
        .object(
          PolynomialObject(
            try NumPyPolynomials.integral(try of(a[0]).coefficients, try a.int(1), a[2])))
      },
    ]
}

extension TypeObject {
  nonisolated(unsafe) static let polynomial = TypeObject(
    "poly1d", module: "numpy",
    construct: { _, arguments throws(Raise) in
      guard arguments.count > 0 else { throw Raise.type("poly1d() needs coefficients") }
      let row = try NumPyPolynomials.row(arguments[0])
      let isRoots = arguments.count > 1 ? try arguments[1].truth() : false
      guard !isRoots else { throw Raise.unsupported("np.poly1d of roots") }
      return .object(PolynomialObject(row))
    },
    members: PolynomialObject.members)
}
