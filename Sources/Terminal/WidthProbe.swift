import Glibc

/// Asks the terminal how many cells it gives a line drawing character.
enum WidthProbe {
  /// The answer.
  struct Answer: Equatable {
    /// The column behind the character, counted from 1; nil when the terminal did not tell in time.
    var column: Int?
    /// What arrived and was not the answer.
    var typedAhead: [UInt8] = []
  }

  /// How long the terminal has for its answer, in milliseconds.
  private static let patience: Int32 = 100

  /// Prints the character at the start of the line, asks for the cursor's place, and wipes it out.
  static func run(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) -> Answer {
    var saved = termios()
    guard tcgetattr(input, &saved) == 0 else { return Answer() }
    var raw = saved
    cfmakeraw(&raw)
    guard tcsetattr(input, TCSANOW, &raw) == 0 else { return Answer() }
    defer { tcsetattr(input, TCSANOW, &saved) }
    Output.write("\r─\u{1B}[6n", to: output)
    var bytes: [UInt8] = []
    var left = patience
    while left > 0 {
      var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, left) > 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 64)
      let count = Glibc.read(input, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      if parse(bytes).column != nil { break }
      left -= 10
    }
    Output.write("\r  \r", to: output)
    return parse(bytes)
  }

  /// Finds `ESC [ row ; column R` among the bytes; the rest was typed by the user.
  static func parse(_ bytes: [UInt8]) -> Answer {
    for start in bytes.indices where bytes[start] == 0x1B {
      var place = start + 1
      guard place < bytes.count, bytes[place] == UInt8(ascii: "[") else { continue }
      place += 1
      var numbers = [0]
      while place < bytes.count {
        let byte = bytes[place]
        if (0x30...0x39).contains(byte) {
          numbers[numbers.count - 1] = min(9999, numbers[numbers.count - 1] * 10 + Int(byte - 0x30))
        } else if byte == UInt8(ascii: ";") {
          numbers.append(0)
        } else {
          break
        }
        place += 1
      }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "R"), numbers.count == 2 else {
        continue
      }
      return Answer(
        column: numbers[1], typedAhead: Array(bytes[..<start] + bytes[(place + 1)...]))
    }
    return Answer(column: nil, typedAhead: bytes)
  }
}
