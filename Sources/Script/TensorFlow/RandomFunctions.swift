import Engine

/// The functions of `tf.random`.
struct RandomFunctions {
  let context: RunContext

  func module() -> ModuleObject {
    let module = ModuleObject("tensorflow._api.v2.random")
    addSeeds(to: module)
    addDistributions(to: module)
    addRates(to: module)
    StatelessRandomFunctions(context: context).add(to: module)
    RandomGenerators(context: context).add(to: module)
    let experimental = ModuleObject("tensorflow._api.v2.random.experimental")
    for name in ["Generator", "create_rng_state", "get_global_generator", "set_global_generator"] {
      experimental.set(name) { module.get(Symbol(name)) }
    }
    for name in ["split", "fold_in"] {
      experimental.set("stateless_\(name)") { module.get(Symbol(name)) }
    }
    NamedModule.addRefused("tf.random.experimental", to: experimental)
    module.set("experimental", .object(experimental))
    NamedModule.addRefused("tf.random", to: module)
    return module
  }

  private func addSeeds(to module: ModuleObject) {
    let context = context
    module.function("set_seed", "seed") { a throws(Raise) in
      context.random.kernels.set(try context.int(a[0]))
      return .none
    }
  }

  // MARK: One distribution for all elements

  private func addDistributions(to module: ModuleObject) {
    let context = context
    module.function(
      "normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None"
    ) { a throws(Raise) in
      try Self.normal(a, context, seed: a[4])
    }
    module.function(
      "truncated_normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None"
    ) { a throws(Raise) in
      try Self.truncatedNormal(a, context, seed: a[4])
    }
    module.function(
      "uniform", "shape, minval=0, maxval=None, dtype=None, seed=None, name=None"
    ) { a throws(Raise) in
      try Self.uniform(a, context, seed: a[4])
    }
    module.function("shuffle", "value, seed=None, name=None") { a throws(Raise) in
      let tensor = try context.tensor(a[0])
      let count = tensor.shape.lengths.first ?? 1
      let groups = tensor.shape.count <= 1 || count <= 1 ? 0 : (count - 1 + 3) / 4
      let generator = context.random.generator(
        "RandomShuffle", [tensor.dtype], seed: a.has(1) ? try context.int(a[1]) : nil,
        reserving: groups)
      return try context.apply(RandomShuffle(generator.order(count)), tensor)
    }
  }

  static func normal(_ a: Bound, _ context: RunContext, seed: PyValue) throws(Raise) -> PyValue {
    let setting = try RandomSetting(a, context, kernel: NormalDraw.kernel)
    return try context.draw(
      NormalDraw.self, stretched: try setting.spread(factor: a[2], start: a[1]),
      setting.arguments("mean", a[1], "stddev", a[2])
    ) { () throws(Raise) in
      (
        try setting.kernel(NormalDraw.self, seed),
        { (g) throws(EngineError) in try g.normal(setting.dtype, setting.shape) }
      )
    }
  }

  static func truncatedNormal(
    _ a: Bound, _ context: RunContext, seed: PyValue
  ) throws(Raise) -> PyValue {
    let setting = try RandomSetting(a, context, kernel: TruncatedNormalDraw.kernel)
    return try context.draw(
      TruncatedNormalDraw.self, stretched: try setting.spread(factor: a[2], start: a[1]),
      setting.arguments("mean", a[1], "stddev", a[2])
    ) { () throws(Raise) in
      (
        try setting.kernel(TruncatedNormalDraw.self, seed),
        { (g) throws(EngineError) in try g.truncatedNormal(setting.dtype, setting.shape) }
      )
    }
  }

  static func uniform(_ a: Bound, _ context: RunContext, seed: PyValue) throws(Raise) -> PyValue {
    let setting = try RandomSetting(a, context, kernel: UniformDraw.kernel)
    if setting.dtype.isInteger {
      guard a.has(2) else {
        throw Raise.value("Must specify maxval for integer dtype tf.\(setting.dtype.name)")
      }
      let (low, high) = try setting.range(a[1], a[2], op: "RandomUniformInt")
      let generator = context.random.generator(
        "RandomUniformInt", [setting.dtype], seed: seed.isAbsent ? nil : try context.int(seed),
        reserving: setting.groups)
      return context.box(
        try context.draw(
          UniformDraw.self, generator, setting.arguments("minval", a[1], "maxval", a[2])
        ) { (g) throws(EngineError) in
          try g.integers(setting.dtype, from: low, to: high, setting.shape)
        })
    }
    return try context.draw(
      UniformDraw.self, stretched: try setting.range(a[1], a[2]),
      setting.arguments("minval", a[1], "maxval", a[2])
    ) { () throws(Raise) in
      (
        try setting.kernel(UniformDraw.self, seed),
        { (g) throws(EngineError) in try g.uniform(setting.dtype, setting.shape) }
      )
    }
  }

