import Engine
import Glibc

/// NumPy's elementwise functions.
struct Ufuncs {
  let context: RunContext

  /// One function in both widths.
  struct Real: Sendable {
    let double: @Sendable (Double) -> Double
    let float: @Sendable (Float) -> Float
  }

  static let real: [String: Real] = [
    "exp": Real(double: { Glibc.exp($0) }, float: { VectorExponential.exp($0) }),
    "expm1": Real(double: { Glibc.expm1($0) }, float: { expm1f($0) }),
    "exp2": Real(double: { Glibc.exp2($0) }, float: { exp2f($0) }),
    "log": Real(double: { Glibc.log($0) }, float: { VectorExponential.log($0) }),
    "log2": Real(double: { Glibc.log2($0) }, float: { log2f($0) }),
    "log10": Real(double: { Glibc.log10($0) }, float: { log10f($0) }),
    "log1p": Real(double: { Glibc.log1p($0) }, float: { log1pf($0) }),
    "sqrt": Real(double: { $0.squareRoot() }, float: { $0.squareRoot() }),
    "cbrt": Real(double: { CubeRoot.of($0) }, float: { Float(Glibc.cbrt(Double($0))) }),
    "sin": Real(double: { Glibc.sin($0) }, float: { VectorSine.sin($0) }),
    "cos": Real(double: { Glibc.cos($0) }, float: { VectorSine.cos($0) }),
    "tan": Real(double: { Glibc.tan($0) }, float: { tanf($0) }),
    "arcsin": Real(double: { Glibc.asin($0) }, float: { asinf($0) }),
    "arccos": Real(double: { Glibc.acos($0) }, float: { acosf($0) }),
    "arctan": Real(double: { Glibc.atan($0) }, float: { atanf($0) }),
    "sinh": Real(double: { Glibc.sinh($0) }, float: { sinhf($0) }),
    "cosh": Real(double: { Glibc.cosh($0) }, float: { coshf($0) }),
    "tanh": Real(double: { Glibc.tanh($0) }, float: { tanhf($0) }),
    "arcsinh": Real(double: { Glibc.asinh($0) }, float: { asinhf($0) }),
    "arccosh": Real(double: { Glibc.acosh($0) }, float: { acoshf($0) }),
    "arctanh": Real(double: { Glibc.atanh($0) }, float: { atanhf($0) }),
    "reciprocal": Real(double: { 1 / $0 }, float: { 1 / $0 }),
    "degrees": Real(double: { $0 * (180 / .pi) }, float: { $0 * (180 / .pi) }),
    "radians": Real(double: { $0 * (.pi / 180) }, float: { $0 * (.pi / 180) }),
    "deg2rad": Real(double: { $0 * (.pi / 180) }, float: { $0 * (.pi / 180) }),
    "rad2deg": Real(double: { $0 * (180 / .pi) }, float: { $0 * (180 / .pi) }),
  ]

  /// Functions that leave whole numbers whole.
  private static let rounding: [String: Real] = [
    "floor": Real(double: { $0.rounded(.down) }, float: { $0.rounded(.down) }),
    "ceil": Real(double: { $0.rounded(.up) }, float: { $0.rounded(.up) }),
    "trunc": Real(double: { $0.rounded(.towardZero) }, float: { $0.rounded(.towardZero) }),
    "rint": Real(double: { Glibc.rint($0) }, float: { rintf($0) }),
  ]

  static func apply(_ name: String, _ array: NDArray) throws(Raise) -> NDArray {
    guard let function = real[name] ?? rounding[name] else {
      throw Raise.notImplemented("np.\(name) is not supported (outside the lesson language)")
    }
    if rounding[name] != nil, !array.dtype.isFloating { return array }
    let result = try run(name, function, array)
    try NumPyErrorState.check(name, [array], result)
    return result
  }

  private static func run(_ name: String, _ f: Real, _ array: NDArray) throws(Raise) -> NDArray {
    if array.dtype.isComplex {
      if let result = try NumPyFunctions.plane(name, array) { return result }
      throw NumPyErrors.unsupported(by: name)
    }
    // Halves are computed as float32 and rounded; narrow whole numbers become halves or float32.
    let dtype: DType =
      switch array.dtype {
      case .float16, .bfloat16: array.dtype
      case .bool, .int8, .uint8: .float16
      case .int16, .uint16: .float32
      default: array.dtype.isFloating ? array.dtype : .float64
      }
    let source = try array.converted(to: dtype.isHalf ? .float32 : dtype)
    if dtype.isHalf { return try run(name, f, source).converted(to: dtype) }
    return try NumPyErrors.translating { () throws(EngineError) in
      switch source.dtype {
      case .float64: try source.map { (value: Double) -> Double in f.double(value) }
      case .float32: try source.map { (value: Float) -> Float in f.float(value) }
      default: throw .unsupportedDType(op: name, source.dtype)
      }
    }
  }

