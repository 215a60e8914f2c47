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
      let generator = context.random.kernels.generator(
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
      let generator = context.random.kernels.generator(
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
          let drawn =
            rates.dtype == .float32 || rates.dtype == .float16
            ? NDArray(g.poisson(shape.count, rates.doubles.map { Float($0) }), shape: whole)
            : NDArray(g.poisson(shape.count, rates.doubles), shape: whole)
          return try drawn.cast(to: dtype)
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
    let rows = (0..<logits.shape.lengths[0]).map { Array(values[($0 * width)..<(($0 + 1) * width)]) }
    return NDArray(
      generator.categories(count, rows), shape: TensorShape([rows.count, count]))
  }

  private static func gamma(
    _ a: Bound, _ context: RunContext, _ kernels: KernelSeeds, seed: PyValue
  ) throws(Raise) -> PyValue {
    let setting = try GammaSetting(shape: a[0], alpha: a[1], beta: a[2], dtype: a[3], context)
    let generator = context.random.kernels.generator(
      GammaDraw.kernel, [setting.dtype], seed: seed.isAbsent ? nil : try context.int(seed),
      reserving: setting.groups)
    return context.box(try setting.draw(generator, context))
  }
}

/// What the arguments of a gamma draw say.
struct GammaSetting {
  let dtype: DType
  private let shape: TensorShape
  private let alphas: NDArray
  private let beta: NDArray
  private let written: String

  init(
    shape: PyValue, alpha: PyValue, beta: PyValue, dtype: PyValue, _ context: RunContext
  ) throws(Raise) {
    self.dtype = try DTypeObject.argument(dtype) ?? .float32
    self.shape = try context.shape(shape, op: GammaDraw.kernel)
    let alphas = try context.tensor(alpha, .dtype(self.dtype)).array
    self.beta =
      beta.isAbsent
      ? try .filled(1, self.dtype, .scalar) : try context.tensor(beta, .dtype(self.dtype)).array
    guard let common = alphas.shape.broadcast(with: self.beta.shape) else {
      throw Raise(
        EngineError.incompatibleShapes(op: "random_gamma", alphas.shape, self.beta.shape))
    }
    self.alphas = alphas.broadcast(to: common).contiguous()
    written = "\(self.shape), alpha=\(try alpha.str())"
  }

  var groups: Int { shape.count * alphas.count * Philox.reserve }

  func draw(_ generator: Philox, _ context: RunContext) throws(Raise) -> Tensor {
    try context.draw(GammaDraw.self, generator, written) { (g) throws(EngineError) in
      let drawn = NDArray(
        g.gamma(shape.count, alphas.doubles),
        shape: TensorShape(shape.lengths + alphas.shape.lengths))
      let scaled = try NumPyArithmetic.evaluate(Divide(), try drawn.cast(to: dtype), beta)
      let tiny = dtype == .float64 ? 0x1p-1022 : dtype == .float16 ? 0x1p-14 : 0x1p-126
      return try NumPyArithmetic.evaluate(Maximum(), try NDArray(tiny).cast(to: dtype), scaled)
    }
  }
}

/// What the arguments `shape` and `dtype` of a random function say, at places 0 and 3.
struct RandomSetting {
  let shape: TensorShape
  let dtype: DType
  private let context: RunContext

  init(_ a: Bound, _ context: RunContext, kernel: String) throws(Raise) {
    try self.init(shape: a[0], dtype: a[3], context, kernel: kernel)
  }

  init(shape: PyValue, dtype: PyValue, _ context: RunContext, kernel: String) throws(Raise) {
    self.context = context
    self.shape = try context.shape(shape, op: kernel)
    self.dtype = try DTypeObject.argument(dtype) ?? .float32
    guard self.dtype.isFloating || self.dtype == .int32 || self.dtype == .int64 else {
      throw Raise.value(
        "Argument `dtype` got invalid value <dtype: '\(self.dtype.name)'>. Accepted dtypes are "
          + "(tf.float16, tf.bfloat16, tf.float32, tf.float64, tf.int32, tf.int64).")
    }
  }

  var groups: Int { shape.count * Philox.reserve }

  func kernel<Kind: RandomKind>(_ kind: Kind.Type, _ seed: PyValue) throws(Raise) -> Philox {
    context.random.kernels.generator(
      Kind.kernel, [dtype], seed: seed.isAbsent ? nil : try context.int(seed), reserving: groups)
  }

  /// The call's arguments as they stand in the walk.
  func arguments(
    _ first: String, _ a: PyValue, _ second: String, _ b: PyValue
  ) -> String {
    func written(_ name: String, _ value: PyValue) -> String {
      if value.isAbsent { return "" }
      let isPlain = value.cast(TensorObject.self) == nil && value.cast(VariableObject.self) == nil
      return isPlain ? (try? value.str()).map { ", \(name)=\($0)" } ?? "" : ""
    }
    return "\(shape)\(written(first, a))\(written(second, b))"
  }

  private func isPlain(_ value: PyValue) -> Bool {
    switch value {
    case .int, .float, .bool: true
    default: value.cast(NumPyScalar.self) != nil
    }
  }

  private func tensor(_ value: PyValue) throws(Raise) -> Tensor {
    try context.tensor(value, .dtype(dtype))
  }

  /// `draw · factor + start`.
  func spread(factor: PyValue, start: PyValue) throws(Raise) -> RandomSpread {
    let first = try tensor(start)
    let second = try tensor(factor)
    return isPlain(factor) && isPlain(start)
      ? .plain(second.array, first.array) : .tensors(second, first)
  }

  /// `draw · (high − low) + low`.
  func range(_ low: PyValue, _ high: PyValue) throws(Raise) -> RandomSpread {
    let start = try tensor(low)
    let end = try tensor(high.isAbsent ? .int(1) : high)
    do throws(EngineError) {
      if isPlain(low), high.isAbsent || isPlain(high) {
        return .plain(try Subtract().evaluate([end.array, start.array]), start.array)
      }
      return .tensors(try Tensor.apply(Subtract(), context.recorded(end), start), start)
    } catch {
      throw Raise(error)
    }
  }

  /// The ends of a range of whole numbers.
  func range(_ low: PyValue, _ high: PyValue, op: String) throws(Raise) -> (Int64, Int64) {
    let ends = [try tensor(low).array, try tensor(high).array]
    for (name, end) in zip(["minval", "maxval"], ends) where end.shape.rank > 0 {
      throw TensorErrors.invalidArgument(
        "\(name) must be 0-D, got shape \(end.shape.bracketed)", op: op)
    }
    let (first, last) = (ends[0].integers[0], ends[1].integers[0])
    guard first < last else {
      throw TensorErrors.invalidArgument(
        "Need minval < maxval, got \(first) >= \(last)", op: op)
    }
    return (first, last)
  }
}
