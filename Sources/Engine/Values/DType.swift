/// The element type of a tensor.
///
/// The set is closed; the names are TensorFlow's.
public enum DType: UInt8, CaseIterable, Hashable, Sendable {
  case bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64
  case float16, bfloat16, float32, float64
  case complex64, complex128
  case string

  /// The name as TensorFlow and NumPy print it, such as `float32`.
  public var name: String { String(describing: self) }

  /// The dtype of that name, if there is one.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// Real floating-point numbers of any width.
  public var isFloating: Bool {
    rawValue >= DType.float16.rawValue && rawValue <= DType.float64.rawValue
  }

  /// Complex numbers of either width.
  public var isComplex: Bool { self == .complex64 || self == .complex128 }

  /// Signed or unsigned whole numbers; not `bool`.
  public var isInteger: Bool {
    rawValue >= DType.uint8.rawValue && rawValue <= DType.int64.rawValue
  }

  /// Whole numbers from 0 on.
  public var isUnsigned: Bool {
    rawValue >= DType.uint8.rawValue && rawValue <= DType.uint64.rawValue
  }

  /// Whether an element fits into the 64 bits of an inline scalar.
  package var isInline: Bool { !isComplex && self != .string }

  /// The dtype of the two parts of a complex number; any other dtype itself.
  package var realPart: DType {
    self == .complex64 ? .float32 : self == .complex128 ? .float64 : self
  }

  /// Whether a gradient can pass through values of this type: floating or complex.
  public var isDifferentiable: Bool { isFloating || isComplex }

  /// Bytes an element takes in storage; text takes no fixed number.
  public var byteWidth: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .complex64: 8
    case .complex128: 16
    case .string: 0
    }
  }
}

/// A set of dtypes an op accepts.
package struct DTypeSet: OptionSet, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ types: [DType]) {
    rawValue = types.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  package static let floating = DTypeSet(DType.allCases.filter(\.isFloating))
  package static let integer = DTypeSet(DType.allCases.filter(\.isInteger))
  package static let signed = DTypeSet(DType.allCases.filter { $0.isInteger && !$0.isUnsigned })
  package static let complex = DTypeSet(DType.allCases.filter(\.isComplex))
  package static let boolean = DTypeSet([.bool])
  package static let ordered: DTypeSet = [floating, integer]
  package static let numeric: DTypeSet = [floating, integer, complex]
  package static let any = DTypeSet(DType.allCases)

  package func contains(_ type: DType) -> Bool { rawValue & 1 << UInt32(type.rawValue) != 0 }
}
