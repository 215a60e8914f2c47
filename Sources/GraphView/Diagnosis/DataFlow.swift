import Engine

/// How a value gets into another one by any way at all: also where no gradient passes.
struct DataFlow {
  private let model: WalkModel
  private let source: NodeID
  private let target: NodeID
  /// Nodes up to the target that the source gets into.
  private(set) var depends: [Bool]
  /// Nodes up to the target that get into the target.
  private(set) var feeds: [Bool]

  init(_ model: WalkModel, from source: NodeID, to target: NodeID) {
    self.model = model
    self.source = source
    self.target = target
    let count = Swift.max(target.position + 1, 0)
    depends = [Bool](repeating: false, count: count)
    feeds = [Bool](repeating: false, count: count)
    let structure = model.structure
    if source.position < count { depends[source.position] = true }
    // All states of a variable stand for it.
    if let state = model.recording.operation(of: source) as? VariableState {
      for node in model.recording.variables[state.variable].states where node.position < count {
        if node <= source { depends[node.position] = true }
      }
    }
    for position in 0..<count where !depends[position] {
      for place in structure.operandRange(position)
      where depends[Int(structure.operands[place])] {
        depends[position] = true
        break
      }
    }
    if count > 0 { feeds[count - 1] = true }
    for position in stride(from: count - 1, through: 0, by: -1) where feeds[position] {
      for place in structure.operandRange(position) {
        feeds[Int(structure.operands[place])] = true
      }
    }
  }

  /// Whether the source gets into the target through recorded ops.
  var isConnected: Bool { depends.last ?? false }

  /// The edges at which the gradient stops, the nearest to the target first: the op, and its input.
  func cuts(_ text: RowText) -> [(node: NodeID, input: NodeID)] {
    let structure = model.structure
    var found: [(node: NodeID, input: NodeID)] = []
    let adjoints = model.adjoints(of: text.nodes.pass.index)
    for position in stride(from: target.position, through: 0, by: -1)
    where depends[position] && feeds[position] {
      guard let row = text.nodes.row(of: position), row < text.nodes.forwardRowCount,
        adjoints[row] != nil
      else { continue }
      for index in structure.operandRange(position) {
        let operand = Int(structure.operands[index])
        guard depends[operand] else { continue }
        let isReached = text.nodes.row(of: operand).flatMap { adjoints[$0] } != nil
        let cut = (node: NodeID(position), input: NodeID(operand))
        guard !isReached, !found.contains(where: { $0 == cut }) else { continue }
        found.append(cut)
        if found.count == Self.mostCuts { return found }
      }
    }
    return found
  }

  private static let mostCuts = 50

  /// The constant as which a value came back from NumPy into what the target depends on.
  func numpyConstant() -> NodeID? {
    let recording = model.recording
    var left: Int?
    for event in recording.events {
      guard case .readOut(let node) = event.kind, node.position < depends.count,
        depends[node.position]
      else { continue }
      left = event.position
      break
    }
    guard let left else { return nil }
    for position in Swift.max(left, 0)..<Swift.max(feeds.count, left) where feeds[position] {
      if let constant = recording.operation(of: NodeID(position)) as? Constant, constant.fromNumPy {
        return NodeID(position)
      }
    }
    return nil
  }

  /// A truth value computed from the source that no op reads: Python looks at it and goes one way
  /// or another.
  func decision(before bound: Int) -> NodeID? {
    let structure = model.structure
    let recording = model.recording
    let end = Swift.min(bound, structure.count)
    guard source.position >= 0, source.position < end else { return nil }
    var moved: Set<Int> = [source.position]
    var read: Set<Int> = []
    var decisions: [Int] = []
    for position in source.position..<end {
      for place in structure.operandRange(position) {
        let operand = Int(structure.operands[place])
        guard moved.contains(operand) else { continue }
        read.insert(operand)
        moved.insert(position)
      }
      if moved.contains(position), recording.signature(of: NodeID(position)).dtype == .bool,
        structure.kinds[position] == .operation
      {
        decisions.append(position)
      }
    }
    return decisions.first { !read.contains($0) }.map { NodeID($0) }
  }

  /// A node of that name that gets into the target and is no state of the variable.
  func ancestor(called name: String, notStateOf variable: Int) -> NodeID? {
    let names = NodeNames(model.recording)
    for position in stride(from: feeds.count - 1, through: 0, by: -1) where feeds[position] {
      let node = NodeID(position)
      if let state = model.recording.operation(of: node) as? VariableState,
        state.variable == variable
      {
        continue
      }
      if names.names(of: node).contains(name) { return node }
    }
    return nil
  }
}
