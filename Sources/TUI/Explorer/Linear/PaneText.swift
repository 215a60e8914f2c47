import Engine
import GraphView

/// Panes as plain text, for pipes and screen readers.
extension Explorer {
  /// Lines of a pane at most.
  private static let mostLines = 120

  /// What a pane shows, line by line, behind its title.
  package func text(of pane: Pane, width: Int) -> [String] {
    switch pane {
    case .traces: return traceLines
    case .figures: return figureLines
    case .graph: return graphLines
    case .surface: return surfaceLines
    case .traced: return tracedLines
    default: return drawnLines(of: pane, width: width)
    }
  }

  /// The pane in focus.
  package var focusedPane: Pane { focus }

  /// A pane as it is drawn, without its border.
  private func drawnLines(of pane: Pane, width: Int) -> [String] {
    var alone = self
    alone.focus = pane
    alone.zoom = .full
    alone.helpOffset = nil
    alone.message = nil
    alone.size = (width, 40)
    let wanted = alone.shownLineCount(of: pane) + (pane == .nodes ? 6 : 5)
    alone.size.height = Swift.max(12, Swift.min(wanted, Self.mostLines))
    if pane == .tensor { alone.size.height = 40 }
    var canvas = Canvas(width: width, height: alone.size.height, glyphs: glyphs)
    alone.render(into: &canvas)
    let rows = canvas.lines
    guard rows.count > 5 else { return rows }
    let border: Set<Character> = ["╔", "═", "╗", "+", "=", "-", "┌", "─", "┐", " "]
    var title = Substring(rows[1])
    while let first = title.first, border.contains(first) { title.removeFirst() }
    while let last = title.last, border.contains(last) { title.removeLast() }
    var lines = [String(title)]
    for row in rows[2..<rows.count - 3] {
      var line = Substring(row)
      if !line.isEmpty { line.removeFirst() }
      if let last = line.last, ["║", "│", "|"].contains(last) { line.removeLast() }
      while line.last == " " { line.removeLast() }
      lines.append(String(line))
    }
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    return lines
  }

  private var traceLines: [String] {
    guard hasTraces else {
      return ["Traces", "one backward pass is one point: there are no curves"]
    }
    let step = currentStep ?? 1
    var lines = ["Traces, step \(step) of \(traces.stepCount)"]
    for curve in shownCurves {
      let finite = curve.points.filter(\.isFinite)
      func number(_ value: Double?) -> String { value.map { NumberText.significant($0) } ?? "none" }
      let here = curve.points.indices.contains(step - 1) ? curve.points[step - 1] : .nan
      var line =
        "\(curve.name): \(number(here)) here, from \(number(curve.points.first)) to "
        + "\(number(curve.points.last)), least \(number(finite.min())), greatest "
        + number(finite.max())
      let lost = curve.points.count - finite.count
      if lost > 0 { line += ", \(lost) not finite" }
      lines.append(line)
    }
    return lines
  }

  private var figureLines: [String] {
    guard walk.figureCount > 0 else { return ["Figures", "this lesson draws no figures"] }
    guard let shown = shownFigure, let figure = walk.figure(shown) else {
      return ["Figures", "nothing is drawn yet"]
    }
    return ["Figure \(shown + 1) of \(walk.figureCount): \(figure.shownTitle)", figure.summary]
  }

  /// Who reads what, a node a line.
  private var graphLines: [String] {
    let table = walk.table
    var readers: [Int: [String]] = [:]
    var inputs: [[String]] = []
    for row in table.prefix(Self.mostLines) {
      let read = walk.recording.inputs(of: row.node).compactMap { table.row(of: $0) }
      for input in read where readers[input]?.last != row.name {
        readers[input, default: []].append(row.name)
      }
      inputs.append(row.isInput ? [] : read.map { "w\($0 + 1)" })
    }
    var lines = ["Graph, \(table.count) nodes"]
    for (place, row) in table.prefix(Self.mostLines).enumerated() {
      let name = row.pythonNames.first.map { "\(row.name) = \($0)" } ?? row.name
      var line = "\(row.isCurrent ? "here: " : "")\(name), \(row.operation)"
      if !inputs[place].isEmpty { line += ", reads \(inputs[place].joined(separator: ", "))" }
      if let its = readers[place] { line += ", read by \(its.joined(separator: ", "))" }
      lines.append(line)
    }
    if table.count > Self.mostLines { lines.append("and \(table.count - Self.mostLines) more") }
    return lines
  }

  private var surfaceLines: [String] {
    guard let shown = surface.shown, surface.wish != nil else {
      return ["Surface", "none is open: surface W B or slice W opens one"]
    }
    let target = walk.targetName(at: walk.stop)
    switch shown.result {
    case .failure(let error): return [surfaceTitle(target), error.text]
    case .success(let made):
      var lines = [surfaceTitle(target), surfaceReadout(made, shown, target)]
      if made.y.isEmpty {
        let every = Swift.max((made.x.count - 1) / 10, 1)
        for index in stride(from: 0, to: made.x.count, by: every) {
          lines.append(
            "\(NumberText.significant(made.x[index])): \(NumberText.significant(made.z[index]))")
        }
      }
      return lines
    }
  }
}
