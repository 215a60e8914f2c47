import GraphView

/// What the pane of curves remembers between frames.
struct CurvesState {
  /// How often the steps in sight were halved around the cursor.
  var zoom = 0
  /// Which group of curves is shown.
  var group = 0
  /// The curves that the user has named; nil for those of the group.
  var names: [String]?
}

/// What can be done with the curves.
package enum CurvesCommand: Hashable, Sendable {
  case choose, next, previous, closer, farther
}

extension Explorer {
  static let curveActions: [Action<Command>] = [
    Action(
      "curves", chapter: "Show",
      help: "shows the curves of some names, such as loss w, or all again",
      argument: Argument(.text, "NAMES", isOptional: true), .curves(.choose)),
    Action(
      "curves-next", [.character(".")], in: [Pane.traces.scope],
      help: "shows the next curves: loss and weights, gradients, norms, then each alone",
      hint: "curves", takesCount: true, .curves(.next)),
    Action(
      "curves-previous", [.character(",")], in: [Pane.traces.scope],
      help: "shows the curves before", hint: "curves", takesCount: true, .curves(.previous)),
    Action(
      "curves-closer", [.character("=")], in: [Pane.traces.scope],
      help: "shows half as many steps, around the cursor", hint: "zoom", takesCount: true,
      .curves(.closer)),
    Action(
      "curves-farther", [.character("-")], in: [Pane.traces.scope],
      help: "shows twice as many steps", hint: "zoom", takesCount: true, .curves(.farther)),
  ]

  mutating func run(_ command: CurvesCommand, _ invocation: Invocation<Command>) {
    guard hasTraces else {
      message = Notice(text: "there are no curves: one backward pass is one point", style: .dim)
      return
    }
    let count = Swift.min(invocation.count ?? 1, 1000)
    switch command {
    case .choose: chooseCurves(invocation.argument ?? "")
    case .next: showGroup(curves.group + count)
    case .previous: showGroup(curves.group - count)
    case .closer: zoomCurves(by: count)
    case .farther: zoomCurves(by: -count)
    }
  }

  private mutating func chooseCurves(_ text: String) {
    let names = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    guard !names.isEmpty else {
      curves = CurvesState()
      message = Notice(text: "loss and weights", style: .dim)
      return
    }
    let known = traces.curves.map(\.name)
    if let wrong = names.first(where: { !known.contains($0) }) {
      message = Notice(
        text: "no curve is called \(wrong); there are \(known.prefix(12).joined(separator: ", "))",
        style: .warning)
      return
    }
    curves.names = names
  }

  private mutating func showGroup(_ wanted: Int) {
    let groups = curveGroups
    curves.names = nil
    curves.group = ((wanted % groups.count) + groups.count) % groups.count
    message = Notice(text: groups[curves.group].title, style: .dim)
  }

  private mutating func zoomCurves(by steps: Int) {
    let zoom = Swift.max(curves.zoom + steps, 0)
    var most = 0
    while traces.stepCount >> (most + 1) >= 4 { most += 1 }
    curves.zoom = Swift.min(zoom, most)
    if curves.zoom == 0, steps < 0 { message = Notice(text: "all steps", style: .dim) }
  }

  /// The curves that are shown together, and what each group is called.
  var curveGroups: [(title: String, curves: [Trace])] {
    let main = traces.curves(.loss) + traces.curves(.value)
    var groups: [(String, [Trace])] = [
      ("loss and weights", main.isEmpty ? traces.curves : main),
      ("gradients", traces.curves(.gradient)),
      ("norms", traces.curves(.norm) + traces.curves(.gradientNorm)),
    ]
    groups = groups.filter { !$0.1.isEmpty }
    if traces.curves.count > 1 { groups += traces.curves.prefix(60).map { ($0.name, [$0]) } }
    return groups
  }

  /// The curves to draw.
  var shownCurves: [Trace] {
    if let names = curves.names { return traces.curves.filter { names.contains($0.name) } }
    // Where there is no room to name two of each, the losses alone are compared.
    let isNarrow = (layout.rect(of: .traces)?.width ?? size.width) < 110
    let loss = traces.curves(.loss)
    if edit.comparison != nil, isNarrow, curves.group == 0, !loss.isEmpty { return loss }
    let groups = curveGroups
    var shown = groups.indices.contains(curves.group) ? groups[curves.group].curves : []
    if let filter = filters[.traces] {
      shown = traces.curves.filter { $0.name.lowercased().contains(filter.lowercased()) }
    }
    return Array(shown.prefix(8))
  }

  /// The steps in sight; nil for all of them.
  var shownSteps: ClosedRange<Double>? {
    let count = traces.stepCount
    guard curves.zoom > 0, count > 4 else { return nil }
    let width = Double(Swift.max((count - 1) >> curves.zoom, 3))
    let center = Double(currentStep ?? 1)
    let low = Swift.min(Swift.max(center - width / 2, 1), Double(count) - width)
    return low...(low + width)
  }
}
