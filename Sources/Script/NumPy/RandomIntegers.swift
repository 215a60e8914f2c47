import Engine

/// The range of whole numbers that `randint` and `integers` draw from.
struct IntegerRange {
  let dtype: DType
  let low: Int64
  /// The largest number's distance from `low`.
  let limit: UInt64

  init(
    _ low: PyValue, _ high: PyValue, dtype: DType, endpoint: Bool
  ) throws(Raise) {
    guard dtype.isInteger || dtype == .bool else {
      throw Raise.type("Unsupported dtype dtype('\(dtype.name)') for randint")
    }
    self.dtype = dtype
    func whole(_ value: PyValue) throws(Raise) -> Int {
      if let array = value.cast(ArrayObject.self)?.array, array.shape.rank > 0 {
        throw Raise.unsupported("whole random numbers between arrays of bounds")
      }
      if value.object?.kind == .list || value.object?.kind == .tuple {
        throw Raise.unsupported("whole random numbers between arrays of bounds")
      }
      if let index = try value.asIndex() {
        guard let small = index.smallInt else {
          throw Raise.value("high is out of bounds for \(dtype.name)")
        }
        return small
      }
      return Int(try value.asDouble().rounded(.towardZero))
    }
    let first = high.isAbsent ? 0 : try whole(low)
    let end = try whole(high.isAbsent ? low : high)
    let last = endpoint ? end : end &- 1
    let bounds: (Int, Int) =
      switch dtype {
      case .bool: (0, 1)
      case .uint8: (0, 255)
      case .int8: (-128, 127)
      case .int16: (-32768, 32767)
      case .int32: (Int(Int32.min), Int(Int32.max))
      default: (.min, .max)
      }
    guard first >= bounds.0 else {
      throw Raise.value("low is out of bounds for \(dtype.name)")
    }
    guard last <= bounds.1, endpoint || end > .min else {
      throw Raise.value("high is out of bounds for \(dtype.name)")
    }
    guard first <= last else {
      throw Raise.value(
        high.isAbsent ? "high <= 0" : endpoint ? "low > high" : "low >= high")
    }
    self.low = Int64(first)
    limit = UInt64(bitPattern: Int64(last) &- Int64(first))
  }

  /// Whether several numbers come out of one word of 32 bits.
  var isNarrow: Bool { dtype.byteWidth < 4 }

  func placed(_ value: UInt64) -> Int64 { low &+ Int64(bitPattern: value) }

  func scalar(_ value: Int64) throws(Raise) -> NDArray {
    try NDArray(value).converted(to: dtype)
  }

  /// So many draws: by `wide` one at a time, or out of pieces of words for narrow dtypes.
  func draws(
    _ count: Int, _ isNarrow: Bool, wide: (UInt64) -> UInt64,
    narrow: (UInt32, UInt32, UInt32) -> UInt32?, word: () -> UInt32
  ) -> [Int64] {
    guard isNarrow else { return (0..<count).map { _ in placed(wide(limit)) } }
    if limit == 0 { return [Int64](repeating: low, count: count) }
    let width = dtype == .bool ? 1 : UInt32(dtype.byteWidth * 8)
    let mask = UInt32.max >> UInt32(UInt32(limit).leadingZeroBitCount)
    let piece: UInt32 = width == 1 ? 1 : (1 << width) - 1
    var kept: UInt32 = 0
    var left = 0
    return (0..<count).map { _ in
      while true {
        if left == 0 {
          kept = word()
          left = Int(32 / width)
        }
        left -= 1
        let bits = kept & piece
        kept = width == 32 ? 0 : kept >> width
        if let value = narrow(UInt32(limit), mask, bits) { return placed(UInt64(value)) }
      }
    }
  }
}
