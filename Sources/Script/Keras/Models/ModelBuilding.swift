import Engine

/// How models that are classes of the lesson get the weights of the layers inside.
enum ModelBuilding {
  /// `model.build(shape)` where the class has no `build` of its own.
  static func build(_ model: ModelInstance, _ shape: PyValue) throws(Raise) {
    try model.sync()
    if model.functional == nil, model.held.layers.contains(where: { !$0.isBuilt }) {
      model.context.warn(
        "UserWarning: `build()` was called on layer '\(model.name)', however the layer does not "
          + "have a `build()` method implemented and it looks like it has unbuilt state. This will "
          + "cause the layer to be marked as built, despite not being actually built, which may "
          + "cause failures down the line. Make sure to implement a proper `build()` method.")
    }
    model.isBuilt = true
  }
}

extension LayerInstance {
  /// Makes a call in a graph that is thrown away, so that the layers inside get their weights; what
  /// goes wrong will go wrong in the call itself.
  final func tryOut(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)], _ bound: BoundCall
  ) throws(Raise) {
    let graph = GraphBuilder(context, .function, name: "scratch_graph")
    let state = context.beginTracing(graph, autograph: false)
    let creation = context.variableCreation
    context.variableCreation = .allowed
    defer {
      context.variableCreation = creation
      context.endTracing(state)
    }
    let outer = keras.call
    keras.call = LayerCallContext(self)
    defer { keras.call = outer }
    do throws(Raise) {
      _ = try runCall(positional, named, bound, training: bound[KerasSymbols.training] ?? .none)
    } catch {
      return
    }
    clearLosses()
    isBuilt = true
    try sync()
    held.isLocked = locksState
  }
}