  // MARK: A parameter for each element

  private func addRates(to module: ModuleObject) {
    let context = context
    module.function(
      "gamma", "shape, alpha, beta=None, dtype=None, seed=None, name=None"
    ) { a throws(Raise) in
      try Self.gamma(a, context, context.random.kernels, seed: a[4])
    }
    module.function("poisson", "shape, lam, dtype=None, seed=None, name=None") { a throws(Raise) in
      let dtype = try DTypeObject.argument(a[2]) ?? .float32
      let shape = try context.shape(a[0], op: "RandomPoissonV2")
      let isBare = a[1].cast(TensorObject.self) == nil && a[1].cast(VariableObject.self) == nil
      let rates = try context.tensor(a[1], isBare ? .hint(.float64) : .none).array
      let whole = TensorShape(shape.lengths + rates.shape.lengths)
      let groups = shape.count == 0 ? 0 : whole.count * Philox.reserve
      return context.box(
        try context.draw(
          PoissonDraw.self, [rates.dtype, dtype], seed: a[3], groups: groups,
          "\(shape), lam=\(try a[1].str())"
        ) { (g) throws(EngineError) in
          try NDArray(g.poisson(shape.count, rates.doubles), shape: whole).cast(to: dtype)
        })
    }
    module.function(
      "categorical", "logits, num_samples, dtype=None, seed=None, name=None"
    ) { a throws(Raise) in
      let logits = try context.tensor(a[0])
      let count = try context.int(a[1])
      let dtype = try DTypeObject.argument(a[2]) ?? .int64
      try Self.check(logits, count, op: "Multinomial")
      let rows = logits.shape.lengths[0]
      _ = try context.fitting([rows, count], dtype, op: "Multinomial")
      let groups = rows * ((count + 3) / 4 * 4) * 2 * Philox.reserve
      return context.box(
        try context.draw(
          CategoricalDraw.self, [logits.dtype, dtype], seed: a[3],
          groups: rows * count == 0 ? 0 : groups, "num_samples=\(count)"
        ) { (g) throws(EngineError) in
          try Self.categories(logits, count, g).cast(to: dtype)
        })
    }
  }

  static func check(_ logits: Tensor, _ count: Int, op: String) throws(Raise) {
    guard logits.shape.rank == 2 else {
      throw TensorErrors.invalidArgument(
        "logits should be a matrix, got shape \(logits.shape.bracketed)", op: op)
    }
    guard count >= 0 else {
      throw TensorErrors.invalidArgument(
        "num_samples should be non-negative, got \(count)", op: op)
    }
    guard logits.shape.lengths[1] > 0 else {
      throw TensorErrors.invalidArgument("num_classes should be positive, got 0", op: op)
    }
  }

  static func categories(
    _ logits: Tensor, _ count: Int, _ generator: Philox
  ) throws(EngineError) -> NDArray {
    let values = logits.array.doubles
    let width = logits.shape.lengths[1]
    let rows = (0..<logits.shape.lengths[0]).map {
      Array(values[($0 * width)..<(($0 + 1) * width)])
    }
    return NDArray(
      generator.categories(count, rows), shape: TensorShape([rows.count, count]))
  }

  private static func gamma(
    _ a: Bound, _ context: RunContext, _ kernels: KernelSeeds, seed: PyValue
  ) throws(Raise) -> PyValue {
    let setting = try GammaSetting(shape: a[0], alpha: a[1], beta: a[2], dtype: a[3], context)
    let generator = context.random.generator(
      GammaDraw.kernel, [setting.dtype], seed: seed.isAbsent ? nil : try context.int(seed),
      reserving: setting.groups)
    return context.box(try setting.draw(generator, context))
  }
}
