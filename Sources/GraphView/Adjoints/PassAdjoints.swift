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
    where kinds[row] != .none {
      if !passScalar(row) { passOn(row) }
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

  /// An op on bare numbers; `false` where it is none.
  private mutating func passScalar(_ row: Int) -> Bool {
    let structure = model.structure
    let node = Int(nodes.rows[row])
    guard kinds[row] == .scalar, structure.kinds[node] == .operation,
      let rule = structure.entry(node).rule
    else { return false }
    let range = structure.operandRange(node)
    guard range.count == 1 || range.count == 2 else { return false }
    let left = Int(structure.operands[range.lowerBound])
    let right = Int(structure.operands[range.upperBound - 1])
    guard let z = model.scalarBits(node), let x = model.scalarBits(left),
      let y = model.scalarBits(right)
    else { return false }
    if structure.isScalar32(node), structure.isScalar32(left), structure.isScalar32(right) {
      let g = Float(bits: bits[row])
      for place in 0..<range.count {
        let operand = place == 0 ? left : right
        guard structure.passes(node, to: place, operand), let into = nodes.row(of: operand) else {
          continue
        }
        let flow = rule.pullback32(
          to: place, g, Float(bits: x), Float(bits: y), Float(bits: z))
        bits[into] = (kinds[into] == .none ? flow : Float(bits: bits[into]) + flow).bits
        kinds[into] = .scalar
      }
      return true
    }
    if structure.isScalar64(node), structure.isScalar64(left), structure.isScalar64(right) {
      let g = Double(bits: bits[row])
      for place in 0..<range.count {
        let operand = place == 0 ? left : right
        guard structure.passes(node, to: place, operand), let into = nodes.row(of: operand) else {
          continue
        }
        let flow = rule.pullback64(
          to: place, g, Double(bits: x), Double(bits: y), Double(bits: z))
        bits[into] = (kinds[into] == .none ? flow : Double(bits: bits[into]) + flow).bits
        kinds[into] = .scalar
      }
      return true
    }
    return false
  }

  private mutating func passOn(_ row: Int) {
    let structure = model.structure
    let node = Int(nodes.rows[row])
    guard structure.kinds[node] == .operation, let upstream = self[row] else { return }
    let range = structure.operandRange(node)
    for index in range {
      let operand = Int(structure.operands[index])
      let place = index - range.lowerBound
      guard structure.passes(node, to: place, operand), let into = nodes.row(of: operand),
        let flow = model.contribution(of: node, to: place, upstream: upstream)
      else { continue }
      add(flow, to: into)
    }
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
