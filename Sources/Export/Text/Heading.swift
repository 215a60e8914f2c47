import Engine
import GraphView

/// What an export says about itself: which lesson, which stop.
struct Heading {
  /// The lesson's file name, or the formula.
  let title: String
  /// `step 3/100 · BACKWARD 8/8`.
  let place: String

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    title = TextWidth.onOneLine(options.title ?? Self.title(of: walk.recording.source))
    place = [stop.stepTitle, stop.title.lowercased()].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  /// A text without a file is a formula, and says more than its stand-in for a name.
  private static func title(of source: SourceText?) -> String {
    guard let source else { return "recording" }
    guard source.name.hasPrefix("<") else {
      return source.name.split(separator: "/").last.map(String.init) ?? source.name
    }
    return source.lineCount == 1 ? source.line(1) : source.name
  }

  /// `gradwalk table · C = … · backward 8/8`; what a program wrote is known by its first words.
  func line(_ format: Format) -> String { "gradwalk \(format.rawValue) · \(title) · \(place)" }
}

extension Walk {
  /// The stop that exports show unless told otherwise: the end of the last backward phase.
  package var exportStop: Stop {
    guard let pass = passes.last(where: { $0.counts.backward > 0 }) else {
      return stop(at: count - 1)
    }
    let counts = pass.counts
    return stop(at: pass.firstStop + counts.start + counts.forward + counts.backward - 1)
  }
}
