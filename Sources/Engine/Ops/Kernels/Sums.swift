/// The order in which many numbers are added.
///
/// TensorFlow adds a row in vector lanes; adding in the same order gives the same last digit.
///
/// - Source: Eigen, `InnerMostDimReducer` and `predux`: eight lanes of float32 and four of float64,
///   four accumulators from four packets on, the rest in order.
package enum Sums {
  /// The sum of a row.
  @inlinable
  static func total<E: Number>(_ row: UnsafeBufferPointer<E>) -> E {
    switch E.dtype {
    case .float32: lanes(row, 8)
    case .float64: lanes(row, 4)
    default: plain(row, from: 0)
    }
  }

  @inlinable
  static func plain<E: Number>(_ row: UnsafeBufferPointer<E>, from start: Int) -> E {
    var sum = E.zero
    for i in start..<row.count { sum = E.add(sum, row[i]) }
    return sum
  }

  @inlinable
  static func lanes<E: Number>(_ row: UnsafeBufferPointer<E>, _ width: Int) -> E {
    guard row.count >= width else { return plain(row, from: 0) }
    let unrolled = 4 * width
    // Four accumulators side by side; later ones stay zero for short rows.
    return withUnsafeTemporaryAllocation(of: E.self, capacity: unrolled) { accumulators in
      accumulators.initialize(repeating: .zero)
      var position = 0
      if row.count >= unrolled {
        while position + unrolled <= row.count {
          for i in 0..<unrolled {
            accumulators[i] = E.add(accumulators[i], row[position + i])
          }
          position += unrolled
        }
        for part in 1..<4 {
          for i in 0..<width {
            accumulators[i] = E.add(accumulators[i], accumulators[part * width + i])
          }
        }
      }
      while position + width <= row.count {
        for i in 0..<width { accumulators[i] = E.add(accumulators[i], row[position + i]) }
        position += width
      }
      var half = width / 2
      while half > 0 {
        for i in 0..<half { accumulators[i] = E.add(accumulators[i], accumulators[i + half]) }
        half /= 2
      }
      return E.add(plain(row, from: position), accumulators[0])
    }
  }
}
