import Engine
import Glibc

/// Elementwise functions beside the common ones.
extension Ufuncs {
  func addMore(to module: ModuleObject) {
    addReal(to: module)
    addBits(to: module)
    addLogic(to: module)
    addLimits(to: module)
  }

  /// Two operands broadcast to one shape in a floating dtype.
  private func addReal(to module: ModuleObject) {
    let functions: [(String, @Sendable (Double, Double) -> Double)] = [
      ("hypot", { Glibc.hypot($0, $1) }), ("fmod", { Glibc.fmod($0, $1) }),
      ("arctan2", { Glibc.atan2($0, $1) }), ("copysign", { Glibc.copysign($0, $1) }),
      ("logaddexp", { max($0, $1) + log1p(Glibc.exp(-abs($0 - $1))) }),
      ("heaviside", { $0.isNaN ? .nan : $0 == 0 ? $1 : $0 > 0 ? 1 : 0 }),
      ("nextafter", { Glibc.nextafter($0, $1) }), ("float_power", { Glibc.pow($0, $1) }),
    ]
    for (name, function) in functions {
      module.function(name, "x1, x2, /") { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        let own = NumPyArithmetic.promote(x.dtype, y.dtype)
        let keepsWhole = name == "fmod" && own.isInteger
        let dtype: DType = own.isFloating && name != "float_power" ? own : .float64
        guard let shape = x.shape.broadcast(with: y.shape) else {
          throw NumPyErrors.raise(.incompatibleShapes(op: name, x.shape, y.shape))
        }
        let pairs = zip(x.broadcast(to: shape).doubles, y.broadcast(to: shape).doubles)
        let found = NDArray(pairs.map { function($0, $1) }, shape: shape)
        return NumPyResult.value(try found.converted(to: keepsWhole ? own : dtype))
      }
    }
    module.function("positive", "x, /") { a throws(Raise) in
      NumPyResult.value(try ArrayReading.array(a[0]))
    }
    module.function("sinc", "x") { a throws(Raise) in
      let array = try ArrayReading.array(a[0], .float64)
      let found = array.doubles.map { value -> Double in
        let y = Double.pi * (value == 0 ? 1e-20 : value)
        return Glibc.sin(y) / y
      }
      return NumPyResult.value(NDArray(found, shape: array.shape))
    }
    module.function("divmod", "x1, x2, /") { a throws(Raise) in
      guard let x = try NumPyArithmetic.Operand(a[0]), let y = try NumPyArithmetic.Operand(a[1])
      else { throw Raise.type("ufunc 'divmod' not supported for the input types") }
      return .tuple([
        NumPyResult.value(try NumPyArithmetic.apply(.floorDivide, x, y)),
        NumPyResult.value(try NumPyArithmetic.apply(.modulo, x, y)),
      ])
    }
  }

  // MARK: Whole numbers

  private func addBits(to module: ModuleObject) {
    let functions: [(String, @Sendable (Int64, Int64) -> Int64)] = [
      ("bitwise_and", { $0 & $1 }), ("bitwise_or", { $0 | $1 }), ("bitwise_xor", { $0 ^ $1 }),
      ("left_shift", { $0 << $1 }), ("right_shift", { $0 >> $1 }),
      ("gcd", { Self.divisor($0, $1) }),
      ("lcm", { $0 == 0 || $1 == 0 ? 0 : abs($0 / Self.divisor($0, $1) &* $1) }),
    ]
    for (name, function) in functions {
      module.function(name, "x1, x2, /") { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        guard !x.dtype.isFloating, !y.dtype.isFloating else {
          throw Raise.type(
            "ufunc '\(name)' not supported for the input types, and the inputs could not be safely "
              + "coerced to any supported types according to the casting rule ''safe''")
        }
        return NumPyResult.value(try Ufuncs.whole(x, y, name, function))
      }
    }
  }

  private static func divisor(_ a: Int64, _ b: Int64) -> Int64 {
    var (a, b) = (a.magnitude, b.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(truncatingIfNeeded: a)
  }

  /// Two arrays of whole numbers, element by element.
  static func whole(
    _ x: NDArray, _ y: NDArray, _ name: String, _ function: (Int64, Int64) -> Int64
  ) throws(Raise) -> NDArray {
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw NumPyErrors.raise(.incompatibleShapes(op: name, x.shape, y.shape))
    }
    let pairs = zip(x.broadcast(to: shape).integers, y.broadcast(to: shape).integers)
    let found = NDArray(pairs.map { function($0, $1) }, shape: shape)
    return try found.converted(to: NumPyArithmetic.promote(x.dtype, y.dtype))
  }

