/// The backward pass in any reading: recorded tensors for higher orders, symbolic tensors later.
struct GenericPass<V: ShapedValue> {
  /// Asks a rule of the lesson.
  typealias RuleReading = (CustomQuestion<V>) throws(EngineError) -> [Adjoint<V>?]

  let recording: Recording
  private(set) var nodes: TrackedNodes
  /// What has arrived at each slot, in order; one item once it was added up.
  private var arrivals: [[Adjoint<V>]]
  /// Speaking outputs at which nothing arrived but at others of their call.
  private var woken: Set<Int> = []
  private var targets: [NodeID] = []
  /// In TensorFlow's order: what waits to arrive at states of variables.
  private var waiting: [TapeStep: Adjoint<V>]?
  private let read: (Recording, NodeID) -> V
  private let rule: RuleReading

  /// A pass over what a tape tracked: `read` gives the reading of a node's value, `rule` that of a
  /// gradient which the lesson wrote.
  init(
    _ recording: Recording, _ nodes: TrackedNodes,
    read: @escaping (Recording, NodeID) -> V,
    rule: @escaping RuleReading = { question throws(EngineError) in
      throw .invalidArgument(op: question.op.function, "its own gradient cannot be read here")
    }
  ) {
    self.recording = recording
    self.nodes = nodes
    self.read = read
    self.rule = rule
    arrivals = [[Adjoint<V>]](repeating: [], count: nodes.slotCount)
  }

  mutating func seed(_ target: NodeID, _ seed: V?) throws(EngineError) {
    guard recording.signature(of: target).dtype.isDifferentiable else { return }
    let slot = nodes.addSlot(target.index)
    targets.append(target)
    while arrivals.count < nodes.slotCount { arrivals.append([]) }
    let start: V
    if let seed { start = seed } else { start = try filled(1, like: target) }
    add(.whole(start), at: slot)
  }

  /// The same number everywhere, in the shape of a node.
  private func filled(_ number: Double, like node: NodeID) throws(EngineError) -> V {
    let value = read(recording, node)
    let unit = try V.literal(number, like: value)
    let shape = value.signature.shape
    return shape.rank == 0 ? unit : try V.apply(BroadcastTo(shape), [unit])
  }

  mutating func run() throws(EngineError) {
    guard !recording.hasOrderedOps, !showsOrder else { return try runInOrder() }
    var position = nodes.last - 1
    while position >= nodes.first {
      try visit(position)
      position -= 1
    }
  }

  /// Whether more than two flows arrive somewhere.
  private var showsOrder: Bool {
    guard nodes.hasFans || targets.count > 1 else { return false }
    let slots = targets.compactMap { nodes.slot($0.index) }
    return FanOuts(recording, nodes, targets: slots).showsOrder
  }

  private mutating func runInOrder() throws(EngineError) {
    waiting = [:]
    for step in TapeOrder(recording, nodes, targets: targets).steps {
      switch step {
      case .node(let position): try visit(position)
      case .read(let node, let place):
        guard let flow = waiting?.removeValue(forKey: step),
          let slot = trackedSlot(recording.input(place, of: NodeID(node)))
        else { continue }
        add(flow, at: slot)
      }
    }
  }

  private mutating func visit(_ position: Int) throws(EngineError) {
    let slot = position - nodes.first
    let id = NodeID(position)
    guard nodes.isTracked[slot] else { return }
    let op = recording.operation(of: id)
    if waiting != nil, let op = op as? CustomOutput { return try ask(op, id) }
    guard let upstream = try settled(slot) else { return }
    switch type(of: op).passRole {
    case .end: return
    case .handsOn: try hand(upstream, to: recording.input(0, of: id), from: id, 0)
    case .custom:
      if let op = op as? CustomOutput { try ask(op, id) }
    case .rule, .rows: try step(op, id, upstream)
    }
  }

  /// Adds what goes to an input, or lets it wait for its turn.
  private mutating func hand(
    _ flow: Adjoint<V>, to input: NodeID, from node: NodeID, _ place: Int
  ) throws(EngineError) {
    guard let slot = trackedSlot(input) else { return }
    if waiting != nil, recording.operation(of: input) is VariableState {
      waiting?[.read(node: node.position, place: place)] = flow
    } else {
      add(flow, at: slot)
    }
  }

  private func trackedSlot(_ node: NodeID) -> Int? {
    guard let slot = nodes.slot(node.index), nodes.isTracked[slot] else { return nil }
    return slot
  }

