import Engine

/// `np.pad` with its modes.
enum NumPyPadding {
  static func add(to module: ModuleObject) {
    module.function(
      "pad",
      "array, pad_width, mode='constant', *, constant_values=0, end_values=0, stat_length=None, "
        + "reflect_type='even'"
    ) { a throws(Raise) in .object(ArrayObject(try padded(a))) }
  }

  /// A number before and one behind each axis.
  private static func pairs(
    _ value: PyValue, _ rank: Int, _ dtype: DType
  ) throws(Raise) -> NDArray {
    let array = try ArrayReading.array(value, dtype)
    guard array.shape.broadcast(with: [rank, 2]) == [rank, 2] else {
      throw Raise.value(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
          + "\(array.shape.bracketedAsTuple)  and requested shape (\(rank),2)")
    }
    return array.broadcast(to: [rank, 2]).contiguous()
  }

  private static func padded(_ a: Bound) throws(Raise) -> NDArray {
    var array = try ArrayReading.array(a[0])
    let rank = array.shape.rank
    let widths = try pairs(a[1], rank, .int64).integers.map { Int($0) }
    guard widths.allSatisfy({ $0 >= 0 }) else {
      throw Raise.value("index can't contain negative values")
    }
    let lengths = array.shape.lengths.enumerated().map {
      $1.plusOrMost(widths[2 * $0]).plusOrMost(widths[2 * $0 + 1])
    }
    _ = try NumPyShapes.checked(lengths, array.dtype.byteWidth < 8 ? .int64 : array.dtype)
    let mode = try a.text(2)
    for axis in 0..<rank {
      let (before, after) = (widths[2 * axis], widths[2 * axis + 1])
      let length = array.shape.lengths[axis]
      switch mode {
      case "constant":
        let values = try pairs(a[3], rank, array.dtype)
        array = try extended(array, axis, before, after) { isBefore throws(Raise) in
          try NumPyParts.taken(
            values.reshaped([2 * rank]), [2 * axis + (isBefore ? 0 : 1)], axis: 0)
        }
      case "edge", "wrap", "reflect", "symmetric":
        guard length > 0 || before + after == 0 else {
          throw Raise.value(
            "can't extend empty axis \(axis) using modes other than 'constant' or 'empty'")
        }
        guard a[6].text == "even" else { throw Raise.unsupported("np.pad with reflect_type='odd'") }
        let places = (-before)..<(length + after)
        array = try NumPyParts.taken(
          array, places.map { source($0, length, mode) }, axis: axis)
      case "maximum", "minimum", "mean", "median":
        guard a[5].isAbsent else { throw Raise.unsupported("np.pad with stat_length") }
        let edge = try statistic(array, axis, mode)
        array = try NumPyFunctions.joined(
          [NDArray](repeating: edge, count: before) + [array]
            + [NDArray](repeating: edge, count: after), axis: axis)
      case "linear_ramp":
        array = try ramped(array, axis, before, after, try pairs(a[4], rank, .float64).doubles)
      default: throw Raise.value("mode '\(mode)' is not supported")
      }
    }
    return array
  }

  /// Where the element at a place outside comes from.
  private static func source(_ place: Int, _ length: Int, _ mode: String) -> Int {
    switch mode {
    case "edge": return min(max(place, 0), length - 1)
    case "wrap": return (place % length + length) % length
    default:
      let extra = mode == "symmetric" ? 1 : 0
      let period = max(2 * (length - 1 + extra), 1)
      let turned = (place % period + period) % period
      return turned < length ? turned : period - turned - extra
    }
  }

  private static func extended(
    _ array: NDArray, _ axis: Int, _ before: Int, _ after: Int,
    _ value: (Bool) throws(Raise) -> NDArray
  ) throws(Raise) -> NDArray {
    var parts: [NDArray] = []
    for (count, isBefore) in [(before, true), (after, false)] {
      if !isBefore { parts.append(array) }
      var lengths = array.shape.lengths
      lengths[axis] = count
      let ones = [Int](repeating: 1, count: lengths.count)
      parts.append(
        try value(isBefore).reshaped(TensorShape(ones)).broadcast(to: TensorShape(lengths))
          .contiguous())
    }
    return try NumPyFunctions.joined(parts, axis: axis)
  }

  private static func statistic(
    _ array: NDArray, _ axis: Int, _ mode: String
  ) throws(Raise) -> NDArray {
    let reduction = try NumPyReduction(array, .int(axis), keepsAxes: true)
    let found: NDArray
    switch mode {
    case "maximum": found = try reduction.extremum(isLargest: true)
    case "minimum": found = try reduction.extremum(isLargest: false)
    case "mean": found = try reduction.mean()
    default:
      found = try NumPyPercentiles.reduced(array, .int(axis), keeps: true) {
        NumPyPercentiles.median($0)
      }
    }
    let rounded = array.dtype.isInteger ? try NumPyFunctions.rounded(found, 0) : found
    return try rounded.converted(to: array.dtype)
  }

  private static func ramped(
    _ array: NDArray, _ axis: Int, _ before: Int, _ after: Int, _ ends: [Double]
  ) throws(Raise) -> NDArray {
    let dtype = array.dtype
    return try NumPyRunning.rows(array, axis: axis) { row in
      let (first, last) = (row.first ?? 0, row.last ?? 0)
      func line(_ from: Double, _ to: Double, _ count: Int) -> [Double] {
        let values = NumPyRanges.linspace(from, to, count, endpoint: false)
        return dtype.isInteger ? values.map { $0.rounded(.down) } : values
      }
      return line(ends[2 * axis], first, before) + row
        + line(ends[2 * axis + 1], last, after).reversed()
    }.converted(to: dtype)
  }
}
