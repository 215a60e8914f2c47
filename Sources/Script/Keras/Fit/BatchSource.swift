import Engine

/// Where the batches of `fit`, `evaluate` and `predict` come from: arrays, or a data set.
final class BatchSource {
  /// One batch: inputs, labels, weights; absent ones are `none`.
  struct Batch {
    let x: PyValue
    let y: PyValue
    let weight: PyValue
    /// All of it, as `train_step` gets it.
    let data: PyValue
  }

  private enum Kind {
    case arrays(PyValue, rows: Int, size: Int)
    case dataset(PyValue)
  }

  private unowned(unsafe) let context: RunContext
  private let kind: Kind
  private let shuffles: Bool
  private let limit: Int?
  /// Where the order of the next epoch is drawn, where each has one of its own.
  private var stream: Philox?
  /// Batches that stay the same in every epoch.
  private var kept: [Batch]?
  /// Whether the data set was opened before.
  private var isOpened = false
  /// What is left of a data set that an epoch did not use up.
  private var rest: PyIterator?
  /// Number of batches in an epoch, where it is known.
  private(set) var count: Int?

  init(
    _ context: RunContext, x: PyValue, y: PyValue = .none, weight: PyValue = .none,
    classWeight: PyValue = .none, batchSize: PyValue = .none, steps: PyValue = .none,
    shuffles: Bool = false
  ) throws(Raise) {
    self.context = context
    limit = steps.isAbsent ? nil : try context.int(steps)
    if x.isAbsent {
      throw Raise.value("You should provide `x`: the input data. Received: x=None")
    }
    guard let leaves = try BatchSource.arrays(in: x, context) else {
      guard BatchSource.isDataset(x) else {
        throw Raise.value(
          "Unrecognized data type: x=\(try x.str()) (of type "
            + "\(try PyValue.object(x.type).repr()))")
      }
      if !y.isAbsent {
        throw Raise.value(
          "When providing `x` as a tf.data.Dataset, `y` should not be passed. Instead, the targets "
            + "should be included as part of the Dataset.")
      }
      kind = .dataset(x)
      self.shuffles = false
      if let limit { count = limit } else { count = try BatchSource.cardinality(of: x) }
      return
    }
    var parts = [leaves]
    var weight = weight
    if !classWeight.isAbsent { weight = try BatchSource.weights(y, classWeight, context) }
    if !y.isAbsent {
      guard let labels = try BatchSource.arrays(in: y, context) else {
        throw Raise.value(
          "Expected all elements of `x` to be array-like. Received invalid types: "
            + "x=\(try x.str())")
      }
      parts.append(labels)
      if !weight.isAbsent { parts.append(try BatchSource.arrays(in: weight, context) ?? .none) }
    }
    let isBare = parts.count == 1 && leaves.object?.kind != .tuple && leaves.object?.kind != .list
    let data = isBare ? leaves : PyValue.tuple(parts)
    let rows = try BatchSource.rows(of: data, parts, context)
    var size = limit.map { max((rows + $0 - 1) / max($0, 1), 1) } ?? 32
    if !batchSize.isAbsent { size = try context.int(batchSize) }
    kind = .arrays(data, rows: rows, size: max(size, 1))
    self.shuffles = shuffles
    let all = (rows + max(size, 1) - 1) / max(size, 1)
    count = limit.map { min($0, all) } ?? all
  }

  /// The form of all batches, any number of rows where that is open.
  var form: PyValue? {
    get throws(Raise) {
      switch kind {
      case .arrays(let data, let rows, let size):
        let open: [Int?] = [rows % size == 0 ? size : nil]
        return try GraphNest.map(data) { leaf in
          guard let array = leaf.cast(ArrayObject.self)?.array else { return leaf }
          let shape = PartialShape(open + array.shape.lengths.dropFirst().map { $0 })
          return .object(TensorSpecObject(PartialSignature(array.dtype, shape), name: nil))
        }
      case .dataset(let dataset):
        return try dataset.findAttribute(Symbol("element_spec"))
      }
    }
  }

