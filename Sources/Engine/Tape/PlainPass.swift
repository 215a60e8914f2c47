/// The backward pass over plain numbers: no node objects, no recursion, no allocation for scalars.
struct PlainPass {
  let recording: Recording
  private(set) var nodes: TrackedNodes
  private let slots: AdjointSlots
  private var arrays: [NDArray] = []

  /// A pass that will be seeded with so many targets.
  init(_ recording: Recording, _ nodes: TrackedNodes, targets: Int) {
    self.recording = recording
    self.nodes = nodes
    // A target that nothing reads gets a slot of its own.
    slots = AdjointSlots(count: nodes.slotCount + targets)
  }

  /// Adds a target: its adjoint starts from `seed`, or from ones.
  mutating func seed(_ target: NodeID, _ seed: NDArray?) throws(EngineError) {
    let slot = nodes.addSlot(target.index)
    let signature = recording.signature(of: target)
    guard signature.dtype.isDifferentiable else { return }
    let one = NDArray.number(1, signature.dtype)
    try add(seed ?? one.broadcast(to: signature.shape).contiguous(), at: slot)
  }

  /// Goes from the last node to the first and passes every adjoint on to the inputs.
  mutating func run() throws(EngineError) {
    var position = nodes.last - 1
    while position >= nodes.first {
      // Runs of scalar nodes are done over raw memory; whatever else comes up is done by itself.
      position = runScalars(from: position)
      guard position >= nodes.first else { return }
      try passOn(NodeID(position), position - nodes.first)
      position -= 1
    }
  }

  /// Passes adjoints on while nodes are scalars of one floating type, last to first.
  ///
  /// - Returns: the position that it could not do, or one before the first.
  private func runScalars(from start: Int) -> Int {
    let first = nodes.first
    return recording.withColumns { chunks, operands, rules in
      nodes.isTracked.withUnsafeBufferPointer { isTracked in
        nodes.outside.withReader { outside in
          let pass = ScalarRun(
            chunks: chunks, operands: operands, rules: rules, isTracked: isTracked,
            kinds: slots.kinds, bits: slots.bits, first: first, outside: outside)
          return pass.run(from: start, operandsEnd: recording.firstOperand(after: start))
        }
      }
    }
  }

  private func trackedSlot(_ node: Int32) -> Int? {
    guard let slot = nodes.slot(node), nodes.isTracked[slot] else { return nil }
    return slot
  }

  /// One node whose inputs or adjoint are arrays.
  private mutating func passOn(_ id: NodeID, _ slot: Int) throws(EngineError) {
    guard nodes.isTracked[slot], slots.kinds[slot] != .none else { return }
    let op = recording.operation(of: id)
    if op is VariableState { return }
    let inputs = recording.inputs(of: id)
    let values = inputs.map { recording.value(of: $0) }
    let output = recording.value(of: id)
    let upstream = self.value(at: slot, output.dtype)
    for (place, input) in inputs.enumerated() {
      guard let into = trackedSlot(input.index), op.isDifferentiable(by: place),
        let flow = try op.plainAdjointFlow(to: place, upstream, values, output)
      else { continue }
      try add(NDArray.unbroadcast(flow, to: values[place].shape), at: into)
    }
  }

  private mutating func add(_ value: NDArray, at slot: Int) throws(EngineError) {
    if slots.kinds[slot] != .none {
      let before = self.value(at: slot, value.dtype)
      slots.kinds[slot] = .none
      return try add(before + value, at: slot)
    }
    if case .scalar(let scalar) = value.payload {
      slots.kinds[slot] = .scalar
      slots.bits[slot] = scalar
    } else {
      slots.kinds[slot] = .array
      slots.bits[slot] = UInt64(arrays.count)
      if arrays.isEmpty { arrays.reserveCapacity(8) }
      arrays.append(value)
    }
  }

  private func value(at slot: Int, _ dtype: DType) -> NDArray {
    slots.kinds[slot] == .array
      ? arrays[Int(slots.bits[slot])] : NDArray(payload: .scalar(slots.bits[slot]), dtype: dtype)
  }

  /// The adjoint of a node, `nil` where nothing arrived.
  func adjoint(of node: NodeID) -> NDArray? {
    guard let slot = nodes.slot(node.index), slots.kinds[slot] != .none else { return nil }
    return value(at: slot, recording.signature(of: node).dtype)
  }

  /// The adjoint of a source; of a variable the sum over its states.
  func adjoint(of source: GradientSource) throws(EngineError) -> NDArray? {
    switch source {
    case .tensor(let tensor):
      return tensor.recording === recording ? adjoint(of: tensor.node) : nil
    case .variable(let variable):
      var sum: NDArray?
      for state in recording.states(of: variable) {
        guard let value = adjoint(of: state) else { continue }
        sum = if let before = sum { try before + value } else { value }
      }
      return sum
    }
  }
}
