/// The backward pass over plain numbers: no node objects, no recursion, no allocation for scalars.
struct PlainPass {
  let recording: Recording
  private(set) var nodes: TrackedNodes
  /// Per slot: what its adjoint is held as.
  private var kinds: [Kind]
  /// Per slot: the bits of a scalar adjoint, or an index into `arrays`.
  private var bits: [UInt64]
  private var arrays: [NDArray] = []

  private enum Kind: UInt8 { case none, scalar, array }

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
    var next =
      nodes.last > nodes.first
      ? recording.operandRange(of: NodeID(nodes.last - 1)).upperBound : 0
    let operands = recording.operands
    let rules = recording.scalarRules
    let float32 = UInt32(DType.float32.rawValue)
    let float64 = UInt32(DType.float64.rawValue)
    var position = nodes.last - 1
    while position >= nodes.first {
      let columns = recording.chunks[position >> Columns.shift]
      let place = position & Columns.mask
      let first = Int(columns.firstOperand[place])
      let slot = position - nodes.first
      defer {
        next = first
        position -= 1
      }
      guard nodes.isTracked[slot], kinds[slot] != .none, first < next else { continue }
      let operation = Int(columns.operation[place])
      let signature = columns.signature[place]
      if kinds[slot] == .scalar, next - first <= 2, let rule = rules[operation],
        signature == float32 || signature == float64
      {
        let left = operands[first]
        let right = next - first == 2 ? operands[first + 1] : left
        let (x, xs) = recording.scalarBits(left)
        let (y, ys) = recording.scalarBits(right)
        if xs == signature, ys == signature {
          if signature == float32 {
            let g = Float(bits: bits[slot])
            let z = Float(bits: columns.value[place])
            for operand in 0..<(next - first) {
              guard let into = trackedSlot(operand == 0 ? left : right) else { continue }
              add(rule.pullback32(g, Float(bits: x), Float(bits: y), z, operand), at: into)
            }
          } else {
            let g = Double(bits: bits[slot])
            let z = Double(bits: columns.value[place])
            for operand in 0..<(next - first) {
              guard let into = trackedSlot(operand == 0 ? left : right) else { continue }
              add(rule.pullback64(g, Double(bits: x), Double(bits: y), z, operand), at: into)
            }
          }
          continue
        }
      }
      try passOn(NodeID(position), slot)
    }
  }

  @inline(__always)
  private func trackedSlot(_ node: Int32) -> Int? {
    let position = Int(node)
    let slot: Int
    if position >= nodes.first {
      slot = position - nodes.first
    } else {
      guard let found = nodes.outside[node] else { return nil }
      slot = found
    }
    return nodes.isTracked[slot] ? slot : nil
  }

  @inline(__always)
  private mutating func add<E: RealNumber>(_ value: E, at slot: Int) {
    switch kinds[slot] {
    case .none:
      kinds[slot] = .scalar
      bits[slot] = value.bits
    default:
      bits[slot] = (E(bits: bits[slot]) + value).bits
    }
  }

  /// One node whose inputs or adjoint are arrays.
  private mutating func passOn(_ id: NodeID, _ slot: Int) throws(EngineError) {
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
