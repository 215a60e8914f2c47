/// How a recording stays within a budget of memory: old values are let go and, when somebody looks,
/// computed again from the nearest kept ones.
///
/// Kept always: scalars, constants, numbers drawn, and what a rule of the lesson answered. Of the
/// states of a variable every so many are kept, so that computing again never starts far away.
struct Retention {
  /// Bytes of values, above which old ones are let go.
  var budget = Int.max
  /// Bytes of values that are kept.
  var held = 0
  /// Nodes before this one were looked at.
  var swept = 0
  /// Of each variable the states whose number is a multiple of this are kept.
  var stateStride = 1
  /// How many values are gone.
  var letGoCount = 0
  /// Nodes that were computed again, the one that may go first in front.
  var restored: [NodeID] = []
  var restoredBytes = 0

  /// After letting go, this part of the budget is in use at most, so that it is not done at every
  /// step.
  static let rest = 0.75
  /// The part of the budget that values computed again may take.
  static let forRestored = 0.25
  /// What memory of its own costs an array beside its elements.
  static let overhead = 160

  static func cost(_ array: NDArray) -> Int { array.byteCount + overhead }
}

extension NDArray {
  /// What stands where a value was let go: scalars are never kept in the list of arrays.
  static let letGo = NDArray(payload: .scalar(0), dtype: .bool)

  @inline(__always)
  var isLetGo: Bool {
    if case .scalar = payload { return true }
    return false
  }
}

extension Recording {
  /// Bytes of values, above which old ones are let go and computed again when asked for.
  ///
  /// No value of the tape that records now, or recorded last, is let go, so that one step of a
  /// training may exceed it.
  public var memoryBudget: Int {
    get { retention.budget }
    set {
      retention.budget = Swift.max(newValue, 0)
      if retention.held > retention.budget { letGo() }
    }
  }

  /// Bytes of the values that are kept now.
  public var heldByteCount: Int { retention.held }

  /// How many values were let go; each can still be read.
  public var letGoCount: Int { retention.letGoCount }

  @inline(__always)
  func keep(_ array: NDArray) {
    arrays.append(array)
    retention.held += Retention.cost(array)
    if retention.held > retention.budget { letGo() }
  }

  /// Lets go of the oldest values that can be computed again.
  @inline(never)
  private func letGo() {
    let wanted = Int(Double(retention.budget) * Retention.rest)
    let end = firstProtected
    while retention.held > wanted, retention.swept < end {
      drop(NodeID(retention.swept))
      retention.swept += 1
    }
    // Only states of variables are left to give: those in between go.
    while retention.held > wanted, retention.stateStride < 1 << 16, thinStates() {}
  }

  /// The first node that may still be needed by a gradient in the making.
  private var firstProtected: Int {
    var first = count
    for tape in activeTapes {
      first = Swift.min(first, tape.stretches.first?.lowerBound ?? count)
      first = Swift.min(first, tape.currentStretches.last?.lowerBound ?? count)
    }
    return Swift.min(first, lastTapeStart)
  }

  /// Lets every second of the kept states go.
  ///
  /// - Returns: whether there were any.
  private func thinStates() -> Bool {
    retention.stateStride *= 2
    var found = false
    for variable in variables {
      var number = retention.stateStride / 2
      while number < variable.states.count, variable.states[number].position < retention.swept {
        let before = retention.held
        drop(variable.states[number])
        found = found || retention.held < before
        number += retention.stateStride
      }
    }
    return found
  }

  private func drop(_ id: NodeID) {
    let (chunk, slot) = place(id)
    guard isInArrays(id), canRecompute(id), !isCheckpoint(id) else { return }
    let index = Int(chunk.value[slot])
    guard !arrays[index].isLetGo else { return }
    retention.held -= Retention.cost(arrays[index])
    retention.letGoCount += 1
    arrays[index] = .letGo
  }

  private func isInArrays(_ id: NodeID) -> Bool {
    signature(of: id).shape.rank > 0
  }

  private func isCheckpoint(_ id: NodeID) -> Bool {
    guard let state = operation(of: id) as? VariableState else { return false }
    let states = variables[state.variable].states
    guard let number = states.place(of: id) else { return true }
    return number % retention.stateStride == 0
  }

  /// Whether a value follows from others alone.
  private func canRecompute(_ id: NodeID) -> Bool {
    if edited[id] != nil { return false }
    switch operation(of: id) {
    case let state as VariableState:
      switch state.update {
      case .assign, .add, .subtract: return inputCount(of: id) == 2
      case .initial, .part: return false
      }
    case is GradientResult: return call(answering: id) != nil
    case is any Leaf: return false
    default: return true
    }
  }

  /// The gradient question whose answer a node holds, where it can be asked again.
  private func call(answering id: NodeID) -> GradientCall? {
    var index = events.firstIndexAfter(id)
    while index < events.count {
      if case .gradient(let call) = events[index].kind {
        guard call.asked <= id.position else { return nil }
        if call.view != nil, call.customRuns.isEmpty, call.resultNodes.contains(id) { return call }
      }
      index += 1
    }
    return nil
  }
}

// MARK: Computing again

