import Engine

/// One call of a layer on tensors of a functional model.
final class KerasNode {
  let layer: LayerInstance
  /// Arguments as they were written.
  let positional: [PyValue]
  let named: [(Symbol, PyValue)]
  /// The tensors among the arguments, in order.
  let inputs: [KerasTensor]
  private(set) var outputs: PyValue
  private(set) var outputTensors: [KerasTensor] = []

  init(
    _ layer: LayerInstance, _ positional: [PyValue], _ named: [(Symbol, PyValue)],
    outputs: PyValue
  ) throws(Raise) {
    self.layer = layer
    self.positional = positional
    self.named = named
    var inputs: [KerasTensor] = []
    for value in positional + named.map(\.1) {
      for leaf in try Nest.leaves(of: value) {
        if let tensor = leaf.cast(KerasTensor.self) { inputs.append(tensor) }
      }
    }
    self.inputs = inputs
    self.outputs = outputs
    for (place, leaf) in try Nest.leaves(of: outputs).enumerated() {
      guard let tensor = leaf.cast(KerasTensor.self) else { continue }
      tensor.origin = (self, place)
      outputTensors.append(tensor)
    }
    layer.nodes.append(self)
  }

  /// Whether it is where a model's input enters.
  var isInput: Bool { inputs.isEmpty }

  /// Layers whose outputs it reads.
  var parents: [KerasNode] { inputs.compactMap { $0.origin?.node } }
}

extension LayerInstance {
  /// A call on tensors of a functional model: works out what comes out, and keeps the call.
  final func callSymbolically(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)], _ bound: BoundCall, training: PyValue
  ) throws(Raise) -> PyValue {
    let outputs = try keras.scoped(name, self, isCall: true) { () throws(Raise) in
      try explaining(bound) { () throws(Raise) in
        try outputSpecification(positional, named, bound, training: training)
      }
    }
    isBuilt = true
    let node = try KerasNode(self, positional, named, outputs: outputs)
    return node.outputs
  }

  /// Tensors of a functional model that have the shapes of what a call would give.
  private func outputSpecification(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)], _ bound: BoundCall, training: PyValue
  ) throws(Raise) -> PyValue {
    if let method = type.lookup(KerasSymbols.computeOutputShape), !method.isNative {
      let shapes = try KerasNest.shapes(of: bound.first)
      let shape = try method.bound(to: self).call(shapes)
      return .object(
        KerasTensor(try ShapeObject.lengths(of: shape) ?? [], dtype, context))
    }
    let isNative = type.lookup(KerasSymbols.call)?.isNative ?? true
    if isNative, let behavior, bound.tensors.count <= 1 {
      let shapes = try KerasNest.shapes(of: bound.first)
      if let shape = try behavior.outputShape(shapes) {
        let first = try Nest.leaves(of: bound.first).compactMap { KerasNest.dtype(of: $0) }.first
        return .object(
          KerasTensor(
            try ShapeObject.lengths(of: shape) ?? [], behavior.outputDType(first ?? dtype), context)
        )
      }
    }
    return try context.symbolically(positional, named) { positional, named throws(Raise) in
      let bound = callForm.bind(positional, named) ?? bound
      return try runCall(positional, named, bound, training: training)
    }
  }

  /// `layer.compute_output_shape(…)`.
  final func outputShape(for shape: PyValue) throws(Raise) -> PyValue {
    if let behavior, type.lookup(KerasSymbols.call)?.isNative ?? true,
      let known = try behavior.outputShape(shape)
    {
      return known
    }
    guard behavior != nil || graph != nil else {
      throw notImplemented(
        "compute_output_shape", "Should implement `def compute_output_shape(self, input_shape)`.")
    }
    let input = try KerasNest.tensors(shaped: shape, dtype, context)
    let output = try context.symbolically([input], []) { positional, named throws(Raise) in
      let bound = callForm.bind(positional, named)
      guard let bound else { return .none }
      return try runCall(positional, named, bound, training: .none)
    }
    return try KerasNest.shapes(of: output)
  }

  /// The only tensor that went in, in functional models.
  final func onlyInput() throws(Raise) -> PyValue {
    if let graph { return graph.inputs }
    guard let node = nodes.first else {
      throw Raise.attribute(
        "The layer \(name) has never been called and thus has no defined input.")
    }
    if node.isInput { return node.outputs }
    return node.positional.first ?? node.named.first?.1 ?? .none
  }

  final func onlyOutput() throws(Raise) -> PyValue {
    if let graph { return graph.outputs }
    guard let node = nodes.first else {
      throw Raise.attribute(
        "The layer \(name) has never been called and thus has no defined output.")
    }
    return node.outputs
  }
}