  func add(to module: ModuleObject) {
    addUnary(to: module)
    addBinary(to: module)
    addComparisons(to: module)
    addMore(to: module)
  }

  private static func read(_ value: PyValue, _ name: String) throws(Raise) -> NDArray {
    if value.isNone {
      throw Raise.type(
        "loop of ufunc does not support argument 0 of type NoneType which has no callable "
          + "\(name) method")
    }
    guard value.text == nil else { throw NumPyErrors.unsupported(by: name) }
    return try ArrayReading.array(value)
  }

  // MARK: One operand

  private func addUnary(to module: ModuleObject) {
    for name in Array(Ufuncs.real.keys) + Array(Ufuncs.rounding.keys) {
      module.ufunc(name, inputs: 1) { a throws(Raise) in
        NumPyResult.value(try Ufuncs.apply(name, try Self.read(a[0], name)))
      }
    }
    module.ufunc("absolute", "abs", inputs: 1) { a throws(Raise) in
      NumPyResult.value(try NumPyArithmetic.magnitude(try Self.read(a[0], "absolute")))
    }
    module.ufunc("fabs", inputs: 1) { a throws(Raise) in
      let array = try Self.read(a[0], "fabs")
      let real = array.dtype.isFloating ? array : try array.converted(to: .float64)
      return NumPyResult.value(try NumPyArithmetic.magnitude(real))
    }
    module.ufunc("conjugate", "conj", inputs: 1) { a throws(Raise) in
      NumPyResult.value(try NumPyFunctions.conjugate(try Self.read(a[0], "conjugate")))
    }
    for (name, part) in [
      ("real", NumPyFunctions.realPart), ("imag", NumPyFunctions.imaginaryPart),
    ] {
      module.function(name, "val") { a throws(Raise) in
        NumPyResult.value(try part(try Self.read(a[0], name)))
      }
    }
    module.function("angle", "z, deg=False") { a throws(Raise) in
      let found = try NumPyFunctions.angle(try Self.read(a[0], "angle"))
      guard try a.bool(1) else { return NumPyResult.value(found) }
      return NumPyResult.value(
        try NumPyArithmetic.apply(.multiply, .strong(found), .weakFloat(180 / .pi)))
    }
    module.ufunc("negative", inputs: 1) { a throws(Raise) in
      PyValue(try NumPyArithmetic.unary(.minus, try Self.read(a[0], "negative")))
    }
    module.ufunc("square", inputs: 1) { a throws(Raise) in
      let array = try Self.read(a[0], "square")
      return NumPyResult.value(
        try NumPyArithmetic.apply(.multiply, .strong(array), .strong(array)))
    }
    module.ufunc("sign", inputs: 1) { a throws(Raise) in
      let array = try Self.read(a[0], "sign")
      return NumPyResult.value(
        try NumPyErrors.translating { () throws(EngineError) in
          try NumPyArithmetic.evaluate(Sign(), array)
        })
    }
    for name in ["round", "around"] {
      module.function(name, "a, decimals=0, out=None") { a throws(Raise) in
        let rounded = try NumPyFunctions.rounded(try Self.read(a[0], name), try a.int(1))
        return try UfuncObject.finished(rounded, a[2], name)
      }
    }
    let tests: [(String, @Sendable (Double) -> Bool)] = [
      ("isnan", { $0.isNaN }), ("isinf", { $0.isInfinite }), ("isfinite", { $0.isFinite }),
      ("signbit", { $0.sign == .minus }), ("logical_not", { $0 == 0 }),
    ]
    for (name, test) in tests {
      module.ufunc(name, inputs: 1) { a throws(Raise) in
        let array = try Self.read(a[0], name)
        if array.dtype.isComplex, name != "signbit" {
          let found = array.complexNumbers.map { value in
            name == "isfinite" || name == "logical_not"
              ? test(value.real) && test(value.imaginary)
              : test(value.real) || test(value.imaginary)
          }
          return NumPyResult.value(NDArray(found, shape: array.shape))
        }
        return NumPyResult.value(NDArray(array.doubles.map(test), shape: array.shape))
      }
    }
    module.function(
      "clip", "a, a_min=None, a_max=None, out=None, *, min=None, max=None"
    ) { a throws(Raise) in
      let result = try Ufuncs.clip(a[0], a.has(1) ? a[1] : a[4], a.has(2) ? a[2] : a[5])
      return try UfuncObject.stored(result, a[3], "clip")
    }
  }

