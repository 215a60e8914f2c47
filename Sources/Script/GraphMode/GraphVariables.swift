import Engine

/// Variables that are made while a graph is built.
extension RunContext {
  /// The variable, or `nil` where it is made as in eager mode.
  func makeGraphVariable(_ a: Bound) throws(Raise) -> PyValue? {
    guard let graph else { return nil }
    if graph.root.kind == .plain { return try makePlainVariable(a, graph) }
    if variableCreation == .refused { throw GraphErrors.variableCreation }
    variableCreation = .used
    // The first value is worked out at once, from the arguments of the call that is traced.
    var initial = a[0].isCallable ? try a[0].call() : a[0]
    if let tensor = initial.cast(SymbolicTensor.self) {
      guard let array = graph.sample(of: initial)?.first else { throw tensor.outOfScope }
      initial = box(constant(array))
    }
    return try eagerly { () throws(Raise) in
      try PyValue.object(variableType).call(
        [initial] + [1, 4, 6].map { a[$0] },
        keywords: KeywordNames([Symbol("trainable"), Symbol("name"), Symbol("dtype")]))
    }
  }

  /// A variable of a plain graph has a value once a session ran its initializer.
  private func makePlainVariable(_ a: Bound, _ graph: GraphBuilder) throws(Raise) -> PyValue {
    if a[0].isAbsent {
      throw Raise.value("initial_value must be specified.")
    }
    let base = a[4].text ?? "Variable"
    let name = graph.uniqueName(base)
    var initial = a[0].isCallable ? try a[0].call() : a[0]
    let dtype = try DTypeObject.argument(a[6])
    let array: NDArray
    if let tensor = initial.cast(SymbolicTensor.self) {
      array = graph.sample(of: initial)?.first ?? NDArray(Float(0))
      if let dtype, dtype != tensor.dtype { throw try LeafRun.unsupported(initial) }
    } else {
      let tensor = try eagerly { () throws(Raise) in
        try self.tensor(initial, dtype.map { .dtype($0) } ?? .none)
      }
      array = tensor.array
      initial = box(Tensor(array))
    }
    let isTrainable = a[1].isAbsent ? true : try a[1].truth()
    let variable = Variable(
      Tensor(array), in: recording, name: name, isTrainable: isTrainable)
    guard let object = object(for: variable).cast(VariableObject.self) else { return .none }
    graphs.graphVariables.append(
      GraphVariable(variable: object, graph: graph, initial: initial, isTrainable: isTrainable))
    addNodes(of: object, name, graph, PartialSignature(array.dtype, PartialShape(array.shape)))
    return .object(object)
  }

  /// The nodes that TensorFlow makes for a variable.
  private func addNodes(
    of variable: VariableObject, _ name: String, _ graph: GraphBuilder,
    _ signature: PartialSignature
  ) {
    func add(_ name: String, _ type: String, _ inputs: [Int], _ outputs: [PartialSignature]) -> Int
    {
      graph.picture.add(
        GraphNode(
          name: name, type: type, inputs: inputs.map { GraphEdge(node: $0) }, outputs: outputs,
          span: currentSpan))
    }
    let initial = add("\(name)/Initializer/initial_value", "Const", [], [signature])
    let handle = add(name, "VarHandleOp", [], [PartialSignature(.string, PartialShape([]))])
    graph.setResource(of: variable, GraphEdge(node: handle))
    _ = add(
      "\(name)/IsInitialized/VarIsInitializedOp", "VarIsInitializedOp", [handle],
      [PartialSignature(.bool, PartialShape([]))])
    _ = add("\(name)/Assign", "AssignVariableOp", [handle, initial], [])
    _ = add("\(name)/Read/ReadVariableOp", "ReadVariableOp", [handle], [signature])
  }

  /// Gives variables their first values in a session.
  func initialize(_ variables: [GraphVariable], _ run: GraphRun) throws(Raise) {
    for entry in variables {
      let value = try tensor(try run.value(of: entry.initial))
      do throws(EngineError) {
        try entry.variable.variable.assign(value)
      } catch {
        throw Raise(error)
      }
      run.rootSession?.markInitialized(entry.variable)
    }
  }
}
