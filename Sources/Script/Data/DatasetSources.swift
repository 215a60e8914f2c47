import Engine

/// Datasets that are made of values, numbers, other datasets or generators.
struct DatasetSources {
  unowned(unsafe) let context: RunContext

  /// The static methods of `tf.data.Dataset`.
  var members: [NativeMember] {
    let sources = self
    return [
      .staticMethod("from_tensors", "tensors, name=None") { a throws(Raise) in
        .object(try sources.single(a[0]))
      },
      .staticMethod("from_tensor_slices", "tensors, name=None") { a throws(Raise) in
        .object(try sources.slices(a[0]))
      },
      .staticMethod("range", "*args, output_type=None, name=None") { a throws(Raise) in
        .object(try sources.range(try a[0].items(), a[1]))
      },
      .staticMethod("counter", "start=0, step=1, dtype=None, name=None") { a throws(Raise) in
        .object(try sources.counter(a[0], a[1], a[2]))
      },
      .staticMethod("zip", "*args, datasets=None, name=None") { a throws(Raise) in
        .object(try sources.zip(try a[0].items(), a[1]))
      },
      .staticMethod(
        "from_generator",
        "generator, output_types=None, output_shapes=None, args=None, output_signature=None, "
          + "name=None"
      ) { a throws(Raise) in .object(try sources.generator(a)) },
    ]
  }

  // MARK: Values

  private func single(_ value: PyValue) throws(Raise) -> DatasetObject {
    let element = try DataNest.tensors(value, context)
    return DatasetObject(
      "_TensorDataset", try DataNest.specification(element), .finite(1), context
    ) {
      var isDone = false
      return { () throws(Raise) in
        if isDone { return nil }
        isDone = true
        return element
      }
    }
  }

  private func slices(_ value: PyValue) throws(Raise) -> DatasetObject {
    let all = try DataNest.tensors(value, context)
    var count: Int?
    for leaf in try DataNest.leaves(all) {
      guard let tensor = leaf.cast(TensorObject.self), let length = tensor.array.shape.lengths.first
      else { throw Raise.value("Unbatching a tensor is only supported for rank >= 1") }
      if let count, count != length {
        throw Raise.value("Dimensions \(count) and \(length) are not compatible")
      }
      count = length
    }
    guard let count else {
      throw Raise.value("Invalid `element`. `element` should not be empty.")
    }
    let specification = try DataNest.reshape(try DataNest.specification(all)) { shape in
      PartialShape(shape.lengths.map { Array($0.dropFirst()) })
    }
    let context = context
    return DatasetObject("_TensorSliceDataset", specification, .finite(count), context) {
      var position = 0
      return { () throws(Raise) in
        guard position < count else { return nil }
        defer { position += 1 }
        return try DataNest.map(all) { leaf throws(Raise) in
          try context.row(position, of: leaf)
        }
      }
    }
  }

  // MARK: Numbers

  private func range(_ arguments: [PyValue], _ type: PyValue) throws(Raise) -> DatasetObject {
    guard (1...3).contains(arguments.count) else {
      throw Raise.value(
        "Invalid `args`. The length of `args` should be between 1 and 3 but was "
          + "\(arguments.count).")
    }
    var numbers: [Int] = []
    for argument in arguments { numbers.append(try DatasetMembers.count(argument, context)) }
    let start = numbers.count == 1 ? 0 : numbers[0]
    let stop = numbers.count == 1 ? numbers[0] : numbers[1]
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else {
      throw TensorErrors.invalidArgument("step must be a non-zero integer.", op: "RangeDataset")
    }
    let count = max(0, (stop - start + (step > 0 ? step - 1 : step + 1)) / step)
    return numbered(
      "_RangeDataset", start, step, .finite(count), try DTypeObject.argument(type) ?? .int64)
  }

  private func counter(
    _ start: PyValue, _ step: PyValue, _ type: PyValue
  ) throws(Raise) -> DatasetObject {
    numbered(
      "_CounterDataset", try DatasetMembers.count(start, context),
      try DatasetMembers.count(step, context), .infinite,
      try DTypeObject.argument(type) ?? .int64)
  }

