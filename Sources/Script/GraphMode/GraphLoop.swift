import Engine

/// Loops in a graph: `tf.while_loop`, and `while` and `for` where autograph meets a tensor.
struct GraphLoop {
  /// Values that go from round to round, structures of tensors.
  var variables: PyValue
  /// What they are called, by leaf, for messages.
  var names: [String] = []
  /// Shapes that may change from round to round, by leaf.
  var invariants: [Int: PartialShape] = [:]
  /// The tensor whose rows a `for` goes over.
  var items: PyValue = .none
  var type = "While"
  var name = "while"
  /// At most so many rounds.
  var limit: PyValue = .none
  /// Whether another round is taken; `nil` goes over all items.
  var condition: ((_ variables: PyValue) throws(Raise) -> PyValue)?
  /// A round: the variables after it.
  var body: (_ item: PyValue, _ variables: PyValue) throws(Raise) -> PyValue
  /// Words for variables that change their shape.
  var shapeError: (_ name: String, _ before: PartialShape, _ after: PartialShape) -> Raise
  var dtypeError: (_ name: String, _ before: DType, _ after: DType) -> Raise
}

extension GraphBuilder {
  func loop(_ loop: GraphLoop) throws(Raise) -> PyValue {
    let initial = try carried(loop.variables)
    let starts = GraphBuilder.carriers(in: initial)
    let limit = loop.limit.isNone ? loop.limit : try carried(loop.limit)
    let items = loop.items
    let condition = try loop.condition.map { (test) throws(Raise) in
      try body("\(loop.name)_cond") { graph throws(Raise) in
        let entries = graph.entries(starts, loop)
        let value = try test(try graph.repacked(initial, entries))
        let result = try graph.carried(value)
        graph.noteResults(result)
        return (entries, result)
      }
    }
    let round = try body("\(loop.name)_body") { graph throws(Raise) in
      let entries = graph.entries(starts, loop)
      let isTensor = !items.isNone && !(items.object is DatasetObject)
      let item = isTensor ? try graph.row(of: items, self) : nil
      var element = item.map { PyValue.object($0) } ?? .none
      if let dataset = items.cast(DatasetObject.self) {
        element = try graph.element(of: dataset, after: entries.count)
      }
      let value = try loop.body(element, try graph.repacked(initial, entries))
      let result = try graph.carried(value)
      graph.noteResults(result)
      return (entries, item, result, try DataNest.leaves(element))
    }
    let ends = GraphBuilder.carriers(in: round.result.2)
    guard ends.count == starts.count else {
      throw Raise.value(
        "The two structures don't have the same nested structure.\n\nFirst structure: "
          + "\(try initial.repr())\n\nSecond structure: \(try round.result.2.repr())")
    }
    let entries = round.result.0
    var signatures: [PartialSignature] = []
    for place in starts.indices {
      signatures.append(try signature(of: place, entries[place], starts[place], ends[place], loop))
    }
    let reaches = reaches(of: round.graph, entries, round.result.1, ends, starts, items)
    let graphs = [round.graph] + (condition.map { [$0.graph] } ?? [])
    for graph in graphs where graph.hasEffects { noteEffect() }
    var needs = needs(of: graphs)
    for value in starts + [items, limit] {
      if let tensor = value.cast(SymbolicTensor.self) ?? value.cast(TensorArrayObject.self)?.handle
      {
        note(tensor)
        needs.append(tensor)
      }
    }
    let made = add(
      GraphNode(
        name: uniqueName(loop.name), type: loop.type, inputs: needs.map { edge(to: $0) },
        controlInputs: controls.last ?? [], outputs: signatures, span: context.currentSpan),
      needs: needs,
      samples: zip(signatures, starts).map { signature, start in
        sample(of: start)?.first.map { Sample($0, signature) } ?? Sample(signature)
      },
      reaches: reaches
    ) { run throws(Raise) in
      var values: [PyValue] = []
      for start in starts { values.append(try run.carrierValue(start)) }
      let next = try items.cast(DatasetObject.self)?.start()
      let rows = items.isNone || next != nil ? nil : try run.tensor(of: items)
      let count = rows.map { $0.shape.lengths.first ?? 0 } ?? .max
      let most = limit.isNone ? Int.max : try run.context.int(try run.value(of: limit))
      var index = 0
      while index < count, index < most {
        if let condition {
          let test = GraphRun(condition.graph, parent: run)
          for (entry, value) in zip(condition.result.0, values) { test.set(entry, value) }
          try test.runAll()
          if try !test.value(of: condition.result.1).truth() { break }
        }
        let inner = GraphRun(round.graph, parent: run)
        if let next {
          guard let element = try next() else { break }
          for (leaf, value) in zip(round.result.3, try DataNest.leaves(element)) {
            if let tensor = leaf.cast(SymbolicTensor.self) { inner.set(tensor, value) }
          }
        }
        for (entry, value) in zip(entries, values) { inner.set(entry, value) }
        if let item = round.result.1, let rows {
          inner.set(item, run.context.box(try run.context.slice(rows, [.index(index)])))
        }
        try inner.runAll()
        var next: [PyValue] = []
        for end in ends { next.append(try inner.carrierValue(end)) }
        values = next
        index += 1
        try run.context.checkLimits()
      }
      return try run.joined(values, reaches)
    }
    return try repacked(initial, made)
  }

