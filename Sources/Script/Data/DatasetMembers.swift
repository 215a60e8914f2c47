import Engine

/// The methods of `tf.data.Dataset`.
enum DatasetMembers {
  nonisolated(unsafe) static let all: [NativeMember] =
    orders + shapes + mappings + readings

  private static func of(_ value: PyValue) throws(Raise) -> DatasetObject {
    try DatasetObject.of(value)
  }

  /// A whole number from a Python number or a tensor.
  static func count(_ value: PyValue, _ context: RunContext) throws(Raise) -> Int {
    if case .int(let number) = value { return number }
    let tensor: Tensor
    if value.object is TensorObject {
      tensor = try context.tensor(value)
    } else {
      tensor = try context.tensor(value, .dtype(.int64))
    }
    return Int(tensor.array.integers.first ?? 0)
  }

  // MARK: Order and number

  nonisolated(unsafe) private static let orders: [NativeMember] = [
    .method("take", "count, name=None") { a throws(Raise) in
      let data = try of(a[0])
      return .object(try data.taking(try count(a[1], data.context)))
    },
    .method("skip", "count, name=None") { a throws(Raise) in
      let data = try of(a[0])
      return .object(try data.skipping(try count(a[1], data.context)))
    },
    .method("repeat", "count=None, name=None") { a throws(Raise) in
      let data = try of(a[0])
      let rounds = a[1].isAbsent ? -1 : try count(a[1], data.context)
      return .object(data.repeated(rounds < 0 ? nil : rounds))
    },
    .method("shuffle", "buffer_size, seed=None, reshuffle_each_iteration=None, name=None") {
      a throws(Raise) in
      let data = try of(a[0])
      let context = data.context
      let size = try count(a[1], context)
      guard size > 0 else {
        throw TensorErrors.invalidArgument(
          "buffer_size must be greater than zero or UNKNOWN_CARDINALITY", op: "ShuffleDatasetV3")
      }
      let seed = a[2].isAbsent ? nil : try count(a[2], context)
      let seeds = context.random.kernels.pair(operation: seed)
      let renews = a[3].isAbsent ? true : try a[3].truth()
      return .object(data.shuffled(Shuffling(data, size: size, seeds: seeds, renews: renews)))
    },
    .method("enumerate", "start=0, name=None") { a throws(Raise) in
      let data = try of(a[0])
      return .object(data.enumerated(from: try count(a[1], data.context)))
    },
    .method("prefetch", "buffer_size, name=None") { a throws(Raise) in
      .object(try of(a[0]).renamed("_PrefetchDataset"))
    },
    .method("cache", "filename='', name=None") { a throws(Raise) in
      if let file = a[1].text, !file.isEmpty {
        throw Raise.notImplemented("tf.data.Dataset.cache with a file is not supported")
      }
      return .object(try of(a[0]).cached())
    },
    .method("concatenate", "dataset, name=None") { a throws(Raise) in
      .object(try of(a[0]).concatenated(with: try of(a[1])))
    },
    .method("shard", "num_shards, index, name=None") { a throws(Raise) in
      let data = try of(a[0])
      return .object(
        try data.shard(try count(a[2], data.context), of: try count(a[1], data.context)))
    },
    .method("unique", "name=None") { a throws(Raise) in .object(try of(a[0]).unique()) },
    .method("with_options", "options, name=None") { a throws(Raise) in
      .object(try of(a[0]).renamed("_OptionsDataset"))
    },
    .method("options", "") { _ throws(Raise) in .object(ModuleObject("Options")) },
    .method("apply", "transformation_func") { a throws(Raise) in
      let made = try a[1].call(a[0])
      guard made.object is DatasetObject else {
        throw Raise.type(
          "`transformation_func` must return a `tf.data.Dataset` object. Got "
            + "\(try PyValue.object(made.type).repr()).")
      }
      return made
    },
  ]

  // MARK: Batches

