import GraphView

/// Breakpoints, and runs to them in both directions.
extension Explorer {
  /// Sets a breakpoint at the selected node, or takes it away.
  mutating func toggleBreakpoint() {
    guard let row = shownRow, let made = walk.breakpoint(at: row, walk.stop) else {
      message = Notice(text: "there is no node to stop at", style: .dim)
      return
    }
    if let place = breakpoints.firstIndex(of: made) {
      breakpoints.remove(at: place)
      message = Notice(text: "runs no longer stop at \(made.text)", style: .dim)
    } else {
      breakpoints.append(made)
      message = Notice(text: "c and C stop at \(made.text)", style: .dim)
    }
  }

  /// Sets a breakpoint where a condition begins to hold, or takes the same one away.
  mutating func toggleBreakpoint(where text: String) {
    let condition: Condition
    do throws(WatchSyntaxError) {
      condition = try Condition(text)
    } catch {
      message = Notice(text: error.brief, style: .error)
      return
    }
    if let problem = walk.problem(with: condition) {
      message = Notice(text: problem, style: .error)
      return
    }
    if case .wrong(let problem) = walk.reading(of: condition, at: walk.stop) {
      message = Notice(text: problem, style: .error)
      return
    }
    let made = Breakpoint(.condition(condition))
    if let place = breakpoints.firstIndex(of: made) {
      breakpoints.remove(at: place)
      message = Notice(text: "runs no longer stop where \(made.text)", style: .dim)
    } else {
      breakpoints.append(made)
      message = Notice(text: "c and C stop where \(made.text)", style: .dim)
    }
  }

  mutating func clearBreakpoints() {
    let count = breakpoints.count
    for breakpoint in breakpoints { watches.forgetHits(of: breakpoint) }
    breakpoints = []
    message = Notice(
      text: count == 0
        ? "there are no breakpoints" : "\(count) breakpoint\(count == 1 ? "" : "s") taken away",
      style: .dim)
  }

  /// Runs to the next breakpoint, or back to the one before; without any to the end.
  mutating func run(times: Int, backward: Bool) {
    travel(to: .breakpoints(breakpoints), .run, times: times, backward: backward)
  }

  /// Whether runs stop at a row of the table.
  func isBreakpoint(_ row: NodeRow) -> Bool {
    breakpoints.contains { walk.isMeant(row.node, by: $0) }
  }
}
