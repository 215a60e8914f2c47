/// What the pane of figures remembers between frames.
struct FiguresState {
  /// The figure that the user has chosen, from 0; nil for the last one that is there.
  var chosen: Int?
}

/// What the pane of figures can have done.
package enum FiguresCommand: Hashable, Sendable {
  /// Shows the figure of a number.
  case show
  /// Goes to the stop at which the next figure is drawn, or the one before.
  case later, earlier
}

extension Explorer {
  static let figureActions: [Action<Command>] = [
    Action(
      "figures", [.alt("8")], chapter: "Panes", help: "goes to the figures that the lesson draws",
      .pane(.figures)),
    Action(
      "figure", chapter: "Show", help: "shows a figure of the lesson by its number",
      argument: Argument(.number, "N"), .figures(.show)),
    Action(
      "figure-later", [.character(">")], in: [Pane.figures.scope],
      help: "goes to the stop at which the next figure is there", hint: "drawn",
      .figures(.later)),
    Action(
      "figure-earlier", [.character("<")], in: [Pane.figures.scope],
      help: "goes to the stop at which the figure before was there first", hint: "drawn",
      .figures(.earlier)),
  ]

  mutating func run(_ command: FiguresCommand, _ argument: String?) {
    guard walk.figureCount > 0 else {
      message = Notice(text: "this lesson draws no figures", style: .dim)
      return
    }
    switch command {
    case .show: showFigure((argument.flatMap { Int($0) } ?? 1) - 1)
    case .later:
      let next = walk.figureCount(at: walk.stop)
      guard next < walk.figureCount else {
        message = Notice(text: "no figure is drawn later", style: .dim)
        return
      }
      seekFigure(next)
    case .earlier:
      let last = walk.figureCount(at: walk.stop) - 1
      // From the very stop that draws it to the one before.
      guard let stop = walk.stop(ofFigure: last) else {
        message = Notice(text: "no figure is drawn earlier", style: .dim)
        return
      }
      if stop < walk.index {
        seekFigure(last)
      } else if last > 0, let before = (0..<last).last(where: { isEarlier($0, than: stop) }) {
        seekFigure(before)
      } else {
        message = Notice(text: "no figure is drawn earlier", style: .dim)
      }
    }
  }

  private func isEarlier(_ figure: Int, than stop: Int) -> Bool {
    walk.stop(ofFigure: figure).map { $0 < stop } ?? false
  }

  private mutating func seekFigure(_ index: Int) {
    guard let stop = walk.stop(ofFigure: index) else { return }
    walk.seek(stop)
    follow()
    figures.chosen = nil
  }

  /// Chooses a figure among those that are there.
  mutating func moveFigures(by steps: Int) {
    let known = walk.figureCount(at: walk.stop)
    guard known > 0 else {
      message = Notice(text: "nothing is drawn yet; > goes to the first figure", style: .dim)
      return
    }
    let (sum, overflow) = (shownFigure ?? 0).addingReportingOverflow(steps)
    let wanted = overflow ? (steps < 0 ? 0 : known) : Swift.max(sum, 0)
    guard wanted < walk.figureCount else {
      figures.chosen = nil
      message = Notice(text: "this is the last figure", style: .dim)
      return
    }
    showFigure(Swift.min(wanted, known))
  }

  private mutating func showFigure(_ index: Int) {
    let known = walk.figureCount(at: walk.stop)
    guard index >= 0, index < walk.figureCount else {
      message = Notice(
        text: "there is no figure \(index + 1): they go from 1 to \(walk.figureCount)",
        style: .warning)
      return
    }
    guard index < known else {
      let stop = (walk.stop(ofFigure: index) ?? 0) + 1
      message = Notice(
        text: "figure \(index + 1) is drawn later, at stop \(stop); > goes on to the next one",
        style: .dim)
      return
    }
    figures.chosen = index == known - 1 ? nil : index
  }

  /// The figure that the pane shows, from 0: the chosen one, or the last that is there.
  var shownFigure: Int? {
    let known = walk.figureCount(at: walk.stop)
    guard known > 0 else { return nil }
    return Swift.min(figures.chosen ?? known - 1, known - 1)
  }
}
