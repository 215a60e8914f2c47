import GraphView

/// Keys and the mouse.
extension Explorer {
  mutating func take(_ key: Key) -> [Effect<Work>] {
    if let effects = takeLive(key) { return effects }
    if entry != nil { return type(key) }
    message = nil
    if key != .escape { graph.waitingStep = nil }
    if interruptTravel(), key == .escape { return [] }
    switch dispatcher.feed(key, in: [focus.scope, .global], of: Explorer.actions) {
    case .invoke(let invocation): return run(invocation)
    case .ask(let action, _):
      entry = Entry(
        purpose: .command,
        prompt: Prompt(lead: ":", text: action.name + " ", history: commandHistory))
    case .pending, .cancelled: break
    case .unbound(let key):
      message = Notice(text: "\(key.name) does nothing here; ? tells what keys do", style: .dim)
    }
    return []
  }

  /// A key while a line is being typed.
  private mutating func type(_ key: Key) -> [Effect<Work>] {
    guard var open = entry else { return [] }
    if case .edit = open.purpose, key == .tab || key == .shiftTab {
      open.prompt.selectNumber(by: key == .tab ? 1 : -1)
      entry = open
      return []
    }
    let outcome = open.prompt.feed(key) { completion(of: $0, for: open.purpose) }
    entry = open
    switch outcome {
    case .edited, .ignored:
      message = nil
      return []
    case .cancelled:
      entry = nil
      return []
    case .submitted(let line):
      entry = nil
      switch open.purpose {
      case .command:
        commandHistory = open.prompt.history
        return obey(line)
      case .search:
        searchHistory = open.prompt.history
        if !line.isEmpty { journal.append("search \(line)") }
        startSearch(line)
        return []
      case .edit(let draft): return submit(draft, line)
      case .prediction: return submitPrediction(line)
      case .filter:
        searchHistory = open.prompt.history
        journal.append(line.isEmpty ? "filter" : "filter \(line)")
        setFilter(line)
        return []
      }
    }
  }

  /// What could follow on the command line; the prompt shows it while one types.
  func completion(of line: String, for purpose: Entry.Purpose) -> Completion? {
    guard purpose == .command else { return nil }
    return Explorer.actions.completion(of: line) { kind in
      kind == .file ? exportNames : names(for: kind)
    }
  }

  /// Runs a command line; what is wrong with it is said on the status line.
  private mutating func obey(_ line: String) -> [Effect<Work>] {
    guard line.contains(where: { $0 != " " }) else { return [] }
    do throws(CommandError) {
      return try carryOut(line)
    } catch {
      message = Notice(text: error.description, style: .warning)
      return []
    }
  }

  /// What an argument of a kind can be: nodes in sight, and what conditions can say of them.
  private func names(for kind: Argument.Kind) -> [String] {
    // While the lesson runs nobody reads what it records.
    if isLive { return [] }
    switch kind {
    case .node: return walk.names(first: 200)
    case .expression:
      let words = ["loss", "step", "stop", "phase", "forward", "backward", "update"]
      return walk.names(first: 200) + words
        + WatchExpression.Function.allCases.map { "\($0.rawValue)(" }
    default: return []
    }
  }

  mutating func take(_ mouse: Mouse) -> [Effect<Work>] {
    guard entry == nil, !isTiny, !isLive else { return [] }
    if helpOffset != nil {
      if mouse.kind == .wheelUp { move(by: -3) }
      if mouse.kind == .wheelDown { move(by: 3) }
      return []
    }
    if takeTimeline(mouse) { return [] }
    if mouse.y == size.height - 1, mouse.kind == .press || mouse.kind == .doubleClick {
      return pressHint(at: mouse.x)
    }
    guard let place = layout.panes.first(where: { $0.rect.contains(x: mouse.x, y: mouse.y) })
    else { return [] }
    message = nil
    switch mouse.kind {
    case .press, .doubleClick: press(place.pane, at: mouse, in: place.rect)
    case .drag where place.pane == .traces: pickStep(at: mouse.x, in: place.rect)
    case .wheelUp: scroll(place.pane, by: -1)
    case .wheelDown: scroll(place.pane, by: 1)
    case .release, .drag: break
    }
    return []
  }

  private mutating func press(_ pane: Pane, at mouse: Mouse, in rect: Rect) {
    // The row is looked up before the focus moves, for a focus can move panes.
    if pane == .graph {
      focus = pane
      return pressGraph(at: mouse, in: layout.rect(of: pane) ?? rect)
    }
    let first = pane == .nodes ? nodesOffset(in: rect) : 0
    focus = pane
    switch pane {
    case .traces: return pickStep(at: mouse.x, in: rect)
    case .watches: return pressWatches(at: mouse, in: rect)
    case .source: return pressSource(at: mouse.y, in: rect)
    case .tensor: return pressTensor(at: mouse, in: rect)
    case .surface: return pressSurface(at: mouse, in: rect)
    default: break
    }
    // Border and head of the table lie above its first row.
    let row = first + mouse.y - rect.y - 2
    guard pane == .nodes, mouse.y > rect.y + 1, mouse.y < rect.maxY - 1, row < nodeCount
    else { return }
    selectedRow = nodeRow(at: row)
    journal.append("select w\(nodeRow(at: row) + 1)")
    if mouse.kind == .doubleClick { _ = try? carryOut("run-to-node") }
  }

  /// The wheel moves text by three lines, and a selection or the clock by one.
  private mutating func scroll(_ pane: Pane, by notches: Int) {
    if pane == .graph { return panGraph(columns: 0, rows: 3 * notches) }
    if pane == .traced {
      traced.shift.y += 3 * notches
      return
    }
    if pane == .surface, surface.wish != nil { return zoomSurface(by: -notches) }
    let before = focus
    focus = pane
    move(by: pane == .nodes || pane == .traces || pane == .watches ? notches : 3 * notches)
    focus = before
  }
}
