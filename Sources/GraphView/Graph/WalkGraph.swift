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

  /// How it was folded last.
  let folds = FoldMemory()

  /// Whether a gradient flows back through an argument of a row.
  package func flows(to argument: Int, of row: Int) -> Bool {
    argument < 64 ? flows[row] & 1 << UInt64(argument) != 0 : flows[row] != 0
  }

  init(_ source: GraphSource) {
    pass = source.pass
    hasUpdate = source.hasUpdate
    let nodes = source.nodes
    let structure = source.structure
    let count = source.rowCount
    var graph = CellGraph()
    var flows: [UInt64] = []
    var isConstant: [Bool] = []
    let kinds = BoxKinds(source)
    let scopes = RowScopes(source).paths
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
      isConstant.append(arguments.isEmpty && structure.isConstant(node))
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
  private let source: GraphSource

  init(_ source: GraphSource) { self.source = source }

  subscript(row: Int) -> CellGraph.Kind {
    let node = Int(source.nodes.rows[row])
    if source.structure.isGradient(node) { return .gradient }
    guard row >= source.nodes.inputCount, source.structure.isComputed(node) else { return .leaf }
    let stretches = source.gradientStretches
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].upperBound <= node { low = middle + 1 } else { high = middle }
    }
    return low < stretches.count && stretches[low].contains(node) ? .gradient : .op
  }
}
