import Engine

/// NumPy's functions that cut, repeat, turn and pad arrays: each puts parts of an array, taken along
/// an axis, in a new order.
struct NumPyParts {
  func add(to module: ModuleObject) {
    addSplitting(to: module)
    addRepeating(to: module)
    addTurning(to: module)
    addEditing(to: module)
    addTriangles(to: module)
  }

  /// The parts at some positions along an axis.
  static func taken(_ array: NDArray, _ rows: [Int], axis: Int) throws(Raise) -> NDArray {
    let keys = [PyValue](repeating: NumPyPicking.whole, count: axis) + [NumPyPicking.places(rows)]
    return try array.elements(try ArraySelection(.tuple(keys), of: array))
  }

  private static func value(_ array: NDArray) -> PyValue { .object(ArrayObject(array)) }

  private static func axis(_ a: Bound, _ place: Int, _ array: NDArray) throws(Raise) -> Int {
    try NumPyFunctions.axis(try a.int(place), rank: array.shape.rank)
  }

  // MARK: Splitting

  private func addSplitting(to module: ModuleObject) {
    for name in ["split", "array_split"] {
      module.function(name, "ary, indices_or_sections, axis=0") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        return try Self.split(array, a[1], try Self.axis(a, 2, array), isExact: name == "split")
      }
    }
    for (name, axis) in [("vsplit", 0), ("hsplit", 1)] {
      module.function(name, "ary, indices_or_sections") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let place = array.shape.rank == 1 ? 0 : axis
        return try Self.split(array, a[1], place, isExact: true)
      }
    }
  }

  private static func split(
    _ array: NDArray, _ sections: PyValue, _ axis: Int, isExact: Bool
  ) throws(Raise) -> PyValue {
    let length = array.shape.lengths[axis]
    var bounds: [Int]
    if let count = try sections.asIndex()?.smallInt {
      guard count > 0 else { throw Raise.value("number sections must be larger than 0.") }
      guard !isExact || length % count == 0 else {
        throw Raise.value("array split does not result in an equal division")
      }
      let (size, over) = length.quotientAndRemainder(dividingBy: count)
      bounds = [0]
      for part in 0..<count { bounds.append(bounds[part] + size + (part < over ? 1 : 0)) }
    } else {
      bounds = [0] + (try NumPyFunctions.lengths(sections)) + [length]
    }
    let source = ArrayObject(array)
    var parts: [PyValue] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let slice = PyValue.object(SliceObject(.int(start), .int(end), .none))
      let keys = [PyValue](repeating: NumPyPicking.whole, count: axis) + [slice]
      parts.append(try source.item(.tuple(keys)))
    }
    return .list(parts)
  }

  // MARK: Repeating

  private func addRepeating(to module: ModuleObject) {
    module.function("tile", "A, reps") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      var counts = try NumPyFunctions.lengths(a[1])
      let rank = max(counts.count, array.shape.rank)
      counts = [Int](repeating: 1, count: rank - counts.count) + counts
      let lengths = [Int](repeating: 1, count: rank - array.shape.rank) + array.shape.lengths
      array = array.reshaped(TensorShape(lengths))
      _ = try NumPyShapes.checked(
        zip(lengths, counts).map { $0.timesOrMost(Swift.max($1, 0)) }, array.dtype)
      for axis in 0..<rank where counts[axis] != 1 {
        let length = lengths[axis]
        guard counts[axis] >= 0 else { throw Raise.value("negative dimensions are not allowed") }
        try Room.bytes(length * counts[axis], of: 8)
        array = try Self.taken(array, (0..<(length * counts[axis])).map { $0 % length }, axis: axis)
      }
      return Self.value(array.copied())
    }
    module.function("repeat", "a, repeats, axis=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      if !a.has(2) { array = array.reshaped([array.count]) }
      let axis = a.has(2) ? try Self.axis(a, 2, array) : 0
      let length = array.shape.lengths[axis]
      var counts = try ArrayReading.array(a[1]).integers.map { Int($0) }
      if counts.count == 1 { counts = [Int](repeating: counts[0], count: length) }
      guard counts.count == length else {
        throw Raise.value(
          "operands could not be broadcast together with shape (\(length),) (\(counts.count),)")
      }
      guard counts.allSatisfy({ $0 >= 0 }) else {
        throw Raise.value("repeats may not contain negative values.")
      }
      var lengths = array.shape.lengths
      lengths[axis] = counts.reduce(0) { $0.plusOrMost($1) }
      _ = try NumPyShapes.checked(lengths, array.dtype)
      try Room.bytes(lengths[axis], of: 8)
      let rows = (0..<length).flatMap { [Int](repeating: $0, count: max(counts[$0], 0)) }
      return Self.value(try Self.taken(array, rows, axis: axis))
    }
    module.function("broadcast_to", "array, shape") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let shape = TensorShape(try NumPyFunctions.lengths(a[1]))
      guard array.shape.broadcast(with: shape) == shape else {
        throw Raise.value(
          "operands could not be broadcast together with remapped shapes [original->remapped]: "
            + "\(array.shape.bracketedAsTuple) and requested shape \(shape.bracketedAsTuple)")
      }
      return Self.value(array.broadcast(to: shape))
    }
    for (name, rank) in [("atleast_1d", 1), ("atleast_2d", 2)] {
      module.function(name, "ary, /") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        guard array.shape.rank < rank else { return Self.value(array) }
        let ones = [Int](repeating: 1, count: rank - array.shape.rank)
        return Self.value(array.reshaped(TensorShape(ones + array.shape.lengths)))
      }
    }
    module.function("resize", "a, new_shape") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let shape = try NumPyShapes.checked(try NumPyFunctions.lengths(a[1]), array.dtype)
      try Room.bytes(shape.count, of: 8)
      guard array.count > 0 else { throw Raise.unsupported("np.resize of an empty array") }
      let rows = (0..<shape.count).map { $0 % array.count }
      let flat = try Self.taken(array.reshaped([array.count]), rows, axis: 0)
      return Self.value(flat.reshaped(shape))
    }
    module.function("pad", "array, pad_width, mode='constant', constant_values=0") {
      a throws(Raise) in
      Self.value(try Self.padded(a))
    }
  }

  private static func padded(_ a: Bound) throws(Raise) -> NDArray {
    var array = try ArrayReading.array(a[0])
    let rank = array.shape.rank
    let widths = try ArrayReading.array(a[1], .int64)
    guard widths.shape.broadcast(with: [rank, 2]) == [rank, 2] else {
      throw Raise.value(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
          + "\(widths.shape.bracketedAsTuple) and requested shape (\(rank),2)")
    }
    let pairs = widths.broadcast(to: [rank, 2]).contiguous().integers.map { Int($0) }
    let mode = try a.text(2)
    guard pairs.allSatisfy({ $0 >= 0 }) else {
      throw Raise.value("index can't contain negative values")
    }
    if mode == "constant" {
      let lengths = array.shape.lengths.enumerated().map {
        $1.plusOrMost(pairs[2 * $0]).plusOrMost(pairs[2 * $0 + 1])
      }
      let shape = try NumPyShapes.checked(lengths, array.dtype)
      let fill = try ArrayReading.array(a[3], array.dtype)
      guard fill.shape.rank == 0 else {
        throw Raise.unsupported("np.pad with several constant_values")
      }
      let result = ArrayObject(fill.broadcast(to: shape).copied())
      let inner = array.shape.lengths.enumerated().map { axis, length -> PyValue in
        .object(SliceObject(.int(pairs[2 * axis]), .int(pairs[2 * axis] + length), .none))
      }
      try result.setItem(.tuple(inner), .object(ArrayObject(array)))
      return result.array
    }
    for axis in 0..<rank {
      let length = array.shape.lengths[axis]
      let end = length.plusOrMost(pairs[2 * axis + 1])
      var lengths = array.shape.lengths
      lengths[axis] = end.plusOrMost(pairs[2 * axis])
      _ = try NumPyShapes.checked(lengths, .int64)
      let places = (-pairs[2 * axis])..<end
      let rows: [Int]
      switch mode {
      case "edge": rows = places.map { min(max($0, 0), length - 1) }
      case "wrap": rows = places.map { ($0 % length + length) % length }
      case "reflect", "symmetric":
        let extra = mode == "symmetric" ? 1 : 0
        let period = max(2 * (length - 1 + extra), 1)
        rows = places.map { place in
          let turned = (place % period + period) % period
          return turned < length ? turned : period - turned - extra
        }
      default: throw Raise.unsupported("np.pad with mode='\(mode)'")
      }
      array = try taken(array, rows, axis: axis)
    }
    return array
  }

  // MARK: Turning

  private func addTurning(to module: ModuleObject) {
    module.function("flip", "m, axis=None") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      var axes = Array(0..<array.shape.rank)
      if a.has(1) {
        axes = []
        for axis in try NumPyFunctions.lengths(a[1]) {
          axes.append(try NumPyFunctions.axis(axis, rank: array.shape.rank))
        }
      }
      return try Self.flipped(array, axes)
    }
    for (name, axis) in [("fliplr", 1), ("flipud", 0)] {
      module.function(name, "m") { a throws(Raise) in
        try Self.flipped(try ArrayReading.array(a[0]), [axis])
      }
    }
    module.function("roll", "a, shift, axis=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      let shape = array.shape
      if !a.has(2) { array = array.reshaped([array.count]) }
      let axis = a.has(2) ? try Self.axis(a, 2, array) : 0
      let length = max(array.shape.lengths[axis], 1)
      let shift = try a.int(1)
      let rows = (0..<array.shape.lengths[axis]).map { (($0 - shift) % length + length) % length }
      return Self.value(try Self.taken(array, rows, axis: axis).reshaped(shape))
    }
    module.function("rot90", "m, k=1") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      guard array.shape.rank == 2 else {
        throw Raise.unsupported("np.rot90 of other than a matrix")
      }
      for _ in 0..<((try a.int(1) % 4 + 4) % 4) {
        let rows = Array((0..<array.shape.lengths[1]).reversed())
        array = try Self.taken(array, rows, axis: 1).transposed([1, 0]).contiguous()
      }
      return Self.value(array)
    }
    module.function("swapaxes", "a, axis1, axis2") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      var order = Array(0..<array.shape.rank)
      order.swapAt(try Self.axis(a, 1, array), try Self.axis(a, 2, array))
      return Self.value(array.transposed(order))
    }
    module.function("moveaxis", "a, source, destination") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      var order = Array(0..<array.shape.rank)
      order.insert(order.remove(at: try Self.axis(a, 1, array)), at: try Self.axis(a, 2, array))
      return Self.value(array.transposed(order))
    }
  }

  private static func flipped(_ array: NDArray, _ axes: [Int]) throws(Raise) -> PyValue {
    let keys = (0..<array.shape.rank).map { axis -> PyValue in
      axes.contains(axis)
        ? .object(SliceObject(.none, .none, .int(-1))) : NumPyPicking.whole
    }
    return try ArrayObject(array).item(.tuple(keys))
  }

  // MARK: Editing

  private func addEditing(to module: ModuleObject) {
    module.function("append", "arr, values, axis=None") { a throws(Raise) in
      let (first, second) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      guard a.has(2) else {
        return Self.value(
          try NumPyFunctions.joined(
            [first.reshaped([first.count]), second.reshaped([second.count])], axis: 0))
      }
      return Self.value(try NumPyFunctions.joined([first, second], axis: try a.int(2)))
    }
    module.function("delete", "arr, obj, axis=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      if !a.has(2) { array = array.reshaped([array.count]) }
      let axis = a.has(2) ? try Self.axis(a, 2, array) : 0
      let length = array.shape.lengths[axis]
      var gone: Set<Int> = []
      for place in try NumPyFunctions.lengths(a[1]) {
        guard place >= -length, place < length else {
          throw Raise.index(
            "index \(place) is out of bounds for axis \(axis) with size \(length)")
        }
        gone.insert(place < 0 ? place + length : place)
      }
      return Self.value(
        try Self.taken(array, (0..<length).filter { !gone.contains($0) }, axis: axis))
    }
    module.function("insert", "arr, obj, values, axis=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      if !a.has(3) { array = array.reshaped([array.count]) }
      let axis = a.has(3) ? try Self.axis(a, 3, array) : 0
      let length = array.shape.lengths[axis]
      let place = try a.int(1)
      let start = place < 0 ? place + length : place
      guard start >= 0, start <= length else {
        throw Raise.index("index \(place) is out of bounds for axis \(axis) with size \(length)")
      }
      let new = try ArrayReading.array(a[2], array.dtype)
      var lengths = array.shape.lengths
      lengths[axis] = array.shape.rank == 1 ? new.count : 1
      var middle = new.withoutLeadingOnes(lengths.count)
      if array.shape.rank > 1, new.shape.rank == 1 {
        var rest = lengths
        rest[axis] = 1
        if rest.reduce(1, *) == new.count { middle = new.reshaped(TensorShape(rest)) }
      }
      guard middle.shape.broadcast(with: TensorShape(lengths)) == TensorShape(lengths) else {
        throw Raise.unsupported("np.insert of values of this shape")
      }
      let parts = [
        try Self.taken(array, Array(0..<start), axis: axis),
        middle.broadcast(to: TensorShape(lengths)).contiguous(),
        try Self.taken(array, Array(start..<length), axis: axis),
      ]
      return Self.value(try NumPyFunctions.joined(parts, axis: axis))
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
      return Self.value(try NumPyFunctions.joined(parts, axis: 2))
    }
  }

  // MARK: Triangles

  private func addTriangles(to module: ModuleObject) {
    for (name, isLower) in [("tril", true), ("triu", false)] {
      module.function(name, "m, k=0") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        guard array.shape.rank == 2 else {
          throw Raise.unsupported("np.\(name) of other than a matrix")
        }
        let offset = try a.int(1)
        let columns = max(array.shape.lengths[1], 1)
        let mask = (0..<array.count).map { place in
          let distance = place % columns - place / columns
          return isLower ? distance <= offset : distance >= offset
        }
        let zero = try NDArray.filled(0, array.dtype, .scalar)
        return Self.value(
          try NumPyArithmetic.choose(NDArray(mask, shape: array.shape), array, zero))
      }
    }
    module.function("tri", "N, M=None, k=0, dtype=None") { a throws(Raise) in
      let (rows, offset) = (try a.int(0), try a.int(2))
      let columns = try a.int(1, default: rows)
      _ = try NumPyShapes.checked([Swift.max(rows, 0), Swift.max(columns, 0)], .float64)
      let values = (0..<(Swift.max(rows, 0) * Swift.max(columns, 0))).map { place -> Double in
        place % columns - place / columns <= offset ? 1 : 0
      }
      let array = NDArray(values, shape: [Swift.max(rows, 0), Swift.max(columns, 0)])
      return Self.value(try array.converted(to: try NumPyDTypeObject.argument(a[3]) ?? .float64))
    }
    for name in ["diag", "diagonal"] {
      module.function(name, "v, k=0") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let offset = try a.int(1)
        guard offset.magnitude < 1 << 40 else { throw Raise.value("array is too big") }
        if array.shape.rank == 1, name == "diag" {
          let size = array.count + abs(offset)
          _ = try NumPyShapes.checked([size, size], array.dtype)
          let result = ArrayObject(try NDArray.filled(0, array.dtype, [size, size]).copied())
          for place in 0..<array.count {
            let row = place + max(-offset, 0)
            try result.setItem(
              .tuple([.int(row), .int(row + offset)]), try ArrayObject(array).item(.int(place)))
          }
          return .object(result)
        }
        guard array.shape.rank == 2 else { throw Raise.value("Input must be 1- or 2-d.") }
        let (rows, columns) = (array.shape.lengths[0], array.shape.lengths[1])
        let places = (0..<rows).filter { $0 + offset >= 0 && $0 + offset < columns }
        let keys: [PyValue] = [
          NumPyPicking.places(places), NumPyPicking.places(places.map { $0 + offset }),
        ]
        return try ArrayObject(array).item(.tuple(keys))
      }
    }
    module.function("indices", "dimensions, dtype=None") { a throws(Raise) in
      let lengths = try NumPyFunctions.lengths(a[0])
      _ = try NumPyShapes.checked([lengths.count] + lengths, .int64)
      let shape = TensorShape(lengths)
      var parts: [NDArray] = []
      for axis in 0..<shape.rank {
        let row = NDArray((0..<shape.lengths[axis]).map { Int64($0) }, shape: [shape.lengths[axis]])
        let lengths = (0..<shape.rank).map { $0 == axis ? shape.lengths[axis] : 1 }
        parts.append(row.reshaped(TensorShape(lengths)).broadcast(to: shape).contiguous())
      }
      return Self.value(try NumPyFunctions.stacked(parts))
    }
  }
}
