import Engine

/// `tf.zeros_initializer` and its kin: objects that are called with a shape.
struct Initializers {
  let context: RunContext
  private let place = "tensorflow.python.ops.init_ops_v2"

  init(context: RunContext) { self.context = context }

  func add(to module: ModuleObject) {
    module.set("zeros_initializer", .object(filling("Zeros", "") { _ in .float(0) }))
    module.set("ones_initializer", .object(filling("Ones", "") { _ in .float(1) }))
    module.set(
      "constant_initializer",
      .object(filling("Constant", "value=0, support_partition=False") { $0[0] }))
    module.set(
      "random_normal_initializer",
      .object(
        drawing("RandomNormal", "mean=0.0, stddev=0.05, seed=None") { a throws(Raise) in
          .normal(mean: try a.double(0), deviation: try a.double(1))
        }))
    module.set(
      "random_uniform_initializer",
      .object(
        drawing("RandomUniform", "minval=-0.05, maxval=0.05, seed=None") { a throws(Raise) in
          .uniform(low: try a.double(0), high: try a.double(1))
        }))
  }

  private func filling(
    _ name: String, _ parameters: String, _ value: @escaping @Sendable (Bound) -> PyValue
  ) -> TypeObject {
    let context = context
    return InitializerObject.type(name, module: place, parameters) { a throws(Raise) in
      let value = value(a)
      return { shape, dtype throws(Raise) in
        try context.filled(value, dtype ?? .float32, shape)
      }
    }
  }

  /// Without a seed the draws go on with the lesson's own; with one they are always the same.
  private func drawing(
    _ name: String, _ parameters: String,
    _ rule: @escaping @Sendable (Bound) throws(Raise) -> KerasInitializer
  ) -> TypeObject {
    let context = context
    return InitializerObject.type(name, module: place, parameters) { a throws(Raise) in
      let rule = try rule(a)
      let seed = a.has(2) ? try context.int(a[2]) : nil
      return { lengths, dtype throws(Raise) in
        let dtype = dtype ?? .float32
        guard dtype.isFloating else {
          throw Raise.value(
            "Argument `dtype` is expected to be floating point. Received: "
              + "\(try DTypeObject.value(dtype).repr()).")
        }
        let shape = try context.shape(lengths, op: "RandomStandardNormal")
        let generator = seed.map { Philox(stateless: Int64($0), 0) }
        return try context.drawn(rule, dtype, shape, generator)
      }
    }
  }
}

/// One initializer: called with a shape it gives a tensor.
package final class InitializerObject: PyObject {
  typealias Body = (_ shape: PyValue, _ dtype: DType?) throws(Raise) -> PyValue

  private let body: Body
  /// The arguments it was made with, for `get_config`.
  private let settings: [(String, PyValue)]
  nonisolated(unsafe) private static let signature = Signature("__call__", "shape, dtype=None")

  init(_ type: TypeObject, _ settings: [(String, PyValue)], _ body: @escaping Body) {
    self.body = body
    self.settings = settings
    super.init(type)
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try InitializerObject.signature.bind(arguments) { a throws(Raise) in
      try self.body(a[0], try DTypeObject.argument(a[1]))
    }
  }

  /// A class of initializers; the setting `leading` comes first in `get_config`, and `make` reads the arguments and gives what a call does.
  static func type(
    _ name: String, module: String, _ parameters: String, base: TypeObject = .object,
    leading: String = "",
    _ make: @escaping @Sendable (Bound) throws(Raise) -> Body
  ) -> TypeObject {
    let signature = Signature("\(name).__init__", parameters)
    let names = parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
    return TypeObject(
      name, module: module, base: base,
      construct: { type, arguments throws(Raise) in
        try signature.bind(arguments) { a throws(Raise) in
          let all = names.enumerated().map { ($1, a[$0]) }
          let settings = all.filter { $0.0 == leading } + all.filter { $0.0 != leading }
          return .object(InitializerObject(type, settings, try make(a)))
        }
      },
      members: [
        .method("get_config", "") { a throws(Raise) in
          let config = DictObject()
          for (name, value) in try a.object(0, InitializerObject.self).settings {
            try config.setItem(.string(name), value)
          }
          return .object(config)
        },
        .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
      ])
  }
}

extension RunContext {
  /// A tensor with the same value in every place.
  func filled(
    _ value: PyValue, _ dtype: DType, _ lengths: PyValue
  ) throws(Raise) -> PyValue {
    let shape = try shape(lengths, op: "Fill")
    if case .float(let number) = value {
      return box(constant(try .filled(number, dtype, shape)))
    }
    let filled = try tensor(value, .dtype(dtype)).array
    guard filled.shape.broadcast(with: shape) == shape else {
      throw Raise.type(
        "Eager execution of tf.constant with unsupported shape: \(filled.shape) for \(shape)")
    }
    return box(constant(filled.broadcast(to: shape).contiguous()))
  }

  /// First weights: from their own generator, or from the lesson's seed.
  func drawn(
    _ rule: KerasInitializer, _ dtype: DType, _ shape: TensorShape, _ generator: Philox?
  ) throws(Raise) -> PyValue {
    func draw<Kind: RandomKind>(_ kind: Kind.Type, _ arguments: String) throws(Raise) -> PyValue {
      let source =
        generator
        ?? random.generator(
          Kind.kernel, [dtype], seed: nil, reserving: shape.count * Philox.reserve)
      return box(
        try self.draw(kind, source, "\(shape), \(arguments)") { (g) throws(EngineError) in
          try rule.weights(dtype, shape, g)
        })
    }
    switch rule.spread(for: shape) {
    case .normal(let mean, let deviation):
      return try draw(NormalDraw.self, "mean=\(mean), stddev=\(deviation)")
    case .truncatedNormal(let mean, let deviation):
      return try draw(TruncatedNormalDraw.self, "mean=\(mean), stddev=\(deviation)")
    case .uniform(let low, let high):
      return try draw(UniformDraw.self, "minval=\(low), maxval=\(high)")
    case .scaled: return try draw(UniformDraw.self, "")
    }
  }
}
