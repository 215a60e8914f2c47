/// Python's binary and unary operators on any values.
package enum Operators {
  /// Python's `a op b`.
  package static func apply(
    _ op: BinaryOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue {
    switch (a, b) {
    case (.int(let x), .int(let y)): return try Numbers.apply(op, x, y)
    case (.float(let x), .float(let y)) where op.isArithmetic: return try Numbers.apply(op, x, y)
    case (.float(let x), .int(let y)) where op.isArithmetic:
      return try Numbers.apply(op, x, Double(y))
    case (.int(let x), .float(let y)) where op.isArithmetic:
      return try Numbers.apply(op, Double(x), y)
    default: break
    }
    if let result = try applyObjects(op, a, b) { return result }
    throw unsupported(op.rawValue, op, a, b)
  }

  /// Python's `a op= b`.
  package static func applyInPlace(
    _ op: BinaryOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue {
    if case .object(let object) = a, let result = try object.inPlace(op, b) { return result }
    if a.isNumber, b.isNumber { return try apply(op, a, b) }
    if let result = try applyObjects(op, a, b) { return result }
    throw unsupported(op.rawValue + "=", op, a, b)
  }

  private static func applyObjects(
    _ op: BinaryOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue? {
    if let result = try Numbers.applyMixed(op, a, b) { return result }
    let left = a.object
    let right = b.object
    if let right, right.type !== a.type {
      let goesFirst =
        left != nil && (right.type.isSubclass(of: a.type) || op == .multiply && repeats(a, right))
      if goesFirst, let result = try right.reflected(op, a) { return result }
      if let result = try left?.binary(op, b) { return result }
      return goesFirst ? nil : try right.reflected(op, a)
    }
    return try left?.binary(op, b)
  }

  /// Whether a sequence leaves a product to what stands right of it: repeating is no arithmetic.
  private static func repeats(_ a: PyValue, _ right: PyObject) -> Bool {
    guard let kind = a.object?.kind, sequenceName(kind) != nil || kind == .bytes else {
      return false
    }
    return !(right is NumPyScalar)
  }

  private static func unsupported(
    _ sign: String, _ op: BinaryOperator, _ a: PyValue, _ b: PyValue
  ) -> Raise {
    if op == .add, let kind = a.object?.kind, let name = sequenceName(kind) {
      return Raise.type("can only concatenate \(name) (not \"\(b.typeName)\") to \(name)")
    }
    if op == .multiply {
      if let kind = a.object?.kind, sequenceName(kind) != nil {
        return Raise.type("can't multiply sequence by non-int of type '\(b.typeName)'")
      }
      if let kind = b.object?.kind, sequenceName(kind) != nil {
        return Raise.type("can't multiply sequence by non-int of type '\(a.typeName)'")
      }
    }
    let shown = op == .power && sign == "**" ? "** or pow()" : sign
    return Raise.type(
      "unsupported operand type(s) for \(shown): '\(a.typeName)' and '\(b.typeName)'")
  }

  private static func sequenceName(_ kind: ObjectKind) -> String? {
    switch kind {
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    default: nil
    }
  }

  /// Python's `-a`, `+a`, `~a`, `not a`.
  package static func apply(_ op: UnaryOperator, _ a: PyValue) throws(Raise) -> PyValue {
    if op == .not { return .bool(try !a.truth()) }
    if let result = try Numbers.apply(op, a) { return result }
    if case .object(let object) = a, let result = try object.unary(op) { return result }
    throw Raise.type("bad operand type for unary \(op.rawValue): '\(a.typeName)'")
  }

  /// `a op b` of every comparison, as a value.
  package static func compare(
    _ op: ComparisonOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue {
    switch op {
    case .isSame: return .bool(a.isSame(as: b))
    case .isNot: return .bool(!a.isSame(as: b))
    case .isIn: return .bool(try b.contains(a))
    case .notIn: return .bool(try !b.contains(a))
    default: break
    }
    if let result = Numbers.compare(op, a, b) { return .bool(result) }
    if let result = try compareObjects(op, a, b) { return result }
    if op == .equal { return .bool(a.isSame(as: b)) }
    if op == .notEqual { return .bool(!a.isSame(as: b)) }
    throw Raise.type(
      "'\(op.rawValue)' not supported between instances of '\(a.typeName)' and '\(b.typeName)'")
  }

  private static func compareObjects(
    _ op: ComparisonOperator, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue? {
    let left = a.object
    let right = b.object
    if let left, let right, left.type !== right.type, right.type.isSubclass(of: left.type),
      let result = try right.compare(op.mirrored, a)
    {
      return result
    }
    if let result = try left?.compare(op, b) { return result }
    return try right?.compare(op.mirrored, a)
  }
}

extension BinaryOperator {
  /// Whether numbers with a fraction have it.
  var isArithmetic: Bool {
    switch self {
    case .leftShift, .rightShift, .bitAnd, .bitOr, .bitXor, .matrixMultiply: false
    default: true
    }
  }
}

extension ComparisonOperator {
  /// The operator with its sides exchanged.
  var mirrored: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    default: self
    }
  }
}

extension PyValue {
  /// Python's `self == other`.
  package func isEqual(to other: PyValue) throws(Raise) -> Bool {
    if let result = Numbers.compare(.equal, self, other) { return result }
    return try Operators.compare(.equal, self, other).truth()
  }

  /// Identity or equality, as containers compare their elements.
  @inline(__always)
  package func isSameOrEqual(to other: PyValue) throws(Raise) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): a == b
    case (.object(let a), .object(let b)) where a === b: true
    default: try isEqual(to: other)
    }
  }

  /// Python's `self < other`.
  @inline(__always)
  package func isLess(than other: PyValue) throws(Raise) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): a < b
    case (.float(let a), .float(let b)): a < b
    default: try Operators.compare(.less, self, other).truth()
    }
  }
}

/// Compares two sequences element by element, the first difference decides.
func compareSequences<Items: RandomAccessCollection<PyValue>>(
  _ op: ComparisonOperator, _ a: Items, _ b: Items
) throws(Raise) -> PyValue? where Items.Index == Int {
  if op == .equal || op == .notEqual, a.count != b.count { return .bool(op == .notEqual) }
  var difference = -1
  let common = min(a.count, b.count)
  _ = try Nesting.compare { () throws(Raise) -> Bool in
    for index in 0..<common where !(try a[index].isSameOrEqual(to: b[index])) {
      difference = index
      return false
    }
    return true
  }
  if difference < 0 {
    guard let result = Numbers.compare(op, .int(a.count), .int(b.count)) else { return nil }
    return .bool(result)
  }
  switch op {
  case .equal: return .bool(false)
  case .notEqual: return .bool(true)
  default: return try Operators.compare(op, a[difference], b[difference])
  }
}
