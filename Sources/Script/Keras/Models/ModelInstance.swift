import Engine

/// A model: `keras.Model` and the classes below it, `Sequential` and `Functional` among them.
package final class ModelInstance: LayerInstance {
  enum Kind { case subclassed, sequential, functional }

  @exclusivity(unchecked) var form = Kind.subclassed
  /// What it computes; for a `Sequential` from when it is built.
  @exclusivity(unchecked) var functional: FunctionalGraph?
  /// What `compile` was told, and what training keeps.
  @exclusivity(unchecked) var training: ModelTraining?
  /// Steps as graphs, where code of the lesson is in them.
  @exclusivity(unchecked) var steps: [StepKind: TracedStep] = [:]
  /// What callbacks set to end `fit`.
  @exclusivity(unchecked) var stopsTraining = false

  override var graph: FunctionalGraph? { functional }

  override func empty() {
    super.empty()
    (functional, training, steps) = (nil, nil, [:])
  }

  override var locksState: Bool { form == .subclassed && super.locksState }

  override var nativeCallForm: CallForm {
    if form == .subclassed { return .anything }
    return keras.edition.number == 2 ? ModelInstance.olderGraphForm : ModelInstance.graphForm
  }

  nonisolated(unsafe) private static let graphForm = CallForm(
    [Symbol("inputs"), KerasSymbols.training, KerasSymbols.mask], [.unbound, .none, .none],
    positional: 3, hasRest: false, hasKeywords: true)
  nonisolated(unsafe) private static let olderGraphForm = CallForm(
    [Symbol("inputs"), KerasSymbols.training, KerasSymbols.mask], [.unbound, .none, .none],
    positional: 3, hasRest: false, hasKeywords: true, isOfGraph: true)

  static func model(_ value: PyValue) throws(Raise) -> ModelInstance {
    guard let model = value.cast(ModelInstance.self) else {
      throw Raise.type("expected a Keras model, got '\(value.typeName)'")
    }
    return model
  }

  /// The layers that the model shows.
  func shownLayers() throws(Raise) -> [LayerInstance] {
    try sync()
    switch form {
    case .sequential: return addedLayers
    case .functional:
      return (functional?.layers ?? []).filter {
        ($0.behavior as? KerasOperation)?.isShown ?? true
      }
    case .subclassed: return try flattenedLayers(includingSelf: false, isDeep: false)
    }
  }

  // MARK: Functional

  /// Becomes the model between tensors.
  func start(inputs: PyValue, outputs: PyValue) throws(Raise) {
    let graph = try FunctionalGraph(inputs, outputs, keras.edition)
    functional = graph
    if form == .subclassed { form = .functional }
    for layer in graph.layers where !(layer.behavior is KerasOperation) {
      if !held.layers.contains(where: { $0 === layer }) { held.layers.append(layer) }
    }
    isBuilt = true
    inputSpecs = specifications(graph)
  }

  private func specifications(_ graph: FunctionalGraph) -> [InputSpecification] {
    graph.inputTensors.map { tensor in
      InputSpecification(
        name: tensor.origin?.node.layer.name, shape: [nil] + tensor.shape.dropFirst(),
        squeezesLastAxis: true)
    }
  }

  /// Runs the calls of a functional model on inputs that are brought into its form.
  func runGraph(_ graph: FunctionalGraph, _ input: PyValue) throws(Raise) -> PyValue {
    if graph.inputTensors.count == 1, KerasNest.isTensor(input) {
      return try graph.run([try fitted(input, graph.inputTensors[0])])
    }
    var leaves: [PyValue] = []
    if let dict = input.cast(DictObject.self), graph.inputs.object?.kind != .dict {
      for tensor in graph.inputTensors {
        guard let value = dict.get(text: tensor.name) else { throw try mismatch(input, graph) }
        leaves.append(value)
      }
    } else {
      leaves = try Nest.leaves(of: input)
    }
    guard leaves.count == graph.inputTensors.count else { throw try mismatch(input, graph) }
    var values: [PyValue] = []
    for (place, leaf) in leaves.enumerated() {
      values.append(try fitted(leaf, graph.inputTensors[place]))
    }
    return try graph.run(values)
  }

  private func mismatch(_ input: PyValue, _ graph: FunctionalGraph) throws(Raise) -> Raise {
    let expected = try GraphNest.map(graph.inputs) { leaf in
      leaf.cast(KerasTensor.self).map { .string($0.name) } ?? leaf
    }
    let given = try GraphNest.map(input) { leaf throws(Raise) in
      guard let lengths = KerasNest.lengths(of: leaf) else { return leaf }
      return .string("Tensor(shape=\(try ShapeObject(lengths: lengths).str()))")
    }
    return Raise.value(
      "The structure of `inputs` doesn't match the expected structure.\nExpected: "
        + "\(try expected.str())\nReceived: inputs=\(try given.str())")
  }

  /// The value in the dtype and with the rank of the input.
  private func fitted(_ value: PyValue, _ wanted: KerasTensor) throws(Raise) -> PyValue {
    var value = value
    if let dtype = KerasNest.dtype(of: value), dtype != wanted.dtype {
      value = try context.tensorFlow("cast", [value, .string(wanted.dtype.name)])
    } else if !KerasNest.isTensor(value) {
      value = context.box(context.recorded(try context.tensor(value, .hint(wanted.dtype))))
    }
    guard let lengths = KerasNest.lengths(of: value), lengths.count != wanted.shape.count else {
      return value
    }
    if lengths.count == wanted.shape.count + 1, lengths.last == 1 {
      return try context.tensorFlow("squeeze", [value, .list([.int(-1)])])
    }
    if lengths.count == wanted.shape.count - 1, wanted.shape.last == 1 {
      return try context.tensorFlow("expand_dims", [value, .int(-1)])
    }
    throw Raise.value(
      "Invalid input shape for input \(try value.str()) with name '\(wanted.name)' and path ''. "
        + "Expected shape \(try wanted.shapeValue.repr()), but input has incompatible shape "
        + "\(try ShapeObject(lengths: lengths).str())")
  }
}
