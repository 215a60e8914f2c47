import Engine

/// How a layer gets its weights.
extension LayerInstance {
  /// Builds the layer from the shapes of a call's arguments.
  final func buildForCall(
    _ bound: BoundCall, _ positional: [PyValue], _ named: [(Symbol, PyValue)]
  ) throws(Raise) {
    var shapes: [(name: String, value: PyValue)] = []
    for (name, value) in bound.tensors where name != "mask" {
      shapes.append((name + "_shape", try KerasNest.shapes(of: value)))
    }
    if shapes.isEmpty, KerasNest.isTensors(bound.first) {
      shapes = [("input_shape", try KerasNest.shapes(of: bound.first))]
    }
    guard let method = type.lookup(KerasSymbols.build) else { return }
    if let function = method.cast(FunctionObject.self) {
      let names = Array(function.code.parameters.names.dropFirst())
      if names.count <= 1 {
        try build([shapes.first?.value ?? .none], nil)
      } else {
        try build(named: names, shapes)
      }
      try checkInput(bound.first)
      return
    }
    let edition = keras.edition
    let isSequential = (self as? ModelInstance)?.form == .sequential
    if behavior == nil, !isSequential, edition.triesModelsOut, try hasUnbuiltLayers {
      return try tryOut(positional, named, bound)
    }
    try build([shapes.first?.value ?? .none], nil)
    if behavior != nil { try checkInput(bound.first) }
  }

  private var hasUnbuiltLayers: Bool {
    get throws(Raise) {
      try sync()
      return held.layers.contains { !$0.isBuilt }
    }
  }

  private func build(
    named names: [Symbol], _ shapes: [(name: String, value: PyValue)]
  ) throws(Raise) {
    var values: [PyValue] = []
    var used: [Symbol] = []
    for name in names {
      guard name.text.hasSuffix("_shape") else {
        throw Raise.value(
          "For a `build()` method with more than one argument, all arguments should have a "
            + "`_shape` suffix and match an argument from `call()`. E.g. `build(self, foo_shape, "
            + "bar_shape)`  For layer '\(type.name)', Received `build()` argument `\(name.text)`, "
            + "which does not end in `_shape`.")
      }
      guard let shape = shapes.first(where: { $0.name == name.text }) else { continue }
      values.append(shape.value)
      used.append(name)
    }
    try build(values, KeywordNames(used))
  }

  /// `layer.build(…)`: in the layer's scope, and closed afterwards.
  final func build(_ values: [PyValue], _ keywords: KeywordNames?) throws(Raise) {
    try checkInitialized()
    guard let method = type.lookup(KerasSymbols.build) else { return }
    if parentPath == nil { parentPath = keras.path }
    let edition = keras.edition
    let scopes = keras.callScopes
    let wasLocked = held.isLocked
    held.isLocked = false
    do throws(Raise) {
      try keras.scoped(name, self) { () throws(Raise) in
        if method.isNative, let behavior {
          try behavior.build(values.first ?? .none)
        } else {
          _ = try context.eagerly { () throws(Raise) in
            try context.layerScope(name) { () throws(Raise) in
              let names = context.nameScopes
              defer { context.nameScopes = names }
              if edition.weightsAreVariables { context.nameScopes = scopes }
              return try method.bound(to: self).call(values, keywords: keywords)
            }
          }
        }
      }
    } catch {
      held.isLocked = wasLocked
      throw error
    }
    if method.isNative || edition.buildMarksBuilt { isBuilt = true }
    buildShapes = values.first
    try sync()
    held.isLocked = locksState
  }

  /// `layer.add_weight(…)`.
  final func addWeight(_ a: Bound) throws(Raise) -> PyValue {
    try checkInitialized()
    let request = try WeightRequest(a, keras.edition)
    let variable = try makeWeight(
      try request.name?.str(), shape: request["shape"] ?? .tuple([]),
      request["initializer"] ?? .none,
      try request["dtype"].map { (value) throws(Raise) in try keras.dtype(value) } ?? dtype,
      isTrainable: try request["trainable"]?.truth() ?? true)
    variable.weight?.regularizer = try context.kerasObject(
      request["regularizer"] ?? .none, "regularizers")
    variable.weight?.constraint = try context.kerasObject(
      request["constraint"] ?? .none, "constraints")
    return .object(variable)
  }

  /// A new weight of this layer.
  final func makeWeight(
    _ name: String?, shape: PyValue, _ initializer: PyValue, _ dtype: DType,
    isTrainable trains: Bool
  ) throws(Raise) -> VariableObject {
    let lengths = try weightShape(shape)
    let rule =
      initializer.isAbsent
      ? try context.kerasObject(
        .string(dtype.isFloating ? "glorot_uniform" : "zeros"), "initializers")
      : try context.kerasObject(initializer, "initializers")
    let variable = try keras.scoped(self.name, self) { () throws(Raise) in
      let value = try context.initialized(
        rule, shape: .tuple(lengths.map { .int($0) }), dtype)
      let array = try context.tensor(value).array.converted(to: dtype)
      return context.makeWeight(
        array, name: name ?? keras.edition.nameOfWeight(keras), isTrainable: trains)
    }
    context.noteWeightOfTrace()
    if held.isLocked {
      throw Raise.value(
        "You cannot add new elements of state (variables or sub-layers) to a layer that is already "
          + "built. All state must be created in the `__init__()` method or in the `build()` "
          + "method.")
    }
    if trains { held.trainable.append(variable) } else { held.nonTrainable.append(variable) }
    if !isTrainable, !keras.edition.weightsAreVariables { variable.weight?.isTrainable = false }
    return variable
  }

  private func weightShape(_ shape: PyValue) throws(Raise) -> [Int] {
    let items =
      try LeafRun.elements(of: shape).map { Array($0) }
      ?? shape.cast(ShapeObject.self)?.values ?? [shape]
    var lengths: [Int] = []
    for item in items {
      if item.isNone {
        let all = try PyValue.tuple(items).repr()
        throw Raise.value(
          "Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
            + "Received: shape=\(all) for variable path='\(keras.path)'")
      }
      let length = try context.int(item)
      guard length >= 0 else {
        throw Raise.value(
          "Cannot convert '\(try PyValue.tuple(items).repr())' to a shape. Negative dimensions are "
            + "not allowed.")
      }
      lengths.append(length)
    }
    return lengths
  }
}
