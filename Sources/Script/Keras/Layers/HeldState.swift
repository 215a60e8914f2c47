import Engine

/// The weights, layers and metrics that a layer holds, in the order in which they came.
struct HeldState {
  var trainable: [VariableObject] = []
  var nonTrainable: [VariableObject] = []
  var layers: [LayerInstance] = []
  var metrics: [PyValue] = []
  /// Objects of `tf.Module` that are no layers, where their variables count.
  var modules: [ModuleInstance] = []
  var seeds: [SeedGeneratorObject] = []
  /// Lists and dictionaries, whose later contents count as well.
  var containers: [PyObject] = []
  /// Whether nothing may be added any more.
  var isLocked = false
}

extension PyObject {
  /// Whether it is a metric of Keras, or of a class of the lesson below.
  var isKerasMetric: Bool {
    type.ancestors.contains { $0.name == "Metric" && $0.module.hasPrefix("keras.") }
  }
}

extension LayerInstance {
  /// Takes note of a value that became an attribute, perhaps in the place of another one.
  final func track(_ object: PyObject, insteadOf other: PyValue?) throws(Raise) {
    if let other, other.object !== object, keras.edition.weightsAreVariables { forget(other) }
    switch object.kind {
    case .string, .function, .native, .method, .bigInt, .bytes, .module: return
    case .type: return
    default: break
    }
    try sync()
    try hold(object)
  }

  /// A variable that is no attribute any more is none of the layer's.
  private func forget(_ value: PyValue) {
    guard let variable = value.cast(VariableObject.self) else { return }
    held.trainable.removeAll { $0 === variable }
    held.nonTrainable.removeAll { $0 === variable }
  }

  /// Takes note of what was put into lists and dictionaries since.
  final func sync() throws(Raise) {
    for container in held.containers { try holdContents(of: container) }
  }

  private func holdContents(of container: PyObject) throws(Raise) {
    switch container.kind {
    case .list, .tuple:
      for item in try PyValue.object(container).contiguousItems() {
        if case .object(let inner) = item { try hold(inner) }
      }
    case .dict:
      for (_, item) in (container as? DictObject)?.pairs ?? [] {
        if case .object(let inner) = item { try hold(inner) }
      }
    default: break
    }
  }

  private func hold(_ object: PyObject) throws(Raise) {
    switch object {
    case let variable as VariableObject:
      guard variable.weight != nil || keras.edition.weightsAreVariables else {
        return notePlain(variable)
      }
      if held.trainable.contains(where: { $0 === variable })
        || held.nonTrainable.contains(where: { $0 === variable })
      {
        return
      }
      try checkLock()
      if variable.weight?.isTrainable ?? variable.variable.isTrainable {
        held.trainable.append(variable)
      } else {
        held.nonTrainable.append(variable)
      }
    case let layer as LayerInstance:
      if held.layers.contains(where: { $0 === layer }) { return }
      try checkLock()
      held.layers.append(layer)
    case let seed as SeedGeneratorObject:
      if held.seeds.contains(where: { $0 === seed }) { return }
      held.seeds.append(seed)
    case let module as ModuleInstance where keras.edition.weightsAreVariables:
      if !held.modules.contains(where: { $0 === module }) { held.modules.append(module) }
    case let instance as InstanceObject where instance.isKerasMetric:
      if held.metrics.contains(where: { $0.object === instance }) { return }
      try checkLock()
      held.metrics.append(.object(instance))
    default:
      switch object.kind {
      case .list, .dict:
        if !held.containers.contains(where: { $0 === object }) { held.containers.append(object) }
        try holdContents(of: object)
      case .tuple: try holdContents(of: object)
      default: break
      }
    }
  }

  private func checkLock() throws(Raise) {
    guard held.isLocked else { return }
    throw Raise.value(
      "You cannot add new elements of state (variables or sub-layers) to a layer that is already "
        + "built. All state must be created in the `__init__()` method or in the `build()` method.")
  }

  /// A `tf.Variable` is none of Keras 3's weights: a pitfall that the original leaves unsaid.
  private func notePlain(_ variable: VariableObject) {
    context.warnOnce(
      "note: line \(context.line): Keras 3 does not track a tf.Variable that a layer holds "
        + "('\(variable.variable.name)' in '\(name)'): it is not among the layer's weights and fit "
        + "does not train it; use self.add_weight(...)")
  }

  // MARK: What there is

  final func allWeights() throws(Raise) -> [VariableObject] {
    try keras.edition.weights(of: self)
  }

  final func trainableWeights() throws(Raise) -> [VariableObject] {
    try keras.edition.trainableWeights(of: self)
  }

  final func otherWeights() throws(Raise) -> [VariableObject] {
    try keras.edition.otherWeights(of: self)
  }

  /// All layers inside, nearest first, as Keras lists them.
  final func flattenedLayers(includingSelf: Bool, isDeep: Bool = true) throws(Raise)
    -> [LayerInstance]
  {
    var found: [LayerInstance] = includingSelf ? [self] : []
    var seen: Set<ObjectIdentifier> = []
    try sync()
    var open = held.layers
    while !open.isEmpty {
      let layer = open.removeFirst()
      guard seen.insert(ObjectIdentifier(layer)).inserted else { continue }
      found.append(layer)
      guard isDeep else { continue }
      try layer.sync()
      open.insert(contentsOf: layer.held.layers.reversed(), at: 0)
    }
    return found
  }

  final func setTrainable(_ value: Bool) throws(Raise) {
    try keras.edition.setTrainable(value, of: self)
  }

  // MARK: Losses

  /// Losses of `add_loss` here and inside, then those of regularizers.
  final func allLosses() throws(Raise) -> [PyValue] {
    var losses = ownLosses
    for layer in try flattenedLayers(includingSelf: false) { losses += layer.ownLosses }
    for variable in try trainableWeights() {
      guard let weight = variable.weight, !weight.regularizer.isNone else { continue }
      losses.append(try weight.regularizer.call(.object(variable)))
    }
    return losses
  }

  final func clearLosses() {
    ownLosses = []
    for layer in held.layers { layer.clearLosses() }
  }
}
