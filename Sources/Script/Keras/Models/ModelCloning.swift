import Engine

/// Models as configurations, and copies made from them.
enum ModelCloning {
  /// `model.get_config()` of the models that Keras can write down.
  static func configuration(of model: ModelInstance) throws(Raise) -> PyValue {
    let config = model.baseConfiguration()
    let isOlder = model.keras.edition.number == 2
    if isOlder {
      _ = try config.remove(.string("trainable"))
      _ = try config.remove(.string("dtype"))
    }
    switch model.form {
    case .sequential:
      var layers: [PyValue] = []
      for layer in model.held.layers { layers.append(try described(layer)) }
      config.set(text: "layers", .list(layers))
      if let input = model.held.layers.first?.behavior as? InputLayer, model.functional != nil,
        !isOlder
      {
        config.set(text: "build_input_shape", input.tuple(input.batchShape))
      }
    case .functional:
      if !isOlder { _ = try config.remove(.string("dtype")) }
      if isOlder { config.set(text: "trainable", .bool(model.isTrainable)) }
      var layers: [PyValue] = []
      for layer in model.functional?.layers ?? [] { layers.append(try described(layer)) }
      config.set(text: "layers", .list(layers))
      config.set(text: "input_layers", .list(places(model.functional?.inputTensors ?? [])))
      config.set(text: "output_layers", .list(places(model.functional?.outputTensors ?? [])))
    case .subclassed: break
    }
    return .object(config)
  }

  private static func places(_ tensors: [KerasTensor]) -> [PyValue] {
    tensors.compactMap { tensor in
      guard let origin = tensor.origin else { return nil }
      let layer = origin.node.layer
      let index = layer.nodes.firstIndex { $0 === origin.node } ?? 0
      return .list([.string(layer.name), .int(index), .int(origin.place)])
    }
  }

  private static func described(_ layer: LayerInstance) throws(Raise) -> PyValue {
    let made = try layer.context.kerasConfiguration(of: .object(layer))
    let isInput = layer.behavior is InputLayer && layer.keras.edition.number == 2
    if let dict = made.cast(DictObject.self), !isInput {
      dict.set(
        text: "build_config",
        try PyValue.object(layer).attribute("get_build_config").call())
    }
    return made
  }

  /// A model of the same layers with weights of its own.
  static func clone(_ model: ModelInstance, _ context: RunContext) throws(Raise) -> PyValue {
    switch model.form {
    case .sequential:
      let made = ModelInstance(model.type, context)
      made.form = .sequential
      try made.initialize([(.string("name"), .string(model.name))])
      for layer in model.held.layers { try made.add(.object(try copy(layer)), rebuilds: false) }
      try made.rebuild()
      return .object(made)
    case .functional: return .object(try functional(model, context))
    case .subclassed:
      throw Raise.value(
        "Expected `model` argument to be a `Model` instance that is not subclassed. Received: "
          + "model=\(try model.repr())")
    }
  }

  static func copy(_ layer: LayerInstance) throws(Raise) -> LayerInstance {
    if let input = layer.behavior as? InputLayer {
      let made = LayerInstance(layer.type, layer.context)
      try made.initialize([
        (.string("name"), .string(layer.name)), (.string("dtype"), .string(layer.dtype.name)),
      ])
      _ = try InputLayer(made, input.batchShape, tensorName: nil)
      return made
    }
    if let model = layer as? ModelInstance {
      let made = try clone(model, layer.context)
      if let copy = made.cast(LayerInstance.self) { return copy }
    }
    let config = try PyValue.object(layer).attribute(KerasSymbols.getConfig).call()
    let made = try PyValue.object(layer.type).attribute("from_config").call(config)
    return try LayerInstance.of(made)
  }

  private static func functional(
    _ model: ModelInstance, _ context: RunContext
  ) throws(Raise) -> ModelInstance {
    guard let graph = model.functional else { return model }
    var copies: [ObjectIdentifier: LayerInstance] = [:]
    var tensors: [ObjectIdentifier: PyValue] = [:]
    func copied(_ layer: LayerInstance) throws(Raise) -> LayerInstance {
      if let known = copies[ObjectIdentifier(layer)] { return known }
      let made = layer.behavior is KerasOperation ? layer : try copy(layer)
      copies[ObjectIdentifier(layer)] = made
      return made
    }
    func placed(_ value: PyValue) throws(Raise) -> PyValue {
      try GraphNest.map(value) { leaf in
        leaf.cast(KerasTensor.self).flatMap { tensors[ObjectIdentifier($0)] } ?? leaf
      }
    }
    for node in graph.nodesByDepth.joined() {
      let layer = try copied(node.layer)
      let result: PyValue
      if node.isInput {
        result = try layer.onlyOutput()
      } else {
        var values: [PyValue] = []
        for value in node.positional { values.append(try placed(value)) }
        var names: [Symbol] = []
        for (name, value) in node.named {
          names.append(name)
          values.append(try placed(value))
        }
        result = try layer.calling(values, names)
      }
      for (old, new) in zip(node.outputTensors, try Nest.leaves(of: result)) {
        tensors[ObjectIdentifier(old)] = new
      }
    }
    return try context.keras.functionalModel(
      try placed(graph.inputs), try placed(graph.outputs), name: model.name)
  }
}
