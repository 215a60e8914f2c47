/// The backward pass over plain numbers in the order of TensorFlow's tape.
extension PlainPass {
  /// Visits each op as soon as all that read it are done, those that became ready first first.
  mutating func run(_ fanOuts: FanOuts) throws(EngineError) {
    for node in fanOuts.wide { try widen(node) }
    var uses = fanOuts.uses
    let positions = targets.map(\.position).sorted()
    var (head, tail) = (0, 0)
    let memory = StoragePool.shared.take(nodes.slotCount * MemoryLayout<Int32>.stride)
    defer {
      StoragePool.shared.give(back: memory, byteCount: nodes.slotCount * MemoryLayout<Int32>.stride)
    }
    let queue = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: Int32.self, capacity: nodes.slotCount), count: nodes.slotCount)
    for (place, position) in positions.enumerated() {
      guard position >= nodes.first, position < nodes.last,
        uses[position - nodes.first] == 0, nodes.isTracked[position - nodes.first],
        place == 0 || positions[place - 1] != position
      else { continue }
      queue[tail] = Int32(truncatingIfNeeded: position)
      tail += 1
    }
    while let position = runScalars(queue, &uses, &head, &tail) {
      head += 1
      try passOn(NodeID(position), position - nodes.first)
      withRun(&uses) { $0.release(position, queue, &tail) }
    }
    for node in fanOuts.wide { try settle(node) }
  }

  private func runScalars(
    _ queue: UnsafeMutableBufferPointer<Int32>, _ uses: inout [Int32], _ head: inout Int,
    _ tail: inout Int
  ) -> Int? {
    withRun(&uses) { $0.run(queue, &head, &tail) }
  }

  private func withRun<R>(_ uses: inout [Int32], _ body: (OrderedScalarRun) -> R) -> R {
    recording.withColumns { chunks, operands, rules in
      nodes.isTracked.withUnsafeBufferPointer { isTracked in
        nodes.outside.withReader { outside in
          uses.withUnsafeMutableBufferPointer { uses in
            body(
              OrderedScalarRun(
                chunks: chunks, operands: operands, rules: rules, isTracked: isTracked,
                kinds: slots.kinds, bits: slots.bits, uses: uses, wide: wide, first: nodes.first,
                outside: outside, count: recording.count, operandCount: recording.operands.count))
          }
        }
      }
    }
  }

  /// Keeps what will arrive at a node apart; a seed came first.
  mutating func widen(_ node: Int32) throws(EngineError) {
    guard let slot = nodes.slot(node) else { return }
    let dtype = recording.signature(of: NodeID(Int(node))).dtype
    let place = wide.add(dtype)
    if slots.kinds[slot] != .none { try wide.append(adjoint(at: slot, dtype), at: place) }
    slots.kinds[slot] = .wide
    slots.bits[slot] = UInt64(place)
  }

  /// Adds up what was kept apart.
  mutating func settle(_ node: Int32) throws(EngineError) {
    guard let slot = nodes.slot(node), slots.kinds[slot] == .wide else { return }
    let place = Int(slots.bits[slot])
    slots.kinds[slot] = .none
    guard !wide.isEmpty(place) else { return }
    try add(wide.sum(place), at: slot, recording.signature(of: NodeID(Int(node))).dtype)
  }
}