  private func numbered(
    _ name: String, _ start: Int, _ step: Int, _ count: DatasetObject.Cardinality, _ dtype: DType
  ) -> DatasetObject {
    let context = context
    let spec = PyValue.object(TensorSpecObject(PartialSignature(dtype, PartialShape([]))))
    return DatasetObject(name, spec, count, context) {
      var position = 0
      return { () throws(Raise) in
        if case .finite(let count) = count, position >= count { return nil }
        defer { position += 1 }
        let number = try NDArray(Int64(start + position * step)).converted(to: dtype)
        return context.box(context.constant(number))
      }
    }
  }

  // MARK: Other datasets

  private func zip(_ given: [PyValue], _ named: PyValue) throws(Raise) -> DatasetObject {
    let all: PyValue
    if given.isEmpty {
      guard !named.isAbsent else {
        throw Raise.type(
          "Must pass at least one dataset to `zip`.")
      }
      all = named
    } else {
      all = given.count == 1 ? given[0] : .tuple(given)
    }
    if all.object?.kind == .list {
      throw Raise.type(
        "Invalid input to `zip`. Inputs are expected to be (nested) structures of "
          + "`tf.data.Dataset` objects. Python `list` is not supported and you should use `tuple` "
          + "instead.")
    }
    var parts: [DatasetObject] = []
    for leaf in try DataNest.leaves(all) {
      guard let dataset = leaf.cast(DatasetObject.self) else {
        throw Raise.type(
          "Invalid input to `zip`. Inputs are expected to be (nested) structures of "
            + "`tf.data.Dataset` objects but encountered object of type "
            + "\(try PyValue.object(leaf.type).repr()).")
      }
      parts.append(dataset)
    }
    let specification = try DataNest.map(all) { leaf in
      leaf.cast(DatasetObject.self)?.specification ?? .none
    }
    let structure = all
    return DatasetObject("_ZipDataset", specification, DatasetSources.shortest(parts), context) {
      () throws(Raise) in
      var runs: [DatasetObject.Next] = []
      for leaf in try DataNest.leaves(structure) {
        if let dataset = leaf.cast(DatasetObject.self) { runs.append(try dataset.start()) }
      }
      return { () throws(Raise) in
        var values: [PyValue] = []
        for run in runs {
          guard let value = try run() else { return nil }
          values.append(value)
        }
        // Leaves come in the order of sorted keys, and are put back in that order.
        var order = values[...]
        return try DatasetSources.pack(structure, &order)
      }
    }
  }

  /// Values in the places of the leaves, in the order of `DataNest.leaves`.
  private static func pack(
    _ structure: PyValue, _ values: inout ArraySlice<PyValue>
  ) throws(Raise) -> PyValue {
    switch structure.object?.kind {
    case .tuple:
      var items: [PyValue] = []
      for item in try structure.contiguousItems() { items.append(try pack(item, &values)) }
      return .tuple(items)
    case .dict:
      let pairs = structure.cast(DictObject.self)?.pairs ?? []
      let made = DictObject()
      for (key, item) in pairs.sorted(by: { ($0.key.text ?? "") < ($1.key.text ?? "") }) {
        try made.set(key, try pack(item, &values))
      }
      let result = DictObject()
      for (key, _) in pairs { try result.set(key, try made.item(key)) }
      return .object(result)
    default: return values.popFirst() ?? .none
    }
  }

  static func shortest(_ parts: [DatasetObject]) -> DatasetObject.Cardinality {
    var least: Int?
    for part in parts {
      switch part.cardinality {
      case .unknown: return .unknown
      case .infinite: continue
      case .finite(let count): least = min(least ?? count, count)
      }
    }
    return least.map { .finite($0) } ?? .infinite
  }

  // MARK: Generators

  private func generator(_ a: Bound) throws(Raise) -> DatasetObject {
    guard a[0].isCallable else {
      throw Raise.type("`generator` must be a Python callable.")
    }
    let specification = try signature(of: a)
    let function = a[0]
    let arguments = a[3].isAbsent ? [] : try a[3].items()
    let context = context
    return DatasetObject("_FlatMapDataset", specification, .unknown, context) {
      () throws(Raise) in
      let iterator = try function.call(arguments).iterate()
      return { () throws(Raise) in
        guard let value = try iterator.next() else { return nil }
        return try DatasetSources.fit(value, specification, context)
      }
    }
  }

