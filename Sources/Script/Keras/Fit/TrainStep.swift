import Engine

/// One step of training, testing or predicting.
extension ModelInstance {
  /// Whether a method of that name is the lesson's own.
  func overrides(_ name: Symbol) -> Bool {
    type.lookup(name).map { !$0.isNative } ?? false
  }

  /// The output of `call` for a batch, and the losses that layers added.
  func forward(
    _ input: PyValue, training: Bool
  ) throws(Raise) -> (output: PyValue, losses: [PyValue]) {
    let takes = callForm.takesTraining
    let output = try call(
      [input] + (takes ? [.bool(training)] : []),
      keywords: takes ? KeywordNames([KerasSymbols.training]) : nil)
    return (output, try addedLosses())
  }

  private func addedLosses() throws(Raise) -> [PyValue] {
    guard try hasAddedLosses() else { return [] }
    var losses = ownLosses
    for layer in try flattenedLayers(includingSelf: false) { losses += layer.ownLosses }
    return losses
  }

  /// Builds the model for all batches of a source, or for this one alone.
  func buildAhead(_ input: PyValue, of source: BatchSource?) throws(Raise) {
    let rows = try source?.fixedRows
    let opened = try GraphNest.map(input) { leaf in
      guard let lengths = KerasNest.lengths(of: leaf), let dtype = KerasNest.dtype(of: leaf)
      else { return leaf }
      let first: [Int?] = source == nil ? Array(lengths.prefix(1)) : [rows]
      return .object(
        KerasTensor(first + lengths.dropFirst().map { $0 }, dtype, context, name: "data"))
    }
    _ = try context.traceScratch([opened], []) { positional, _ throws(Raise) in
      try call(positional)
    }
    clearLosses()
  }

  // MARK: Steps

  /// `train_step`: forward, backward, one step of the optimizer, metrics.
  ///
  /// - Returns: what an own `compute_metrics` gives.
  func trainStep(_ batch: BatchSource.Batch) throws(Raise) -> PyValue {
    if let graph = context.graph { return try trainStep(batch, in: graph) }
    let state = try compiled()
    context.mark()
    let tape = GradientTape(in: context.recording)
    var loss = PyValue.none
    var output = PyValue.none
    do throws(EngineError) { try tape.start() } catch { throw Raise(error) }
    do throws(Raise) {
      let result = try forward(batch.x, training: true)
      output = result.output
      loss = try totalLoss(batch, output, added: result.losses, training: true)
    } catch {
      tape.stop()
      throw error
    }
    tape.stop()
    try trackLoss(state, loss, batch)
    let weights = try weightsOfStep()
    if weights.isEmpty {
      context.warnOnce("UserWarning: The model does not have any trainable weights.")
    } else {
      let target = try context.tensor(loss)
      let answers: [Gradient?]
      context.mark()
      do throws(EngineError) {
        answers = try tape.gradients(
          of: [target], by: weights.map { .variable($0.variable) })
      } catch {
        throw context.raise(error)
      }
      let gradients = answers.map { answer in PyValue(answer.map { context.box($0) }) }
      try context.scoped("optimizer") { () throws(Raise) in
        try descend(state.optimizer, gradients, weights.map { .object($0) })
      }
    }
    return try updateMetrics(batch, output)
  }

  /// What comes next belongs to the lesson's call of `fit`, not to the code of the lesson in the step.
  private func standAtFit() {
    if let span = training?.span { context.currentSpan = span }
  }

  /// The same as nodes of a graph.
  private func trainStep(
    _ batch: BatchSource.Batch, in graph: GraphBuilder
  ) throws(Raise) -> PyValue {
    let state = try compiled()
    let tape = PyValue.object(GraphTape(graph, isPersistent: false, watchesVariables: true))
    _ = try tape.attribute("__enter__").call()
    let result = try forward(batch.x, training: true)
    standAtFit()
    let loss = try totalLoss(batch, result.output, added: result.losses, training: true)
    standAtFit()
    try trackLoss(state, loss, batch)
    _ = try tape.attribute("__exit__").call(.none, .none, .none)
    let weights = try trainableWeights().map { PyValue.object($0) }
    if weights.isEmpty {
      context.warnOnce("UserWarning: The model does not have any trainable weights.")
    } else {
      let gradients = try tape.attribute("gradient").call(loss, .list(weights)).items()
      try context.scoped("optimizer") { () throws(Raise) in
        try descend(state.optimizer, gradients, weights)
      }
    }
    return try updateMetrics(batch, result.output)
  }