  /// Every element brought between two bounds, either of which may be left out.
  static func clip(_ array: PyValue, _ low: PyValue, _ high: PyValue) throws(Raise) -> PyValue {
    var result = array
    if !low.isAbsent { result = try extremum(result, low, isLargest: true) }
    if !high.isAbsent { result = try extremum(result, high, isLargest: false) }
    return result
  }

  // MARK: Two operands

  private static func operands(
    _ a: Bound, _ name: String
  ) throws(Raise) -> (NumPyArithmetic.Operand, NumPyArithmetic.Operand) {
    for (place, value) in [a[0], a[1]].enumerated() where value.text != nil || value.isNone {
      throw try NumPyErrors.noLoop(name, a[0], a[1], place)
    }
    return (try operand(a[0], name), try operand(a[1], name))
  }

  private static func operand(_ value: PyValue, _ name: String) throws(Raise)
    -> NumPyArithmetic.Operand
  {
    if let found = try NumPyArithmetic.Operand(value) { return found }
    return .strong(try read(value, name))
  }

  private func addBinary(to module: ModuleObject) {
    let operators: [(String, String, BinaryOperator)] = [
      ("add", "add", .add), ("subtract", "subtract", .subtract),
      ("multiply", "multiply", .multiply), ("divide", "true_divide", .divide),
      ("floor_divide", "floor_divide", .floorDivide), ("remainder", "mod", .modulo),
      ("power", "pow", .power),
    ]
    for (name, other, op) in operators {
      module.ufunc(name, other, inputs: 2) { a throws(Raise) in
        let (x, y) = try Self.operands(a, name)
        return NumPyResult.value(try NumPyArithmetic.apply(op, x, y))
      }
    }
    for (name, isLargest) in [("maximum", true), ("minimum", false)] {
      module.ufunc(name, inputs: 2) { a throws(Raise) in
        try Self.extremum(a[0], a[1], isLargest: isLargest)
      }
    }
    // What is no number gives way to what is one.
    for (name, isLargest) in [("fmax", true), ("fmin", false)] {
      module.ufunc(name, inputs: 2) { a throws(Raise) in
        let (x, y) = try Self.operands(a, name)
        let dtype = NumPyArithmetic.common(x, y)
        let (left, right) = (try x.array(dtype), try y.array(dtype))
        let found = try ArrayReading.array(try Self.extremum(a[0], a[1], isLargest: isLargest))
        guard dtype.isFloating else { return NumPyResult.value(found) }
        let known = try NumPyArithmetic.choose(
          try NumPyArithmetic.run(.notEqual, x: right, y: right), left, found)
        return NumPyResult.value(
          try NumPyArithmetic.choose(
            try NumPyArithmetic.run(.notEqual, x: left, y: left), right, known))
      }
    }
  }

  static func extremum(
    _ a: PyValue, _ b: PyValue, isLargest: Bool
  ) throws(Raise) -> PyValue {
    let name = isLargest ? "maximum" : "minimum"
    let (x, y) = (try operand(a, name), try operand(b, name))
    let dtype = NumPyArithmetic.common(x, y)
    let (left, right) = (try x.array(dtype), try y.array(dtype))
    return NumPyResult.value(
      try NumPyErrors.translating { () throws(EngineError) in
        isLargest
          ? try NumPyArithmetic.evaluate(Maximum(), left, right)
          : try NumPyArithmetic.evaluate(Minimum(), left, right)
      })
  }

  private func addComparisons(to module: ModuleObject) {
    let comparisons: [(String, ComparisonOperator)] = [
      ("equal", .equal), ("not_equal", .notEqual), ("less", .less), ("less_equal", .lessEqual),
      ("greater", .greater), ("greater_equal", .greaterEqual),
    ]
    for (name, op) in comparisons {
      module.ufunc(name, inputs: 2) { a throws(Raise) in
        let (x, y) = try Self.operands(a, name)
        let dtype = NumPyArithmetic.common(x, y)
        return NumPyResult.value(
          try NumPyArithmetic.run(op, x: try x.array(dtype), y: try y.array(dtype)))
      }
    }
    for (name, isAnd) in [("logical_and", true), ("logical_or", false)] {
      module.ufunc(name, inputs: 2) { a throws(Raise) in
        let (x, y) = try Self.operands(a, name)
        return NumPyResult.value(
          try NumPyArithmetic.apply(
            isAnd ? .multiply : .add, .strong(try x.array(.bool)), .strong(try y.array(.bool))))
      }
    }
  }
}
