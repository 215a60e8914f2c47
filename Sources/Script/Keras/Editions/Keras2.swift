import Engine

/// Keras 2, the package `tf_keras`, which lessons ask for by `TF_USE_LEGACY_KERAS`.
struct Keras2: KerasEdition {
  var number: Int { 2 }
  var version: String? { nil }
  var names: KerasNames { .two }

  // MARK: Weights

  var weightsAreVariables: Bool { true }
  var locksState: Bool { false }

  /// Weights are named by the calls around them; what metrics and optimizers keep is not.
  func path(of name: String, in keras: KerasState) -> String {
    if let owner = keras.scopes.last?.owner, !(owner is LayerInstance) { return name }
    return (keras.callScopes + [name]).joined(separator: "/")
  }

  func nameOfWeight(_ keras: KerasState) -> String { "Variable" }

  var weightParameters: [String] {
    ["name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint"]
  }

  func seed(_ context: RunContext) -> Int {
    context.keras.seeds.map { 1 + $0.below(1_000_000_000) } ?? context.pythonSeed()
  }

  var seedsLazily: Bool { true }

  func setSeed(_ seed: Int, _ context: RunContext) throws(Raise) {
    let made = RandomObject(RandomObject.type)
    try made.seed(.int(seed))
    context.keras.seeds = made
  }

  // MARK: Layers and models

  func automaticName(for type: TypeObject, _ keras: KerasState) -> String {
    keras.automaticName(type === keras.functionalType ? "model" : type.name.kerasStem)
  }

  func inputName(before layer: LayerInstance?, _ keras: KerasState) -> String {
    if let layer { return layer.name + "_input" }
    return "input_\(keras.uniqueNumber("input"))"
  }

  var buildMarksBuilt: Bool { false }
  var triesModelsOut: Bool { false }
  var tracesTwice: Bool { true }
  var convertsSteps: Bool { true }
  func passedOn(_ input: PyValue) -> PyValue? { input }
  var rowsAreScopes: Bool { false }
  var inputShapeWarning: String? { nil }

  func explained(_ fault: LayerFault) -> String {
    let title = "layer '\(fault.layer.name)' (type \(fault.layer.type.name))"
    return "Exception encountered when calling \(title).\n\n\(fault.message)\n\n"
      + "Call arguments received by \(title):\n" + fault.arguments.joined(separator: "\n")
  }

  func misfit(_ place: Int, _ spec: InputSpecification, _ layer: LayerInstance) -> String {
    "Input \(place) of layer \"\(layer.name)\" is incompatible with the layer: "
  }

  func text(of tensor: KerasTensor) throws(Raise) -> (str: String, repr: String) {
    let shape = try tensor.shapeValue.repr()
    let maker = tensor.origin?.node.layer.name ?? ""
    let isInput = tensor.origin?.node.isInput ?? true
    let name = isInput ? tensor.name : "\(tensor.name):0"
    return (
      "KerasTensor(type_spec=TensorSpec(shape=\(shape), dtype=tf.\(tensor.dtype.name), "
        + "name=\(isInput ? "'\(name)'" : "None")), name='\(name)', "
        + "description=\"created by layer '\(maker)'\")",
      "<KerasTensor: shape=\(shape) dtype=\(tensor.dtype.name) (created by layer '\(maker)')>"
    )
  }

  func text(of layer: LayerInstance) -> String? { nil }

  func attribute(_ name: String, of layer: LayerInstance) throws(Raise) -> PyValue? {
    if let model = layer as? ModelInstance, let found = model.olderAttribute(name) { return found }
    guard name == "input_shape" || name == "output_shape" else { return nil }
    guard let node = layer.nodes.first else {
      throw Raise.attribute(
        "The layer \"\(layer.name)\" has never been called and thus has no defined "
          + "\(name == "input_shape" ? "input" : "output") shape."
          + (name == "input_shape"
            ? " Note that the `input_shape` property is only available for Functional and "
              + "Sequential models." : ""))
    }
    if layer.behavior is InputLayer { return .list(node.outputTensors.map(\.shapeValue)) }
    let value = name == "input_shape" ? try layer.onlyInput() : node.outputs
    return try KerasNest.shapes(of: value)
  }

  /// Calls the model once in a graph that is thrown away, outside of its own scope.
  func build(_ model: ModelInstance, _ shape: PyValue) throws(Raise) {
    guard model.functional == nil else { return }
    let input = try KerasNest.tensors(shaped: shape, model.dtype, model.context)
    _ = try model.context.traceScratch([input], []) { positional, _ throws(Raise) in
      guard let bound = model.callForm.bind(positional, []) else { return .none }
      return try model.runCall(positional, [], bound, training: .none)
    }
    model.clearLosses()
  }

  func configuration(of layer: LayerInstance) throws(Raise) -> DictObject {
    let context = layer.context
    let config = DictObject()
    config.set(text: "name", .string(layer.name))
    config.set(text: "trainable", .bool(layer.isTrainable))
    config.set(text: "dtype", .string(layer.dtype.name))
    if let shape = layer.givenInputShape {
      config.set(text: "batch_input_shape", .tuple([.none] + (try shape.items())))
    }
    for name in layer.settingNames where name != "quantization_config" {
      if name == "kernel_constraint", layer.settingNames.contains("bias_regularizer") {
        config.set(
          text: "activity_regularizer",
          try context.kerasConfiguration(of: layer.activityRegularizer))
      }
      config.set(
        text: Symbol(name),
        try context.kerasConfiguration(of: layer.ownAttribute(Symbol(name)) ?? .none))
    }
    return config
  }

