import Foundation
import Glibc
import Testing

/// The program as users run it: the binary that was built beside the tests.
struct Program {
  struct Ended: Sendable {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Where the built products are: beside the test bundle.
  static var binary: URL {
    get throws {
      let bundles = [
        URL(fileURLWithPath: CommandLine.arguments[0]),
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(),
      ]
      for bundle in bundles {
        let found = bundle.deletingLastPathComponent().appendingPathComponent("gradwalk")
        if FileManager.default.isExecutableFile(atPath: found.path) { return found }
      }
      throw Missing(description: "gradwalk is not beside \(bundles.map(\.path))")
    }
  }

  struct Missing: Error, CustomStringConvertible { var description: String }

  /// Runs it to its end, with Ctrl-C after some seconds where that is asked for.
  static func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    interruptAfter: Double? = nil
  ) throws -> Ended {
    try withFolder { folder in
      let paths = ["in", "out", "err"].map { folder + "/" + $0 }
      for path in paths { try (path == paths[0] ? input ?? "" : "").write(to: path) }
      let spawned = try Spawned(
        [try binary.path] + arguments, environment: environment,
        input: input == nil ? "/dev/null" : paths[0], output: paths[1], errors: paths[2])
      if let interruptAfter {
        Thread.sleep(forTimeInterval: interruptAfter)
        kill(spawned.pid, SIGINT)
      }
      let code = spawned.wait()
      return Ended(
        code: code, output: try String(contentsOfFile: paths[1], encoding: .utf8),
        errors: try String(contentsOfFile: paths[2], encoding: .utf8))
    }
  }

  private static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  /// A folder with some files in it while the body runs.
  static func withFiles<R>(_ files: [String: Data], _ body: (String) throws -> R) throws -> R {
    try withFolder { folder in
      for (name, data) in files {
        try data.write(to: URL(fileURLWithPath: folder + "/" + name))
      }
      return try body(folder)
    }
  }
}

/// A child process whose standard streams are files: a pipe that nobody reads would stop one that
/// prints a lot, and Foundation's processes wait for a run loop that tests have not.
struct Spawned {
  let pid: pid_t

  struct CannotStart: Error, CustomStringConvertible { var description: String }

  init(
    _ words: [String], environment: [String: String] = [:], input: String = "/dev/null",
    output: String = "/dev/null", errors: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var arguments = words.map { strdup($0) } + [nil]
    var values = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for text in arguments + values { free(text) }
    }
    var pid: pid_t = 0
    let failure = posix_spawnp(&pid, words[0], &actions, nil, &arguments, &values)
    guard failure == 0 else {
      throw CannotStart(description: "\(words[0]): \(String(cString: strerror(failure)))")
    }
    self.pid = pid
  }

  /// The exit code, or 128 and the signal that ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}

extension String {
  /// Writes the text to a file.
  fileprivate func write(to path: String) throws {
    try write(toFile: path, atomically: false, encoding: .utf8)
  }
}
