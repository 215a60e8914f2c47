import Engine

/// Gradients as nodes of a graph: a run asks a tape that saw its ops.
extension GraphBuilder {
  /// Whether a gradient of the target can pass to the source.
  func connects(_ target: PyValue, _ source: PyValue) -> Bool {
    if target.isSame(as: source) { return true }
    if let variable = target.cast(VariableObject.self) {
      return source.cast(VariableObject.self)?.variable === variable.variable
    }
    guard let symbol = target.cast(SymbolicTensor.self) else { return false }
    let reach = reach(of: symbol)
    if let variable = source.cast(VariableObject.self) { return reach.contains(variable) }
    return source.cast(SymbolicTensor.self).map { reach.contains($0) } ?? false
  }

  /// Adds the node that asks a tape; sources without a path get `None`.
  func gradientNode(
    _ targets: [PyValue], _ sources: [PyValue], _ seeds: [PyValue], zero: Bool, prefix: String,
    follows: (PyValue) -> Bool, tape: @escaping (GraphRun) -> GradientTape?
  ) throws(Raise) -> [PyValue] {
    var connected: [Int] = []
    for (place, source) in sources.enumerated() {
      let isPath = follows(source) && targets.contains { connects($0, source) }
      if isPath || zero { connected.append(place) }
    }
    let symbols = (targets + sources + seeds).compactMap { $0.cast(SymbolicTensor.self) }
    for symbol in symbols {
      try check(symbol)
      note(symbol)
    }
    for source in sources { if let variable = source.cast(VariableObject.self) { note(variable) } }
    var reach = Reach(symbols)
    for target in targets {
      if let symbol = target.cast(SymbolicTensor.self) { reach.formUnion(self.reach(of: symbol)) }
    }
    let context = context
    let answered = connected
    if answered.isEmpty { return sources.map { _ in .none } }
    let made = add(
      GraphNode(
        name: uniqueName("\(prefix)/Gradient"), type: "SymbolicGradient",
        inputs: symbols.map { edge(to: $0) }, controlInputs: controls.last ?? [],
        outputs: answered.map { signature(of: sources[$0]) }, span: context.currentSpan),
      needs: symbols,
      samples: answered.map { Sample(signature(of: sources[$0])) },
      reaches: answered.map { _ in reach }
    ) { run throws(Raise) in
      guard let tape = tape(run) else { throw Raise.runtime("no tape saw this run") }
      var questions: [Tensor] = []
      for target in targets { questions.append(try run.tensor(of: target)) }
      var places: [GradientSource] = []
      for place in answered {
        if let variable = sources[place].cast(VariableObject.self) {
          places.append(.variable(run.variable(variable).variable))
        } else {
          places.append(.tensor(try run.tensor(of: sources[place])))
        }
      }
      var starts: [Tensor?] = []
      for (place, seed) in seeds.enumerated() where place < targets.count {
        if seed.isNone {
          starts.append(nil)
          continue
        }
        let value = try context.tensor(try run.value(of: seed), .hint(questions[place].dtype))
        starts.append(try context.reshaped(value, to: questions[place].shape))
      }
      context.mark()
      do throws(EngineError) {
        // A path that this run did not take has the gradient 0.
        return try tape.gradient(
          of: questions, by: places, outputGradients: starts, unconnected: .zero
        ).map { PyValue($0.map { context.box($0) }) }
      } catch {
        throw Raise(error)
      }
    }
    var answers = sources.map { _ in PyValue.none }
    for (tensor, place) in zip(made, answered) { answers[place] = tensor.value }
    return answers
  }

  /// `tf.gradients(ys, xs)`.
  func gradients(
    _ targets: [PyValue], _ sources: [PyValue], _ seeds: [PyValue], zero: Bool
  ) throws(Raise) -> [PyValue] {
    for source in sources {
      guard GraphNest.isTensor(source) else {
        throw Raise.type("Cannot convert \(try source.repr()) to a tensor of the graph")
      }
      let known = root.gradientSources.contains { $0.isSame(as: source) }
      if !known { root.gradientSources.append(source) }
    }
    return try gradientNode(
      targets, sources, seeds, zero: zero, prefix: "gradients", follows: { _ in true },
      tape: { $0.gradientTape })
  }
}

extension GraphRun {
  /// The run of the graph or of the one around it.
  func owner(of graph: GraphBuilder) -> GraphRun {
    var run: GraphRun = self
    while run.graph !== graph, let parent = run.parent { run = parent }
    return run
  }

  func findTape(_ key: ObjectIdentifier) -> GradientTape? {
    var run: GraphRun? = self
    while let current = run {
      if let tape = current.tapes[key] { return tape }
      run = current.parent
    }
    return nil
  }
}
