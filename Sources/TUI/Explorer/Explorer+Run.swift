import Engine
import GraphView

/// What the actions do.
extension Explorer {
  /// Carries out an action as often as was asked.
  mutating func run(_ invocation: Invocation<Command>) -> [Effect<Work>] {
    if isLive, !invocation.action.payload.needsNoWalk {
      message = Notice(text: Self.liveHint, style: .dim)
      return []
    }
    if walk.veil != nil, invocation.action.payload.tellsValues {
      message = Notice(
        text: "\(invocation.action.name) would tell what is asked: answer first, or :reveal",
        style: .warning)
      return []
    }
    let count = Swift.min(invocation.count ?? 1, 1_000_000_000)
    // What a command does by way of another one is kept once.
    if runDepth == 0 { keep(invocation) }
    runDepth += 1
    defer { runDepth -= 1 }
    switch invocation.action.payload {
    case .stepForward: moveWalk { $0.step(by: count) }
    case .stepBack: moveWalk { $0.step(by: -count) }
    case .phaseEnd: repeatMove(count) { $0.finishPhase() }
    case .phaseStart: repeatMove(count) { $0.rewindPhase() }
    case .stepOver:
      return stepByScope(invocation) { $0.repeatStep(count) { $0.stepOver() } }
    case .stepOverBack:
      return stepByScope(invocation) { $0.repeatStep(count) { $0.stepOverBack() } }
    case .stepInto:
      return stepByScope(invocation) { $0.repeatStep(1) { $0.stepInto() } }
    case .trainForward: train(by: count)
    case .trainBack: train(by: -count)
    case .trainForwardTen: train(by: 10 * Swift.min(count, 1_000_000))
    case .trainBackTen: train(by: -10 * Swift.min(count, 1_000_000))
    case .train: seekTraining(invocation.argument.flatMap { Int($0) } ?? 1)
    case .first: moveWalk { $0.seek(0) }
    case .last: moveWalk { $0.seek($0.count - 1) }
    case .goto: goto(invocation.argument ?? "")
    case .runToRow: runToRow()
    case .nextChange: change(count, backward: false)
    case .previousChange: change(count, backward: true)
    case .up: move(by: -count)
    case .down: move(by: count)
    case .left: moveSideways(by: -count)
    case .right: moveSideways(by: count)
    case .pageUp: page(by: -count * pageHeight)
    case .pageDown: page(by: count * pageHeight)
    case .halfUp: page(by: -count * Swift.max(pageHeight / 2, 1))
    case .halfDown: page(by: count * Swift.max(pageHeight / 2, 1))
    case .home: moveToEdge(isEnd: false)
    case .end: moveToEdge(isEnd: true)
    case .nextPane: focusPane(after: 1)
    case .previousPane: focusPane(after: -1)
    case .pane(.graph) where invocation.argument != nil:
      run(TracedCommand.show, invocation.argument)
    case .pane(let pane): focusPane(pane)
    case .showPane:
      if let pane = Pane.allCases.first(where: { $0.word == invocation.argument }) {
        focusPane(pane)
      }
    case .zoomIn: zoom = Zoom(rawValue: zoom.rawValue + 1) ?? .full
    case .zoomOut: zoom = Zoom(rawValue: zoom.rawValue - 1) ?? .normal
    case .formulaMode: nextChainMode()
    case .numericCheck: showsCheck.toggle()
    case .logScale: isLogarithmic.toggle()
    case .graphTurn: turnGraph()
    case .graphMore: changeDetail(by: 1)
    case .graphLess: changeDetail(by: -1)
    case .graphFold: toggleFold()
    case .graphFoldAround: foldAround()
    case .graphFoldAll: foldAll()
    case .graphUnfoldAll: unfoldAll()
    case .graphNear: changeNeighborhood(invocation.count)
    case .graphConstants: toggleConstants()
    case .graphNeeded: toggleNeeded()
    case .graphCopies: toggleCopies()
    case .toggleBreak: toggleBreakpoint()
    case .breakWhere: toggleBreakpoint(where: invocation.argument ?? "")
    case .clearBreaks: clearBreakpoints()
    case .run: run(times: count, backward: false)
    case .runBack: run(times: count, backward: true)
    case .time(let command): run(command, invocation.argument)
    case .live(let command): return run(command)
    case .watch(let command): run(command, invocation.argument, count: count)
    case .search: startSearch(invocation.argument)
    case .filter: startFilter(invocation.argument)
    case .searchNext: findNext(times: count)
    case .searchPrevious: findNext(times: count, backward: true)
    case .edit(let command):
      return run(command, count: count, invocation.argument ?? "")
    case .fork(let command): return run(command)
    case .predict(let command): return run(command, invocation.argument ?? "")
    case .figures(let command): run(command, invocation.argument)
    case .curves(let command): run(command, invocation)
    case .tensor(let command): run(command, invocation)
    case .surface(let command): run(command, invocation)
    case .tell(let command): run(command, invocation.argument)
    case .chain(let command): run(command, invocation.argument)
    case .diagnosis(let command): run(command, invocation.argument)
    case .traced(let command): run(command, invocation.argument)
    case .export: return export(invocation.argument ?? "")
    case .copy: return copy(invocation.argument)
    case .mouse:
      hasMouse.toggle()
      message = Notice(
        text: hasMouse ? "the mouse works here" : "the mouse is the terminal's", style: .dim)
      return [.mouse(hasMouse)]
    case .palette:
      entry = Entry(purpose: .command, prompt: Prompt(lead: ":", history: commandHistory))
    case .help: helpOffset = helpOffset == nil ? 0 : nil
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .cancel: _ = cancel()
    case .back: if !cancel() { return [.quit] }
    case .quit: return [.quit]
    }
    return []
  }

