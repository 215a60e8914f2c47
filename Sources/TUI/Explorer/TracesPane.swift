import GraphView

/// The curves of loss and weights; their cursor is the clock of the whole screen.
extension Explorer {
  /// The plot as it is now.
  private var plot: Plot {
    let hidden = hiddenStep
    func series(_ curve: Trace, _ name: String) -> Plot.Series {
      let points = hidden.map { Array(curve.points.prefix($0 - 1)) } ?? curve.points
      return Plot.Series(
        name, from: 1,
        y: points + Array(repeating: .nan, count: curve.points.count - points.count))
    }
    let curves = shownCurves
    let mine = fork.map { " \($0.shown.rawValue)" } ?? ""
    var all = curves.map { series($0, $0.name + mine) }
    // Of the other run what differs: each line has marks of its own.
    for curve in comparedCurves {
      guard let own = curves.first(where: { $0.name == curve.name && $0.kind == curve.kind }),
        own.points != curve.points
      else { continue }
      all.append(series(curve, curve.name + (fork == nil ? " before" : otherSide)))
    }
    return Plot(
      all, axis: "step",
      isLogarithmic: isLogarithmic, cursor: currentStep.map(Double.init), xRange: shownSteps)
  }

  /// The curves of the run that the walk is compared with.
  private var comparedCurves: [Trace] { edit.comparison?.traces.curves ?? [] }

  private var otherSide: String { fork?.shown == .a ? " B" : " A" }

  /// The turn of the training loop, or the pass, that the walk stands in.
  var currentStep: Int? {
    if let step = walk.stop.step, step.loop == traces.loop { return step.number }
    return traces.loop == nil ? walk.stop.pass + 1 : nil
  }

  func renderTraces(into canvas: inout Canvas, in rect: Rect) {
    let inner = frame(
      .traces, title: filterTitle(.traces, "Traces"),
      note: currentStep.map { "step \($0)/\(traces.stepCount)" } ?? "",
      into: &canvas, in: rect)
    plot.render(into: &canvas, in: inner)
    // The source tells it on its border while the walk stands on its line.
    let told =
      layout.rect(of: .source) == nil ? nil : pitfalls.prompt.first { $0.line == currentLine }
    if let pitfall = pitfalls.prompt.first(where: \.isAboutTraining)?.text, pitfall != told?.text {
      canvas.draw(
        " \(pitfall) ", x: rect.x + 2, y: rect.maxY - 1, .warning, width: rect.width - 4)
    }
  }

  /// A click on the curves goes to the step there.
  mutating func pickStep(at x: Int, in rect: Rect) {
    guard traces.stepCount > 1 else { return }
    let inner = rect.inset(by: 1)
    let gutter = plot.gutterWidth(in: inner, Glyphs(tier: .full))
    let room = Swift.max(inner.width - gutter, 1)
    let share = Double(x - inner.x - gutter) / Double(Swift.max(room - 1, 1))
    let steps = shownSteps ?? 1...Double(traces.stepCount)
    let place = steps.lowerBound + share * (steps.upperBound - steps.lowerBound)
    let step = Int(Swift.min(Swift.max(place, 1), Double(traces.stepCount)).rounded())
    _ = try? carryOut("train \(Swift.min(Swift.max(step, 1), traces.stepCount))")
  }
}
