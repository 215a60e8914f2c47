import Engine

/// A row of layers: `keras.Sequential`.
extension ModelInstance {
  /// The layers without the input.
  var addedLayers: [LayerInstance] {
    held.layers.first?.behavior is InputLayer ? Array(held.layers.dropFirst()) : held.layers
  }

  /// `model.add(layer)`.
  func add(_ value: PyValue, rebuilds: Bool = true) throws(Raise) {
    var value = value
    if held.layers.isEmpty, let layer = value.cast(LayerInstance.self),
      let shape = layer.givenInputShape
    {
      let lengths = [nil] + (try ShapeObject.lengths(of: shape) ?? [])
      held.layers.append(try keras.inputLayer(lengths, before: layer))
    }
    if let tensor = value.cast(KerasTensor.self), let layer = tensor.origin?.node.layer,
      layer.behavior is InputLayer
    {
      value = .object(layer)
    }
    guard let layer = value.cast(LayerInstance.self) else {
      throw try keras.edition.raise(.notALayer(value))
    }
    try layer.checkInitialized()
    if held.layers.contains(where: { $0.name == layer.name && $0 !== layer }) {
      throw Raise.value(
        "All layers added to a Sequential model should have unique names. Name '\(layer.name)' is "
          + "already the name of a layer in this model. Update the `name` argument to pass a unique "
          + "name.")
    }
    if layer.behavior is InputLayer, let first = held.layers.first?.behavior as? InputLayer {
      throw Raise.value(
        "Sequential model '\(name)' has already been configured to use input shape "
          + "\(try first.tuple(first.batchShape).repr()). You cannot add a different Input layer to "
          + "it.")
    }
    held.layers.append(layer)
    isBuilt = false
    functional = nil
    if rebuilds { try rebuild() }
  }

  /// `model.pop()`.
  func pop() throws(Raise) -> PyValue {
    guard let layer = held.layers.popLast() else { throw Raise.index("pop from empty list") }
    isBuilt = false
    functional = nil
    if !held.layers.isEmpty { try rebuild() }
    return keras.edition.number == 2 ? .none : .object(layer)
  }

  /// Builds the model anew where the input is known.
  func rebuild() throws(Raise) {
    isBuilt = false
    functional = nil
    guard held.layers.count > 1, let first = held.layers.first else { return }
    if let input = first.behavior as? InputLayer {
      try build([input.tuple(input.batchShape)], nil)
    } else if let model = first as? ModelInstance, let graph = model.functional,
      graph.inputTensors.count == 1
    {
      try build([graph.inputTensors[0].shapeValue], nil)
    }
  }

  /// Connects the layers, for inputs of a shape.
  func connect(_ shape: PyValue) throws(Raise) {
    guard KerasNest.isShape(shape) else { return }
    guard !held.layers.isEmpty else {
      throw Raise.value(
        "Sequential model \(name) cannot be built because it has no layers. Call "
          + "`model.add(layer)`.")
    }
    let lengths = try ShapeObject.lengths(of: shape) ?? []
    if let input = held.layers[0].behavior as? InputLayer {
      guard input.batchShape == lengths else {
        throw Raise.value(
          "Sequential model '\(name)' has already been configured to use input shape "
            + "\(try input.tuple(input.batchShape).repr()). You cannot build it with input_shape "
            + "\(try input.tuple(lengths).repr())")
      }
    } else {
      held.layers.insert(try keras.inputLayer(lengths, before: held.layers[0]), at: 0)
    }
    let inputs = try held.layers[0].onlyOutput()
    var value = inputs
    for layer in held.layers.dropFirst() {
      do throws(Raise) {
        let input = value
        value =
          try keras.edition.rowsAreScopes
          ? layer.calling(input)
          : keras.outsideScopes { () throws(Raise) in try layer.calling(input) }
      } catch {
        // Shapes cannot be told: the layers are called one after the other.
        if error.matches(.notImplementedError) { return }
        throw error
      }
    }
    // The functional model inside has a name of its own.
    if keras.edition.number == 3 { _ = keras.automaticName("functional") }
    functional = try FunctionalGraph(inputs, value, keras.edition)
  }

  /// Calls the layers one after the other.
  func runLayers(_ input: PyValue) throws(Raise) -> PyValue {
    if let functional { return try runGraph(functional, input) }
    var value = input
    for layer in addedLayers { value = try layer.calling(value) }
    return value
  }

  /// The error of asking for a shape before there is one.
  func noShape(_ what: String) -> Raise {
    Raise.attribute("Sequential model '\(name)' has no defined \(what) yet.")
  }
}
