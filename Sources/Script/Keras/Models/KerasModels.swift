import Engine

/// The module `keras.models`.
enum KerasModels {
  static func add(to module: ModuleObject, _ context: RunContext) {
    module.set("Model", lazily: { .object(context.keras.modelType) })
    module.set("Sequential", lazily: { .object(context.keras.sequentialType) })
    module.function("clone_model", "model, input_tensors=None, clone_function=None") {
      [unowned context] a throws(Raise) in
      try ModelCloning.clone(try ModelInstance.model(a[0]), context)
    }
  }
}

extension KerasState {
  private func allocator() -> TypeObject.Allocator {
    { [unowned context] type throws(Raise) in .object(ModelInstance(type, context)) }
  }

  /// `keras.Model`; called with tensors it makes a functional model.
  var modelType: TypeObject {
    type("Model") {
      TypeObject(
        "Model", module: "keras.src.models.model", base: layerType, extensible: true,
        allocate: allocator(),
        construct: { [unowned self] type, arguments throws(Raise) in
          let isFunctional =
            arguments.count == 2 || arguments.named.contains { $0.0.text == "outputs" }
          let model = ModelInstance(isFunctional ? functionalType : type, context)
          _ = try PyValue.object(model).attribute(Names.initialize).call(arguments)
          return .object(model)
        },
        members: ModelMembers.all + TrainingMembers.all)
    }
  }

  /// The class of functional models.
  var functionalType: TypeObject {
    type("Functional") {
      TypeObject(
        "Functional", module: "keras.src.models.functional", base: modelType,
        allocate: allocator())
    }
  }

  /// `keras.Sequential`.
  var sequentialType: TypeObject {
    type("Sequential") {
      TypeObject(
        "Sequential", module: "keras.src.models.sequential", base: modelType, extensible: true,
        allocate: allocator(), members: SequentialMembers.all)
    }
  }

  /// A functional model between tensors.
  func functionalModel(
    _ inputs: PyValue, _ outputs: PyValue, name: String?
  ) throws(Raise) -> ModelInstance {
    let model = ModelInstance(functionalType, context)
    try model.initialize(name.map { [(.string("name"), .string($0))] } ?? [])
    try model.start(inputs: inputs, outputs: outputs)
    return model
  }
}

/// The methods and properties of `keras.Model`.
enum ModelMembers {
  private static func model(_ value: PyValue) throws(Raise) -> ModelInstance {
    try ModelInstance.model(value)
  }

  nonisolated(unsafe) static let all: [NativeMember] = [
    .method("__init__", "*args, **kwargs") { a throws(Raise) in
      try start(try model(a[0]), try a[1].items(), a[2].cast(DictObject.self)?.pairs ?? [])
      return .none
    },
    .directMethod("call") { arguments throws(Raise) in
      let model = try model(arguments.count > 0 ? arguments[0] : .none)
      guard let graph = model.functional else {
        throw Raise.notImplemented(
          "Model \(model.type.name) does not have a `call()` method implemented.")
      }
      let named = arguments.named.first { $0.0.text == "inputs" }?.1
      return try model.runGraph(graph, arguments.count > 1 ? arguments[1] : named ?? .none)
    },
    .method("build", "input_shape=None") { a throws(Raise) in
      try ModelBuilding.build(try model(a[0]), a[1])
      return .none
    },
    .property("layers") { value throws(Raise) in
      .list(try model(value).shownLayers().map { .object($0) })
    },
    .property("operations") { value throws(Raise) in
      .list((try model(value).functional?.layers ?? []).map { .object($0) })
    },
    .property("inputs") { value throws(Raise) in
      guard let graph = try model(value).functional else { return .none }
      return .list(graph.inputTensors.map { .object($0) })
    },
    .property("outputs") { value throws(Raise) in
      guard let graph = try model(value).functional else { return .none }
      return .list(graph.outputTensors.map { .object($0) })
    },
    .property("input_shape") { value throws(Raise) in
      let model = try model(value)
      guard let graph = model.functional else {
        throw Raise.missingAttribute(Symbol("input_shape"), of: value)
      }
      return try KerasNest.shapes(of: graph.inputs).onlyShape
    },
    .property("output_shape") { value throws(Raise) in
      let model = try model(value)
      guard let graph = model.functional else {
        throw Raise.missingAttribute(Symbol("output_shape"), of: value)
      }
      return try KerasNest.shapes(of: graph.outputs).onlyShape
    },
    .property("input_names") { value throws(Raise) in
      .list((try model(value).functional?.inputTensors ?? []).map { .string($0.name) })
    },
    .property("output_names") { value throws(Raise) in
      .list(
        (try model(value).functional?.outputTensors ?? []).map {
          .string($0.origin?.node.layer.name ?? $0.name)
        })
    },
    .method("get_layer", "name=None, index=None") { a throws(Raise) in
      try layer(of: try model(a[0]), a[1], a[2])
    },
    .method(
      "summary",
      "line_length=None, positions=None, print_fn=None, expand_nested=False, "
        + "show_trainable=False, layer_range=None"
    ) { a throws(Raise) in
      let model = try model(a[0])
      try model.keras.edition.showSummary(of: model, SummaryOptions(a, model.context))
      return .none
    },
    .method("save_weights", "filepath, overwrite=True, max_shard_size=None") { a throws(Raise) in
      try WeightFile.save(try model(a[0]), to: try a[1].str())
      return .none
    },
    .method("load_weights", "filepath, skip_mismatch=False, **kwargs") { a throws(Raise) in
      try WeightFile.load(try model(a[0]), from: try a[1].str())
      return .none
    },
    .method("save", "filepath, overwrite=True, zipped=None, **kwargs") { _ throws(Raise) in
      throw Raise.unsupported("Model.save; save_weights keeps the weights")
    },
    .method("get_config", "") { a throws(Raise) in
      try ModelCloning.configuration(of: try model(a[0]))
    },
  ]

