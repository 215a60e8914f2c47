import Engine
import Glibc

/// NumPy's reductions, summed in NumPy's order so that the last digit agrees.
struct NumPyReduction {
  let array: NDArray
  /// Ascending, or all of them.
  let axes: [Int]
  let keepsAxes: Bool
  private let kept: [Int]

  init(_ array: NDArray, _ axis: PyValue, keepsAxes: Bool) throws(Raise) {
    self.array = array
    self.keepsAxes = keepsAxes
    let rank = array.shape.rank
    if axis.isAbsent {
      axes = Array(0..<rank)
    } else {
      var found: [Int] = []
      for one in try NumPyFunctions.lengths(axis) {
        found.append(try NumPyFunctions.axis(one, rank: rank))
      }
      guard Set(found).count == found.count else { throw Raise.value("duplicate value in 'axis'") }
      axes = found.sorted()
    }
    let axes = axes
    kept = (0..<rank).filter { !axes.contains($0) }
  }

  /// The same reduction of another array of the same shape.
  func over(_ other: NDArray) -> NumPyReduction { NumPyReduction(self, other) }

  private init(_ model: NumPyReduction, _ array: NDArray) {
    self.array = array
    axes = model.axes
    keepsAxes = model.keepsAxes
    kept = model.kept
  }

  /// One number as every result.
  func everywhere(_ number: NDArray) -> NDArray { number.broadcast(to: shape).contiguous() }

  private var shape: TensorShape {
    let lengths = array.shape.lengths
    return keepsAxes
      ? TensorShape(lengths.indices.map { axes.contains($0) ? 1 : lengths[$0] })
      : TensorShape(kept.map { lengths[$0] })
  }

  /// Elements that fall into one result.
  var groupCount: Int { axes.reduce(1) { $0 * array.shape.lengths[$1] } }

  /// Whether the elements of a group lie side by side.
  private var isInner: Bool { kept.allSatisfy { axis in axes.allSatisfy { $0 > axis } } }

  /// Calls the body with each group of elements, as doubles.
  private func groups<R>(_ body: (ArraySlice<Double>) -> R) -> [R] {
    let values = array.transposed(kept + axes).doubles
    let size = groupCount
    let count = kept.reduce(1) { $0 * array.shape.lengths[$1] }
    return (0..<count).map { body(values[($0 * size)..<(($0 + 1) * size)]) }
  }

  private func wholeGroups<R>(_ body: (ArraySlice<Int64>) -> R) -> [R] {
    let values = array.transposed(kept + axes).integers
    let size = groupCount
    let count = kept.reduce(1) { $0 * array.shape.lengths[$1] }
    return (0..<count).map { body(values[($0 * size)..<(($0 + 1) * size)]) }
  }

  // MARK: Sums

  func sum() throws(Raise) -> NDArray {
    let isInner = isInner
    switch array.dtype {
    case .float32, .float16, .bfloat16:
      // Halves are added in float32.
      let sums = groups { group in
        let values = group.map { Float($0) }
        return isInner ? PairwiseSum.of(values[...]) : values.reduce(0, +)
      }
      return try NDArray(sums, shape: shape).converted(to: array.dtype)
    case .float64:
      return NDArray(
        groups { isInner ? PairwiseSum.of($0) : $0.reduce(0, +) }, shape: shape)
    case .complex64, .complex128:
      return try NumPyErrors.translating { () throws(EngineError) in
        try NumPyArithmetic.evaluate(ReduceSum(axes: axes, keepsDims: keepsAxes), array)
      }
    default:
      let sums = NDArray(wholeGroups { $0.reduce(0, &+) }, shape: shape)
      return array.dtype.isUnsigned ? try sums.converted(to: .uint64) : sums
    }
  }

  func mean() throws(Raise) -> NDArray {
    let source =
      array.dtype.isFloating || array.dtype.isComplex
      ? self
      : try NumPyReduction(
        array.converted(to: .float64), .tuple(axes.map { .int($0) }), keepsAxes: keepsAxes)
    let sum = try source.sum()
    let count = try NDArray(Double(groupCount)).converted(to: sum.dtype)
    return try NumPyErrors.translating { () throws(EngineError) in
      try NumPyArithmetic.evaluate(Divide(), sum, count)
    }
  }

