import Engine
import Glibc

/// Functions that take numbers apart, and questions about values.
struct NumPyElementParts {
  func add(to module: ModuleObject) {
    addParts(to: module)
    addBits(to: module)
    addQuestions(to: module)
  }

  private static func real(_ value: PyValue) throws(Raise) -> NDArray {
    let array = try ArrayReading.array(value)
    return array.dtype.isFloating ? array : try array.converted(to: .float64)
  }

  private static func like(
    _ model: NDArray, _ values: [Double], _ dtype: DType? = nil
  ) throws(Raise) -> PyValue {
    NumPyResult.value(
      try NDArray(values, shape: model.shape).converted(to: dtype ?? model.dtype))
  }

  private func addParts(to module: ModuleObject) {
    module.ufunc("modf", inputs: 1, outputs: 2) { a throws(Raise) in
      let array = try Self.real(a[0])
      let parts = array.doubles.map { Glibc.modf($0) }
      return .tuple([
        try Self.like(
          array, parts.enumerated().map { Double(signOf: array.doubles[$0], magnitudeOf: $1.1) }),
        try Self.like(array, parts.map(\.0)),
      ])
    }
    module.ufunc("frexp", inputs: 1, outputs: 2) { a throws(Raise) in
      let array = try Self.real(a[0])
      let parts = array.doubles.map { value -> (Double, Double) in
        guard value.isFinite, value != 0 else { return (value, 0) }
        return (value.significandSign / 2, Double(value.exponent + 1))
      }
      return .tuple([
        try Self.like(array, parts.map(\.0)), try Self.like(array, parts.map(\.1), .int32),
      ])
    }
    module.ufunc("ldexp", inputs: 2) { a throws(Raise) in
      let (x, y) = (try Self.real(a[0]), try ArrayReading.array(a[1]))
      guard y.dtype.isInteger else { throw NumPyErrors.unsupported(by: "ldexp") }
      guard let shape = x.shape.broadcast(with: y.shape) else {
        throw NumPyErrors.raise(.incompatibleShapes(op: "ldexp", x.shape, y.shape))
      }
      let pairs = zip(x.broadcast(to: shape).doubles, y.broadcast(to: shape).integers)
      let values = pairs.map { scalbn($0, Int32(clamping: $1)) }
      return NumPyResult.value(try NDArray(values, shape: shape).converted(to: x.dtype))
    }
    module.function("fix", "x, out=None") { a throws(Raise) in
      NumPyResult.value(try Ufuncs.apply("trunc", try ArrayReading.array(a[0])))
    }
    module.ufunc("spacing", inputs: 1) { a throws(Raise) in
      let array = try Self.real(a[0])
      return try Self.like(
        array,
        array.doubles.map {
          array.dtype == .float32 ? Double(Float($0).magnitude.ulp) : $0.magnitude.ulp
        })
    }
    module.function("i0", "x") { a throws(Raise) in
      let array = try Self.real(a[0])
      let found = array.doubles.map { x -> Double in
        // Σ (x²/4)ᵏ / k!²
        var (term, sum, k) = (1.0, 1.0, 1.0)
        while term > sum * 1e-17, k < 500 {
          term *= x * x / 4 / (k * k)
          sum += term
          k += 1
        }
        return sum
      }
      return .object(ArrayObject(NDArray(found, shape: array.shape)))
    }
  }

