/// How many numbers become one, two at a time, in TensorFlow's order.
///
/// TensorFlow takes a row in vector lanes; taking it in the same order gives the same last digit.
///
/// - Source: Eigen, `InnerMostDimReducer`, `InnerMostDimPreserver` and `predux`: eight lanes of
///   float32 and of halves, four of float64 and complex64, four accumulators for what is long, the rest in order.
protocol Accumulation {
  static func start<E: Number>(_ type: E.Type) -> E
  static func combine<E: Number>(_ x: E, _ y: E) -> E
}

enum Summing: Accumulation {
  @inline(__always)
  static func start<E: Number>(_ type: E.Type) -> E { .zero }
  @inline(__always)
  static func combine<E: Number>(_ x: E, _ y: E) -> E { .add(x, y) }
}

enum Multiplying: Accumulation {
  @inline(__always)
  static func start<E: Number>(_ type: E.Type) -> E { .one }
  @inline(__always)
  static func combine<E: Number>(_ x: E, _ y: E) -> E { .multiply(x, y) }
}

extension Accumulation {
  /// How many numbers TensorFlow takes at once; 1 where the order does not show.
  private static func lanes<E: Number>(_ type: E.Type) -> Int {
    switch E.dtype {
    case .float32, .float16, .bfloat16: 8
    case .float64, .complex64: 4
    case .complex128: 2
    default: 1
    }
  }

  /// Each group of an array to one number.
  static func reduce<E: Number>(
    _ source: UnsafeBufferPointer<E>, _ groups: AxisGroups,
    into target: UnsafeMutableBufferPointer<E>
  ) {
    if groups.width > 1 {
      for first in stride(from: 0, to: groups.outer, by: groups.width) {
        let block = groups.inner * groups.width
        let start = first * groups.inner
        columns(
          UnsafeBufferPointer(rebasing: source[start..<start + block]),
          into: UnsafeMutableBufferPointer(rebasing: target[first..<first + groups.width]), first)
      }
      return
    }
    for group in 0..<groups.outer {
      let start = group * groups.inner
      let row = UnsafeBufferPointer(rebasing: source[start..<start + groups.inner])
      target[group] = groups.isInOrder ? plain(row) : total(row, at: start)
    }
  }

  /// A row that begins at a place of the array: what is long in two halves.
  static func total<E: Number>(_ row: UnsafeBufferPointer<E>, at place: Int = 0) -> E {
    let width = lanes(E.self)
    guard width > 1 else { return plain(row) }
    guard row.count > width * 1_024 else {
      // The width as a literal: the loops over it are then vectors.
      return E.dtype == .float32 ? lanes(row, 8) : lanes(row, 4)
    }
    let middle = place + (row.count + 1) / 2
    let split = Swift.min((middle + width - 1) / width * width - place, row.count)
    let left = total(UnsafeBufferPointer(rebasing: row[..<split]), at: place)
    guard split < row.count else { return left }
    return combine(
      left, total(UnsafeBufferPointer(rebasing: row[split...]), at: place + split))
  }

  private static func plain<E: Number>(_ row: some Sequence<E>) -> E {
    var result = start(E.self)
    for value in row { result = combine(result, value) }
    return result
  }

  @inline(__always)
  private static func lanes<E: Number>(_ row: UnsafeBufferPointer<E>, _ width: Int) -> E {
    guard row.count >= width else { return plain(row) }
    let unrolled = 4 * width
    // Four accumulators side by side; later ones stay as they start for short rows.
    return withUnsafeTemporaryAllocation(of: E.self, capacity: unrolled) { sums in
      sums.initialize(repeating: start(E.self))
      var position = 0
      if row.count >= unrolled {
        while position + unrolled <= row.count {
          for i in 0..<unrolled { sums[i] = combine(sums[i], row[position + i]) }
          position += unrolled
        }
        for part in 1..<4 {
          for i in 0..<width { sums[i] = combine(sums[i], sums[part * width + i]) }
        }
      }
      while position + width <= row.count {
        for i in 0..<width { sums[i] = combine(sums[i], row[position + i]) }
        position += width
      }
      var half = width / 2
      while half > 0 {
        for i in 0..<half { sums[i] = combine(sums[i], sums[i + half]) }
        half /= 2
      }
      return combine(plain(row[position...]), sums[0])
    }
  }

  /// Every column of a matrix; `first` is the place of the first one in the whole result, on which
  /// it depends what columns are taken as one vector.
  private static func columns<E: Number>(
    _ matrix: UnsafeBufferPointer<E>, into target: UnsafeMutableBufferPointer<E>, _ first: Int
  ) {
    let (width, lanes) = (target.count, lanes(E.self))
    target.initialize(repeating: start(E.self))
    let rows = matrix.count / width
    guard lanes > 1, rows >= 16, width >= lanes else {
      add(0..<rows, 0..<width, of: matrix, width, into: target)
      return
    }
    let from = Swift.min((lanes - first % lanes) % lanes, width)
    let to = from + (width - from) / lanes * lanes
    add(0..<rows, 0..<from, of: matrix, width, into: target)
    add(0..<rows, to..<width, of: matrix, width, into: target)
    let whole = rows / 4 * 4
    withUnsafeTemporaryAllocation(of: E.self, capacity: 4 * width) { sums in
      sums.initialize(repeating: start(E.self))
      for row in 0..<whole {
        let (place, part) = (row &* width, row % 4 &* width)
        for column in from..<to {
          sums[part &+ column] = combine(sums[part &+ column], matrix[place &+ column])
        }
      }
      for part in 0..<4 {
        for column in from..<to {
          target[column] = combine(target[column], sums[part &* width &+ column])
        }
      }
    }
    add(whole..<rows, from..<to, of: matrix, width, into: target)
  }

  /// Rows of some columns, one after the other.
  private static func add<E: Number>(
    _ rows: Range<Int>, _ columns: Range<Int>, of matrix: UnsafeBufferPointer<E>, _ width: Int,
    into target: UnsafeMutableBufferPointer<E>
  ) {
    guard !columns.isEmpty else { return }
    for row in rows {
      let place = row &* width
      for column in columns { target[column] = combine(target[column], matrix[place &+ column]) }
    }
  }
}
