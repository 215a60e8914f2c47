import Engine

/// The names of `tf` that have to do with graphs.
struct GraphModule {
  let context: RunContext

  func add(to module: ModuleObject) {
    addFunction(to: module)
    addGraphs(to: module)
    addEffects(to: module)
    addConfiguration(to: module)
    ControlFunctions(context: context).add(to: module)
    CompatModule(context: context).add(to: module)
  }

  // MARK: tf.function

  private func addFunction(to module: ModuleObject) {
    let context = context
    module.function(
      "function",
      "func=None, input_signature=None, autograph=True, jit_compile=None, reduce_retracing=False, "
        + "experimental_implements=None, experimental_autograph_options=None, "
        + "experimental_attributes=None, experimental_relax_shapes=None, experimental_compile=None, "
        + "experimental_follow_type_hints=None"
    ) { a throws(Raise) in
      var options = TracedFunction.Options()
      options.usesAutograph = try a[2].truth()
      options.relaxesShapes = try a[4].truth()
      if a.has(8) { options.relaxesShapes = try a[8].truth() }
      if a.has(1) {
        guard a[1].object?.kind == .list || a[1].object?.kind == .tuple else {
          throw Raise.type(
            "input_signature must be either a tuple or a list, got \(a[1].typeName).")
        }
        options.signature = try a[1].items()
      }
      if a[0].isAbsent {
        return .native("decorator", "inner_function, /") { inner throws(Raise) in
          try traced(inner[0], options, context)
        }
      }
      return try traced(a[0], options, context)
    }
    module.set("TensorSpec", .object(TypeObject.tensorSpec))
    module.set("Module", .object(context.makeModuleType()))
    let autograph = ModuleObject("tensorflow._api.v2.autograph")
    let experimental = ModuleObject("tensorflow._api.v2.autograph.experimental")
    experimental.function("do_not_convert", "func=None") { a throws(Raise) in
      if a[0].isAbsent {
        return .native("decorator", "func, /") { inner throws(Raise) in
          .object(UnconvertedFunction(inner[0], context))
        }
      }
      return .object(UnconvertedFunction(a[0], context))
    }
    experimental.function(
      "set_loop_options",
      "parallel_iterations=None, swap_memory=None, maximum_iterations=None, shape_invariants=None"
    ) { a throws(Raise) in
      if a.has(3) { context.graphs.shapeInvariants = try a[3].items() }
      return .none
    }
    autograph.set("experimental", .object(experimental))
    autograph.function(
      "to_graph", "entity, recursive=True, experimental_optional_features=None"
    ) { a throws(Raise) in a[0] }
    autograph.function("set_verbosity", "level, alsologtostdout=False") { _ throws(Raise) in .none }
    autograph.function("trace", "*args") { _ throws(Raise) in .none }
    module.set("autograph", .object(autograph))
  }

  // MARK: Graphs

  private func addGraphs(to module: ModuleObject) {
    let context = context
    let graphType = TypeObject(
      "Graph", module: "tensorflow.python.framework.ops", base: .graph,
      construct: { [unowned context] _, _ throws(Raise) in
        let builder = GraphBuilder(context, .plain)
        context.recording.graphs.append(builder.picture)
        return .object(builder.object)
      })
    module.set("Graph", .object(graphType))
    module.set("Operation", .object(TypeObject.operation))
    module.function("executing_eagerly", "") { _ throws(Raise) in .bool(!context.isBuilding) }
    module.function("inside_function", "") { _ throws(Raise) in
      .bool(context.graph?.root.isFunction ?? false)
    }
    module.function("is_symbolic_tensor", "tensor") { a throws(Raise) in
      .bool(a[0].object is SymbolicTensor)
    }
    module.function("name_scope", "name") { a throws(Raise) in
      guard let name = a[0].text else {
        throw Raise.value("name for name_scope must be a string.")
      }
      return .object(NameScopeObject(name, context))
    }
    module.function("get_current_name_scope", "") { _ throws(Raise) in
      .string((context.graph?.scopes ?? context.nameScopes).joined(separator: "/"))
    }
    module.function("control_dependencies", "control_inputs") { a throws(Raise) in
      .object(ControlScope(a[0].isAbsent ? [] : try a[0].items(), context))
    }
    module.function("init_scope", "") { _ throws(Raise) in .object(InitScope(context)) }
    let arrayType = TypeObject(
      "TensorArray", module: "tensorflow.python.ops.tensor_array_ops", base: .tensorArray,
      construct: { [unowned context] _, arguments throws(Raise) in
        try context.makeTensorArray(arguments)
      })
    module.set("TensorArray", .object(arrayType))
  }

  // MARK: Effects

