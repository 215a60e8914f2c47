import GraphView

/// Exchanging the walk under a running explorer.
extension Explorer {
  /// Goes on with another walk over the same lesson: one that ran longer, or with other values.
  ///
  /// The place on the time line is kept as far as the new walk has it, and so are the selected row,
  /// the focus, the zoom and what is scrolled. Breakpoints at nodes follow the names of the nodes
  /// where the text has changed.
  ///
  /// - Parameters:
  ///   - new: the walk; where it stands does not matter.
  ///   - ending: how its run ended.
  package mutating func replaceWalk(_ new: Walk, ending: Subject.Ending) {
    let old = walk
    let index = new.index(like: old.stop, of: old)
    walk = new
    walk.seek(index)
    subject.ending = ending
    traces = walk.traces(effort: .glance)
    travel = nil
    finding = nil
    texts = GraphTexts(walk)
    texts.notComputed = String(glyphs.notComputed)
    printed = PrintedText(walk)
    checks = CheckMemory()
    filterMemory = FilterMemory()
    tensor.memory = TensorMemory()
    figures = FiguresState()
    traced.source = nil
    traced.shown = nil
    traced.pending = nil
    traced.selected = nil
    pitfalls = PitfallMemory(walk)
    renewDiagnosis()
    searchLine = nil
    if let row = selectedRow, row >= walk.table.count { selectedRow = nil }
    if old.recording.source?.bytes != walk.recording.source?.bytes { resolveBreakpoints(from: old) }
    renewGraph()
    if !wishes.contains(where: { $0.pane == focus }) { focus = wishes.first?.pane ?? .nodes }
  }

  /// Breakpoints at columns of a text that is no more stand at the nodes of the same names; where
  /// there is none they go.
  private mutating func resolveBreakpoints(from old: Walk) {
    let table = walk.table
    let last = walk.stop
    breakpoints = breakpoints.compactMap { found in
      let name: String
      switch found.place {
      case .condition, .change: return found
      case .span(_, let its), .node(_, let its): name = its
      }
      guard let row = table.row(called: name), var made = walk.breakpoint(at: row, last) else {
        return nil
      }
      made.isOn = found.isOn
      return made
    }
  }

  /// Keeps the drawing where the boxes are the same, and the user's choices in any case.
  private mutating func renewGraph() {
    graph.source = nil
    graph.wholes = [:]
    graph.pending = nil
    graph.failure = nil
    graph.waitingStep = nil
    guard let before = graph.shown?.request.graph else { return }
    graph.awaited = nil
    if !isEmpty { _ = updateScene() }
    graph.awaited = nil
    if graph.source?.scene.graph != before { graph.shown = nil }
  }
}
