/// How often the ops that lead to a target read each node: it decides in which order TensorFlow's
/// tape visits ops, and how it adds up what arrives at a node.
struct FanOuts {
  /// Readers, by slot.
  private(set) var uses: [Int32]
  /// The most that a node has.
  private(set) var most: Int32 = 0
  /// Nodes that more flows can arrive at than are added in one go.
  private(set) var wide: [Int32] = []

  /// Whether the order shows: two flows give the same sum either way.
  var showsOrder: Bool { most > 2 }

  init(_ recording: Recording, _ nodes: TrackedNodes, targets: [Int]) {
    uses = [Int32](repeating: 0, count: nodes.slotCount)
    let (first, last) = (nodes.first, nodes.last)
    guard last > first else { return }
    let lastEnd = recording.firstOperand(after: last - 1)
    var (uses, most, wide) = (uses, most, wide)
    recording.withColumns { chunks, operands, _ in
      uses.withUnsafeMutableBufferPointer { uses in
        nodes.isTracked.withUnsafeBufferPointer { isTracked in
          nodes.outside.withReader { outside in
            var (end, position) = (lastEnd, last - 1)
            while position >= first {
              let place = position & Columns.mask
              let begin = Int(chunks[position >> Columns.shift].firstOperand[place])
              let slot = position - first
              if isTracked[slot], begin < end, uses[slot] > 0 || targets.contains(slot) {
                for index in begin..<end {
                  let node = operands[index >> OperandList.shift][index & OperandList.mask]
                  let offset = Int(node) - first
                  guard let slot = offset >= 0 ? offset : outside[node], isTracked[slot] else {
                    continue
                  }
                  let count = uses[slot] + 1
                  uses[slot] = count
                  if count > most { most = count }
                  if count == Int32(WideSums.limit) + 1 { wide.append(node) }
                }
              }
              end = begin
              position -= 1
            }
          }
        }
      }
    }
    // What a target starts from arrives there too.
    for slot in targets { most = Swift.max(most, uses[slot] + 1) }
    (self.uses, self.most, self.wide) = (uses, most, wide)
  }
}

/// Flows that arrive at nodes with many readers: TensorFlow's `AddN` adds them in groups, so they
/// are kept until all are there.
final class WideSums {
  /// So many are added one after the other.
  static let limit = 9
  /// What is kept for one node beyond which TensorFlow adds up early.
  private static let byteLimit = 128 << 20

  /// Bits of scalars that arrived, or whatever else did.
  private(set) var bits: [[UInt64]] = []
  private(set) var parts: [[Adjoint<NDArray>]] = []
  private var dtypes: [DType] = []

  /// Room for one more node.
  func add(_ dtype: DType) -> Int {
    dtypes.append(dtype)
    bits.append([])
    parts.append([])
    return bits.count - 1
  }

  func isEmpty(_ place: Int) -> Bool { bits[place].isEmpty && parts[place].isEmpty }

  @inline(__always)
  func append(_ value: UInt64, at place: Int) { bits[place].append(value) }

  func append(_ value: Adjoint<NDArray>, at place: Int) throws(EngineError) {
    let dtype = dtypes[place]
    if case .whole(let array) = value, case .scalar(let scalar) = array.payload,
      array.dtype == dtype, parts[place].isEmpty
    {
      return bits[place].append(scalar)
    }
    parts[place] += bits[place].map { .whole(NDArray(payload: .scalar($0), dtype: dtype)) }
    bits[place] = []
    parts[place].append(value)
    guard case .whole(let array) = value, parts[place].count > 4,
      array.count * parts[place].count * 4 > Self.byteLimit
    else { return }
    parts[place] = [try Adjoint.sum(parts[place])]
  }

  /// What has arrived, added up.
  func sum(_ place: Int) throws(EngineError) -> Adjoint<NDArray> {
    let dtype = dtypes[place]
    defer {
      bits[place] = []
      parts[place] = []
    }
    guard parts[place].isEmpty else { return try Adjoint.sum(parts[place]) }
    let values = bits[place]
    switch dtype {
    case .float32: return .whole(NDArray(AddN.sum(values.map { Float(bits: $0) })))
    case .float64: return .whole(NDArray(AddN.sum(values.map { Double(bits: $0) })))
    default:
      return try Adjoint.sum(
        values.map { .whole(NDArray(payload: .scalar($0), dtype: dtype)) })
    }
  }
}

extension Adjoint {
  /// All that arrived at a node, as TensorFlow adds it up.
  static func sum(_ parts: [Adjoint<V>]) throws(EngineError) -> Adjoint<V> {
    guard var sum = parts.first else { throw .noInputs(op: AddN.name) }
    var arrays: [V] = []
    for part in parts {
      if case .whole(let array) = part { arrays.append(array) }
    }
    if arrays.count == parts.count, arrays.count > 2 {
      let signature = arrays[0].signature
      if arrays.allSatisfy({ $0.signature == signature }) {
        return .whole(try V.apply(AddN(), arrays))
      }
    }
    for part in parts.dropFirst() { try sum.add(part) }
    return sum
  }
}
