import Engine

/// One trace of a function: a graph for one kind of arguments.
package final class ConcreteFunction: PyObject {
  let function: TracedFunction
  let graph: GraphBuilder
  /// The arguments with symbolic tensors in the places of tensors.
  let arguments: FunctionArguments
  let inputs: [SymbolicTensor]
  let variables: [VariableObject]
  /// What the function gives back, in its structure.
  let outputs: PyValue
  private let scope: String
  private var kernels = FunctionKernels()

  init(
    _ function: TracedFunction, _ graph: GraphBuilder, arguments: FunctionArguments,
    inputs: [SymbolicTensor], variables: [VariableObject], outputs: PyValue
  ) {
    self.function = function
    self.graph = graph
    self.arguments = arguments
    self.inputs = inputs
    self.variables = variables
    self.outputs = outputs
    scope = graph.picture.name
    super.init(.concreteFunction)
  }

  var context: RunContext { graph.context }

  // MARK: Calls

  package override var isCallable: Bool { true }

  package override func call(_ given: Arguments) throws(Raise) -> PyValue {
    var bound = try boundLoosely(given)
    try checkFixed(bound, given)
    var place = 0
    for index in bound.items.indices {
      bound.items[index].value = try GraphNest.map(bound.items[index].value) { leaf throws(Raise) in
        guard place < inputs.count else { return leaf }
        if leaf.object is VariableObject || leaf.isNone { return leaf }
        let spec = inputs[place].signature
        if leaf.object is SymbolicTensor {
          place += 1
          return leaf
        }
        guard
          leaf.object is TensorObject || leaf.isNumber || leaf.object is ArrayObject
            || leaf.object is NumPyScalar || leaf.text != nil
        else { return leaf }
        if !(leaf.object is TensorObject), isFixed(bound.items[index].name) { return leaf }
        place += 1
        return try checked(leaf, spec, place - 1)
      }
    }
    return try call(bound)
  }

  /// A plain value of the trace may be given again, but no other one.
  private func checkFixed(_ bound: FunctionArguments, _ given: Arguments) throws(Raise) {
    for (old, new) in zip(arguments.items, bound.items)
    where !GraphNest.containsTensors(old.value) && described(old.value) != described(new.value) {
      let positional = try PyValue.tuple(given.positional).repr()
      let keywords = DictObject()
      for (name, value) in given.named { keywords.set(text: name, value) }
      throw Raise.type(
        "Binding inputs to tf.function failed due to `Can not cast \(try new.value.repr()) to "
          + "\(described(old.value))`. Received args: \(positional) and kwargs: "
          + "\(try PyValue.object(keywords).repr()) for signature: \(signatureText).")
    }
  }

  /// `(x: TensorSpec(…), n: Literal[2]) -> TensorSpec(…)`.
  private var signatureText: String {
    let parameters = arguments.items.map { "\($0.name): \(described($0.value))" }
    return "(\(parameters.joined(separator: ", "))) -> \(described(outputs))"
  }

  /// Whether a parameter was a plain value while tracing.
  private func isFixed(_ name: String) -> Bool {
    guard let item = arguments.items.first(where: { $0.name == name }) else { return false }
    return !GraphNest.containsTensors(item.value)
  }

  private func boundLoosely(_ given: Arguments) throws(Raise) -> FunctionArguments {
    // Plain values of the trace need not be given again.
    var named: [String: PyValue] = [:]
    for (name, value) in given.named { named[name.text] = value }
    var items = arguments.items
    let open = items.indices.filter { GraphNest.containsTensors(items[$0].value) }
    let places = given.count == items.count ? Array(items.indices) : open
    guard given.count <= max(places.count, items.count) else {
      throw Raise.type(
        "\(graph.picture.name)(\(arguments.items.map(\.name).joined(separator: ", "))) takes "
          + "\(open.count) positional arguments, got \(given.count).")
    }
    for index in 0..<given.count where index < places.count {
      items[places[index]].value = given[index]
    }
    var isSet = Set(places.prefix(given.count))
    for index in items.indices {
      if let value = named[items[index].name] {
        items[index].value = value
        isSet.insert(index)
      }
    }
    let missing = open.filter { !isSet.contains($0) }.map { "'\(items[$0].name)'" }
    if !missing.isEmpty {
      throw Raise.type(
        "\(graph.picture.name)(\(items.map(\.name).joined(separator: ", "))) missing required "
          + "arguments: \(missing.joined(separator: ", ")).")
    }
    return FunctionArguments(items: items)
  }

  private func checked(
    _ leaf: PyValue, _ spec: PartialSignature, _ place: Int
  ) throws(Raise) -> PyValue {
    let tensor: Tensor
    if leaf.object is TensorObject {
      tensor = try context.tensor(leaf)
    } else {
      tensor = context.recorded(try context.tensor(leaf, .dtype(spec.dtype)))
    }
    guard tensor.dtype == spec.dtype else {
      let name = "__inference_\(graph.picture.name)_1"
      throw Raise(
        tensorFlow: "InvalidArgumentError",
        "cannot compute \(name) as input #\(place)(zero-based) was expected to be a "
          + "\(spec.dtype.kernelName) tensor but is a \(tensor.dtype.kernelName) tensor "
          + "[Op:\(name)]")
    }
    return leaf.object is TensorObject ? leaf : context.box(tensor)
  }

  /// Runs the graph on arguments that fit it, or adds the call to the graph that is being built.
  func call(_ bound: FunctionArguments) throws(Raise) -> PyValue {
    let leaves = bound.items.flatMap { GraphNest.tensors(in: $0.value) }
    if let outer = context.graph { return try outer.callFunction(self, leaves) }
    let room = kernels.room(epoch: context.random.kernels.epoch, isFollowed: isFollowed)
    return try context.random.inside(room) { () throws(Raise) in try run(leaves, nil) }
  }

  /// Whether a tape may ask for gradients of a call now.
  private var isFollowed: Bool {
    let tapes = context.recording.activeTapes.filter(\.isRecording)
    guard !tapes.isEmpty else { return false }
    return graph.variables.contains(where: \.variable.isTrainable)
      || tapes.contains { !$0.watchedNodes.isEmpty || !$0.watchedByName.isEmpty }
  }

  /// Runs the graph on the tensors and variables among the arguments.
  func run(_ leaves: [PyValue], _ parent: GraphRun?) throws(Raise) -> PyValue {
    let recording = context.recording
    let before = recording.enterScope(context.path(entering: scope))
    let span = context.currentSpan
    defer {
      recording.scope = before
      context.leavePath()
      context.currentSpan = span
    }
    let run = GraphRun(graph, parent: parent)
    var given = inputs[...]
    var traced = variables[...]
    var seen: Set<ObjectIdentifier> = []
    for leaf in leaves {
      if let variable = leaf.cast(VariableObject.self) {
        guard seen.insert(ObjectIdentifier(variable.variable)).inserted,
          let old = traced.popFirst()
        else { continue }
        run.variables[old.variable.number] = variable
      } else if let tensor = given.popFirst() {
        run.set(tensor, leaf)
      }
    }
    try run.runAll(for: outputs)
    return try GraphNest.map(outputs) { leaf throws(Raise) in try run.value(of: leaf) }
  }

  /// What an output reaches through a call with these tensors and variables.
  func reach(of output: SymbolicTensor, _ leaves: [PyValue]) -> Reach {
    var symbols = leaves.filter { !($0.object is VariableObject) }[...]
    let given = inputs.map { _ in symbols.popFirst() }
    let found = graph.reach(of: output)
    var result = Reach([])
    for tensor in found.tensors where tensor.graph === graph {
      if let place = inputs.firstIndex(where: { $0 === tensor }),
        let symbol = given[place]?.cast(SymbolicTensor.self)
      {
        result.tensors.append(symbol)
      }
    }
    let actual = leaves.compactMap { $0.cast(VariableObject.self) }
    for variable in found.variables {
      if let place = variables.firstIndex(where: { $0.variable === variable.variable }) {
        if place < actual.count { result.variables.append(actual[place]) }
      } else {
        result.variables.append(variable)
      }
    }
    return result
  }

  // MARK: Text

  var text: String {
    var lines = ["Input Parameters:"]
    if arguments.items.isEmpty { lines.append("  None") }
    for item in arguments.items {
      let kind =
        item.kind == .keyword ? "KEYWORD_ONLY" : "POSITIONAL_OR_KEYWORD"
      lines.append("  \(item.name) (\(kind)): \(described(item.value))")
    }
    lines += ["Output Type:", "  \(described(outputs))", "Captures:"]
    let captures = captureLines
    return (lines + (captures.isEmpty ? ["  None"] : captures)).joined(separator: "\n")
  }

  private var captureLines: [String] {
    graph.variables.filter { variable in !variables.contains { $0 === variable } }.map {
      "  \($0.identityHash): TensorSpec(shape=(), dtype=tf.resource, name=None)"
    }
      + graph.constants.map {
        "  \($0.identityHash): TensorSpec(shape=\($0.tensor.shape), "
          + "dtype=tf.\($0.tensor.dtype.name), name=None)"
      }
  }

  private func described(_ value: PyValue) -> String {
    if let tensor = value.cast(SymbolicTensor.self) {
      return "TensorSpec(shape=\(tensor.shape), dtype=tf.\(tensor.dtype.name), name=None)"
    }
    if let variable = value.cast(VariableObject.self)?.variable {
      return "VariableSpec(shape=\(variable.shape), dtype=tf.\(variable.dtype.name), "
        + "trainable=\(variable.isTrainable ? "True" : "False"), alias_id=0)"
    }
    guard case .object(let object) = value else {
      return value.isNone ? "None" : "Literal[\((try? value.repr()) ?? "")]"
    }
    switch object.kind {
    case .list:
      return "List[" + items(value) + "]"
    case .tuple: return "Tuple[" + items(value) + "]"
    case .dict:
      let pairs = unsafeDowncast(object, to: DictObject.self).pairs.map {
        "[\((try? $0.0.repr()) ?? ""), \(described($0.1))]"
      }
      return "Dict[" + pairs.joined(separator: ", ") + "]"
    case .string: return "Literal[\((try? value.repr()) ?? "")]"
    default: return "Reference<\(object.type.name)>"
    }
  }

  private func items(_ value: PyValue) -> String {
    ((try? value.items()) ?? []).map { "[\(described($0))]" }.map {
      String($0.dropFirst().dropLast())
    }.joined(separator: ", ")
  }

  package override func str() throws(Raise) -> String { "ConcreteFunction " + text }

  package override func repr() throws(Raise) -> String {
    "<ConcreteFunction \(signatureText) at \(addressText)>"
  }

  var structuredInputs: PyValue {
    let items = arguments.items.map { item in
      (
        item,
        (try? GraphNest.map(item.value) { leaf in
          guard let tensor = leaf.cast(SymbolicTensor.self) else { return leaf }
          return .object(TensorSpecObject(tensor.signature, name: item.name))
        }) ?? item.value
      )
    }
    let keywords = DictObject()
    for (item, value) in items where item.kind == .keyword {
      keywords.set(text: Symbol(item.name), value)
    }
    return .tuple([
      .tuple(items.filter { $0.0.kind != .keyword }.map(\.1)), .object(keywords),
    ])
  }
}

