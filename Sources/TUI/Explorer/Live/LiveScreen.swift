import GraphView

/// The screen while the lesson runs: how far it is, and its curves as they grow.
extension Explorer {
  func renderLive(_ live: LiveState, into canvas: inout Canvas) {
    let bounds = canvas.bounds
    let report = live.report
    let phase =
      switch live.phase {
      case .running, .resuming: "RUNNING"
      case .pausing, .paused: "PAUSING"
      case .ending: "ENDING"
      }
    StatusLine(
      ["gradwalk  \(subject.name)", phase, Self.elapsed(report.milliseconds)],
      end: report.line > 0 ? "line \(report.line)" : ""
    ).render(into: &canvas, in: Rect(width: bounds.width, height: 1))
    var y = 2
    func row(_ name: String, _ value: String) {
      guard y < bounds.height - 2 else { return }
      canvas.draw(name, x: 2, y: y, .label, width: 14)
      canvas.draw(value, x: 17, y: y, .normal, width: bounds.width - 19)
      y += 1
    }
    row("ops", Self.grouped(report.nodeCount))
    if report.stepCount > 0 {
      let rate = Double(report.stepCount) * 1_000 / Double(Swift.max(report.milliseconds, 1))
      row(
        "training steps",
        "\(Self.grouped(report.stepCount)), \(Self.grouped(Int(rate.rounded()))) a second")
    }
    let held = ByteSize(report.heldBytes).text
    let budget = report.budget == Int.max ? "" : " of \(ByteSize(report.budget).text)"
    let gone = report.letGoCount > 0 ? ", \(Self.grouped(report.letGoCount)) values let go" : ""
    row("memory", "\(held)\(budget)\(gone)")
    for curve in report.curves.prefix(6) {
      if let last = curve.points.last { row(curve.name, NumberFormat.exact(last, .float32)) }
    }
    y += 1
    let printed = Array(report.printed.suffix(Swift.max(Swift.min(4, bounds.height - y - 14), 0)))
    let plotHeight = bounds.height - y - 2 - (printed.isEmpty ? 0 : printed.count + 2)
    if plotHeight >= 5, report.turns.count > 1 {
      let area = Rect(x: 0, y: y, width: bounds.width, height: plotHeight)
      let inner = canvas.box(area, .light, title: "Traces", style: .border, titleStyle: .title)
      Plot(
        report.curves.prefix(8).map { Plot.Series($0.name, x: report.turns, y: $0.points) },
        axis: "step", isLogarithmic: isLogarithmic, cursor: nil
      ).render(into: &canvas, in: inner)
      y += plotHeight
    }
    if !printed.isEmpty {
      let area = Rect(x: 0, y: y, width: bounds.width, height: printed.count + 2)
      let inner = canvas.box(area, .light, title: "Output", style: .border, titleStyle: .title)
      for (index, line) in printed.enumerated() {
        canvas.draw(line, x: inner.x + 1, y: inner.y + index, width: inner.width - 2)
      }
    }
    let last = bounds.height - 1
    if let message {
      canvas.draw(message.text, x: 1, y: last - 1, message.style, width: bounds.width - 2)
    }
    HintBar([
      KeyHint(keys: "Space", label: "pause and walk"),
      KeyHint(keys: "Ctrl-C", label: "end the lesson, keep what there is"),
      KeyHint(keys: "Q", label: "quit"),
    ]).render(into: &canvas, in: Rect(x: 0, y: last, width: bounds.width, height: 1))
  }

  /// `3.2 s`, `2:05`.
  private static func elapsed(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1_000
    if seconds < 60 { return "\(seconds).\(milliseconds / 100 % 10) s" }
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `1 234 567`.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(" ") }
      text.append(digit)
    }
    return text
  }
}
