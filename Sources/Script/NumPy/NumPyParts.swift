import Engine

/// NumPy's functions that cut, repeat, turn and pad arrays: each puts parts of an array, taken along
/// an axis, in a new order.
struct NumPyParts {
  func add(to module: ModuleObject) {
    addSplitting(to: module)
    addRepeating(to: module)
    addTurning(to: module)
    NumPyEditing().add(to: module)
    NumPyDiagonals.add(to: module)
    NumPyPadding.add(to: module)
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
    for (name, axis) in [("vsplit", 0), ("hsplit", 1), ("dsplit", 2)] {
      module.function(name, "ary, indices_or_sections") { a throws(Raise) in
        let array = try ArrayReading.array(a[0])
        let least = name == "hsplit" ? 1 : axis == 0 ? 2 : 3
        guard array.shape.rank >= least else {
          throw Raise.value("\(name) only works on arrays of \(least) or more dimensions")
        }
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

  /// Each part along an axis as often as asked; without an axis each element.
  static func repeated(
    _ source: NDArray, _ repeats: PyValue, _ axis: PyValue
  ) throws(Raise) -> NDArray {
    let array = axis.isAbsent ? source.reshaped([source.count]) : source
    let place = try NumPyFunctions.axis(
      axis.isAbsent ? 0 : try axis.asIndexInt(), rank: array.shape.rank)
    let length = array.shape.lengths[place]
    var counts = try ArrayReading.array(repeats).integers.map { Int($0) }
    if counts.count == 1 { counts = [Int](repeating: counts[0], count: length) }
    guard counts.count == length else {
      throw Raise.value(
        "operands could not be broadcast together with shape (\(length),) (\(counts.count),)")
    }
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw Raise.value("repeats may not contain negative values.")
    }
    var lengths = array.shape.lengths
    lengths[place] = counts.reduce(0) { $0.plusOrMost($1) }
    _ = try NumPyShapes.checked(lengths, array.dtype)
    try Room.bytes(lengths[place], of: 8)
    let rows = (0..<length).flatMap { [Int](repeating: $0, count: counts[$0]) }
    return try taken(array, rows, axis: place)
  }

  private static func common(_ shapes: [TensorShape]) throws(Raise) -> TensorShape {
    var found = TensorShape.scalar
    for (place, shape) in shapes.enumerated() {
      guard let wider = found.broadcast(with: shape) else {
        let other = shapes[..<place].firstIndex { $0.broadcast(with: shape) == nil } ?? 0
        throw Raise.value(
          "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg "
            + "\(other) with shape \(shapes[other]) and arg \(place) with shape \(shape).")
      }
      found = wider
    }
    return found
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
      Self.value(try Self.repeated(try ArrayReading.array(a[0]), a[1], a[2]))
    }
    module.function("broadcast_to", "array, shape") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let shape = TensorShape(try NumPyFunctions.lengths(a[1]))
      guard array.shape.broadcast(with: shape) == shape else {
        throw Raise.value(
          "operands could not be broadcast together with remapped shapes [original->remapped]: "
            + "\(array.shape.bracketedAsTuple) and requested shape \(shape.bracketedAsTuple)")
      }
      return .object(ArrayObject(array.broadcast(to: shape), isReadOnly: true))
    }
    for (name, rank) in [("atleast_1d", 1), ("atleast_2d", 2), ("atleast_3d", 3)] {
      module.function(name, "*arys") { a throws(Raise) in
        var found: [PyValue] = []
        for item in try a[0].items() {
          let array = try ArrayReading.array(item)
          let missing = max(rank - array.shape.rank, 0)
          var lengths = [Int](repeating: 1, count: missing) + array.shape.lengths
          // A row becomes the middle axis, a matrix the first two.
          if rank == 3, array.shape.rank == 1 { lengths = [1, array.count, 1] }
          if rank == 3, array.shape.rank == 2 { lengths = array.shape.lengths + [1] }
          found.append(
            missing == 0 ? Self.value(array) : Self.value(array.reshaped(TensorShape(lengths))))
        }
        return found.count == 1 ? found[0] : .tuple(found)
      }
    }
    module.function("broadcast_arrays", "*args, subok=False") { a throws(Raise) in
      var arrays: [NDArray] = []
      for item in try a[0].items() { arrays.append(try ArrayReading.array(item)) }
      let shape = try Self.common(arrays.map(\.shape))
      return .tuple(arrays.map { .object(ArrayObject($0.broadcast(to: shape))) })
    }
    module.function("broadcast_shapes", "*args") { a throws(Raise) in
      var shapes: [TensorShape] = []
      for item in try a[0].items() {
        shapes.append(TensorShape(try NumPyFunctions.lengths(item)))
      }
      return .tuple(try Self.common(shapes).lengths.map { .int($0) })
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
      var shifts = try NumPyFunctions.lengths(a[1])
      var axes = a.has(2) ? try NumPyFunctions.lengths(a[2]) : [0]
      if shifts.count == 1 { shifts = [Int](repeating: shifts[0], count: axes.count) }
      if axes.count == 1 { axes = [Int](repeating: axes[0], count: shifts.count) }
      guard axes.count == shifts.count else {
        throw Raise.value("'shift' and 'axis' should be scalars or 1D sequences")
      }
      for (axis, shift) in zip(axes, shifts) {
        let place = try NumPyFunctions.axis(axis, rank: array.shape.rank)
        let length = max(array.shape.lengths[place], 1)
        let rows = (0..<array.shape.lengths[place]).map {
          (($0 - shift % length) % length + length) % length
        }
        array = try Self.taken(array, rows, axis: place)
      }
      return Self.value(array.reshaped(shape))
    }
    module.function("rot90", "m, k=1, axes=None") { a throws(Raise) in
      var array = try ArrayReading.array(a[0])
      let axes = a[2].isAbsent ? [0, 1] : try NumPyFunctions.lengths(a[2])
      guard axes.count == 2, array.shape.rank >= 2 else {
        throw Raise.value("len(axes) must be 2.")
      }
      let first = try NumPyFunctions.axis(axes[0], rank: array.shape.rank)
      let second = try NumPyFunctions.axis(axes[1], rank: array.shape.rank)
      guard first != second else { throw Raise.value("Axes must be different.") }
      for _ in 0..<((try a.int(1) % 4 + 4) % 4) {
        let rows = Array((0..<array.shape.lengths[second]).reversed())
        var order = Array(0..<array.shape.rank)
        order.swapAt(first, second)
        array = try Self.taken(array, rows, axis: second).transposed(order).contiguous()
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
      let rank = array.shape.rank
      var (from, to): ([Int], [Int]) = ([], [])
      for axis in try NumPyFunctions.lengths(a[1]) {
        from.append(try NumPyFunctions.axis(axis, rank: rank))
      }
      for axis in try NumPyFunctions.lengths(a[2]) {
        to.append(try NumPyFunctions.axis(axis, rank: rank))
      }
      guard from.count == to.count else {
        throw Raise.value(
          "`source` and `destination` arguments must have the same number of elements")
      }
      var order = (0..<rank).filter { !from.contains($0) }
      for (place, axis) in zip(to, from).sorted(by: { $0.0 < $1.0 }) {
        order.insert(axis, at: min(place, order.count))
      }
      return Self.value(array.transposed(order))
    }
    module.function("rollaxis", "a, axis, start=0") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      let axis = try Self.axis(a, 1, array)
      var start = try a.int(2)
      if start < 0 { start += array.shape.rank }
      guard start >= 0, start <= array.shape.rank else {
        throw NumPyErrors.raise(.axisOutOfRange(op: "", axis: start, rank: array.shape.rank + 1))
      }
      var order = Array(0..<array.shape.rank)
      order.remove(at: axis)
      order.insert(axis, at: axis < start ? start - 1 : start)
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
}
