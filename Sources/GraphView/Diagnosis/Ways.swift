import Engine

/// Ways through the graph from a node down to what it was computed from.
struct Ways {
  let structure: Structure
  /// Nodes looked at most.
  private static let mostNodes = 400_000

  /// A shortest way over operands; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - origin: the later node.
  ///   - goal: the earlier node.
  ///   - fits: whether an edge from a node to an operand may be taken.
  /// - Returns: the nodes from origin to goal.
  func way(
    from origin: Int, to goal: Int, where fits: (_ node: Int, _ place: Int, _ operand: Int) -> Bool
  ) -> [Int]? {
    way(from: origin, where: fits) { $0 == goal }
  }

  func way(
    from origin: Int, where fits: (_ node: Int, _ place: Int, _ operand: Int) -> Bool,
    to isGoal: (Int) -> Bool
  ) -> [Int]? {
    var parents: [Int: Int] = [origin: -1]
    var pending = [origin]
    var next = 0
    while next < pending.count, pending.count < Self.mostNodes {
      let node = pending[next]
      next += 1
      if isGoal(node) {
        var way = [node]
        while let parent = parents[way[way.count - 1]], parent >= 0 { way.append(parent) }
        return way.reversed()
      }
      let range = structure.operandRange(node)
      for index in range {
        let operand = Int(structure.operands[index])
        guard operand >= 0, parents[operand] == nil, fits(node, index - range.lowerBound, operand)
        else { continue }
        parents[operand] = node
        pending.append(operand)
      }
    }
    return nil
  }
}
