import Engine
import Glibc

/// Elementwise functions beside the common ones.
extension Ufuncs {
  func addMore(to module: ModuleObject) {
    addReal(to: module)
    addBits(to: module)
    addLogic(to: module)
    NumPyLimits.add(to: module)
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
      module.ufunc(name, inputs: 2) { a throws(Raise) in
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
    module.ufunc("positive", inputs: 1) { a throws(Raise) in
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
    module.ufunc("divmod", inputs: 2, outputs: 2) { a throws(Raise) in
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
      module.ufunc(name, inputs: 2) { a throws(Raise) in
        let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
        guard !x.dtype.isFloating, !y.dtype.isFloating else {
          throw NumPyErrors.unsupported(by: name)
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
    module.ufunc("logical_xor", inputs: 2) { a throws(Raise) in
      let (x, y) = (
        try ArrayReading.array(a[0]).converted(to: .bool),
        try ArrayReading.array(a[1]).converted(to: .bool)
      )
      return NumPyResult.value(try NumPyArithmetic.apply(.bitXor, .strong(x), .strong(y)))
    }
  }
}
