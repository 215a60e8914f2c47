import Engine

/// NumPy's operators: promotion by NEP 50, then one of the engine's kernels.
enum NumPyArithmetic {
  /// An operand: an array with a dtype of its own, or a Python number that bends to the other's.
  enum Operand {
    case strong(NDArray)
    case weakBool(Bool)
    case weakInt(Int)
    case weakFloat(Double)
    case weakComplex(Complex<Double>)

    /// `nil` for what NumPy leaves to the other side.
    init?(_ value: PyValue) throws(Raise) {
      switch value {
      case .bool(let flag): self = .weakBool(flag)
      case .int(let number): self = .weakInt(number)
      case .float(let number): self = .weakFloat(number)
      case .object(let object):
        if let scalar = object as? NumPyScalar {
          self = .strong(scalar.array)
        } else if let array = object as? ArrayObject {
          self = .strong(array.array)
        } else if let complex = object as? ComplexObject {
          self = .weakComplex(Complex(complex.real, complex.imaginary))
        } else if object.kind == .list || object.kind == .tuple {
          self = .strong(try ArrayReading.array(value))
        } else {
          return nil
        }
      default: return nil
      }
    }

    var dtype: DType {
      switch self {
      case .strong(let array): array.dtype
      case .weakBool: .bool
      case .weakInt: .int64
      case .weakFloat: .float64
      case .weakComplex: .complex128
      }
    }

    func array(_ dtype: DType) throws(Raise) -> NDArray {
      switch self {
      case .strong(let array): return try array.converted(to: dtype)
      case .weakBool(let flag): return try NDArray(flag).converted(to: dtype)
      case .weakInt(let number):
        if dtype.isInteger, !dtype.holds(number) {
          throw Raise.overflow("Python integer \(number) out of bounds for \(dtype.name)")
        }
        return try NDArray(Int64(number)).converted(to: dtype)
      case .weakFloat(let number): return try NDArray(number).converted(to: dtype)
      case .weakComplex(let number): return try NDArray(number).converted(to: dtype)
      }
    }
  }

  /// The dtype that two operands meet in.
  static func common(_ a: Operand, _ b: Operand) -> DType {
    switch (a, b) {
    case (.strong(let x), .strong(let y)): promote(x.dtype, y.dtype)
    case (.strong(let x), let weak), (let weak, .strong(let x)): bend(weak, x.dtype)
    default: promote(a.dtype, b.dtype)
    }
  }

  private static func bend(_ weak: Operand, _ dtype: DType) -> DType {
    switch weak {
    case .weakFloat: dtype.isFloating || dtype.isComplex ? dtype : .float64
    case .weakComplex:
      dtype.isComplex ? dtype : dtype == .float64 || !dtype.isFloating ? .complex128 : .complex64
    case .weakInt: dtype == .bool ? .int64 : dtype
    default: dtype
    }
  }

  /// NumPy's `result_type` of two dtypes.
  static func promote(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    if a == .bool { return b }
    if b == .bool { return a }
    if a.isComplex || b.isComplex {
      let parts = promote(a.realPart, b.realPart)
      return parts == .float64 || parts.isInteger && parts.byteWidth > 2 ? .complex128 : .complex64
    }
    if a.isInteger, b.isInteger {
      if a.isUnsigned == b.isUnsigned { return a.byteWidth > b.byteWidth ? a : b }
      let (plain, signed) = a.isUnsigned ? (a, b) : (b, a)
      if signed.byteWidth > plain.byteWidth { return signed }
      switch plain.byteWidth {
      case 1: return .int16
      case 2: return .int32
      case 4: return .int64
      default: return .float64
      }
    }
    if a.isFloating, b.isFloating {
      return a.byteWidth == b.byteWidth ? .float32 : a.byteWidth > b.byteWidth ? a : b
    }
    let (whole, real) = a.isInteger ? (a, b) : (b, a)
    if real == .float64 || whole.byteWidth >= 4 { return .float64 }
    return real == .float16 && whole.byteWidth == 2 ? .float32 : real
  }

