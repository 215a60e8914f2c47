import Engine

/// What `compile` was told, and what training a model keeps between steps.
final class ModelTraining {
  let optimizer: PyValue
  let loss: CompiledLoss?
  let metrics: CompiledMetrics?
  /// The mean of the loss over an epoch.
  let lossTracker: PyValue
  let runsEagerly: Bool
  /// The arguments as they were given, for those who ask.
  let lossArgument: PyValue
  /// Whether a loss, a metric or the optimizer is the lesson's own.
  let hasLessonParts: Bool
  /// Where the lesson called `fit`.
  var span: SourceSpan?
  /// Whether a batch was taken.
  var hasTaken = false
  /// What an epoch works out once: whether code of the lesson runs in a step, and what it trains.
  var runsLesson: Bool?
  var weights: [VariableObject]?

  init(
    _ model: ModelInstance, optimizer: PyValue, loss: PyValue, lossWeights: PyValue,
    metrics: PyValue, weightedMetrics: PyValue, runsEagerly: Bool
  ) throws(Raise) {
    let context = model.context
    // What is not said again stays as it was.
    let before = context.keras.edition.number == 2 ? nil : model.training
    self.optimizer = try context.kerasObject(optimizer, "optimizers")
    lossArgument = loss.isAbsent ? before?.lossArgument ?? loss : loss
    var hasParts = false
    for value in [optimizer, loss, metrics, weightedMetrics] where !value.isAbsent {
      for leaf in try Nest.leaves(of: value) where leaf.isLessonCode { hasParts = true }
    }
    let keepsParts = loss.isAbsent || metrics.isAbsent && weightedMetrics.isAbsent
    hasLessonParts = hasParts || keepsParts && before?.hasLessonParts ?? false
    lossTracker = try context.kerasValue("metrics.Mean").call(
      [.string("loss")], keywords: KeywordNames([KerasSymbols.name]))
    self.runsEagerly = runsEagerly
    let names = try model.outputNames()
    self.loss =
      loss.isAbsent
      ? before?.loss : try CompiledLoss(loss, weights: lossWeights, outputNames: names, context)
    self.metrics =
      metrics.isAbsent && weightedMetrics.isAbsent
      ? before?.metrics
      : try CompiledMetrics(metrics, weightedMetrics, outputNames: names, context)
  }

  /// The numbers that the optimizer keeps, once it is built.
  func optimizerWeights() throws(Raise) -> [VariableObject] {
    if optimizer.isAbsent { return [] }
    guard try optimizer.findAttribute(Symbol("built"))?.truth() ?? true else { return [] }
    return try optimizer.attribute(Symbol("variables")).items().compactMap {
      $0.cast(VariableObject.self)
    }
  }
}

extension PyValue {
  /// Whether it is a function of the lesson or of a class of the lesson.
  fileprivate var isLessonCode: Bool {
    guard let object else { return false }
    return object.kind == .function || object.kind == .method || object.type.isLesson
  }
}

extension ModelInstance {
  /// The names of the layers that the outputs come from.
  func outputNames() throws(Raise) -> [String] {
    (functional?.outputTensors ?? []).map { $0.origin?.node.layer.name ?? $0.name }
  }

  /// The state of training, or the error of using a model that was not compiled.
  func compiled() throws(Raise) -> ModelTraining {
    guard let training else {
      throw try keras.edition.raise(.notCompiled)
    }
    return training
  }

  /// `model.metrics`: the loss's mean, compiled metrics, then those that layers hold.
  func modelMetrics() throws(Raise) -> [PyValue] {
    var found: [PyValue] = []
    if let training {
      found.append(training.lossTracker)
      if let metrics = training.metrics {
        found += keras.edition.number == 2 ? metrics.all : [.object(metrics)]
      }
      found += training.loss?.trackers ?? []
    }
    try sync()
    found += held.metrics
    for layer in try flattenedLayers(includingSelf: false) where !(layer is ModelInstance) {
      found += layer.held.metrics
    }
    return found
  }

  /// The metrics by whichever `metrics` the class has.
  func reportedMetrics() throws(Raise) -> [PyValue] {
    guard let own = type.lookup(KerasSymbols.metrics), own.cast(NativeProperty.self) == nil else {
      return try modelMetrics()
    }
    return try PyValue.object(self).attribute(KerasSymbols.metrics).items()
  }

  func resetMetrics() throws(Raise) {
    for metric in try reportedMetrics() {
      _ = try metric.attribute(Symbol("reset_state")).call()
    }
  }

  /// The metrics' own names, in their order.
  func metricNames() throws(Raise) -> [String] {
    var names: [String] = []
    for metric in try reportedMetrics() {
      for part in metric.cast(CompiledMetrics.self)?.all ?? [metric] {
        names.append(try part.attribute(KerasSymbols.name).str())
      }
    }
    return names
  }

  /// The results of all metrics by name.
  func metricResults() throws(Raise) -> [(name: String, value: PyValue)] {
    var found: [(String, PyValue)] = []
    let compiled = training?.metrics?.all ?? []
    var didCompiled = false
    for metric in try reportedMetrics() {
      if let compiled = metric.cast(CompiledMetrics.self) {
        found += try compiled.results()
        continue
      }
      if compiled.contains(where: { $0.isSame(as: metric) }) {
        if !didCompiled { found += try training?.metrics?.results() ?? [] }
        didCompiled = true
        continue
      }
      let result = try metric.attribute(Symbol("result")).call()
      if let dict = result.cast(DictObject.self) {
        for (key, value) in dict.pairs { found.append((try key.str(), value)) }
      } else {
        found.append((try metric.attribute(KerasSymbols.name).str(), result))
      }
    }
    return found
  }
}