  fileprivate func entries(_ starts: [PyValue], _ loop: GraphLoop) -> [SymbolicTensor] {
    starts.enumerated().map { place, start in
      entry(
        place < loop.names.count ? loop.names[place] : "placeholder", like: start,
        loop.invariants[place])
    }
  }

  /// The element of a dataset that a round of `for` gets.
  func element(of dataset: DatasetObject, after count: Int) throws(Raise) -> PyValue {
    var number = count
    return try DataNest.map(dataset.specification) { leaf throws(Raise) in
      guard let spec = leaf.cast(TensorSpecObject.self) else {
        throw Raise.notImplemented("datasets of datasets in a loop of a graph are not supported")
      }
      let made = add(
        GraphNode(
          name: uniqueName("args_\(number)"), type: "Placeholder", outputs: [spec.signature],
          span: context.currentSpan),
        needs: [], samples: [Sample(spec.signature)]
      ) { _ in [] }
      number += 1
      dropStep()
      return made[0].value
    }
  }

  /// The row of a tensor that a round of `for` gets.
  func row(of items: PyValue, _ outer: GraphBuilder) throws(Raise) -> SymbolicTensor {
    let signature = outer.signature(of: items)
    guard signature.shape.rank != 0 else {
      throw Raise.value("cannot iterate over a scalar tensor")
    }
    let shape = PartialShape(signature.shape.lengths.map { Array($0.dropFirst()) })
    let inner = PartialSignature(signature.dtype, shape)
    var sample = Sample(inner)
    if let first = outer.sample(of: items)?.first, first.shape.lengths.first ?? 0 > 0 {
      if let row = try? StridedSlice([.index(0)]).evaluate([first]) { sample = Sample(row, inner) }
    }
    let made = add(
      GraphNode(
        name: uniqueName("item"), type: "Placeholder", outputs: [inner], span: context.currentSpan),
      needs: [], samples: [sample]
    ) { _ in [] }
    dropStep()
    return made[0]
  }

  private func signature(
    of place: Int, _ entry: SymbolicTensor, _ start: PyValue, _ end: PyValue, _ loop: GraphLoop
  ) throws(Raise) -> PartialSignature {
    if let array = start.cast(TensorArrayObject.self) {
      return PartialSignature(array.dtype, PartialShape([]))
    }
    let (before, after) = (entry.signature, signature(of: end))
    let name = place < loop.names.count ? loop.names[place] : "placeholder"
    guard before.dtype == after.dtype else {
      throw loop.dtypeError(name, before.dtype, after.dtype)
    }
    guard before.shape.accepts(after.shape) || after.shape.lengths == nil else {
      throw loop.shapeError(name, before.shape, after.shape)
    }
    return before
  }

  /// What each result of a loop reaches outside: through any number of rounds.
  private func reaches(
    of body: GraphBuilder, _ entries: [SymbolicTensor], _ item: SymbolicTensor?,
    _ ends: [PyValue], _ starts: [PyValue], _ items: PyValue
  ) -> [Reach] {
    let found = ends.map { end -> Reach in
      guard let tensor = end.cast(SymbolicTensor.self) ?? end.cast(TensorArrayObject.self)?.handle
      else { return Reach([]) }
      return body.reach(of: tensor)
    }
    // Which variables each one depends on.
    var depends = found.enumerated().map { place, reach in
      entries.indices.map { $0 == place || reach.contains(entries[$0]) }
    }
    for middle in entries.indices {
      for place in entries.indices where depends[place][middle] {
        for other in entries.indices where depends[middle][other] { depends[place][other] = true }
      }
    }
    return entries.indices.map { place in
      var result = Reach([])
      for other in entries.indices where depends[place][other] {
        if let start = starts[other].cast(SymbolicTensor.self)
          ?? starts[other].cast(TensorArrayObject.self)?.handle
        {
          result.formUnion(Reach([start]))
        }
        var outside = found[other]
        if let item, outside.contains(item), let rows = items.cast(SymbolicTensor.self) {
          result.formUnion(Reach([rows]))
        }
        outside.tensors.removeAll { $0.graph === body || !isInside($0.graph) }
        result.formUnion(outside)
      }
      return result
    }
  }
}