extension KerasNest {
  /// Tensors of a functional model of given shapes.
  static func tensors(
    shaped shape: PyValue, _ dtype: DType, _ context: RunContext
  ) throws(Raise) -> PyValue {
    if isShape(shape) {
      return .object(KerasTensor(try ShapeObject.lengths(of: shape) ?? [], dtype, context))
    }
    if let dict = shape.cast(DictObject.self) {
      let made = DictObject()
      for (key, value) in dict.pairs {
        try made.set(key, try tensors(shaped: value, dtype, context))
      }
      return .object(made)
    }
    var items: [PyValue] = []
    for item in try shape.items() { items.append(try tensors(shaped: item, dtype, context)) }
    return shape.object?.kind == .tuple ? .tuple(items) : .list(items)
  }

  /// Whether a value is one shape and no structure of shapes.
  static func isShape(_ value: PyValue) -> Bool {
    if value.object is ShapeObject { return true }
    guard let kind = value.object?.kind, kind == .tuple || kind == .list,
      let items = try? value.contiguousItems()
    else { return false }
    return items.allSatisfy { $0.isNone || $0.smallInt != nil }
  }
}

extension RunContext {
  /// Makes a call on tensors of a functional model, in a graph that is thrown away, and gives tensors
  /// of a functional model for what came out.
  func symbolically(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)],
    _ body: (_ positional: [PyValue], _ named: [(Symbol, PyValue)]) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    let result = try traceScratch(positional, named, body)
    return try GraphNest.map(result) { leaf in
      guard KerasNest.isTensor(leaf), let dtype = KerasNest.dtype(of: leaf) else { return leaf }
      return .object(KerasTensor(KerasNest.lengths(of: leaf) ?? [], dtype, self))
    }
  }

  /// The same with the tensors of that graph.
  func traceScratch(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)],
    _ body: (_ positional: [PyValue], _ named: [(Symbol, PyValue)]) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    let graph = GraphBuilder(self, .function, name: "scratch_graph")
    func placed(_ value: PyValue) throws(Raise) -> PyValue {
      try GraphNest.map(value) { leaf in
        guard let tensor = leaf.cast(KerasTensor.self) else { return leaf }
        return graph.argument(
          tensor.name, PartialSignature(tensor.dtype, PartialShape(tensor.shape)))
      }
    }
    var values: [PyValue] = []
    for value in positional { values.append(try placed(value)) }
    var others: [(Symbol, PyValue)] = []
    for (name, value) in named { others.append((name, try placed(value))) }
    let state = beginTracing(graph, autograph: true)
    let creation = variableCreation
    variableCreation = .allowed
    defer {
      variableCreation = creation
      endTracing(state)
    }
    return try body(values, others)
  }
}

extension GraphBuilder {
  /// An argument of a graph that is not run, of which only the signature is known.
  func argument(_ name: String, _ signature: PartialSignature) -> PyValue {
    let made = add(
      GraphNode(
        name: uniqueName(name), type: "Placeholder", outputs: [signature],
        span: context.currentSpan),
      needs: [], samples: [Sample(signature)]
    ) { _ throws(Raise) in throw Raise.runtime("an argument of a function has no value") }
    dropStep()
    return made[0].value
  }
}
