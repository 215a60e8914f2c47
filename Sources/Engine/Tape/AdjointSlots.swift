import Glibc

/// The adjoints of a backward pass, one slot a node, in memory of the pool: at a million nodes
/// fresh pages would cost as much as the pass.
final class AdjointSlots {
  /// What an adjoint is held as.
  enum Kind: UInt8 {
    case none
    case scalar
    case array
    case slices
    /// More flows than are added in one go: they are kept until all are there.
    case wide
  }

  /// What each adjoint is held as; none at first.
  let kinds: UnsafeMutableBufferPointer<Kind>
  /// The bits of a scalar adjoint, or the place of an array or of rows; nothing sensible where there is none.
  let bits: UnsafeMutableBufferPointer<UInt64>

  private let memory: UnsafeMutableRawPointer
  private let byteCount: Int

  init(count: Int) {
    // Passes of about the same length take over each other's memory.
    var capacity = 16
    while capacity < count { capacity *= 2 }
    byteCount = capacity * (MemoryLayout<UInt64>.stride + MemoryLayout<Kind>.stride)
    memory = StoragePool.shared.take(byteCount)
    bits = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: UInt64.self, capacity: capacity), count: count)
    let end = memory + capacity * MemoryLayout<UInt64>.stride
    kinds = UnsafeMutableBufferPointer(
      start: end.bindMemory(to: Kind.self, capacity: capacity), count: count)
    kinds.initialize(repeating: .none)
  }

  deinit { StoragePool.shared.give(back: memory, byteCount: byteCount) }
}
