import GraphView

/// Keys and the mouse.
extension Explorer {
  mutating func take(_ key: Key) -> [Effect<Work>] {
    if entry != nil { return type(key) }
    message = nil
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
    let names = open.purpose == .command ? walkNames : []
    let outcome = open.prompt.feed(key) { line in
      open.purpose == .command
        ? Explorer.actions.completion(of: line) { kind in
          kind == .node ? names : []
        } : nil
    }
    entry = open
    switch outcome {
    case .edited, .ignored: return []
    case .cancelled:
      entry = nil
      return []
    case .submitted(let line):
      entry = nil
      switch open.purpose {
      case .command, .goto:
        commandHistory = open.prompt.history
        return obey(line)
      case .search:
        searchHistory = open.prompt.history
        startSearch(line)
        return []
      }
    }
  }

  /// Runs a command line; what is wrong with it is said on the status line.
  private mutating func obey(_ line: String) -> [Effect<Work>] {
    guard line.contains(where: { $0 != " " }) else { return [] }
    do throws(CommandError) {
      return try perform(line)
    } catch {
      message = Notice(text: error.description, style: .warning)
      return []
    }
  }

  /// Names that `:goto` completes: of the nodes in sight and what the lesson calls them.
  private var walkNames: [String] {
    let table = walk.table
    return table.prefix(200).flatMap { [$0.name] + $0.pythonNames.prefix(1) }
  }

  mutating func take(_ mouse: Mouse) -> [Effect<Work>] {
    guard helpOffset == nil, entry == nil else { return [] }
    guard
      let (pane, rect) = layout.panes.first(where: { $0.rect.contains(x: mouse.x, y: mouse.y) })
        .map({ ($0.pane, $0.rect) })
    else { return [] }
    message = nil
    switch mouse.kind {
    case .press, .doubleClick:
      focus = pane
      if pane == .nodes {
        let row = nodesOffset(in: rect) + mouse.y - rect.y - 2
        if row >= 0, row < walk.table.count, mouse.y > rect.y + 1, mouse.y < rect.maxY - 1 {
          selectedRow = row
          if mouse.kind == .doubleClick { _ = try? perform("run-to-node") }
        }
      }
      if pane == .traces { pickStep(at: mouse.x, in: rect) }
    case .wheelUp: scroll(pane, by: -3)
    case .wheelDown: scroll(pane, by: 3)
    case .release, .drag: break
    }
    return []
  }

  private mutating func scroll(_ pane: Pane, by lines: Int) {
    let before = focus
    focus = pane
    move(by: lines)
    focus = before
  }
}
