/// The signatures that values of a recording have, each once; those of scalars are always there,
/// at the place of their dtype.
struct SignatureTable {
  private static let scalars = DType.allCases.map { Signature($0, .scalar) }
  private static let differentiableScalars = DType.allCases.map(\.isDifferentiable)

  /// Which signatures, by index, a gradient can pass through.
  private(set) var isDifferentiable = differentiableScalars
  private var arrays: [Signature] = []
  private var indices: [Signature: UInt32] = [:]
  private var latest: UInt32 = 0
  /// A bit for every dtype that was asked for.
  private var dtypes: UInt32 = 0

  func holds(_ dtype: DType) -> Bool { dtypes & 1 << dtype.rawValue != 0 }

  /// All of them, by index.
  var all: [Signature] { Self.scalars + arrays }

  subscript(index: Int) -> Signature {
    index < Self.scalars.count ? Self.scalars[index] : arrays[index - Self.scalars.count]
  }

  /// The index of a signature, added when it is new.
  mutating func index(of signature: Signature) -> UInt32 {
    dtypes |= 1 << signature.dtype.rawValue
    if signature.shape.rank == 0 { return UInt32(signature.dtype.rawValue) }
    // Mostly the result has the shape of what was computed before it: no hashing then.
    if latest != 0, self[Int(latest)] == signature { return latest }
    if let known = indices[signature] {
      latest = known
      return known
    }
    latest = UInt32(Self.scalars.count + arrays.count)
    arrays.append(signature)
    isDifferentiable.append(signature.dtype.isDifferentiable)
    indices[signature] = latest
    return latest
  }
}
