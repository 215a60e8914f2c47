import Engine
import Export
import Foundation
import GraphView
import Script
import TUI

/// One scenario being played: the lesson is run once, then the steps act on an explorer over it.
struct ScenarioPlay {
  private let scenario: Scenario
  private let folder: String
  private let updates: Bool
  /// The curves and figures of the lesson in cells.
  private var plotText = ""
  /// What the last act put into the clipboard.
  private var copied = ""
  private var lesson: OpenedLesson?
  /// The screen as it was looked at last; at the end where no step looks at it.
  private(set) var screen: Canvas?
  private(set) var result: ScenarioResult

  init(_ scenario: Scenario, folder: String, updates: Bool) {
    self.scenario = scenario
    self.folder = folder
    self.updates = updates
    result = ScenarioResult(name: scenario.name, title: scenario.title, seconds: 0)
  }

  mutating func run() -> ScenarioResult {
    let source = lessonSource
    let session: LessonSession
    do throws(OpeningError) {
      session = try source.session()
      if scenario.usesKeras2 { session.environment = LessonSession.keras2 }
    } catch {
      fail(0, "cannot open the lesson", error.text.split(separator: "\n").map(String.init))
      return result
    }
    var printed = ""
    var errors = ""
    let outcome = session.run { text, stream in
      if stream == .standard { printed += text } else { errors += text }
    }
    check(outcome, printed, errors)
    guard !scenario.steps.isEmpty else { return result }
    do throws(WalkError) {
      let lesson = OpenedLesson(source: source, session: session, outcome: outcome)
      self.lesson = lesson
      plotText = lesson.plotText(
        lesson.pictures(), width: scenario.size.width, glyphs: Glyphs(tier: .full))
      var explorer = lesson.explorer(
        try lesson.walk(target: scenario.target), target: scenario.target)
      explorer.updateAtOnce(.resize(width: scenario.size.width, height: scenario.size.height))
      for step in scenario.steps where !play(step, &explorer) { break }
      if screen == nil { _ = drawn(explorer) }
    } catch {
      fail(0, "cannot walk the lesson", ["\(error)"])
    }
    return result
  }

  /// What the scenario is about.
  private var lessonSource: LessonSource {
    switch scenario.source {
    case .lesson(let file) where file.hasSuffix(".ipynb"): .notebook(folder + "/" + file)
    case .lesson(let file): .file(folder + "/" + file)
    case .formula(let text, let inputs):
      .formula(text, inputs: inputs.map { "\($0.name)=\($0.value)" })
    }
  }

  private mutating func fail(_ line: Int, _ headline: String, _ details: [String] = []) {
    let place = line > 0 ? "scenario.yaml:\(line): " : ""
    result.failures.append(.init(place + headline, details: details))
  }

  private mutating func check(_ outcome: LessonOutcome, _ printed: String, _ errors: String) {
    if outcome.exitCode != scenario.exitCode {
      fail(
        0, "the lesson ended with exit code \(outcome.exitCode), expected \(scenario.exitCode)",
        errors.split(separator: "\n").map(String.init))
    }
    if let expected = scenario.output {
      compare(0, "the lesson printed something else", expected, printed)
    }
    if let text = scenario.errorText, !errors.contains(text) {
      fail(
        0, "standard error does not hold \"\(text)\"",
        errors.split(separator: "\n").map(String.init))
    }
  }

  // MARK: Steps

