import Engine

/// A `tf.RaggedTensor`: flat values, and where rows of rows begin in them.
package final class RaggedObject: PyObject {
  /// Row splits of each ragged axis, the outermost first.
  let partitions: [[Int]]
  /// The values of all rows, one behind the other.
  let values: Tensor
  unowned(unsafe) let context: RunContext

  init(_ partitions: [[Int]], _ values: Tensor, _ context: RunContext) {
    self.partitions = partitions
    self.values = values
    self.context = context
    super.init(context.raggedType)
  }

  /// The same rows with other values.
  func with(_ values: Tensor) -> RaggedObject { RaggedObject(partitions, values, context) }

  /// Where rows of those lengths begin, and where the last one ends.
  static func splits(_ lengths: [Int]) -> [Int] {
    lengths.reduce(into: [0]) { splits, length in splits.append((splits.last ?? 0) + length) }
  }

  var splits: [Int] { partitions.first ?? [0] }
  var rowCount: Int { splits.count - 1 }
  var rowLengths: [Int] { zip(splits, splits.dropFirst()).map { $1 - $0 } }

  /// What the outermost rows are made of.
  var inner: PyValue {
    partitions.count == 1
      ? context.box(values)
      : .object(RaggedObject(Array(partitions.dropFirst()), values, context))
  }

  /// A run of the items that the outermost rows are made of.
  func items(_ range: Range<Int>) throws(Raise) -> PyValue {
    guard partitions.count > 1 else {
      return context.box(
        try context.slice(
          values, [.slice(start: range.lowerBound, stop: range.upperBound, step: 1)]))
    }
    let rest = RaggedObject(Array(partitions.dropFirst()), values, context)
    return .object(try rest.rows(range))
  }

  /// A run of the outermost rows.
  func rows(_ range: Range<Int>) throws(Raise) -> RaggedObject {
    let starts = splits[range.lowerBound...range.upperBound]
    let (first, last) = (splits[range.lowerBound], splits[range.upperBound])
    let outer = starts.map { $0 - first }
    let content = try items(first..<last)
    if let ragged = content.cast(RaggedObject.self) {
      return RaggedObject([outer] + ragged.partitions, ragged.values, context)
    }
    return RaggedObject([outer], try context.tensor(content), context)
  }

  func row(_ index: Int) throws(Raise) -> PyValue {
    let place = index < 0 ? index + rowCount : index
    guard place >= 0, place < rowCount else {
      throw TensorErrors.invalidArgument(
        "slice index \(index) of dimension 0 out of bounds.", op: "StridedSlice",
        name: "RaggedGetItem/strided_slice/")
    }
    return try items(splits[place]..<splits[place + 1])
  }

  /// Rows as a tensor, filled up to the length of the longest.
  func dense(_ filler: NDArray?) throws(Raise) -> Tensor {
    let lengths = values.shape.lengths
    let sizes = boundingLengths
    // Position 0 is the filler, the others are values.
    var places = [Int](repeating: 0, count: sizes.reduce(1, *))
    func fill(_ depth: Int, _ range: Range<Int>, _ start: Int, _ step: Int) {
      let step = step / Swift.max(sizes[depth], 1)
      for (offset, item) in range.enumerated() {
        let place = start + offset * step
        if depth == partitions.count {
          places[place] = item + 1
        } else {
          let splits = partitions[depth]
          fill(depth + 1, splits[item]..<splits[item + 1], place, step)
        }
      }
    }
    fill(0, 0..<rowCount, 0, places.count)
    do throws(EngineError) {
      let zero =
        if let filler { filler } else {
          try NDArray.filled(0, TensorSignature(values.dtype, .scalar))
        }
      let fillers = try Tensor.apply(
        BroadcastTo(TensorShape([1] + lengths.dropFirst())), [Tensor(zero)])
      let all = try Tensor.apply(Concat(axis: 0), [fillers, values])
      let indices = Tensor(NDArray(places.map { Int64($0) }, shape: TensorShape(sizes)))
      return try Tensor.apply(Gather(axis: 0), [context.recorded(all), indices])
    } catch {
      throw Raise(error)
    }
  }

  /// The lengths of the smallest box around the rows, without the inner axes of the values.
  var boundingLengths: [Int] {
    [rowCount]
      + partitions.map { splits in zip(splits, splits.dropFirst()).map { $1 - $0 }.max() ?? 0 }
  }

  func list() throws(Raise) -> PyValue {
    func list(_ depth: Int, _ range: Range<Int>, _ flat: [PyValue]) -> PyValue {
      guard depth < partitions.count else { return .list(Array(flat[range])) }
      let splits = partitions[depth]
      return .list(range.map { list(depth + 1, splits[$0]..<splits[$0 + 1], flat) })
    }
    if values.dtype == .string, values.shape.rank == 1 {
      return list(0, 0..<rowCount, values.array.texts.map { .object(BytesObject($0)) })
    }
    let flat = try context.numpy(values.array).attribute(Symbol("tolist")).call().items()
    return list(0, 0..<rowCount, flat)
  }

  /// Checks that the rows lie within the values: those of a graph have no lengths yet, and splits
  /// may be anything.
  func checkRows() throws(Raise) {
    for (depth, splits) in partitions.enumerated() {
      let isRising = zip(splits, splits.dropFirst()).allSatisfy { $0 <= $1 }
      let count =
        depth + 1 < partitions.count
        ? partitions[depth + 1].count - 1 : values.shape.lengths.first ?? 0
      guard splits.first == 0, isRising, let last = splits.last, last <= count else {
        throw Raise.unsupported("a RaggedTensor whose rows are not those of its values")
      }
    }
  }

  // MARK: What every value has

  package override func repr() throws(Raise) -> String {
    try checkRows()
    return "<tf.RaggedTensor \(RaggedText(self).text)>"
  }

  package override func length() throws(Raise) -> Int {
    throw Raise.type("object of type 'RaggedTensor' has no len()")
  }

  package override func iterate() throws(Raise) -> PyIterator {
    var place = 0
    return ClosureIterator { [self] () throws(Raise) in
      guard place < rowCount else { return nil }
      defer { place += 1 }
      return try row(place)
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if key.object?.kind == .tuple {
      let keys = try key.items()
      guard let first = keys.first else { return .object(self) }
      if keys.count == 2, let rows = first.cast(SliceObject.self),
        let columns = keys[1].cast(SliceObject.self)
      {
        return try part(rows, columns)
      }
      guard let index = try first.asIndex()?.smallInt else {
        throw Raise.unsupported("a RaggedTensor indexed by more than one slice")
      }
      let row = try row(index)
      return keys.count == 1 ? row : try row.item(.tuple(Array(keys.dropFirst())))
    }
    if let slice = key.cast(SliceObject.self) {
      let indices = try slice.indices(rowCount)
      guard indices.step == 1 else {
        throw Raise.unsupported("a slice of a RaggedTensor with a step")
      }
      return .object(try rows(indices.start..<Swift.max(indices.start, indices.stop)))
    }
    guard let index = try key.asIndex()?.smallInt else {
      throw Raise.unsupported("a RaggedTensor indexed by \(try key.repr())")
    }
    return try row(index)
  }

  /// Some of the rows, and of each some elements.
  private func part(_ rows: SliceObject, _ columns: SliceObject) throws(Raise) -> PyValue {
    guard partitions.count == 1 else {
      throw Raise.unsupported("a RaggedTensor of more than two axes indexed by two slices")
    }
    let splits = partitions[0]
    let chosen = try rows.indices(rowCount)
    var (places, ends): ([Int64], [Int]) = ([], [0])
    for row in chosen {
      for column in try columns.indices(splits[row + 1] - splits[row]) {
        places.append(Int64(splits[row] + column))
      }
      ends.append(places.count)
    }
    do throws(EngineError) {
      let picked = try Tensor.apply(
        Gather(axis: 0), [values, Tensor(NDArray(places, shape: [places.count]))])
      return .object(RaggedObject([ends], picked, context))
    } catch {
      throw Raise(error)
    }
  }

  // MARK: Operators

  /// Flat values with those of another ragged tensor of the same rows, or with one number.
  private func zipped(
    _ other: PyValue, _ body: (PyValue, PyValue) throws(Raise) -> PyValue?
  ) throws(Raise) -> PyValue? {
    let right: PyValue
    if let ragged = other.cast(RaggedObject.self) {
      guard ragged.partitions == partitions else {
        throw Raise.unsupported("arithmetic of ragged tensors of different rows")
      }
      right = context.box(ragged.values)
    } else {
      guard try context.tensor(other).shape.rank == 0 else {
        throw Raise.unsupported("arithmetic of a RaggedTensor and a tensor of rank 1 or more")
      }
      right = other
    }
    guard let result = try body(context.box(values), right) else { return nil }
    return .object(with(try context.tensor(result)))
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try zipped(other) { (x, y) throws(Raise) in try x.object?.binary(op, y) }
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try zipped(other) { (x, y) throws(Raise) in try x.object?.reflected(op, y) }
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    guard let result = try context.unary(op, values) else { return nil }
    return .object(with(try context.tensor(result)))
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try zipped(other) { (x, y) throws(Raise) in try x.object?.compare(op, y) }
  }

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("RaggedTensor is unhashable. Instead, use tensor.ref() as the key.")
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = try super.findAttribute(name) { return found }
    if RaggedObject.refusedNames.contains(name.text) {
      throw Raise.unsupported("RaggedTensor.\(name.text)")
    }
    throw Raise.attribute("'RaggedTensor' object has no attribute '\(name.text)'")
  }

  private static let refusedNames: Set<String> = [
    "consumers", "from_nested_row_lengths", "from_nested_value_rowids", "from_row_limits",
    "from_row_starts", "from_sparse", "from_uniform_row_length", "get_shape", "merge_dims",
    "nested_row_lengths", "nested_value_rowids", "set_shape", "to_sparse", "uniform_row_length",
    "with_flat_values", "with_row_splits_dtype", "with_values",
  ]
}
