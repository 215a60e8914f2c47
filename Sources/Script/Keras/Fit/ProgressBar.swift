import Engine
import Glibc

/// The line that shows how far an epoch is, as Keras prints it: it overwrites itself.
struct ProgressBar {
  private unowned(unsafe) let context: RunContext
  private let verbosity: Int
  private var target: Int?
  private let start: Double
  private var lastUpdate = 0.0
  private var afterFirstStep: Double?
  private var previousWidth = 0

  init(_ context: RunContext, target: Int?, verbosity: Int) {
    self.context = context
    self.target = target
    self.verbosity = verbosity
    start = ProgressBar.now
  }

  private static var now: Double { RunConditions.seconds(of: CLOCK_MONOTONIC) }

  /// Whether a step is due to be shown, so that its results are worth asking for.
  var isDue: Bool { verbosity == 1 && ProgressBar.now - lastUpdate >= 0.05 }

  mutating func update(_ current: Int, _ logs: FitLogs, isLast: Bool = false) {
    guard verbosity > 0 else { return }
    let now = ProgressBar.now
    let step = estimate(current, now)
    if isLast, target == nil { target = current }
    let moment = ProgressMoment(
      current: current, target: target, isLast: isLast, elapsed: now - start, step: step,
      logs: logs)
    switch verbosity {
    case 1:
      if now - lastUpdate < 0.05, !isLast { return }
      show(moment)
    case 2 where isLast && target ?? 0 > 0:
      context.write(context.keras.edition.line(moment) + "\n", to: .standard)
    default: break
    }
    lastUpdate = now
  }

  private mutating func show(_ moment: ProgressMoment) {
    let line = context.keras.edition.bar(moment)
    var message = String(repeating: "\u{8}", count: previousWidth) + "\r" + line.text
    if previousWidth > line.width {
      message += String(repeating: " ", count: previousWidth - line.width)
    }
    if moment.isLast { message += "\n" }
    context.write(message, to: .standard)
    previousWidth = line.width
  }

  /// The time of a step, that of the first one left out.
  private mutating func estimate(_ current: Int, _ now: Double) -> Double {
    guard current > 0 else { return 0 }
    let found =
      if let afterFirstStep, current > 1 {
        (now - afterFirstStep) / Double(current - 1)
      } else {
        (now - start) / Double(current)
      }
    if current == 1 { afterFirstStep = now }
    return found
  }
}