  private static func start(
    _ model: ModelInstance, _ positional: [PyValue], _ named: [(key: PyValue, value: PyValue)]
  ) throws(Raise) {
    var options = named
    func take(_ name: String) -> PyValue? {
      guard let place = options.firstIndex(where: { $0.key.text == name }) else { return nil }
      return options.remove(at: place).value
    }
    let inputs = take("inputs") ?? positional.first
    let outputs = take("outputs") ?? (positional.count > 1 ? positional[1] : nil)
    if positional.count > 2 { options.append((.string("name"), positional[2])) }
    try model.initialize(options)
    guard let inputs, let outputs, !inputs.isNone, !outputs.isNone else { return }
    try model.start(inputs: inputs, outputs: outputs)
  }

  private static func layer(
    of model: ModelInstance, _ name: PyValue, _ index: PyValue
  ) throws(Raise) -> PyValue {
    let layers = try model.shownLayers()
    if !index.isAbsent {
      if !name.isAbsent {
        throw Raise.value(
          "Provide only a layer name or a layer index. Received: index=\(try index.str()), "
            + "name=\(try name.str()).")
      }
      let place = try model.context.int(index)
      guard place < layers.count, place >= -layers.count else {
        throw Raise.value(
          "Was asked to retrieve layer at index \(place) but model only has \(layers.count) layers."
        )
      }
      return .object(layers[place < 0 ? place + layers.count : place])
    }
    guard !name.isAbsent else {
      throw Raise.value("Provide either a layer name or layer index at `get_layer`.")
    }
    let wanted = try name.str()
    if let found = layers.first(where: { $0.name == wanted }) { return .object(found) }
    let names = try PyValue.list(layers.map { .string($0.name) }).repr()
    throw Raise.value("No such layer: \(wanted). Existing layers are: \(names).")
  }
}

extension PyValue {
  /// The only entry of a list of one.
  fileprivate var onlyShape: PyValue {
    guard object?.kind == .list, let items = try? items(), items.count == 1 else { return self }
    return items[0]
  }
}

/// The methods and properties of `keras.Sequential`.
enum SequentialMembers {
  private static func model(_ value: PyValue) throws(Raise) -> ModelInstance {
    try ModelInstance.model(value)
  }

  nonisolated(unsafe) static let all: [NativeMember] = [
    .method("__init__", "layers=None, trainable=True, name=None") { a throws(Raise) in
      let model = try model(a[0])
      model.form = .sequential
      try model.initialize([(.string("name"), a[3]), (.string("trainable"), a[2])])
      guard !a[1].isAbsent else { return .none }
      for layer in try a[1].items() { try model.add(layer, rebuilds: false) }
      try model.rebuild()
      return .none
    },
    .method("add", "layer, rebuild=True") { a throws(Raise) in
      try model(a[0]).add(a[1], rebuilds: try a[2].truth())
      return .none
    },
    .method("pop", "rebuild=True") { a throws(Raise) in try model(a[0]).pop() },
    .method("build", "input_shape=None") { a throws(Raise) in
      let model = try model(a[0])
      try model.connect(a[1])
      return .none
    },
    .directMethod("call") { arguments throws(Raise) in
      let model = try model(arguments.count > 0 ? arguments[0] : .none)
      let named = arguments.named.first { $0.0.text == "inputs" }?.1
      return try model.runLayers(arguments.count > 1 ? arguments[1] : named ?? .none)
    },
    .property("input_shape") { value throws(Raise) in
      let model = try model(value)
      guard let tensor = model.functional?.inputTensors.first else {
        throw model.noShape("input shape")
      }
      return tensor.shapeValue
    },
    .property("output_shape") { value throws(Raise) in
      let model = try model(value)
      guard let graph = model.functional else { throw model.noShape("output shape") }
      return try KerasNest.shapes(of: graph.outputs)
    },
    .property("inputs") { value throws(Raise) in
      let model = try model(value)
      guard let graph = model.functional else { throw model.noShape("inputs") }
      return .list(graph.inputTensors.map { .object($0) })
    },
    .property("outputs") { value throws(Raise) in
      let model = try model(value)
      guard let graph = model.functional else { throw model.noShape("outputs") }
      return .list(graph.outputTensors.map { .object($0) })
    },
  ]
}