extension ConcreteFunction {
  private static func of(_ value: PyValue) throws(Raise) -> ConcreteFunction {
    guard let function = value.cast(ConcreteFunction.self) else {
      throw Raise.type("expected a ConcreteFunction, got '\(value.typeName)'")
    }
    return function
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("graph") { value throws(Raise) in .object(try of(value).graph.object) },
    .property("inputs") { value throws(Raise) in .list(try of(value).inputs.map(\.value)) },
    .property("outputs") { value throws(Raise) in
      .list(GraphNest.tensors(in: try of(value).outputs))
    },
    .property("structured_outputs") { value throws(Raise) in try of(value).outputs },
    .property("structured_input_signature") { value throws(Raise) in
      try of(value).structuredInputs
    },
    .property("captured_inputs") { value throws(Raise) in
      let function = try of(value)
      return .list(function.graph.constants.map { .object($0) })
    },
    .property("variables") { value throws(Raise) in
      .tuple(try of(value).graph.variables.map { .object($0) })
    },
    .property("trainable_variables") { value throws(Raise) in
      .tuple(
        try of(value).graph.variables.filter(\.variable.isTrainable).map { .object($0) })
    },
    .property("name") { value throws(Raise) in
      .object(BytesObject(Array("__inference_\(try of(value).graph.picture.name)_1".utf8)))
    },
    .method("pretty_printed_signature", "verbose=True") { a throws(Raise) in
      .string(try of(a[0]).text)
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let concreteFunction = TypeObject(
    "ConcreteFunction", module: "tensorflow.python.eager.polymorphic_function.concrete_function",
    members: ConcreteFunction.members)
}

extension GraphBuilder {
  /// A call of another traced function inside this graph.
  func callFunction(
    _ function: ConcreteFunction, _ leaves: [PyValue]
  ) throws(Raise) -> PyValue {
    if function.graph.hasEffects { noteEffect() }
    for variable in function.graph.variables
    where !function.variables.contains(where: { $0 === variable }) {
      note(variable)
    }
    let symbols = leaves.compactMap { $0.cast(SymbolicTensor.self) }
    for tensor in symbols { try check(tensor) }
    let outputs = GraphNest.tensors(in: function.outputs).compactMap {
      $0.cast(SymbolicTensor.self)
    }
    let isStateful = !function.graph.variables.isEmpty || function.graph.hasEffects
    let type = isStateful ? "StatefulPartitionedCall" : "PartitionedCall"
    let node = GraphNode(
      name: uniqueName(type), type: type, inputs: symbols.map { edge(to: $0) },
      controlInputs: controls.last ?? [], outputs: outputs.map(\.signature),
      span: context.currentSpan)
    let reaches = outputs.map { function.reach(of: $0, leaves) }
    let (place, random) = (KernelPlace(), context.random)
    let made = add(
      node, needs: symbols, samples: outputs.map { Sample($0.signature) }, reaches: reaches
    ) {
      run throws(Raise) in
      var values: [PyValue] = []
      for leaf in leaves { values.append(try run.value(of: leaf)) }
      return try random.inside(random.kernelRoom?.room(at: place)) { () throws(Raise) in
        GraphNest.tensors(in: try function.run(values, run))
      }
    }
    for tensor in symbols { note(tensor) }
    var rest = made.map(\.value)[...]
    return try GraphNest.map(function.outputs) { leaf in
      leaf.object is SymbolicTensor ? rest.popFirst() ?? leaf : leaf
    }
  }
}
