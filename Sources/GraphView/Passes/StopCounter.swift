import Engine

/// Counts the stops of every pass and notes where each node is walked for the first time.
struct StopCounter {
  let recording: Recording
  let structure: Structure
  /// Twice the pass that walks a node first, plus 1 when it does so in its update; -1 for none.
  private(set) var introduction: [Int32]
  /// The pass that reached a node backward last, while counting.
  private var reached: [Int32]

  init(_ recording: Recording, _ structure: Structure) {
    self.recording = recording
    self.structure = structure
    introduction = [Int32](repeating: -1, count: structure.count)
    reached = [Int32](repeating: -1, count: structure.count)
  }

  mutating func count(_ passes: inout [Pass]) {
    var next = 0
    for index in passes.indices {
      let pass = passes[index]
      var counts = StopCounts()
      counts.start = index == 0 ? 1 : 0
      let call = recording.gradientCall(of: pass)
      let targets = PassNodes.targets(of: pass, call)
      counts.forward = countForward(pass)
      for node in targets { counts.forward += introduce(node, Int32(index) * 2) }
      for source in call?.sources ?? [] where source.node != .none {
        counts.forward += introduce(source.node.position, Int32(index) * 2)
      }
      counts.backward = countBackward(pass, targets)
      counts.update = countUpdate(pass)
      passes[index].counts = counts
      passes[index].firstStop = next
      next += counts.total
    }
  }

  private mutating func introduce(_ node: Int, _ mark: Int32) -> Int {
    guard structure.kinds[node] != .literal, introduction[node] < 0 else { return 0 }
    introduction[node] = mark
    return 1
  }

  private mutating func countForward(_ pass: Pass) -> Int {
    let mark = Int32(pass.index) * 2
    var count = 0
    for position in pass.newFrom..<Swift.max(pass.window.upperBound, pass.newFrom)
    where structure.isComputed(position) {
      for place in structure.operandRange(position) {
        count += introduce(Int(structure.operands[place]), mark)
      }
      count += introduce(position, mark)
    }
    return count
  }

  private mutating func countUpdate(_ pass: Pass) -> Int {
    let mark = Int32(pass.index) * 2 + 1
    var count = 0
    for position in pass.update where structure.isComputed(position) {
      for place in structure.operandRange(position) {
        _ = introduce(Int(structure.operands[place]), mark)
      }
      count += introduce(position, mark)
    }
    return count
  }

  /// Counts the nodes that a path leads to from the target.
  private mutating func countBackward(_ pass: Pass, _ targets: [Int]) -> Int {
    let mark = Int32(pass.index)
    var count = 0
    var last = -1
    for target in targets {
      guard structure.isDifferentiable(target), structure.kinds[target] != .literal,
        reached[target] != mark
      else { continue }
      reached[target] = mark
      count += 1
      last = Swift.max(last, target)
    }
    var position = last
    while position >= pass.window.lowerBound {
      defer { position -= 1 }
      guard reached[position] == mark, structure.kinds[position] == .operation else { continue }
      let range = structure.operandRange(position)
      for place in range {
        let operand = Int(structure.operands[place])
        guard reached[operand] != mark, structure.kinds[operand] != .literal,
          structure.passes(position, to: place - range.lowerBound, operand)
        else { continue }
        reached[operand] = mark
        count += 1
      }
    }
    return count
  }
}
