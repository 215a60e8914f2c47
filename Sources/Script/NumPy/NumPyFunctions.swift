import Engine
import Glibc

/// NumPy's functions that rearrange arrays.
enum NumPyFunctions {
  /// Axis lengths from a number or a sequence.
  static func lengths(_ value: PyValue) throws(Raise) -> [Int] {
    func length(_ index: PyValue) throws(Raise) -> Int {
      if let small = index.smallInt { return small }
      throw Raise.value("Maximum allowed dimension exceeded")
    }
    if let one = try value.asIndex() { return [try length(one)] }
    var found: [Int] = []
    for item in try value.items() {
      guard let index = try item.asIndex() else {
        found.append(try item.asIndexInt())
        continue
      }
      found.append(try length(index))
    }
    return found
  }

  static func reshaped(_ array: NDArray, _ lengths: [Int]) throws(Raise) -> NDArray {
    var lengths = lengths
    let known = lengths.filter { $0 >= 0 }.reduce(1) { $0.timesOrMost($1) }
    if lengths.filter({ $0 == -1 }).count > 1 {
      throw Raise.value("can only specify one unknown dimension")
    }
    if let open = lengths.firstIndex(of: -1) {
      guard known > 0, array.count % known == 0, lengths.filter({ $0 < 0 }).count == 1 else {
        throw NumPyErrors.raise(.reshapeCount(from: array.shape, to: lengths))
      }
      lengths[open] = array.count / known
    }
    guard lengths.allSatisfy({ $0 >= 0 }), TensorShape(lengths).count == array.count else {
      throw NumPyErrors.raise(.reshapeCount(from: array.shape, to: lengths))
    }
    return array.reshaped(TensorShape(lengths))
  }

  /// Without axes of length 1, all of them or those named.
  static func squeezed(_ array: NDArray, _ axis: PyValue) throws(Raise) -> NDArray {
    let lengths = array.shape.lengths
    var gone = lengths.indices.filter { lengths[$0] == 1 }
    if !axis.isAbsent {
      gone = []
      for one in try NumPyFunctions.lengths(axis) {
        let place = try NumPyFunctions.axis(one, rank: lengths.count)
        guard lengths[place] == 1 else {
          throw Raise.value(
            "cannot select an axis to squeeze out which has size not equal to one")
        }
        gone.append(place)
      }
    }
    let kept = lengths.indices.filter { !gone.contains($0) }
    return array.reshaped(TensorShape(kept.map { lengths[$0] }))
  }

  static func axis(_ axis: Int, rank: Int) throws(Raise) -> Int {
    guard axis >= -rank, axis < rank else {
      throw NumPyErrors.raise(.axisOutOfRange(op: "", axis: axis, rank: rank))
    }
    return axis < 0 ? axis + rank : axis
  }

  static func transposed(_ array: NDArray, _ order: [Int]? = nil) throws(Raise) -> NDArray {
    let rank = array.shape.rank
    guard let order else { return array.transposed(Array((0..<rank).reversed())) }
    var axes: [Int] = []
    for axis in order { axes.append(try Self.axis(axis, rank: rank)) }
    guard axes.count == rank else { throw Raise.value("axes don't match array") }
    guard Set(axes).count == rank else { throw Raise.value("repeated axis in transpose") }
    return array.transposed(axes)
  }

  // MARK: Joining

  /// Arrays of one shape and dtype along a new first axis.
  static func stacked(_ parts: [NDArray]) throws(Raise) -> NDArray {
    var rows: [NDArray] = []
    for part in parts {
      rows.append(part.reshaped(TensorShape([1] + part.shape.lengths)))
    }
    return try joined(rows, axis: 0)
  }

  static func joined(_ parts: [NDArray], axis: Int) throws(Raise) -> NDArray {
    guard let first = parts.first else {
      throw Raise.value("need at least one array to concatenate")
    }
    let rank = first.shape.rank
    guard rank > 0 else { throw Raise.value("zero-dimensional arrays cannot be concatenated") }
    let axis = try Self.axis(axis, rank: rank)
    var dtype = first.dtype
    var total = 0
    for part in parts {
      guard part.shape.rank == rank else {
        let place = parts.firstIndex { $0.shape.rank != rank } ?? 0
        throw Raise.value(
          "all the input arrays must have same number of dimensions, but the array at index 0 has "
            + "\(rank) dimension(s) and the array at index \(place) has "
            + "\(part.shape.rank) dimension(s)")
      }
      for other in 0..<rank where other != axis {
        guard part.shape.lengths[other] == first.shape.lengths[other] else {
          throw Raise.value(
            "all the input array dimensions except for the concatenation axis must match exactly, "
              + "but along dimension \(other), the array at index 0 has size "
              + "\(first.shape.lengths[other]) and the array at index "
              + "\(parts.firstIndex { $0.shape == part.shape } ?? 0) has size "
              + "\(part.shape.lengths[other])")
        }
      }
      dtype = NumPyArithmetic.promote(dtype, part.dtype)
      total += part.shape.lengths[axis]
    }
    var lengths = first.shape.lengths
    lengths[axis] = total
    let shape = try NumPyShapes.checked(lengths, dtype)
    let result = ArrayObject(try .filled(0, dtype, shape))
    var start = 0
    for part in parts {
      let end = start + part.shape.lengths[axis]
      var keys = [PyValue](repeating: fullSlice, count: rank)
      keys[axis] = .object(SliceObject(.int(start), .int(end), .none))
      if end > start { try result.setItem(.tuple(keys), .object(ArrayObject(part))) }
      start = end
    }
    return result.array
  }

