/// Why a file was not written.
package enum OutputError: Error, Equatable, Sendable {
  /// The name of the file is empty.
  case noName
  /// There is a file that gradwalk did not write.
  case foreignFile(path: String)
  /// There is a folder of that name.
  case folder(path: String)
  /// The folder that the file should stand in is not there.
  case missingFolder(path: String, folder: String)
  /// The file may not be written.
  case readOnly(path: String)
  /// The system refused, in its own words.
  case system(path: String, action: Action, reason: String)

  /// What was tried.
  package enum Action: String, Sendable {
    case read, create, write, replace
  }
}

extension OutputError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noName: "output: got an empty file name"
    case .foreignFile(let path):
      "output: \(path) is there, and gradwalk did not write it\n"
        + "help: name another file, or replace it with --force"
    case .folder(let path):
      "output: \(path) is a folder, expected a file name"
    case .missingFolder(let path, let folder):
      "output: cannot write \(path), there is no folder \(folder)"
    case .readOnly(let path): "output: \(path) is read-only"
    case .system(let path, let action, let reason):
      "output: cannot \(action.rawValue) \(path): \(reason)"
    }
  }
}
