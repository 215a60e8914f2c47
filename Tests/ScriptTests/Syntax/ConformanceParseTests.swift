import Engine
import Foundation
import Testing

@testable import Script

/// The conformance lessons, where they stand beside the checkout.
private let lessons: [URL] = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let folder = root.deletingLastPathComponent().appendingPathComponent("shared/conformance")
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
  return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "py" }
}()

@Suite("Every conformance lesson", .enabled(if: !lessons.isEmpty))
struct ConformanceParseTests {
  @Test("parses, and each statement's columns hold its text", arguments: lessons)
  func parses(lesson: URL) throws {
    let source = SourceText(
      name: lesson.lastPathComponent, bytes: Array(try Data(contentsOf: lesson)))
    let tree = try parseLesson(source)
    #expect(!tree.body.isEmpty)
    var end: Int32 = 0
    for statement in tree.body {
      #expect(statement.span.start >= end)
      end = statement.span.end
    }
  }
}
