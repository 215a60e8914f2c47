import Foundation
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

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: what stands on the command line.
  ///   - input: what comes on standard input.
  ///   - environment: variables that differ from this process's.
  ///   - interruptAfter: seconds after which Ctrl-C is sent.
  static func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    interruptAfter: Double? = nil
  ) throws -> Ended {
    let process = Process()
    process.executableURL = try binary
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, for a pipe that nobody reads would stop a program that prints a lot.
    func file(_ name: String, _ text: String = "") throws -> FileHandle {
      let url = folder.appendingPathComponent(name)
      try text.write(to: url, atomically: false, encoding: .utf8)
      return try FileHandle(forUpdating: url)
    }
    process.standardInput = try input.map { try file("in", $0) } ?? FileHandle.nullDevice
    process.standardOutput = try file("out")
    process.standardError = try file("err")
    try process.run()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    process.waitUntilExit()
    return Ended(
      code: process.terminationStatus,
      output: try String(contentsOf: folder.appendingPathComponent("out"), encoding: .utf8),
      errors: try String(contentsOf: folder.appendingPathComponent("err"), encoding: .utf8))
  }

  /// A folder with some files in it while the body runs.
  static func withFiles<R>(_ files: [String: Data], _ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }
}