  /// Whether NumPy casts in place: to a dtype of the same kind or a wider kind.
  static func isSameKind(_ from: DType, as to: DType) -> Bool {
    func rank(_ dtype: DType) -> Int {
      dtype == .bool
        ? 0 : dtype.isUnsigned ? 1 : dtype.isInteger ? 2 : dtype.isFloating ? 3 : 4
    }
    return rank(from) <= rank(to)
  }

  // MARK: Two operands

  /// `value op other`, or `other op value` where reflected.
  static func binary(
    _ op: BinaryOperator, _ value: PyValue, _ other: PyValue, isReflected: Bool
  ) throws(Raise) -> PyValue? {
    if other.text != nil || other.isNone {
      throw try NumPyErrors.noLoop(
        op.ufuncName, isReflected ? other : value, isReflected ? value : other, 1)
    }
    guard let a = try Operand(isReflected ? other : value),
      let b = try Operand(isReflected ? value : other)
    else { return nil }
    return NumPyResult.value(try apply(op, a, b))
  }

  static func apply(_ op: BinaryOperator, _ a: Operand, _ b: Operand) throws(Raise) -> NDArray {
    var dtype = common(a, b)
    switch op {
    case .divide where !dtype.isFloating && !dtype.isComplex: dtype = .float64
    case .subtract where dtype == .bool:
      throw Raise.type(
        "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` "
          + "operator, or the logical_xor function instead.")
    case .floorDivide where dtype == .bool, .modulo where dtype == .bool,
      .power where dtype == .bool:
      dtype = .int64
    default: break
    }
    let (x, y) = (try a.array(dtype), try b.array(dtype))
    if op == .matrixMultiply { return try NumPyProducts.matrices(x, y) }
    if op == .power, dtype.isInteger, y.integers.contains(where: { $0 < 0 }) {
      throw Raise.value("Integers to negative integer powers are not allowed.")
    }
    if op == .floorDivide || op == .modulo, dtype.isInteger, y.integers.contains(0) {
      return try byZero(op, x, y)
    }
    let result = try run(op, x, y)
    try NumPyErrorState.check(op.ufuncName, [x, y], result)
    return op == .modulo && dtype.isFloating ? try signed(result, like: y) : result
  }

  /// A remainder of 0 has the sign of the divisor.
  private static func signed(_ remainder: NDArray, like divisor: NDArray) throws(Raise) -> NDArray {
    guard remainder.doubles.contains(0) else { return remainder }
    let signs = divisor.broadcast(to: remainder.shape).doubles
    let found = zip(remainder.doubles, signs).map { value, sign in
      value == 0 ? Double(signOf: sign, magnitudeOf: 0) : value
    }
    return try NDArray(found, shape: remainder.shape).converted(to: remainder.dtype)
  }

  private static func run(_ op: BinaryOperator, _ x: NDArray, _ y: NDArray) throws(Raise) -> NDArray
  {
    try NumPyErrors.translating { () throws(EngineError) in
      let isTruth = x.dtype == .bool
      switch op {
      case .add: return isTruth ? try evaluate(LogicalOr(), x, y) : try evaluate(Add(), x, y)
      case .subtract: return try evaluate(Subtract(), x, y)
      case .multiply:
        return isTruth ? try evaluate(LogicalAnd(), x, y) : try evaluate(Multiply(), x, y)
      case .divide: return try evaluate(Divide(), x, y)
      case .floorDivide: return try evaluate(FloorDivide(), x, y)
      case .modulo: return try evaluate(FloorModulo(), x, y)
      case .power: return try Power().evaluate([x, y])
      case .matrixMultiply: return try evaluate(MatMul(), x, y)
      case .bitAnd:
        return isTruth ? try evaluate(LogicalAnd(), x, y) : try evaluate(BitwiseAnd(), x, y)
      case .bitOr:
        return isTruth ? try evaluate(LogicalOr(), x, y) : try evaluate(BitwiseOr(), x, y)
      case .bitXor:
        return isTruth ? try evaluate(NotEqual(), x, y) : try evaluate(BitwiseXor(), x, y)
      case .leftShift: return try evaluate(LeftShift(), x, y)
      case .rightShift: return try evaluate(RightShift(), x, y)
      }
    }
  }