  private static var fullSlice: PyValue { .object(SliceObject(.none, .none, .none)) }

  // MARK: Picking

  /// Rows by their positions.
  static func gathered(_ array: NDArray, _ rows: NDArray) throws(Raise) -> NDArray {
    guard let count = array.shape.lengths.first else {
      throw NumPyErrors.raise(.tooManyIndices(count: 1, rank: 0))
    }
    let rest = TensorShape(Array(array.shape.lengths.dropFirst()))
    let source = array.contiguous()
    let width = array.dtype.byteWidth * rest.count
    let shape = TensorShape(rows.shape.lengths + rest.lengths)
    _ = try NumPyShapes.checked(shape.lengths, array.dtype)
    let result = try NDArray.filled(0, array.dtype, shape.rank == 0 ? [1] : shape)
    for (place, row) in rows.integers.enumerated() {
      let index = row < 0 ? Int(row) + count : Int(row)
      guard index >= 0, index < count else {
        throw NumPyErrors.raise(.indexOutOfRange(index: Int(row), axis: 0, length: count))
      }
      result.copyBytes(from: source, at: index * width, to: place * width, count: width)
    }
    return result.reshaped(shape)
  }

  static func sorted(_ array: NDArray, axis: Int) throws(Raise) -> NDArray {
    let rank = array.shape.rank
    let axis = try Self.axis(axis, rank: rank)
    var order = Array(0..<rank)
    order.remove(at: axis)
    order.append(axis)
    let moved = array.transposed(order)
    let length = max(moved.shape.lengths[rank - 1], 1)
    func sorted<R>(_ values: [R], _ isLess: (R, R) -> Bool) -> [R] {
      var values = values
      for start in stride(from: 0, to: values.count, by: length) {
        values[start..<(start + length)].sort(by: isLess)
      }
      return values
    }
    let found: NDArray
    if array.dtype.isComplex {
      found = NDArray(sorted(moved.complexNumbers) { $0 < $1 }, shape: moved.shape)
    } else if array.dtype.isInteger {
      found = NDArray(sorted(moved.integers) { $0 < $1 }, shape: moved.shape)
    } else {
      found = NDArray(sorted(moved.doubles, NumPyPercentiles.ascending), shape: moved.shape)
    }
    let back = order.enumerated().sorted { $0.element < $1.element }.map(\.offset)
    return try found.converted(to: array.dtype).transposed(back).copied()
  }

  /// Positions of the elements in order along an axis.
  static func order(_ array: NDArray, axis: Int = -1) throws(Raise) -> NDArray {
    let found = try NumPyRunning.rows(array, axis: axis) { row in
      row.indices.sorted {
        let (a, b) = (row[$0], row[$1])
        return a < b || (!a.isNaN && b.isNaN) || (!(b < a || a.isNaN) && a == b && $0 < $1)
      }.map { Double($0) }
    }
    return try found.converted(to: .int64)
  }

  // MARK: Rounding

  /// Rounds half to even after scaling, as NumPy does.
  static func rounded(_ array: NDArray, _ decimals: Int) throws(Raise) -> NDArray {
    guard array.dtype.isFloating || array.dtype.isComplex else { return array }
    let scale = pow(10, Double(abs(decimals)))
    func round(_ value: Double) -> Double {
      decimals >= 0
        ? (decimals == 0 ? rint(value) : rint(value * scale) / scale) : rint(value / scale) * scale
    }
    func round32(_ value: Float) -> Float {
      let scale = Float(scale)
      return decimals >= 0
        ? (decimals == 0 ? rintf(value) : rintf(value * scale) / scale)
        : rintf(value / scale) * scale
    }
    return try NumPyErrors.translating { () throws(EngineError) in
      switch array.dtype {
      case .float32: try array.map { (value: Float) -> Float in round32(value) }
      case .float64: try array.map { (value: Double) -> Double in round(value) }
      case .complex64:
        try array.map { (z: Complex<Float>) -> Complex<Float> in
          Complex(round32(z.real), round32(z.imaginary))
        }
      case .complex128:
        try array.map { (z: Complex<Double>) -> Complex<Double> in
          Complex(round(z.real), round(z.imaginary))
        }
      default: throw .unsupportedDType(op: "round", array.dtype)
      }
    }
  }
}

extension NDArray {
  /// Copies bytes out of another contiguous array into this one's memory.
  func copyBytes(from source: NDArray, at start: Int, to target: Int, count: Int) {
    guard case .block(let own) = payload else { return }
    switch source.payload {
    case .block(let block):
      (own.storage.memory + own.offset * dtype.byteWidth + target).copyMemory(
        from: block.storage.memory + block.offset * dtype.byteWidth + start, byteCount: count)
    case .scalar(let bits):
      withUnsafeBytes(of: bits.littleEndian) { bytes in
        if let base = bytes.baseAddress {
          (own.storage.memory + own.offset * dtype.byteWidth + target).copyMemory(
            from: base, byteCount: count)
        }
      }
    case .text: break
    }
  }
}
