/// The inner loop of the backward pass over scalars: raw columns in, adjoint bits out.
struct ScalarRun {
  let chunks: UnsafeBufferPointer<Columns>
  let operands: UnsafeBufferPointer<UnsafeMutablePointer<Int32>>
  let rules: UnsafeBufferPointer<(any Operation.Type)?>
  let isTracked: UnsafeBufferPointer<Bool>
  let kinds: UnsafeMutableBufferPointer<AdjointSlots.Kind>
  let bits: UnsafeMutableBufferPointer<UInt64>
  let first: Int
  let outside: NodeMap.Reader

  /// Passes adjoints on from `start` down to the first node.
  ///
  /// - Returns: the position of a node that is no scalar case, or one before the first.
  func run(from start: Int, operandsEnd: Int) -> Int {
    let float32 = UInt32(DType.float32.rawValue)
    let float64 = UInt32(DType.float64.rawValue)
    var end = operandsEnd
    var position = start
    while position >= first {
      let columns = chunks[position >> Columns.shift]
      let place = position & Columns.mask
      let begin = Int(columns.firstOperand[place])
      let slot = position - first
      if isTracked[slot], kinds[slot] != .none, begin < end {
        let signature = columns.signature[place]
        guard kinds[slot] == .scalar, end - begin <= 2,
          let rule = rules[Int(columns.operation[place])]
        else { return position }
        let left = operand(begin)
        let right = end - begin == 2 ? operand(begin + 1) : left
        // Where there is such a rule, the inputs have the output's signature.
        let (x, y) = (bits(of: left), bits(of: right))
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
      end = begin
      position -= 1
    }
    return position
  }

  @inline(__always)
  private func operand(_ index: Int) -> Int32 {
    operands[index >> OperandList.shift][index & OperandList.mask]
  }

  @inline(__always)
  private func bits(of node: Int32) -> UInt64 {
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
    if kinds[slot] == .none {
      kinds[slot] = .scalar
      bits[slot] = value.bits
    } else {
      bits[slot] = (E(bits: bits[slot]) + value).bits
    }
  }
}