  private mutating func step(
    _ op: some Operation, _ id: NodeID, _ adjoint: Adjoint<V>
  ) throws(EngineError) {
    let inputs = recording.inputs(of: id)
    if op is Negate, let rows = try adjoint.negatedRows() {
      return try hand(rows, to: inputs[0], from: id, 0)
    }
    let values = inputs.map { read(recording, $0) }
    let output = read(recording, id)
    let upstream = try adjoint.dense().fitted(to: output.signature)
    let gather = op as? Gather
    for (place, input) in inputs.enumerated() {
      guard let slot = trackedSlot(input), op.isDifferentiable(by: place) else { continue }
      if let rows = try gather?.rows(upstream, values) {
        add(.slices([rows]), at: slot)
      } else if let flow = try op.adjointFlow(to: place, upstream, values, output) {
        let whole = try V.unbroadcast(flow, to: values[place].signature.shape)
        try hand(.whole(whole), to: input, from: id, place)
      }
    }
  }

  /// The rule of the lesson: asked once for all outputs, when the speaking one comes up.
  private mutating func ask(_ op: CustomOutput, _ id: NodeID) throws(EngineError) {
    let outputs = op.outputs(around: id)
    let speaker = outputs[op.speaker]
    guard id == speaker else {
      if waiting == nil, let slot = nodes.slot(speaker.index), arrivals[slot].isEmpty {
        arrivals[slot] = [.whole(try filled(0, like: speaker))]
        woken.insert(slot)
      }
      return
    }
    var arrived: [V] = []
    var carrier = speaker
    var hasArrived = false
    for output in outputs.reversed() {
      if let slot = nodes.slot(output.index), let adjoint = try settled(slot) {
        hasArrived = true
        arrived.append(try adjoint.dense())
        if !woken.contains(slot) { carrier = output }
      } else {
        arrived.append(try filled(0, like: output))
      }
    }
    guard hasArrived else { return }
    let inputs = recording.inputs(of: id).prefix(op.ruleCount)
    // Arguments that nobody follows: the tape never saw more than what the function computed.
    guard inputs.contains(where: { trackedSlot($0) != nil }) else {
      for (output, value) in zip(outputs, arrived.reversed()) {
        if let slot = trackedSlot(recording.input(op.ruleCount, of: output)) {
          add(.whole(value), at: slot)
        }
      }
      return
    }
    let flows = try rule(
      CustomQuestion(op: op, speaker: speaker, carrier: carrier, upstreams: arrived.reversed()))
    for (place, (input, flow)) in zip(inputs, flows).enumerated() {
      if let flow { try hand(flow, to: input, from: id, place) }
    }
  }

  private mutating func add(_ value: Adjoint<V>, at slot: Int) {
    arrivals[slot].append(value)
  }

  /// All that has arrived at a slot, added up.
  private mutating func settled(_ slot: Int) throws(EngineError) -> Adjoint<V>? {
    guard let first = arrivals[slot].first else { return nil }
    if arrivals[slot].count == 1 { return first }
    let sum = try Adjoint.sum(arrivals[slot])
    arrivals[slot] = [sum]
    return sum
  }

  /// The adjoint of a source; of a variable the sum over its states.
  mutating func adjoint(of source: GradientSource) throws(EngineError) -> Adjoint<V>? {
    switch source {
    case .tensor(let tensor):
      guard tensor.recording === recording, let slot = nodes.slot(tensor.node.index) else {
        return nil
      }
      return try settled(slot)
    case .variable(let variable):
      var sum: Adjoint<V>?
      for state in nodes.known(among: recording.states(of: variable)) {
        guard let slot = nodes.slot(state.index), let value = try settled(slot) else { continue }
        if sum == nil { sum = value } else { try sum?.add(value) }
      }
      return sum
    }
  }
}

/// What a rule of the lesson is asked while a pass runs.
struct CustomQuestion<V> {
  let op: CustomOutput
  /// The output that speaks for all, and the first one at which anything arrived.
  let speaker: NodeID
  let carrier: NodeID
  /// What arrived at each output.
  let upstreams: [V]
}

extension ShapedValue {
  /// What arrives at a node, in the node's own shape: a rule of the lesson may have given another.
  func fitted(to output: Signature) throws(EngineError) -> Self {
    if signature == output { return self }
    guard signature.dtype == output.dtype else {
      throw .mixedDTypes(op: Multiply.name, signature.dtype, output.dtype)
    }
    if signature.shape == output.shape { return self }
    return try Self.apply(BroadcastTo(output.shape), [self])
  }
}