  nonisolated(unsafe) private static let shapes: [NativeMember] = [
    .method(
      "batch",
      "batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None"
    ) { a throws(Raise) in
      let data = try of(a[0])
      return .object(
        try data.batched(
          try count(a[1], data.context), dropsRest: try a[2].truth(), isParallel: a.has(3)))
    },
    .method(
      "padded_batch",
      "batch_size, padded_shapes=None, padding_values=None, drop_remainder=False, name=None"
    ) { a throws(Raise) in
      let data = try of(a[0])
      return .object(
        try data.padded(
          try count(a[1], data.context), shapes: a[2], values: a[3],
          dropsRest: try a[4].truth()))
    },
    .method("unbatch", "name=None") { a throws(Raise) in .object(try of(a[0]).unbatched()) },
    .method("window", "size, shift=None, stride=1, drop_remainder=False, name=None") {
      a throws(Raise) in
      let data = try of(a[0])
      let size = try count(a[1], data.context)
      return .object(
        try data.windows(
          size, shift: a[2].isAbsent ? size : try count(a[2], data.context),
          stride: try count(a[3], data.context), dropsRest: try a[4].truth()))
    },
  ]

  // MARK: Functions

  nonisolated(unsafe) private static let mappings: [NativeMember] = [
    .method(
      "map",
      "map_func, num_parallel_calls=None, deterministic=None, synchronous=None, "
        + "use_unbounded_threadpool=False, name=None"
    ) { a throws(Raise) in .object(try of(a[0]).mapped(a[1], isParallel: a.has(2))) },
    .method("filter", "predicate, name=None") { a throws(Raise) in
      .object(try of(a[0]).filtered(a[1]))
    },
    .method("flat_map", "map_func, name=None") { a throws(Raise) in
      .object(try of(a[0]).interleaved(a[1], "_FlatMapDataset", cycle: 1, block: 1))
    },
    .method(
      "interleave",
      "map_func, cycle_length=None, block_length=None, num_parallel_calls=None, "
        + "deterministic=None, name=None"
    ) { a throws(Raise) in
      let data = try of(a[0])
      // Without a number TensorFlow takes one for each processor; 10 is what it gives up to.
      let cycle = a[2].isAbsent ? 10 : try count(a[2], data.context)
      let block = a[3].isAbsent ? 1 : try count(a[3], data.context)
      let name = a.has(4) ? "_ParallelInterleaveDataset" : "_InterleaveDataset"
      return .object(
        try data.interleaved(a[1], name, cycle: cycle < 1 ? 10 : cycle, block: block))
    },
    .method("reduce", "initial_state, reduce_func, name=None") { a throws(Raise) in
      try of(a[0]).reduced(a[1], a[2])
    },
    .method("scan", "initial_state, scan_func, name=None") { a throws(Raise) in
      .object(try of(a[0]).scanned(a[1], a[2]))
    },
    .method("take_while", "predicate, name=None") { a throws(Raise) in
      .object(try of(a[0]).takingWhile(a[1]))
    },
  ]

  // MARK: Reading

  nonisolated(unsafe) private static let readings: [NativeMember] = [
    .property("element_spec") { value throws(Raise) in try of(value).specification },
    .method("cardinality", "name=None") { a throws(Raise) in
      let data = try of(a[0])
      return data.context.box(
        data.context.constant(NDArray(Int64(data.cardinality.number))))
    },
    .method("as_numpy_iterator", "") { a throws(Raise) in
      .object(DatasetIterator(try of(a[0]), isNumPy: true))
    },
    .method("__iter__", "") { a throws(Raise) in .object(DatasetIterator(try of(a[0]))) },
    .method("__len__", "") { a throws(Raise) in .int(try of(a[0]).length()) },
    .method("get_single_element", "name=None") { a throws(Raise) in
      let found = try of(a[0]).taking(2).elements()
      guard let first = found.first else {
        throw TensorErrors.invalidArgument("Dataset was empty.", op: singleElement).withOutputTypes
      }
      guard found.count == 1 else {
        throw TensorErrors.invalidArgument(
          "Dataset had more than one element.", op: singleElement
        ).withOutputTypes
      }
      return first
    },
  ]

  private static let singleElement = "DatasetToSingleElement"
}
