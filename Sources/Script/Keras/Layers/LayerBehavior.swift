import Engine

/// The arguments of a built-in layer's call beside its input.
struct LayerCall {
  private let bound: BoundCall?
  /// `True`, `False`, a tensor, or `None`.
  let training: PyValue

  init(_ bound: BoundCall?, training: PyValue) {
    self.bound = bound
    self.training = training
  }

  /// Another argument by its name, `unbound` where it was left out.
  func argument(_ name: String) -> PyValue { bound?[Symbol(name)] ?? .unbound }

  /// Whether the layer is told to train.
  var isTraining: Bool {
    get throws(Raise) { training.isNone ? false : try training.truth() }
  }
}

/// What a built-in layer does; one for each layer, beside the instance that holds name and weights.
class LayerBehavior {
  unowned(unsafe) let layer: LayerInstance

  init(_ layer: LayerInstance) { self.layer = layer }

  final var context: RunContext { layer.context }

  /// The names of `call`'s parameters.
  var callParameters: [String] { ["inputs"] }
  /// Whether arrays among the arguments become tensors.
  var convertsInputs: Bool { true }
  /// Whether plain values may be given by position.
  var takesPlainArguments: Bool { false }

  /// Whether the first call says of which shapes it is, though there is nothing to build.
  var notesShapes: Bool { false }

  /// Whether a call runs a function of the lesson.
  var runsLesson: Bool { false }

  /// Makes weights for inputs of a shape.
  func build(_ shape: PyValue) throws(Raise) {}

  /// Computes; the input is a tensor or a structure of tensors, perhaps of a graph.
  func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue { input }

  /// The shape of the output where it can be told from that of the input; `nil` where it has to be
  /// tried out.
  func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? { nil }

  /// The dtype of the output of a symbolic call.
  func outputDType(_ input: DType) -> DType { layer.dtype }

  /// An attribute that is no own one of the instance.
  func attribute(_ name: String) throws(Raise) -> PyValue? { nil }

  /// Changes settings before they are handed out as a configuration.
  func adjust(_ config: DictObject) throws(Raise) {}
}

extension LayerBehavior {
  /// The layer's own attribute, such as one of its settings.
  final func setting(_ name: String) -> PyValue { layer.ownAttribute(Symbol(name)) ?? .none }

  /// Keeps an attribute.
  final func set(_ name: String, _ value: PyValue) {
    layer.setOwnAttribute(Symbol(name), value)
  }

  /// Makes a weight and keeps it as the attribute of its name.
  @discardableResult
  final func weight(
    _ name: String, _ lengths: [Int], initializer: String, isTrainable: Bool = true,
    regularizer: String? = nil, constraint: String? = nil
  ) throws(Raise) -> VariableObject {
    let variable = try layer.makeWeight(
      name, shape: .tuple(lengths.map { .int($0) }), setting(initializer), layer.dtype,
      isTrainable: isTrainable)
    if let regularizer { variable.weight?.regularizer = setting(regularizer) }
    if let constraint { variable.weight?.constraint = setting(constraint) }
    set(name, .object(variable))
    return variable
  }

  /// Reads settings that name objects of another module, and keeps the objects.
  final func resolve(_ names: [String], _ kind: String) throws(Raise) {
    for name in names { set(name, try context.kerasObject(setting(name), kind)) }
  }

  /// The lengths of one input's shape.
  final func lengths(_ shape: PyValue) throws(Raise) -> [Int?] {
    try ShapeObject.lengths(of: shape) ?? []
  }

  final func tuple(_ lengths: [Int?]) -> PyValue {
    .tuple(lengths.map { PyValue($0.map { .int($0) }) })
  }

  final func int(_ name: String) throws(Raise) -> Int { try context.int(setting(name)) }
  final func flag(_ name: String) throws(Raise) -> Bool { try setting(name).truth() }
}
