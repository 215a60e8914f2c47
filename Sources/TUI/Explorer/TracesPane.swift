import GraphView

/// The curves of loss and weights; their cursor is the clock of the whole screen.
extension Explorer {
  /// The curves to draw: the loss and the scalars; gradients and norms where there is nothing else.
  private var shownCurves: [Trace] {
    let main = traces.curves(.loss) + traces.curves(.value)
    return Array((main.isEmpty ? traces.curves : main).prefix(8))
  }

  /// The plot as it is now.
  private var plot: Plot {
    let steps = (1...Swift.max(traces.stepCount, 1)).map(Double.init)
    return Plot(
      shownCurves.map { Plot.Series($0.name, x: steps, y: $0.points) }, axis: "step",
      isLogarithmic: isLogarithmic, cursor: currentStep.map(Double.init))
  }

  /// The turn of the training loop, or the pass, that the walk stands in.
  private var currentStep: Int? {
    if let step = walk.stop.step, step.loop == traces.loop { return step.number }
    return traces.loop == nil ? walk.stop.pass + 1 : nil
  }

  func renderTraces(into canvas: inout Canvas, in rect: Rect) {
    let inner = frame(
      .traces, title: "Traces", note: currentStep.map { "step \($0)/\(traces.stepCount)" } ?? "",
      into: &canvas, in: rect)
    plot.render(into: &canvas, in: inner)
  }

  /// A click on the curves goes to the step there.
  mutating func pickStep(at x: Int, in rect: Rect) {
    guard traces.stepCount > 1 else { return }
    let inner = rect.inset(by: 1)
    let gutter = plot.gutterWidth(in: inner, Glyphs(tier: .full))
    let room = Swift.max(inner.width - gutter, 1)
    let share = Double(x - inner.x - gutter) / Double(Swift.max(room - 1, 1))
    let step = 1 + Int((share * Double(traces.stepCount - 1)).rounded())
    _ = try? perform("train \(Swift.min(Swift.max(step, 1), traces.stepCount))")
  }
}
