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
    let now = ProgressBar.now
    let step = estimate(current, now)
    if isLast, target == nil { target = current }
    switch verbosity {
    case 1:
      if now - lastUpdate < 0.05, !isLast { return }
      show(current, logs, isLast: isLast, now, step)
    case 2 where isLast: showLine(current, logs, now, step)
    default: break
    }
    lastUpdate = now
  }

  private mutating func show(
    _ current: Int, _ logs: FitLogs, isLast: Bool, _ now: Double, _ step: Double
  ) {
    var message = String(repeating: "\u{8}", count: previousWidth) + "\r"
    var bar: String
    var hidden = 0
    if let target, target > 0 {
      let digits = String(target).count
      let count = String(current)
      let padded = String(repeating: " ", count: max(0, digits - count.count)) + count
      bar = "\u{1b}[1m\(padded)/\(target)\u{1b}[0m "
      hidden += 8
      let filled = Int(20 * (Double(current) / Double(target)))
      if filled > 0 {
        bar += "\u{1b}[32m\(String(repeating: "━", count: filled))\u{1b}[0m"
        hidden += 9
      }
      bar += "\u{1b}[37m\(String(repeating: "━", count: max(0, 20 - filled)))\u{1b}[0m"
      hidden += 9
    } else {
      let count = String(current)
      bar = String(repeating: " ", count: max(0, 7 - count.count)) + count + "/Unknown"
    }
    var info: String
    if let target, target > 0, !isLast {
      info = " \u{1b}[1m\(remaining(step * Double(target - current)))\u{1b}[0m"
    } else {
      info = " \u{1b}[1m\(ProgressBar.whole(now - start))s\u{1b}[0m"
    }
    hidden += 8
    info += duration(step)
    for (name, value) in logs.values {
      info += " - \(name): " + text(value, byMagnitude: true)
    }
    message += bar + info
    let width = bar.unicodeScalars.count + info.unicodeScalars.count - hidden
    if previousWidth > width { message += String(repeating: " ", count: previousWidth - width) }
    if isLast { message += "\n" }
    context.write(message, to: .standard)
    previousWidth = width
  }

  private func showLine(_ current: Int, _ logs: FitLogs, _ now: Double, _ step: Double) {
    guard let target, target > 0 else { return }
    let digits = String(target).count
    let count = String(current)
    var line =
      String(repeating: " ", count: max(0, digits - count.count)) + "\(count)/\(target)"
      + " - \(ProgressBar.whole(now - start))s -\(duration(step))"
    for (name, value) in logs.values {
      line += " - \(name): " + text(value, byMagnitude: false)
    }
    context.write(line + "\n", to: .standard)
  }

  /// A result with four digits; small ones with an exponent.
  private func text(_ value: PyValue, byMagnitude: Bool) -> String {
    guard let number = try? value.asDouble() else { return (try? value.str()) ?? "" }
    let isPlain = (byMagnitude ? number.magnitude : number) > 1e-3
    return (try? formatted(float: number, isPlain ? ".4f" : ".4e")) ?? "\(number)"
  }

  private static func whole(_ number: Double) -> String {
    (try? formatted(float: number, ".0f")) ?? "0"
  }

  private func remaining(_ seconds: Double) -> String {
    let total = Int(max(0, min(seconds, 1e9)))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if total > 3600 {
      return "\(total / 3600):\(two(total % 3600 / 60)):\(two(total % 60))"
    }
    return total > 60 ? "\(total / 60):\(two(total % 60))" : "\(total)s"
  }

  private func duration(_ step: Double) -> String {
    if step >= 1 || step == 0 { return " \(ProgressBar.whole(step))s/step" }
    if step >= 1e-3 { return " \(ProgressBar.whole(step * 1000))ms/step" }
    return " \(ProgressBar.whole(step * 1_000_000))us/step"
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
