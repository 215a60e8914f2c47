import Engine

/// One run of a graph: the values that its tensors have in it.
package final class GraphRun {
  let graph: GraphBuilder
  /// The run of the graph around, for bodies of branches and loops.
  let parent: GraphRun?
  private var values: [PyValue]
  /// Which variables stand for those that were arguments while tracing.
  var variables: [Int: VariableObject] = [:]
  /// Tapes that the graph enters, by what they are called in the graph.
  var tapes: [ObjectIdentifier: GradientTape] = [:]
  /// The session that runs the graph.
  var session: SessionObject?
  /// The tape that answers `tf.gradients`.
  private var tape: GradientTape?

  init(_ graph: GraphBuilder, parent: GraphRun? = nil) {
    self.graph = graph
    self.parent = parent
    values = [PyValue](repeating: .unbound, count: graph.slotCount)
  }

  var context: RunContext { graph.context }

  var rootSession: SessionObject? { session ?? parent?.rootSession }

  subscript(slot: Int) -> PyValue {
    get { values[slot] }
    set { values[slot] = newValue }
  }

  func set(_ tensor: SymbolicTensor, _ value: PyValue) { values[tensor.slot] = value }

  // MARK: Values

  /// The value that stands for what was written: tensors of graphs are looked up, in lists and
  /// dictionaries too.
  func value(of written: PyValue) throws(Raise) -> PyValue {
    guard case .object(let object) = written else { return written }
    if let tensor = object as? SymbolicTensor { return try value(of: tensor) }
    if let variable = object as? VariableObject { return .object(self.variable(variable)) }
    switch object.kind {
    case .list, .tuple, .dict:
      guard GraphNest.containsTensors(written) else { return written }
      return try GraphNest.map(written) { leaf throws(Raise) in try value(of: leaf) }
    case .slice:
      guard let slice = object as? SliceObject else { return written }
      return .object(
        SliceObject(
          try value(of: slice.start), try value(of: slice.stop), try value(of: slice.step)))
    default: return written
    }
  }

  func value(of tensor: SymbolicTensor) throws(Raise) -> PyValue {
    var run: GraphRun? = self
    while let current = run {
      if current.graph === tensor.graph {
        let value = current.values[tensor.slot]
        if case .unbound = value { throw tensor.outOfScope }
        return value
      }
      run = current.parent
    }
    throw tensor.outOfScope
  }

  func variable(_ traced: VariableObject) -> VariableObject {
    var run: GraphRun? = self
    while let current = run {
      if let known = current.variables[traced.variable.number] { return known }
      run = current.parent
    }
    return traced
  }

  /// The value as a tensor of the recording.
  func tensor(of written: PyValue) throws(Raise) -> Tensor {
    context.recorded(try context.tensor(try value(of: written)))
  }

  // MARK: Running

  /// Runs every step in order.
  func runAll() throws(Raise) {
    try startTape()
    defer { tape?.stop() }
    for step in graph.steps { try run(step) }
  }

  /// Runs the steps of a call whose outputs are wanted.
  func runAll(for outputs: PyValue) throws(Raise) {
    // A tape of the graph sees all that is written.
    guard graph.gradientSources.isEmpty else { return try runAll() }
    let live = graph.live(for: outputs)
    for (place, step) in graph.steps.enumerated() where live[place] { try run(step) }
  }

  /// Runs the steps that the wanted slots need.
  func run(steps wanted: [Bool]) throws(Raise) {
    try startTape()
    defer { tape?.stop() }
    for (place, step) in graph.steps.enumerated() where wanted[place] {
      // What was fed is not computed.
      if values[step.firstSlot].isUnbound { try run(step) }
    }
  }

  private func run(_ step: GraphBuilder.Step) throws(Raise) {
    context.currentSpan = step.span
    try context.checkLimits()
    let results: [PyValue]
    do throws(Raise) {
      results = try work(of: step)
    } catch {
      throw error.at(step.span)
    }
    if results.isEmpty { values[step.firstSlot] = .none }
    for (offset, value) in results.enumerated() {
      values[step.firstSlot + offset] = value
      if let tape { watch(value, step.firstSlot + offset, tape) }
    }
  }

  /// Does the work of a step in the scopes that it was written in, so that its ops fold together.
  private func work(of step: GraphBuilder.Step) throws(Raise) -> [PyValue] {
    guard let scope = step.scope else { return try step.work(self) }
    let recording = context.recording
    let before = recording.enterScope(context.path(entering: scope))
    defer {
      recording.scope = before
      context.leavePath()
    }
    return try step.work(self)
  }

  // MARK: Gradients of graphs

  /// `tf.gradients` asks a tape that saw the whole run.
  private func startTape() throws(Raise) {
    guard !graph.gradientSources.isEmpty else { return }
    let tape = GradientTape(in: context.recording, isPersistent: true)
    do throws(EngineError) {
      try tape.start()
    } catch {
      throw Raise(error)
    }
    self.tape = tape
    for source in graph.gradientSources {
      if let variable = source.cast(VariableObject.self) {
        tape.watch(self.variable(variable).variable)
      } else if let symbol = source.cast(SymbolicTensor.self), symbol.graph === graph,
        !values[symbol.slot].isUnbound
      {
        watch(values[symbol.slot], symbol.slot, tape)
      }
    }
  }

  private func watch(_ value: PyValue, _ slot: Int, _ tape: GradientTape) {
    let isSource = graph.gradientSources.contains { source in
      guard let symbol = source.cast(SymbolicTensor.self) else { return false }
      return symbol.graph === graph && symbol.slot == slot
    }
    guard isSource, let tensor = value.cast(TensorObject.self)?.tensor else { return }
    tape.watch(tensor)
  }

  /// The tape of this run for `tf.gradients`.
  var gradientTape: GradientTape? {
    var run: GraphRun? = self
    while let current = run {
      if let tape = current.tape { return tape }
      run = current.parent
    }
    return nil
  }
}