extension Recording {
  /// A value that was let go.
  @inline(never)
  func recomputed(_ wanted: NodeID) -> NDArray {
    // What a variable holds now is at hand, however old it is.
    if let state = operation(of: wanted) as? VariableState,
      let now = variables[state.variable].variable?.value, now.node == wanted
    {
      return now.array
    }
    var pending = [wanted]
    var fresh: [NodeID] = []
    while let id = pending.last {
      guard isGone(id) else {
        pending.removeLast()
        continue
      }
      let missing = needed(by: id).filter(isGone)
      guard missing.isEmpty else {
        pending += missing
        continue
      }
      pending.removeLast()
      compute(id, &fresh)
    }
    let (chunk, slot) = place(wanted)
    let value = arrays[Int(chunk.value[slot])]
    remember(fresh)
    return value
  }

  private func isGone(_ id: NodeID) -> Bool {
    guard isInArrays(id) else { return false }
    let (chunk, slot) = place(id)
    return arrays[Int(chunk.value[slot])].isLetGo
  }

  /// The nodes whose values must be there first.
  private func needed(by id: NodeID) -> [NodeID] {
    guard operation(of: id) is GradientResult, let call = call(answering: id), let view = call.view
    else { return inputs(of: id) }
    let last = call.targets.max()?.position ?? -1
    var found = call.targets
    for stretch in view.stretches where stretch.lowerBound <= last {
      for position in stretch.clamped(to: 0..<last + 1) {
        found.append(NodeID(position))
        found += inputs(of: NodeID(position))
      }
    }
    return found
  }

  private func compute(_ id: NodeID, _ fresh: inout [NodeID]) {
    do throws(EngineError) {
      switch operation(of: id) {
      case let state as VariableState:
        let (old, operand) = (value(of: input(0, of: id)), value(of: input(1, of: id)))
        switch state.update {
        case .add: restore(id, try old + operand, &fresh)
        case .subtract: restore(id, try old - operand, &fresh)
        case .assign, .initial, .part: restore(id, operand, &fresh)
        }
      case is GradientResult:
        guard let call = call(answering: id) else { preconditionFailure("a kept answer is gone") }
        for (node, value) in try answered(call) where isGone(node) { restore(node, value, &fresh) }
      case let op:
        restore(id, try evaluate(op, id), &fresh)
      }
    } catch {
      // Ops are functions of their inputs, and this one had a result before.
      preconditionFailure("an op failed that had succeeded: \(error)")
    }
    precondition(!isGone(id), "what was computed again is there")
  }

  private func evaluate(_ op: any Operation, _ id: NodeID) throws(EngineError) -> NDArray {
    try op.evaluate(inputs(of: id).map { value(of: $0) })
  }

  private func restore(_ id: NodeID, _ value: NDArray, _ fresh: inout [NodeID]) {
    let (chunk, slot) = place(id)
    // A scalar in memory of its own stands for one that is never let go.
    arrays[Int(chunk.value[slot])] = value
    retention.held += Retention.cost(value)
    retention.letGoCount -= 1
    fresh.append(id)
  }

  /// The answers of a gradient question, asked again.
  private func answered(
    _ call: GradientCall
  ) throws(EngineError) -> [(node: NodeID, value: NDArray)] {
    guard let view = call.view else { return [] }
    let last = call.targets.max()?.position ?? -1
    var pass = PlainPass(
      self, TrackedNodes(self, view, upTo: last), targets: call.targets.count,
      isOrdered: view.isOrdered)
    for (target, seed) in zip(call.targets, call.seeds) { try pass.seed(target, seed) }
    try pass.run()
    var found: [(NodeID, NDArray)] = []
    for (source, answer) in zip(call.sources, call.answers) {
      switch answer {
      case .none, .array: continue
      case .node(let node):
        let value =
          if let adjoint = try pass.adjoint(of: source) {
            try adjoint.dense()
          } else {
            try NDArray.filled(0, signature(of: node))
          }
        found.append((node, value))
      case .slices(let values, _, _):
        guard case .slices(let parts) = try pass.adjoint(of: source),
          let all = try Slices.joined(parts)
        else { continue }
        found.append((values, all.values))
      }
    }
    return found
  }

  /// Keeps what was computed again for a while, the latest longest.
  private func remember(_ fresh: [NodeID]) {
    for id in fresh { retention.restoredBytes += Retention.cost(kept(id)) }
    retention.restored += fresh
    let limit = Int(Double(retention.budget) * Retention.forRestored)
    var gone = 0
    while retention.restoredBytes > limit, gone < retention.restored.count - 1 {
      let id = retention.restored[gone]
      retention.restoredBytes -= Retention.cost(kept(id))
      gone += 1
      if id.position < retention.swept { drop(id) }
    }
    retention.restored.removeFirst(gone)
  }

  private func kept(_ id: NodeID) -> NDArray {
    let (chunk, slot) = place(id)
    return arrays[Int(chunk.value[slot])]
  }
}

extension [NodeID] {
  /// Where a node stands in a list in order of time.
  func place(of id: NodeID) -> Int? {
    let index = partition(before: id)
    return index < count && self[index] == id ? index : nil
  }

  /// How many nodes of a list in order of time are older.
  func partition(before id: NodeID) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [Event] {
  /// The first event that happened after a node was computed.
  fileprivate func firstIndexAfter(_ id: NodeID) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].position <= id.position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
