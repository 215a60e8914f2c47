import Engine
import Export
import GraphView
import TUI

/// Writes what the user of the screen wants to have as a file.
package struct ScreenExporter {
  private let source: LessonSource

  package init(_ source: LessonSource) { self.source = source }

  /// Writes a file; what came of it is said, never thrown.
  ///
  /// A file that gradwalk did not write stays.
  package func answer(_ request: ExportRequest) -> ExportAnswer {
    do {
      let bytes = try bytes(request)
      try OutputFile(path: request.path).write(bytes)
      return ExportAnswer("written: \(request.path)", isDone: true)
    } catch let error as OutputError {
      if case .foreignFile(let path) = error {
        return ExportAnswer(
          "\(path) is there, and gradwalk did not write it: name another file", isDone: false)
      }
      return ExportAnswer(Self.line(error.description), isDone: false)
    } catch let error as ExportError {
      return ExportAnswer(Self.line(error.description), isDone: false)
    } catch {
      return ExportAnswer(Self.line("\(error)"), isDone: false)
    }
  }

  /// Makes what a file would hold, and writes none.
  func made(_ request: ExportRequest) -> ExportAnswer {
    do {
      let count = try bytes(request).count
      return ExportAnswer("made: \(request.path), \(count) bytes", isDone: true)
    } catch let error as ExportError {
      return ExportAnswer(Self.line(error.description), isDone: false)
    } catch {
      return ExportAnswer(Self.line("\(error)"), isDone: false)
    }
  }

  /// The first line of a message, which the screen has room for.
  private static func line(_ text: String) -> String {
    text.split(separator: "\n").first.map(String.init) ?? text
  }

  private func bytes(_ request: ExportRequest) throws -> [UInt8] {
    let ending = request.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if request.format == "scenario" || request.format == nil && ["yaml", "yml"].contains(ending) {
      return Array(ScenarioText(source, request).text.utf8)
    }
    let format =
      try request.format.map { try Format(named: $0) } ?? Format(inferredFrom: request.path)
    if format == .screen {
      let form: ScreenForm = ending == "svg" ? .svg : .text
      return ScreenPicture(request.canvas, theme: .dark, title: "gradwalk \(source.title)")
        .exported(as: form).bytes
    }
    var options = ExportOptions()
    options.isASCII = request.glyphs.tier == .ascii || request.glyphs.tier == .acs
    options.title = source.title == "formula" ? nil : source.title
    return try request.walk.exported(as: format, at: request.walk.stop, options).bytes
  }
}
