/// Compositions that lessons call by one name.
extension Tensor {
  /// Whole numbers as float32, others as they are.
  package func madeReal() throws(EngineError) -> Tensor {
    dtype.isInteger ? try Tensor.apply(Cast(.float32), [self]) : self
  }

  /// An op that works along the last axis, along another one.
  func alongLastAxis<O: Operation>(_ axis: Int, _ op: O) throws(EngineError) -> Tensor {
    let rank = shape.rank
    guard rank > 0 else { return try Tensor.apply(op, [self]) }
    guard let place = shape.axis(axis) else {
      throw .axisOutOfRange(op: O.name, axis: axis, rank: rank)
    }
    if place == rank - 1 { return try Tensor.apply(op, [self]) }
    var order = Array(0..<rank)
    order.swapAt(place, rank - 1)
    let swapped = try Tensor.apply(op, [Tensor.apply(Transpose(order), [self])])
    return try Tensor.apply(Transpose(order), [swapped])
  }

  /// The slices along an axis, one by one.
  package func unstacked(axis: Int, _ count: Int? = nil) throws(EngineError) -> [Tensor] {
    guard let place = shape.axis(axis) else {
      throw .pythonValue(
        "Argument `axis` = \(axis) not in range [\(-shape.rank), \(shape.rank))")
    }
    let length = shape.lengths[place]
    if let count, count != length {
      throw .unstackCount(axis: place, count: count, shape)
    }
    let whole = [IndexItem](repeating: .slice(start: nil, stop: nil, step: 1), count: place)
    var parts: [Tensor] = []
    for index in 0..<length {
      parts.append(try Tensor.apply(StridedSlice(whole + [.index(index)]), [self]))
    }
    return parts
  }

  /// Equal parts along an axis.
  package func split(into count: Int, axis: Int) throws(EngineError) -> [Tensor] {
    let place = try splitAxis(axis)
    let length = shape.lengths[place]
    guard count > 0, length % count == 0 else {
      throw .cannotSplit(axis: place, length: length, parts: count, sizes: nil)
    }
    return try split(sizes: Array(repeating: length / count, count: count), axis: axis)
  }

  /// Parts of given sizes along an axis; one of them may be −1 for the rest.
  package func split(sizes: [Int], axis: Int) throws(EngineError) -> [Tensor] {
    let place = try splitAxis(axis)
    let length = shape.lengths[place]
    let known = sizes.filter { $0 >= 0 }.reduce(0, +)
    let sizes = sizes.map { $0 == -1 ? length - known : $0 }
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) == length else {
      throw .cannotSplit(axis: place, length: length, parts: sizes.count, sizes: sizes)
    }
    let whole = [IndexItem](repeating: .slice(start: nil, stop: nil, step: 1), count: place)
    var (parts, start): ([Tensor], Int) = ([], 0)
    for size in sizes {
      let item = IndexItem.slice(start: start, stop: start + size, step: 1)
      parts.append(try Tensor.apply(StridedSlice(whole + [item]), [self]))
      start += size
    }
    return parts
  }

  private func splitAxis(_ axis: Int) throws(EngineError) -> Int {
    guard let place = shape.axis(axis) else {
      throw .axisOutOfRange(op: "split", axis: axis, rank: shape.rank)
    }
    return place
  }

  /// A part by start and size; a size of −1 goes to the end.
  func slice(begin: [Int], size: [Int]) throws(EngineError) -> Tensor {
    guard begin.count == shape.rank, size.count == shape.rank else {
      throw .invalidArgument(
        op: "Slice",
        "Expected begin and size arguments to be 1-D tensors of size \(shape.rank), but got shapes "
          + "[\(begin.count)] and [\(size.count)] instead.")
    }
    var items: [IndexItem] = []
    for axis in 0..<shape.rank {
      let length = shape.lengths[axis]
      let stop = size[axis] == -1 ? length : begin[axis] + size[axis]
      guard begin[axis] >= 0, stop <= length, begin[axis] <= stop else {
        throw .sliceOutOfRange(axis: axis, begin: begin[axis], size: size[axis], length: length)
      }
      items.append(.slice(start: begin[axis], stop: stop, step: 1))
    }
    return try Tensor.apply(StridedSlice(items), [self])
  }

  /// The pairs of axes that `tensordot` with a number sums over: the last of one, the first of the
  /// other.
  func lastAndFirst(_ count: Int) throws(EngineError) -> [[Int]] {
    guard count >= 0 else {
      throw .pythonValue("`axes` must be at least 0. Received: \(count).")
    }
    guard count <= shape.rank else {
      throw .wrongRank(op: "tensordot", shape, expected: "at least \(count) axes")
    }
    return [Array((shape.rank - count)..<shape.rank), Array(0..<count)]
  }

  /// Sums of products over pairs of axes.
  func contracted(with other: Tensor, _ axes: [[Int]]) throws(EngineError) -> Tensor {
    guard axes.count == 2 else {
      throw .pythonValue("`axes` must be an integer or have length 2. Received \(axes).")
    }
    guard axes[0].count == axes[1].count else {
      throw .pythonValue(
        "Different number of contraction axes `a` and `b`, "
          + "\(axes[0].count) != \(axes[1].count).")
    }
    let (a, freeA) = try matrix(axes[0], last: true)
    let (b, freeB) = try other.matrix(axes[1], last: false)
    let product = try Tensor.apply(MatMul(), [a, b])
    let result = Shape(freeA + freeB)
    return product.shape == result ? product : try Tensor.apply(Reshape(result), [product])
  }

  private func matrix(_ axes: [Int], last: Bool) throws(EngineError) -> (Tensor, free: [Int]) {
    var places: [Int] = []
    for axis in axes {
      guard let place = shape.axis(axis) else {
        throw .axisOutOfRange(op: "tensordot", axis: axis, rank: shape.rank)
      }
      places.append(place)
    }
    let free = (0..<shape.rank).filter { !places.contains($0) }
    let order = last ? free + places : places + free
    let ordered =
      order == Array(0..<shape.rank) ? self : try Tensor.apply(Transpose(order), [self])
    let (rows, columns) = (
      free.reduce(1) { $0 * shape.lengths[$1] }, places.reduce(1) { $0 * shape.lengths[$1] }
    )
    let size = Shape(last ? [rows, columns] : [columns, rows])
    let flat = ordered.shape == size ? ordered : try Tensor.apply(Reshape(size), [ordered])
    return (flat, free.map { shape.lengths[$0] })
  }
}

extension Shape {
  /// A shape as `reshape` takes it: one length may be −1, for what is left.
  package func resolved(_ lengths: [Int]) throws(EngineError) -> Shape {
    guard let open = lengths.firstIndex(of: -1) else {
      if let place = lengths.firstIndex(where: { $0 < 0 }) {
        throw .reshapeNegative(axis: place, length: lengths[place])
      }
      return Shape(lengths)
    }
    if let second = lengths[(open + 1)...].firstIndex(of: -1) {
      throw .reshapeOpenTwice(open, second)
    }
    if let place = lengths.firstIndex(where: { $0 < -1 }) {
      throw .reshapeNegative(axis: place, length: lengths[place])
    }
    let known = lengths.filter { $0 >= 0 }.reduce(1, *)
    guard known == 0 ? count == 0 : count % known == 0 else {
      throw .reshapeMultiple(from: self, of: known)
    }
    var shape = Shape(lengths)
    shape.lengths[open] = known == 0 ? 0 : count / known
    return shape
  }
}
