import Foundation
import GraphView
import TUI

/// What was done on the screen as a scenario, with what came of it as its expectation.
struct ScenarioText {
  private let source: LessonSource
  private let request: ExportRequest

  init(_ source: LessonSource, _ request: ExportRequest) {
    self.source = source
    self.request = request
  }

  var text: String {
    var lines = ["# made by gradwalk", "title: What was done with \(source.title)"]
    lines[1] = "title: \(Self.quoted("What was done with \(source.title)"))"
    switch source {
    case .file(let path), .notebook(let path):
      lines.append("lesson: \(Self.quoted(relative(path)))")
    case .formula(let formula, let inputs):
      lines.append("formula: \(Self.quoted(formula))")
      let pairs = inputs.compactMap { input -> String? in
        guard let equals = input.firstIndex(of: "=") else { return nil }
        return "\(input[..<equals]): \(Self.quoted(String(input[input.index(after: equals)...])))"
      }
      if !pairs.isEmpty { lines.append("inputs: {\(pairs.joined(separator: ", "))}") }
    case .standardInput:
      lines.append("# the lesson came on standard input: keep it in a file of this name")
      lines.append("lesson: lesson.py")
    }
    lines.append("size: \(request.canvas.width)x\(request.canvas.height)")
    lines.append("steps:")
    for command in request.journal { lines.append("  - do: \(Self.quoted(command))") }
    let walk = request.walk
    lines.append("  - stop: \(Self.quoted(walk.stop.title))")
    lines.append("  - sentence: \(Self.quoted(walk.sentence))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text as one YAML scalar.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\n", with: " ").replacing("'", with: "''") + "'"
  }

  /// The path of the lesson as seen from the scenario's folder.
  private func relative(_ path: String) -> String {
    let folder = URL(fileURLWithPath: request.path).deletingLastPathComponent()
      .standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let lesson = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
      .pathComponents
    var shared = 0
    while shared < folder.count, shared < lesson.count - 1, folder[shared] == lesson[shared] {
      shared += 1
    }
    let up = [String](repeating: "..", count: folder.count - shared)
    return (up + lesson[shared...]).joined(separator: "/")
  }
}
