import Engine

/// `if` in a graph: `tf.cond`, and the statement where autograph meets a tensor.
extension GraphBuilder {
  /// One branch of a conditional: it gives a structure of tensors.
  typealias Branch = () throws(Raise) -> PyValue

  /// Words for branches that do not fit each other.
  typealias Mismatch = (_ place: Int, _ first: PyValue, _ second: PyValue) -> Raise

  /// Adds the node of branches, one of which `choose` picks by the value of the index in a run;
  /// `settle` says what of the results comes out, once all are known.
  func branches(
    _ index: PyValue, _ names: [String], type: String, name: String, _ bodies: [Branch],
    mismatch: Mismatch, structure: () -> Raise,
    settle: ([PyValue]) throws(Raise) -> [PyValue] = { $0 },
    choose: @escaping (PyValue) throws(Raise) -> Int
  ) throws(Raise) -> PyValue {
    var graphs: [GraphBuilder] = []
    var results: [PyValue] = []
    for (place, branch) in bodies.enumerated() {
      let traced = try body(names[place]) { _ throws(Raise) in try branch() }
      graphs.append(traced.graph)
      results.append(traced.result)
    }
    results = try settle(results)
    for (place, graph) in graphs.enumerated() {
      context.push(graph)
      defer { context.pop() }
      results[place] = try graph.carried(results[place])
      graph.noteResults(results[place])
    }
    let first = results[0]
    let carriers = results.map { GraphBuilder.carriers(in: $0) }
    guard carriers.allSatisfy({ $0.count == carriers[0].count }),
      try GraphNest.areSameStructure(results)
    else { throw structure() }
    var signatures: [PartialSignature] = []
    for place in carriers[0].indices {
      var signature = signature(ofCarrier: carriers[0][place])
      for other in carriers.dropFirst() {
        let second = self.signature(ofCarrier: other[place])
        guard second.dtype == signature.dtype else {
          throw mismatch(place, carriers[0][place], other[place])
        }
        signature.shape = signature.shape.joined(with: second.shape)
      }
      signatures.append(signature)
    }
    let reaches = signatures.indices.map { place in
      reach(ofBranches: zip(graphs, carriers.map { $0[place] }).map { ($0, $1) })
    }
    let symbol = index.cast(SymbolicTensor.self)
    if let symbol { note(symbol) }
    let needs = needs(of: graphs) + (symbol.map { [$0] } ?? [])
    for graph in graphs where graph.hasEffects { noteEffect() }
    let samples = signatures.indices.map { place in
      joinedSample(graphs, carriers.map { $0[place] }, signatures[place])
    }
    let made = add(
      GraphNode(
        name: uniqueName(name), type: type, inputs: needs.map { edge(to: $0) },
        controlInputs: controls.last ?? [], outputs: signatures, span: context.currentSpan),
      needs: needs, samples: samples, reaches: reaches
    ) { run throws(Raise) in
      let chosen = try choose(try run.value(of: index))
      let inner = GraphRun(graphs[chosen], parent: run)
      try inner.runAll()
      var values: [PyValue] = []
      for carrier in carriers[chosen] { values.append(try inner.carrierValue(carrier)) }
      return try run.joined(values, reaches)
    }
    return try repacked(first, made)
  }

  private func signature(ofCarrier value: PyValue) -> PartialSignature {
    if let array = value.cast(TensorArrayObject.self) {
      return PartialSignature(array.dtype, PartialShape([]))
    }
    return signature(of: value)
  }

  /// A sample for what branches give: that of the first branch that has one.
  private func joinedSample(
    _ graphs: [GraphBuilder], _ values: [PyValue], _ signature: PartialSignature
  ) -> Sample {
    for (graph, value) in zip(graphs, values) {
      if let sample = graph.sample(of: value), let first = sample.first,
        signature.shape.accepts(PartialShape(first.shape))
      {
        return Sample(first, signature)
      }
    }
    return Sample(signature)
  }

  /// What an output reaches outside the branches.
  private func reach(ofBranches branches: [(GraphBuilder, PyValue)]) -> Reach {
    var result = Reach([])
    for (graph, value) in branches {
      guard
        let tensor = value.cast(SymbolicTensor.self) ?? value.cast(TensorArrayObject.self)?.handle
      else { continue }
      var found = graph.reach(of: tensor)
      found.tensors.removeAll { $0.graph === graph || !self.isInside($0.graph) }
      result.formUnion(found)
    }
    return result
  }

  /// Whether a graph is this one or one around it.
  func isInside(_ other: GraphBuilder) -> Bool {
    var graph: GraphBuilder? = self
    while let current = graph {
      if current === other { return true }
      graph = current.outer
    }
    return false
  }

  /// `tf.cond` on a tensor.
  func conditional(
    _ predicate: PyValue, name: String = "cond", then: @escaping Branch,
    otherwise: @escaping Branch,
    mismatch: Mismatch? = nil, settle: ([PyValue]) throws(Raise) -> [PyValue] = { $0 }
  ) throws(Raise) -> PyValue {
    try branches(
      predicate, ["cond_true", "cond_false"], type: "If", name: name, [then, otherwise],
      mismatch: mismatch ?? { _, a, b in
        Raise.type(
          "true_fn and false_fn arguments to tf.cond must have the same number, type, and overall "
            + "structure of return values.\n\ntrue_fn output:  \((try? a.str()) ?? "")\n"
            + "false_fn output: \((try? b.str()) ?? "")\n\nError details:\nTensor types do not "
            + "match")
      },
      structure: {
        Raise.type(
          "true_fn and false_fn arguments to tf.cond must have the same number, type, and overall "
            + "structure of return values.")
      }, settle: settle,
      choose: { value throws(Raise) in try value.truth() ? 0 : 1 })
  }
}

extension GraphRun {
  /// The value of a tensor or of an array in this run.
  func carrierValue(_ carrier: PyValue) throws(Raise) -> PyValue {
    if let array = carrier.cast(TensorArrayObject.self) {
      return try array.handle.map { (handle) throws(Raise) in try value(of: handle) } ?? carrier
    }
    return try value(of: carrier)
  }
}

extension GraphNest {
  /// Whether all structures have the lists, tuples and keys of the first.
  static func areSameStructure(_ values: [PyValue]) throws(Raise) -> Bool {
    for value in values.dropFirst() where try !isSameStructure(values[0], value) { return false }
    return true
  }

  /// Whether two structures have the same lists, tuples and keys.
  static func isSameStructure(_ a: PyValue, _ b: PyValue) throws(Raise) -> Bool {
    let kind = a.object?.kind
    switch kind {
    case .list, .tuple:
      guard b.object?.kind == kind else { return false }
      let (x, y) = (try a.items(), try b.items())
      guard x.count == y.count else { return false }
      for (p, q) in zip(x, y) where try !isSameStructure(p, q) { return false }
      return true
    case .dict:
      guard let x = a.cast(DictObject.self), let y = b.cast(DictObject.self),
        x.count == y.count
      else { return false }
      for (key, value) in x.pairs {
        guard let other = try y.get(key), try isSameStructure(value, other) else { return false }
      }
      return true
    default:
      if a.isNone || b.isNone { return a.isNone && b.isNone }
      return b.object.map { $0.kind != .list && $0.kind != .tuple && $0.kind != .dict } ?? true
    }
  }
}
