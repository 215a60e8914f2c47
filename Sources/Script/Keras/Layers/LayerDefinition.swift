import Engine

/// A class of built-in layers: its name, its parameters as Python writes them, and what makes the
/// behavior of a new layer, whose arguments are attributes already.
struct LayerDefinition {
  typealias Maker = (_ layer: LayerInstance) throws(Raise) -> LayerBehavior

  let name: String
  /// The module behind `keras.src.`.
  let module: String
  let parameters: String
  /// Other names in `keras.layers`.
  let aliases: [String]
  /// Whether the layer has no weights to wait for and is built from the start.
  let isBuiltAtOnce: Bool
  let make: Maker

  init(
    _ name: String, _ module: String, _ parameters: String, aliases: [String] = [],
    isBuiltAtOnce: Bool = false, make: @escaping Maker
  ) {
    self.name = name
    self.module = module
    self.parameters = parameters
    self.aliases = aliases
    self.isBuiltAtOnce = isBuiltAtOnce
    self.make = make
  }

  /// The names of the parameters.
  private var names: [String] {
    parameters.split(separator: ",").compactMap { part in
      let name = String(part.drop { $0 == " " }.prefix { $0 != "=" })
      return name == "*" || name.isEmpty ? nil : name
    }
  }

  /// The class, for one run.
  func makeType(_ context: RunContext) -> TypeObject {
    let names = names
    let signature = parameters.isEmpty ? "**kwargs" : parameters + ", **kwargs"
    let definition = self
    return TypeObject(
      name, module: "keras.src.\(module)", base: context.keras.layerType, extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(LayerInstance(type, context))
      },
      members: [
        .method("__init__", signature) { a throws(Raise) in
          let layer = try LayerInstance.of(a[0])
          let options = a[names.count + 1].cast(DictObject.self)?.pairs ?? []
          try layer.initialize(options)
          for (place, name) in names.enumerated() {
            layer.setOwnAttribute(Symbol(name), a[place + 1])
          }
          layer.settingNames = names
          let behavior = try definition.make(layer)
          layer.behavior = behavior
          if definition.isBuiltAtOnce, layer.type.lookup(KerasSymbols.build)?.isNative ?? true {
            layer.isBuilt = true
            layer.held.isLocked = true
          }
          return .none
        },
        .method("build", "input_shape") { a throws(Raise) in
          let layer = try LayerInstance.of(a[0])
          try layer.behavior?.build(a[1])
          layer.isBuilt = true
          return .none
        },
        .directMethod("call") { arguments throws(Raise) in
          let layer = try LayerInstance.of(arguments.count > 0 ? arguments[0] : .none)
          guard let behavior = layer.behavior else { throw layer.notImplemented("call") }
          let form = CallForm(builtIn: behavior.callParameters)
          guard
            let bound = form.bind(Array(arguments.positional.dropFirst()), arguments.named)
          else {
            throw Raise.type("\(layer.type.name).call() got arguments that it does not take")
          }
          let training = bound[KerasSymbols.training] ?? .none
          return try behavior.call(bound.first, LayerCall(bound, training: training))
        },
        .method("compute_output_shape", "input_shape") { a throws(Raise) in
          let layer = try LayerInstance.of(a[0])
          return try layer.outputShape(for: a[1])
        },
        .method("get_config", "") { a throws(Raise) in
          let layer = try LayerInstance.of(a[0])
          return .object(try layer.configuration())
        },
      ])
  }
}

extension LayerInstance {
  /// Name, dtype and settings, as `get_config` gives them.
  final func configuration() throws(Raise) -> DictObject {
    let config = try keras.edition.configuration(of: self)
    try behavior?.adjust(config)
    return config
  }

  final func baseConfiguration() -> DictObject {
    let config = DictObject()
    config.set(text: "name", .string(name))
    config.set(text: "trainable", .bool(isTrainable))
    config.set(
      text: "dtype", keras.edition.number == 3 ? keras.policy(dtype) : .string(dtype.name))
    return config
  }
}

extension KerasState {
  /// A dtype as configurations write it.
  func policy(_ dtype: DType) -> PyValue {
    let inner = DictObject()
    inner.set(text: "name", .string(dtype.name))
    let policy = DictObject()
    policy.set(text: "module", .string("keras"))
    policy.set(text: "class_name", .string("DTypePolicy"))
    policy.set(text: "config", .object(inner))
    policy.set(text: "registered_name", .none)
    return .object(policy)
  }
}
