import Engine

/// NumPy's functions that choose among elements by order, masks or conditions.
struct NumPySelecting {
  func add(to module: ModuleObject) {
    addOrders(to: module)
    addPlaces(to: module)
    addConditions(to: module)
    addFunctions(to: module)
  }

  private static func value(_ array: NDArray) -> PyValue { .object(ArrayObject(array)) }

  // MARK: Orders

  private func addOrders(to module: ModuleObject) {
    // A whole sort is a partition at every position.
    module.function("partition", "a, kth, axis=-1") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      return Self.value(try NumPyFunctions.sorted(array, axis: try a.int(2)))
    }
    module.function("argpartition", "a, kth, axis=-1") { a throws(Raise) in
      let array = try ArrayReading.array(a[0])
      return Self.value(try NumPyFunctions.order(array, axis: try a.int(2)))
    }
    module.function("lexsort", "keys, axis=-1") { a throws(Raise) in
      var rows: [[Double]] = []
      for key in try a[0].items() { rows.append(try ArrayReading.array(key).doubles) }
      guard let count = rows.first?.count, rows.allSatisfy({ $0.count == count }) else {
        throw Raise.value("all keys need to be the same shape")
      }
      let order = (0..<count).sorted { i, j in
        for row in rows.reversed() where row[i] != row[j] { return row[i] < row[j] }
        return i < j
      }
      return NumPyPicking.places(order)
    }
  }

  // MARK: Places

  /// Positions brought into a row of some length as `mode` says.
  static func places(
    _ values: [Int64], _ length: Int, _ mode: String
  ) throws(Raise) -> [Int] {
    var found: [Int] = []
    for value in values {
      let place = Int(value)
      switch mode {
      case "clip": found.append(min(max(place, 0), length - 1))
      case "wrap": found.append(length == 0 ? 0 : (place % length + length) % length)
      default:
        guard place >= -length, place < length else {
          throw NumPyErrors.raise(.indexOutOfRange(index: place, axis: 0, length: length))
        }
        found.append(place < 0 ? place + length : place)
      }
    }
    return found
  }

  static func put(_ a: Bound) throws(Raise) {
    guard let target = a[0].cast(ArrayObject.self) else {
      throw Raise.type(
        "argument 1 must be numpy.ndarray, not <class '\(a[0].type.qualifiedName)'>")
    }
    let values = try ArrayReading.array(a[2])
    guard values.count > 0 else { return }
    let found = try places(
      try ArrayReading.array(a[1], .int64).integers, target.array.count, a[3].text ?? "raise")
    let flat = ArrayObject(values.reshaped([values.count]))
    for (index, place) in found.enumerated() {
      var keys: [PyValue] = []
      var left = place
      for length in target.array.shape.lengths.reversed() {
        keys.append(.int(left % max(length, 1)))
        left /= max(length, 1)
      }
      try target.setItem(
        .tuple(Array(keys.reversed())), try flat.item(.int(index % values.count)))
    }
  }

  private func addPlaces(to module: ModuleObject) {
    module.function("put", "a, ind, v, mode='raise'") { a throws(Raise) in
      try Self.put(a)
      return .none
    }
    module.function("take_along_axis", "arr, indices, axis=-1") { a throws(Raise) in
      var (array, places) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      if !a.has(2) {
        (array, places) = (array.reshaped([array.count]), places.reshaped([places.count]))
      }
      let key = try Self.along(array, places, a.has(2) ? try a.int(2) : 0)
      return try ArrayObject(array).item(key)
    }
    module.function("put_along_axis", "arr, indices, values, axis") { a throws(Raise) in
      let target = try a.object(0, ArrayObject.self)
      let key = try Self.along(target.array, try ArrayReading.array(a[1]), try a.int(3))
      try target.setItem(key, a[2])
      return .none
    }
    module.function("compress", "condition, a, axis=None, out=None") { a throws(Raise) in
      try Self.compressed(try ArrayReading.array(a[1]), try ArrayReading.array(a[0]), a[2])
    }
    module.function("extract", "condition, arr") { a throws(Raise) in
      let (mask, array) = (try ArrayReading.array(a[0]), try ArrayReading.array(a[1]))
      let rows = ArraySelection.nonzero(mask.reshaped([mask.count]))[0]
      return Self.value(try NumPyParts.taken(array.reshaped([array.count]), rows, axis: 0))
    }
    module.function("place", "arr, mask, vals") { a throws(Raise) in
      let target = try a.object(0, ArrayObject.self)
      let values = ArrayObject(try ArrayReading.array(a[2]))
      let count = max(values.array.count, 1)
      let mask = try ArrayReading.array(a[1]).converted(to: .bool)
      let hits = ArraySelection.nonzero(mask.reshaped([mask.count]))[0].count
      let rows = (0..<hits).map { $0 % count }
      let new = try NumPyParts.taken(values.array.reshaped([values.array.count]), rows, axis: 0)
      try target.setItem(.object(ArrayObject(mask)), .object(ArrayObject(new)))
      return .none
    }
    module.function("copyto", "dst, src, casting='same_kind', where=True") { a throws(Raise) in
      let target = try a.object(0, ArrayObject.self)
      let source = try ArrayReading.array(a[1])
      let mask = try ArrayReading.array(a[3]).converted(to: .bool)
      let chosen = try NumPyArithmetic.choose(
        mask, try source.converted(to: target.array.dtype), target.array)
      _ = try target.take(chosen, from: "copyto")
      return .none
    }
    module.function("ravel_multi_index", "multi_index, dims, mode='raise'") { a throws(Raise) in
      let lengths = try NumPyFunctions.lengths(a[1])
      var sum: NDArray?
      let rows = try a[0].items()
      guard rows.count == lengths.count else {
        throw Raise.value(
          "parameter multi_index must be a sequence of length \(lengths.count)")
      }
      for (row, length) in zip(rows, lengths) {
        let places = try ArrayReading.array(row)
        guard places.integers.allSatisfy({ $0 >= 0 && $0 < length }) else {
          throw Raise.value("invalid entry in coordinates array")
        }
        guard let known = sum else {
          sum = places
          continue
        }
        let grown = try NumPyArithmetic.apply(.multiply, .strong(known), .weakInt(length))
        sum = try NumPyArithmetic.apply(.add, .strong(grown), .strong(places))
      }
      return NumPyResult.value(sum ?? NDArray(Int64(0)))
    }
  }

  static func compressed(
    _ array: NDArray, _ mask: NDArray, _ axis: PyValue
  ) throws(Raise) -> PyValue {
    guard mask.shape.rank == 1 else { throw Raise.value("condition must be a 1-d array") }
    let source = axis.isAbsent ? array.reshaped([array.count]) : array
    let place = try NumPyFunctions.axis(
      axis.isAbsent ? 0 : try axis.asIndexInt(), rank: source.shape.rank)
    let rows = ArraySelection.nonzero(mask)[0]
    guard rows.allSatisfy({ $0 < source.shape.lengths[place] }) else {
      throw NumPyErrors.raise(
        .indexOutOfRange(index: rows.last ?? 0, axis: place, length: source.shape.lengths[place]))
    }
    return value(try NumPyParts.taken(source, rows, axis: place))
  }

  /// The index that takes positions along one axis, each of the others as it is.
  private static func along(
    _ array: NDArray, _ places: NDArray, _ axis: Int
  ) throws(Raise) -> PyValue {
    let rank = array.shape.rank
    guard places.dtype.isInteger else {
      throw Raise.index("`indices` must be an integer array")
    }
    guard places.shape.rank == rank else {
      throw Raise.value("`indices` and `arr` must have the same number of dimensions")
    }
    let own = try NumPyFunctions.axis(axis, rank: rank)
    let keys = (0..<rank).map { other -> PyValue in
      if other == own { return .object(ArrayObject(places)) }
      let length = array.shape.lengths[other]
      let row = NDArray((0..<length).map { Int64($0) }, shape: [length])
      let lengths = (0..<rank).map { $0 == other ? length : 1 }
      return .object(ArrayObject(row.reshaped(TensorShape(lengths))))
    }
    return .tuple(keys)
  }

  // MARK: Conditions

  static func chosen(_ places: NDArray, _ options: [PyValue]) throws(Raise) -> PyValue {
    var arrays: [NDArray] = []
    var (dtype, shape) = (DType.bool, places.shape)
    for option in options {
      let array = try ArrayReading.array(option)
      arrays.append(array)
      dtype = NumPyArithmetic.promote(dtype, array.dtype)
      guard let wider = shape.broadcast(with: array.shape) else {
        throw NumPyErrors.raise(.incompatibleShapes(op: "choose", shape, array.shape))
      }
      shape = wider
    }
    guard places.integers.allSatisfy({ $0 >= 0 && $0 < options.count }) else {
      throw Raise.value("invalid entry in choice array")
    }
    var found = try NDArray.filled(0, dtype, shape)
    for (index, array) in arrays.enumerated() {
      let mask = try NumPyArithmetic.run(
        .equal, x: places, y: try .filled(Double(index), places.dtype, .scalar))
      found = try NumPyArithmetic.choose(mask, try array.converted(to: dtype), found)
    }
    return NumPyResult.value(found)
  }

  private func addConditions(to module: ModuleObject) {
    module.function("choose", "a, choices, out=None, mode='raise'") { a throws(Raise) in
      try Self.chosen(try ArrayReading.array(a[0]), try a[1].items())
    }
    module.function("select", "condlist, choicelist, default=0") { a throws(Raise) in
      let (masks, options) = (try a[0].items(), try a[1].items())
      guard masks.count == options.count else {
        throw Raise.value("list of cases must be same length as list of conditions")
      }
      guard !masks.isEmpty else {
        throw Raise.value("select with an empty condition list is not possible")
      }
      var found = try ArrayReading.array(a[2])
      var dtype: DType?
      for option in options {
        let own = try ArrayReading.array(option).dtype
        dtype = dtype.map { NumPyArithmetic.promote($0, own) } ?? own
      }
      // A Python number as the default bends to the choices.
      let fallback = try NumPyArithmetic.Operand(a[2]) ?? .strong(found)
      let whole = NumPyArithmetic.common(
        fallback, .strong(try .filled(0, dtype ?? .float64, .scalar)))
      found = try found.converted(to: whole)
      for (mask, option) in zip(masks, options).reversed() {
        let condition = try ArrayReading.array(mask)
        guard condition.dtype == .bool else {
          throw Raise.type("invalid entry 0 in condlist: should be boolean ndarray")
        }
        found = try NumPyArithmetic.choose(
          condition, try ArrayReading.array(option, whole), found)
      }
      return NumPyResult.value(found)
    }
    module.function("piecewise", "x, condlist, funclist, *args") { a throws(Raise) in
      let x = try ArrayReading.array(a[0])
      var masks: [NDArray] = []
      let given = try a[1].items()
      let isOne = given.allSatisfy { if case .bool = $0 { true } else { false } }
      for mask in isOne && x.shape.rank > 0 ? [a[1]] : given {
        masks.append(try ArrayReading.array(mask).converted(to: .bool))
      }
      let functions = try a[2].items()
      if functions.count == masks.count + 1 {
        var any = try NDArray.filled(0, .bool, x.shape)
        for mask in masks { any = try NumPyArithmetic.apply(.bitOr, .strong(any), .strong(mask)) }
        masks.append(
          try NumPyArithmetic.apply(
            .bitXor, .strong(any), .strong(try .filled(1, .bool, .scalar))))
      }
      guard functions.count == masks.count else {
        throw Raise.value(
          "with \(masks.count) condition(s), either \(masks.count) or \(masks.count + 1) functions "
            + "are expected")
      }
      let target = ArrayObject(try NDArray.filled(0, x.dtype, x.shape).copied())
      let source = ArrayObject(x)
      for (mask, function) in zip(masks, functions) {
        let key = PyValue.object(ArrayObject(mask))
        guard function.isCallable else {
          try target.setItem(key, function)
          continue
        }
        let part = try source.item(key)
        if try part.length() > 0 {
          try target.setItem(key, try function.call([part] + (try a[3].items())))
        }
      }
      return .object(target)
    }
  }

  // MARK: Functions of the lesson

  private func addFunctions(to module: ModuleObject) {
    module.function("apply_along_axis", "func1d, axis, arr, *args, **kwargs") { a throws(Raise) in
      let array = try ArrayReading.array(a[2])
      let rank = array.shape.rank
      let axis = try NumPyFunctions.axis(try a.int(1), rank: rank)
      let others = (0..<rank).filter { $0 != axis }
      let length = array.shape.lengths[axis]
      let moved = array.transposed(others + [axis]).contiguous()
      let count = moved.count / max(length, 1)
      guard count > 0 else {
        throw Raise.value("Cannot apply_along_axis when any iteration dimensions are 0")
      }
      let rows = ArrayObject(moved.reshaped([count, length]))
      var names: [Symbol] = []
      var extra = try a[3].items()
      if let keywords = a[4].cast(DictObject.self) {
        for key in keywords.keys {
          names.append(Symbol(key.text ?? ""))
          extra.append(try keywords.item(key))
        }
      }
      let symbols = names.isEmpty ? nil : KeywordNames(names)
      var parts: [PyValue] = []
      for row in 0..<count {
        parts.append(try a[0].call([try rows.item(.int(row))] + extra, keywords: symbols))
      }
      let found = try ArrayReading.array(.list(parts))
      let inner = Array(found.shape.lengths.dropFirst())
      let outer = others.map { array.shape.lengths[$0] }
      let full = found.reshaped(TensorShape(outer + inner))
      // The axes of a row's result stand where its axis stood.
      var order = Array(0..<outer.count)
      order.insert(contentsOf: inner.indices.map { $0 + outer.count }, at: axis)
      return NumPyResult.value(full.transposed(order).copied())
    }
    module.function("apply_over_axes", "func, a, axes") { a throws(Raise) in
      var array = try ArrayReading.array(a[1])
      for axis in try NumPyFunctions.lengths(a[2]) {
        let place = try NumPyFunctions.axis(axis, rank: array.shape.rank)
        let found = try ArrayReading.array(
          try a[0].call([.object(ArrayObject(array)), .int(place)]))
        if found.shape.rank == array.shape.rank {
          array = found
        } else {
          var lengths = found.shape.lengths
          lengths.insert(1, at: place)
          array = found.reshaped(TensorShape(lengths))
        }
      }
      return Self.value(array)
    }
    module.function(
      "vectorize",
      "pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None"
    ) { a throws(Raise) in
      guard !a.has(3), !a.has(5) else {
        throw Raise.unsupported("np.vectorize with excluded= or signature=")
      }
      var dtype: DType?
      if let text = a[1].text {
        dtype = try NumPyDTypeObject.argument(.string(text))
      } else if a.has(1) {
        dtype = try NumPyDTypeObject.argument(try a[1].items().first ?? .none)
      }
      return .object(VectorizedObject(a[0], dtype))
    }
  }
}
