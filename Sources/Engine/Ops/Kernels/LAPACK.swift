import CBLAS

/// LAPACK for elements of one type, found in OpenBLAS by name when a factorization asks for it.
///
/// Matrices lie column after column. LAPACK takes every argument by address; lengths of its
/// texts, all 1, come last.
struct LAPACK<E: Number> {
  typealias Count = UnsafePointer<Int32>
  typealias Letter = UnsafePointer<CChar>
  typealias Matrix = UnsafeMutableRawPointer
  typealias Places = UnsafeMutablePointer<Int32>

  /// A matrix by columns.
  typealias Elements = [E]

  private let blas: BLAS
  private let prefix: String

  /// - Throws: where the library is missing, or for elements that LAPACK does not have.
  init(for op: String) throws(EngineError) {
    switch E.dtype {
    case .float32: prefix = "s"
    case .float64: prefix = "d"
    case .complex64: prefix = "c"
    case .complex128: prefix = "z"
    default: throw .unsupportedDType(op: op, E.dtype)
    }
    blas = try BLAS.shared()
  }

  static var isComplex: Bool { E.dtype.isComplex }
  static var isSingle: Bool { E.dtype == .float32 || E.dtype == .complex64 }

  func routine<F>(_ name: String, as type: F.Type) throws(EngineError) -> F {
    unsafeBitCast(try blas.symbol(prefix + name + "_"), to: F.self)
  }

  static func letter(_ letter: Character) -> [CChar] { [CChar(letter.asciiValue ?? 0), 0] }

  /// The size of a work space, which LAPACK writes as a number of the element's type.
  static func size(_ found: [E]) -> Int { Swift.max(Int(found[0].asDouble), 1) }

  static func zeros(_ count: Int) -> [E] { [E](repeating: .zero, count: Swift.max(count, 1)) }
}

/// Real numbers beside a matrix, such as singular values, in the width of its elements.
struct RealRow {
  private var single: [Float]
  private var double: [Double]
  private let isSingle: Bool

  init(_ count: Int, isSingle: Bool) {
    self.isSingle = isSingle
    single = isSingle ? [Float](repeating: 0, count: Swift.max(count, 1)) : []
    double = isSingle ? [] : [Double](repeating: 0, count: Swift.max(count, 1))
  }

  /// Hands over the memory of the numbers; what the routine says of its success comes back.
  mutating func withMemory(_ body: (UnsafeMutableRawPointer) -> Int32) -> Int32 {
    if isSingle {
      return single.withUnsafeMutableBytes { bytes in bytes.baseAddress.map(body) ?? -1 }
    }
    return double.withUnsafeMutableBytes { bytes in bytes.baseAddress.map(body) ?? -1 }
  }

  /// One number that a routine reads.
  init(_ number: Double, isSingle: Bool) {
    self.init(1, isSingle: isSingle)
    if isSingle { single[0] = Float(number) } else { double[0] = number }
  }

  func values(_ count: Int) -> [Double] {
    isSingle ? single.prefix(count).map { Double($0) } : Array(double.prefix(count))
  }
}

extension Array where Element: Number {
  /// The matrix by columns of one by rows, and the other way round with the sizes exchanged.
  func turned(_ rows: Int, _ columns: Int) -> [Element] {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns { result[column * rows + row] = self[row * columns + column] }
    }
    return result
  }
}
