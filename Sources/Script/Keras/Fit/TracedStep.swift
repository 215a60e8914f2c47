import Engine

/// What a model does with one batch.
enum StepKind: String {
  case train = "train_step"
  case test = "test_step"
  case predict = "predict_step"

  var symbol: Symbol { Symbol(rawValue) }
}

/// A step of a model as one graph, traced once for each kind of batch and run for every one, as Keras
/// does it.
///
/// Only models with code of the lesson in them need one: what the code prints is printed once, and
/// no step runs it again.
final class TracedStep {
  private let function: TracedFunction
  /// Where the latest batches came from, whose form is known already.
  private weak var source: BatchSource?

  init(_ model: ModelInstance, _ kind: StepKind) {
    let context = model.context
    let body = NativeFunction(kind.rawValue, "data") { [unowned model] arguments throws(Raise) in
      let edition = model.keras.edition
      // What makes variables is traced once more, now that they are there.
      if edition.tracesTwice, kind == .train, context.graph != nil,
        try model.training?.optimizerWeights().isEmpty ?? false,
        context.variableCreation == .allowed
      {
        context.variableCreation = .used
      }
      return try model.step(kind, arguments[0])
    }
    var options = TracedFunction.Options()
    options.relaxesShapes = true
    options.names = ["data"]
    options.usesAutograph = model.keras.edition.convertsSteps
    function = TracedFunction(.object(body), options, context)
  }

  /// What the step gives for a batch of a source, whose batches are all of one form.
  func run(_ batch: BatchSource.Batch, of source: BatchSource?) throws(Raise) -> PyValue {
    if let source, self.source !== source {
      self.source = source
      if let form = try source.form {
        _ = try PyValue.object(function).attribute("get_concrete_function").call(form)
      }
    }
    return try PyValue.object(function).call(batch.data)
  }
}

extension ModelInstance {
  /// A step on data as the class has it: its own one, or that of Keras.
  func step(_ kind: StepKind, _ data: PyValue) throws(Raise) -> PyValue {
    if overrides(kind.symbol) { return try PyValue.object(self).attribute(kind.symbol).call(data) }
    let batch = try BatchSource.unpacked(data)
    switch kind {
    case .train: return try trainStep(batch)
    case .test: return try testStep(batch)
    case .predict: return try forward(batch.x, training: false).output
    }
  }

  /// The same as Keras runs it: by way of a graph where code of the lesson is in it.
  func runStep(
    _ kind: StepKind, _ batch: BatchSource.Batch, of source: BatchSource?
  ) throws(Raise) -> PyValue {
    let hasCode: Bool
    if let known = training?.runsLesson, kind != .predict {
      hasCode = known
    } else {
      hasCode = try runsLesson(in: kind)
    }
    if !isBuilt, !hasCode { try buildAhead(batch.x, of: source) }
    guard hasCode, !(training?.runsEagerly ?? false) else {
      return try context.scoped(kind.rawValue) { () throws(Raise) in try step(kind, batch.data) }
    }
    let traced = steps[kind] ?? TracedStep(self, kind)
    steps[kind] = traced
    return try traced.run(batch, of: source)
  }

  /// Whether code of the lesson runs in a step.
  func runsLesson(in kind: StepKind) throws(Raise) -> Bool {
    if overrides(kind.symbol) { return true }
    if kind != .predict {
      if overrides(KerasSymbols.computeLoss) || overrides(KerasSymbols.computeMetrics) {
        return true
      }
      if training?.hasLessonParts ?? false { return true }
    }
    return try runsLesson()
  }
}

extension LayerInstance {
  /// Whether code of the lesson runs in a call.
  final func runsLesson() throws(Raise) -> Bool {
    if type.lookup(KerasSymbols.call)?.isNative == false { return true }
    if behavior?.runsLesson == true { return true }
    for variable in held.trainable where variable.weight?.regularizer.object?.type.isLesson ?? false
    {
      return true
    }
    try sync()
    for layer in held.layers where try layer.runsLesson() { return true }
    return false
  }
}
