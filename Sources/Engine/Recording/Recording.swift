/// A node of a recording: the order of creation.
///
/// Ids of one recording are comparable in time.
public struct NodeID: Hashable, Comparable, Sendable {
  /// Position in the recording, from 0; -1 for a constant that no recording holds.
  package let index: Int32

  package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }

  /// A value that belongs to no recording.
  package static let none = NodeID(-1)

  package var position: Int { Int(index) }

  /// Earlier in time.
  public static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// Everything that a run computed, in order: for each node which op on what, from which columns
/// of the source, and its value.
///
/// Append-only.
///
/// Scalars are held inline; other values by reference to shared buffers, or, where these outgrow
/// `memoryBudget`, not at all: then they are computed again from what is kept. Adjoints, formulas
/// and drawings are derived from this when somebody looks, and never kept here.
public final class Recording {
  /// The columns of the lesson that are being evaluated; new nodes and events carry them.
  package var span = SourceSpan.none
  /// The scope (layer, function, name scope) that new nodes belong to; see `scopes`.
  package var scope: UInt32 = 0
  /// Scope paths such as `layer1/dense`; the first is the top.
  package private(set) var scopes: [String] = [""]
  /// The text that spans point into, when a lesson or a formula is recorded.
  package var source: SourceText?
  /// Assigned names by the span of the assigned expression, known before the run.
  package var namesBySpan: [SourceSpan: String] = [:]
  /// Names given while running, such as the `name=` of a variable.
  package var givenNames: [NodeID: String] = [:]
  /// Tape calls, assignments, printed text and so on, in order of time.
  package private(set) var events: [Event] = []
  /// Graphs that were built: traced functions and `tf.Graph`s, whether or not they ran.
  package var graphs: [TracedGraph] = []
  /// Whether layers count variables that are mere attributes of theirs among their weights.
  package var layersFindVariables = false
  /// Tapes that record now, outermost first.
  package internal(set) var activeTapes: [GradientTape] = []
  /// Values that stand in place of those that the run makes; `nil` where nothing is edited.
  package var overlay: Overlay?
  /// Nodes that hold an edited value, and what they would have held.
  package internal(set) var edited: [NodeID: NDArray] = [:]
  /// Calls of functions with a gradient of their own, by the output that speaks for all.
  var customCalls: [NodeID: CustomCall] = [:]
  /// Variables in order of creation.
  package private(set) var variables: [VariableHistory] = []

  private var table = OperationTable()
  private var tapeCount = 0

  private(set) var signatures = SignatureTable()

  /// Whether a value of float16 is or was among those recorded.
  var holdsHalf: Bool { signatures.holds(.float16) }
  /// Values that are no inline scalars; one that was let go left `NDArray.letGo` behind.
  var arrays: [NDArray] = []
  var retention = Retention()
  /// Number of nodes when a tape began last.
  private(set) var lastTapeStart = 0

  private(set) var chunks: [Columns] = []
  private var tail: Columns
  private(set) var operands = OperandList()
  /// Number of nodes.
  public private(set) var count = 0

  /// An empty recording.
  public init() {
    tail = Columns.allocate()
    chunks.append(tail)
  }

  deinit {
    for columns in chunks { columns.deallocate() }
    operands.deallocate()
  }

  /// Bytes that nodes and their values take.
  public var byteCount: Int {
    chunks.count * Columns.byteCount + operands.byteCount + retention.held
  }
}

// MARK: Appending

extension Recording {
  /// Records a node and returns its id.
  @inline(__always)
  func append(_ operation: UInt32, _ value: NDArray) -> NodeID {
    let slot = count & Columns.mask
    if slot == 0, count > 0 { startChunk() }
    tail.operation[slot] = operation
    tail.firstOperand[slot] = UInt32(truncatingIfNeeded: operands.count)
    tail.span[slot] = span
    tail.scope[slot] = scope
    if case .scalar(let bits) = value.payload {
      tail.signature[slot] = UInt32(value.dtype.rawValue)
      tail.value[slot] = bits
    } else {
      tail.signature[slot] = signatures.index(of: value.signature)
      tail.value[slot] = UInt64(arrays.count)
      keep(value)
    }
    let id = NodeID(count)
    count += 1
    return id
  }