  /// The number of rows of all batches, where it is always the same.
  var fixedRows: Int? {
    get throws(Raise) {
      if case .arrays(_, let rows, let size) = kind { return rows % size == 0 ? size : nil }
      guard let form = try form, let first = try Nest.leaves(of: form).first else { return nil }
      return first.cast(TensorSpecObject.self)?.signature.shape.lengths?.first ?? nil
    }
  }

  // MARK: Reading the arguments

  private static func isDataset(_ value: PyValue) -> Bool {
    guard case .object(let object) = value else { return false }
    switch object.kind {
    case .list, .tuple, .dict, .string, .bytes: return false
    default: return (try? value.isIterable()) ?? false
    }
  }

  private static func cardinality(of dataset: PyValue) throws(Raise) -> Int? {
    guard let method = try dataset.findAttribute(Symbol("cardinality")) else { return nil }
    let number = try method.call()
    let count = try number.asIndex()?.smallInt
    return count.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The arrays of a structure as tensors, floating ones of Keras' dtype; `nil` where something else
  /// is in it.
  private static func arrays(in value: PyValue, _ context: RunContext) throws(Raise) -> PyValue? {
    if context.keras.edition.readsLists, let list = try numbers(in: value, context) { return list }
    let leaves = try Nest.leaves(of: value)
    guard !leaves.isEmpty else { return nil }
    for leaf in leaves {
      guard
        leaf.object is ArrayObject || leaf.object is TensorObject || leaf.isNone
          || leaf.object is VariableObject || leaf.object is NumPyScalar
      else { return nil }
    }
    return try GraphNest.map(value) { leaf throws(Raise) in
      if leaf.isNone { return leaf }
      let tensor = try context.tensor(leaf)
      let wanted = tensor.dtype == .float64 || tensor.dtype.isFloating
      if wanted, leaf.object is ArrayObject || tensor.dtype != .float32 {
        return .object(
          ArrayObject(try tensor.array.converted(to: context.keras.floatX)))
      }
      return .object(ArrayObject(tensor.array))
    }
  }

  /// A list of numbers, or of lists of them, as an array.
  private static func numbers(
    in value: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue? {
    guard value.object?.kind == .list || value.object?.kind == .tuple else { return nil }
    let leaves = try Nest.leaves(of: value)
    guard !leaves.isEmpty, !leaves.contains(where: { $0.object != nil }) else { return nil }
    let array = try context.tensor(value).array
    return .object(
      ArrayObject(
        array.dtype.isFloating ? try array.converted(to: context.keras.floatX) : array))
  }

  private static func rows(
    of data: PyValue, _ parts: [PyValue], _ context: RunContext
  ) throws(Raise) -> Int {
    var found: [Int] = []
    for leaf in try Nest.leaves(of: data) {
      guard let array = leaf.cast(ArrayObject.self)?.array else { continue }
      guard let rows = array.shape.lengths.first else {
        throw Raise.value("Data of rank 0 has no samples.")
      }
      found.append(rows)
    }
    guard Set(found).count > 1 else { return found.first ?? 0 }
    var sizes: [(name: String, sizes: [Int])] = []
    for (place, part) in parts.enumerated() {
      let found = try Nest.leaves(of: part).compactMap {
        $0.cast(ArrayObject.self)?.array.shape.lengths.first
      }
      sizes.append((["x", "y", "sample_weight"][min(place, 2)], found))
    }
    throw try context.keras.edition.raise(.sampleCounts(sizes))
  }

  /// A weight for each sample by its class.
  private static func weights(
    _ labels: PyValue, _ table: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue {
    guard let table = table.cast(DictObject.self) else {
      throw Raise.type("class_weight must be a dictionary")
    }
    let array = try context.tensor(labels).array
    let lengths = array.shape.lengths
    var classes = array.doubles
    if lengths.count > 1, let width = lengths.last, width > 1 {
      classes = (0..<(array.count / width)).map { row in
        let values = array.doubles[(row * width)..<((row + 1) * width)]
        let best = values.max() ?? 0
        return Double((values.firstIndex(of: best) ?? 0) - values.startIndex)
      }
    }
    var found: [Double] = []
    for number in classes {
      let weight = try table.get(.int(Int(number.rounded())))
      found.append(try weight?.asDouble() ?? 1)
    }
    return .object(ArrayObject(NDArray(found, shape: [found.count])))
  }

  // MARK: Batches

  /// Calls the body with each batch of an epoch, until it says stop.
  func run(_ body: (Int, Batch) throws(Raise) -> Bool) throws(Raise) {
    switch kind {
    case .arrays(let data, let rows, let size):
      if let kept {
        for (place, batch) in kept.enumerated() where try !body(place, batch) { return }
        return
      }
      let order = shuffles ? shuffled(rows) : nil
      // With a seed the next epoch has the same batches.
      let isSame = order == nil || context.random.kernels.pair(operation: nil, counter: 0) != nil
      var made: [Batch] = []
      for place in 0..<(count ?? 0) {
        let range = (place * size)..<min((place + 1) * size, rows)
        let batch = try self.batch(data, range, order)
        if isSame { made.append(batch) }
        if try !body(place, batch) { return }
      }
      if isSame { kept = made }
    case .dataset(let dataset):
      let spare = context.keras.edition.spareOpening
      if limit == nil, spare == .beforeFirst, !isOpened {
        _ = try dataset.cast(DatasetObject.self)?.start()
      }
      isOpened = true
      let iterator: PyIterator
      if limit != nil, let rest { iterator = rest } else { iterator = try dataset.iterate() }
      rest = limit == nil ? nil : iterator
      var place = 0
      while limit.map({ place < $0 }) ?? true {
        guard let item = try iterator.next() else {
          if limit != nil, place < limit ?? 0 {
            context.warn(
              "UserWarning: Your input ran out of data; interrupting training. Make sure that your "
                + "dataset or generator can generate at least `steps_per_epoch * epochs` batches.")
          }
          rest = nil
          break
        }
        let isGoing = try body(place, BatchSource.unpacked(item))
        place += 1
        if !isGoing { break }
      }
      if count == nil { count = place }
      if limit == nil, spare == .afterEpoch {
        _ = try dataset.cast(DatasetObject.self)?.start()
      }
    }
  }

  /// The order of an epoch: in Keras 3 with a seed of the lesson the same one every time, as TensorFlow's
  /// shuffle inside a data set begins anew with each pass.
  private func shuffled(_ rows: Int) -> [Int] {
    guard let seeds = context.random.kernels.pair(operation: nil, counter: 0) else {
      var entropy = RunEntropy()
      return (0..<rows).shuffled(using: &entropy)
    }
    guard context.keras.edition.shufflesAnew else { return Philox(seeds: seeds).order(rows) }
    let now = stream ?? Philox(seeds: seeds)
    stream = now.skipped(rows <= 1 ? 0 : (rows - 1 + 3) / 4)
    return now.order(rows)
  }

  private func batch(
    _ data: PyValue, _ range: Range<Int>, _ order: [Int]?
  ) throws(Raise) -> Batch {
    let made = try GraphNest.map(data) { leaf throws(Raise) in
      guard let array = leaf.cast(ArrayObject.self)?.array else { return leaf }
      let places = order.map { order in range.map { order[$0] } } ?? Array(range)
      return context.box(context.constant(try array.picking(places), fromNumPy: true))
    }
    return try BatchSource.unpacked(made)
  }

  static func unpacked(_ item: PyValue) throws(Raise) -> Batch {
    guard item.object?.kind == .tuple || item.object?.kind == .list else {
      return Batch(x: item, y: .none, weight: .none, data: item)
    }
    let parts = try item.items()
    guard parts.count <= 3 else {
      throw Raise.value(
        "Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: "
          + "\(try item.str())")
    }
    return Batch(
      x: parts.first ?? .none, y: parts.count > 1 ? parts[1] : .none,
      weight: parts.count > 2 ? parts[2] : .none, data: item)
  }
}

extension NDArray {
  /// Some rows of an array, in the order given.
  func picking(_ rows: [Int]) throws(Raise) -> NDArray {
    let isWhole = rows.count == shape.lengths.first && rows.enumerated().allSatisfy { $0 == $1 }
    if isWhole { return self }
    do throws(EngineError) {
      return try Gather(axis: 0).evaluate([
        self, NDArray(rows.map { Int64($0) }, shape: [rows.count]),
      ])
    } catch {
      throw Raise(error)
    }
  }
}
