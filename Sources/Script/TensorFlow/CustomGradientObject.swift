import Engine

/// What `@tf.custom_gradient`, `tf.recompute_grad` and `tf.grad_pass_through` make of a function.
package final class CustomGradientObject: PyObject {
  /// Where the gradient comes from.
  enum Source {
    /// The function returns it beside its result.
    case given
    /// The function runs again when the gradient is wanted.
    case recomputed
    /// What arrives goes on to the arguments as it is.
    case passedThrough
  }

  private let function: PyValue
  private let source: Source
  unowned(unsafe) private let context: RunContext

  init(_ function: PyValue, _ source: Source, _ context: RunContext) {
    self.function = function
    self.source = source
    self.context = context
    super.init(.customGradient)
  }

  package override var isCallable: Bool { true }
  package override var hidesAttributes: Bool { true }

  override func attribute(boundTo receiver: PyObject) throws(Raise) -> PyValue? {
    .object(CustomGradientObject(try function.bound(to: receiver), source, context))
  }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if name.text == "__wrapped__" { return function }
    return try function.object?.findAttribute(name)
  }

  package override func repr() throws(Raise) -> String { defaultRepr }

  /// The function itself, through any number of wrappings.
  static func unwrapped(_ value: PyValue) -> PyValue {
    var value = value
    while true {
      if let wrapper = value.cast(CustomGradientObject.self) {
        value = wrapper.function
      } else if let method = value.cast(BoundMethod.self) {
        value = method.function
      } else {
        return value
      }
    }
  }

  // MARK: Calls

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard let graph = context.graph else { return try made(arguments) }
    return try traced(arguments, graph)
  }

  /// In a graph: the function's own ops tell what comes out, and one node behind them computes it
  /// together with its gradient when the graph runs.
  private func traced(_ arguments: Arguments, _ graph: GraphBuilder) throws(Raise) -> PyValue {
    let keywords = arguments.keywords
    let values = arguments.positional + arguments.named.map(\.1)
    let (result, _) = try run(arguments)
    let leaves = try Nest.leaves(of: result).compactMap { $0.cast(SymbolicTensor.self) }
    let inputs = values.flatMap { GraphNest.tensors(in: $0) }
    let symbols = inputs.compactMap { $0.cast(SymbolicTensor.self) }
    for symbol in symbols { graph.note(symbol) }
    for variable in inputs.compactMap({ $0.cast(VariableObject.self) }) { graph.note(variable) }
    // A gradient reaches every input, whatever the ops inside let pass.
    var reach = Reach(symbols)
    for variable in inputs.compactMap({ $0.cast(VariableObject.self) }) {
      reach.formUnion(Reach(variable))
    }
    for leaf in leaves { reach.formUnion(graph.reach(of: leaf)) }
    let node = GraphNode(
      name: graph.uniqueName("IdentityN"), type: "IdentityN",
      inputs: leaves.map { graph.edge(to: $0) }, outputs: leaves.map(\.signature),
      span: context.currentSpan)
    let outputs = graph.add(
      node, needs: symbols,
      samples: leaves.map { graph.sample(of: .object($0)) ?? Sample($0.signature) },
      reaches: leaves.map { _ in reach }, isPure: true
    ) { [self] graphRun throws(Raise) in
      var actual: [PyValue] = []
      for value in values { actual.append(try graphRun.value(of: value)) }
      let made = try context.eagerly { () throws(Raise) in
        let row = UnsafeMutablePointer<PyValue>.allocate(capacity: max(actual.count, 1))
        row.initialize(from: actual, count: actual.count)
        defer {
          row.deinitialize(count: actual.count)
          row.deallocate()
        }
        let count = actual.count - (keywords?.symbols.count ?? 0)
        return try self.made(Arguments(row, count: count, keywords: keywords))
      }
      return try Nest.leaves(of: made)
    }
    var rest = outputs.map(\.value)[...]
    return try Nest.pack(like: result, &rest)
  }

  /// The result with the gradient that comes along.
  private func made(_ arguments: Arguments) throws(Raise) -> PyValue {
    context.mark()
    let recording = context.recording
    let start = recording.count
    // The row of arguments is the function's own once it runs.
    let positional = try Nest.leaves(of: .list(arguments.positional))
    let named = try Nest.leaves(of: .list(arguments.named.map(\.1)))
    let (result, rule) = try run(arguments)
    let variables = context.variables(readFrom: start).filter { variable in
      !(positional + named).contains { argument in
        if let own = argument.cast(VariableObject.self) { return own.variable === variable }
        // In a graph the variable's value is what comes in.
        guard let tensor = argument.cast(TensorObject.self)?.tensor else { return false }
        return tensor.recording != nil && tensor.node == variable.value.node
      }
    }
    let boxes = variables.map { context.object(for: $0) }
    if case .lesson(let function) = rule { try checkVariables(function, boxes) }
    let outputs = try context.tensors(try Nest.leaves(of: result))
    let inputs = try context.tensors(positional)
    context.mark()
    let number = context.gradientRules.count
    context.gradientRules.append(
      GradientRule(
        rule: rule, name: name, variables: boxes, argumentDTypes: inputs.map(\.dtype)))
    let code = Self.code(of: rule)
    let made: [Tensor]
    do throws(EngineError) {
      made = try recording.custom(
        name, inputs, variables: variables.map(\.value), outputs: outputs,
        ruleName: code?.name ?? name, ruleSpan: code?.span ?? .none
      ) { [unowned context] upstream throws(EngineError) in
        try context.answer(number, upstream)
      }
    } catch {
      throw context.raise(error)
    }
    var values = made.map { context.box($0) }[...]
    return try Nest.pack(like: result, &values)
  }

  private var name: String {
    ((try? function.attribute(Names.name)) ?? .none).text ?? "custom_gradient"
  }

  /// Runs the function: its result and where the gradient will come from.
  private func run(_ arguments: Arguments) throws(Raise) -> (PyValue, GradientRule.Rule) {
    switch source {
    case .given:
      let pair = try function.call(arguments).pair()
      return (pair.0, .lesson(pair.1))
    case .passedThrough: return (try function.call(arguments), .passThrough)
    case .recomputed:
      let paused = context.pauseTapes()
      defer { for tape in paused { tape.resume() } }
      let rule = GradientRule.Rule.recompute(
        function, arguments.positional, arguments.named.map(\.1), arguments.keywords)
      return (try function.call(arguments), rule)
    }
  }

  private static func code(of rule: GradientRule.Rule) -> FunctionCode? {
    guard case .lesson(let function) = rule else { return nil }
    return unwrapped(function).cast(FunctionObject.self)?.code
  }

  /// A gradient function must take the variables that the function read.
  private func checkVariables(_ function: PyValue, _ variables: [PyValue]) throws(Raise) {
    guard function.isCallable else { throw Raise.type("unsupported callable") }
    guard !variables.isEmpty,
      let code = Self.unwrapped(function).cast(FunctionObject.self)?.code,
      code.parameters.keywordsSlot == nil,
      !code.parameters.names.contains(where: { $0.text == "variables" })
    else { return }
    throw Raise.type(
      "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since function uses "
        + "variables: \(try PyValue.list(variables).repr())")
  }
}