  /// Plays a step; after an act that cannot be done the rest makes no sense.
  private mutating func play(_ step: Scenario.Step, _ explorer: inout Explorer) -> Bool {
    let walk = explorer.walk
    switch step.kind {
    case .act(let command): return act(step.line, command, &explorer)
    case .values(let checks):
      for check in checks {
        compare(step.line, check, at: walk) { $0.value.map { ($0.exact, $0.fixed) } }
      }
    case .adjoints(let checks):
      for check in checks { compare(step.line, check, at: walk) { ($0.adjoint.exact, "") } }
    case .tape(let checks):
      for check in checks { compare(step.line, check, at: walk) { ($0.tape.text, "") } }
    case .partials(let checks):
      for check in checks { partial(step.line, check, walk) }
    case .products(let checks):
      for check in checks { product(step.line, check, walk) }
    case .why(let checks):
      for check in checks { why(step.line, check, walk) }
    case .sentence(let text): compare(step.line, "another sentence", .text(text), walk.sentence)
    case .stop(let text): compare(step.line, "another stop", .text(text), walk.stop.title)
    case .printed(let expected):
      compare(step.line, "something else was printed by now", expected, walk.output(at: walk.stop))
    case .screen(let expected):
      compare(step.line, "the screen differs", expected, drawn(explorer))
    case .shows(let text):
      let screen = drawn(explorer)
      if !screen.contains(text) {
        fail(
          step.line, "the screen does not show \"\(text)\"",
          screen.split(separator: "\n").map(String.init))
      }
    case .hides(let text):
      let screen = drawn(explorer)
      if screen.contains(text) {
        fail(
          step.line, "the screen shows \"\(text)\"", screen.split(separator: "\n").map(String.init))
      }
    case .edits(let titles):
      compare(
        step.line, "other edits are made", .text(titles.joined(separator: "\n")),
        explorer.edits.map(\.title).joined(separator: "\n"))
    case .before(let checks):
      for check in checks {
        before(step.line, check, explorer) { $0.value.map { ($0.exact, $0.fixed) } }
      }
    case .beforeAdjoints(let checks):
      for check in checks { before(step.line, check, explorer) { ($0.adjoint.exact, "") } }
    case .notice(let text):
      let notice = explorer.notice ?? ""
      if !notice.contains(text) {
        fail(step.line, "the user is told something else", ["- \(text)", "+ \(notice)"])
      }
    case .copied(let text): compare(step.line, "something else was copied", .text(text), copied)
    case .score(let text):
      compare(step.line, "another score", .text(text), explorer.score ?? "none")
    case .linear(let lines, let expected): linear(step.line, lines, expected, walk)
    case .export(let format, let expected): export(step.line, format, expected, walk)
    }
    return true
  }

  private mutating func act(
    _ line: Int, _ command: String, _ explorer: inout Explorer
  ) -> Bool {
    if command.hasPrefix("keys ") {
      for name in command.dropFirst(5).split(separator: " ") {
        guard let key = Key(name: String(name)) else {
          fail(line, "no key is called \(name)")
          return false
        }
        note(explorer.updateAtOnce(.key(key)), &explorer)
      }
      return true
    }
    do throws(CommandError) {
      note(try explorer.performAtOnce(command), &explorer)
      return true
    } catch {
      fail(line, error.description)
      return false
    }
  }

  /// Remembers what was put into the clipboard, and makes what would be written: a scenario leaves no
  /// files behind.
  private mutating func note(_ effects: [Effect<Explorer.Work>], _ explorer: inout Explorer) {
    for effect in effects {
      switch effect {
      case .copy(let text): copied = text
      case .run(.export(let request)):
        let made = ScreenExporter(lessonSource).made(request)
        explorer.updateAtOnce(.message(.exported(made)))
      default: break
      }
    }
  }

  private mutating func before(
    _ line: Int, _ check: Scenario.Check, _ explorer: Explorer,
    _ read: (ComparedCells) -> (exact: String, other: String)?
  ) {
    let walk = explorer.walk
    guard let index = walk.table.row(called: check.name) else {
      return fail(line, "no node is called \(check.name) at \(walk.stop.title)")
    }
    guard let cells = explorer.compared(walk.table[index]) else {
      return fail(line, "nothing is compared with \(check.name)")
    }
    let texts = read(cells).map { [$0.exact, $0.other] } ?? ["·"]
    guard !texts.contains(where: { agrees(check.expected, $0) }) else { return }
    fail(line, "\(check.name) was \(texts[0]), expected \(check.expected)")
  }

  private mutating func drawn(_ explorer: Explorer) -> String {
    var canvas = Canvas(width: explorer.size.width, height: explorer.size.height)
    explorer.render(into: &canvas)
    screen = canvas
    return canvas.lines.joined(separator: "\n") + "\n"
  }

  private mutating func compare(
    _ line: Int, _ check: Scenario.Check, at walk: Walk,
    _ read: (NodeRow) -> (exact: String, other: String)?
  ) {
    guard let index = walk.table.row(called: check.name) else {
      return fail(line, "no node is called \(check.name) at \(walk.stop.title)")
    }
    let got = read(walk.table[index])
    let texts = got.map { [$0.exact, $0.other] } ?? ["·"]
    guard !texts.contains(where: { agrees(check.expected, $0) }) else { return }
    fail(line, "\(check.name) is \(texts[0]), expected \(check.expected)")
  }

  private func agrees(_ expected: String, _ got: String) -> Bool {
    if expected == got { return true }
    guard let wanted = Double(expected), let found = Double(got) else { return false }
    return Swift.abs(wanted - found) <= 1e-6 * Swift.max(1, Swift.abs(wanted))
  }

