import Foundation
import Testing

@testable import Script

/// The lessons that travel with the checkout print what TensorFlow printed, byte for byte.
@Suite struct ConformanceTests {
  /// A lesson and what it must print.
  struct Lesson: CustomTestStringConvertible, Sendable {
    let path: String
    let expected: String
    let exitCode: Int

    init?(_ path: String) {
      let output = String(path.dropLast(3)) + ".out"
      guard let text = try? String(contentsOfFile: output, encoding: .utf8) else { return nil }
      self.path = path
      let mark = "# exit "
      if text.hasPrefix(mark), let end = text.firstIndex(of: "\n") {
        exitCode = Int(text[..<end].dropFirst(mark.count)) ?? 0
        expected = String(text[text.index(after: end)...])
      } else {
        exitCode = 0
        expected = text
      }
    }

    var testDescription: String { (path as NSString).lastPathComponent }
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Conformance")

  static let lessons: [Lesson] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".py") }.sorted()
      .compactMap { Lesson(folder.path + "/" + $0) }
  }()

  /// Where lessons save what they save: no test reads a path that is not absolute.
  static let isAside: Bool = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-\(getpid())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return FileManager.default.changeCurrentDirectoryPath(folder.path)
  }()

  @Test("The lessons are there") func found() {
    #expect(Self.lessons.count >= 46)
  }

  @Test("A lesson prints what TensorFlow prints", arguments: lessons)
  func prints(_ lesson: Lesson) throws {
    #expect(Self.isAside)
    let session = LessonSession(try SourceFile.read(lesson.path))
    var printed = ""
    var errors = ""
    let outcome = session.run { text, stream in
      if stream == .standard { printed += text } else { errors += text }
    }
    #expect(printed == lesson.expected)
    #expect(outcome.exitCode == lesson.exitCode, "\(errors)")
    #expect(lesson.exitCode == 0 || errors.hasPrefix("Traceback"))
  }
}
