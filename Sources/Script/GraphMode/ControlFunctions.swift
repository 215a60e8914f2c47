import Engine

/// Control flow as functions: `tf.cond`, `tf.while_loop`, `tf.map_fn` and their kin.
struct ControlFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    addBranches(to: module)
    addLoops(to: module)
    addMaps(to: module)
    addGradients(to: module)
  }

  // MARK: Branches

  private func addBranches(to module: ModuleObject) {
    let context = context
    module.function("cond", "pred, true_fn=None, false_fn=None, name=None") { a throws(Raise) in
      let (then, otherwise) = (a[1], a[2])
      guard then.isCallable else { throw Raise.type("'true_fn' must be callable.") }
      guard otherwise.isCallable else { throw Raise.type("'false_fn' must be callable.") }
      if case .bool(let chosen) = a[0] {
        guard context.isBuilding else { return try (chosen ? then : otherwise).call() }
        throw Raise.type("pred must not be a Python bool")
      }
      let predicate = try inGraph(a[0], context)
      guard let graph = context.graph, predicate.object is SymbolicTensor else {
        let result = try predicate.truth() ? try then.call() : try otherwise.call()
        return try tensors(result, context)
      }
      let result = try graph.conditional(
        predicate, name: a[3].text ?? "cond",
        then: branch(then), otherwise: branch(otherwise))
      return try unwrapped(result)
    }
    module.function(
      "case",
      "pred_fn_pairs, default=None, exclusive=False, strict=False, name='case'"
    ) { a throws(Raise) in
      var pairs: [(PyValue, PyValue)] = []
      for pair in try a[0].items() {
        let items = try pair.items()
        guard items.count == 2, items[1].isCallable else {
          throw Raise.type("Each entry in pred_fn_pairs must be a 2-tuple.")
        }
        pairs.append((items[0], items[1]))
      }
      return try chosen(pairs[...], a[1], context)
    }
    module.function(
      "switch_case", "branch_index, branch_fns, default=None, name='switch_case'"
    ) { a throws(Raise) in
      var functions: [(Int, PyValue)] = []
      if let dict = a[1].cast(DictObject.self) {
        for (key, value) in dict.pairs { functions.append((try key.asIndexInt(), value)) }
      } else {
        for (place, item) in try a[1].items().enumerated() {
          let pair = item.object?.kind == .tuple ? try item.items() : []
          functions.append(pair.count == 2 ? (try pair[0].asIndexInt(), pair[1]) : (place, item))
        }
      }
      functions.sort { $0.0 < $1.0 }
      let fallback = a[2].isAbsent ? functions[functions.count - 1].1 : a[2]
      let keys = functions.map(\.0)
      let index = try inGraph(a[0], context)
      guard let graph = context.graph, index.object is SymbolicTensor else {
        let number = try context.int(index)
        return try tensors(
          try (functions.first { $0.0 == number }?.1 ?? fallback).call(), context)
      }
      var bodies: [GraphBuilder.Branch] = []
      for function in functions.map(\.1) + [fallback] { bodies.append(branch(function)) }
      return try unwrapped(
        try graph.branches(
          index, bodies.indices.map { "branch\($0)" }, type: "Case",
          name: "switch_case/indexed_case",
          bodies,
          mismatch: { _, a, b in
            Raise.type(
              "branch_fns arguments to tf.switch_case must have the same number, type, and overall "
                + "structure of return values.")
          },
          structure: {
            Raise.type(
              "branch_fns arguments to tf.switch_case must have the same number, type, and overall "
                + "structure of return values.")
          },
          choose: { value throws(Raise) in
            let number = try context.int(value)
            return keys.firstIndex(of: number) ?? keys.count
          }))
    }
  }

  // MARK: Loops

  private func addLoops(to module: ModuleObject) {
    let context = context
    module.function(
      "while_loop",
      "cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, "
        + "swap_memory=False, maximum_iterations=None, name=None"
    ) { a throws(Raise) in
      guard a[0].isCallable else { throw Raise.type("'cond' must be callable.") }
      guard a[1].isCallable else { throw Raise.type("'body' must be callable.") }
      let (test, round) = (a[0], a[1])
      let isList = a[2].object?.kind == .list
      let variables = try a[2].items()
      if variables.isEmpty { throw Raise.value("'loop_vars' must be a non-empty list or tuple") }
      func next(_ values: [PyValue]) throws(Raise) -> [PyValue] {
        let result = try round.call(values)
        if result.object?.kind == .list || result.object?.kind == .tuple {
          let items = try result.items()
          if items.count == values.count { return items }
          if values.count > 1 {
            throw Raise.value(
              "The two structures don't have the same nested structure.")
          }
        }
        return [result]
      }
      guard let graph = context.graph else {
        return try eagerLoop(variables, isList, test, next, a[7], context)
      }
      var invariants: [Int: PartialShape] = [:]
      if a.has(3) {
        for (place, shape) in try Nest.leaves(of: a[3]).enumerated() {
          if let spec = shape.cast(TensorSpecObject.self) {
            invariants[place] = spec.signature.shape
          } else {
            invariants[place] = PartialShape(try ShapeObject.lengths(of: shape))
          }
        }
      }
      let result = try graph.loop(
        GraphLoop(
          variables: .tuple(variables), invariants: invariants, name: a[8].text ?? "while",
          limit: a.has(7) ? a[7] : .none,
          condition: { values throws(Raise) in try test.call(try values.items()) },
          body: { _, values throws(Raise) in .tuple(try next(try values.items())) },
          shapeError: { name, before, after in
            Raise.value(
              "Input tensor '\(name):0' enters the loop with shape \(before), but has shape \(after) "
                + "after one iteration. To allow the shape to vary across iterations, use the "
                + "`shape_invariants` argument of tf.while_loop to specify a less-specific shape.")
          },
          dtypeError: { name, before, after in
            Raise.type(
              "Tensor conversion requested dtype \(before.name) for Tensor with dtype \(after.name)"
            )
          }))
      let items = try result.items()
      return isList ? .list(items) : .tuple(items)
    }
  }

  // MARK: Functions over rows

  private func addMaps(to module: ModuleObject) {
    let context = context
    for name in ["map_fn", "vectorized_map"] {
      let parameters =
        name == "map_fn"
        ? "fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, "
          + "infer_shape=True, name=None, fn_output_signature=None"
        : "fn, elems, fallback_to_while_loop=True, warn=True"
      module.function(name, parameters) { a throws(Raise) in
        try RowFunctions(context: context).map(a[0], a[1])
      }
    }
    for name in ["foldl", "foldr", "scan"] {
      module.function(
        name,
        "fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, "
          + (name == "scan" ? "infer_shape=True, reverse=False, name=None" : "name=None")
      ) { a throws(Raise) in
        var reverses = name == "foldr"
        if name == "scan" { reverses = try a[7].truth() }
        return try RowFunctions(context: context).fold(
          a[0], a[1], a[2], reverses: reverses, keepsAll: name == "scan")
      }
    }
  }

  // MARK: tf.gradients

  private func addGradients(to module: ModuleObject) {
    let context = context
    module.function(
      "gradients",
      "ys, xs, grad_ys=None, name='gradients', gate_gradients=False, aggregation_method=None, "
        + "stop_gradients=None, unconnected_gradients=None"
    ) { a throws(Raise) in
      guard let graph = context.graph else {
        throw Raise.runtime(
          "tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape "
            + "instead.")
      }
      let targets = try Nest.leaves(of: a[0])
      let sources = try Nest.leaves(of: a[1])
      let seeds = a[2].isAbsent ? [] : try Nest.leaves(of: a[2])
      let zero = (a[7].cast(UnconnectedObject.self)?.value ?? a[7].text) == "zero"
      return .list(try graph.gradients(targets, sources, seeds, zero: zero))
    }
  }
}

