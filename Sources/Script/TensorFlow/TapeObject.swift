import Engine

/// A `tf.GradientTape` of the lesson.
package final class TapeObject: PyObject {
  /// The engine's tape, always persistent: `isUsedUp` tells what may be asked.
  let tape: GradientTape
  let isPersistent: Bool
  unowned(unsafe) let context: RunContext
  private(set) var isUsedUp = false
  var hasStarted = false
  /// The variables that it watched, once it is used up.
  private var watched: [PyValue] = []

  init(_ tape: GradientTape, isPersistent: Bool, _ context: RunContext) {
    self.tape = tape
    self.isPersistent = isPersistent
    self.context = context
    super.init(context.tapeType)
  }

  // MARK: Recording

  private func enter() throws(Raise) {
    guard !tape.isRecording else {
      throw Raise.value(
        "Tape is still recording, This can happen if you try to re-enter an already-active tape.")
    }
    context.mark()
    // A tape that was used up begins anew.
    if isUsedUp { isUsedUp = false }
    hasStarted = true
    do throws(EngineError) {
      if tape.stretches.isEmpty { try tape.start() } else { tape.resume() }
    } catch {
      throw Raise(error)
    }
  }

  private func requireRecording() throws(Raise) {
    guard tape.isRecording else { throw Raise.value("Tape is not recording.") }
  }

  private func watch(_ value: PyValue) throws(Raise) {
    context.mark()
    for leaf in try Nest.leaves(of: value) {
      if isUsedUp || !hasStarted, leaf.object is TensorObject || leaf.object is VariableObject {
        throw Raise.attribute("'NoneType' object has no attribute '_tape'")
      }
      if let tensor = leaf.cast(TensorObject.self) {
        warnUnlessFloating(tensor.tensor.dtype)
        tape.watch(context.recorded(tensor.tensor))
      } else if let variable = leaf.cast(VariableObject.self) {
        warnUnlessFloating(variable.variable.dtype)
        tape.watch(variable.variable)
      } else {
        throw Raise.value(
          "Passed in object \(try leaf.str()) of type '\(leaf.type.name)', not tf.Tensor or "
            + "tf.Variable or ExtensionType.")
      }
    }
  }

  private func warnUnlessFloating(_ dtype: DType) {
    guard !dtype.isDifferentiable else { return }
    context.warn(
      "WARNING:tensorflow:The dtype of the watched tensor must be floating (e.g. tf.float32), got "
        + "tf.\(dtype.name)")
  }

  // MARK: Questions

  func begin() throws(Raise) {
    if isUsedUp || !hasStarted {
      throw Raise.runtime(
        "A non-persistent GradientTape can only be used to compute one set of gradients (or "
          + "jacobians)")
    }
    context.mark()
    guard tape.isRecording else { return }
    if !isPersistent {
      tape.stop()
    } else {
      context.warnOnce(
        "WARNING:tensorflow:Calling GradientTape.gradient on a persistent tape inside its context "
          + "is significantly less efficient than calling it outside the context (it causes the "
          + "gradient ops to be recorded on the tape, leading to increased CPU and memory "
          + "usage). Only call GradientTape.gradient inside the context if you actually want to "
          + "trace the gradient in order to compute higher order derivatives.")
    }
  }

  func targets(_ target: PyValue) throws(Raise) -> [Tensor] {
    if target.isNone {
      throw Raise.type(
        "Argument `target` should be a list or nested structure of Tensors, Variables or "
          + "CompositeTensors to be differentiated, but received None.")
    }
    var found: [Tensor] = []
    for leaf in try Nest.leaves(of: target) {
      if let tensor = leaf.cast(TensorObject.self) {
        found.append(tensor.tensor)
      } else if let variable = leaf.cast(VariableObject.self) {
        found.append(variable.variable.value)
      } else if let slices = leaf.cast(IndexedSlicesObject.self) {
        found.append(try context.tensor(slices.values))
      } else {
        throw try noTensor(leaf)
      }
    }
    return found
  }

  func sources(_ leaves: [PyValue]) throws(Raise) -> [GradientSource] {
    var found: [GradientSource] = []
    for leaf in leaves {
      if let tensor = leaf.cast(TensorObject.self) {
        found.append(.tensor(tensor.tensor))
      } else if let variable = leaf.cast(VariableObject.self) {
        found.append(.variable(variable.variable))
      } else {
        throw try noTensor(leaf)
      }
    }
    return found
  }

  /// Anything else is asked for its dtype first, then for its place on the tape.
  private func noTensor(_ leaf: PyValue) throws(Raise) -> Raise {
    if leaf.isNone || leaf.text != nil {
      return Raise.type(
        "Cannot convert the argument `type_value`: \(try leaf.repr()) to a TensorFlow DType.")
    }
    let name = NumPyTypes.errorName(of: leaf)
    let hasDType: Bool
    switch leaf {
    case .int, .bool: hasDType = true
    default: hasDType = leaf.object is ArrayObject || leaf.object is NumPyScalar
    }
    return Raise.attribute("'\(name)' object has no attribute '\(hasDType ? "_id" : "dtype")'")
  }

  func unconnected(_ value: PyValue) throws(Raise) -> UnconnectedGradients {
    if value.isAbsent { return .none }
    let text = value.cast(UnconnectedObject.self)?.value ?? value.text
    switch text {
    case "none": return .none
    case "zero": return .zero
    default:
      throw Raise.value("Unknown value for unconnected_gradients: \(try value.repr())")
    }
  }

  /// A tape that is not persistent answers once.
  func useUp() {
    guard !isPersistent else { return }
    watched = watchedVariables()
    isUsedUp = true
  }

  fileprivate func watchedVariables() -> [PyValue] {
    if isUsedUp || !hasStarted { return watched }
    return tape.watchedVariables().map { context.object(for: $0) }
  }

  private func gradient(_ a: Bound) throws(Raise) -> PyValue {
    try begin()
    let targets = try targets(a[1])
    let leaves = try Nest.leaves(of: a[2])
    let sources = try sources(leaves)
    let unconnected = try unconnected(a[4])
    var seeds: [Tensor?] = []
    if a.has(3) {
      for (place, leaf) in try Nest.leaves(of: a[3]).enumerated() {
        guard place < targets.count else { break }
        seeds.append(try context.tensor(leaf))
      }
    }
    useUp()
    let answers: [Gradient?]
    do throws(EngineError) {
      answers = try tape.gradients(
        of: targets, by: sources, outputGradients: seeds, unconnected: unconnected)
    } catch {
      throw context.raise(error)
    }
    var boxes = answers.map { PyValue($0.map { context.box($0) }) }[...]
    return try Nest.pack(like: a[2], &boxes)
  }
}

