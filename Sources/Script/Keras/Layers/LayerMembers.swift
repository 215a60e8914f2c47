import Engine

/// The methods and properties of `keras.layers.Layer`.
enum LayerMembers {
  private typealias Layer = LayerInstance

  /// `layer.build`, whatever class defines it.
  nonisolated(unsafe) static let build: PyValue = .object(
    NativeFunction(direct: "build", isMethod: true) { arguments throws(Raise) in
      let layer = try LayerInstance.of(arguments.count > 0 ? arguments[0] : .none)
      let rest = arguments.withoutFirst
      let values = rest.positional + rest.named.map(\.1)
      try layer.build(values, rest.keywords)
      return .none
    })

  nonisolated(unsafe) static let all: [NativeMember] = basics + state + methods

  nonisolated(unsafe) private static let basics: [NativeMember] = [
    .method("__init__", "**kwargs") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      try layer.initialize(a[1].cast(DictObject.self)?.pairs ?? [])
      return .none
    },
    .directMethod("__call__") { arguments throws(Raise) in
      let layer = try Layer.of(arguments.count > 0 ? arguments[0] : .none)
      return try layer.callLayer(arguments.withoutFirst)
    },
    .method("build", "input_shape=None") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      try layer.behavior?.build(a[1])
      layer.isBuilt = true
      return .none
    },
    .directMethod("call") { arguments throws(Raise) in
      let layer = try Layer.of(arguments.count > 0 ? arguments[0] : .none)
      let input = arguments.count > 1 ? arguments[1] : arguments.named.first?.1 ?? .none
      if let passed = layer.keras.edition.passedOn(input) { return passed }
      throw layer.notImplemented("call")
    },
    .mutableProperty(
      "name", { value throws(Raise) in .string(try Layer.of(value).name) },
      { receiver, value throws(Raise) in
        let layer = try Layer.of(receiver)
        layer.name = try value.str()
      }),
    .property("path") { value throws(Raise) in
      let layer = try Layer.of(value)
      guard layer.isBuilt else { return .none }
      let parent = layer.parentPath ?? ""
      return .string(parent.isEmpty ? layer.name : "\(parent)/\(layer.name)")
    },
    .mutableProperty(
      "built", { value throws(Raise) in .bool(try Layer.of(value).isBuilt) },
      { receiver, value throws(Raise) in
        let layer = try Layer.of(receiver)
        layer.isBuilt = try value.truth()
      }),
    .mutableProperty(
      "trainable", { value throws(Raise) in .bool(try Layer.of(value).isTrainable) },
      { receiver, value throws(Raise) in
        let layer = try Layer.of(receiver)
        try layer.setTrainable(try value.truth())
      }),
    .property("dtype") { value throws(Raise) in .string(try Layer.of(value).dtype.name) },
    .property("variable_dtype") { value throws(Raise) in .string(try Layer.of(value).dtype.name) },
    .property("compute_dtype") { value throws(Raise) in .string(try Layer.of(value).dtype.name) },
    .property("input_dtype") { value throws(Raise) in .string(try Layer.of(value).dtype.name) },
    .mutableProperty(
      "supports_masking", { value throws(Raise) in .bool(try Layer.of(value).supportsMasking) },
      { receiver, value throws(Raise) in
        let layer = try Layer.of(receiver)
        layer.supportsMasking = try value.truth()
      }),
    .mutableProperty(
      "activity_regularizer", { value throws(Raise) in try Layer.of(value).activityRegularizer },
      { receiver, value throws(Raise) in
        let layer = try Layer.of(receiver)
        layer.activityRegularizer = value
      }),
  ]

  private static func list(_ variables: [VariableObject]) -> PyValue {
    .list(variables.map { .object($0) })
  }

  nonisolated(unsafe) private static let state: [NativeMember] = [
    .property("weights") { value throws(Raise) in list(try Layer.of(value).allWeights()) },
    .property("variables") { value throws(Raise) in list(try Layer.of(value).allWeights()) },
    .property("trainable_weights") { value throws(Raise) in
      list(try Layer.of(value).trainableWeights())
    },
    .property("trainable_variables") { value throws(Raise) in
      list(try Layer.of(value).trainableWeights())
    },
    .property("non_trainable_weights") { value throws(Raise) in
      list(try Layer.of(value).otherWeights())
    },
    .property("non_trainable_variables") { value throws(Raise) in
      list(try Layer.of(value).otherWeights())
    },
    .property("losses") { value throws(Raise) in .list(try Layer.of(value).allLosses()) },
    .property("metrics") { value throws(Raise) in .list(try Layer.of(value).allMetrics()) },
    .property("input") { value throws(Raise) in try Layer.of(value).onlyInput() },
    .property("output") { value throws(Raise) in try Layer.of(value).onlyOutput() },
    .property("_layers") { value throws(Raise) in
      let layer = try Layer.of(value)
      try layer.sync()
      return .list(layer.held.layers.map { .object($0) })
    },
  ]

  nonisolated(unsafe) private static let methods: [NativeMember] = [
    .method("add_weight", WeightRequest.signature) { a throws(Raise) in
      try Layer.of(a[0]).addWeight(a)
    },
    .method("get_weights", "") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      return .list(try layer.allWeights().map { layer.context.readOut($0.variable.value) })
    },
    .method("set_weights", "weights") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      try layer.setWeights(a[1])
      return .none
    },
    .method("count_params", "") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      guard layer.isBuilt else {
        throw try layer.keras.edition.raise(.countBeforeBuild(layer))
      }
      return .int(try layer.allWeights().reduce(0) { $0 + $1.variable.shape.count })
    },
    .method("add_loss", "loss") { a throws(Raise) in
      let layer = try Layer.of(a[0])
      for loss in try Nest.leaves(of: a[1]) {
        guard KerasNest.isTensor(loss) else {
          throw Raise.value(
            "`add_loss()` can only be called from inside `build()` or `call()`, on a tensor input. "
              + "Received invalid value: \(try loss.str())")
        }
        layer.ownLosses.append(loss)
      }
      return .none
    },
    .method("get_config", "") { a throws(Raise) in
      .object(try Layer.of(a[0]).baseConfiguration())
    },
    .classMethod("from_config", "config, custom_objects=None") { a throws(Raise) in
      guard let type = a[0].cast(TypeObject.self), let config = a[1].cast(DictObject.self) else {
        throw Raise.type("from_config() needs a dictionary")
      }
      return try LayerInstance.make(type, from: config)
    },
    .method("get_build_config", "") { a throws(Raise) in
      guard let shape = try Layer.of(a[0]).buildShapes else { return .none }
      let config = DictObject()
      config.set(text: "input_shape", shape)
      return .object(config)
    },
    .method("compute_output_shape", "input_shape") { a throws(Raise) in
      try Layer.of(a[0]).outputShape(for: a[1])
    },
    .method("compute_mask", "inputs, previous_mask=None") { a throws(Raise) in a[2] },
    .method("add_metric", "*args, **kwargs") { _ throws(Raise) in
      throw Raise.notImplemented(
        "Layer `add_metric()` method is deprecated. Add your metric in "
          + "`Model.compile(metrics=[...])`, or create metric trackers in init() or build() when "
          + "subclassing the layer or model, then call `metric.update_state()` whenever necessary.")
    },
  ]
}