  // MARK: Truth

  private func addLogic(to module: ModuleObject) {
    module.function("logical_xor", "x1, x2, /") { a throws(Raise) in
      let (x, y) = (
        try ArrayReading.array(a[0]).converted(to: .bool),
        try ArrayReading.array(a[1]).converted(to: .bool)
      )
      return NumPyResult.value(try NumPyArithmetic.apply(.bitXor, .strong(x), .strong(y)))
    }
    module.function("vectorize", "pyfunc") { a throws(Raise) in
      let function = a[0]
      return .native("vectorized", "x, /") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let flat = ArrayObject(array.reshaped([array.count]))
        var found: [PyValue] = []
        for item in try flat.allItems() { found.append(try function.call(item)) }
        // The first result decides the dtype.
        let dtype = try found.first.map { (first) throws(Raise) in
          try ArrayReading.array(first).dtype
        }
        let result = try ArrayReading.array(.list(found), dtype)
        return NumPyResult.value(result.reshaped(array.shape))
      }
    }
  }

  // MARK: Limits of dtypes

  private func addLimits(to module: ModuleObject) {
    module.function("finfo", "dtype") { a throws(Raise) in
      let dtype = try Ufuncs.dtype(a[0])
      guard dtype == .float32 || dtype == .float64 else {
        throw Raise.value("data type \(try a[0].repr()) not inexact")
      }
      let limits = ModuleObject("finfo")
      let rows: [(String, Double)] =
        dtype == .float32
        ? [
          ("eps", 0x1p-23), ("max", Double(Float.greatestFiniteMagnitude)),
          ("min", -Double(Float.greatestFiniteMagnitude)), ("tiny", 0x1p-126),
          ("smallest_normal", 0x1p-126), ("resolution", 1e-6),
        ]
        : [
          ("eps", 0x1p-52), ("max", .greatestFiniteMagnitude), ("min", -.greatestFiniteMagnitude),
          ("tiny", 0x1p-1022), ("smallest_normal", 0x1p-1022), ("resolution", 1e-15),
        ]
      for (name, value) in rows {
        limits.set(name, .object(NumPyScalar(try NDArray(value).converted(to: dtype))))
      }
      limits.set("bits", .int(dtype.byteWidth * 8))
      limits.set("dtype", .object(NumPyDTypeObject(dtype)))
      return .object(limits)
    }
    module.function("iinfo", "type") { a throws(Raise) in
      let dtype = try Ufuncs.dtype(a[0])
      guard dtype.isInteger else {
        throw Raise.value("Invalid integer data type '\(dtype.isFloating ? "f" : "b")'.")
      }
      let limits = ModuleObject("iinfo")
      let bits = dtype.byteWidth * 8
      let top = dtype == .uint8 ? 255 : Int.max >> (64 - bits)
      limits.set("max", .int(top))
      limits.set("min", .int(dtype == .uint8 ? 0 : -top - 1))
      limits.set("bits", .int(bits))
      limits.set("dtype", .object(NumPyDTypeObject(dtype)))
      return .object(limits)
    }
    module.function("issubdtype", "arg1, arg2") { a throws(Raise) in
      let type = NumPyTypes.type(try Ufuncs.dtype(a[0]))
      guard let asked = a[1].cast(TypeObject.self) else {
        return .bool(try Ufuncs.dtype(a[0]) == (try Ufuncs.dtype(a[1])))
      }
      if asked === TypeObject.float || asked === TypeObject.int || asked === TypeObject.bool {
        return .bool(try Ufuncs.dtype(a[0]) == (try Ufuncs.dtype(a[1])))
      }
      // `float64` has Python's float as its base; it is a floating type all the same.
      let isDouble = type === NumPyTypes.type(.float64)
      return .bool(
        type.isSubclass(of: asked)
          || isDouble && NumPyTypes.floating.isSubclass(of: asked))
    }
    module.function("result_type", "*arrays_and_dtypes") { a throws(Raise) in
      var found: DType?
      for value in try a[0].items() {
        let dtype = try Ufuncs.dtype(value)
        found = found.map { NumPyArithmetic.promote($0, dtype) } ?? dtype
      }
      return .object(NumPyDTypeObject(found ?? .float64))
    }
  }

  private static func dtype(_ value: PyValue) throws(Raise) -> DType {
    if let dtype = NumPyDTypeObject.find(value) { return dtype }
    return try ArrayReading.array(value).dtype
  }
}
