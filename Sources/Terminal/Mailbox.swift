import Glibc
import Synchronization

/// News from other threads for the program on the screen; posting wakes the one who waits for keys.
package final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  /// The ends of a pipe: a byte in it means that there is something to look at.
  let readEnd: Int32
  let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Leaves a message; any thread may.
  package func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes the oldest message.
  func take() -> Message? {
    messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  /// Whether there is a message.
  var isEmpty: Bool { messages.withLock { $0.isEmpty } }

  /// Empties the pipe and returns what signals have written into it.
  func drain() -> [UInt8] {
    var found: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(readEnd, &buffer, buffer.count)
      guard count > 0 else { return found }
      found += buffer.prefix(count).filter { $0 != 0 }
    }
  }
}