  /// Moves the walk; panes follow it again, and an end that was reached says so.
  private mutating func moveWalk(_ move: (inout Walk) -> Void) {
    let before = walk.index
    move(&walk)
    follow()
    if walk.index == before {
      let isEnd = before == walk.count - 1
      message = Notice(
        text: isEnd ? "this is the last stop" : "this is the first stop", style: .dim)
    }
  }

  private mutating func repeatMove(_ count: Int, _ move: (inout Walk) -> Void) {
    moveWalk { walk in
      for _ in 0..<count {
        let before = walk.index
        move(&walk)
        if walk.index == before { return }
      }
    }
  }

  /// Moves over scopes, as often as was asked.
  private mutating func repeatStep(_ count: Int, _ step: (inout Explorer) -> Void) {
    let start = walk.index
    let selected = selectedRow
    for _ in 0..<count {
      let before = walk.index
      step(&self)
      if walk.index == before { break }
    }
    guard walk.index == start else { return follow() }
    selectedRow = selected
    if walk.index == 0 || walk.index == walk.count - 1 {
      message = Notice(
        text: walk.index == 0 ? "this is the first stop" : "this is the last stop", style: .dim)
    }
  }

  /// Moves by pages: a drawing is pushed, a list or a text scrolls.
  private mutating func page(by lines: Int) {
    if focus == .graph, helpOffset == nil {
      pageGraph(by: lines)
    } else {
      move(by: lines)
    }
  }

  /// Lets every pane show what the walk is at.
  mutating func follow() {
    selectedRow = nil
    offsets = [:]
    columns = [:]
    searchLine = nil
    graph.isMoved = false
  }

  private mutating func train(by turns: Int) {
    guard walk.loops.turns.contains(where: { !$0.isEmpty }) else {
      message = Notice(text: "this lesson has no training steps", style: .dim)
      return
    }
    let row = selectedRow
    let before = walk.index
    let number = walk.stop.step?.number
    let kind = TimeState.Way.Kind.turns(Swift.abs(turns))
    if let start = time.retrace(kind, from: before, forward: turns > 0), start < walk.count {
      moveWalk { $0.seek(start) }
    } else {
      moveWalk { $0.stepTraining(by: turns) }
      if let number, let reached = walk.stop.step?.number {
        time.note(.init(kind: .turns(Swift.abs(reached - number)), start: before, end: walk.index))
      }
    }
    selectedRow = row
    if walk.index == before { sayTurns(turns < 0 ? "no earlier" : "no later") }
  }

