/// The backward pass over plain numbers: no node objects, no recursion, no allocation for scalars.
struct PlainPass {
  let recording: Recording
  private(set) var nodes: TrackedNodes
  /// Per slot: what its adjoint is held as.
  private var kinds: [Kind]
  /// Per slot: the bits of a scalar adjoint, or an index into `arrays`.
  private var bits: [UInt64]
  private var arrays: [NDArray] = []

  /// What an adjoint is held as.
  enum Kind: UInt8 { case none, scalar, array }

  init(_ recording: Recording, _ nodes: TrackedNodes) {
    self.recording = recording
    self.nodes = nodes
    kinds = [Kind](repeating: .none, count: nodes.slotCount)
    bits = [UInt64](repeating: 0, count: nodes.slotCount)
  }

  /// Adds a target: its adjoint starts from `seed`, or from ones.
  mutating func seed(_ target: NodeID, _ seed: NDArray?) throws(EngineError) {
    let slot = nodes.addSlot(target.index)
    while kinds.count < nodes.slotCount {
      kinds.append(.none)
      bits.append(0)
    }
    let signature = recording.signature(of: target)
    guard signature.dtype.isDifferentiable else { return }
    let one = NDArray(payload: .scalar(signature.dtype.bits(1)), dtype: signature.dtype)
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
  private mutating func runScalars(from start: Int) -> Int {
    let first = nodes.first
    return recording.withColumns { chunks, operands, rules in
      nodes.isTracked.withUnsafeBufferPointer { isTracked in
        nodes.outside.withReader { outside in
          kinds.withUnsafeMutableBufferPointer { kinds in
            bits.withUnsafeMutableBufferPointer { bits in
              var pass = ScalarRun(
                chunks: chunks, operands: operands, rules: rules, isTracked: isTracked,
                kinds: kinds, bits: bits, first: first, outside: outside)
              return pass.run(from: start, operandsEnd: recording.firstOperand(after: start))
            }
          }
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
    guard nodes.isTracked[slot], kinds[slot] != .none else { return }
    let op = recording.operation(of: id)
    if op is VariableState { return }
    let inputs = recording.inputs(of: id)
    let values = inputs.map { recording.value(of: $0) }
    let output = recording.value(of: id)
    let upstream = self.value(at: slot, output.dtype)
    for (place, input) in inputs.enumerated() {
      guard let into = trackedSlot(input.index), op.isDifferentiable(by: place),
        let flow = try op.plainPullback(to: place, upstream, values, output)
      else { continue }
      try add(NDArray.unbroadcast(flow, to: values[place].shape), at: into)
    }
  }

  private mutating func add(_ value: NDArray, at slot: Int) throws(EngineError) {
    if kinds[slot] != .none {
      let before = self.value(at: slot, value.dtype)
      kinds[slot] = .none
      return try add(before + value, at: slot)
    }
    if case .scalar(let scalar) = value.payload {
      kinds[slot] = .scalar
      bits[slot] = scalar
    } else {
      kinds[slot] = .array
      bits[slot] = UInt64(arrays.count)
      if arrays.isEmpty { arrays.reserveCapacity(8) }
      arrays.append(value)
    }
  }

  private func value(at slot: Int, _ dtype: DType) -> NDArray {
    kinds[slot] == .array
      ? arrays[Int(bits[slot])] : NDArray(payload: .scalar(bits[slot]), dtype: dtype)
  }

  /// The adjoint of a node, `nil` where nothing arrived.
  func adjoint(of node: NodeID) -> NDArray? {
    guard let slot = nodes.slot(node.index), kinds[slot] != .none else { return nil }
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
