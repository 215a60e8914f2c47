import ArgumentParser
import Glibc
import Synchronization

/// Ends the program with exit code 1 and a message for the person at the keyboard.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Writes the message to standard error.
  func write() { StandardStreams.error("error: " + description + "\n") }
}

/// Standard output and error, in the order in which they were written to.
enum StandardStreams {
  /// Text that waits to be written in one piece.
  private static let pending = Mutex<[UInt8]>([])
  private static let pieceSize = 64 * 1024

  /// Writes text to standard output; a reader that has gone away ends the program.
  static func output(_ text: String) { output(Array(text.utf8)) }

  static func output(_ bytes: [UInt8]) {
    let isFull = pending.withLock { pending in
      pending += bytes
      return pending.count >= pieceSize
    }
    // A person who watches wants every line at once.
    if isFull || isatty(STDOUT_FILENO) == 1 { flush() }
  }

  /// Writes what waits.
  static func flush() {
    let bytes = pending.withLock { pending in
      defer { pending = [] }
      return pending
    }
    if !write(bytes, to: STDOUT_FILENO) { exit(1) }
  }

  /// Writes text to standard error, after what went to standard output before it.
  static func error(_ text: String) {
    flush()
    _ = write(Array(text.utf8), to: STDERR_FILENO)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      start += written
    }
    return true
  }
}

extension ParsableCommand {
  /// Does the work; a `Failure` becomes a message and exit code 1.
  func reporting(_ work: () throws -> Void) throws {
    defer { StandardStreams.flush() }
    do {
      try work()
    } catch let failure as Failure {
      failure.write()
      throw ExitCode(1)
    }
  }
}
