import Foundation
import Testing

@testable import Script

/// `docs/names.md` says what is there; `make docs` writes it anew.
@Suite("Table of names") struct NameTableTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("docs/names.md is current (make docs)") func current() throws {
    let file = Self.root.appending(path: "docs/names.md")
    let text = try Self.table()
    if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test("a name stands with TensorFlow's own parameters") func signature() throws {
    let text = try Self.table()
    #expect(text.contains("| `tf.tanh` | `(x, name=None)` |"))
    #expect(
      text.contains("| `tf.random.uniform` | `(shape, minval=0, maxval=None, dtype=tf.float32"))
    #expect(!text.contains("tf.keras.layers.LSTM`"), "what is refused is no supported name")
  }

  // MARK: Writing

  /// TensorFlow's own parameters, written by EngineTests/Reference/make_signatures.py.
  private static func originals() throws -> [String: String] {
    let file = root.appending(path: "Tests/EngineTests/Reference/signatures.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line -> (String, String)? in
        guard let open = line.firstIndex(of: "(") else { return nil }
        return (String(line[..<open]), String(line[open...]))
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func table() throws -> String {
    let originals = try originals()
    var text = """
      # Names that lessons may use

      Written by `make docs` from the catalog of ops and the tables of the modules. A name of
      TensorFlow that is not here is refused with a message. Parameters of `tf` are TensorFlow's
      own; options that are not supported are refused where they are given.

      """
    for chapter in try SupportedName.all() where !chapter.names.isEmpty {
      text += "\n## \(chapter.module)\n\n| name | parameters |\n|---|---|\n"
      for name in chapter.names {
        text += "| `\(name.name)` | \(second(name, originals[name.name])) |\n"
      }
    }
    return text
  }

  private static func second(_ name: SupportedName, _ original: String?) -> String {
    let parameters = original ?? name.parameters.map { "(\($0))" }
    let written = parameters.map { "`\($0.replacing("|", with: "\\|"))`" } ?? ""
    switch name.kind {
    case .function: return written
    case .constant: return "a value"
    case .type(let members):
      let list = members.map { "`\($0)`" }.joined(separator: " ")
      return [written.isEmpty ? "a class" : written, list].filter { !$0.isEmpty }
        .joined(separator: ": ")
    }
  }
}
