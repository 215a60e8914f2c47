import Engine
import Glibc

/// Reads lessons from files and from standard input, and says what is wrong with those that cannot
/// be read.
package enum SourceFile {
  /// A lesson may be this long at most; a longer file is no lesson.
  package static let limit = 16 * 1024 * 1024

  /// The text of a file.
  ///
  /// - Throws: where there is no such file, or it is no text.
  package static func read(_ path: String) throws(SourceFileError) -> SourceText {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT
        ? .missing(path, similar: neighbours(of: path)) : .unreadable(path, reason: reason())
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder(path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, reason: reason()) }
    defer { close(descriptor) }
    return SourceText(name: path, bytes: try checked(bytes(descriptor, path), path))
  }

  /// The text that comes on standard input, called `<stdin>`.
  package static func readStandardInput() throws(SourceFileError) -> SourceText {
    let name = "<stdin>"
    return SourceText(name: name, bytes: try checked(bytes(STDIN_FILENO, name), name))
  }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func bytes(
    _ descriptor: Int32, _ name: String
  ) throws(SourceFileError) -> [UInt8] {
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count == 0 { return result }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .unreadable(name, reason: reason())
      }
      result.append(contentsOf: block[..<count])
      guard result.count <= limit else { throw .tooLong(name) }
    }
  }

  private static func checked(
    _ bytes: [UInt8], _ name: String
  ) throws(SourceFileError) -> [UInt8] {
    if let offset = bytes.firstIndex(of: 0) { throw .binary(name, offset: offset) }
    guard bytes.contains(where: { $0 > 32 }) else { throw .empty(name) }
    // A byte-order mark is allowed in front of a lesson, as Python allows it.
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// Files in the same folder whose names are like the missing one.
  private static func neighbours(of path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [(distance: Int, name: String)] = []
    while let entry = readdir(stream) {
      let other = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let distance = editDistance(name.lowercased(), other.lowercased())
      if distance <= Swift.max(2, name.count / 3) { found.append((distance, other)) }
    }
    let prefix = slash == nil ? "" : folder
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3)
      .map { prefix + $0.name }
  }

  private static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}

/// Why a file is no lesson.
package enum SourceFileError: Error, Equatable, Sendable {
  case missing(String, similar: [String])
  case folder(String)
  case unreadable(String, reason: String)
  case binary(String, offset: Int)
  case empty(String)
  case tooLong(String)
}

extension SourceFileError: CustomStringConvertible {
  /// What is wrong, and where it helps a second line with what to do.
  package var description: String {
    switch self {
    case .missing(let path, let similar):
      "\(path): got no such file, expected a lesson\n"
        + (similar.isEmpty
          ? "help: a formula goes in quotes: gradwalk 'y = w*x' w=2 x=3"
          : "help: did you mean \(similar.joined(separator: " or "))?")
    case .folder(let path):
      "\(path): got a folder, expected a lesson\n"
        + "help: name one file in it; `gradwalk test` takes folders of scenarios"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .binary(let path, let offset):
      "\(path): got a zero byte at offset \(offset), expected UTF-8 text"
    case .empty(let path):
      "\(path): got an empty file, expected a lesson"
    case .tooLong(let path):
      "\(path): got more than \(SourceFile.limit / 1024 / 1024) MiB, expected a lesson"
    }
  }
}
