import Engine

/// What layers of Keras 2 hold: every variable, trainable ones first; in models those of the layers
/// come before the model's own.
extension Keras2 {
  func weights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    if let model = layer as? ModelInstance, model.form == .sequential, !model.isBuilt {
      throw Raise.value(
        "Weights for model '\(model.name)' have not yet been created. Weights are created when the "
          + "model is first called on inputs or `build()` is called with an `input_shape`.")
    }
    guard layer is ModelInstance else {
      return once(try trainableWeights(of: layer) + otherWeights(of: layer))
    }
    try layer.sync()
    var found: [VariableObject] = []
    for inner in layer.held.layers { found += try weights(of: inner) }
    for module in layer.held.modules { found += try variables(of: module) { _ in true } }
    return once(found + layer.held.trainable + layer.held.nonTrainable)
  }

  func trainableWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    guard layer.isTrainable else { return [] }
    try layer.sync()
    var found: [VariableObject] = []
    for inner in layer.held.layers { found += try trainableWeights(of: inner) }
    for module in layer.held.modules {
      found += try variables(of: module) { $0.variable.isTrainable }
    }
    let own = layer.held.trainable
    return once(layer is ModelInstance ? found + own : own + found)
  }

  func otherWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    try layer.sync()
    let trains = layer.isTrainable
    var found: [VariableObject] = []
    for inner in layer.held.layers {
      found += trains ? try otherWeights(of: inner) : try weights(of: inner)
    }
    for module in layer.held.modules {
      found += try variables(of: module) { !trains || !$0.variable.isTrainable }
    }
    let own = (trains ? [] : layer.held.trainable) + layer.held.nonTrainable
    return once(layer is ModelInstance ? found + own : own + found)
  }

  func setTrainable(_ value: Bool, of layer: LayerInstance) throws(Raise) {
    layer.isTrainable = value
    try layer.sync()
    for inner in layer.held.layers { try setTrainable(value, of: inner) }
  }

  private func variables(
    of module: ModuleInstance, where wanted: (VariableObject) -> Bool
  ) throws(Raise) -> [VariableObject] {
    try module.find { $0.cast(VariableObject.self).map(wanted) ?? false }.compactMap {
      $0.cast(VariableObject.self)
    }
  }

  private func once(_ variables: [VariableObject]) -> [VariableObject] {
    var seen: Set<Int> = []
    return variables.filter { seen.insert($0.variable.number).inserted }
  }
}