  static func evaluate<O: Operation>(
    _ op: O, _ inputs: NDArray...
  ) throws(EngineError) -> NDArray {
    try op.admit(inputs.map(\.signature))
    return try op.evaluate(inputs)
  }

  /// Whole division by zero is 0 in NumPy.
  private static func byZero(
    _ op: BinaryOperator, _ x: NDArray, _ y: NDArray
  ) throws(Raise) -> NDArray {
    let isZero = try run(.equal, x: y, y: try .filled(0, y.dtype, .scalar))
    let safe = try choose(isZero, try .filled(1, y.dtype, .scalar), y)
    return try choose(isZero, try .filled(0, y.dtype, .scalar), try run(op, x, safe))
  }

  static func choose(_ mask: NDArray, _ a: NDArray, _ b: NDArray) throws(Raise) -> NDArray {
    try NumPyErrors.translating { () throws(EngineError) in try evaluate(Where(), mask, a, b) }
  }

  // MARK: One operand

  static func unary(_ op: UnaryOperator, _ array: NDArray) throws(Raise) -> PyValue? {
    if op == .minus, array.dtype == .bool {
      throw Raise.type(
        "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or "
          + "the logical_not function instead.")
    }
    return try NumPyErrors.translating { () throws(EngineError) -> PyValue? in
      switch op {
      case .minus:
        return NumPyResult.value(try Negate().evaluate([array]))
      case .plus: return NumPyResult.value(array)
      case .invert:
        return NumPyResult.value(
          array.dtype == .bool
            ? try evaluate(LogicalNot(), array) : try evaluate(BitwiseInvert(), array))
      case .not: return nil
      }
    }
  }

  static func magnitude(_ array: NDArray) throws(Raise) -> NDArray {
    if array.dtype == .bool || array.dtype.isUnsigned { return array }
    if array.dtype.isComplex {
      return try NumPyErrors.translating { () throws(EngineError) in
        try evaluate(ComplexAbs(), array)
      }
    }
    return try NumPyErrors.translating { () throws(EngineError) in try evaluate(Abs(), array) }
  }

  // MARK: Comparisons

  static func compare(
    _ op: ComparisonOperator, _ value: PyValue, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let a = try Operand(value) else { return nil }
    guard let b = try Operand(other) else {
      // What is no number differs from every element.
      guard op == .equal || op == .notEqual, other.isNone || other.text != nil,
        case .strong(let array) = a
      else { return nil }
      return NumPyResult.value(
        try .filled(op == .notEqual ? 1 : 0, .bool, array.shape))
    }
    let dtype = common(a, b)
    return NumPyResult.value(try run(op, x: try a.array(dtype), y: try b.array(dtype)))
  }

  static func run(_ op: ComparisonOperator, x: NDArray, y: NDArray) throws(Raise) -> NDArray {
    try NumPyErrors.translating { () throws(EngineError) in
      var (x, y) = (x, y)
      if x.dtype == .bool, op != .equal, op != .notEqual {
        (x, y) = (try x.cast(to: .int32), try y.cast(to: .int32))
      }
      switch op {
      case .equal: return try evaluate(Equal(), x, y)
      case .notEqual: return try evaluate(NotEqual(), x, y)
      case .less: return try evaluate(Less(), x, y)
      case .lessEqual: return try evaluate(LessEqual(), x, y)
      case .greater: return try evaluate(Greater(), x, y)
      default: return try evaluate(GreaterEqual(), x, y)
      }
    }
  }
}