/// Structures that tensors of graphs stand in.
enum GraphNest {
  /// Whether a symbolic tensor or a variable is in a structure.
  static func containsTensors(_ value: PyValue) -> Bool {
    guard case .object(let object) = value else { return false }
    switch object.kind {
    case .list:
      return unsafeDowncast(object, to: ListObject.self).items.contains(where: containsTensors)
    case .tuple:
      return unsafeDowncast(object, to: TupleObject.self).items.contains(where: containsTensors)
    case .dict:
      return unsafeDowncast(object, to: DictObject.self).pairs.contains { containsTensors($0.1) }
    case .slice:
      guard let slice = object as? SliceObject else { return false }
      return [slice.start, slice.stop, slice.step].contains(where: containsTensors)
    default:
      return object is SymbolicTensor || object is VariableObject || object is TensorObject
    }
  }

  /// A copy of lists, tuples and dictionaries with every leaf replaced.
  static func map(
    _ value: PyValue, _ change: (PyValue) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    guard case .object(let object) = value else { return try change(value) }
    switch object.kind {
    case .list:
      var items: [PyValue] = []
      for item in unsafeDowncast(object, to: ListObject.self).items {
        items.append(try map(item, change))
      }
      return .list(items)
    case .tuple:
      var items: [PyValue] = []
      let tuple = unsafeDowncast(object, to: TupleObject.self)
      for item in tuple.items { items.append(try map(item, change)) }
      return .object(tuple.replacing(items))
    case .dict:
      let result = DictObject()
      for (key, item) in unsafeDowncast(object, to: DictObject.self).pairs {
        try result.set(key, try map(item, change))
      }
      return .object(result)
    case .slice:
      guard let slice = object as? SliceObject else { return value }
      return .object(
        SliceObject(
          try map(slice.start, change), try map(slice.stop, change), try map(slice.step, change)))
    default: return try change(value)
    }
  }

  /// The leaves that are tensors or variables, in order.
  static func tensors(in value: PyValue) -> [PyValue] {
    var found: [PyValue] = []
    _ = try? map(value) { leaf in
      if leaf.object is SymbolicTensor || leaf.object is VariableObject
        || leaf.object is TensorObject
      {
        found.append(leaf)
      }
      return leaf
    }
    return found
  }
}
