import Engine

/// The elements that an index of lists, masks, numbers and slices picks, wherever they lie.
struct ArraySelection {
  /// Offsets of the elements from the start of the array's memory.
  let offsets: [Int]
  let shape: TensorShape

  /// One part of an index: positions along an axis that all such parts share, or a stretch.
  private enum Part {
    case picked([Int], TensorShape, axis: Int)
    case stretch([Int], axis: Int)
    case new
  }

  init(_ key: PyValue, of array: NDArray) throws(Raise) {
    let keys = key.object?.kind == .tuple ? Array(try key.contiguousItems()) : [key]
    let parts = try ArraySelection.parts(keys, array.shape)
    let steps = array.layout?.strides ?? []
    try self.init(parts, start: array.layout?.offset ?? 0, steps, array.shape)
  }

  // MARK: Reading the index

  private static func parts(
    _ keys: [PyValue], _ shape: TensorShape
  ) throws(Raise) -> [Part] {
    var picks: [NDArray?] = []
    var taken = 0
    for key in keys {
      let pick = try ArrayIndex.picks(key)
      picks.append(pick)
      if let pick {
        taken += pick.dtype == .bool ? pick.shape.rank : 1
      } else if !key.isNone, !(key.object is EllipsisObject) {
        taken += 1
      }
    }
    let rank = shape.rank
    guard taken <= rank else {
      throw NumPyErrors.raise(.tooManyIndices(count: taken, rank: rank))
    }
    var parts: [Part] = []
    var axis = 0
    var isFilled = false
    func fill() {
      for _ in 0..<(rank - taken) {
        parts.append(.stretch(Array(0..<shape.lengths[axis]), axis: axis))
        axis += 1
      }
      isFilled = true
    }
    for (key, pick) in zip(keys, picks) {
      if let pick {
        if pick.dtype == .bool {
          let rows = try places(of: pick, shape, axis)
          for row in rows {
            parts.append(.picked(row, [row.count], axis: axis))
            axis += 1
          }
        } else {
          let rows = try positions(pick.integers, shape.lengths[axis], axis)
          parts.append(.picked(rows, pick.shape, axis: axis))
          axis += 1
        }
        continue
      }
      switch try ArrayIndex.item(key) {
      case .newAxis: parts.append(.new)
      case .ellipsis: if !isFilled { fill() }
      case .index(let index):
        let row = try positions([Int64(index)], shape.lengths[axis], axis)
        parts.append(.picked(row, .scalar, axis: axis))
        axis += 1
      case .slice(let start, let stop, let step):
        let range = try NumPyErrors.translating { () throws(EngineError) in
          try NumPyArithmetic.evaluate(
            StridedSlice([.slice(start: start, stop: stop, step: step)]),
            NDArray((0..<shape.lengths[axis]).map { Int64($0) }, shape: [shape.lengths[axis]]))
        }
        parts.append(.stretch(range.integers.map { Int($0) }, axis: axis))
        axis += 1
      }
    }
    if !isFilled { fill() }
    return parts
  }

