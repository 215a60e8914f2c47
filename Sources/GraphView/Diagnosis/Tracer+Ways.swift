import Engine

/// Ways from the target to what is asked about.
extension Tracer {
  /// The rows through which the target reaches a row.
  func leads(to row: Int) -> [Bool] {
    let consumers = model.consumers(of: pass.index)
    var found = [Bool](repeating: false, count: nodes.forwardRowCount)
    var pending = [row]
    found[row] = true
    while let next = pending.popLast() {
      for use in consumers[next] where !found[Int(use.row)] {
        found[Int(use.row)] = true
        pending.append(Int(use.row))
      }
    }
    return found
  }

  /// A way on which gradients pass from a target to a row, over a node and, behind it, an input
  /// where these are told.
  func passingWay(to row: Int, over node: NodeID?, _ input: NodeID? = nil) -> [Int] {
    let goal = Int(nodes.rows[row])
    let leads = leads(to: row)
    func fits(_ from: Int, _ place: Int, _ operand: Int) -> Bool {
      structure.passes(from, to: place, operand)
        && (nodes.row(of: operand).map { $0 < leads.count && leads[$0] } ?? false)
    }
    let ways = Ways(structure: structure)
    for target in nodes.targetRows.reversed() {
      let start = Int(nodes.rows[Int(target)])
      guard let node else {
        if let way = ways.way(from: start, to: goal, where: fits) { return way }
        continue
      }
      guard let first = ways.way(from: start, to: node.position, where: fits) else { continue }
      let behind = input?.position ?? node.position
      guard let rest = ways.way(from: behind, to: goal, where: fits) else { continue }
      return first + (input == nil ? Array(rest.dropFirst()) : rest)
    }
    return []
  }

  /// A way by any edges from a target over a cut edge to what a flow began with.
  func anyWay(_ flow: DataFlow, _ target: NodeID, over node: NodeID, _ input: NodeID) -> [Int] {
    let ways = Ways(structure: structure)
    func fits(_ from: Int, _ place: Int, _ operand: Int) -> Bool {
      operand < flow.depends.count && flow.depends[operand]
    }
    guard let first = ways.way(from: target.position, to: node.position, where: fits) else {
      return []
    }
    let rest = ways.way(from: input.position, where: fits) { position in
      !structure.operandRange(position).contains { place in
        let operand = Int(structure.operands[place])
        return operand < flow.depends.count && flow.depends[operand]
      }
    }
    return first + (rest ?? [input.position])
  }
}
