import Engine

/// Traces a function: calls it once with symbolic tensors, so that what it does becomes a graph.
final class FunctionTracer {
  private let function: TracedFunction
  private let key: TraceKey
  private(set) var createdVariables = false

  init(_ function: TracedFunction, _ key: TraceKey) {
    self.function = function
    self.key = key
  }

  private var context: RunContext { function.context }

  func trace(
    _ arguments: FunctionArguments, mayCreateVariables: Bool
  ) throws(Raise) -> ConcreteFunction {
    let graph = GraphBuilder(context, .function, name: function.name, outer: context.graph?.root)
    var symbolic = arguments
    var inputs: [SymbolicTensor] = []
    var variables: [VariableObject] = []
    var place = 0
    for index in symbolic.items.indices {
      let item = symbolic.items[index]
      symbolic.items[index].value = try GraphNest.map(item.value) { leaf throws(Raise) in
        if let variable = leaf.cast(VariableObject.self) {
          if !variables.contains(where: { $0 === variable }) {
            variables.append(variable)
            graph.setResource(of: variable, placeholder(item.name, nil, graph))
          }
          return leaf
        }
        guard let object = leaf.object, TraceKey.signature(of: object) != nil else { return leaf }
        let signature =
          place < key.tensors.count ? key.tensors[place] : PartialSignature(.float32, .unknown)
        place += 1
        let name = (object as? TensorSpecObject)?.name ?? item.name
        let tensor = input(name, signature, object, graph)
        inputs.append(tensor)
        return tensor.value
      }
    }
    let state = context.beginTracing(graph, autograph: function.options.usesAutograph)
    let before = context.variableCreation
    context.variableCreation = mayCreateVariables ? .allowed : .refused
    defer {
      if context.variableCreation == .used { createdVariables = true }
      context.variableCreation = before
      context.endTracing(state)
    }
    let result: PyValue
    do throws(Raise) {
      result = try symbolic.call(function.function)
    } catch {
      throw function.options.usesAutograph ? UserCodeError.wrap(error, context) : error
    }
    let outputs = try outputs(of: result, graph)
    if graph.hasEffects || !graph.variables.isEmpty {
      _ = graph.picture.add(
        GraphNode(
          name: graph.picture.uniqueName("NoOp"), type: "NoOp", outputs: [],
          span: context.currentSpan))
    }
    graph.picture.inputs = inputs.map(\.edge)
    graph.picture.outputs = GraphNest.tensors(in: outputs).compactMap {
      $0.cast(SymbolicTensor.self)?.edge
    }
    graph.finish()
    return ConcreteFunction(
      function, graph, arguments: symbolic, inputs: inputs, variables: variables, outputs: outputs)
  }

  private func placeholder(
    _ name: String, _ signature: PartialSignature?, _ graph: GraphBuilder
  ) -> GraphEdge {
    GraphEdge(
      node: graph.picture.add(
        GraphNode(
          name: graph.picture.uniqueName(name), type: "Placeholder",
          outputs: signature.map { [$0] } ?? [], span: context.currentSpan)))
  }

  private func input(
    _ name: String, _ signature: PartialSignature, _ object: PyObject, _ graph: GraphBuilder
  ) -> SymbolicTensor {
    var sample = Sample(signature)
    if let tensor = object as? TensorObject {
      sample = Sample(tensor.array, signature)
    } else if let tensor = object as? SymbolicTensor, tensor.shape == signature.shape,
      let known = graph.outer?.sample(of: tensor.value)
    {
      sample = known
    }
    let made = graph.add(
      GraphNode(
        name: graph.uniqueName(name), type: "Placeholder", outputs: [signature],
        span: context.currentSpan),
      needs: [], samples: [sample]
    ) { run throws(Raise) in throw Raise.runtime("an argument of a function has no value") }
    graph.dropStep()
    return made[0]
  }

  /// What the function gave back, every leaf a tensor of the graph.
  private func outputs(of result: PyValue, _ graph: GraphBuilder) throws(Raise) -> PyValue {
    try GraphNest.map(result) { leaf throws(Raise) in
      if leaf.isNone { return leaf }
      var value = leaf
      if let tensor = leaf.cast(SymbolicTensor.self) {
        try graph.check(tensor)
      } else if let variable = leaf.cast(VariableObject.self) {
        value = try graph.read(variable)
      } else if leaf.object is TensorArrayObject {
        return leaf
      } else if !(leaf.object is TensorObject) {
        guard leaf.object.map({ $0.kind != .instance && $0.kind != .function }) ?? true,
          (try? context.tensor(leaf)) != nil
        else { throw unreturnable(leaf) }
        let context = context
        value = try graph.call(OpText("Const"), name: nil, [leaf]) { values throws(Raise) in
          context.box(context.recorded(try context.tensor(values[0])))
        }
      }
      return try graph.identity(value)
    }
  }

  private func unreturnable(_ leaf: PyValue) -> Raise {
    let name =
      function.function.cast(FunctionObject.self).flatMap { try? $0.repr() } ?? function.name
    return Raise.type(
      "To be compatible with tf.function, Python functions must return zero or more Tensors or "
        + "ExtensionTypes or None values; in compilation of \(name), found return value of type "
        + "\(leaf.typeName), which is not a Tensor or ExtensionType.")
  }
}

extension GraphBuilder {
  /// A node that passes a tensor on.
  func identity(_ value: PyValue, name: String = "Identity") throws(Raise) -> PyValue {
    let signature = signature(of: value)
    let tensor = value.cast(SymbolicTensor.self)
    let made = add(
      GraphNode(
        name: uniqueName(name), type: "Identity",
        inputs: tensor.map { [edge(to: $0)] } ?? [], controlInputs: controls.last ?? [],
        outputs: [signature], span: context.currentSpan),
      needs: tensor.map { [$0] } ?? [], samples: [sample(of: value) ?? Sample(signature)],
      reaches: [Reach(tensor.map { [$0] } ?? [])]
    ) { run throws(Raise) in [try run.value(of: value)] }
    if let tensor { note(tensor) }
    return made[0].value
  }
}

/// The text that errors get when they leave a function that was traced.
enum UserCodeError {
  static func wrap(_ raise: Raise, _ context: RunContext) -> Raise {
    let exception = raise.exception
    let text = exception.message
    if text.hasPrefix("in user code:\n") { return raise }
    guard exception.arguments.count <= 1, !exception.type.isLesson else { return raise }
    var lines = "in user code:\n\n"
    for entry in exception.entries.reversed()
    where !entry.function.hasPrefix("<") || entry.function == "<lambda>" {
      let line = context.source.lineNumber(at: Int(entry.span.start))
      lines += "    File \"\(context.source.name)\", line \(line), in \(entry.function)  *\n"
      lines += "        \(context.source.line(line).trimmingSpaces())\n"
    }
    lines += "\n    \(exception.type.name): \(text)\n"
    let wrapped = ExceptionObject(exception.type, [.string(lines)])
    wrapped.entries = exception.entries
    wrapped.place = exception.place
    wrapped.suggestion = exception.suggestion
    return Raise(wrapped)
  }
}
