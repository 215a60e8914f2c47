import Engine
import GraphView

/// Asking why, and what goes wrong.
extension Explorer {
  static let diagnosing: [Action<Command>] = [
    Action(
      "why", [.character("d")], chapter: "Diagnose",
      help: "tells why the gradient or value is None, 0, NaN, large or small",
      argument: Argument(.node, "NODE", isOptional: true), .diagnosis(.why)),
    Action(
      "pitfalls", chapter: "Diagnose", help: "lists what often goes wrong and did in this lesson",
      .diagnosis(.pitfalls)),
    Action(
      "health", chapter: "Diagnose",
      help: "shows gradients by depth, updates, and dead units, as they are at this stop",
      .diagnosis(.health)),
    Action(
      "jump", [.enter], in: [Pane.why.scope], chapter: "Diagnose",
      help: "goes to the stop of the selected line", hint: "go there", .diagnosis(.jump)),
  ]

  mutating func run(_ command: DiagnosisCommand, _ argument: String?) {
    switch command {
    case .why: diagnose(argument)
    case .pitfalls:
      guard !pitfalls.all.isEmpty else {
        message = Notice(text: "no pitfall was found in this lesson", style: .success)
        return
      }
      open(.pitfalls)
    case .health:
      guard checks.health(at: walk.stop, in: walk) != nil else {
        message = Notice(text: "no gradient is worked out in this pass", style: .dim)
        return
      }
      open(.health)
    case .jump: jumpToSelected()
    }
  }

  /// Explains the shown row, or the one of a name.
  private mutating func diagnose(_ name: String?) {
    let table = walk.table
    var row = shownRow
    if let name {
      guard let found = table.row(called: name) else {
        message = Notice(text: "no node is called \(name)", style: .warning)
        return
      }
      row = found
    }
    guard let row else {
      message = Notice(text: "no node is selected: why NAME tells about one", style: .dim)
      return
    }
    guard let diagnosis = walk.diagnosis(at: row, walk.stop) else {
      message = Notice(
        text: "\(table[row].name) has no gradient to explain: nothing is differentiated by it",
        style: .dim)
      return
    }
    open(.why(diagnosis))
    let culprit = diagnosis.links.firstIndex { $0.state == .culprit }
    select(line: culprit ?? Swift.max(diagnosis.links.count - 1, 0))
  }

  private mutating func open(_ content: DiagnosisState.Content) {
    if focus != .why { diagnosis.returnsTo = focus }
    diagnosis.content = content
    diagnosis.selected = 0
    offsets[.why] = nil
    focus = .why
    helpOffset = nil
    if case .pitfalls = content { select(line: 0) }
  }

  /// Asks the same of another walk; where it has no answer the pane closes.
  mutating func renewDiagnosis() {
    guard case .why(let why) = diagnosis.content else {
      diagnosis.selected = 0
      return
    }
    let row = walk.table.row(called: why.subject)
    guard let found = row.flatMap({ walk.diagnosis(at: $0, walk.stop) }) else {
      _ = closeDiagnosis()
      return
    }
    diagnosis.content = .why(found)
    diagnosis.selected = found.links.firstIndex { $0.state == .culprit } ?? 0
  }

  /// Closes the pane.
  ///
  /// - Returns: whether it was open.
  mutating func closeDiagnosis() -> Bool {
    guard diagnosis.content != nil else { return false }
    diagnosis.content = nil
    if focus == .why { focus = diagnosis.returnsTo }
    selectedRow = nil
    return true
  }

  // MARK: The list

  /// How many lines can be selected.
  var diagnosisCount: Int {
    switch diagnosis.content {
    case .why(let why): why.lines.count
    case .pitfalls: pitfalls.all.count
    case .health: healthNodes.count
    case nil: 0
    }
  }

  /// The nodes of the lines of the health list.
  var healthNodes: [NodeID] {
    guard let health = checks.health(at: walk.stop, in: walk) else { return [] }
    return health.weights.map(\.node) + health.activations.map(\.node)
  }

  /// Moves the cursor of the list; the other panes tell about what it stands at.
  mutating func select(line: Int) {
    let count = diagnosisCount
    guard count > 0 else { return }
    diagnosis.selected = Swift.min(Swift.max(line, 0), count - 1)
    selectedRow = selectedNode.flatMap { walk.table.row(of: $0) }
    offsets[.source] = nil
  }

  /// The node of the selected line.
  private var selectedNode: NodeID? {
    let line = diagnosis.selected
    switch diagnosis.content {
    case .why(let why): return why.lines.indices.contains(line) ? why.lines[line].node : nil
    case .health:
      let nodes = healthNodes
      return nodes.indices.contains(line) ? nodes[line] : nil
    case .pitfalls, nil: return nil
    }
  }

  /// The edge at which the explained gradient is lost, as rows of the table at hand.
  var cutEdge: (row: Int, source: Int)? {
    guard case .why(let why) = diagnosis.content,
      let place = why.links.firstIndex(where: { $0.state == .culprit }),
      place + 1 < why.links.count, why.links[place].pass == walk.stop.pass
    else { return nil }
    let table = walk.table
    guard let row = table.row(of: why.links[place].node),
      let source = table.row(of: why.links[place + 1].node)
    else { return nil }
    return (row, source)
  }

  /// The columns of the selected line, for the source.
  var diagnosedSpan: SourceSpan? {
    guard focus == .why else { return nil }
    if case .pitfalls = diagnosis.content {
      let all = pitfalls.all
      return all.indices.contains(diagnosis.selected) ? all[diagnosis.selected].span : nil
    }
    return selectedNode.map { walk.recording.span(of: $0) }
  }

  /// Goes to the stop at which the selected node is computed, or hands its adjoint on.
  private mutating func jumpToSelected() {
    if case .pitfalls = diagnosis.content {
      guard let span = diagnosedSpan, let index = walk.firstStop(in: span) else {
        message = Notice(text: "the walk has no stop on this line", style: .dim)
        return
      }
      walk.seek(index)
      return follow()
    }
    guard let node = selectedNode else { return }
    let stop = walk.stop
    let isHere = walk.table.row(of: node) != nil
    let found =
      isHere && stop.phase != .forward
      ? walk.stop(of: node, in: .backward, from: stop) : nil
    guard let index = found ?? walk.stop(of: node, in: .forward, from: stop) else {
      message = Notice(text: "the walk has no stop there", style: .dim)
      return
    }
    walk.seek(index)
    follow()
  }
}
