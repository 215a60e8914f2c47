import Engine

/// The bare graph of a recording as flat arrays, so that sweeps over a million nodes are loops over
/// numbers.
struct Structure {
  /// What part a node plays in the table.
  enum Kind: UInt8 { case operation, literal, leaf, state }

  /// What is known of an op for all nodes that it made.
  struct Entry {
    let operation: any Operation
    /// The op's type where it has a gradient on bare numbers.
    let rule: (any Operation.Type)?
    /// Bit i: a gradient can pass to input i, for the first eight.
    let passes: UInt8
  }

  let count: Int
  private(set) var kinds: [Kind] = []
  private(set) var codes: [Int32] = []
  private(set) var entries: [Entry] = []
  /// Where the operands of each node begin; one entry more than nodes.
  private(set) var firstOperand: [Int32] = []
  private(set) var operands: [Int32] = []
  private var traits: [UInt8] = []
  /// Ops that have no row; empty where all have one.
  private var isHidden: [Bool] = []

  private static let differentiable: UInt8 = 1
  private static let scalar32: UInt8 = 2
  private static let scalar64: UInt8 = 4

  init(_ recording: Recording) {
    count = recording.count
    kinds.reserveCapacity(count)
    codes.reserveCapacity(count)
    firstOperand.reserveCapacity(count + 1)
    operands.reserveCapacity(count * 2)
    traits.reserveCapacity(count)
    var table = EntryTable()
    for position in 0..<count {
      let node = NodeID(position)
      let operation = recording.operation(of: node)
      let code = table.code(of: operation, &entries)
      codes.append(code)
      firstOperand.append(Int32(operands.count))
      let inputs = recording.inputCount(of: node)
      for place in 0..<inputs { operands.append(recording.input(place, of: node).index) }
      kinds.append(table.kinds[Int(code)] ?? (inputs == 0 ? .leaf : .operation))
      let signature = recording.signature(of: node)
      var trait: UInt8 = signature.dtype.isDifferentiable ? Self.differentiable : 0
      if signature.shape.rank == 0 {
        if signature.dtype == .float32 { trait |= Self.scalar32 }
        if signature.dtype == .float64 { trait |= Self.scalar64 }
      }
      traits.append(trait)
    }
    firstOperand.append(Int32(operands.count))
  }

  /// Positions in `operands` of what a node read.
  @inline(__always)
  func operandRange(_ node: Int) -> Range<Int> {
    Int(firstOperand[node])..<Int(firstOperand[node + 1])
  }

  func entry(_ node: Int) -> Entry { entries[Int(codes[node])] }

  /// Whether the node has a row among the ops: ops, and states that an assignment made.
  @inline(__always)
  func isComputed(_ node: Int) -> Bool {
    switch kinds[node] {
    case .operation: isHidden.isEmpty || !isHidden[node]
    case .state: firstOperand[node] < firstOperand[node + 1]
    case .literal, .leaf: false
    }
  }

  /// Leaves out ops of stretches that nothing outside them reads: a gradient calculation that was
  /// recorded because a tape was still open, and that nobody differentiates.
  mutating func hide(_ stretches: [Range<Int>], keeping nodes: [Int]) {
    guard !stretches.isEmpty else { return }
    var hidden = [Bool](repeating: false, count: count)
    for stretch in stretches {
      for node in stretch where kinds[node] == .operation { hidden[node] = true }
    }
    for node in nodes { hidden[node] = false }
    for node in stride(from: count - 1, through: 0, by: -1) where !hidden[node] {
      for place in operandRange(node) { hidden[Int(operands[place])] = false }
    }
    isHidden = hidden
  }

  @inline(__always)
  func isDifferentiable(_ node: Int) -> Bool { traits[node] & Self.differentiable != 0 }

  @inline(__always)
  func isScalar32(_ node: Int) -> Bool { traits[node] & Self.scalar32 != 0 }

  @inline(__always)
  func isScalar64(_ node: Int) -> Bool { traits[node] & Self.scalar64 != 0 }

  /// Whether a gradient that arrives at a node can pass on to its input at `place`.
  @inline(__always)
  func passes(_ node: Int, to place: Int, _ operand: Int) -> Bool {
    guard isDifferentiable(operand), isDifferentiable(node) else { return false }
    let entry = Int(codes[node])
    if place < 8 { return entries[entry].passes & 1 << UInt8(place) != 0 }
    return entries[entry].operation.isDifferentiable(by: place)
  }
}

/// Numbers the ops of a recording; those without attributes are found by their type alone.
private struct EntryTable {
  private static let size = 512
  private var keys = [UInt](repeating: 0, count: size)
  private var codes = [Int32](repeating: 0, count: size)
  private var byValue: [AnyHashable: Int32] = [:]
  /// The kinds that the op alone decides.
  private(set) var kinds: [Structure.Kind?] = []

  mutating func code(
    of operation: any Operation, _ entries: inout [Structure.Entry]
  ) -> Int32 {
    let key = UInt(bitPattern: ObjectIdentifier(type(of: operation)))
    let slot = Int(truncatingIfNeeded: key >> 4) & (Self.size - 1)
    if keys[slot] == key { return codes[slot] }
    if let known = byValue[AnyHashable(operation)] { return known }
    let code = Int32(entries.count)
    var passes: UInt8 = 0
    for place in 0..<8 where operation.isDifferentiable(by: place) { passes |= 1 << UInt8(place) }
    entries.append(
      Structure.Entry(operation: operation, rule: rule(of: operation), passes: passes))
    kinds.append(operation is VariableState ? .state : operation is Literal ? .literal : nil)
    byValue[AnyHashable(operation)] = code
    if isPlain(operation), keys[slot] == 0 {
      keys[slot] = key
      codes[slot] = code
    }
    return code
  }

  private func rule<O: Operation>(of operation: O) -> (any Operation.Type)? {
    O.hasScalarRule ? O.self : nil
  }

  private func isPlain<O: Operation>(_ operation: O) -> Bool { MemoryLayout<O>.size == 0 }
}
