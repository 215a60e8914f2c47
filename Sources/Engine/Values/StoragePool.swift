import Glibc
import Synchronization

/// Keeps released buffers of a page and more for the next array of the same size.
///
/// The C allocator hands freed pages back to the kernel, and every page of the next array is then
/// faulted in again: for a 1 MiB array that costs more than the multiplication that fills it.
package final class StoragePool: Sendable {
  package static let shared = StoragePool()

  /// Buffers under this size come from the C allocator, which is quick for them.
  private static let smallest = 4 * 1024
  /// Bytes kept for reuse at most.
  private static let limit = 64 * 1024 * 1024

  private struct State: ~Copyable, @unchecked Sendable {
    var free: [Int: [UnsafeMutableRawPointer]] = [:]
    var kept = 0
  }

  private let state = Mutex(State())

  func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount >= Self.smallest {
      let found = state.withLock { state -> Address? in
        guard let pointer = state.free[byteCount]?.popLast() else { return nil }
        state.kept -= byteCount
        return Address(pointer)
      }
      if let found { return found.pointer }
    }
    // Lines of the cache matter to large arrays only; asking for them makes small ones slow.
    let memory =
      byteCount < Self.smallest
      ? malloc(Swift.max(byteCount, 1)) : aligned_alloc(64, (byteCount + 63) & ~63)
    guard let memory else { preconditionFailure("out of memory") }
    return memory
  }

  func give(back pointer: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount >= Self.smallest {
      let address = Address(pointer)
      let kept = state.withLock { state in
        guard state.kept + byteCount <= Self.limit else { return false }
        state.free[byteCount, default: []].append(address.pointer)
        state.kept += byteCount
        return true
      }
      if kept { return }
    }
    free(pointer)
  }

  /// A pointer that may cross the lock: whoever takes it owns it alone.
  private struct Address: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
    init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }
  }
}
