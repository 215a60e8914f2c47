import Synchronization

/// What the library says while it works, instead of printing it.
///
/// The library calls back with fragments (`Error`, `: `, the text); they are joined here and cut
/// into lines when the work is done.
enum GraphvizMessages {
  private static let fragments = Mutex<[UInt8]>([])

  /// Receives one fragment from the library.
  static let listener: GraphvizFunctions.Listener = { fragment in
    guard let fragment else { return 0 }
    let bytes = UnsafeRawPointer(fragment).assumingMemoryBound(to: UInt8.self)
    let count = String(cString: fragment).utf8.count
    fragments.withLock { $0.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count)) }
    return 0
  }

  /// Takes what was said since the last time.
  static func take() -> Heard {
    let bytes = fragments.withLock { fragments in
      defer { fragments = [] }
      return fragments
    }
    return Heard(String(decoding: bytes, as: UTF8.self))
  }

  /// Messages by weight.
  struct Heard: Equatable {
    private(set) var errors: [String] = []
    private(set) var warnings: [String] = []

    /// Sorts messages; lines without a mark continue the message before them.
    init(_ text: String) {
      var isError = false
      for line in text.split(separator: "\n") {
        var rest = line
        if line.hasPrefix("Error: ") {
          isError = true
          rest = line.dropFirst("Error: ".count)
        } else if line.hasPrefix("Warning: ") {
          isError = false
          rest = line.dropFirst("Warning: ".count)
        }
        if isError { errors.append(String(rest)) } else { warnings.append(String(rest)) }
      }
    }

    /// All messages, the errors first.
    var all: [String] { errors + warnings }
  }
}
