import Engine

/// The sums that arrive at a row one after another: before any use reported, after the first, and
/// so on; worked out as far as somebody has looked.
///
/// A value may be read a million times: sums of numbers are kept as bits.
struct PartialSums {
  private let row: Int
  private let uses: ArraySlice<Consumers.Use>
  private let isNarrow: Bool
  private let isScalar: Bool
  private var bits: [UInt64] = []
  /// The first of the sums that are there: those before it are nothing.
  private var firstThere: Int?
  private var arrays: [NDArray?] = []

  init(_ model: WalkModel, row: Int, in pass: Int) {
    self.row = row
    uses = model.consumers(of: pass)[row]
    let nodes = model.nodes(of: pass)
    let node = Int(nodes.rows[row])
    isNarrow = model.structure.isScalar32(node)
    isScalar = isNarrow || model.structure.isScalar64(node)
    let seed = model.seeds(of: nodes).first { $0.row == row }?.seed
    if isScalar {
      if case .scalar(let start)? = seed?.payload {
        bits = [start]
        firstThere = 0
      } else {
        bits = [0]
      }
    } else {
      arrays = [seed]
    }
  }

  /// The sum once so many uses have reported; `nil` where none has brought anything.
  mutating func sum(after count: Int, _ model: WalkModel, in pass: Int) -> NDArray? {
    let count = Swift.min(count, uses.count)
    let nodes = model.nodes(of: pass)
    let adjoints = model.adjoints(of: pass)
    while (isScalar ? bits.count : arrays.count) <= count {
      let use = uses[uses.startIndex + (isScalar ? bits.count : arrays.count) - 1]
      let node = Int(nodes.rows[Int(use.row)])
      if isScalar {
        addScalar(model, adjoints, node, use)
      } else {
        let flow = adjoints[Int(use.row)].flatMap {
          model.contribution(of: node, to: Int(use.place), upstream: $0)
        }
        let before = arrays.last ?? nil
        arrays.append(flow.map { flow in before.flatMap { try? $0 + flow } ?? flow } ?? before)
      }
    }
    guard isScalar else { return arrays[count] }
    guard let firstThere, firstThere <= count else { return nil }
    return NDArray(payload: .scalar(bits[count]), dtype: isNarrow ? .float32 : .float64)
  }

  private mutating func addScalar(
    _ model: WalkModel, _ adjoints: PassAdjoints, _ node: Int, _ use: Consumers.Use
  ) {
    var flow: UInt64?
    if let upstream = adjoints.scalarBits(Int(use.row)) {
      flow = model.scalarContribution(of: node, to: Int(use.place), upstream)
    }
    if flow == nil, let upstream = adjoints[Int(use.row)],
      case .scalar(let found)? = model.contribution(
        of: node, to: Int(use.place), upstream: upstream)?.payload
    {
      flow = found
    }
    let before = bits[bits.count - 1]
    guard let flow else { return bits.append(before) }
    guard firstThere != nil else {
      firstThere = bits.count
      return bits.append(flow)
    }
    bits.append(
      isNarrow
        ? (Float(bits: before) + Float(bits: flow)).bits
        : (Double(bits: before) + Double(bits: flow)).bits)
  }
}

extension WalkModel {
  /// What has arrived at a row once so many of its uses have reported.
  func partialSum(of row: Int, in pass: Int, after count: Int) -> NDArray? {
    let key = RowKey(pass: pass, row: row)
    var sums = partialSums.removeValue(forKey: key) ?? PartialSums(self, row: row, in: pass)
    defer { partialSums[key] = sums }
    return sums.sum(after: count, self, in: pass)
  }
}
