import Engine

/// `tf.compat.v1`: graphs and sessions as TensorFlow 1 had them.
struct CompatModule {
  let context: RunContext

  func add(to module: ModuleObject) {
    let compat = ModuleObject("tensorflow._api.v2.compat")
    let old = NamedModule.make("tensorflow._api.v2.compat.v1", "tf", context)
    addSwitches(to: old)
    addPlaceholders(to: old)
    addVariables(to: old)
    addSession(to: old)
    addShared(module, to: old)
    addOptimizers(to: old)
    compat.set("v1", .object(old))
    module.set("compat", .object(compat))
  }

  /// Names that are the same in both versions.
  private func addShared(_ module: ModuleObject, to old: ModuleObject) {
    let known = Set(old.names)
    for name in module.names where !known.contains(name) {
      old.set(name, lazily: { [unowned module] in module.get(Symbol(name)) })
    }
    NamedModule.addRefused("tf.compat.v1", to: old)
  }

  private func addSwitches(to old: ModuleObject) {
    let context = context
    for name in ["disable_eager_execution", "disable_v2_behavior"] {
      old.function(name, "") { _ throws(Raise) in
        context.disableEager()
        return .none
      }
    }
    for name in ["enable_eager_execution", "enable_v2_behavior"] {
      old.function(name, "config=None, device_policy=None, execution_mode=None") {
        _ throws(Raise) in
        context.enableEager()
        return .none
      }
    }
    old.function("executing_eagerly", "") { _ throws(Raise) in .bool(!context.isBuilding) }
    old.function("executing_eagerly_outside_functions", "") { _ throws(Raise) in
      .bool(context.graph?.root.kind != .plain && !context.graphs.isEagerOff)
    }
    old.function("get_default_graph", "") { _ throws(Raise) in
      .object((context.graph ?? context.defaultGraph).object)
    }
    old.function("reset_default_graph", "") { _ throws(Raise) in
      context.resetDefaultGraph()
      return .none
    }
    for name in [
      "disable_resource_variables", "enable_resource_variables", "disable_tensor_equality",
    ] {
      old.function(name, "") { _ throws(Raise) in .none }
    }
  }

  private func addPlaceholders(to old: ModuleObject) {
    let context = context
    old.function("placeholder", "dtype, shape=None, name=None") { a throws(Raise) in
      guard let graph = context.graph else {
        throw Raise.runtime("tf.placeholder() is not compatible with eager execution.")
      }
      let dtype = try DTypeObject.argument(a[0]) ?? .float32
      let shape = PartialShape(a[1].isAbsent ? nil : try ShapeObject.lengths(of: a[1]))
      let name = graph.uniqueName(a[2].text ?? "Placeholder")
      let signature = PartialSignature(dtype, shape)
      let made = graph.add(
        GraphNode(
          name: name, type: "Placeholder", outputs: [signature], span: context.currentSpan),
        needs: [], samples: [Sample(signature)]
      ) { _ throws(Raise) in
        let node = "{{node \(name)}}"
        var shapeText = ""
        if let known = shape.known, known.rank > 0 { shapeText = " and shape \(known.bracketed)" }
        throw Raise(
          tensorFlow: "InvalidArgumentError",
          "Graph execution error:\n\nDetected at node '\(name)' defined at (most recent call last):\n"
            + "Node: '\(name)'\nYou must feed a value for placeholder tensor '\(name)' with dtype "
            + "\(dtype.kernelName)\(shapeText)\n\t [[\(node)]]")
      }
      return made[0].value
    }
    old.function(
      "placeholder_with_default", "input, shape, name=None"
    ) { a throws(Raise) in
      guard let graph = context.graph else { return a[0] }
      let fallback = a[0]
      let base = a[2].text ?? "PlaceholderWithDefault"
      let tensor = try graph.call(OpText("Const"), name: base + "/input", [fallback]) {
        values throws(Raise) in context.box(context.recorded(try context.tensor(values[0])))
      }
      let symbol = tensor.cast(SymbolicTensor.self)
      let signature = PartialSignature(
        graph.signature(of: tensor).dtype, PartialShape(try ShapeObject.lengths(of: a[1])))
      let made = graph.add(
        GraphNode(
          name: graph.uniqueName(base), type: "PlaceholderWithDefault",
          inputs: symbol.map { [graph.edge(to: $0)] } ?? [], outputs: [signature],
          span: context.currentSpan),
        needs: symbol.map { [$0] } ?? [], samples: [Sample(signature)]
      ) { run throws(Raise) in [try run.value(of: tensor)] }
      return made[0].value
    }
  }