  /// Says why the walk does not go to another training step.
  private mutating func sayTurns(_ lead: String) {
    guard let step = walk.stop.step else {
      message = Notice(text: "\(lead) training step from here", style: .dim)
      return
    }
    message = Notice(
      text: "\(lead) training step: this is step \(step.number) of \(step.count)", style: .dim)
  }

  private mutating func seekTraining(_ turn: Int) {
    guard let loop = walk.stop.step?.loop ?? traces.loop else {
      message = Notice(text: "this lesson has no training steps", style: .dim)
      return
    }
    let before = walk.index
    moveWalk { $0.seekTraining(turn, inLoop: loop) }
    let count = walk.loops.turns[loop].count
    if turn < 1 || turn > count {
      message = Notice(text: "training steps go from 1 to \(count)", style: .warning)
    } else if walk.index == before {
      message = Notice(text: "this is training step \(turn) of \(count)", style: .dim)
    }
  }

  private mutating func goto(_ place: String) {
    if let number = Int(place) {
      let wanted = Swift.min(Swift.max(number, 1), walk.count) - 1
      if wanted + 1 != number {
        message = Notice(text: "stops go from 1 to \(walk.count)", style: .warning)
      }
      walk.seek(wanted)
      return follow()
    }
    guard let row = walk.table.row(called: place) else {
      message = Notice(text: "no node is called \(place)", style: .warning)
      return
    }
    selectedRow = row
    runToRow()
  }

  private mutating func runToRow() {
    guard let row = selectedRow ?? walk.stop.row, row < walk.table.count else { return }
    let stop = walk.stop
    let node = walk.table[row].node
    guard
      let index = walk.stop(of: node, in: stop.phase, from: stop)
        ?? walk.stop(of: node, in: .forward, from: stop)
    else {
      message = Notice(text: "the walk has no stop at \(walk.table[row].name)", style: .dim)
      return
    }
    walk.seek(index)
    follow()
  }

  /// Goes to stops that change the value or the adjoint of the selected row, in later and earlier
  /// passes too.
  private mutating func change(_ count: Int, backward: Bool) {
    guard let row = shownRow, row < walk.table.count else { return }
    travel(
      to: .change(row: row), .change(row: row, name: walk.table[row].name), times: count,
      backward: backward)
  }

  private mutating func nextChainMode() {
    let modes: [ChainMode] = [.both, .formula, .number]
    let place = modes.firstIndex(of: chainMode) ?? 0
    chainMode = modes[(place + 1) % modes.count]
    message = Notice(
      text: chainMode == .both ? "formulas and numbers" : "\(chainMode.rawValue)s only",
      style: .dim)
  }

  /// Takes back what is open, innermost first.
  ///
  /// - Returns: whether there was anything.
  mutating func cancel() -> Bool {
    if entry != nil {
      entry = nil
    } else if stopRerun() {
      return true
    } else if graph.waitingStep != nil {
      graph.waitingStep = nil
    } else if helpOffset != nil {
      helpOffset = nil
    } else if zoom != .normal {
      zoom = .normal
    } else if focus == .tensor, tensor.isOpen {
      closeTensor()
    } else if focus == .traced, traced.isOpen {
      closeTraced()
    } else if focus == .surface, surface.wish != nil {
      closeSurface()
    } else if filters[focus] != nil {
      filters[focus] = nil
    } else if closeDiagnosis() {
      follow()
    } else if selectedRow != nil || graph.isMoved || !offsets.isEmpty || !columns.isEmpty {
      follow()
    } else {
      return false
    }
    return true
  }
}
