import Glibc

/// A file to write an export to: whole or not at all, and never over somebody else's file.
package struct OutputFile: Hashable, Sendable {
  /// The name of the file, as given.
  package let path: String
  /// Whether a file that gradwalk did not write is replaced too.
  package let isForced: Bool

  package init(path: String, isForced: Bool = false) {
    self.path = path
    self.isForced = isForced
  }

  /// Writes the bytes of an export.
  package func write(_ exported: Exported) throws(OutputError) { try write(exported.bytes) }

  /// Writes bytes: a new file takes the place of the old one when it is complete.
  ///
  /// What is no plain file (a pipe, a terminal) is written to as it is.
  ///
  /// - Throws: where the file is somebody else's, and where the system refuses.
  package func write(_ bytes: [UInt8]) throws(OutputError) {
    guard !path.isEmpty else { throw .noName }
    guard let found = status(of: path) else {
      try replace(path, bytes, mode: nil)
      return
    }
    switch found.st_mode & S_IFMT {
    case S_IFDIR: throw .folder(path: path)
    case S_IFREG:
      if found.st_size > 0, !isForced, try !isOurs(size: Int(found.st_size)) {
        throw .foreignFile(path: path)
      }
      guard access(path, W_OK) == 0 else { throw .readOnly(path: path) }
      // A link stays a link: what it leads to is replaced.
      try replace(resolved(path), bytes, mode: found.st_mode & 0o7777)
    default:
      let file = try opened(path, O_WRONLY, .write)
      defer { close(file) }
      try writeAll(bytes, to: file)
    }
  }

  // MARK: What is there

  private func status(of path: String) -> stat? {
    var found = stat()
    return stat(path, &found) == 0 ? found : nil
  }

  private func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private func isOurs(size: Int) throws(OutputError) -> Bool {
    let file = try opened(path, O_RDONLY, .read)
    defer { close(file) }
    let head = try bytes(of: file, from: 0)
    let tail =
      size <= head.count ? head : try bytes(of: file, from: max(0, size - Marker.length))
    return Marker.isFound(head: head, tail: tail)
  }

  private func bytes(of file: CInt, from offset: Int) throws(OutputError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Marker.length)
    let count = pread(file, &buffer, buffer.count, offset)
    guard count >= 0 else { throw failure(.read) }
    return Array(buffer.prefix(count))
  }

  // MARK: Writing

  private func replace(
    _ target: String, _ bytes: [UInt8], mode: mode_t?
  ) throws(OutputError) {
    let cut = target.lastIndex(of: "/")
    let folder = cut.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    guard let found = status(of: folder), found.st_mode & S_IFMT == S_IFDIR else {
      throw .missingFolder(path: path, folder: folder)
    }
    let (file, draft) = try draft(in: folder)
    var isDone = false
    defer { if !isDone { unlink(draft) } }
    do {
      defer { close(file) }
      try writeAll(bytes, to: file)
      if let mode { fchmod(file, mode) }
      guard fsync(file) == 0 || errno == EINVAL else { throw failure(.write) }
    }
    guard rename(draft, target) == 0 else { throw failure(.replace) }
    isDone = true
  }

  /// A fresh file beside the one to be written, with the rights that new files have.
  private func draft(in folder: String) throws(OutputError) -> (file: CInt, path: String) {
    for _ in 0..<16 {
      let name = String(UInt32.random(in: 0...UInt32.max), radix: 36)
      let draft = "\(folder)/.gradwalk-\(name)"
      let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file >= 0 { return (file, draft) }
      guard errno == EEXIST else { break }
    }
    throw failure(.create)
  }

  private func opened(
    _ path: String, _ flags: CInt, _ action: OutputError.Action
  ) throws(OutputError) -> CInt {
    let file = open(path, flags | O_CLOEXEC)
    guard file >= 0 else { throw failure(action) }
    return file
  }

  private func writeAll(_ bytes: [UInt8], to file: CInt) throws(OutputError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(.write) }
      done += count
    }
  }

  private func failure(_ action: OutputError.Action) -> OutputError {
    .system(path: path, action: action, reason: String(cString: strerror(errno)))
  }
}
