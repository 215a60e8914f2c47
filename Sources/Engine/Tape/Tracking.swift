/// What a tape looks at: kept with an answer, it outlives the tape.
struct TapeView: Sendable {
  let stretches: [Range<Int>]
  let watchedNodes: [(node: NodeID, position: Int)]
  let watchedByName: Set<Int>
  let watchesAccessedVariables: Bool
  /// Whether the recording held ops by then for which TensorFlow's order of visits shows.
  let isOrdered: Bool
}

/// The nodes a gradient question deals with: those of the tape's stretches, and the nodes from
/// before that they read.
///
/// Each has a slot in the arrays of the pass.
struct TrackedNodes {
  /// First and last node of the stretches in question.
  let first: Int
  let last: Int
  /// Whether a node depends on a watched value, one byte a slot.
  private(set) var isTracked: [Bool]
  /// Nodes from before `first` that are read, and their slots.
  private(set) var outside = NodeMap()
  /// Whether some node has more than two readers among the tracked ones, whether or not they lead
  /// to a target: else the order of visits shows nowhere.
  let hasFans: Bool

  var slotCount: Int { isTracked.count }

  /// Works out which nodes depend on what the tape watches, up to the latest target.
  init(_ recording: Recording, _ tape: TapeView, upTo target: Int) {
    var (first, last) = (target + 1, 0)
    for stretch in tape.stretches where stretch.lowerBound <= target && !stretch.isEmpty {
      first = Swift.min(first, stretch.lowerBound)
      last = Swift.min(stretch.upperBound, target + 1)
    }
    self.first = first
    self.last = Swift.max(first, last)
    let count = self.last - first
    // Room for the nodes from outside, so that learning them does not copy the rest.
    isTracked = [Bool](unsafeUninitializedCapacity: count + 16) { (memory, used) in
      memory[..<count].initialize(repeating: false)
      used = count
    }
    var sweep = Sweep(recording: recording, tape: tape, first: first)
    sweep.readers = [UInt8](unsafeUninitializedCapacity: count + 16) { (memory, used) in
      memory[..<count].initialize(repeating: 0)
      used = count
    }
    for stretch in tape.stretches where stretch.lowerBound <= target && !stretch.isEmpty {
      sweep.run(stretch.clamped(to: 0..<target + 1), &isTracked, &outside)
    }
    sweep.watch(through: .max, &isTracked, &outside)
    hasFans = sweep.hasFans
  }

  /// The slot of a node, or `nil` when the pass does not know it.
  func slot(_ node: Int32) -> Int? {
    let position = Int(node)
    if position >= first { return position < last ? position - first : nil }
    return outside[node]
  }

  /// Those of a variable's states, first to last, that have a slot.
  ///
  /// A long training has a state for every step; only a few are asked about.
  func known(among states: [NodeID]) -> [NodeID] {
    if states.count <= outside.count + 4 { return states.filter { slot($0.index) != nil } }
    let inside =
      states[states.partition(before: NodeID(first))..<states.partition(before: NodeID(last))]
    let others = outside.keys.map { NodeID(Int($0)) }.filter { states.place(of: $0) != nil }
    return (others + inside).sorted()
  }

  /// Adds a slot for a node that nothing read, such as a source that is a target too.
  mutating func addSlot(_ node: Int32) -> Int {
    if let known = slot(node) { return known }
    let slot = isTracked.count
    isTracked.append(false)
    outside[node] = slot
    return slot
  }
}

/// One pass forward over a recording that marks what depends on watched values.
private struct Sweep {
  let recording: Recording
  let tape: TapeView
  let first: Int
  var nextWatch = 0
  /// How many tracked ops read each tracked slot; more than two are not told apart.
  var readers: [UInt8] = []
  var hasFans = false

  /// Applies the watch calls made before `position` nodes were there.
  mutating func watch(through position: Int, _ tracked: inout [Bool], _ outside: inout NodeMap) {
    while nextWatch < tape.watchedNodes.count, tape.watchedNodes[nextWatch].position <= position {
      let node = tape.watchedNodes[nextWatch].node
      nextWatch += 1
      guard recording.signature(of: node).dtype.isDifferentiable else { continue }
      if node.position >= first {
        if node.position - first < tracked.count { tracked[node.position - first] = true }
      } else if let slot = outside[node.index] {
        tracked[slot] = true
      } else {
        outside[node.index] = tracked.count
        tracked.append(true)
        readers.append(0)
      }
    }
  }