  private func signature(of a: Bound) throws(Raise) -> PyValue {
    if a.has(4) {
      if a.has(1) || a.has(2) {
        throw Raise.type(
          "The `output_types` and `output_shapes` arguments can't be used together with the "
            + "`output_signature` argument.")
      }
      return a[4].object?.kind == .list ? .tuple(try a[4].items()) : a[4]
    }
    guard a.has(1) else {
      throw Raise.type(
        "Either the `output_signature` or the `output_types` argument must be specified.")
    }
    let shapes = a[2]
    var places = shapes.isAbsent ? [] : try DataNest.leaves(shapes)[...]
    let single = a[1].object?.kind != .tuple && a[1].object?.kind != .dict
    return try DataNest.map(a[1]) { leaf throws(Raise) in
      let dtype = try DTypeObject.argument(leaf) ?? .float32
      var shape = PartialShape.unknown
      if !shapes.isAbsent {
        let given = single ? shapes : places.popFirst() ?? .none
        shape = PartialShape(try ShapeObject.lengths(of: given))
      }
      return .object(TensorSpecObject(PartialSignature(dtype, shape)))
    }
  }

  /// What a generator yielded, as tensors of the specification.
  private static func fit(
    _ value: PyValue, _ specification: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue {
    switch specification.object?.kind {
    case .tuple:
      let specs = try specification.items()
      let values = try value.items()
      guard specs.count == values.count else {
        throw Raise.type(
          "`generator` yielded an element that did not match the expected structure. The expected "
            + "structure was \(try specification.repr()), but the yielded element was "
            + "\(try value.repr()).")
      }
      var items: [PyValue] = []
      for (spec, value) in Swift.zip(specs, values) {
        items.append(try fit(value, spec, context))
      }
      return .tuple(items)
    case .dict:
      let result = DictObject()
      for (key, spec) in specification.cast(DictObject.self)?.pairs ?? [] {
        try result.set(key, try fit(try value.item(key), spec, context))
      }
      return .object(result)
    default:
      guard let spec = specification.cast(TensorSpecObject.self) else { return value }
      let tensor = context.recorded(
        try context.tensor(value, .dtype(spec.signature.dtype)))
      guard spec.signature.shape.isCompatible(with: PartialShape(tensor.shape)) else {
        throw Raise.type(
          "`generator` yielded an element of shape \(tensor.shape) where an element of shape "
            + "\(spec.signature.shape) was expected.")
      }
      return context.box(tensor)
    }
  }
}

extension RunContext {
  /// One row of a tensor as a value of its own.
  func row(_ place: Int, of value: PyValue) throws(Raise) -> PyValue {
    guard let tensor = value.cast(TensorObject.self) else { return value }
    do throws(EngineError) {
      return box(
        constant(try StridedSlice([.index(place)]).evaluate([tensor.array]).contiguous()))
    } catch {
      throw Raise(error)
    }
  }
}

/// `tf.data`.
enum DataModule {
  static func add(to module: ModuleObject, _ context: RunContext) {
    module.set(
      "data",
      lazily: { [unowned context] in
        let data = ModuleObject("tensorflow._api.v2.data")
        data.set("Dataset", .object(context.datasets.base))
        data.set("AUTOTUNE", .int(-1))
        data.set("INFINITE_CARDINALITY", .int(-1))
        data.set("UNKNOWN_CARDINALITY", .int(-2))
        data.set("DatasetSpec", .object(TypeObject.datasetSpec))
        data.function("Options", "") { _ throws(Raise) in .object(ModuleObject("Options")) }
        let experimental = ModuleObject("tensorflow._api.v2.data.experimental")
        experimental.set("AUTOTUNE", .int(-1))
        experimental.function("cardinality", "dataset") { a throws(Raise) in
          try a[0].attribute("cardinality").call()
        }
        for name in ["CheckpointInputPipelineHook", "CsvDataset", "make_csv_dataset", "service"] {
          experimental.set(name, .object(RefusedObject("tf.data.experimental.\(name)")))
        }
        data.set("experimental", .object(experimental))
        for name in [
          "FixedLengthRecordDataset", "Iterator", "IteratorSpec", "NumpyIterator",
          "TFRecordDataset",
          "TextLineDataset", "ThreadingOptions",
        ] {
          data.set(name, .object(RefusedObject("tf.data.\(name)")))
        }
        return .object(data)
      })
  }
}
