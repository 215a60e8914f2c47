import GraphView

/// What the user watches: expressions that are read at every stop.
struct WatchState {
  var list: [Condition] = []
  /// The row of the pane that is selected.
  var selected = 0
  /// The first row in sight.
  var offset = 0
  /// Only rows that hold this text are shown.
  var filter = ""
  /// How often runs have stopped at a breakpoint.
  private(set) var hits: [Breakpoint.Place: Int] = [:]

  mutating func countHit(_ breakpoint: Breakpoint) { hits[breakpoint.place, default: 0] += 1 }

  mutating func forgetHits(of breakpoint: Breakpoint) { hits[breakpoint.place] = nil }
}

/// What the user can have done with watches.
package enum WatchCommand: Hashable, Sendable {
  case watch, watchNode, unwatch, unwatchAll, toggleBreak, filter
  case nextChange, previousChange
}

extension Explorer {
  /// The actions of watches; some have their keys in the pane alone.
  static let watchActions: [Action<Command>] = [
    Action(
      "watch", [.character("w")], chapter: "Watch",
      help: "watches an expression over names, values, adjoints, norms, loss and step",
      argument: Argument(.expression, "EXPRESSION"), .watch(.watch)),
    Action(
      "watch-node", [.character("W")], chapter: "Watch", help: "watches the selected node",
      .watch(.watchNode)),
    Action(
      "unwatch", [.delete, .backspace], in: [watchScope], chapter: "Watch",
      help: "takes the selected row away, or the watch of this text", hint: "remove",
      argument: Argument(.expression, "EXPRESSION", isOptional: true), .watch(.unwatch)),
    Action(
      "unwatch-all", chapter: "Watch", help: "takes all watches away", .watch(.unwatchAll)),
    Action(
      "watch-break", [.enter, .character("b")], in: [watchScope], chapter: "Watch",
      help: "lets runs stop where the selected row begins to hold or changes, or no longer",
      hint: "break", .watch(.toggleBreak)),
    Action(
      "watch-next", [.character(">")], in: [watchScope], chapter: "Watch",
      help: "goes to the next stop at which the selected row changes", hint: "change",
      takesCount: true, .watch(.nextChange)),
    Action(
      "watch-previous", [.character("<")], in: [watchScope], chapter: "Watch",
      help: "goes back to the stop at which the selected row changed last", hint: "change",
      takesCount: true, .watch(.previousChange)),
    Action(
      "watch-filter", [.character("\\")], in: [watchScope], chapter: "Watch",
      help: "shows only rows that hold a text, or all again", hint: "filter",
      argument: Argument(.text, "TEXT", isOptional: true), .watch(.filter)),
  ]

  private static let watchScope = Pane.watches.scope

  mutating func run(_ command: WatchCommand, _ argument: String?, count: Int) {
    switch command {
    case .watch: watch(argument ?? "")
    case .watchNode:
      guard let row = shownRow, row < walk.table.count else {
        return sayWatch("there is no node to watch")
      }
      let cells = walk.table[row]
      watch(cells.pythonNames.first ?? cells.name)
    case .unwatch: unwatch(argument)
    case .unwatchAll:
      sayWatch("\(watches.list.count) watch\(watches.list.count == 1 ? "" : "es") taken away")
      watches.list = []
      clampWatches()
    case .toggleBreak: toggleWatchBreak()
    case .filter: filterWatches(argument)
    case .nextChange: travelToWatch(count, backward: false)
    case .previousChange: travelToWatch(count, backward: true)
    }
  }

  private mutating func sayWatch(_ text: String) { message = Notice(text: text, style: .dim) }

  private mutating func watch(_ text: String) {
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
    let reading = walk.reading(of: condition, at: walk.stop)
    if case .wrong(let problem) = reading {
      message = Notice(text: problem, style: .error)
      return
    }
    if !watches.list.contains(condition) { watches.list.append(condition) }
    if let row = watchRows.firstIndex(of: .watch(condition)) { watches.selected = row }
    sayWatch("\(condition.text) = \(reading.text); Alt-7 goes to the watches")
  }

  private mutating func unwatch(_ text: String?) {
    let gone: WatchRow?
    if let text {
      let wanted = text.filter { $0 != " " }
      gone = watchRows.first { $0.text.filter { $0 != " " } == wanted }
      if gone == nil { return sayWatch("\(text) is not watched") }
    } else {
      gone = selectedWatch
    }
    switch gone {
    case .watch(let condition)?:
      watches.list.removeAll { $0 == condition }
      sayWatch("\(condition.text) is no longer watched")
    case .breakpoint(let breakpoint)?:
      breakpoints.removeAll { $0.place == breakpoint.place }
      watches.forgetHits(of: breakpoint)
      sayWatch("runs no longer stop at \(breakpoint.text)")
    case nil: sayWatch("nothing is watched; w adds a watch")
    }
    clampWatches()
  }

  /// A watch becomes a breakpoint or no longer; a breakpoint is switched off and on.
  private mutating func toggleWatchBreak() {
    switch selectedWatch {
    case .watch(let condition)?:
      let reading = walk.reading(of: condition, at: walk.stop)
      let isTruth = condition.isTruth || { if case .truth = reading { true } else { false } }()
      let made = Breakpoint(isTruth ? .condition(condition) : .change(condition))
      if let place = breakpoints.firstIndex(where: { $0.place == made.place }) {
        breakpoints.remove(at: place)
        watches.forgetHits(of: made)
        sayWatch("runs no longer stop where \(made.text)")
      } else {
        breakpoints.append(made)
        sayWatch("c and C stop where \(made.text)")
      }
      if let row = watchRows.firstIndex(of: .watch(condition)) { watches.selected = row }
    case .breakpoint(let breakpoint)?:
      guard let place = breakpoints.firstIndex(where: { $0.place == breakpoint.place }) else {
        return
      }
      breakpoints[place].isOn.toggle()
      sayWatch("\(breakpoint.text) is \(breakpoints[place].isOn ? "on" : "off")")
    case nil: sayWatch("nothing is watched; w adds a watch")
    }
  }

  private mutating func filterWatches(_ text: String?) {
    if let text {
      watches.filter = text
    } else if watches.filter.isEmpty {
      entry = Entry(
        purpose: .command, prompt: Prompt(lead: ":", text: "watch-filter ", history: commandHistory)
      )
      return
    } else {
      watches.filter = ""
      sayWatch("all watches are shown")
    }
    clampWatches()
  }

  private mutating func travelToWatch(_ count: Int, backward: Bool) {
    guard let row = selectedWatch else { return sayWatch("nothing is watched; w adds a watch") }
    guard let condition = row.condition else {
      return sayWatch("\(row.text) has no value here")
    }
    travel(
      to: .breakpoints([Breakpoint(.change(condition))]), .watch(condition), times: count,
      backward: backward)
  }

  /// Keeps the selection among the rows.
  mutating func clampWatches() {
    watches.selected = Swift.min(Swift.max(watches.selected, 0), Swift.max(watchRows.count - 1, 0))
  }
}
