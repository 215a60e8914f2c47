/// Arrays of the distributions that TensorFlow's kernels fill from one generator.
///
/// A group of four words makes four numbers, or two of 64 bits; what is over in the last group is
/// dropped.
extension Philox {
  /// What TensorFlow sets aside for each number, so that rejecting kernels do not overlap.
  package static let reserve = 256

  /// From 0 up to 1.
  package func uniform(_ dtype: DType, _ shape: Shape) throws(EngineError) -> NDArray {
    switch dtype {
    case .float64:
      return pairs(shape) { (words) -> (Double, Double) in
        (PhiloxReading.double(words.0, words.1), PhiloxReading.double(words.2, words.3))
      }
    case .float16, .bfloat16:
      let bits: UInt32 = dtype == .float16 ? 10 : 7
      return try fours(shape) { words in
        (
          PhiloxReading.narrow(words.0, mantissa: bits),
          PhiloxReading.narrow(words.1, mantissa: bits),
          PhiloxReading.narrow(words.2, mantissa: bits),
          PhiloxReading.narrow(words.3, mantissa: bits)
        )
      }.cast(to: dtype)
    default:
      return try fours(shape) { words in
        (
          PhiloxReading.float(words.0), PhiloxReading.float(words.1),
          PhiloxReading.float(words.2), PhiloxReading.float(words.3)
        )
      }.cast(to: dtype)
    }
  }

  /// Mean 0 and deviation 1.
  package func normal(_ dtype: DType, _ shape: Shape) throws(EngineError) -> NDArray {
    if dtype == .float64 { return pairs(shape) { PhiloxReading.normals($0) } }
    return try fours(shape) { words in
      let (a, b) = PhiloxReading.normals(words.0, words.1)
      let (c, d) = PhiloxReading.normals(words.2, words.3)
      return (a, b, c, d)
    }.cast(to: dtype)
  }

  /// Mean 0 and deviation 1, drawn again where it lies 2 or more from 0.
  package func truncatedNormal(_ dtype: DType, _ shape: Shape) throws(EngineError) -> NDArray {
    if dtype == .float64 {
      return rejecting(shape, size: 2) { words in
        let four = (words.next(), words.next(), words.next(), words.next())
        return PhiloxReading.normals(four)
      }
    }
    return try rejecting(shape, size: 4) { words in
      let first = words.next()
      return PhiloxReading.normals(first, words.next())
    }.cast(to: dtype)
  }

  /// Whole numbers from `low` up to `high`, by the remainder.
  ///
  /// - Precondition: `low < high`.
  package func integers(
    _ dtype: DType, from low: Int64, to high: Int64, _ shape: Shape
  ) throws(EngineError) -> NDArray {
    if dtype == .int64 {
      let range = UInt64(bitPattern: high &- low)
      func placed(_ bits: UInt64) -> Int64 { low &+ Int64(bitPattern: bits % range) }
      return pairs(shape) { words in
        (
          placed(PhiloxReading.long(words.0, words.1)),
          placed(PhiloxReading.long(words.2, words.3))
        )
      }
    }
    let start = Int32(truncatingIfNeeded: low)
    let range = UInt32(truncatingIfNeeded: high &- low)
    func placed(_ bits: UInt32) -> Int32 { start &+ Int32(truncatingIfNeeded: bits % range) }
    return try fours(shape) { words in
      (placed(words.0), placed(words.1), placed(words.2), placed(words.3))
    }.cast(to: dtype)
  }

  /// Whole numbers with all bits random.
  package func bits(_ dtype: DType, _ shape: Shape) throws(EngineError) -> NDArray {
    if dtype == .int64 {
      return pairs(shape) { words in
        (
          Int64(bitPattern: PhiloxReading.long(words.0, words.1)),
          Int64(bitPattern: PhiloxReading.long(words.2, words.3))
        )
      }
    }
    return try fours(shape) { words in
      (
        Int32(bitPattern: words.0), Int32(bitPattern: words.1), Int32(bitPattern: words.2),
        Int32(bitPattern: words.3)
      )
    }.cast(to: dtype)
  }

  // MARK: Filling

  private func fours<E: Element>(_ shape: Shape, _ read: (Words) -> (E, E, E, E)) -> NDArray {
    var generator = self
    return NDArray.make(E.self, shape) { target in
      var place = 0
      while place < target.count {
        let four = read(generator.next())
        target.initializeElement(at: place, to: four.0)
        if place + 1 < target.count { target.initializeElement(at: place + 1, to: four.1) }
        if place + 2 < target.count { target.initializeElement(at: place + 2, to: four.2) }
        if place + 3 < target.count { target.initializeElement(at: place + 3, to: four.3) }
        place += 4
      }
    }
  }

  private func pairs<E: Element>(_ shape: Shape, _ read: (Words) -> (E, E)) -> NDArray {
    var generator = self
    return NDArray.make(E.self, shape) { target in
      var place = 0
      while place < target.count {
        let pair = read(generator.next())
        target.initializeElement(at: place, to: pair.0)
        if place + 1 < target.count { target.initializeElement(at: place + 1, to: pair.1) }
        place += 2
      }
    }
  }

  /// Groups of `size` numbers, each from a stretch of its own.
  private func rejecting<R: RealNumber>(
    _ shape: Shape, size: Int, _ draw: (inout PhiloxWords) -> (R, R)
  ) -> NDArray {
    NDArray.make(R.self, shape) { target in
      var place = 0
      while place < target.count {
        var words = PhiloxWords(skipped(place / size * size * Philox.reserve / 4))
        let end = min(place + size, target.count)
        while place < end {
          let (a, b) = draw(&words)
          if abs(a) < 2 {
            target.initializeElement(at: place, to: a)
            place += 1
          }
          if abs(b) < 2, place < end {
            target.initializeElement(at: place, to: b)
            place += 1
          }
        }
      }
    }
  }
}