/// A branch that calls a function of the lesson.
private func branch(_ function: PyValue) -> GraphBuilder.Branch {
  { () throws(Raise) in try function.call([]) }
}

/// A tensor of the graph at hand, where one is being built.
private func inGraph(_ value: PyValue, _ context: RunContext) throws(Raise) -> PyValue {
  guard let graph = context.graph else { return value }
  if let variable = value.cast(VariableObject.self) { return try graph.read(variable) }
  return value
}

/// The results of a branch in eager mode: plain numbers become tensors.
private func tensors(_ value: PyValue, _ context: RunContext) throws(Raise) -> PyValue {
  try GraphNest.map(value) { leaf throws(Raise) in
    if leaf.isNumber || leaf.text != nil {
      return context.box(context.recorded(try context.tensor(leaf)))
    }
    return leaf
  }
}

/// A branch that gives a list of one tensor gives the tensor.
private func unwrapped(_ value: PyValue) throws(Raise) -> PyValue { value }

private func chosen(
  _ pairs: ArraySlice<(PyValue, PyValue)>, _ fallback: PyValue, _ context: RunContext
) throws(Raise) -> PyValue {
  guard let first = pairs.first else {
    guard fallback.isCallable else {
      throw TensorErrors.invalidArgument("None of the conditions evaluated as True.", op: "Assert")
    }
    return try fallback.call()
  }
  let predicate = try inGraph(first.0, context)
  if pairs.count == 1, fallback.isAbsent { return try first.1.call() }
  guard let graph = context.graph, predicate.object is SymbolicTensor else {
    return try predicate.truth()
      ? first.1.call() : chosen(pairs.dropFirst(), fallback, context)
  }
  return try graph.conditional(
    predicate, name: "case/cond", then: branch(first.1),
    otherwise: { () throws(Raise) in try chosen(pairs.dropFirst(), fallback, context) })
}

private func eagerLoop(
  _ variables: [PyValue], _ isList: Bool, _ test: PyValue,
  _ next: ([PyValue]) throws(Raise) -> [PyValue], _ limit: PyValue, _ context: RunContext
) throws(Raise) -> PyValue {
  var values: [PyValue] = []
  for value in variables { values.append(try tensors(value, context)) }
  var rounds = limit.isAbsent ? Int.max : try context.int(limit)
  while rounds > 0, try test.call(values).truth() {
    var following: [PyValue] = []
    for value in try next(values) { following.append(try tensors(value, context)) }
    values = following
    rounds -= 1
    try context.checkLimits()
  }
  return isList ? .list(values) : .tuple(values)
}
