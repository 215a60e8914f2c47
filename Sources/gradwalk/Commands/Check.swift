import ArgumentParser
import Engine
import GraphView
import Scenarios

/// `gradwalk check`: every gradient of a lesson against central differences in float64.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every gradient against central differences in float64.",
    discussion: """
      The lesson runs; what it prints is left out. Each gradient that it asks a tape for is compared \
      with the slope that small steps of its input give when the recorded ops are computed again in \
      float64. A lesson that asks for none, and a formula, are walked back from the last number.

      ok     they agree; the largest relative difference follows
      WRONG  they do not
      kink   the slopes to the left and to the right differ; which one the rule takes is said
      None   the tape gave no gradient; why is said
      -      not checked; why is said
      note   something that often goes wrong and did here, with its line

      Exit codes: 0 no gradient is wrong; 1 one is, or the lesson failed.
      """)

  @OptionGroup var arguments: SourceArguments

  @Option(help: "Walk back from the value of this name.")
  var target: String?

  func run() throws {
    try reporting {
      let source = try arguments.opened()
      let lesson = OpenedLesson(running: try arguments.session(source), from: source)
      guard lesson.outcome.exitCode == 0 else {
        throw Failure(lesson.outcome.message ?? "the lesson failed")
      }
      let walk: Walk
      do throws(WalkError) {
        walk = try lesson.walk(target: target)
      } catch {
        throw Failure("\(error)")
      }
      let checked = walk.checkedGradients()
      for gradient in checked { StandardStreams.output(gradient.written + "\n") }
      for pitfall in walk.pitfalls() {
        StandardStreams.output("note   \(pitfall.sentence)\n")
      }
      let wrong = checked.count { $0.isWrong }
      let tested = checked.count { $0.error != nil }
      let gradients = checked.count == 1 ? "gradient" : "gradients"
      StandardStreams.output(
        "\(checked.count) \(gradients), \(tested) checked, \(wrong) wrong\n")
      if wrong > 0 { throw ExitCode(1) }
    }
  }
}

extension CheckedGradient {
  /// `ok     line 6  dC/dw  shape (2,)  error 3.1e-08`.
  fileprivate var written: String {
    var parts = [mark + String(repeating: " ", count: 5 - mark.count)]
    if let line { parts.append("line \(line)") }
    parts.append("d\(target)/d\(source)")
    parts.append("shape \(shape)")
    if let error {
      parts.append("error \(Self.short(error))")
      if triedCount < elementCount { parts.append("\(triedCount) of \(elementCount) elements") }
    }
    if !note.isEmpty { parts.append(note) }
    return parts.joined(separator: "  ")
  }

  private var mark: String {
    switch outcome {
    case .agrees: "ok"
    case .differs: "WRONG"
    case .kink: "kink"
    case .missing: "None"
    case .skipped: "-"
    }
  }

  /// Two digits of a small number: 3.1e-08.
  private static func short(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    var exponent = 0
    var digits = value
    while digits < 1 {
      digits *= 10
      exponent -= 1
    }
    while digits >= 10 {
      digits /= 10
      exponent += 1
    }
    return "\((digits * 10).rounded() / 10)e\(exponent)"
  }
}
