import Engine

/// `tf.py_function` and `tf.numpy_function`: Python code that a graph calls when it runs.
struct PythonFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    add("py_function", "func=None, inp=None, Tout=None, name=None", "EagerPyFunc", to: module) {
      $0
    }
    add(
      "numpy_function", "func=None, inp=None, Tout=None, stateful=True, name=None", "PyFunc",
      to: module
    ) { [context] value in
      guard let tensor = value.cast(TensorObject.self) else { return value }
      return context.readOut(tensor.tensor)
    }
  }

  private func add(
    _ name: String, _ parameters: String, _ type: String, to module: ModuleObject,
    _ reading: @escaping (PyValue) -> PyValue
  ) {
    let context = context
    module.function(name, parameters) { a throws(Raise) in
      let function = a[0]
      let inputs = a[1].isAbsent ? [] : try a[1].items()
      let isList = a[2].object?.kind == .list || a[2].object?.kind == .tuple
      var dtypes: [DType] = []
      for value in isList ? try a[2].items() : a[2].isAbsent ? [] : [a[2]] {
        if let dtype = try DTypeObject.argument(value) { dtypes.append(dtype) }
      }
      func run(_ values: [PyValue]) throws(Raise) -> [PyValue] {
        var arguments: [PyValue] = []
        for value in values {
          let tensor = context.recorded(try context.tensor(value))
          arguments.append(reading(context.box(tensor)))
        }
        let result = try context.eagerly { () throws(Raise) in try function.call(arguments) }
        if dtypes.isEmpty { return [] }
        let results = isList && result.object?.kind != .other ? try result.items() : [result]
        var tensors: [PyValue] = []
        for (value, dtype) in zip(results, dtypes) {
          tensors.append(
            context.box(context.recorded(try context.tensor(value, .dtype(dtype)))))
        }
        return tensors
      }
      guard let graph = context.graph else {
        let results = try run(inputs)
        if dtypes.isEmpty { return .none }
        return isList ? .list(results) : results[0]
      }
      graph.noteEffect()
      let symbols = inputs.flatMap { GraphNest.tensors(in: $0) }.compactMap {
        $0.cast(SymbolicTensor.self)
      }
      for tensor in symbols { graph.note(tensor) }
      let node = GraphNode(
        name: graph.uniqueName(type), type: type, inputs: symbols.map { graph.edge(to: $0) },
        outputs: dtypes.map { PartialSignature($0, .unknown) }, span: context.currentSpan)
      let reaches = dtypes.map { $0.isDifferentiable ? Reach(symbols) : Reach([]) }
      let made = graph.add(node, needs: symbols, samples: [], reaches: reaches) {
        graphRun throws(Raise) in
        var values: [PyValue] = []
        for input in inputs { values.append(try graphRun.value(of: input)) }
        return try run(values)
      }
      if dtypes.isEmpty { return .object(graph.object.operation(graph.picture.nodes.count - 1)) }
      return isList ? .list(made.map(\.value)) : made[0].value
    }
  }
}
