/// The columns of 8 192 nodes: raw memory that never moves, owned by a recording.
struct Columns {
  static let shift = 13
  static let capacity = 1 << shift
  static let mask = capacity - 1
  static let byteCount =
    capacity * (2 * MemoryLayout<UInt64>.stride + 4 * MemoryLayout<UInt32>.stride)

  let value: UnsafeMutablePointer<UInt64>
  let span: UnsafeMutablePointer<SourceSpan>
  let operation: UnsafeMutablePointer<UInt32>
  let firstOperand: UnsafeMutablePointer<UInt32>
  let signature: UnsafeMutablePointer<UInt32>
  let scope: UnsafeMutablePointer<UInt32>

  private let memory: UnsafeMutableRawPointer

  /// Fresh columns in one buffer of the pool, so that a new recording takes over a released one's
  /// pages instead of faulting in its own.
  static func allocate() -> Columns {
    let memory = StoragePool.shared.take(byteCount)
    func column<T>(_ type: T.Type, at bytesPerNode: Int) -> UnsafeMutablePointer<T> {
      (memory + bytesPerNode * capacity).bindMemory(to: T.self, capacity: capacity)
    }
    return Columns(
      value: column(UInt64.self, at: 0), span: column(SourceSpan.self, at: 8),
      operation: column(UInt32.self, at: 16), firstOperand: column(UInt32.self, at: 20),
      signature: column(UInt32.self, at: 24), scope: column(UInt32.self, at: 28), memory: memory)
  }

  func deallocate() { StoragePool.shared.give(back: memory, byteCount: Self.byteCount) }
}

/// The operands of all nodes one after another, in blocks that never move.
struct OperandList {
  static let shift = 15
  static let capacity = 1 << shift
  static let mask = capacity - 1

  private(set) var blocks: [UnsafeMutablePointer<Int32>] = []
  private var last = block()
  private(set) var count = 0

  init() { blocks.append(last) }

  var byteCount: Int { blocks.count * Self.capacity * MemoryLayout<Int32>.stride }

  @inline(__always)
  mutating func append(_ id: Int32) {
    let slot = count & Self.mask
    if slot == 0, count > 0 { grow() }
    last[slot] = id
    count += 1
  }

  @inline(never)
  private mutating func grow() {
    last = Self.block()
    blocks.append(last)
  }

  @inline(__always)
  subscript(index: Int) -> Int32 { blocks[index >> Self.shift][index & Self.mask] }

  func deallocate() {
    for block in blocks { StoragePool.shared.give(back: block, byteCount: Self.blockByteCount) }
  }

  private static let blockByteCount = capacity * MemoryLayout<Int32>.stride

  private static func block() -> UnsafeMutablePointer<Int32> {
    StoragePool.shared.take(blockByteCount).bindMemory(to: Int32.self, capacity: capacity)
  }
}
