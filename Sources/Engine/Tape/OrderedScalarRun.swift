/// The inner loop of the backward pass over scalars in TensorFlow's order: raw columns in, adjoint
/// bits out.
struct OrderedScalarRun {
  let chunks: UnsafeBufferPointer<Columns>
  let operands: UnsafeBufferPointer<UnsafeMutablePointer<Int32>>
  let rules: UnsafeBufferPointer<(any Operation.Type)?>
  let isTracked: UnsafeBufferPointer<Bool>
  let kinds: UnsafeMutableBufferPointer<AdjointSlots.Kind>
  let bits: UnsafeMutableBufferPointer<UInt64>
  let uses: UnsafeMutableBufferPointer<Int32>
  let wide: WideSums
  let first: Int
  let outside: NodeMap.Reader
  /// Nodes of the recording and their operands.
  let count: Int
  let operandCount: Int

  /// Passes adjoints on from the head of the queue, and puts ops behind its tail as all that read
  /// them are done.
  ///
  /// - Returns: the first op that is no scalar case, which stays at the head; `nil` at the end.
  func run(_ queue: UnsafeMutableBufferPointer<Int32>, _ head: inout Int, _ tail: inout Int) -> Int?
  {
    let float32 = UInt32(DType.float32.rawValue)
    let float64 = UInt32(DType.float64.rawValue)
    while head < tail {
      let position = Int(queue[head])
      let columns = chunks[position >> Columns.shift]
      let place = position & Columns.mask
      let slot = position - first
      let (begin, end) = (Int(columns.firstOperand[place]), operandsEnd(position))
      if kinds[slot] != .none, begin < end {
        let signature = columns.signature[place]
        guard kinds[slot] == .scalar, end - begin <= 2,
          let rule = rules[Int(columns.operation[place])]
        else { return position }
        let left = operand(begin)
        let right = end - begin == 2 ? operand(begin + 1) : left
        // Where there is such a rule, the inputs have the output's signature.
        let (x, y) = (value(of: left), value(of: right))
        if signature == float32 {
          let (g, z) = (Float(bits: bits[slot]), Float(bits: columns.value[place]))
          let (x, y) = (Float(bits: x), Float(bits: y))
          if let into = trackedSlot(left) { add(rule.pullback32(to: 0, g, x, y, z), at: into) }
          if end - begin == 2, let into = trackedSlot(right) {
            add(rule.pullback32(to: 1, g, x, y, z), at: into)
          }
        } else if signature == float64 {
          let (g, z) = (Double(bits: bits[slot]), Double(bits: columns.value[place]))
          let (x, y) = (Double(bits: x), Double(bits: y))
          if let into = trackedSlot(left) { add(rule.pullback64(to: 0, g, x, y, z), at: into) }
          if end - begin == 2, let into = trackedSlot(right) {
            add(rule.pullback64(to: 1, g, x, y, z), at: into)
          }
        } else {
          return position
        }
      }
      head += 1
      release(begin..<end, queue, &tail)
    }
    return nil
  }

  /// Takes note that an op is done.
  func release(_ position: Int, _ queue: UnsafeMutableBufferPointer<Int32>, _ tail: inout Int) {
    let begin = chunks[position >> Columns.shift].firstOperand[position & Columns.mask]
    release(Int(begin)..<operandsEnd(position), queue, &tail)
  }

  @inline(__always)
  private func release(
    _ range: Range<Int>, _ queue: UnsafeMutableBufferPointer<Int32>, _ tail: inout Int
  ) {
    for index in range {
      let node = operand(index)
      guard let slot = trackedSlot(node) else { continue }
      uses[slot] -= 1
      if uses[slot] == 0, Int(node) >= first {
        queue[tail] = node
        tail += 1
      }
    }
  }

  @inline(__always)
  private func operandsEnd(_ position: Int) -> Int {
    let next = position + 1
    if next == count { return operandCount }
    return Int(chunks[next >> Columns.shift].firstOperand[next & Columns.mask])
  }

  @inline(__always)
  private func operand(_ index: Int) -> Int32 {
    operands[index >> OperandList.shift][index & OperandList.mask]
  }

  @inline(__always)
  private func value(of node: Int32) -> UInt64 {
    chunks[Int(node) >> Columns.shift].value[Int(node) & Columns.mask]
  }

  @inline(__always)
  private func trackedSlot(_ node: Int32) -> Int? {
    let position = Int(node)
    if position >= first { return isTracked[position - first] ? position - first : nil }
    guard let slot = outside[node], isTracked[slot] else { return nil }
    return slot
  }

  @inline(__always)
  private func add<E: RealNumber>(_ value: E, at slot: Int) {
    switch kinds[slot] {
    case .none:
      kinds[slot] = .scalar
      bits[slot] = value.bits
    case .wide: wide.append(value.bits, at: Int(bits[slot]))
    default: bits[slot] = (E(bits: bits[slot]) + value).bits
    }
  }
}
