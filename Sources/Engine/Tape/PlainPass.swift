/// The backward pass over plain numbers: no node objects, no recursion, no allocation for scalars.
struct PlainPass {
  let recording: Recording
  private(set) var nodes: TrackedNodes
  /// Whether ops are among the nodes for which TensorFlow's order of visits shows.
  private let isOrdered: Bool
  let slots: AdjointSlots
  private var arrays: [NDArray] = []
  private var slices: [[Slices<NDArray>]] = []
  /// Speaking outputs at which nothing arrived but at others of their call.
  private var woken: Set<Int> = []
  var targets: [NodeID] = []
  let wide = WideSums()
  /// In TensorFlow's order: what waits to arrive at states of variables.
  private var waiting: [TapeStep: Adjoint<NDArray>]?
  /// The rules of the lesson that were asked.
  private(set) var customRuns: [CustomRun] = []

  /// A pass that will be seeded with so many targets.
  init(_ recording: Recording, _ nodes: TrackedNodes, targets: Int, isOrdered: Bool) {
    self.recording = recording
    self.isOrdered = isOrdered
    self.nodes = nodes
    // A target that nothing reads gets a slot of its own.
    slots = AdjointSlots(count: nodes.slotCount + targets)
  }

  /// Adds a target: its adjoint starts from `seed`, or from ones.
  mutating func seed(_ target: NodeID, _ seed: NDArray?) throws(EngineError) {
    let slot = nodes.addSlot(target.index)
    targets.append(target)
    let signature = recording.signature(of: target)
    guard signature.dtype.isDifferentiable else { return }
    let one = NDArray.number(1, signature.dtype)
    try add(
      .whole(seed ?? one.broadcast(to: signature.shape).contiguous()), at: slot, signature.dtype)
  }

  /// Goes from the last node to the first and passes every adjoint on to the inputs.
  mutating func run() throws(EngineError) {
    guard !isOrdered else { return try runInOrder() }
    // Two flows give the same sum either way; what a target starts from is one of them.
    if nodes.hasFans || targets.count > 1 {
      let fanOuts = FanOuts(recording, nodes, targets: targets.compactMap { nodes.slot($0.index) })
      guard !fanOuts.showsOrder else { return try run(fanOuts) }
    }
    var position = nodes.last - 1
    while position >= nodes.first {
      // Runs of scalar nodes are done over raw memory; whatever else comes up is done by itself.
      position = runScalars(from: position)
      guard position >= nodes.first else { return }
      try passOn(NodeID(position), position - nodes.first)
      position -= 1
    }
  }

  private mutating func runInOrder() throws(EngineError) {
    waiting = [:]
    let order = TapeOrder(recording, nodes, targets: targets)
    for node in order.wide { try widen(node) }
    for step in order.steps {
      switch step {
      case .node(let position):
        let id = NodeID(position)
        if let op = recording.operation(of: id) as? CustomOutput {
          try ask(op, id)
        } else {
          try passOn(id, position - nodes.first)
        }
      case .read(let node, let place):
        let input = recording.input(place, of: NodeID(node))
        guard let flow = waiting?.removeValue(forKey: step), let slot = trackedSlot(input.index)
        else { continue }
        try add(flow, at: slot, recording.signature(of: input).dtype)
      }
    }
    for node in order.wide { try settle(node) }
  }