  private func addSession(to old: ModuleObject) {
    let context = context
    let type = TypeObject(
      "Session", module: "tensorflow.python.client.session",
      construct: { [unowned context] _, arguments throws(Raise) in
        var graph = context.graph ?? context.defaultGraph
        for (name, value) in arguments.named where name.text == "graph" {
          if let given = value.cast(GraphObject.self) { graph = given.builder }
        }
        return .object(SessionObject(graph, context.graphs.sessionType))
      }, members: SessionObject.members)
    context.graphs.sessionType = type
    old.set("Session", .object(type))
    old.set(
      "InteractiveSession",
      .native("InteractiveSession", "target='', graph=None, config=None") { a throws(Raise) in
        let graph = a[1].cast(GraphObject.self)?.builder ?? context.graph ?? context.defaultGraph
        let session = SessionObject(graph, type)
        context.graphs.sessions.append(session)
        return .object(session)
      })
    old.function("ConfigProto", "**kwargs") { _ throws(Raise) in .none }
    old.function("get_default_session", "") { _ throws(Raise) in
      PyValue(context.graphs.sessions.last.map { .object($0) })
    }
  }

  private func addVariables(to old: ModuleObject) {
    let context = context
    old.set("Variable", .object(context.variableType))
    func variables(_ trainable: Bool) -> [GraphVariable] {
      let graph = context.graph ?? context.defaultGraph
      return context.graphs.graphVariables.filter {
        $0.graph === graph && (!trainable || $0.isTrainable)
      }
    }
    old.function("global_variables", "scope=None") { _ throws(Raise) in
      .list(variables(false).map { .object($0.variable) })
    }
    old.function("trainable_variables", "scope=None") { _ throws(Raise) in
      .list(variables(true).map { .object($0.variable) })
    }
    for name in ["global_variables_initializer", "initialize_all_variables"] {
      old.function(name, "") { _ throws(Raise) in
        guard let graph = context.graph else { return .none }
        let all = variables(false)
        let needs = all.compactMap { $0.initial.cast(SymbolicTensor.self) }
        _ = graph.add(
          GraphNode(
            name: graph.uniqueName("init"), type: "NoOp",
            controlInputs: all.compactMap {
              graph.picture.node(named: $0.variable.variable.name + "/Assign")
            }, outputs: [], span: context.currentSpan),
          needs: needs, samples: []
        ) { run throws(Raise) in
          try context.initialize(all, run)
          return []
        }
        return .object(graph.object.operation(graph.picture.nodes.count - 1))
      }
    }
    for (name, method) in [
      ("assign", "assign"), ("assign_add", "assign_add"), ("assign_sub", "assign_sub"),
    ] {
      old.function(name, "ref, value, use_locking=None, name=None") { a throws(Raise) in
        try a[0].attribute(Symbol(method)).call(a[1])
      }
    }
    old.function(
      "get_variable",
      "name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, "
        + "collections=None, caching_device=None, partitioner=None, validate_shape=True, "
        + "use_resource=None, custom_getter=None, constraint=None"
    ) { a throws(Raise) in try getVariable(a, context) }
    old.function("local_variables_initializer", "") { _ throws(Raise) in
      guard let graph = context.graph else { return .none }
      return graph.effect("NoOp", name: "group_deps", controls: []) { _ in }
    }
    old.function("set_random_seed", "seed") { a throws(Raise) in
      if let graph = context.graph {
        graph.seed = try context.int(a[0])
        return .none
      }
      guard let tf = try? context.module("tensorflow"),
        let random = try tf.findAttribute(Symbol("random"))
      else { return .none }
      return try random.attribute(Symbol("set_seed")).call(a[0])
    }
  }
}

/// `tf.compat.v1.get_variable`.
private func getVariable(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
  guard let name = a[0].text else { throw Raise.type("The name of a variable must be a string") }
  let dtype = a[2].isAbsent ? DTypeObject.value(.float32) : a[2]
  let graph = context.graph ?? context.defaultGraph
  if context.graphs.graphVariables.contains(where: {
    $0.graph === graph && $0.variable.variable.name == name
  }) {
    throw Raise.value(
      "Variable \(name) already exists, disallowed. Did you mean to set reuse=True or "
        + "reuse=tf.AUTO_REUSE in VarScope?")
  }
  var initial = a[3]
  if initial.isCallable, !a[1].isAbsent {
    initial = try initial.call(
      [a[1], dtype], keywords: KeywordNames([Symbol("dtype")]))
  } else if initial.isAbsent {
    guard !a[1].isAbsent else {
      throw Raise.value(
        "Shape of a new variable (\(name)) must be fully defined, but instead was <unknown>.")
    }
    let shape = try context.shape(a[1], op: "Fill")
    throw Raise.unsupported(
      "tf.compat.v1.get_variable of shape \(shape) without an initializer")
  }
  return try PyValue.object(context.variableType).call(
    [initial, .string(name), a[5]],
    keywords: KeywordNames([Symbol("name"), Symbol("trainable")]))
}
