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
  /// Of each node its op, as an index into `entries`.
  let codes: [UInt32]
  let entries: [Entry]
  /// Of each entry what is asked of many nodes.
  private let rules: [(any Operation.Type)?]
  private let areGradients: [Bool]
  private let areConstants: [Bool]
  /// Of each node the bits of its value, where that is one number.
  let bits: [UInt64]
  /// Where the operands of each node begin; one entry more than nodes.
  let firstOperand: [UInt32]
  let operands: [Int32]
  private var traits: [UInt8] = []
  /// Ops that have no row; empty where all have one.
  private var isHidden: [Bool] = []

  private static let differentiable: UInt8 = 1
  private static let scalar32: UInt8 = 2
  private static let scalar64: UInt8 = 4

  init(_ recording: Recording) {
    let columns = recording.columns
    count = columns.codes.count
    codes = columns.codes
    operands = columns.operands
    firstOperand = columns.firstOperands + [UInt32(columns.operands.count)]
    bits = columns.values
    let entries = columns.operations.map { Entry($0) }
    self.entries = entries
    rules = entries.map(\.rule)
    areGradients = columns.operations.map { $0 is GradientResult }
    areConstants = columns.operations.map { $0 is Constant }
    let kindOfCode = columns.operations.map { operation -> Kind? in
      operation is VariableState ? .state : operation is Literal ? .literal : nil
    }
    let traitOfSignature = columns.signatures.map { Self.trait(of: $0) }
    kinds = [Kind](unsafeUninitializedCapacity: count) { buffer, filled in
      for position in 0..<count {
        buffer[position] =
          kindOfCode[Int(codes[position])]
          ?? (firstOperand[position] == firstOperand[position + 1] ? .leaf : .operation)
      }
      filled = count
    }
    traits = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      for position in 0..<count {
        buffer[position] = traitOfSignature[Int(columns.signatureCodes[position])]
      }
      filled = count
    }
  }

  private static func trait(of signature: Signature) -> UInt8 {
    var trait = signature.dtype.isDifferentiable ? differentiable : 0
    if signature.shape.rank == 0 {
      if signature.dtype == .float32 { trait |= scalar32 }
      if signature.dtype == .float64 { trait |= scalar64 }
    }
    return trait
  }

  /// Positions in `operands` of what a node read.
  @inline(__always)
  func operandRange(_ node: Int) -> Range<Int> {
    Int(firstOperand[node])..<Int(firstOperand[node + 1])
  }

  func entry(_ node: Int) -> Entry { entries[Int(codes[node])] }

  /// The op's type where it has a gradient on bare numbers.
  @inline(__always)
  func rule(_ node: Int) -> (any Operation.Type)? { rules[Int(codes[node])] }

  /// Whether the node holds an answer of a tape.
  func isGradient(_ node: Int) -> Bool { areGradients[Int(codes[node])] }

  /// Whether the node is a number that the lesson wrote.
  func isConstant(_ node: Int) -> Bool { areConstants[Int(codes[node])] }

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

extension Structure.Entry {
  init(_ operation: any Operation) {
    var passes: UInt8 = 0
    for place in 0..<8 where operation.isDifferentiable(by: place) { passes |= 1 << UInt8(place) }
    self.init(operation: operation, rule: Self.rule(of: operation), passes: passes)
  }

  private static func rule<O: Operation>(of operation: O) -> (any Operation.Type)? {
    O.hasScalarRule ? O.self : nil
  }
}
