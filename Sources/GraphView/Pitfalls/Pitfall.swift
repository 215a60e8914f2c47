import Engine

/// Something in a lesson that often goes wrong, at the line that causes it.
package struct Pitfall: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case tapeUsedTwice = "tape used twice"
    case unwatched = "not watched"
    case replacedVariable = "variable replaced"
    case numpyDetour = "NumPy detour"
    case wholeNumbers = "whole numbers"
    case assigned = "assignment on the way"
    case outsideTape = "outside the tape"
    case neverApplied = "never applied"
    case unbounded = "unbounded below"
    case rateTooLarge = "rate too large"
    case notFinite = "not finite"
    case noGradient = "no gradient anywhere"
    case untracked = "untracked variable"
    case retracing = "traced again and again"
    case tracedPrint = "print in a traced function"
  }

  package let kind: Kind
  package let span: SourceSpan
  /// The line of the lesson, from 1; 0 without a source.
  package let line: Int
  /// What is wrong, in one sentence without a full stop.
  package let text: String
  /// What to do about it.
  package let help: String?

  /// `line 7: dy/dx is None: …`.
  package var sentence: String { line > 0 ? "line \(line): \(text)" : text }
}

extension Walk {
  /// Ops in a recording whose pitfalls are found at once; of longer ones when somebody asks.
  package static let promptPitfalls = 200_000

  /// What often goes wrong and did here, by line.
  package func pitfalls() -> [Pitfall] {
    var finder = PitfallFinder(model)
    finder.findFailure()
    finder.findLostGradients()
    finder.findTrainingTrouble()
    finder.findTracingTrouble()
    finder.findUntracked()
    return finder.found.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
  }
}

/// Looks a recording through for pitfalls.
struct PitfallFinder {
  let model: WalkModel
  private(set) var found: [Pitfall] = []

  init(_ model: WalkModel) { self.model = model }

  var recording: Recording { model.recording }

  /// Adds a pitfall, once for each line and kind.
  mutating func add(_ kind: Pitfall.Kind, _ span: SourceSpan, _ text: String, help: String? = nil) {
    let line =
      span == .none ? 0 : recording.source.map { $0.lineNumber(at: Int(span.start)) } ?? 0
    guard !found.contains(where: { $0.kind == kind && $0.line == line }) else { return }
    found.append(Pitfall(kind: kind, span: span, line: line, text: text, help: help))
  }

  /// A lesson that ended because its tape was spent.
  mutating func findFailure() {
    for event in recording.events.reversed() {
      guard case .failed(let message) = event.kind else { continue }
      if message.contains("A non-persistent GradientTape can only be used") {
        add(
          .tapeUsedTwice, event.span, "the tape was asked before, and it is not persistent",
          help: "tf.GradientTape(persistent=True), or one call with a list of sources")
      }
      return
    }
  }
}
