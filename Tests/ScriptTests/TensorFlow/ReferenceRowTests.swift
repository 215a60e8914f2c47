import Engine
import Foundation
import Testing

@testable import Script

/// Expressions print, or fail with, what they do in TensorFlow and NumPy.
///
/// - Source: `Reference/make_rows.py`, run with TensorFlow 2.21 and NumPy 2.4.
@Suite struct ReferenceRowTests {
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    let expression: String
    let output: String
    var testDescription: String { expression }
  }

  struct Rows: Decodable, Sendable {
    let setup: String
    let rows: [Row]
  }

  static func read(_ name: String) throws -> Rows {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/\(name)-rows.json")
    return try JSONDecoder().decode(Rows.self, from: Data(contentsOf: file))
  }

  /// What the expression prints after the setup.
  static func printed(_ expression: String, after setup: String) -> String {
    let lesson = """
      \(setup)
      try:
          value = \(expression)
          print(repr(value))
          print(value)
      except BaseException as e:
          print(f"{type(e).__name__}: {e}")
      """
    var printed = ""
    _ = LessonSession(SourceText(name: "row.py", lesson)).run { text, stream in
      if stream == .standard { printed += text }
    }
    return printed
  }

  @Test(
    "An expression says what it says in Python", arguments: ["tensor", "numpy", "keras", "keras2"])
  func rows(_ name: String) throws {
    let rows = try Self.read(name)
    #expect(rows.rows.count > 100)
    for row in rows.rows {
      let printed = Self.printed(row.expression, after: rows.setup)
      #expect(printed == row.output, "\(row.expression)")
    }
  }
}
