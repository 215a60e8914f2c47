import Engine

/// What of Keras draws random numbers: `initializers`, `random` and `utils.set_random_seed`.
struct KerasRandom {
  let context: RunContext
  private let place = "keras.src.initializers"

  init(context: RunContext) { self.context = context }

  // MARK: Initializers

  /// `keras.initializers.Initializer`, for classes of the lesson.
  private var base: TypeObject {
    context.keras.type("Initializer") {
      TypeObject(
        "Initializer", module: place + ".initializer", extensible: true,
        members: [
          .method("__init__", "") { _ throws(Raise) in .none },
          .method("__call__", "shape, dtype=None") { _ throws(Raise) in
            throw Raise.notImplemented(
              "Initializer subclasses must implement the `__call__()` method.")
          },
          .method("get_config", "") { _ throws(Raise) in .object(DictObject()) },
          .method("clone", "") { a throws(Raise) in
            let config = try a[0].attribute("get_config").call()
            return try PyValue.object(a[0].type).calling(with: config)
          },
          .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
        ])
    }
  }

  func addInitializers(to module: ModuleObject) {
    module.set("Initializer", .object(base))
    let constants = place + ".constant_initializers"
    add(to: module, filling("Zeros", "", constants) { _ in .float(0) }, "zeros")
    add(to: module, filling("Ones", "", constants) { _ in .float(1) }, "ones")
    add(to: module, filling("Constant", "value=0.0", constants) { $0[0] }, "constant")
    add(to: module, identity(constants), "identity")
    add(
      to: module,
      drawing("RandomNormal", "mean=0.0, stddev=0.05, seed=None", seed: 2) { a throws(Raise) in
        .normal(mean: try a.double(0), deviation: try a.double(1))
      }, "random_normal")
    add(
      to: module,
      drawing("TruncatedNormal", "mean=0.0, stddev=0.05, seed=None", seed: 2) { a throws(Raise) in
        .truncatedNormal(mean: try a.double(0), deviation: try a.double(1))
      }, "truncated_normal")
    add(
      to: module,
      drawing("RandomUniform", "minval=-0.05, maxval=0.05, seed=None", seed: 2) { a throws(Raise) in
        .uniform(low: try a.double(0), high: try a.double(1))
      }, "random_uniform")
    addScaled(to: module)
    addLookup(to: module)
  }

  private func add(to module: ModuleObject, _ type: TypeObject, _ alias: String) {
    module.set(type.name, .object(type))
    module.set(alias, .object(type))
  }

  /// Parameters that one edition of Keras has.
  private var axes: String {
    context.keras.edition.initializersTellAxes ? ", input_axes=None, output_axes=None" : ""
  }

  private func addScaled(to module: ModuleObject) {
    typealias Rule = KerasInitializer.VarianceScaling
    add(
      to: module,
      drawing(
        "VarianceScaling",
        "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None" + axes, seed: 3
      ) { a throws(Raise) in
        let scale = try a.double(0)
        guard scale > 0 else {
          throw Raise.value(
            "Argument `scale` must be positive float. Received: scale=\(try a[0].str())")
        }
        guard let mode = Rule.Mode(rawValue: try a[1].str()) else {
          throw Raise.value("Invalid `mode` argument: \(try a[1].str())")
        }
        let name = try a[2].str().lowercased()
        guard
          let distribution = Rule.Distribution(
            rawValue: name == "normal" ? "truncated_normal" : name)
        else {
          throw Raise.value("Invalid `distribution` argument: \(name)")
        }
        return .scaled(Rule(scale, mode, distribution))
      }, "variance_scaling")
    let rules: [(String, String, Rule)] = [
      ("GlorotUniform", "glorot_uniform", Rule(1, .average, .uniform)),
      ("GlorotNormal", "glorot_normal", Rule(1, .average, .truncatedNormal)),
      ("LecunNormal", "lecun_normal", Rule(1, .fanIn, .truncatedNormal)),
      ("LecunUniform", "lecun_uniform", Rule(1, .fanIn, .uniform)),
      ("HeNormal", "he_normal", Rule(2, .fanIn, .truncatedNormal)),
      ("HeUniform", "he_uniform", Rule(2, .fanIn, .uniform)),
    ]
    for (name, alias, rule) in rules {
      let type = drawing(name, "seed=None" + axes, seed: 0) { _ in
        .scaled(rule)
      }
      add(to: module, type, alias)
    }
  }