  private func addBits(to module: ModuleObject) {
    module.ufunc("invert", "bitwise_not", "bitwise_invert", inputs: 1) { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard !array.dtype.isFloating, !array.dtype.isComplex else {
        throw NumPyErrors.unsupported(by: "invert")
      }
      return PyValue(try NumPyArithmetic.unary(.invert, array))
    }
    module.ufunc("bitwise_count", inputs: 1) { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype.isInteger || array.dtype == .bool else {
        throw NumPyErrors.unsupported(by: "bitwise_count")
      }
      let counts = array.integers.map { UInt8($0.magnitude.nonzeroBitCount) }
      return NumPyResult.value(NDArray(counts, shape: array.shape))
    }
    module.function("packbits", "a, /, axis=None, bitorder='big'") { a throws(Raise) in
      let bits = try ArrayReading.array(a[0]).integers.map { $0 != 0 }
      guard !a.has(1), try a.text(2) == "big" else {
        throw Raise.unsupported("np.packbits with axis= or bitorder=")
      }
      let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
        (0..<8).reduce(UInt8(0)) { byte, place in
          byte | (start + place < bits.count && bits[start + place] ? 0x80 >> UInt8(place) : 0)
        }
      }
      return .object(ArrayObject(NDArray(bytes, shape: [bytes.count])))
    }
    module.function("unpackbits", "a, /, axis=None, count=None, bitorder='big'") {
      a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype == .uint8 else {
        throw Raise.type("Expected an input array of unsigned byte data type")
      }
      let bits = array.integers.flatMap { byte in
        (0..<8).map { UInt8(truncatingIfNeeded: byte >> (7 - $0) & 1) }
      }
      return .object(ArrayObject(NDArray(bits, shape: [bits.count])))
    }
  }

  // MARK: Questions

  private func addQuestions(to module: ModuleObject) {
    for (name, asksReal) in [("iscomplex", false), ("isreal", true)] {
      module.function(name, "x") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let found = array.complexNumbers.map { ($0.imaginary == 0) == asksReal }
        return NumPyResult.value(NDArray(found, shape: array.shape))
      }
      module.function(name + "obj", "x") { a throws(Raise) in
        .bool(try ArrayReading.array(a[0]).dtype.isComplex != asksReal)
      }
    }
    module.function("real_if_close", "a, tol=100") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let bound = try a.double(1) * NumPyDecompositions.epsilon(array.dtype)
      let isClose = array.complexNumbers.allSatisfy { abs($0.imaginary) < bound }
      guard array.dtype.isComplex, isClose else { return .object(ArrayObject(array)) }
      return .object(ArrayObject(try NumPyFunctions.realPart(array)))
    }
    module.function("isscalar", "element") { a throws(Raise) in
      if a[0].cast(NumPyScalar.self) != nil || a[0].text != nil { return .bool(true) }
      switch a[0] {
      case .bool, .int, .float: return .bool(true)
      default: return .bool(a[0].cast(ComplexObject.self) != nil || a[0].bigInt != nil)
      }
    }
    for (name, sign) in [("isposinf", Double.infinity), ("isneginf", -Double.infinity)] {
      module.function(name, "x, out=None") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        return NumPyResult.value(
          NDArray(array.doubles.map { $0 == sign }, shape: array.shape))
      }
    }
    module.function("array_equiv", "a1, a2") { a throws(Raise) in
      let (x, y) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard let shape = x.shape.broadcast(with: y.shape) else { return .bool(false) }
      return .bool(
        x.broadcast(to: shape).complexNumbers == y.broadcast(to: shape).complexNumbers)
    }
    module.function("promote_types", "type1, type2") { a throws(Raise) in
      guard let x = try NumPyDTypeObject.argument(a[0]), let y = try NumPyDTypeObject.argument(a[1])
      else { throw Raise.type("promote_types needs two dtypes") }
      return .object(NumPyDTypeObject(NumPyArithmetic.promote(x, y)))
    }
    module.function("can_cast", "from_, to, casting='safe'") { a throws(Raise) in
      let from: DType
      if let known = NumPyDTypeObject.find(a[0]), !a[0].isNone {
        from = known
      } else if let array = a[0].cast(ArrayObject.self) {
        from = array.array.dtype
      } else {
        throw Raise.type(
          "can_cast() does not support Python ints, floats, and complex because the "
            + "result used to depend on the value.")
      }
      guard let to = try NumPyDTypeObject.argument(a[1]) else { return .bool(false) }
      switch try a.text(2) {
      case "unsafe": return .bool(true)
      case "same_kind": return .bool(NumPyArithmetic.isSameKind(from, as: to))
      case "no", "equiv": return .bool(from == to)
      default: return .bool(NumPyArithmetic.promote(from, to) == to)
      }
    }
    module.function("min_scalar_type", "a, /") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      guard array.dtype == .int64, array.shape.rank == 0, let value = array.integers.first else {
        return .object(NumPyDTypeObject(array.dtype))
      }
      let order: [DType] =
        value >= 0
        ? [.uint8, .uint16, .uint32, .uint64] : [.int8, .int16, .int32, .int64]
      return .object(NumPyDTypeObject(order.first { $0.holds(Int(value)) } ?? .int64))
    }
  }
}

extension Double {
  /// The significand with the sign.
  fileprivate var significandSign: Double { sign == .minus ? -significand : significand }
}