extension LayerInstance {
  /// `layer.set_weights([…])`.
  final func setWeights(_ values: PyValue) throws(Raise) {
    let weights = try allWeights()
    let given = try values.items()
    guard given.count == weights.count else {
      throw try keras.edition.raise(
        .weightCount(self, given: given.count, wanted: weights.count))
    }
    for (weight, value) in zip(weights, given) {
      guard let lengths = KerasNest.lengths(of: value) ?? scalarLengths(value) else {
        throw Raise.missingAttribute(Symbol("shape"), of: value)
      }
      guard lengths == weight.variable.shape.lengths.map({ $0 }) else {
        throw Raise.value(
          "Layer \(name) weight shape \(try weight.shape.str()) is not compatible with provided "
            + "weight shape \(try ShapeObject(lengths: lengths).str()).")
      }
      _ = try weight.assign(value)
    }
  }

  private func scalarLengths(_ value: PyValue) -> [Int?]? {
    value.object is NumPyScalar ? [] : nil
  }

  /// All metrics here and inside.
  final func allMetrics() throws(Raise) -> [PyValue] {
    try sync()
    var found = held.metrics
    for layer in held.layers { found += try layer.allMetrics() }
    return found
  }

  /// A layer of a class from its settings.
  static func make(_ type: TypeObject, from config: DictObject) throws(Raise) -> PyValue {
    var names: [Symbol] = []
    var values: [PyValue] = []
    for (key, value) in config.pairs {
      guard let name = key.text else { continue }
      names.append(Symbol(name))
      values.append(value)
    }
    return try PyValue.object(type).call(values, keywords: KeywordNames(names))
  }
}

extension KerasState {
  /// `keras.layers.Layer`.
  var layerType: TypeObject {
    type("Layer") {
      TypeObject(
        "Layer", module: "keras.src.layers.layer", extensible: true,
        allocate: { [unowned context] type throws(Raise) in
          .object(LayerInstance(type, context))
        }, members: LayerMembers.all)
    }
  }
}
