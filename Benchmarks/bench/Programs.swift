import Glibc

/// Programs that rows start, found once.
enum Programs {
  /// The `gradwalk` that was built with this program, if it was.
  static let gradwalk: String? = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0 else { return nil }
    let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let beside = path[...slash] + "gradwalk"
    return access(String(beside), X_OK) == 0 ? String(beside) : nil
  }()

  /// The Python interpreter itself, not a launcher that looks for it.
  static let python: String? = {
    let asked = try? ChildProcess(["python3", "-c", "import sys; print(sys.executable)"]).run()
    guard let asked, asked.status == 0 else { return nil }
    let path = asked.output.filter { $0 != "\n" }
    return path.isEmpty ? nil : path
  }()

  /// A C program that does nothing, linked statically: the least a process can cost.
  static func emptyC(in folder: ScratchFolder) -> String? {
    guard let source = try? folder.write("empty.c", "int main(void) { return 0; }\n") else {
      return nil
    }
    let program = folder.path("empty")
    for compiler in ["clang", "cc"] {
      let built = try? ChildProcess([compiler, "-O2", "-static", source, "-o", program]).run()
      if built?.status == 0 { return program }
    }
    return nil
  }
}

/// A folder for files of this run; gone with it.
final class ScratchFolder {
  private let root: String
  private var files: Set<String> = []

  /// - Throws: where there is no place for it.
  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/gradwalk-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure("mkdtemp in \(base)", errno) }
    root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(root)
  }

  /// The path of a file that somebody else writes into it.
  func path(_ name: String) -> String {
    files.insert("\(root)/\(name)")
    return "\(root)/\(name)"
  }

  /// Writes a file and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    let path = path(name)
    guard let file = fopen(path, "w") else { throw SystemFailure("fopen \(path)", errno) }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw SystemFailure("fputs \(path)", errno) }
    return path
  }
}
