/// The backward pass in any reading: recorded tensors for higher orders, symbolic tensors later.
struct GenericPass<V: ShapedValue> {
  let recording: Recording
  private(set) var nodes: TrackedNodes
  private var adjoints: [V?]
  private let read: (Recording, NodeID) -> V

  init(_ recording: Recording, _ nodes: TrackedNodes, read: @escaping (Recording, NodeID) -> V) {
    self.recording = recording
    self.nodes = nodes
    self.read = read
    adjoints = [V?](repeating: nil, count: nodes.slotCount)
  }

  mutating func seed(_ target: NodeID, _ seed: V?) throws(EngineError) {
    let slot = nodes.addSlot(target.index)
    while adjoints.count < nodes.slotCount { adjoints.append(nil) }
    let one: V
    if let seed {
      one = seed
    } else {
      let value = read(recording, target)
      let unit = try V.literal(1, like: value)
      one =
        value.signature.shape.rank == 0
        ? unit : try V.apply(BroadcastTo(value.signature.shape), [unit])
    }
    try add(one, at: slot)
  }

  mutating func run() throws(EngineError) {
    var position = nodes.last - 1
    while position >= nodes.first {
      defer { position -= 1 }
      let slot = position - nodes.first
      guard nodes.isTracked[slot], let upstream = adjoints[slot] else { continue }
      let id = NodeID(position)
      let op = recording.operation(of: id)
      if op is VariableState { continue }
      try step(op, id, upstream)
    }
  }

  private mutating func step(
    _ op: some Operation, _ id: NodeID, _ upstream: V
  ) throws(EngineError) {
    let inputs = recording.inputs(of: id)
    let values = inputs.map { read(recording, $0) }
    let output = read(recording, id)
    for (place, input) in inputs.enumerated() {
      guard let slot = nodes.slot(input.index), nodes.isTracked[slot],
        op.isDifferentiable(by: place),
        let flow = try op.adjointFlow(to: place, upstream, values, output)
      else { continue }
      try add(V.unbroadcast(flow, to: values[place].signature.shape), at: slot)
    }
  }

  private mutating func add(_ value: V, at slot: Int) throws(EngineError) {
    if let before = adjoints[slot] {
      adjoints[slot] = try before + value
    } else {
      adjoints[slot] = value
    }
  }

  /// The adjoint of a source; of a variable the sum over its states.
  func adjoint(of source: GradientSource) throws(EngineError) -> V? {
    switch source {
    case .tensor(let tensor):
      guard tensor.recording === recording, let slot = nodes.slot(tensor.node.index) else {
        return nil
      }
      return adjoints[slot]
    case .variable(let variable):
      var sum: V?
      for state in recording.states(of: variable) {
        guard let slot = nodes.slot(state.index), let value = adjoints[slot] else { continue }
        sum = if let before = sum { try before + value } else { value }
      }
      return sum
    }
  }
}
