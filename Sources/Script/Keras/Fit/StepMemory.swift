import Engine

/// What an epoch of training works out once: a model's weights and whether code of the lesson is in
/// it, as long as nothing of the lesson runs in between that could change them.
extension ModelInstance {
  /// Forgets what was worked out before.
  func startEpoch() {
    training?.runsLesson = nil
    training?.weights = nil
  }

  /// The weights that a step trains.
  func weightsOfStep() throws(Raise) -> [VariableObject] {
    guard let training, training.runsLesson == false else { return try trainableWeights() }
    if let known = training.weights { return known }
    let found = try trainableWeights()
    training.weights = found
    return found
  }

  /// Works it out when a step of the epoch was made: then all layers are built.
  func finishFirstStep(hearsSteps: Bool) throws(Raise) {
    guard let training, training.runsLesson == nil, !hearsSteps, isBuilt,
      !overrides(KerasSymbols.trainStep)
    else { return }
    training.runsLesson = try runsLesson(in: .train)
  }
}

extension LayerInstance {
  /// Whether `add_loss` or a regularizer of outputs left something.
  final func hasAddedLosses() throws(Raise) -> Bool {
    if !ownLosses.isEmpty { return true }
    for layer in held.layers where try layer.hasAddedLosses() { return true }
    return false
  }
}

extension MetricInstance {
  /// Takes in a number that stands for so many samples, as `update_state` with a weight does.
  ///
  /// - Returns: whether it could; classes of the lesson have ways of their own.
  func takeScalar(_ value: Tensor, count: Int) throws(Raise) -> Bool {
    guard !type.isLesson, type.name == "Mean", !context.isBuilding, value.shape.rank == 0,
      value.dtype == dtype, let total = state(MetricInstance.total),
      let number = state(MetricInstance.count)
    else { return false }
    let weight = context.constant(.number(Double(count), dtype))
    do throws(EngineError) {
      try total.assignAdd(try Tensor.apply(Multiply(), context.recorded(value), weight))
      try number.assignAdd(weight)
    } catch {
      throw Raise(error)
    }
    return true
  }

  private func state(_ name: Symbol) -> Variable? {
    ownAttribute(name)?.cast(VariableObject.self)?.variable
  }

  private static let total = Symbol("total")
  private static let count = Symbol("count")
}
