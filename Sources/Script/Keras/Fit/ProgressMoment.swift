/// How far an epoch is at one moment, and what there is to say of it.
struct ProgressMoment {
  let current: Int
  let target: Int?
  let isLast: Bool
  /// Seconds since the epoch began.
  let elapsed: Double
  /// Seconds that a step takes.
  let step: Double
  let logs: FitLogs

  /// `  3/10`: as wide as the target.
  var counter: String {
    guard let target else { return "\(current)" }
    let count = String(current)
    let digits = String(target).count
    return String(repeating: " ", count: max(0, digits - count.count)) + "\(count)/\(target)"
  }

  /// The counter where nobody knows the number of steps.
  var openCounter: String {
    let count = String(current)
    return String(repeating: " ", count: max(0, 7 - count.count)) + count + "/Unknown"
  }

  var elapsedText: String { ProgressMoment.whole(elapsed) }
  var stepText: String { ProgressMoment.duration(step) + "/step" }

  /// The time that is left, as a clock shows it.
  var remainingText: String {
    let total = Int(max(0, min(step * Double((target ?? 0) - current), 1e9)))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if total > 3600 {
      return "\(total / 3600):\(two(total % 3600 / 60)):\(two(total % 60))"
    }
    return total > 60 ? "\(total / 60):\(two(total % 60))" : "\(total)s"
  }

  /// Results with four digits; small ones with an exponent.
  func results(byMagnitude: Bool) -> String {
    var text = ""
    for (name, value) in logs.values {
      text += " - \(name): "
      guard let number = try? value.asDouble() else {
        text += (try? value.str()) ?? ""
        continue
      }
      let isPlain = (byMagnitude ? number.magnitude : number) > 1e-3
      text += (try? formatted(float: number, isPlain ? ".4f" : ".4e")) ?? "\(number)"
    }
    return text
  }

  static func whole(_ number: Double) -> String { (try? formatted(float: number, ".0f")) ?? "0" }

  /// Seconds, milliseconds or microseconds.
  static func duration(_ seconds: Double) -> String {
    if seconds >= 1 || seconds == 0 { return " \(whole(seconds))s" }
    if seconds >= 1e-3 { return " \(whole(seconds * 1000))ms" }
    return " \(whole(seconds * 1_000_000))us"
  }
}

/// The line of a progress bar and the columns that it takes.
struct ProgressLine {
  let text: String
  let width: Int

  /// Bold and in color.
  static func keras3(_ moment: ProgressMoment) -> ProgressLine {
    var bar: String
    var hidden = 8
    if let target = moment.target, target > 0 {
      bar = "\u{1b}[1m\(moment.counter)\u{1b}[0m "
      let filled = Int(20 * (Double(moment.current) / Double(target)))
      if filled > 0 {
        bar += "\u{1b}[32m\(String(repeating: "━", count: filled))\u{1b}[0m"
        hidden += 9
      }
      bar += "\u{1b}[37m\(String(repeating: "━", count: max(0, 20 - filled)))\u{1b}[0m"
      hidden += 17
    } else {
      bar = moment.openCounter
    }
    let isUnderWay = moment.target ?? 0 > 0 && !moment.isLast
    let time = isUnderWay ? moment.remainingText : moment.elapsedText + "s"
    let text =
      bar + " \u{1b}[1m\(time)\u{1b}[0m" + moment.stepText + moment.results(byMagnitude: true)
    return ProgressLine(text: text, width: text.unicodeScalars.count - hidden)
  }

  /// Plain signs.
  static func keras2(_ moment: ProgressMoment) -> ProgressLine {
    var text: String
    if let target = moment.target, target > 0 {
      let filled = Int(30 * (Double(moment.current) / Double(target)))
      text = moment.counter + " ["
      if filled > 0 {
        text += String(repeating: "=", count: filled - 1) + (moment.current < target ? ">" : "=")
      }
      text += String(repeating: ".", count: 30 - filled) + "]"
    } else {
      text = moment.openCounter
    }
    let isUnderWay = moment.target ?? 0 > 0 && !moment.isLast
    text +=
      isUnderWay ? " - ETA: \(moment.remainingText)" : " - \(moment.elapsedText)s\(moment.stepText)"
    text += moment.results(byMagnitude: true)
    return ProgressLine(text: text, width: text.count)
  }
}
