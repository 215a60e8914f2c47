import Engine

/// Keras 3, which TensorFlow 2.16 and later bring along.
struct Keras3: KerasEdition {
  var number: Int { 3 }
  var version: String? { "3.15.1" }
  var names: KerasNames { .three }

  // MARK: Weights

  var weightsAreVariables: Bool { false }
  var locksState: Bool { true }

  func path(of name: String, in keras: KerasState) -> String {
    keras.path.isEmpty ? name : "\(keras.path)/\(name)"
  }

  func nameOfWeight(_ keras: KerasState) -> String { keras.automaticName("variable") }

  var weightParameters: [String] { ["shape", "initializer", "dtype"] }

  /// Own weights first, then those of the layers inside; each once.
  func weights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    var found: [VariableObject] = []
    var seen: Set<ObjectIdentifier> = []
    func collect(_ layer: LayerInstance) throws(Raise) {
      try layer.sync()
      for variable in layer.held.trainable where seen.insert(ObjectIdentifier(variable)).inserted {
        found.append(variable)
      }
      for variable in layer.held.nonTrainable
      where seen.insert(ObjectIdentifier(variable)).inserted {
        found.append(variable)
      }
      for inner in layer.held.layers { try collect(inner) }
    }
    try collect(layer)
    return found
  }

  func trainableWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    guard layer.isTrainable else { return [] }
    return try weights(of: layer).filter { $0.weight?.isTrainable ?? $0.variable.isTrainable }
  }

  func otherWeights(of layer: LayerInstance) throws(Raise) -> [VariableObject] {
    guard layer.isTrainable else { return try weights(of: layer) }
    return try weights(of: layer).filter { !($0.weight?.isTrainable ?? $0.variable.isTrainable) }
  }

  func setTrainable(_ value: Bool, of layer: LayerInstance) throws(Raise) {
    layer.isTrainable = value
    try layer.sync()
    for variable in layer.held.trainable { variable.weight?.isTrainable = value }
    for inner in layer.held.layers { try setTrainable(value, of: inner) }
  }

  func seed(_ context: RunContext) -> Int { context.pythonSeed() }
  var seedsLazily: Bool { false }
  func setSeed(_ seed: Int, _ context: RunContext) throws(Raise) {}

  // MARK: Layers and models

  func automaticName(for type: TypeObject, _ keras: KerasState) -> String {
    keras.automaticName(type.name.kerasStem)
  }

  func inputName(before layer: LayerInstance?, _ keras: KerasState) -> String {
    keras.automaticName("input_layer")
  }

  var buildMarksBuilt: Bool { true }
  var triesModelsOut: Bool { true }
  var tracesTwice: Bool { false }
  var convertsSteps: Bool { false }
  func passedOn(_ input: PyValue) -> PyValue? { nil }
  var rowsAreScopes: Bool { true }

  var inputShapeWarning: String? {
    "UserWarning: Do not pass an `input_shape`/`input_dim` argument to a layer. When using "
      + "Sequential models, prefer using an `Input(shape)` object as the first layer in the model "
      + "instead."
  }

  func explained(_ fault: LayerFault) -> String {
    let title = "\(fault.layer.type.name).call()"
    return "Exception encountered when calling \(title).\n\n\u{1b}[1m\(fault.message)\u{1b}[0m\n\n"
      + "Arguments received by \(title):\n" + fault.arguments.joined(separator: "\n")
  }

  func misfit(_ place: Int, _ spec: InputSpecification, _ layer: LayerInstance) -> String {
    "Input \(place) with name '\(spec.name ?? "None")' of layer '\(layer.name)' is incompatible "
      + "with the layer: "
  }

  func text(of tensor: KerasTensor) throws(Raise) -> (str: String, repr: String) {
    let text =
      "<KerasTensor shape=\(try tensor.shapeValue.repr()), dtype=\(tensor.dtype.name), "
      + "sparse=False, ragged=False, name=\(tensor.name)>"
    return (text, text)
  }

  func text(of layer: LayerInstance) -> String? {
    "<\(layer.type.name) name=\(layer.name), built=\(layer.isBuilt ? "True" : "False")>"
  }

  func attribute(_ name: String, of layer: LayerInstance) throws(Raise) -> PyValue? { nil }

  func build(_ model: ModelInstance, _ shape: PyValue) throws(Raise) {
    try model.sync()
    guard model.functional == nil, model.held.layers.contains(where: { !$0.isBuilt }) else {
      return
    }
    model.context.warn(
      "UserWarning: `build()` was called on layer '\(model.name)', however the layer does not "
        + "have a `build()` method implemented and it looks like it has unbuilt state. This will "
        + "cause the layer to be marked as built, despite not being actually built, which may "
        + "cause failures down the line. Make sure to implement a proper `build()` method.")
  }

  func configuration(of layer: LayerInstance) throws(Raise) -> DictObject {
    let config = layer.baseConfiguration()
    for name in layer.settingNames {
      config.set(
        text: Symbol(name),
        try layer.context.kerasConfiguration(of: layer.ownAttribute(Symbol(name)) ?? .none))
    }
    return config
  }

  func showSummary(of model: ModelInstance, _ options: SummaryOptions) throws(Raise) {
    try ModelSummary(model, options).show()
  }

  func operation(named name: String) -> (type: String?, title: String?) { (nil, nil) }

  func call(
    _ function: NativeFunction, _ module: String, _ arguments: Arguments, _ context: RunContext
  ) throws(Raise) -> PyValue {
    throw KerasTensor.refusal
  }

  // MARK: Training

  var spareOpening: SpareOpening { .afterEpoch }
  var readsLists: Bool { false }
  var shufflesAnew: Bool { false }
  var sortsResults: Bool { true }
  func metricsNames(of model: ModelInstance) throws(Raise) -> [String] {
    var names: [String] = []
    for metric in try model.reportedMetrics() {
      names.append(try metric.attribute(KerasSymbols.name).str())
    }
    return names
  }

  func bar(_ moment: ProgressMoment) -> ProgressLine { ProgressLine.keras3(moment) }

  func line(_ moment: ProgressMoment) -> String {
    "\(moment.counter) - \(moment.elapsedText)s -\(moment.stepText)"
      + moment.results(byMagnitude: false)
  }

  // MARK: Losses, metrics and optimizers

  func guarded(_ probability: PyValue, _ math: KerasMath) throws(Raise) -> PyValue { probability }

  func hardSigmoidLine(_ x: PyValue, _ math: KerasMath) throws(Raise) -> PyValue {
    try math.divide(try math.tf("nn.relu6", try math.add(x, .float(3))), .float(6))
  }

  var initializersTellAxes: Bool { true }

  var reductions: [String] {
    ["sum_over_batch_size", "sum", "none", "mean", "mean_with_sample_weight"]
  }
  var defaultReduction: String { "sum_over_batch_size" }

  func text(of metric: MetricInstance) -> String { "<\(metric.type.name) name=\(metric.title)>" }

  func optimizerName(_ type: TypeObject, _ context: RunContext) -> String {
    context.automaticName(type.name)
  }

  func idleSlots(_ rule: OptimizerRule) -> [String] { [] }

  func slotName(
    _ slot: String, of variable: VariableObject, _ optimizer: OptimizerInstance
  ) -> String {
    let path = optimizer.context.weightPath(variable).map { $0 == "/" || $0 == ":" ? "_" : $0 }
    return String(path) + "_" + slot
  }

  func listed(_ optimizer: OptimizerInstance) -> [PyValue] { optimizer.kept }

  func answer(_ optimizer: OptimizerInstance) -> PyValue {
    PyValue(optimizer.iteration.map { .object($0) })
  }

  var dropsByOps: Bool { false }
  var rateMayBeWhole: Bool { false }
  var addsRowsFirst: Bool { false }
  var optimizerMembers: [NativeMember] { [] }

  func configuration(of optimizer: OptimizerInstance) throws(Raise) -> DictObject {
    let config = DictObject()
    config.set(text: "name", optimizer.setting("name"))
    config.set(text: "learning_rate", try optimizer.rateSetting())
    for name in OptimizerClasses.told { config.set(text: Symbol(name), optimizer.setting(name)) }
    return config
  }

  func defaults(of optimizer: String) -> [String: PyValue] { [:] }
}