  func variance(correction: Double) throws(Raise) -> NDArray {
    let dtype: DType = array.dtype.isFloating ? array.dtype : .float64
    let values = try array.converted(to: dtype)
    let axisValue = PyValue.tuple(axes.map { .int($0) })
    let mean = try NumPyReduction(values, axisValue, keepsAxes: true).mean()
    let squares = try NumPyErrors.translating { () throws(EngineError) in
      let centered = try NumPyArithmetic.evaluate(Subtract(), values, mean)
      return try NumPyArithmetic.evaluate(Multiply(), centered, centered)
    }
    let sum = try NumPyReduction(squares, axisValue, keepsAxes: keepsAxes).sum()
    let count = try NDArray(Double(groupCount) - correction).converted(to: dtype)
    return try NumPyErrors.translating { () throws(EngineError) in
      try NumPyArithmetic.evaluate(Divide(), sum, count)
    }
  }

  func product() throws(Raise) -> NDArray {
    if array.dtype.isFloating {
      return try NDArray(groups { $0.reduce(1, *) }, shape: shape).converted(to: array.dtype)
    }
    return NDArray(wholeGroups { $0.reduce(1, &*) }, shape: shape)
  }

  // MARK: Extrema

  func extremum(isLargest: Bool) throws(Raise) -> NDArray {
    let name = isLargest ? "maximum" : "minimum"
    guard groupCount > 0 else {
      throw Raise.value(
        "zero-size array to reduction operation \(name) which has no identity")
    }
    if array.dtype.isFloating {
      let found = groups { group in
        group.reduce(group.first ?? 0) { best, value in
          if best.isNaN || value.isNaN { return .nan }
          return isLargest ? max(best, value) : min(best, value)
        }
      }
      return try NDArray(found, shape: shape).converted(to: array.dtype)
    }
    let found = wholeGroups { (isLargest ? $0.max() : $0.min()) ?? 0 }
    return try NDArray(found, shape: shape).converted(to: array.dtype)
  }

  func position(isLargest: Bool) throws(Raise) -> NDArray {
    guard groupCount > 0 else {
      throw Raise.value(
        "attempt to get \(isLargest ? "argmax" : "argmin") of an empty sequence")
    }
    let found = groups { group -> Int64 in
      var best = group.startIndex
      for index in group.indices {
        if group[index].isNaN {
          best = index
          break
        }
        if isLargest ? group[index] > group[best] : group[index] < group[best] { best = index }
      }
      return Int64(best - group.startIndex)
    }
    return NDArray(found, shape: shape)
  }

  func truth(all: Bool) throws(Raise) -> NDArray {
    NDArray(
      groups { group in
        all ? group.allSatisfy { $0 != 0 } : group.contains { $0 != 0 }
      }, shape: shape)
  }
}

/// NumPy's pairwise sum: blocks of 128 in eight lanes, halves above.
enum PairwiseSum {
  static func of<R: RealNumber>(_ values: ArraySlice<R>) -> R {
    let count = values.count
    let start = values.startIndex
    if count < 8 {
      var sum: R = 0
      // NumPy starts from −0 so that a sum of negative zeros keeps its sign.
      if count > 0 { sum = values[start] }
      for index in 1..<max(count, 1) { sum += values[start + index] }
      return sum
    }
    if count <= 128 {
      var lanes = (0..<8).map { values[start + $0] }
      var index = 8
      while index < count - count % 8 {
        for lane in 0..<8 { lanes[lane] += values[start + index + lane] }
        index += 8
      }
      var sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
      while index < count {
        sum += values[start + index]
        index += 1
      }
      return sum
    }
    var half = count / 2
    half -= half % 8
    return of(values[start..<(start + half)]) + of(values[(start + half)...])
  }
}
