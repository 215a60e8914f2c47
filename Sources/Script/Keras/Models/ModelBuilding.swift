import Engine

/// How models that are classes of the lesson get the weights of the layers inside.
enum ModelBuilding {
  /// `model.build(shape)` where the class has no `build` of its own.
  static func build(_ model: ModelInstance, _ shape: PyValue) throws(Raise) {
    try model.keras.edition.build(model, shape)
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
      context.endTracing(state)
      let isMade = context.variableCreation == .used && context.isTracing && creation == .allowed
      context.variableCreation = isMade ? .used : creation
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
