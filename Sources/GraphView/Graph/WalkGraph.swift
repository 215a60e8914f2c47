import Engine

/// The graph of a pass: one node a row of its table, with what each op reads.
///
/// Nodes carry no text; `GraphScene` decides which are shown and what they say.
package struct WalkGraph: Sendable {
  /// The nodes; a node's index and id are its row.
  package let graph: CellGraph
  /// The pass whose rows these are.
  package let pass: Int
  /// Whether rows of the update are among them.
  package let hasUpdate: Bool
  /// Whether the target can be reached from a row along the edges.
  package let isNeeded: [Bool]
  /// Rows of numbers that the lesson wrote and that nothing changes.
  package let isConstant: [Bool]
  /// For each row the arguments through which a gradient of the target flows, a bit each.
  private let flows: [UInt64]

  /// Whether a gradient flows back through an argument of a row.
  package func flows(to argument: Int, of row: Int) -> Bool {
    argument < 64 ? flows[row] & 1 << UInt64(argument) != 0 : flows[row] != 0
  }

  init(_ model: WalkModel, pass: Int, hasUpdate: Bool) {
    self.pass = pass
    self.hasUpdate = hasUpdate
    let nodes = model.nodes(of: pass)
    let structure = model.structure
    let count = hasUpdate ? nodes.rows.count : nodes.forwardRowCount
    var graph = CellGraph()
    var flows: [UInt64] = []
    var isConstant: [Bool] = []
    let kinds = BoxKinds(model, nodes)
    let scopes = RowScopes(model, nodes, count: count).paths
    for row in 0..<count {
      let node = Int(nodes.rows[row])
      var arguments: [CellGraph.Argument] = []
      var passing: UInt64 = 0
      if row >= nodes.inputCount, structure.isComputed(node) {
        let range = structure.operandRange(node)
        for index in range {
          let operand = Int(structure.operands[index])
          guard let source = nodes.row(of: operand), source < row else { continue }
          if arguments.count < 64, row < nodes.forwardRowCount, nodes.isReached[row],
            structure.kinds[node] == .operation,
            structure.passes(node, to: index - range.lowerBound, operand)
          {
            passing |= 1 << UInt64(arguments.count)
          }
          arguments.append(CellGraph.Argument(source))
        }
      }
      flows.append(passing)
      isConstant.append(arguments.isEmpty && structure.entry(node).operation is Constant)
      graph.add(
        CellGraph.Node(
          id: row, kind: kinds[row], label: .blank, arguments: arguments, scope: scopes[row]))
    }
    self.graph = graph
    self.flows = flows
    self.isConstant = isConstant
    var isNeeded = [Bool](repeating: false, count: count)
    for row in nodes.targetRows where row < count { isNeeded[Int(row)] = true }
    // Where nothing is differentiated everything is as good as anything else.
    if !isNeeded.contains(true) { isNeeded = isNeeded.map { _ in true } }
    for row in stride(from: count - 1, through: 0, by: -1)
    where isNeeded[row] || row >= nodes.forwardRowCount {
      isNeeded[row] = true
      for argument in graph.nodes[row].arguments { isNeeded[argument.source] = true }
    }
    self.isNeeded = isNeeded
  }
}

extension CellGraph.Label {
  /// No text.
  static let blank = CellGraph.Label(full: [], middle: [], chip: CellGraph.Line(""))
}

/// What kind of box each row is drawn as.
private struct BoxKinds {
  private let model: WalkModel
  private let nodes: PassNodes
  /// Stretches in which a gradient was worked out while a tape recorded.
  private let stretches: [Range<Int>]

  init(_ model: WalkModel, _ nodes: PassNodes) {
    self.model = model
    self.nodes = nodes
    stretches = model.recording.events.compactMap { event in
      guard case .gradient(let call) = event.kind, call.asked < event.position else { return nil }
      return call.asked..<event.position
    }
  }

  subscript(row: Int) -> CellGraph.Kind {
    let node = Int(nodes.rows[row])
    if model.structure.entry(node).operation is GradientResult { return .gradient }
    guard row >= nodes.inputCount, model.structure.isComputed(node) else { return .leaf }
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].upperBound <= node { low = middle + 1 } else { high = middle }
    }
    return low < stretches.count && stretches[low].contains(node) ? .gradient : .op
  }
}

extension Walk {
  /// The graph of the pass that a stop belongs to; rows of the update are in it during the update.
  package func graph(at stop: Stop) -> WalkGraph? {
    guard passes.indices.contains(stop.pass) else { return nil }
    return WalkGraph(model, pass: stop.pass, hasUpdate: stop.phase == .update)
  }
}