  /// Adds what goes to an input, or lets it wait for its turn.
  private mutating func hand(
    _ flow: Adjoint<NDArray>, to input: NodeID, from node: NodeID, _ place: Int
  ) throws(EngineError) {
    guard let slot = trackedSlot(input.index) else { return }
    if waiting != nil, recording.operation(of: input) is VariableState {
      waiting?[.read(node: node.position, place: place)] = flow
    } else {
      try add(flow, at: slot, recording.signature(of: input).dtype)
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
  mutating func passOn(_ id: NodeID, _ slot: Int) throws(EngineError) {
    try settle(id.index)
    guard nodes.isTracked[slot], slots.kinds[slot] != .none else { return }
    let op = recording.operation(of: id)
    let role = type(of: op).passRole
    switch role {
    case .end: return
    case .custom:
      if let op = op as? CustomOutput { try ask(op, id) }
      return
    case .handsOn:
      let upstream = adjoint(at: slot, recording.signature(of: id).dtype)
      return try hand(upstream, to: recording.input(0, of: id), from: id, 0)
    case .rule, .rows: break
    }
    let inputs = recording.inputs(of: id)
    if slots.kinds[slot] == .slices, op is Negate {
      let upstream = adjoint(at: slot, recording.signature(of: id).dtype)
      guard let rows = try upstream.negatedRows() else { return }
      return try hand(rows, to: inputs[0], from: id, 0)
    }
    let values = inputs.map { recording.value(of: $0) }
    let output = recording.value(of: id)
    let upstream = try adjoint(at: slot, output.dtype).dense().fitted(to: output.signature)
    let gather = role == .rows ? op as? Gather : nil
    for (place, input) in inputs.enumerated() {
      guard let into = trackedSlot(input.index), op.isDifferentiable(by: place) else { continue }
      if let rows = try gather?.rows(upstream, values) {
        try add(.slices([rows]), at: into, values[place].dtype)
      } else if let flow = try op.plainAdjointFlow(to: place, upstream, values, output) {
        let whole = try NDArray.unbroadcast(flow, to: values[place].shape)
        if waiting == nil {
          try add(.whole(whole), at: into, values[place].dtype)
        } else {
          try hand(.whole(whole), to: input, from: id, place)
        }
      }
    }
  }

  /// The rule of the lesson: asked once for all outputs, when the speaking one comes up.
  private mutating func ask(_ op: CustomOutput, _ id: NodeID) throws(EngineError) {
    let outputs = op.outputs(around: id)
    let speaker = outputs[op.speaker]
    for output in outputs { try settle(output.index) }
    guard id == speaker else {
      if waiting == nil, let slot = nodes.slot(speaker.index), slots.kinds[slot] == .none {
        let signature = recording.signature(of: speaker)
        try add(.whole(NDArray.filled(0, signature)), at: slot, signature.dtype)
        woken.insert(slot)
      }
      return
    }
    let inputs = recording.inputs(of: id).prefix(op.ruleCount)
    // Arguments that nobody follows: the tape never saw more than what the function computed.
    guard inputs.contains(where: { trackedSlot($0.index) != nil }) else {
      for output in outputs {
        guard let slot = nodes.slot(output.index), slots.kinds[slot] != .none,
          let into = trackedSlot(recording.input(op.ruleCount, of: output).index)
        else { continue }
        let dtype = recording.signature(of: output).dtype
        try add(adjoint(at: slot, dtype), at: into, dtype)
      }
      return
    }
    var arrays: [NDArray] = []
    var carrier = speaker
    var hasArrived = false
    for output in outputs.reversed() {
      let signature = recording.signature(of: output)
      var array = try NDArray.filled(0, signature)
      if let slot = nodes.slot(output.index), slots.kinds[slot] != .none {
        array = try adjoint(at: slot, signature.dtype).dense()
        hasArrived = true
        if !woken.contains(slot) { carrier = output }
      }
      arrays.append(array)
    }
    guard hasArrived else { return }
    let arrived = arrays.reversed().map { recording.leaf(Upstream(), $0) }
    let flows = try recording.runRule(op, at: speaker, arrived)
    try customRuns.append(CustomRun(speaker, carrier, arrived, flows))
    for (place, (input, flow)) in zip(inputs, flows).enumerated() {
      if let flow { try hand(flow.plain, to: input, from: id, place) }
    }
  }

  /// Adds what arrives at a slot whose node has that dtype.
  mutating func add(
    _ value: Adjoint<NDArray>, at slot: Int, _ dtype: DType
  ) throws(EngineError) {
    if slots.kinds[slot] == .wide {
      return try wide.append(value, at: Int(slots.bits[slot]))
    }
    if slots.kinds[slot] != .none {
      var sum = adjoint(at: slot, dtype)
      slots.kinds[slot] = .none
      try sum.add(value)
      return try add(sum, at: slot, dtype)
    }
    switch value {
    case .slices(let parts):
      slots.kinds[slot] = .slices
      slots.bits[slot] = UInt64(slices.count)
      slices.append(parts)
    case .whole(let value):
      // A rule of the lesson may have given another dtype, which bare bits would lose.
      if case .scalar(let scalar) = value.payload, value.dtype == dtype {
        slots.kinds[slot] = .scalar
        slots.bits[slot] = scalar
      } else {
        slots.kinds[slot] = .array
        slots.bits[slot] = UInt64(arrays.count)
        if arrays.isEmpty { arrays.reserveCapacity(8) }
        arrays.append(value)
      }
    }
  }

  func adjoint(at slot: Int, _ dtype: DType) -> Adjoint<NDArray> {
    switch slots.kinds[slot] {
    case .slices: .slices(slices[Int(slots.bits[slot])])
    case .array: .whole(arrays[Int(slots.bits[slot])])
    case .scalar, .none, .wide: .whole(NDArray(payload: .scalar(slots.bits[slot]), dtype: dtype))
    }
  }

  /// The adjoint of a node, `nil` where nothing arrived.
  private func adjoint(of node: NodeID) -> Adjoint<NDArray>? {
    guard let slot = nodes.slot(node.index), slots.kinds[slot] != .none else { return nil }
    return adjoint(at: slot, recording.signature(of: node).dtype)
  }

  /// The adjoint of a source; of a variable the sum over its states.
  func adjoint(of source: GradientSource) throws(EngineError) -> Adjoint<NDArray>? {
    if case .tensor(let tensor) = source, tensor.recording !== recording { return nil }
    return try adjoint(of: source.asked)
  }

  /// The same of a source as it was asked for.
  func adjoint(of source: GradientCall.Source) throws(EngineError) -> Adjoint<NDArray>? {
    switch source {
    case .tensor(let node): return node == .none ? nil : adjoint(of: node)
    case .variable(let number, _):
      var sum: Adjoint<NDArray>?
      for state in nodes.known(among: recording.variables[number].states) {
        guard let value = adjoint(of: state) else { continue }
        if sum == nil { sum = value } else { try sum?.add(value) }
      }
      return sum
    }
  }
}

extension CustomRun {
  init(
    _ speaker: NodeID, _ carrier: NodeID, _ arrived: [Tensor], _ flows: [Gradient?]
  ) throws(EngineError) {
    self.speaker = speaker
    self.carrier = carrier
    upstreams = arrived.map(\.node)
    var results: [NDArray?] = []
    var nodes: [NodeID?] = []
    for flow in flows {
      let tensor = try flow?.dense()
      results.append(tensor?.array)
      nodes.append(tensor?.recording == nil ? nil : tensor?.node)
    }
    self.results = results
    resultNodes = nodes
  }
}

extension Gradient {
  /// The same without nodes.
  fileprivate var plain: Adjoint<NDArray> {
    switch self {
    case .tensor(let tensor): .whole(tensor.array)
    case .slices(let slices):
      .slices([
        Slices(values: slices.values.array, indices: slices.indices.array, shape: slices.shape)
      ])
    }
  }
}
