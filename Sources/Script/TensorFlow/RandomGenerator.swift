import Engine

/// `tf.random.Generator` and the functions around it.
struct RandomGenerators {
  let context: RunContext

  func add(to module: ModuleObject) {
    let context = context
    let type = TypeObject(
      "Generator", module: "tensorflow.python.ops.stateful_random_ops",
      construct: { _, arguments throws(Raise) in
        try Self.signature.bind(arguments) { a throws(Raise) in
          if let source = a[0].cast(TensorFlowGenerator.self) {
            return .object(try TensorFlowGenerator(source.type, try source.words(), context))
          }
          guard a.has(1), a.has(2) else {
            throw Raise(.assertionError, [])
          }
          return .object(
            try TensorFlowGenerator(
              Self.type(of: context), try Self.state(a[1], context), context))
        }
      }, members: TensorFlowGenerator.members(context))
    context.generatorType = type
    module.set("Generator", .object(type))
    module.function("create_rng_state", "seed, alg") { a throws(Raise) in
      context.box(
        context.constant(NDArray(Self.words(try context.int(a[0])), shape: [3])))
    }
    module.function("get_global_generator", "") { _ throws(Raise) in
      if let known = context.random.generator { return .object(known) }
      let made = try TensorFlowGenerator(type, Self.entropy(), context)
      context.random.generator = made
      return .object(made)
    }
    module.function("set_global_generator", "generator") { a throws(Raise) in
      context.random.generator = try a.object(0, TensorFlowGenerator.self)
      return .none
    }
  }

  nonisolated(unsafe) private static let signature = Signature(
    "__init__", "copy_from=None, state=None, alg=None")

  private static func type(of context: RunContext) -> TypeObject {
    context.generatorType ?? .object
  }

  /// The state of a seed: a counter and the key 0.
  static func words(_ seed: Int) -> [Int64] { [Int64(seed), 0, 0] }

  static func entropy() -> [Int64] {
    var source = RunEntropy()
    return (0..<3).map { _ in Int64(bitPattern: source.next()) }
  }

  static func state(_ value: PyValue, _ context: RunContext) throws(Raise) -> [Int64] {
    let array = try context.tensor(value).array
    guard array.shape.lengths == [3], array.dtype.isInteger else {
      throw Raise.value("Shapes \(array.shape) and (3,) are incompatible")
    }
    return array.integers
  }
}