  mutating func run(_ stretch: Range<Int>, _ tracked: inout [Bool], _ outside: inout NodeMap) {
    let begin = recording.operandRange(of: NodeID(stretch.lowerBound)).lowerBound
    var operandIndex = begin
    var position = stretch.lowerBound
    while position < stretch.upperBound {
      if nextWatch < tape.watchedNodes.count { watch(through: position, &tracked, &outside) }
      // Until the next watch call, and while every node is known, runs go over raw memory.
      let end =
        nextWatch < tape.watchedNodes.count
        ? Swift.min(stretch.upperBound, tape.watchedNodes[nextWatch].position)
        : stretch.upperBound
      (position, operandIndex) = markRun(position..<end, operandIndex, &tracked, outside)
      guard position < end else { continue }
      markNode(position, &operandIndex, &tracked, &outside)
      position += 1
    }
  }

  /// Marks nodes up to the first one that reads an unknown node or is a variable's state.
  private mutating func markRun(
    _ range: Range<Int>, _ firstOperand: Int, _ tracked: inout [Bool], _ outside: NodeMap
  ) -> (position: Int, operandIndex: Int) {
    let isDifferentiable = recording.signatures.isDifferentiable
    let isState = recording.isVariableState
    var index = firstOperand
    var position = range.lowerBound
    var fans = hasFans
    // Beyond the first fan nothing is left to find out.
    readers.withUnsafeMutableBufferPointer { readers in
      recording.withColumns { chunks, operands, _ in
        tracked.withUnsafeMutableBufferPointer { tracked in
          outside.withReader { outside in
            while position < range.upperBound {
              // Within a chunk a node's operands end where those of the next begin.
              let columns = chunks[position >> Columns.shift]
              let last = Swift.min(position | Columns.mask, recording.count - 1)
              let stop = Swift.min(last + 1, range.upperBound)
              while position < stop {
                let place = position & Columns.mask
                if isState[Int(columns.operation[place])] { return }
                let end =
                  position < last
                  ? Int(columns.firstOperand[place + 1]) : recording.firstOperand(after: position)
                var depends = false
                for operandIndex in index..<end {
                  let operand = operands[operandIndex >> OperandList.shift][
                    operandIndex & OperandList.mask]
                  let offset = Int(operand) - first
                  guard let slot = offset >= 0 ? offset : outside[operand] else { return }
                  depends = depends || tracked[slot]
                }
                if depends, isDifferentiable[Int(columns.signature[place])] {
                  tracked[position - first] = true
                  if !fans {
                    for operandIndex in index..<end {
                      let operand = operands[operandIndex >> OperandList.shift][
                        operandIndex & OperandList.mask]
                      let offset = Int(operand) - first
                      guard let slot = offset >= 0 ? offset : outside[operand], tracked[slot] else {
                        continue
                      }
                      readers[slot] += 1
                      if readers[slot] > 2 { fans = true }
                    }
                  }
                }
                index = end
                position += 1
              }
            }
          }
        }
      }
    }
    hasFans = fans
    return (position, index)
  }

  /// Marks one node, and learns the nodes from outside that it reads.
  private mutating func markNode(
    _ position: Int, _ operandIndex: inout Int, _ tracked: inout [Bool], _ outside: inout NodeMap
  ) {
    let id = NodeID(position)
    let range = recording.operandRange(of: id)
    operandIndex = range.upperBound
    if recording.operation(of: id) is VariableState {
      if isWatched(id) { tracked[position - first] = true }
      return
    }
    var depends = false
    for index in range {
      let operand = recording.operands[index]
      if Int(operand) >= first {
        depends = depends || tracked[Int(operand) - first]
      } else if let known = outside[operand] {
        depends = depends || tracked[known]
      } else {
        let watched = isWatched(NodeID(Int(operand)))
        outside[operand] = tracked.count
        tracked.append(watched)
        readers.append(0)
        depends = depends || watched
      }
    }
    guard depends, recording.signature(of: id).dtype.isDifferentiable else { return }
    tracked[position - first] = true
    for index in range where !hasFans {
      let operand = recording.operands[index]
      guard let slot = Int(operand) >= first ? Int(operand) - first : outside[operand],
        tracked[slot]
      else { continue }
      readers[slot] += 1
      if readers[slot] > 2 { hasFans = true }
    }
  }

  /// Whether a node from outside is the state of a variable that the tape follows.
  private func isWatched(_ id: NodeID) -> Bool {
    guard let state = recording.operation(of: id) as? VariableState else { return false }
    let variable = recording.variables[state.variable]
    guard recording.signature(of: id).dtype.isDifferentiable else { return false }
    return tape.watchedByName.contains(state.variable)
      || (tape.watchesAccessedVariables && variable.isTrainable)
  }
}
