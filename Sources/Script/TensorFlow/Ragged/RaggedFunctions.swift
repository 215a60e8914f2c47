import Engine

/// The functions of `tf.ragged`.
struct RaggedFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    let context = context
    module.set("RaggedTensor", .object(context.raggedType))
    let ragged = ModuleObject("tensorflow._api.v2.ragged") {
      PlainNames.manner("tf.ragged.\($0)")
    }
    ragged.function(
      "constant",
      "pylist, dtype=None, ragged_rank=None, inner_shape=None, name=None, row_splits_dtype='int64'"
    ) { a throws(Raise) in
      guard !a.has(2), !a.has(3) else {
        throw Raise.unsupported("tf.ragged.constant with ragged_rank or inner_shape")
      }
      return try constant(a[0], try DTypeObject.argument(a[1]))
    }
    ragged.function("stack", "values, axis=0, name=None") { a throws(Raise) in
      guard try context.int(a[1]) == 0 else {
        throw Raise.unsupported("tf.ragged.stack but along axis 0")
      }
      var rows: [Tensor] = []
      for item in try a[0].items() { rows.append(context.recorded(try context.tensor(item))) }
      guard let first = rows.first, rows.allSatisfy({ $0.shape.rank == 1 }) else {
        throw Raise.unsupported("tf.ragged.stack of anything but vectors")
      }
      let splits = RaggedObject.splits(rows.map { $0.shape.count })
      do throws(EngineError) {
        let values = rows.count == 1 ? first : try Tensor.apply(Concat(axis: 0), rows)
        return .object(RaggedObject([splits], values, context))
      } catch {
        throw Raise(error)
      }
    }
    ragged.function(
      "range", "starts, limits=None, deltas=1, dtype=None, name=None, row_splits_dtype='int64'"
    ) { a throws(Raise) in
      guard !a.has(3), try context.int(a[2]) == 1 else {
        throw Raise.unsupported("tf.ragged.range with deltas or dtype")
      }
      let first = try context.ints(a[0])
      let starts = a.has(1) ? first : Array(repeating: 0, count: first.count)
      let limits = a.has(1) ? try context.ints(a[1]) : first
      guard starts.count == limits.count else {
        throw Raise.unsupported("tf.ragged.range of starts and limits of different shapes")
      }
      let rows = zip(starts, limits).map { Array($0..<Swift.max($0, $1)) }
      let all = rows.flatMap { $0 }.map { Int32(clamping: $0) }
      let values = context.constant(NDArray(all, shape: [all.count]))
      return .object(RaggedObject([RaggedObject.splits(rows.map(\.count))], values, context))
    }
    NamedModule.addRefused("tf.ragged", to: ragged)
    module.set("ragged", .object(ragged))
  }

  /// Nested lists: each level but the innermost becomes rows.
  private func constant(_ value: PyValue, _ dtype: DType?) throws(Raise) -> PyValue {
    var level = [value]
    var partitions: [[Int]] = []
    var depth = 0
    while level.contains(where: { RaggedFunctions.isList($0) }) {
      guard level.allSatisfy({ RaggedFunctions.isList($0) }) else {
        throw Raise.value("all scalar values must have the same nesting depth")
      }
      var lists: [[PyValue]] = []
      for item in level { lists.append(try item.items()) }
      if depth > 0 { partitions.append(RaggedObject.splits(lists.map(\.count))) }
      level = lists.flatMap { $0 }
      depth += 1
      if level.isEmpty { break }
    }
    let wish: RunContext.Wish = dtype.map { .dtype($0) } ?? .none
    let values = context.constant(try context.tensor(.list(level), wish).array)
    return partitions.isEmpty
      ? context.box(values) : .object(RaggedObject(partitions, values, context))
  }

  private static func isList(_ value: PyValue) -> Bool {
    value.object?.kind == .list || value.object?.kind == .tuple
      || value.cast(ArrayObject.self) != nil
  }
}