/// A generator with a state that the lesson can see.
package final class TensorFlowGenerator: PyObject {
  private let state: Variable
  private unowned(unsafe) let context: RunContext

  init(_ type: TypeObject, _ words: [Int64], _ context: RunContext) throws(Raise) {
    self.context = context
    context.mark()
    state = Variable(
      context.constant(NDArray(words, shape: [3])), in: context.recording, name: "StateVar",
      isTrainable: false)
    super.init(type)
  }

  func words() throws(Raise) -> [Int64] { state.value.array.integers }

  private func set(_ words: [Int64]) throws(Raise) {
    context.mark()
    do throws(EngineError) {
      _ = try state.assign(context.constant(NDArray(words, shape: [3])))
    } catch {
      throw Raise(error)
    }
  }

  private var philox: Philox {
    get throws(Raise) {
      let words = try words().map { UInt64(bitPattern: $0) }
      return Philox(low: words[0], high: words[1], key: words[2])
    }
  }

  /// The generator as it stands, which then goes on by so many numbers.
  fileprivate func next(_ count: Int) throws(Raise) -> Philox {
    let current = try philox
    if context.isSampling { return current }
    let after = current.skipped(count * Philox.reserve)
    try set([after.low, after.high, after.key].map { Int64(bitPattern: $0) })
    return current
  }

  /// A draw: at once, or as a node of the graph that is being built.
  fileprivate func op(
    _ name: String, _ arguments: [PyValue],
    _ body: @escaping ([PyValue]) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    guard let graph = context.graph else { return try body(arguments) }
    graph.noteEffect()
    return try graph.call(
      OpText("random_\(name)", "Stateful\(name)"), name: nil, arguments, body)
  }

  fileprivate func keys(_ count: Int) throws(Raise) -> [Int64] {
    let generator = try next(count)
    do throws(EngineError) {
      return try generator.bits(.int64, [count]).integers
    } catch {
      throw Raise(error)
    }
  }

  static func members(_ context: RunContext) -> [NativeMember] {
    func generator(_ a: Bound) throws(Raise) -> TensorFlowGenerator {
      try a.object(0, TensorFlowGenerator.self)
    }
    func setting(
      _ shape: PyValue, _ dtype: PyValue, _ kernel: String
    ) throws(Raise) -> RandomSetting {
      try RandomSetting(shape: shape, dtype: dtype, context, kernel: kernel)
    }
    func made(_ type: PyValue, _ words: [Int64]) throws(Raise) -> PyValue {
      let type = type.cast(TypeObject.self) ?? context.generatorType ?? .object
      return .object(try TensorFlowGenerator(type, words, context))
    }
    return [
      .classMethod("from_seed", "seed, alg=None") { a throws(Raise) in
        try made(a[0], RandomGenerators.words(try context.int(a[1])))
      },
      .classMethod("from_state", "state, alg") { a throws(Raise) in
        try made(a[0], try RandomGenerators.state(a[1], context))
      },
      .classMethod("from_key_counter", "key, counter, alg") { a throws(Raise) in
        let counter = try context.ints(a[2])
        guard counter.count == 2 else {
          throw Raise.value("Shapes (\(counter.count),) and (2,) are incompatible")
        }
        return try made(a[0], (counter + [try context.int(a[1])]).map { Int64($0) })
      },
      .classMethod("from_non_deterministic_state", "alg=None") { a throws(Raise) in
        try made(a[0], RandomGenerators.entropy())
      },
      .property("state") { value throws(Raise) in
        PyValue(value.cast(TensorFlowGenerator.self).map { context.object(for: $0.state) })
      },
      .property("key") { value throws(Raise) in
        let words = try value.cast(TensorFlowGenerator.self)?.words() ?? [0, 0, 0]
        return context.box(context.constant(NDArray(words[2])))
      },
      .property("algorithm") { _ throws(Raise) in .int(1) },
      .method("reset", "state") { a throws(Raise) in
        try generator(a).set(try RandomGenerators.state(a[1], context))
        return .none
      },
      .method("reset_from_seed", "seed") { a throws(Raise) in
        try generator(a).set(RandomGenerators.words(try context.int(a[1])))
        return .none
      },
      .method("skip", "delta") { a throws(Raise) in
        let generator = try generator(a)
        return try generator.op("Skip", [a[1]]) { v throws(Raise) in
          let before = try generator.words()
          _ = try generator.next(try context.int(v[0]))
          return context.box(context.constant(NDArray(before, shape: [3])))
        }
      },
      .method("split", "count=1") { a throws(Raise) in
        var parts: [PyValue] = []
        for key in try generator(a).keys(try context.int(a[1])) {
          parts.append(try made(.object(try generator(a).type), [0, 0, key]))
        }
        return .list(parts)
      },
      .method("make_seeds", "count=1") { a throws(Raise) in
        let generator = try generator(a)
        return try generator.op("Seeds", [a[1]]) { v throws(Raise) in
          let count = try context.int(v[0])
          let seeds = try generator.keys(count) + [Int64](repeating: 0, count: count)
          return context.box(context.constant(NDArray(seeds, shape: [2, count])))
        }
      },
      .method("normal", "shape, mean=0.0, stddev=1.0, dtype=None, name=None") { a throws(Raise) in
        let generator = try generator(a)
        return try generator.op("StandardNormal", [a[1], a[2], a[3], a[4]]) { v throws(Raise) in
          let setting = try setting(v[0], v[3], "StatelessRandomNormalV2")
          let philox = try generator.next(setting.shape.count)
          return try StatelessRandomFunctions.normal(
            philox, setting, mean: v[1], deviation: v[2], context)
        }
      },
      .method(
        "truncated_normal", "shape, mean=0.0, stddev=1.0, dtype=None, name=None"
      ) { a throws(Raise) in
        let generator = try generator(a)
        return try generator.op("TruncatedNormal", [a[1], a[2], a[3], a[4]]) { v throws(Raise) in
          let setting = try setting(v[0], v[3], "StatelessTruncatedNormalV2")
          let philox = try generator.next(setting.shape.count)
          return try StatelessRandomFunctions.truncatedNormal(
            philox, setting, mean: v[1], deviation: v[2], context)
        }
      },
      .method("uniform", "shape, minval=0, maxval=None, dtype=None, name=None") { a throws(Raise) in
        let generator = try generator(a)
        return try generator.op("Uniform", [a[1], a[2], a[3], a[4]]) { v throws(Raise) in
          let setting = try setting(v[0], v[3], "StatelessRandomUniformV2")
          let philox = try generator.next(setting.shape.count)
          return try StatelessRandomFunctions.uniform(
            philox, setting, low: v[1], high: v[2], op: "StatelessRandomUniformIntV2", context)
        }
      },
      .method("uniform_full_int", "shape, dtype=None, name=None") { a throws(Raise) in
        guard let dtype = try DTypeObject.argument(a[2]) else {
          throw Raise.unsupported("tf.random.Generator.uniform_full_int of uint64")
        }
        let generator = try generator(a)
        return try generator.op("UniformFullInt", [a[1]]) { v throws(Raise) in
          let shape = try context.shape(v[0], op: "StatelessRandomUniformFullIntV2")
          let philox = try generator.next(shape.count)
          return context.box(
            try context.draw(UniformDraw.self, philox, "\(shape)") { (g) throws(EngineError) in
              try g.bits(dtype, shape)
            })
        }
      },
    ]
  }
}
