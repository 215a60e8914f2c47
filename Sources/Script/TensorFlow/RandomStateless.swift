import Engine

/// The functions of `tf.random` whose numbers two seeds alone decide.
struct StatelessRandomFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    addDistributions(to: module)
    addSeeds(to: module)
  }

  /// The generator of an argument `seed` of two whole numbers.
  static func generator(_ seed: PyValue, _ context: RunContext) throws(Raise) -> Philox {
    let array = try context.tensor(seed).array
    guard array.shape.lengths == [2], array.dtype.isInteger else {
      throw TensorErrors.invalidArgument(
        "seed must have shape [2], not \(array.shape.bracketed)", op: "StatelessRandomGetKeyCounter"
      )
    }
    let seeds = array.integers
    return Philox(stateless: seeds[0], seeds[1])
  }

  private func addDistributions(to module: ModuleObject) {
    let context = context
    module.function(
      "stateless_normal",
      "shape, seed, mean=0.0, stddev=1.0, dtype=None, name=None, alg='auto_select'"
    ) { a throws(Raise) in
      let setting = try RandomSetting(
        shape: a[0], dtype: a[4], context, kernel: "StatelessRandomNormalV2")
      let generator = try Self.generator(a[1], context)
      return try Self.normal(generator, setting, mean: a[2], deviation: a[3], context)
    }
    module.function(
      "stateless_truncated_normal",
      "shape, seed, mean=0.0, stddev=1.0, dtype=None, name=None, alg='auto_select'"
    ) { a throws(Raise) in
      let setting = try RandomSetting(
        shape: a[0], dtype: a[4], context, kernel: "StatelessTruncatedNormalV2")
      let generator = try Self.generator(a[1], context)
      return try Self.truncatedNormal(generator, setting, mean: a[2], deviation: a[3], context)
    }
    module.function(
      "stateless_uniform",
      "shape, seed, minval=0, maxval=None, dtype=None, name=None, alg='auto_select'"
    ) { a throws(Raise) in
      let setting = try RandomSetting(
        shape: a[0], dtype: a[4], context, kernel: "StatelessRandomUniformV2")
      return try Self.uniform(
        try Self.generator(a[1], context), setting, low: a[2], high: a[3],
        op: "StatelessRandomUniformIntV2", context)
    }
    module.function(
      "stateless_gamma", "shape, seed, alpha, beta=None, dtype=None, name=None"
    ) { a throws(Raise) in
      let setting = try GammaSetting(
        shape: a[0], alpha: a[2], beta: a[3], dtype: a[4], context
      ).whole()
      return context.box(try setting.draw(try Self.generator(a[1], context), context))
    }
    module.function(
      "stateless_categorical", "logits, num_samples, seed, dtype=None, name=None"
    ) { a throws(Raise) in
      let logits = try context.tensor(a[0])
      let count = try context.int(a[1])
      let dtype = try DTypeObject.argument(a[3]) ?? .int64
      try RandomFunctions.check(logits, count, op: "StatelessMultinomial")
      return context.box(
        try context.draw(
          CategoricalDraw.self, try Self.generator(a[2], context), "num_samples=\(count)"
        ) { (g) throws(EngineError) in
          try RandomFunctions.categories(logits, count, g).cast(to: dtype)
        })
    }
  }

  // MARK: New seeds

  private func addSeeds(to module: ModuleObject) {
    let context = context
    module.function("split", "seed, num=2, alg='auto_select'") { a throws(Raise) in
      let seed = try context.tensor(a[0])
      let generator = try Self.generator(a[0], context)
      let shape = TensorShape([try context.int(a[1]), 2])
      return context.box(
        try context.draw(UniformDraw.self, generator, "\(shape)") { (g) throws(EngineError) in
          try g.bits(seed.dtype, shape)
        })
    }
    module.function("fold_in", "seed, data, alg='auto_select'") { a throws(Raise) in
      let data = try context.tensor(a[1])
      let first = try context.draw(
        UniformDraw.self, try Self.generator(a[0], context), "()"
      ) { (g) throws(EngineError) in try g.bits(data.dtype, .scalar) }
      do throws(EngineError) {
        return context.box(try Tensor.apply(Stack(axis: 0), [first, data]))
      } catch {
        throw Raise(error)
      }
    }
  }

  // MARK: Draws from a generator

  static func normal(
    _ generator: Philox, _ setting: RandomSetting, mean: PyValue, deviation: PyValue,
    _ context: RunContext
  ) throws(Raise) -> PyValue {
    try context.draw(
      NormalDraw.self, stretched: try setting.spread(factor: deviation, start: mean),
      setting.arguments("mean", mean, "stddev", deviation)
    ) { () throws(Raise) in
      (generator, { (g) throws(EngineError) in try g.normal(setting.dtype, setting.shape) })
    }
  }

  static func truncatedNormal(
    _ generator: Philox, _ setting: RandomSetting, mean: PyValue, deviation: PyValue,
    _ context: RunContext
  ) throws(Raise) -> PyValue {
    try context.draw(
      TruncatedNormalDraw.self, stretched: try setting.spread(factor: deviation, start: mean),
      setting.arguments("mean", mean, "stddev", deviation)
    ) { () throws(Raise) in
      (
        generator,
        { (g) throws(EngineError) in try g.truncatedNormal(setting.dtype, setting.shape) }
      )
    }
  }

  static func uniform(
    _ generator: Philox, _ setting: RandomSetting, low: PyValue, high: PyValue, op: String,
    _ context: RunContext
  ) throws(Raise) -> PyValue {
    let arguments = setting.arguments("minval", low, "maxval", high)
    guard setting.dtype.isInteger else {
      return try context.draw(
        UniformDraw.self, stretched: try setting.range(low, high), arguments
      ) { () throws(Raise) in
        (generator, { (g) throws(EngineError) in try g.uniform(setting.dtype, setting.shape) })
      }
    }
    guard low.isAbsent == high.isAbsent else {
      throw Raise.value(
        "For integer `dtype` argument <dtype: '\(setting.dtype.name)'>, argument `minval` and "
          + "`maxval` must be both None or not None. Got `minval`=\(try low.str()) and "
          + "`maxval`=\(try high.str()).")
    }
    let range = low.isAbsent ? nil : try setting.range(low, high, op: op)
    return context.box(
      try context.draw(UniformDraw.self, generator, arguments) { (g) throws(EngineError) in
        guard let range else { return try g.bits(setting.dtype, setting.shape) }
        return try g.integers(setting.dtype, from: range.0, to: range.1, setting.shape)
      })
  }
}
