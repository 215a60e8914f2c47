import ArgumentParser
import Glibc

/// Ends the program with exit code 1 and a message for the person at the keyboard.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Writes the message to standard error.
  func write() { StandardStreams.error("error: " + description + "\n") }
}

/// Standard output and error, in the order in which they were written to.
enum StandardStreams {
  /// Writes text to standard output; a reader that has gone away ends the program.
  static func output(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if fwrite(bytes.baseAddress, 1, bytes.count, stdout) < bytes.count { exit(1) }
    }
  }

  static func output(_ bytes: [UInt8]) {
    if fwrite(bytes, 1, bytes.count, stdout) < bytes.count { exit(1) }
  }

  static func error(_ text: String) {
    fflush(stdout)
    var text = text
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stderr) }
  }
}

extension ParsableCommand {
  /// Does the work; a `Failure` becomes a message and exit code 1.
  func reporting(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let failure as Failure {
      failure.write()
      throw ExitCode(1)
    }
    fflush(stdout)
  }
}