  private func addLookup(to module: ModuleObject) {
    let context = context
    module.function("get", "identifier") { [unowned module, unowned context] a throws(Raise) in
      if let made = try KerasConfig.deserialized(a[0], in: module, .none) { return made }
      guard let name = a[0].text else { return a[0] }
      guard let type = module.get(Symbol(name))?.cast(TypeObject.self) else {
        throw try context.keras.edition.raise(.unknown(kind: "initializer", a[0]))
      }
      return try type.call([])
    }
  }

  private func filling(
    _ name: String, _ parameters: String, _ place: String,
    _ value: @escaping @Sendable (Bound) -> PyValue
  ) -> TypeObject {
    let context = context
    return InitializerObject.type(name, module: place, parameters, base: base) { a throws(Raise) in
      let value = value(a)
      return { shape, dtype throws(Raise) in
        try context.filled(value, dtype ?? .float32, shape)
      }
    }
  }

  /// Ones on the diagonal of a matrix, times a factor.
  private func identity(_ place: String) -> TypeObject {
    let context = context
    return InitializerObject.type("Identity", module: place, "gain=1.0", base: base) {
      a throws(Raise) in
      let gain = try a.double(0)
      return { shape, dtype throws(Raise) in
        let lengths = try context.ints(shape)
        guard lengths.count == 2 else {
          throw Raise.value(
            "Identity matrix initializer can only be used for 2D matrices. Received: "
              + "shape=\(try shape.repr()) of rank \(lengths.count).")
        }
        let size = try context.fitting(
          TensorShape(lengths), .float64, op: "MatrixDiagV3")
        let values = (0..<size.count).map { place -> Double in
          place / max(lengths[1], 1) == place % max(lengths[1], 1) ? gain : 0
        }
        let array = try NDArray(values, shape: size).converted(to: dtype ?? .float32)
        return context.box(context.constant(array))
      }
    }
  }

  /// Initializers that draw.
  ///
  /// Each keeps one seed, so that two calls draw the same. Where none is given, Python's `random`
  /// chooses it.
  private func drawing(
    _ name: String, _ parameters: String, seed place: Int,
    _ rule: @escaping @Sendable (Bound) throws(Raise) -> KerasInitializer
  ) -> TypeObject {
    let context = context
    return InitializerObject.type(
      name, module: self.place + ".random_initializers", parameters, base: base,
      leading: context.keras.edition.initializersTellAxes ? "seed" : ""
    ) { a throws(Raise) in
      let rule = try rule(a)
      let seed = InitializerSeed(a[place], context)
      return { lengths, dtype throws(Raise) in
        let shape = try context.shape(lengths, op: "StatelessRandomUniformV2")
        let generator = try context.kerasGenerator(seed.value)
        return try context.drawn(rule, dtype ?? .float32, shape, generator)
      }
    }
  }

  // MARK: Seeds

  func addRandom(to module: ModuleObject) {
    let context = context
    module.set("SeedGenerator", .object(SeedGeneratorObject.type(context)))
    module.function(
      "normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None"
    ) { a throws(Raise) in
      let setting = try RandomSetting(shape: a[0], dtype: a[3], context, kernel: "")
      return try StatelessRandomFunctions.normal(
        try context.kerasGenerator(a[4]), setting, mean: a[1], deviation: a[2], context)
    }
    module.function(
      "truncated_normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None"
    ) { a throws(Raise) in
      let setting = try RandomSetting(shape: a[0], dtype: a[3], context, kernel: "")
      return try StatelessRandomFunctions.truncatedNormal(
        try context.kerasGenerator(a[4]), setting, mean: a[1], deviation: a[2], context)
    }
    module.function(
      "uniform", "shape, minval=0.0, maxval=1.0, dtype=None, seed=None"
    ) { a throws(Raise) in
      let setting = try RandomSetting(shape: a[0], dtype: a[3], context, kernel: "")
      return try StatelessRandomFunctions.uniform(
        try context.kerasGenerator(a[4]), setting, low: a[1], high: a[2],
        op: "StatelessRandomUniformV2", context)
    }
    module.function("dropout", "inputs, rate, noise_shape=None, seed=None") { a throws(Raise) in
      let generator = try context.kerasGenerator(a[3])
      return try Dropout(context: context).apply(a[0], a[1], a[2]) { (_, _) in generator }
    }
    module.function("randint", "shape, minval, maxval, dtype='int32', seed=None") {
      a throws(Raise) in
      let setting = try RandomSetting(shape: a[0], dtype: a[3], context, kernel: "")
      return try StatelessRandomFunctions.uniform(
        try context.kerasGenerator(a[4]), setting, low: a[1], high: a[2],
        op: "StatelessRandomUniformIntV2", context)
    }
  }
}

