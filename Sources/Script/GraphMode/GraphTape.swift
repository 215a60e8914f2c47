import Engine

/// A `tf.GradientTape` inside a graph: each run has a tape of its own that does the same.
package final class GraphTape: PyObject {
  private let graph: GraphBuilder
  private let isPersistent: Bool
  private let watchesVariables: Bool
  /// Which of the tapes of a run it is.
  private let key = TapeKey()
  private var watched: [PyValue] = []
  private var isUsedUp = false
  private var isRecording = false
  private var hasStarted = false

  private final class TapeKey {}

  init(_ graph: GraphBuilder, isPersistent: Bool, watchesVariables: Bool) {
    self.graph = graph
    self.isPersistent = isPersistent
    self.watchesVariables = watchesVariables
    super.init(.graphTape)
  }

  private var context: RunContext { graph.context }

  private func builder() -> GraphBuilder { context.graph ?? graph }

  /// The tape of a run; it is made when the run comes to where it is entered first.
  private func tape(in run: GraphRun) -> GradientTape {
    let identity = ObjectIdentifier(key)
    if let known = run.findTape(identity) { return known }
    let made = GradientTape(
      in: context.recording, isPersistent: true, watchesAccessedVariables: watchesVariables)
    run.owner(of: graph).tapes[identity] = made
    return made
  }

  // MARK: Recording

  private func enter() throws(Raise) {
    guard !isRecording else {
      throw Raise.value(
        "Tape is still recording, This can happen if you try to re-enter an already-active tape.")
    }
    isRecording = true
    let isFirst = !hasStarted
    hasStarted = true
    builder().addHidden { [self] run throws(Raise) in
      let identity = ObjectIdentifier(key)
      if isFirst { run.owner(of: graph).tapes[identity] = nil }
      let tape = tape(in: run)
      tape.resume()
      return []
    }
  }

  private func leave() {
    isRecording = false
    builder().addHidden { [self] run in
      tape(in: run).stop()
      return []
    }
  }

  private func watch(_ value: PyValue) throws(Raise) {
    for leaf in try Nest.leaves(of: value) {
      guard GraphNest.isTensor(leaf) else {
        throw Raise.value(
          "Passed in object \(try leaf.str()) of type '\(leaf.type.name)', not tf.Tensor or "
            + "tf.Variable or ExtensionType.")
      }
      watched.append(leaf)
      let symbol = leaf.cast(SymbolicTensor.self)
      if let symbol { builder().note(symbol) }
      if let variable = leaf.cast(VariableObject.self) { builder().note(variable) }
      builder().addHidden(needs: symbol.map { [$0] } ?? []) { [self] run throws(Raise) in
        let tape = tape(in: run)
        if let variable = leaf.cast(VariableObject.self) {
          tape.watch(run.variable(variable).variable)
        } else {
          tape.watch(try run.tensor(of: leaf))
        }
        return []
      }
    }
  }

  private func pause(_ pauses: Bool) {
    builder().addHidden { [self] run throws(Raise) in
      let tape = tape(in: run)
      if pauses { tape.stop() } else { tape.resume() }
      return []
    }
  }

  // MARK: Questions

  private func begin() throws(Raise) {
    if isUsedUp {
      throw Raise.runtime(
        "A non-persistent GradientTape can only be used to compute one set of gradients (or "
          + "jacobians)")
    }
    if !isPersistent {
      isUsedUp = true
      if isRecording { leave() }
    }
  }

  /// Whether the tape follows a tensor or a variable.
  private func follows(_ source: PyValue) -> Bool {
    if let variable = source.cast(VariableObject.self) {
      return watchesVariables && variable.variable.isTrainable
        || watched.contains { $0.cast(VariableObject.self)?.variable === variable.variable }
    }
    if watched.contains(where: { $0.isSame(as: source) }) { return true }
    guard let tensor = source.cast(SymbolicTensor.self) else { return false }
    let reach = builder().reach(of: tensor)
    if watchesVariables, reach.variables.contains(where: { $0.variable.isTrainable }) {
      return true
    }
    return watched.contains { watched in
      if let symbol = watched.cast(SymbolicTensor.self) { return reach.contains(symbol) }
      guard let variable = watched.cast(VariableObject.self) else { return false }
      return reach.contains(variable)
    }
  }

  private func targets(_ value: PyValue) throws(Raise) -> [PyValue] {
    if value.isNone {
      throw Raise.type(
        "Argument `target` should be a list or nested structure of Tensors, Variables or "
          + "CompositeTensors to be differentiated, but received None.")
    }
    let leaves = try Nest.leaves(of: value)
    for leaf in leaves where !GraphNest.isTensor(leaf) {
      throw Raise.attribute("'\(leaf.typeName)' object has no attribute 'dtype'")
    }
    return leaves
  }

  private func gradient(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    let targets = try targets(a[1])
    let sources = try Nest.leaves(of: a[2])
    let seeds = a.has(3) ? try Nest.leaves(of: a[3]) : []
    let zero = (a[4].cast(UnconnectedObject.self)?.value ?? a[4].text) == "zero"
    var answers = try builder().gradientNode(
      targets, sources, seeds, zero: zero, prefix: "gradient_tape",
      follows: { [self] in follows($0) },
      tape: { [self] run in tape(in: run) })[...]
    return try Nest.pack(like: a[2], &answers)
  }

  /// `tape.jacobian` and `tape.batch_jacobian`: asked of the tape of a run.
  private func jacobian(_ a: Bound, isBatch: Bool) throws(Raise) -> PyValue {
    try begin()
    guard let target = try targets(a[1]).first else { return .none }
    let graph = builder()
    let sources = try Nest.leaves(of: a[2])
    let shape = graph.signature(of: target).shape
    var answers: [PyValue] = []
    for source in sources {
      let signature = graph.signature(of: source)
      guard follows(source), graph.connects(target, source) else {
        answers.append(.none)
        continue
      }
      var lengths = signature.shape.lengths
      if isBatch { lengths?.removeFirst() }
      let full = shape.lengths.flatMap { own in lengths.map { PartialShape(own + $0) } }
      let symbols = GraphNest.tensors(in: .list([target, source])).compactMap {
        $0.cast(SymbolicTensor.self)
      }
      for symbol in symbols { graph.note(symbol) }
      let context = context
      let reach = target.cast(SymbolicTensor.self).map { graph.reach(of: $0) } ?? Reach([])
      let made = graph.add(
        GraphNode(
          name: graph.uniqueName("Jacobian"), type: "Jacobian",
          inputs: symbols.map { graph.edge(to: $0) },
          outputs: [PartialSignature(signature.dtype, full ?? .unknown)],
          span: context.currentSpan),
        needs: symbols, samples: [], reaches: [reach]
      ) { [self] run throws(Raise) in
        let object = TapeObject(tape(in: run), isPersistent: true, context)
        object.hasStarted = true
        let result = try PyValue.object(object)
          .attribute(Symbol(isBatch ? "batch_jacobian" : "jacobian"))
          .call(try run.value(of: target), try run.value(of: source))
        return [result]
      }
      answers.append(made[0].value)
    }
    var rest = answers[...]
    return try Nest.pack(like: a[2], &rest)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try of(a[0]).enter()
      return a[0]
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      let tape = try of(a[0])
      if tape.isRecording { tape.leave() }
      return .none
    },
    .method("watch", "tensor") { a throws(Raise) in
      try of(a[0]).watch(a[1])
      return .none
    },
    .method(
      "gradient", "target, sources, output_gradients=None, unconnected_gradients=None"
    ) { a throws(Raise) in try of(a[0]).gradient(a) },
    .method(
      "jacobian",
      "target, sources, unconnected_gradients=None, parallel_iterations=None, "
        + "experimental_use_pfor=True"
    ) { a throws(Raise) in try of(a[0]).jacobian(a, isBatch: false) },
    .method(
      "batch_jacobian",
      "target, source, unconnected_gradients=None, parallel_iterations=None, "
        + "experimental_use_pfor=True"
    ) { a throws(Raise) in try of(a[0]).jacobian(a, isBatch: true) },
    .method("stop_recording", "") { a throws(Raise) in .object(GraphTapePause(try of(a[0]))) },
    .method("reset", "") { a throws(Raise) in
      let tape = try of(a[0])
      tape.watched = []
      tape.builder().addHidden { [tape] run throws(Raise) in
        do throws(EngineError) {
          try tape.tape(in: run).reset()
        } catch {
          throw Raise(error)
        }
        return []
      }
      return .none
    },
    .method("watched_variables", "") { a throws(Raise) in
      let tape = try of(a[0])
      return .tuple(
        tape.builder().root.variables.filter { tape.follows(.object($0)) }.map { .object($0) })
    },
  ]

  private static func of(_ value: PyValue) throws(Raise) -> GraphTape {
    guard let tape = value.cast(GraphTape.self) else {
      throw Raise.type("expected a tf.GradientTape, got '\(value.typeName)'")
    }
    return tape
  }

  fileprivate func setPaused(_ isPaused: Bool) { pause(isPaused) }
}

/// `with tape.stop_recording():` in a graph.
package final class GraphTapePause: PyObject {
  private let tape: GraphTape

  init(_ tape: GraphTape) {
    self.tape = tape
    super.init(.graphTapePause)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try a.object(0, GraphTapePause.self).tape.setPaused(true)
      return .none
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, GraphTapePause.self).tape.setPaused(false)
      return .none
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let graphTape = TypeObject(
    "GradientTape", module: "tensorflow.python.eager.backprop", members: GraphTape.members)
  nonisolated(unsafe) static let graphTapePause = TypeObject(
    "_GeneratorContextManager", members: GraphTapePause.members)
}