extension TapeObject {
  private static func of(_ value: PyValue) throws(Raise) -> TapeObject {
    guard let object = value.cast(TapeObject.self) else {
      throw Raise.type("expected a tf.GradientTape, got '\(value.typeName)'")
    }
    return object
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      try of(a[0]).enter()
      return a[0]
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      let object = try of(a[0])
      object.context.mark()
      object.tape.stop()
      return .none
    },
    .method("watch", "tensor") { a throws(Raise) in
      try of(a[0]).watch(a[1])
      return .none
    },
    .method(
      "gradient",
      "target, sources, output_gradients=None, unconnected_gradients=None"
    ) { a throws(Raise) in try of(a[0]).gradient(a) },
    .method(
      "jacobian",
      "target, sources, unconnected_gradients=None, parallel_iterations=None, "
        + "experimental_use_pfor=True"
    ) { a throws(Raise) in try of(a[0]).jacobian(a) },
    .method(
      "batch_jacobian",
      "target, source, unconnected_gradients=None, parallel_iterations=None, "
        + "experimental_use_pfor=True"
    ) { a throws(Raise) in try of(a[0]).batchJacobian(a) },
    .method("stop_recording", "") { a throws(Raise) in
      .object(TapePauseObject(try of(a[0])))
    },
    .method("reset", "") { a throws(Raise) in
      let object = try of(a[0])
      try object.requireRecording()
      object.context.mark()
      do throws(EngineError) {
        try object.tape.reset()
      } catch {
        throw Raise(error)
      }
      object.renew()
      return .none
    },
    .method("watched_variables", "") { a throws(Raise) in
      let object = try of(a[0])
      return .tuple(object.watchedVariables())
    },
  ]

  private func renew() { isUsedUp = false }

  func pause() throws(Raise) {
    if isUsedUp || !hasStarted {
      throw Raise.runtime("Trying to stop recording a tape which is not recording.")
    }
    try requireRecording()
    do throws(EngineError) {
      try tape.pause()
    } catch {
      throw Raise(error)
    }
  }
}

extension RunContext {
  nonisolated(unsafe) private static let tapeSignature = Signature(
    "__init__", "persistent=False, watch_accessed_variables=True", owner: "GradientTape")

  /// `tf.GradientTape(…)`.
  func makeTape(_ arguments: Arguments) throws(Raise) -> PyValue {
    try RunContext.tapeSignature.bind(arguments) { a throws(Raise) in
      if let graph = self.graph {
        return .object(
          GraphTape(
            graph, isPersistent: try a[0].truth(), watchesVariables: try a[1].truth()))
      }
      return .object(
        TapeObject(
          GradientTape(
            in: self.recording, isPersistent: true,
            watchesAccessedVariables: try a[1].truth()),
          isPersistent: try a[0].truth(), self))
    }
  }
}
