import BigInt
import Engine
import Glibc

/// Limits of dtypes and what they become together.
enum NumPyLimits {
  static func add(to module: ModuleObject) {
    module.function("finfo", "dtype") { a throws(Raise) in
      let found = try Self.dtype(a[0]).realPart
      guard found.isFloating, found != .bfloat16 else {
        throw Raise.value("data type \(try a[0].repr()) not inexact")
      }
      return .object(try LimitsObject(floating: found))
    }
    module.function("iinfo", "type") { a throws(Raise) in
      let found = try Self.dtype(a[0])
      guard found.isInteger else {
        let kind = found == .bool ? "b" : found.isComplex ? "c" : "f"
        throw Raise.value("Invalid integer data type '\(kind)'.")
      }
      return .object(try LimitsObject(whole: found))
    }
    module.function("issubdtype", "arg1, arg2") { a throws(Raise) in
      let type = NumPyTypes.type(try Self.dtype(a[0]))
      guard let asked = a[1].cast(TypeObject.self) else {
        return .bool(try Self.dtype(a[0]) == (try Self.dtype(a[1])))
      }
      if asked === TypeObject.float || asked === TypeObject.int || asked === TypeObject.bool {
        return .bool(try Self.dtype(a[0]) == (try Self.dtype(a[1])))
      }
      // `float64` has Python's float as its base; it is a floating type all the same.
      let isDouble = type === NumPyTypes.type(.float64)
      return .bool(
        type.isSubclass(of: asked)
          || isDouble && NumPyTypes.floating.isSubclass(of: asked))
    }
    module.function("result_type", "*arrays_and_dtypes") { a throws(Raise) in
      var found: NumPyArithmetic.Operand?
      for value in try a[0].items() {
        var next: NumPyArithmetic.Operand
        if let dtype = NumPyDTypeObject.find(value), value.cast(NumPyScalar.self) == nil {
          next = .strong(try .filled(0, dtype, .scalar))
        } else if let operand = try NumPyArithmetic.Operand(value) {
          next = operand
        } else {
          next = .strong(try ArrayReading.array(value))
        }
        if let known = found {
          next = .strong(try .filled(0, NumPyArithmetic.common(known, next), .scalar))
        }
        found = next
      }
      guard let found else { throw Raise.value("at least one array or dtype is required") }
      return .object(NumPyDTypeObject(found.dtype))
    }
  }

  private static func dtype(_ value: PyValue) throws(Raise) -> DType {
    if let dtype = NumPyDTypeObject.find(value) { return dtype }
    return try ArrayReading.array(value).dtype
  }
}

/// `np.finfo(...)` and `np.iinfo(...)`.
package final class LimitsObject: PyObject {
  private let dtype: DType
  private let rows: [(name: String, value: PyValue)]

  /// The limits of whole numbers.
  init(whole dtype: DType) throws(Raise) {
    self.dtype = dtype
    let bits = dtype.byteWidth * 8
    let top: PyValue
    if dtype.isUnsigned {
      top = bits == 64 ? .integer(BigInt(UInt64.max)) : .int(1 << bits - 1)
    } else {
      top = .int(Int.max >> (64 - bits))
    }
    rows = [
      ("min", .int(dtype.isUnsigned ? 0 : -(Int.max >> (64 - bits)) - 1)), ("max", top),
      ("bits", .int(bits)), ("kind", .string(dtype.isUnsigned ? "u" : "i")),
      ("dtype", .object(NumPyDTypeObject(dtype))),
    ]
    super.init(.wholeLimits)
  }

  /// The limits of floating-point numbers.
  init(floating dtype: DType) throws(Raise) {
    self.dtype = dtype
    let (digits, least, most, decimals): (Int, Int, Int, Int) =
      switch dtype {
      case .float16: (10, -14, 16, 3)
      case .float32: (23, -126, 128, 6)
      default: (52, -1022, 1024, 15)
      }
    let eps = scalbn(1.0, Int32(-digits))
    let max = (2 - eps) * scalbn(1.0, Int32(most - 1))
    let tiny = scalbn(1.0, Int32(least))
    func number(_ value: Double) throws(Raise) -> PyValue {
      .object(NumPyScalar(try NDArray(value).converted(to: dtype)))
    }
    rows = [
      ("eps", try number(eps)), ("epsneg", try number(eps / 2)), ("max", try number(max)),
      ("min", try number(-max)), ("tiny", try number(tiny)),
      ("smallest_normal", try number(tiny)),
      ("smallest_subnormal", try number(tiny * eps)),
      ("resolution", try number(Double("1e-\(decimals)") ?? 0)), ("precision", .int(decimals)),
      ("bits", .int(dtype.byteWidth * 8)), ("nmant", .int(digits)), ("machep", .int(-digits)),
      ("negep", .int(-digits - 1)), ("minexp", .int(least)), ("maxexp", .int(most)),
      ("nexp", .int(dtype.byteWidth * 8 - digits - 1)),
      ("iexp", .int(dtype.byteWidth * 8 - digits - 1)),
      ("dtype", .object(NumPyDTypeObject(dtype))),
    ]
    super.init(.realLimits)
  }

  private func value(_ name: String) -> PyValue { rows.first { $0.name == name }?.value ?? .none }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let row = rows.first(where: { $0.name == name.text }) { return row.value }
    return try super.findAttribute(name)
  }

  package override func repr() throws(Raise) -> String {
    let names = dtype.isInteger ? ["min", "max"] : ["resolution", "min", "max"]
    var parts: [String] = []
    for name in names { parts.append("\(name)=\(try value(name).str())") }
    return "\(type.name)(\(parts.joined(separator: ", ")), dtype=\(dtype.name))"
  }

  package override func str() throws(Raise) -> String {
    let line = String(repeating: "-", count: 63)
    func text(_ name: String) throws(Raise) -> String { try value(name).str() }
    var result = "Machine parameters for \(dtype.name)\n\(line)\n"
    guard !dtype.isInteger else {
      return result + "min = \(try text("min"))\nmax = \(try text("max"))\n\(line)\n"
    }
    for (first, second) in [
      ("precision = \(try text("precision"))", "resolution = \(try text("resolution"))"),
      ("machep = \(try text("machep"))", "eps =        \(try text("eps"))"),
      ("negep =  \(try text("negep"))", "epsneg =     \(try text("epsneg"))"),
      ("minexp = \(try text("minexp"))", "tiny =       \(try text("tiny"))"),
      ("maxexp = \(try text("maxexp"))", "max =        \(try text("max"))"),
      ("nexp =   \(try text("nexp"))", "min =        -max"),
    ] { result += "\(first)   \(second)\n" }
    result += "smallest_normal = \(try text("smallest_normal"))   "
    result += "smallest_subnormal = \(try text("smallest_subnormal"))\n\(line)\n"
    return result
  }
}

extension TypeObject {
  nonisolated(unsafe) static let wholeLimits = TypeObject("iinfo", module: "numpy")
  nonisolated(unsafe) static let realLimits = TypeObject("finfo", module: "numpy")
}