extension CustomGradientObject {
  static func add(to module: ModuleObject, _ context: RunContext) {
    func maker(_ source: Source) -> NativeFunction.Body {
      { [unowned context] a throws(Raise) in .object(CustomGradientObject(a[0], source, context)) }
    }
    module.function("custom_gradient", "f=None") { [unowned context] a throws(Raise) in
      a.has(0)
        ? .object(CustomGradientObject(a[0], .given, context))
        : .native("<lambda>", "f", maker(.given))
    }
    module.function("recompute_grad", "f", maker(.recomputed))
    module.function("grad_pass_through", "f", maker(.passedThrough))
  }
}

extension TypeObject {
  nonisolated(unsafe) static let customGradient = TypeObject(
    "Bind", module: "tensorflow.python.ops.custom_gradient")
}

extension RunContext {
  /// Trainable variables that ops read since so many nodes were there, oldest first.
  func variables(readFrom start: Int) -> [Variable] {
    recording.variablesRead(from: start).filter(\.isTrainable)
  }

  fileprivate func tensors(_ values: [PyValue]) throws(Raise) -> [Tensor] {
    var tensors: [Tensor] = []
    for value in values { tensors.append(try tensor(value)) }
    return tensors
  }

  /// Lets no tape record until they are resumed.
  fileprivate func pauseTapes() -> [GradientTape] {
    let active = recording.activeTapes
    for tape in active { try? tape.pause() }
    return active
  }
}

extension PyValue {
  /// Exactly two values.
  fileprivate func pair() throws(Raise) -> (PyValue, PyValue) {
    var found: [PyValue] = []
    guard try isIterable() else {
      throw Raise.type("cannot unpack non-iterable \(typeName) object")
    }
    let iterator = try iterate()
    while let item = try iterator.next() {
      guard found.count < 2 else { throw Raise.value("too many values to unpack (expected 2)") }
      found.append(item)
    }
    guard found.count == 2 else {
      throw Raise.value("not enough values to unpack (expected 2, got \(found.count))")
    }
    return (found[0], found[1])
  }
}
