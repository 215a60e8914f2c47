import Engine

/// The mathematical adjoint of every row of a pass, whatever the tape watched.
///
/// One plain pass backward with the arithmetic of the tape: same order, same precision.
struct PassAdjoints {
  private enum Kind: UInt8 { case none, scalar, array }

  private let model: WalkModel
  private let nodes: PassNodes
  private var kinds: [Kind]
  /// The bits of a scalar adjoint, or an index into `arrays`.
  private var bits: [UInt64]
  private var arrays: [NDArray] = []

  init(_ model: WalkModel, _ nodes: PassNodes) {
    self.model = model
    self.nodes = nodes
    kinds = [Kind](repeating: .none, count: nodes.rows.count)
    bits = [UInt64](repeating: 0, count: nodes.rows.count)
    for (row, seed) in model.seeds(of: nodes) { add(seed, to: row) }
    for row in stride(from: nodes.forwardRowCount - 1, through: nodes.inputCount, by: -1)
    where kinds[row] != .none && model.structure.kinds[Int(nodes.rows[row])] == .operation {
      passOn(row, nodes)
    }
  }

  /// The adjoint, `nil` where nothing arrived.
  subscript(row: Int) -> NDArray? {
    switch kinds[row] {
    case .none: nil
    case .scalar:
      NDArray(
        payload: .scalar(bits[row]),
        dtype: model.recording.signature(of: NodeID(Int(nodes.rows[row]))).dtype)
    case .array: arrays[Int(bits[row])]
    }
  }

  /// The bits of an adjoint that is one number.
  func scalarBits(_ row: Int) -> UInt64? { kinds[row] == .scalar ? bits[row] : nil }

  private mutating func passOn(_ row: Int, _ nodes: PassNodes) {
    let structure = model.structure
    let node = Int(nodes.rows[row])
    nodes.forEachReceiver(of: row, structure) { into, place in
      if kinds[row] == .scalar, let flow = model.scalarContribution(of: node, to: place, bits[row])
      {
        add(flow, to: into, isWide: structure.isScalar64(node))
      } else if let upstream = self[row],
        let flow = model.contribution(of: node, to: place, upstream: upstream)
      {
        add(flow, to: into)
      }
    }
  }

  /// Adds the bits of a scalar.
  private mutating func add(_ flow: UInt64, to row: Int, isWide: Bool) {
    switch kinds[row] {
    case .none: bits[row] = flow
    default:
      bits[row] =
        isWide
        ? (Double(bits: bits[row]) + Double(bits: flow)).bits
        : (Float(bits: bits[row]) + Float(bits: flow)).bits
    }
    kinds[row] = .scalar
  }

  private mutating func add(_ value: NDArray, to row: Int) {
    var sum = value
    if let before = self[row], let added = try? before + value { sum = added }
    if case .scalar(let scalar) = sum.payload {
      kinds[row] = .scalar
      bits[row] = scalar
    } else {
      kinds[row] = .array
      bits[row] = UInt64(arrays.count)
      arrays.append(sum)
    }
  }
}