  func showSummary(of model: ModelInstance, _ options: SummaryOptions) throws(Raise) {
    try Keras2Summary(model, options).show()
  }

  func operation(named name: String) -> (type: String?, title: String?) {
    switch name {
    case "add": ("TFOpLambda", "tf.__operators__.add")
    case "getitem": ("SlicingOpLambda", "tf.__operators__.getitem")
    case "matmul": ("TFOpLambda", "tf.linalg.matmul")
    default: ("TFOpLambda", "tf.math.\(name)")
    }
  }

  func call(
    _ function: NativeFunction, _ module: String, _ arguments: Arguments, _ context: RunContext
  ) throws(Raise) -> PyValue {
    try Keras2Operation(function, module).call(arguments, context)
  }

  // MARK: Training

  var spareOpening: SpareOpening { .beforeFirst }
  var readsLists: Bool { true }
  var shufflesAnew: Bool { true }
  var sortsResults: Bool { false }

  /// Nothing before the first step.
  func metricsNames(of model: ModelInstance) throws(Raise) -> [String] {
    model.training?.hasTaken == true ? try model.metricNames() : []
  }

  func bar(_ moment: ProgressMoment) -> ProgressLine { ProgressLine.keras2(moment) }

  func line(_ moment: ProgressMoment) -> String {
    let perStep = ProgressMoment.duration(moment.elapsed / Double(max(moment.target ?? 1, 1)))
    return "\(moment.counter) - \(moment.elapsedText)s" + moment.results(byMagnitude: false)
      + " -\(ProgressMoment.duration(moment.elapsed))/epoch -\(perStep)/step"
  }

  // MARK: Losses, metrics and optimizers

  func guarded(_ probability: PyValue, _ math: KerasMath) throws(Raise) -> PyValue {
    try math.add(probability, .float(math.epsilon))
  }

  func hardSigmoidLine(_ x: PyValue, _ math: KerasMath) throws(Raise) -> PyValue {
    try math.clip(try math.add(try math.multiply(x, .float(0.2)), .float(0.5)), 0, 1)
  }

  var initializersTellAxes: Bool { false }

  var reductions: [String] { ["auto", "none", "sum", "sum_over_batch_size"] }
  var defaultReduction: String { "auto" }

  func text(of metric: MetricInstance) -> String {
    "\(metric.type.name)(name=\(metric.title),dtype=\(metric.dtype.name))"
  }

  func slotName(
    _ slot: String, of variable: VariableObject, _ optimizer: OptimizerInstance
  ) -> String {
    "\(optimizer.title)/\(Keras2.shortSlot(slot, optimizer))/\(variable.variable.name)"
  }

  /// Momenta and the like have names of one letter.
  private static func shortSlot(_ slot: String, _ optimizer: OptimizerInstance) -> String {
    guard let row = optimizer.row, row.className != "RMSprop" else { return slot }
    switch slot {
    case "momentum": return "m"
    case "velocity": return "v"
    case "velocity_hat": return "vhat"
    case "norm": return "u"
    default: return slot
    }
  }

  func optimizerName(_ type: TypeObject, _ context: RunContext) -> String { type.name }

  /// Plain descent has its momentum, unused.
  func idleSlots(_ rule: OptimizerRule) -> [String] {
    if case .descent(momentum: 0, _) = rule { return ["momentum"] }
    return []
  }

  func listed(_ optimizer: OptimizerInstance) -> [PyValue] {
    optimizer.kept.filter { !$0.isSame(as: optimizer.rate) && !optimizer.isShared($0) }
  }

  func answer(_ optimizer: OptimizerInstance) -> PyValue {
    PyValue(optimizer.iteration?.unread)
  }

  var dropsByOps: Bool { true }
  var rateMayBeWhole: Bool { true }
  var addsRowsFirst: Bool { true }

  func configuration(of optimizer: OptimizerInstance) throws(Raise) -> DictObject {
    let config = DictObject()
    config.set(text: "name", optimizer.setting("name"))
    for name in OptimizerClasses.told
    where name != "loss_scale_factor" && name != "gradient_accumulation_steps" {
      config.set(text: Symbol(name), optimizer.setting(name))
    }
    config.set(text: "jit_compile", .bool(false))
    config.set(text: "is_legacy_optimizer", .bool(false))
    var rate = try optimizer.rateSetting()
    if let weight = optimizer.rate.cast(VariableObject.self) {
      rate = optimizer.context.readOut(weight.variable.value)
    }
    config.set(text: "learning_rate", rate)
    return config
  }

  func defaults(of optimizer: String) -> [String: PyValue] {
    optimizer == "RMSprop" ? ["ema_overwrite_frequency": .int(100)] : [:]
  }

  var optimizerMembers: [NativeMember] { OptimizerClasses.keras2Members }
}
