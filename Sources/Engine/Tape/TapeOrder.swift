/// One step of a backward pass in TensorFlow's order.
enum TapeStep: Hashable {
  /// An op hands on what has arrived at it.
  case node(Int)
  /// What an op handed to a variable's state arrives there: TensorFlow reads a variable by an op of
  /// its own, which takes its turn.
  case read(node: Int, place: Int)
}

/// The order in which TensorFlow's tape visits ops: each as soon as all that read it are done, and
/// those that became ready first first.
///
/// It decides in which order rows are laid behind one another and rules of the lesson are called.
struct TapeOrder {
  private(set) var steps: [TapeStep] = []
  /// Nodes that more flows can arrive at than are added in one go.
  private(set) var wide: [Int32] = []

  private let recording: Recording
  private let nodes: TrackedNodes
  /// How often each slot is read by ops that lead to a target.
  private var uses: [Int32]
  /// Whether an op leads to a target, by slot; of several outputs the speaking one stands for all.
  private var isReached: [Bool]
  /// Outputs of a call that are still read.
  private var openOutputs: [Int: Int] = [:]
  private var head = 0

  init(_ recording: Recording, _ nodes: TrackedNodes, targets: [NodeID]) {
    self.recording = recording
    self.nodes = nodes
    uses = [Int32](repeating: 0, count: nodes.slotCount)
    isReached = [Bool](repeating: false, count: nodes.slotCount)
    reach(targets)
    for target in targets.sorted() {
      guard let position = operation(at: target.index), uses[position - nodes.first] == 0,
        openOutputs[position, default: 0] == 0, !steps.contains(.node(position))
      else { continue }
      steps.append(.node(position))
    }
    while head < steps.count {
      visit(steps[head])
      head += 1
    }
  }

  /// The op that computed a node, when the pass deals with it; of several outputs the speaking one.
  private func operation(at node: Int32) -> Int? {
    guard let slot = nodes.slot(node), slot < nodes.last - nodes.first, nodes.isTracked[slot]
    else { return nil }
    let id = NodeID(Int(node))
    let op = recording.operation(of: id)
    switch type(of: op).passRole {
    case .end: return nil
    case .custom:
      guard let op = op as? CustomOutput else { return nil }
      let speaker = id.position - op.place + op.speaker
      return speaker < nodes.last ? speaker : nil
    case .rule, .rows, .handsOn: return id.position
    }
  }

  /// What an op reads; of a call with a rule what the rule answers for, or, where nobody follows
  /// that, what the function computed.
  private func operands(of id: NodeID) -> [NodeID] {
    let inputs = recording.inputs(of: id)
    guard let op = recording.operation(of: id) as? CustomOutput else { return inputs }
    let arguments = Array(inputs.prefix(op.ruleCount))
    let isFollowed = arguments.contains { input in
      nodes.slot(input.index).map { nodes.isTracked[$0] } ?? false
    }
    if isFollowed { return arguments }
    return op.outputs(around: id).map { recording.input(op.ruleCount, of: $0) }
  }

  private mutating func reach(_ targets: [NodeID]) {
    var pending = targets.map(\.index)
    while let node = pending.popLast() {
      guard let position = operation(at: node), !isReached[position - nodes.first] else { continue }
      isReached[position - nodes.first] = true
      for input in operands(of: NodeID(position)) {
        guard let slot = nodes.slot(input.index), nodes.isTracked[slot] else { continue }
        if uses[slot] == 0 {
          pending.append(input.index)
          if let other = operation(at: input.index) { openOutputs[other, default: 0] += 1 }
        }
        uses[slot] += 1
        if uses[slot] == Int32(WideSums.limit) + 1 { wide.append(input.index) }
      }
    }
  }

  private mutating func visit(_ step: TapeStep) {
    guard case .node(let position) = step else { return }
    let id = NodeID(position)
    let isRows = (recording.operation(of: id) as? Gather)?.axis == 0
    for (place, input) in operands(of: id).enumerated() {
      guard let slot = nodes.slot(input.index), nodes.isTracked[slot] else { continue }
      if !isRows, recording.operation(of: input) is VariableState {
        steps.append(.read(node: position, place: place))
      }
      uses[slot] -= 1
      guard uses[slot] == 0, let other = operation(at: input.index) else { continue }
      openOutputs[other, default: 0] -= 1
      if openOutputs[other] == 0 { steps.append(.node(other)) }
    }
  }
}
