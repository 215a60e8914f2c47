/// The lengths of a tensor's axes, outermost first; none for a scalar.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// Length of every axis.
  public var lengths: [Int]

  /// A shape of these axis lengths.
  public init(_ lengths: [Int]) { self.lengths = lengths }

  /// A shape written as a list, `[2, 3]`.
  public init(arrayLiteral lengths: Int...) { self.lengths = lengths }

  /// The shape of a scalar, `()`.
  public static let scalar = Shape([])

  /// Number of axes.
  public var rank: Int { lengths.count }

  /// Number of elements; as many as a number can tell where there are more.
  public var count: Int {
    var count = 1
    var isOver = false
    for length in lengths {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if length == 0 { return 0 }
      isOver = isOver || overflow
      count = product
    }
    return isOver ? .max : count
  }

  /// Length of one axis; negative axes count from the last.
  public subscript(axis: Int) -> Int { lengths[axis < 0 ? axis + lengths.count : axis] }

  /// Steps in elements from one index to the next of each axis, rows laid end to end.
  package var rowMajorStrides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * lengths[axis + 1]
    }
    return strides
  }

  /// NumPy's broadcasting rule: axes are matched from the last, and 1 stretches.
  ///
  /// - Returns: the common shape, or `nil` where a pair of axes does not fit.
  package func broadcast(with other: Shape) -> Shape? {
    if self == other { return self }
    let rank = Swift.max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for axis in 1...Swift.max(rank, 1) where axis <= rank {
      let a = axis <= self.rank ? lengths[self.rank - axis] : 1
      let b = axis <= other.rank ? other.lengths[other.rank - axis] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      result[rank - axis] = a == 1 ? b : a
    }
    return Shape(result)
  }

  /// An axis in `-rank..<rank` as one from 0, or `nil`.
  package func axis(_ axis: Int) -> Int? {
    let found = axis < 0 ? axis + rank : axis
    return found >= 0 && found < rank ? found : nil
  }
}

extension Shape: CustomStringConvertible {
  /// As Python prints a tuple: `()`, `(3,)`, `(2, 3)`.
  public var description: String {
    rank == 1
      ? "(\(lengths[0]),)" : "(" + lengths.map(String.init).joined(separator: ", ") + ")"
  }

  /// As TensorFlow's kernels print it: `[2,3]`.
  package var bracketed: String {
    "[" + lengths.map(String.init).joined(separator: ",") + "]"
  }
}

/// What is known of a tensor without its values.
public struct Signature: Hashable, Sendable {
  /// Element type.
  public var dtype: DType
  /// Axis lengths.
  public var shape: Shape

  /// A signature of an element type and a shape.
  public init(_ dtype: DType, _ shape: Shape) {
    self.dtype = dtype
    self.shape = shape
  }
}
