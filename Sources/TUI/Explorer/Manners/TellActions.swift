import GraphView

/// Commands that answer in a sentence: on the line for messages, or as a line of the linear mode.
package enum TellCommand: Hashable, Sendable {
  case here, node, select
}

extension Explorer {
  /// Where keys work: everywhere, and in each pane that has keys of its own.
  package static let scopes: [Scope] = {
    var found: [Scope] = [.global]
    for action in actions.actions {
      for scope in action.scopes where !found.contains(scope) { found.append(scope) }
    }
    return found
  }()

  static let tellActions: [Action<Command>] = [
    Action(
      "where", chapter: "Show", help: "says again where the walk stands and what happens there",
      .tell(.here)),
    Action(
      "tell", chapter: "Show",
      help: "says the value, the adjoint and the check of a node",
      argument: Argument(.node, "NODE", isOptional: true), .tell(.node)),
    Action(
      "select", chapter: "Move", help: "selects a node, so that every pane tells about it",
      argument: Argument(.node, "NODE"), .tell(.select)),
  ]

  mutating func run(_ command: TellCommand, _ argument: String?) {
    let table = walk.table
    if command == .here {
      message = Notice(text: "\(placeText): \(walk.sentence)", style: .normal)
      return
    }
    let row = argument.map { table.row(called: $0) } ?? shownRow(in: table, at: walk.stop)
    guard let row, row < table.count else {
      message = Notice(
        text: argument.map { "no node is called \($0)" } ?? "no node is reached yet",
        style: .warning)
      return
    }
    if command == .select { selectedRow = row }
    message = Notice(text: told(table[row]), style: .normal)
  }

  /// Where the walk stands: `BACKWARD 3/8, step 2/20`.
  package var placeText: String {
    let stop = walk.stop
    return stop.stepTitle.isEmpty ? stop.title : "\(stop.title), \(stop.stepTitle)"
  }

  /// A row of the table as a sentence.
  package func told(_ row: NodeRow) -> String {
    let name = row.pythonNames.first.map { "\(row.name) = \($0)" } ?? row.name
    var text = row.isInput ? name : "\(name) = \(row.expression)"
    text += ": value \(row.value?.exact ?? "not computed yet")"
    guard !row.isUpdate else { return text }
    text += ", d\(walk.targetName(at: walk.stop))/d\(row.name) "
    switch row.adjoint.state {
    case .notYet: text += "not computed yet"
    case .none: text += "None: no path leads to it"
    case .partial:
      text +=
        "\(row.adjoint.text?.exact ?? "") so far, "
        + "\(row.adjoint.reported) of \(row.adjoint.uses) uses have reported"
    default: text += row.adjoint.exact
    }
    if case .none = row.tape { text += ", the tape returned None" }
    if row.adjoint.state == .final || row.adjoint.state == .zero,
      let check = checks.check(of: row.row, at: walk.stop, in: walk)
    {
      text += "; \(check.sentence)"
    }
    return text
  }
}