  /// `w7/w6`: the partial of w7 by w6.
  private mutating func partial(_ line: Int, _ check: Scenario.Check, _ walk: Walk) {
    let names = check.name.split(separator: "/").map { $0.filter { $0 != " " && $0 != "∂" } }
    guard names.count == 2, let output = walk.table.row(called: String(names[0])),
      let input = walk.table.row(called: String(names[1])),
      let rule = walk.chainRule(at: output, walk.stop)
    else { return fail(line, "no partial is called \(check.name)") }
    let terms = rule.terms.filter { $0.row == input }.map { $0.partial() }
    guard !terms.contains(check.expected) else { return }
    fail(
      line,
      "∂\(check.name) is \(terms.isEmpty ? "not there" : terms.joined(separator: " and ")), expected "
        + check.expected)
  }

  private mutating func product(_ line: Int, _ check: Scenario.Check, _ walk: Walk) {
    guard let row = walk.table.row(called: check.name) else {
      return fail(line, "no node is called \(check.name)")
    }
    guard let path = walk.path(to: row, in: walk.stop.pass) else {
      return fail(line, "no path leads to \(check.name)")
    }
    if path.written() != check.expected, path.line != check.expected {
      fail(
        line, "the product to \(check.name) is another",
        ["- \(check.expected)", "+ \(path.written())"])
    }
  }

  private mutating func why(_ line: Int, _ check: Scenario.Check, _ walk: Walk) {
    guard let row = walk.table.row(called: check.name) else {
      return fail(line, "no node is called \(check.name)")
    }
    guard let diagnosis = walk.diagnosis(of: row, in: walk.stop.pass) else {
      return fail(line, "nothing is to be explained at \(check.name)")
    }
    if !diagnosis.sentence.contains(check.expected) {
      fail(
        line, "the cause at \(check.name) is another",
        ["- \(check.expected)", "+ \(diagnosis.sentence)"])
    }
  }

  /// A linear session of its own, from the first stop on; a line before each answer says what it
  /// answers.
  private mutating func linear(
    _ line: Int, _ lines: String, _ expected: Scenario.Expected, _ walk: Walk
  ) {
    var start = walk
    start.seek(0)
    guard let lesson else { return }
    var session = LinearSession(lesson.explorer(start), lesson.source, isASCII: false)
    var text = ""
    for command in lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if command.isEmpty, text.isEmpty || lines.hasSuffix("\n") && command == "" { continue }
      let answer = session.answer(command)
      text += "> \(command)\n" + answer.text + (answer.error.map { "error: \($0)\n" } ?? "")
      if answer.isOver { break }
    }
    compare(line, "the linear mode answers something else", expected, text)
  }

  private mutating func export(
    _ line: Int, _ name: String, _ expected: Scenario.Expected, _ walk: Walk
  ) {
    do throws(ExportError) {
      let format = try Format(named: name)
      if format == .plot { return compare(line, "the plot differs", expected, plotText) }
      let made = try walk.exported(as: format, at: walk.stop)
      let text = made.format.isText ? made.text : "\(made.bytes.count) bytes\n"
      compare(line, "the export as \(name) differs", expected, text)
    } catch {
      fail(line, "no export as \(name): \(error)")
    }
  }

  // MARK: Texts

  /// Compares with a text, or with a file that `--update` writes.
  private mutating func compare(
    _ line: Int, _ headline: String, _ expected: Scenario.Expected, _ got: String
  ) {
    switch expected {
    case .text(let text):
      if let difference = TextDifference.between(
        expected: text.trimmingLastBreaks(), got: got.trimmingLastBreaks())
      {
        fail(line, headline, difference)
      }
    case .file(let name):
      let path = folder + "/" + name
      let kept = try? String(contentsOfFile: path, encoding: .utf8)
      guard let difference = TextDifference.between(expected: kept ?? "", got: got) else {
        if kept == nil { fail(line, "\(name) is missing; --update writes it") }
        return
      }
      guard updates else {
        return fail(
          line, kept == nil ? "\(name) is missing; --update writes it" : "\(headline) (\(name))",
          kept == nil ? [] : difference)
      }
      do {
        try got.write(toFile: path, atomically: true, encoding: .utf8)
        result.updated.append(name)
        result.updated += kept == nil ? [] : difference.map { "  " + $0 }
      } catch {
        fail(line, "\(name) cannot be written: \(error.localizedDescription)")
      }
    }
  }
}

extension String {
  /// The text without line breaks at its end: YAML adds one or leaves it out as the writer likes.
  fileprivate func trimmingLastBreaks() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
