import Engine

/// NumPy's functions that add and remove parts of arrays.
struct NumPyEditing {
  private static func value(_ array: NDArray) -> PyValue { .object(ArrayObject(array)) }

  private static func axis(_ a: Bound, _ place: Int, _ array: NDArray) throws(Raise) -> Int {
    try NumPyFunctions.axis(try a.int(place), rank: array.shape.rank)
  }

  func add(to module: ModuleObject) {
    module.function("append", "arr, values, axis=None") { a throws(Raise) in
      let (first, second) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard a.has(2) else {
        return NumPyEditing.value(
          try NumPyFunctions.joined(
            [first.reshaped([first.count]), second.reshaped([second.count])], axis: 0))
      }
      return NumPyEditing.value(try NumPyFunctions.joined([first, second], axis: try a.int(2)))
    }
    module.function("delete", "arr, obj, axis=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      if !a.has(2) { array = array.reshaped([array.count]) }
      let axis = a.has(2) ? try NumPyEditing.axis(a, 2, array) : 0
      let length = array.shape.lengths[axis]
      var gone: Set<Int> = []
      for place in try NumPyFunctions.lengths(a[1]) {
        guard place >= -length, place < length else {
          throw Raise.index(
            "index \(place) is out of bounds for axis \(axis) with size \(length)")
        }
        gone.insert(place < 0 ? place + length : place)
      }
      return NumPyEditing.value(
        try NumPyParts.taken(array, (0..<length).filter { !gone.contains($0) }, axis: axis))
    }
    module.function("insert", "arr, obj, values, axis=None") { a throws(Raise) in
      NumPyEditing.value(try Self.inserted(a))
    }
    module.function("trim_zeros", "filt, trim='fb'") { a throws(Raise) in
      let row = try ArrayReading.array(a[0])
      let values = row.doubles
      let ends = try a.text(1).lowercased()
      var (first, last) = (0, values.count)
      if ends.contains("f") { while first < last, values[first] == 0 { first += 1 } }
      if ends.contains("b") { while last > first, values[last - 1] == 0 { last -= 1 } }
      return try a[0].item(.object(SliceObject(.int(first), .int(last), .none)))
    }
    module.function("block", "arrays") { a throws(Raise) in
      let depth = Self.depth(a[0])
      return NumPyEditing.value(try Self.block(a[0], depth, depth))
    }
    module.function("dstack", "arrays") { a throws(Raise) in
      var parts: [NDArray] = []
      for item in try a[0].items() {
        let part = try ArrayReading.array(item)
        let lengths = part.shape.lengths
        parts.append(
          part.reshaped(
            TensorShape(
              lengths.count > 2 ? lengths : (lengths.count < 2 ? [1] : []) + lengths + [1])))
      }
      return NumPyEditing.value(try NumPyFunctions.joined(parts, axis: 2))
    }
  }

  /// Values put in front of positions of the array as it was.
  private static func inserted(_ a: Bound) throws(Raise) -> NDArray {
    var array = try ArrayReading.array(a[0])
    if !a.has(3) { array = array.reshaped([array.count]) }
    let axis = a.has(3) ? try axis(a, 3, array) : 0
    let length = array.shape.lengths[axis]
    let isSingle = try a[1].asIndex() != nil
    var places: [Int] = []
    for place in try NumPyFunctions.lengths(a[1]) {
      guard place >= -length, place <= length else {
        throw Raise.index("index \(place) is out of bounds for axis \(axis) with size \(length)")
      }
      places.append(place < 0 ? place + length : place)
    }
    var new = try ArrayReading.array(a[2], array.dtype)
    var lengths = array.shape.lengths
    if isSingle, array.shape.rank == 1 || new.shape.rank == array.shape.rank {
      let count = array.shape.rank == 1 ? new.count : new.shape.lengths[axis]
      places = [Int](repeating: places[0], count: count)
    }
    lengths[axis] = places.count
    // A single position takes a part without the axis.
    if isSingle, array.shape.rank > 1, new.shape.rank == array.shape.rank - 1 {
      var wide = new.shape.lengths
      wide.insert(1, at: axis)
      new = new.reshaped(TensorShape(wide))
    }
    let shape = TensorShape(lengths)
    let fitting = new.withoutLeadingOnes(lengths.count)
    guard fitting.shape.broadcast(with: shape) == shape else {
      throw Raise.value(
        "shape mismatch: value array of shape \(new.shape.bracketedAsTuple) could not be broadcast "
          + "to indexing result of shape \(shape.bracketedAsTuple)")
    }
    let middle = fitting.broadcast(to: shape).contiguous()
    let all = try NumPyFunctions.joined([array, middle], axis: axis)
    var order: [Int] = []
    for row in 0...length {
      for (place, target) in places.enumerated() where target == row {
        order.append(length + place)
      }
      if row < length { order.append(row) }
    }
    return try NumPyParts.taken(all, order, axis: axis)
  }

  private static func depth(_ value: PyValue) -> Int {
    guard value.object?.kind == .list, let first = try? value.items().first else { return 0 }
    return depth(first) + 1
  }

  /// Innermost lists join along the last axis, the next ones along the axis before it.
  private static func block(_ value: PyValue, _ level: Int, _ depth: Int) throws(Raise) -> NDArray {
    guard level > 0 else {
      let array = try ArrayReading.array(value)
      let ones = [Int](repeating: 1, count: max(depth - array.shape.rank, 0))
      return array.reshaped(TensorShape(ones + array.shape.lengths))
    }
    guard value.object?.kind == .list else {
      throw Raise.value("List depths are mismatched.")
    }
    var parts: [NDArray] = []
    for item in try value.items() { parts.append(try block(item, level - 1, depth)) }
    return try NumPyFunctions.joined(parts, axis: -level)
  }
}