  /// The optimizer's step, by the lesson's own method where there is one.
  private func descend(
    _ optimizer: PyValue, _ gradients: [PyValue], _ weights: [PyValue]
  ) throws(Raise) {
    let name = Symbol("apply_gradients")
    if let native = optimizer.cast(OptimizerInstance.self),
      native.type.lookup(name)?.isNative ?? false
    {
      return try native.apply(gradients, weights)
    }
    let pairs = zip(gradients, weights).map { PyValue.tuple([$0, $1]) }
    _ = try optimizer.attribute(name).call(.list(pairs))
  }

  func testStep(_ batch: BatchSource.Batch) throws(Raise) -> PyValue {
    let state = try compiled()
    let result = try forward(batch.x, training: false)
    if context.graph != nil { standAtFit() }
    let loss = try totalLoss(batch, result.output, added: result.losses, training: false)
    try trackLoss(state, loss, batch)
    return try updateMetrics(batch, result.output)
  }

  private func trackLoss(
    _ state: ModelTraining, _ loss: PyValue, _ batch: BatchSource.Batch
  ) throws(Raise) {
    state.hasTaken = true
    let first =
      KerasNest.isTensor(batch.x) ? batch.x : try Nest.leaves(of: batch.x).first ?? batch.x
    if let graph = context.graph {
      for variable in try state.lossTracker.attribute("variables").items() {
        if let variable = variable.cast(VariableObject.self) { graph.note(variable) }
      }
      _ = try graph.effect("NoOp", name: "loss", reading: [loss, first]) {
        [unowned self] values throws(Raise) in
        try track(state, values[0], of: values[1])
      }
      return
    }
    try track(state, loss, of: first)
  }

  /// Adds the loss of a batch to its mean.
  private func track(
    _ state: ModelTraining, _ loss: PyValue, of first: PyValue
  ) throws(Raise) {
    let rows = (KerasNest.lengths(of: first)?.first ?? nil) ?? 1
    if let mean = state.lossTracker.cast(MetricInstance.self),
      let tensor = loss.cast(TensorObject.self)?.tensor, try mean.takeScalar(tensor, count: rows)
    {
      return
    }
    _ = try state.lossTracker.attribute(Symbol("update_state")).call(
      [loss, .int(rows)], keywords: KeywordNames([Symbol("sample_weight")]))
  }

  private func updateMetrics(
    _ batch: BatchSource.Batch, _ output: PyValue
  ) throws(Raise) -> PyValue {
    if overrides(KerasSymbols.computeMetrics) {
      return try PyValue.object(self).attribute(KerasSymbols.computeMetrics).call(
        [batch.x, batch.y, output, batch.weight])
    }
    try training?.metrics?.update(batch.y, output, batch.weight)
    return .none
  }

  /// `compute_loss`, the lesson's own where there is one.
  private func totalLoss(
    _ batch: BatchSource.Batch, _ output: PyValue, added: [PyValue], training: Bool
  ) throws(Raise) -> PyValue {
    guard overrides(KerasSymbols.computeLoss) else {
      return try computeLoss(batch.y, output, batch.weight, added: added)
    }
    let method = try PyValue.object(self).attribute(KerasSymbols.computeLoss)
    var values = [batch.x, batch.y, output, batch.weight]
    var names = ["x", "y", "y_pred", "sample_weight"]
    if let function = type.lookup(KerasSymbols.computeLoss)?.cast(FunctionObject.self),
      function.code.parameters.names.contains(KerasSymbols.training)
        || function.code.parameters.keywordsSlot != nil
    {
      values.append(.bool(training))
      names.append("training")
    }
    return try method.call(values, keywords: KeywordNames(names.map { Symbol($0) }))
  }

  /// The compiled loss and what layers and regularizers add.
  func computeLoss(
    _ labels: PyValue, _ output: PyValue, _ weight: PyValue, added: [PyValue]? = nil
  ) throws(Raise) -> PyValue {
    var losses: [PyValue] = []
    if let loss = training?.loss,
      let value = try context.scoped(
        "compile_loss",
        { () throws(Raise) in
          try loss.value(labels, output, weight)
        })
    {
      losses.append(value)
    }
    if let added {
      for loss in added { losses.append(try summed(loss)) }
      for variable in try weightsOfStep() {
        guard let weight = variable.weight, !weight.regularizer.isNone else { continue }
        losses.append(try weight.regularizer.call(.object(variable)))
      }
    } else {
      for loss in try allLosses() { losses.append(try summed(loss)) }
    }
    guard let first = losses.first else {
      throw Raise.value("No loss to compute. Provide a `loss` argument in `compile()`.")
    }
    if losses.count == 1 { return first }
    return try context.tensorFlow("reduce_sum", [try context.tensorFlow("stack", [.list(losses)])])
  }

  private func summed(_ loss: PyValue) throws(Raise) -> PyValue {
    KerasNest.lengths(of: loss)?.isEmpty ?? true
      ? loss : try context.tensorFlow("reduce_sum", [loss])
  }
}
