/// What a gradient is taken by.
public enum GradientSource {
  /// A tensor that was watched, or one computed from what is.
  case tensor(Tensor)
  /// A variable, in all the states it had while the tape recorded.
  case variable(Variable)
}

/// What stands for a gradient where no path leads from target to source.
public enum UnconnectedGradients: Sendable {
  /// No gradient: `nil`.
  case none
  /// Zeros of the source's shape.
  case zero
}

/// Marks a stretch of a recording and the values to differentiate by.
///
/// The recording holds every op anyway; a tape only says from where to where it looks, and what is
/// watched. Which ops depend on a watched value is worked out when a gradient is asked for.
public final class GradientTape {
  package let recording: Recording
  package let id: TapeID
  /// Whether it answers more than once.
  public let isPersistent: Bool
  /// Whether trainable variables are watched when they are used.
  public let watchesAccessedVariables: Bool

  /// Stretches of node positions seen so far; the last is open while the tape records.
  package private(set) var stretches: [Range<Int>] = []
  private var openStart: Int?
  /// Watched nodes and the position from which they are.
  package private(set) var watchedNodes: [(node: NodeID, position: Int)] = []
  /// Variables that were watched by name.
  package private(set) var watchedByName: Set<Int> = []
  private var isUsedUp = false

  /// A tape that does not record yet.
  ///
  /// - Parameters:
  ///   - recording: what it looks at.
  ///   - isPersistent: whether it may be asked more than once.
  ///   - watchesAccessedVariables: whether trainable variables are watched when used.
  public init(
    in recording: Recording, isPersistent: Bool = false, watchesAccessedVariables: Bool = true
  ) {
    self.recording = recording
    self.isPersistent = isPersistent
    self.watchesAccessedVariables = watchesAccessedVariables
    id = recording.nextTape()
  }

  /// Whether it records now.
  public var isRecording: Bool { openStart != nil }

  /// Begins to record.
  ///
  /// - Throws: when it records already.
  public func start() throws(EngineError) {
    guard !isRecording else { throw .tapeRecording }
    open()
  }

  /// Ends recording; a tape that does not record stays as it is.
  public func stop() {
    guard isRecording else { return }
    close()
  }

  /// Records what the body does.
  public func record<R>(_ body: () throws -> R) throws -> R {
    try start()
    defer { stop() }
    return try body()
  }

  /// Leaves out what the body does.
  ///
  /// - Throws: when the tape does not record, and what the body throws.
  public func withoutRecording<R>(_ body: () throws -> R) throws -> R {
    try pause()
    defer { resume() }
    return try body()
  }

  /// Stops for a while; see `resume`.
  package func pause() throws(EngineError) {
    guard isRecording else {
      throw .tapeNotRecording(stopping: true)
    }
    close()
  }

  /// Goes on after `pause`.
  package func resume() {
    if !isRecording { open() }
  }

  /// Forgets everything it has seen and watched.
  ///
  /// - Throws: when it does not record.
  public func reset() throws(EngineError) {
    guard isRecording else {
      throw .tapeNotRecording(stopping: false)
    }
    close()
    stretches = []
    watchedNodes = []
    watchedByName = []
    isUsedUp = false
    open()
  }

  /// Follows a tensor from here on.
  public func watch(_ tensor: Tensor) {
    guard tensor.recording === recording else { return }
    if watchedNodes.isEmpty { watchedNodes.reserveCapacity(4) }
    watchedNodes.append((tensor.node, recording.count))
    recording.note(.watched(id, tensor.node))
  }

  /// Follows a variable, trainable or not.
  public func watch(_ variable: Variable) {
    watchedByName.insert(variable.number)
    recording.note(.watched(id, variable.value.node))
  }

  /// Variables that the tape follows and that are still held, in order of creation.
  public func watchedVariables() -> [Variable] {
    var found = watchedByName
    if watchesAccessedVariables {
      for stretch in currentStretches {
        for position in stretch {
          let id = NodeID(position)
          if recording.operation(of: id) is VariableState { continue }
          for input in recording.inputs(of: id) {
            if let state = recording.operation(of: input) as? VariableState,
              recording.variables[state.variable].isTrainable
            {
              found.insert(state.variable)
            }
          }
        }
      }
    }
    return found.sorted().compactMap { recording.variables[$0].variable }
  }

  /// The stretches, the open one up to now.
  package var currentStretches: [Range<Int>] {
    guard let openStart else { return stretches }
    return stretches + [openStart..<recording.count]
  }

  /// What it looks at, up to now.
  var view: TapeView {
    TapeView(
      stretches: currentStretches, watchedNodes: watchedNodes, watchedByName: watchedByName,
      watchesAccessedVariables: watchesAccessedVariables, isOrdered: recording.hasOrderedOps)
  }

  private func open() {
    openStart = recording.count
    recording.activeTapes.append(self)
    recording.note(.tapeStarted(id))
  }

  private func close() {
    if let openStart, openStart < recording.count {
      stretches.append(openStart..<recording.count)
    }
    openStart = nil
    recording.activeTapes.removeAll { $0 === self }
    recording.note(.tapeStopped(id))
  }

  /// The derivative of the sum of the targets by each source.
  ///
  /// While another tape records, the calculation is recorded too, so that it can be differentiated
  /// again.
  ///
  /// - Parameters:
  ///   - targets: what is differentiated.
  ///   - sources: what by.
  ///   - outputGradients: adjoints to start from, one a target; ones where absent.
  ///   - unconnected: what stands where no path leads to a source.
  /// - Returns: one entry a source, `nil` where no path leads to it.
  /// - Throws: on the second question to a tape that is not persistent.
  public func gradient(
    of targets: [Tensor], by sources: [GradientSource], outputGradients: [Tensor?] = [],
    unconnected: UnconnectedGradients = .none
  ) throws(EngineError) -> [Tensor?] {
    let answers = try gradients(
      of: targets, by: sources, outputGradients: outputGradients, unconnected: unconnected)
    return try answers.map { (answer) throws(EngineError) in try answer?.dense() }
  }

  /// The same, but rows stay rows where only some of a source were read.
  package func gradients(
    of targets: [Tensor], by sources: [GradientSource], outputGradients: [Tensor?] = [],
    unconnected: UnconnectedGradients = .none, isNoted: Bool = true
  ) throws(EngineError) -> [Gradient?] {
    guard !isUsedUp else { throw .tapeUsedUp }
    if !isPersistent {
      isUsedUp = true
      stop()
    }
    let question = BackwardQuestion(
      tape: self, targets: targets, sources: sources, seeds: outputGradients,
      zeroIfUnconnected: unconnected == .zero, isNoted: isNoted)
    return try Denormals.off(unless: recording.holdsHalf) { () throws(EngineError) in
      try recording.answer(question)
    }
  }

  /// The derivative of one target by one tensor.
  public func gradient(of target: Tensor, by source: Tensor) throws(EngineError) -> Tensor? {
    try gradient(of: [target], by: [.tensor(source)])[0]
  }

  /// The derivative of one target by one variable.
  public func gradient(of target: Tensor, by source: Variable) throws(EngineError) -> Tensor? {
    try gradient(of: [target], by: [.variable(source)])[0]
  }
}