  @inline(__always)
  func append(_ operation: UInt32, _ x: NodeID, _ value: NDArray) -> NodeID {
    let id = append(operation, value)
    operands.append(x.index)
    return id
  }

  @inline(__always)
  func append(_ operation: UInt32, _ x: NodeID, _ y: NodeID, _ value: NDArray) -> NodeID {
    let id = append(operation, value)
    operands.append(x.index)
    operands.append(y.index)
    return id
  }

  func append(_ operation: UInt32, _ inputs: [NodeID], _ value: NDArray) -> NodeID {
    let id = append(operation, value)
    for input in inputs { operands.append(input.index) }
    return id
  }

  @inline(never)
  private func startChunk() {
    tail = Columns.allocate()
    chunks.append(tail)
  }

  /// The index of an op among those of this recording, added when it is new.
  @inline(__always)
  func index<O: Operation>(of op: O) -> UInt32 { table.index(of: op) }

  /// Enters a scope by its path and returns the index to hand back to `scope` on the way out.
  package func enterScope(_ path: String) -> UInt32 {
    let before = scope
    if let known = scopes.firstIndex(of: path) {
      scope = UInt32(known)
    } else {
      scope = UInt32(scopes.count)
      scopes.append(path)
    }
    return before
  }

  /// Puts something that is no node on the time line.
  package func note(_ kind: Event.Kind) {
    if case .tapeStarted = kind { lastTapeStart = count }
    events.append(Event(position: count, span: span, kind: kind))
    guard let overlay else { return }
    switch kind {
    case .gradient: overlay.gradientAnswered(in: self)
    case .tapeStarted(let tape): overlay.tapeStarted(tape)
    default: break
    }
  }

  /// The id of a new tape.
  func nextTape() -> TapeID {
    tapeCount += 1
    return TapeID(tapeCount - 1)
  }

  /// Registers a variable; its number is its place in order of creation.
  func add(_ variable: VariableHistory) { variables.append(variable) }
}

// MARK: Reading

extension Recording {
  @inline(__always)
  func place(_ id: NodeID) -> (chunk: Columns, slot: Int) {
    (chunks[id.position >> Columns.shift], id.position & Columns.mask)
  }

  /// The op that made the node.
  package func operation(of id: NodeID) -> any Operation {
    let (chunk, slot) = place(id)
    return table.operations[Int(chunk.operation[slot])]
  }

  /// Whether backward passes must visit ops in TensorFlow's order.
  var hasOrderedOps: Bool { table.hasOrderedOps }

  /// Which ops, by their index, are states of variables.
  var isVariableState: [Bool] { table.isVariableState }

  /// The nodes the op read, in order.
  package func inputs(of id: NodeID) -> [NodeID] {
    operandRange(of: id).map { NodeID(Int(operands[$0])) }
  }

  package func inputCount(of id: NodeID) -> Int { operandRange(of: id).count }

  package func input(_ position: Int, of id: NodeID) -> NodeID {
    NodeID(Int(operands[operandRange(of: id).lowerBound + position]))
  }

  @inline(__always)
  func operandRange(of id: NodeID) -> Range<Int> {
    let (chunk, slot) = place(id)
    let first = Int(chunk.firstOperand[slot])
    let next = id.position + 1
    if next == count { return first..<operands.count }
    let (chunk2, slot2) = place(NodeID(next))
    return first..<Int(chunk2.firstOperand[slot2])
  }