/// The seed of an initializer: as given, or drawn once.
private final class InitializerSeed {
  private unowned(unsafe) let context: RunContext
  private var known: PyValue?

  init(_ given: PyValue, _ context: RunContext) {
    self.context = context
    if !given.isAbsent {
      known = given
    } else if !context.keras.edition.seedsLazily {
      known = .int(context.defaultKerasSeed())
    }
  }

  var value: PyValue {
    if let known { return known }
    let drawn = PyValue.int(context.defaultKerasSeed())
    known = drawn
    return drawn
  }
}

/// `keras.random.SeedGenerator`: a seed and a count that grows with every draw.
package final class SeedGeneratorObject: PyObject {
  private let seed: PyValue
  private let first: Int64
  private var count: Int64 = 0

  init(_ type: TypeObject, _ seed: PyValue, _ first: Int) {
    self.seed = seed
    self.first = Int64(first)
    super.init(type)
  }

  /// The seeds of the next draw.
  func next() -> (Int64, Int64) {
    defer { count += 1 }
    return (first, count)
  }

  static func type(_ context: RunContext) -> TypeObject {
    TypeObject(
      "SeedGenerator", module: "keras.src.random.seed_generator",
      construct: { type, arguments throws(Raise) in
        try signature.bind(arguments) { a throws(Raise) in
          if a[0].isAbsent {
            return .object(SeedGeneratorObject(type, a[0], context.defaultKerasSeed()))
          }
          guard case .int(let seed) = a[0] else {
            throw Raise.value(
              "Argument `seed` must be an integer. Received: seed=\(try a[0].str())")
          }
          return .object(SeedGeneratorObject(type, a[0], seed))
        }
      },
      members: [
        .method("next", "ordered=True") { a throws(Raise) in
          let seeds = try a.object(0, SeedGeneratorObject.self).next()
          return context.box(context.constant(NDArray([seeds.0, seeds.1], shape: [2])))
        },
        .method("get_config", "") { a throws(Raise) in
          let config = DictObject()
          try config.setItem(.string("seed"), try a.object(0, SeedGeneratorObject.self).seed)
          return .object(config)
        },
      ])
  }

  nonisolated(unsafe) private static let signature = Signature(
    "SeedGenerator.__init__", "seed=None, name=None")
}

extension RunContext {
  /// The seed of what was given none.
  func defaultKerasSeed() -> Int { keras.edition.seed(self) }

  /// Python's `random.randint(1, 1000000000)`.
  func pythonSeed() -> Int { 1 + pythonRandom.below(1_000_000_000) }

  /// `keras.utils.set_random_seed`: Python, NumPy, TensorFlow and Keras.
  func setAllSeeds(_ seed: Int) throws(Raise) {
    try pythonRandom.seed(.int(seed))
    try random.numPy.seed(.int(seed))
    random.kernels.set(seed)
    random.keras = nil
    try keras.edition.setSeed(seed, self)
  }

  /// The generator of an argument `seed` of Keras: a whole number, a seed generator, or none.
  func kerasGenerator(_ seed: PyValue) throws(Raise) -> Philox {
    if let generator = seed.cast(SeedGeneratorObject.self) {
      let seeds = isSampling ? (1, 1) : generator.next()
      return KerasInitializer.generator(seed: seeds.0, count: seeds.1)
    }
    if seed.isAbsent {
      let state = random.keras ?? (Int64(defaultKerasSeed()), 0)
      random.keras = ((state.0 + 1) * 5387 % 933_199, (state.1 + 1) * 5387 % 933_199)
      return KerasInitializer.generator(seed: state.0, count: state.1)
    }
    guard case .int(let number) = seed else {
      throw Raise.value(
        "Argument `seed` must be either an integer or an instance of `SeedGenerator`. Received: "
          + "seed=\(try seed.str()) (of type \(try PyValue.object(seed.type).repr()))")
    }
    return KerasInitializer.generator(seed: Int64(number))
  }
}