  private func addEffects(to module: ModuleObject) {
    let context = context
    module.function("group", "*inputs, name=None") { a throws(Raise) in
      guard let graph = context.graph else { return .none }
      let nodes = try a[0].items().compactMap { value in
        value.cast(SymbolicTensor.self)?.edge.node ?? value.cast(OperationObject.self)?.node
      }
      return graph.effect("NoOp", name: a[1].text ?? "group_deps", controls: nodes) { _ in }
    }
    module.function("no_op", "name=None") { a throws(Raise) in
      guard let graph = context.graph else { return .none }
      return graph.effect("NoOp", name: a[0].text ?? "NoOp", controls: []) { _ in }
    }
    module.function(
      "Assert", "condition, data, summarize=None, name=None"
    ) { a throws(Raise) in
      let data = a[1]
      func check(_ condition: PyValue, _ data: PyValue) throws(Raise) {
        guard try !condition.truth() else { return }
        throw TensorErrors.invalidArgument(
          "Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
            + (try PrintFunction.summary(data)), op: "Assert")
      }
      guard let graph = context.graph,
        GraphNest.containsTensors(a[0]) || GraphNest.containsTensors(data)
      else {
        guard try !a[0].truth() else { return .none }
        var texts: [String] = []
        let letters = data.text.map { $0.map { PyValue.string(String($0)) } }
        let items = if let letters { letters } else { try data.items() }
        for item in items {
          texts.append(
            AssertionText.listed(
              try context.tensor(item).array, a.has(2) ? try a.int(2) : 3))
        }
        throw TensorErrors.assertion(
          "Expected '\(try a[0].str())' to be true. Summarized data: "
            + texts.joined(separator: "\n"))
      }
      let condition = a[0]
      return try graph.effect("Assert", name: "Assert/Assert", reading: [condition, data]) {
        values throws(Raise) in try check(values[0], values[1])
      }
    }
    PrintFunction(context: context).add(to: module)
    PythonFunctions(context: context).add(to: module)
  }

  // MARK: Configuration

  private func addConfiguration(to module: ModuleObject) {
    let context = context
    let config: ModuleObject
    if let known = module.get(Symbol("config"))?.cast(ModuleObject.self) {
      config = known
    } else {
      config = ModuleObject("tensorflow._api.v2.config")
      module.set("config", .object(config))
    }
    config.function("run_functions_eagerly", "run_eagerly") { a throws(Raise) in
      context.graphs.runsFunctionsEagerly = try a[0].truth()
      return .none
    }
    config.function("experimental_run_functions_eagerly", "run_eagerly") { a throws(Raise) in
      context.graphs.runsFunctionsEagerly = try a[0].truth()
      return .none
    }
    config.function("functions_run_eagerly", "") { _ throws(Raise) in
      .bool(context.graphs.runsFunctionsEagerly)
    }
    config.function("list_physical_devices", "device_type=None") { _ throws(Raise) in .list([]) }
  }
}

private func traced(
  _ function: PyValue, _ options: TracedFunction.Options, _ context: RunContext
) throws(Raise) -> PyValue {
  guard function.isCallable else {
    throw Raise.type("\(try function.repr()) is not a callable object")
  }
  return .object(TracedFunction(function, options, context))
}

/// A function that `tf.autograph.experimental.do_not_convert` keeps as it is.
package final class UnconvertedFunction: PyObject {
  private let function: PyValue
  unowned(unsafe) private let context: RunContext

  init(_ function: PyValue, _ context: RunContext) {
    self.function = function
    self.context = context
    super.init(.function)
  }

  package override var isCallable: Bool { true }
  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    try function.findAttribute(name)
  }

  package override var bindsToInstances: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    let before = context.graphs.converts
    context.setConverts(false)
    defer { context.setConverts(before) }
    return try function.call(arguments)
  }
}

/// `with tf.init_scope():`, which lifts what is in it out of the graphs.
package final class InitScope: PyObject {
  unowned(unsafe) private let context: RunContext

  init(_ context: RunContext) {
    self.context = context
    super.init(.initScope)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try a.object(0, InitScope.self).context.push(nil)
      return .none
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, InitScope.self).context.pop()
      return .none
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let initScope = TypeObject(
    "_GeneratorContextManager", members: InitScope.members)
}

extension GraphBuilder {
  /// A node without outputs that waits for others.
  func effect(
    _ type: String, name: String, controls nodes: [Int],
    _ body: @escaping (GraphRun) throws(Raise) -> Void
  ) -> PyValue {
    noteEffect()
    _ = add(
      GraphNode(
        name: uniqueName(name), type: type, controlInputs: nodes + (controls.last ?? []),
        outputs: [], span: context.currentSpan),
      needs: [], samples: []
    ) { run throws(Raise) in
      try body(run)
      return []
    }
    return .object(object.operation(picture.nodes.count - 1))
  }

  /// A node without outputs that reads values.
  func effect(
    _ type: String, name: String, reading values: [PyValue],
    _ body: @escaping ([PyValue]) throws(Raise) -> Void
  ) throws(Raise) -> PyValue {
    noteEffect()
    let symbols = values.flatMap { GraphNest.tensors(in: $0) }.compactMap {
      $0.cast(SymbolicTensor.self)
    }
    for tensor in symbols {
      try check(tensor)
      note(tensor)
    }
    _ = add(
      GraphNode(
        name: uniqueName(name), type: type, inputs: symbols.map { edge(to: $0) },
        controlInputs: controls.last ?? [], outputs: [], span: context.currentSpan),
      needs: symbols, samples: []
    ) { run throws(Raise) in
      var actual: [PyValue] = []
      for value in values { actual.append(try run.value(of: value)) }
      try body(actual)
      return []
    }
    return .object(object.operation(picture.nodes.count - 1))
  }
}