  /// The value the op computed.
  package func value(of id: NodeID) -> NDArray {
    let (chunk, slot) = place(id)
    let signature = chunk.signature[slot]
    if signature < UInt32(DType.allCases.count), signature != UInt32(DType.string.rawValue) {
      let dtype = DType(rawValue: UInt8(signature)) ?? .float32
      if !dtype.isComplex {
        return NDArray(payload: .scalar(chunk.value[slot]), dtype: dtype)
      }
    }
    let kept = arrays[Int(chunk.value[slot])]
    return kept.isLetGo ? recomputed(id) : kept
  }

  /// Where the operands of the node after this position begin.
  @inline(__always)
  func firstOperand(after position: Int) -> Int {
    let next = position + 1
    if next == count { return operands.count }
    return Int(chunks[next >> Columns.shift].firstOperand[next & Columns.mask])
  }

  /// Calls the body with the raw columns, operands and scalar rules; they do not change meanwhile.
  @inline(__always)
  func withColumns<R>(
    _ body: (
      UnsafeBufferPointer<Columns>, UnsafeBufferPointer<UnsafeMutablePointer<Int32>>,
      UnsafeBufferPointer<(any Operation.Type)?>
    ) -> R
  ) -> R {
    chunks.withUnsafeBufferPointer { chunks in
      operands.blocks.withUnsafeBufferPointer { operands in
        table.scalarRules.withUnsafeBufferPointer { rules in body(chunks, operands, rules) }
      }
    }
  }

  /// All state nodes of a variable, first to last.
  package func states(of variable: Variable) -> [NodeID] { variable.history.states }

  package func signature(of id: NodeID) -> Signature {
    let (chunk, slot) = place(id)
    return signatures[Int(chunk.signature[slot])]
  }

  package func span(of id: NodeID) -> SourceSpan {
    let (chunk, slot) = place(id)
    return chunk.span[slot]
  }

  package func scope(of id: NodeID) -> String {
    let (chunk, slot) = place(id)
    return scopes[Int(chunk.scope[slot])]
  }
}

// MARK: Sweeping

/// The bare columns of a recording, copied at once for sweeps over all nodes.
package struct NodeColumns {
  /// Every op that was used, each once.
  package let operations: [any Operation]
  /// Of each node its op, as an index into `operations`.
  package let codes: [UInt32]
  /// Where the operands of each node begin in `operands`.
  package let firstOperands: [UInt32]
  package let operands: [Int32]
  /// Of each node its signature, as an index into `signatures`.
  package let signatureCodes: [UInt32]
  package let signatures: [Signature]
  /// Of each node the bits of its value, where that is one number of a real dtype.
  package let values: [UInt64]
}

extension Recording {
  /// The columns of all nodes that there are.
  package var columns: NodeColumns {
    func column<T>(_ place: KeyPath<Columns, UnsafeMutablePointer<T>>) -> [T] {
      [T](unsafeUninitializedCapacity: count) { buffer, filled in
        guard let start = buffer.baseAddress else { return }
        for (index, chunk) in chunks.enumerated() where index << Columns.shift < count {
          let first = index << Columns.shift
          (start + first).initialize(
            from: chunk[keyPath: place], count: Swift.min(Columns.capacity, count - first))
        }
        filled = count
      }
    }
    let operandCount = operands.count
    let list = [Int32](unsafeUninitializedCapacity: operandCount) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      for (index, block) in operands.blocks.enumerated()
      where index << OperandList.shift < operandCount {
        let first = index << OperandList.shift
        (start + first).initialize(
          from: block, count: Swift.min(OperandList.capacity, operandCount - first))
      }
      filled = operandCount
    }
    return NodeColumns(
      operations: table.operations, codes: column(\.operation),
      firstOperands: column(\.firstOperand), operands: list,
      signatureCodes: column(\.signature), signatures: signatures.all, values: column(\.value))
  }

  /// Whether the value of a node is there: reading it computes nothing again.
  package func isKept(_ id: NodeID) -> Bool {
    guard signature(of: id).shape.rank > 0 else { return true }
    let (chunk, slot) = place(id)
    return !arrays[Int(chunk.value[slot])].isLetGo
  }
}
