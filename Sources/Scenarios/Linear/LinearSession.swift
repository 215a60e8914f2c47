import Engine
import Export
import GraphView
import TUI

/// The explorer without a screen: a line is a command of the palette, its answer is plain text.
///
/// A step answers with one sentence, a pane with what it shows, anything else with its message.
package struct LinearSession {
  package private(set) var explorer: Explorer
  private let exporter: ScreenExporter
  private let isASCII: Bool

  /// What came of a line.
  package struct Answer: Hashable, Sendable {
    package var text = ""
    /// The line was no command, or could not be done.
    package var error: String?
    package var isOver = false
  }

  /// Columns of panes that are drawn.
  private static let width = 100

  package init(_ explorer: Explorer, _ source: LessonSource, isASCII: Bool) {
    self.explorer = explorer
    self.isASCII = isASCII
    exporter = ScreenExporter(source)
    self.explorer.adopt(Glyphs(tier: isASCII ? .ascii : .full))
    self.explorer.updateAtOnce(.resize(width: Self.width, height: 40))
  }

  /// What is said before the first line.
  package var greeting: String {
    var text = "\(explorer.subject.name), \(explorer.walk.count) stops\n"
    if let notice = explorer.notice { text += notice + "\n" }
    return spelled(text + sentence)
  }

  /// What the prompt of a person at a terminal says once.
  package static let hint =
    "Enter or s steps, S steps back, help lists the commands, tell w5 tells about a node, q leaves\n"

  private var sentence: String { "\(explorer.placeText): \(explorer.walk.sentence)\n" }

  private func spelled(_ text: String) -> String {
    isASCII ? ASCIISpelling.of(text) : text
  }

  /// Carries a line out.
  package mutating func answer(_ line: String) -> Answer {
    var answer = reply(to: line)
    answer.text = spelled(answer.text)
    answer.error = answer.error.map(spelled)
    return answer
  }

  private mutating func reply(to line: String) -> Answer {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    let first = words.first.map(String.init) ?? "step-forward"
    // Text after a number sign is for whoever reads the file of commands.
    if first.hasPrefix("#"), first != "#" || words.count > 1 { return Answer() }
    switch first {
    case "exit": return Answer(isOver: true)
    case "help", "?": return Answer(text: help(words.dropFirst().first.map(String.init)))
    case "commands": return Answer(text: commands)
    default: break
    }
    let command = Self.command(for: words.isEmpty ? "step-forward" : line)
    let before = Seen(explorer)
    do throws(CommandError) {
      let effects = try explorer.performAtOnce(command)
      return told(effects, since: before, command)
    } catch {
      return Answer(error: error.description)
    }
  }

  /// The command of a line, which may also be a key with a count before it: `5s`, `]`.
  private static func command(for line: String) -> String {
    let text = line.drop { $0 == " " || $0 == ":" }
    let digits = text.prefix { ("0"..."9").contains($0) }
    let name = text.dropFirst(digits.count)
    guard name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first,
      let action = Explorer.actions.action(for: .character(scalar), in: [.global]),
      action.argument?.isOptional ?? true
    else { return line }
    return digits.isEmpty || !action.takesCount ? action.name : "\(action.name) \(digits)"
  }

  /// What can change by a command and is told then.
  private struct Seen {
    let index: Int
    let row: Int?
    let pane: Pane

    init(_ explorer: Explorer) {
      index = explorer.walk.index
      row = explorer.selection
      pane = explorer.focusedPane
    }
  }

  private mutating func told(
    _ effects: [Effect<Explorer.Work>], since before: Seen, _ command: String
  ) -> Answer {
    var answer = Answer()
    for effect in effects {
      switch effect {
      case .quit: answer.isOver = true
      case .copy(let text): return Answer(text: text + "\n")
      case .run(.export(let request)):
        let made = exporter.answer(request)
        if made.isDone { answer.text += made.text + "\n" } else { answer.error = made.text }
        return answer
      case .suspend, .redraw, .mouse, .bell, .run: break
      }
    }
    if answer.isOver { return answer }
    let walk = explorer.walk
    if walk.index != before.index {
      answer.text += printed(from: before.index, to: walk.index) + sentence
      if let notice = explorer.notice { answer.text += notice + "\n" }
      return answer
    }
    let word = command.split(separator: " ").first.map(String.init) ?? ""
    let isPane =
      explorer.focusedPane != before.pane || word == "pane" || word == explorer.focusedPane.word
    if let notice = explorer.notice {
      answer.text += notice + "\n"
      if !isPane { return answer }
    }
    if isPane || explorer.selection == before.row {
      if answer.text.isEmpty || isPane {
        answer.text += paneText + "\n"
      }
    } else if let row = explorer.selection {
      answer.text += explorer.told(walk.table[row]) + "\n"
    }
    return answer
  }

  private var paneText: String {
    explorer.text(of: explorer.focusedPane, width: Self.width).joined(separator: "\n")
  }

  /// What the lesson printed between two stops, going forward.
  private func printed(from start: Int, to end: Int) -> String {
    guard start < end else { return "" }
    let walk = explorer.walk
    let known = walk.printedCount(at: walk.stop(at: start))
    let count = walk.printedCount(at: walk.stop(at: end))
    guard known < count else { return "" }
    // After a long way what was printed last is enough.
    let text = (Swift.max(known, count - 40)..<count).map { walk.printed($0) }.joined()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { "printed: \($0)\n" }.joined()
  }

  // MARK: Help

  /// All commands by chapters; of one command its sentence.
  private func help(_ name: String?) -> String {
    guard let name else {
      return "a line is a command; an empty line steps forward\n" + commands
    }
    do throws(CommandError) {
      let action = try Explorer.actions.find(name)
      let keys = action.keys.map(\.name).joined(separator: " ")
      return "\(action.usage): \(action.help)\(keys.isEmpty ? "" : " (\(keys))")\n"
    } catch {
      return error.description + "\n"
    }
  }

  private var commands: String {
    Explorer.actions.help(in: Explorer.scopes).map { chapter in
      chapter.title + "\n"
        + chapter.entries.map { "  \($0.usage): \($0.help)\n" }.joined()
    }.joined()
  }
}