  private static func positions(
    _ values: [Int64], _ length: Int, _ axis: Int
  ) throws(Raise) -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(values.count)
    for value in values {
      let place = value < 0 ? Int(value) + length : Int(value)
      guard place >= 0, place < length else {
        throw NumPyErrors.raise(.indexOutOfRange(index: Int(value), axis: axis, length: length))
      }
      found.append(place)
    }
    return found
  }

  /// Where a mask holds: positions along each of its axes.
  private static func places(
    of mask: NDArray, _ shape: TensorShape, _ axis: Int
  ) throws(Raise) -> [[Int]] {
    for (place, length) in mask.shape.lengths.enumerated() {
      let own = axis + place < shape.rank ? shape.lengths[axis + place] : 0
      guard own == length else {
        throw Raise.index(
          "boolean index did not match indexed array along axis \(axis + place); size of axis is "
            + "\(own) but size of corresponding boolean axis is \(length)")
      }
    }
    return nonzero(mask)
  }

  /// Positions of the elements that are not 0, axis by axis.
  static func nonzero(_ array: NDArray) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: array.shape.rank)
    let lengths = array.shape.lengths
    for (flat, value) in array.doubles.enumerated() where value != 0 {
      var left = flat
      for axis in lengths.indices.reversed() {
        rows[axis].append(left % lengths[axis])
        left /= lengths[axis]
      }
    }
    return rows
  }

  // MARK: Laying out

  private init(
    _ parts: [Part], start: Int, _ steps: [Int], _ own: TensorShape
  ) throws(Raise) {
    var common = TensorShape.scalar
    var shapes: [TensorShape] = []
    var firstPick: Int?
    var isSplit = false
    var lastPick: Int?
    for (place, part) in parts.enumerated() {
      guard case .picked(_, let shape, _) = part else { continue }
      if let lastPick, lastPick != place - 1 { isSplit = true }
      lastPick = place
      if firstPick == nil { firstPick = place }
      shapes.append(shape)
      guard let wider = common.broadcast(with: shape) else {
        let list = parts.compactMap { part -> String? in
          guard case .picked(_, let shape, _) = part else { return nil }
          return "\(shape.bracketedAsTuple)"
        }
        throw Raise.index(
          "shape mismatch: indexing arrays could not be broadcast together with shapes "
            + list.joined(separator: " ") + " ")
      }
      common = wider
    }
    var picked = [Int](repeating: 0, count: common.count)
    for part in parts {
      guard case .picked(let rows, let shape, let axis) = part else { continue }
      let index = NDArray(rows.map { Int64($0) }, shape: shape).broadcast(to: common)
      for (place, row) in index.integers.enumerated() { picked[place] += Int(row) * steps[axis] }
    }
    var groups: [([Int], [Int])] = []
    if isSplit { groups.append((picked, common.lengths)) }
    for (place, part) in parts.enumerated() {
      switch part {
      case .new: groups.append(([0], [1]))
      case .stretch(let rows, let axis):
        groups.append((rows.map { $0 * steps[axis] }, [rows.count]))
      case .picked: if !isSplit, place == firstPick { groups.append((picked, common.lengths)) }
      }
    }
    var offsets = [start]
    for (group, _) in groups {
      offsets = offsets.flatMap { offset in group.map { offset + $0 } }
    }
    self.offsets = offsets
    shape = TensorShape(groups.flatMap(\.1))
  }
}

extension NDArray {
  /// The selected elements in memory of their own.
  func elements(_ selection: ArraySelection) throws(Raise) -> NDArray {
    let target = try NDArray.filled(0, dtype, [max(selection.offsets.count, 1)]).copied()
    guard case .block(let source) = payload, case .block(let own) = target.payload else {
      return try broadcast(to: selection.shape).contiguous().converted(to: dtype)
    }
    let width = dtype.byteWidth
    for (place, offset) in selection.offsets.enumerated() {
      (own.storage.memory + place * width).copyMemory(
        from: source.storage.memory + offset * width, byteCount: width)
    }
    let block = Block(storage: own.storage, offset: 0, rowMajor: selection.shape)
    let found = NDArray(payload: .block(block), dtype: dtype)
    return selection.shape.rank == 0 ? found.reshaped(.scalar) : found
  }

  /// Writes into the selected places of this array's memory, one after the other.
  func overwrite(_ selection: ArraySelection, with new: NDArray) {
    guard case .block(let target) = payload else { return }
    let source = new.reshaped([new.count]).copied()
    guard case .block(let own) = source.payload else { return }
    let width = dtype.byteWidth
    for (place, offset) in selection.offsets.enumerated() {
      (target.storage.memory + offset * width).copyMemory(
        from: own.storage.memory + (own.offset + place) * width, byteCount: width)
    }
  }
}

extension TensorShape {
  /// `(2,3)`, as NumPy writes shapes in errors; `(2,)` for one axis.
  var bracketedAsTuple: String {
    let list = lengths.map { String($0) }.joined(separator: ",")
    return rank == 1 ? "(\(list),)" : "(\(list))"
  }
}
