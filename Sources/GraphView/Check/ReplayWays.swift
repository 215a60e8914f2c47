import Engine

/// Which inputs of an op move what it computes, when only what it computes counts.
struct ReplayWays {
  let model: WalkModel
  let nodes: PassNodes
  /// Whether functions of the lesson bring gradients of their own.
  let hasRules: Bool

  init(_ model: WalkModel, _ nodes: PassNodes) {
    self.model = model
    self.nodes = nodes
    hasRules = !model.customRules.isEmpty
  }

  private var structure: Structure { model.structure }

  /// Whether moving an operand moves the result: as gradients pass, but through a function with a
  /// gradient of its own by what was computed inside it.
  func moves(_ node: Int, _ place: Int, _ operand: Int) -> Bool {
    if hasRules, model.recording.operation(of: NodeID(node)) is CustomOutput {
      return place == structure.operandRange(node).count - 1
    }
    return structure.passes(node, to: place, operand)
  }

  /// Rows to compute when a row moves, first to last, as far as the wanted ones need them.
  ///
  /// Of a long pass no more than the limit and one: what needs more is not replayed.
  func steps(from row: Int, to wanted: [Int], limit: Int = .max) -> [Int] {
    let isLong = nodes.forwardRowCount - row > Self.long
    let needed = isLong ? nodes.isReached : needed(for: wanted, above: row)
    var depends = [Bool](repeating: false, count: nodes.forwardRowCount)
    depends[row] = true
    var found: [Int] = []
    let first = Swift.max(row + 1, nodes.inputCount)
    for candidate in first..<Swift.max(nodes.forwardRowCount, first) where needed[candidate] {
      guard anyOperand(of: candidate, where: { depends[$0] }) else { continue }
      depends[candidate] = true
      found.append(candidate)
      if isLong, found.count > limit { break }
    }
    return found
  }

  /// Above so many rows it is not looked for what the wanted ones need.
  private static let long = 20_000

  private func needed(for wanted: [Int], above row: Int) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.forwardRowCount)
    for target in wanted where target < nodes.forwardRowCount { needed[target] = true }
    let first = Swift.max(row + 1, nodes.inputCount)
    for candidate in stride(from: nodes.forwardRowCount - 1, through: first, by: -1)
    where needed[candidate] {
      _ = anyOperand(of: candidate) { into in
        needed[into] = true
        return false
      }
    }
    return needed
  }

  /// Whether the body says so of the row of any operand that moves an op's result.
  private func anyOperand(of row: Int, where fits: (Int) -> Bool) -> Bool {
    let node = Int(nodes.rows[row])
    guard structure.kinds[node] == .operation else { return false }
    let range = structure.operandRange(node)
    for index in range {
      let operand = Int(structure.operands[index])
      guard moves(node, index - range.lowerBound, operand), let into = nodes.row(of: operand)
      else { continue }
      if fits(into) { return true }
    }
    return false
  }
}
