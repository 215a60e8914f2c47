import CNcurses
import Glibc

extension DirectColorEntry {
  /// Starts ncurses on a terminal, with direct color if it is wanted and can be had.
  static func start(_ terminal: String, wantsDirectColor: Bool) -> OpaquePointer? {
    guard wantsDirectColor, tigetflag("RGB") <= 0, tigetnum("RGB") <= 0,
      let entry = compiledEntry(of: terminal).flatMap(make(from:))
    else { return shim_start(terminal) }
    let digits = Array("0123456789ABCDEF".utf8)
    let hex = entry.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let old = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", "hex:" + String(decoding: hex, as: UTF8.self), 1)
    let screen = shim_start(terminal)
    if let old { setenv("TERMINFO", old, 1) } else { unsetenv("TERMINFO") }
    return screen ?? shim_start(terminal)
  }

  /// The compiled description of a terminal, from the places where ncurses looks for it.
  static func compiledEntry(of terminal: String) -> [UInt8]? {
    guard let first = terminal.utf8.first, !terminal.contains("/") else { return nil }
    var folders: [String] = []
    if let own = getenv("TERMINFO") { folders.append(String(cString: own)) }
    if let home = getenv("HOME") { folders.append(String(cString: home) + "/.terminfo") }
    if let more = getenv("TERMINFO_DIRS") {
      folders += String(cString: more).split(separator: ":").map(String.init)
    }
    folders += ["/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"]
    for folder in folders {
      for part in [String(Unicode.Scalar(first)), String(first, radix: 16)] {
        if let bytes = contents(of: "\(folder)/\(part)/\(terminal)") { return bytes }
      }
    }
    return nil
  }

  private static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Longer descriptions do not exist.
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }
}
