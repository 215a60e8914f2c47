import Testing

@testable import TUI

/// A small table with every kind of entry.
private let table = ActionTable<Int>([
  Action(
    "step-forward", ["s", .right, .space], help: "Steps one node forward", hint: "step",
    takesCount: true, 1),
  Action(
    "step-back", ["S", .left], help: "Steps one node back", hint: "step", takesCount: true, 2),
  Action("goto", help: "Goes to a recorded state", argument: Argument(.number, "N"), 3),
  Action(
    "search", ["/"], help: "Looks for text", hint: "find", argument: Argument(.text, "TEXT"), 4),
  Action("mark", ["m"], help: "Marks this state", argument: Argument(.key, "LETTER"), 5),
  Action("jump-mark", ["'"], help: "Goes to a mark", argument: Argument(.key, "LETTER"), 6),
  Action("log-scale", ["L"], in: ["Traces"], help: "Switches the log scale", hint: "log", 7),
  Action("list-left", [.left], in: ["Nodes"], help: "Scrolls to the left", 8),
  Action(
    "theme", help: "Chooses the colors", argument: Argument(.choice(["dark", "light"]), "NAME"), 9),
  Action(
    "break-when", help: "Stops where it holds", argument: Argument(.expression, "CONDITION"), 10),
  Action(
    "help", ["?", .function(1)], help: "Tells what keys do", hint: "help", isPinned: true,
    argument: Argument(.action, "ACTION", isOptional: true), 11),
  Action("quit", ["Q"], help: "Leaves the program", hint: "quit", isPinned: true, 12),
])

@Suite("Action table")
struct ActionTableTests {
  @Test("The table of this test has no problems")
  func sound() {
    #expect(table.problems.isEmpty)
  }

  @Test("Problems are found")
  func problems() {
    let faulty = ActionTable<Int>([
      Action("one", ["a"], in: [.global, "Nodes"], help: "Does a", 1),
      Action("one", ["b"], help: "Does b.", 2),
      Action("Two", ["a"], in: ["Nodes"], help: "", 3),
      Action("three", ["3"], in: [], help: "Does c", 4),
      Action("four", ["4"], help: "Does d", 4),
    ])
    #expect(
      faulty.problems == [
        "one: name used twice", "one: help is not one sentence without a period",
        "Two: not a name", "Two: help is not one sentence without a period",
        "Two: a in Nodes is one's", "three: works nowhere",
        "four: 4 is a digit, and digits are counts",
      ])
  }

  @Test(
    "Keys lead to actions, with counts and letters",
    arguments: [
      ("s", "step-forward"), ("5 s", "step-forward 5"), ("2 0 S", "step-back 20"),
      ("0", "unbound 0"),
      ("x", "unbound x"), ("m a", "mark a"), ("' '", "jump-mark '"), ("' .", "jump-mark ."),
      ("m", "pending m"),
      ("1 2", "pending 12"), ("3 m", "pending 3m"), ("3 Esc", "cancelled"),
      ("3 Esc s", "step-forward"),
      ("m Esc", "cancelled"), ("3 x s", "step-forward"), ("/", "ask search"), ("?", "help"),
      ("9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 s", "step-forward 999999999"),
      ("Esc", "unbound Esc"),
    ])
  func keys(keys: String, outcome: String) throws {
    #expect(try dispatched(keys, in: [.global]) == outcome)
  }

  @Test(
    "The innermost scope that knows a key decides",
    arguments: [
      ("Left", ["Nodes", Scope.global], "list-left"), ("Left", [.global], "step-back"),
      ("L", ["Traces", .global], "log-scale"), ("L", ["Nodes", .global], "unbound L"),
    ])
  func scopes(keys: String, scopes: [Scope], outcome: String) throws {
    #expect(try dispatched(keys, in: scopes) == outcome)
  }

  @Test(
    "Commands are read by name or by an unmistakable start of it",
    arguments: [
      ("step-forward", "step-forward"), (":step-f 5", "step-forward 5"), ("goto 12", "goto 12"),
      ("g 12", "goto 12"), ("search  two words ", "search two words"), ("mark a", "mark a"),
      ("theme light", "theme light"), ("help", "help"), ("help q", "help quit"),
      ("log-scale", "log-scale"),
      ("break norm(grad(w)) > 10", "break-when norm(grad(w)) > 10"),
    ])
  func commands(line: String, outcome: String) throws {
    #expect(try table.parse(line).command == outcome)
  }

  @Test(
    "A command that cannot be carried out tells why",
    arguments: [
      ("", ": no such command"),
      ("step", "step: got several commands, expected one of step-forward, step-back"),
      ("qiut", "qiut: no such command; did you mean quit?"), ("zzzzzz", "zzzzzz: no such command"),
      ("goto", "goto N: got nothing after the command"),
      ("goto x", "goto N: got \"x\", expected a whole number"),
      ("quit now", "quit: got \"now\", expected nothing"),
      ("theme pink", "got \"pink\", expected dark, light"),
      ("step-back 0", "step-back [COUNT]: got \"0\", expected a whole number"),
      ("mark ab", "mark LETTER: got \"ab\", expected the name of a key"),
      ("forward", "forward: no such command; did you mean step-forward?"),
    ])
  func refusals(line: String, message: String) {
    let error = #expect(throws: CommandError.self) { try table.parse(line) }
    #expect(error?.description == message)
  }

  @Test(
    "Tab completes names, then what the action wants to be told",
    arguments: [
      ("st", ["step-forward", "step-back"]), (":go", [":goto "]), ("back", ["step-back"]),
      ("theme l", ["theme light"]), ("theme ", ["theme dark", "theme light"]),
      ("help qu", ["help quit"]),
      ("break-when norm(w", ["break-when norm(w5", "break-when norm(w6"]), ("quit ", []),
      ("scroll", ["list-left"]),
    ])
  func completion(line: String, lines: [String]) {
    let completion = table.completion(of: line) { $0 == .expression ? ["w5", "w6", "b"] : [] }
    #expect(completion.candidates.indices.map(completion.line(taking:)) == lines)
  }

  @Test(
    "The hint bar keeps what is pinned and fills up with the rest",
    arguments: [
      (80, "s/S step|/ find|L log|? help|Q quit"), (34, "s/S step|/ find|? help|Q quit"),
      (25, "s/S step|? help|Q quit"), (16, "? help|Q quit"), (9, "? help"), (3, ""),
    ])
  func hints(width: Int, text: String) {
    let hints = table.hints(in: ["Traces", .global], width: width, glyphs: Glyphs(tier: .full))
    #expect(hints.map { "\($0.keys) \($0.label)" }.joined(separator: "|") == text)
  }

  @Test("The help of a pane comes before that of everywhere")
  func help() {
    #expect(
      table.helpLines(in: ["Nodes", .global], glyphs: Glyphs(tier: .full)).prefix(6).joined(
        separator: "\n") == """
          Nodes
            Left           list-left             Scrolls to the left

          Everywhere
            s Right Space  step-forward [COUNT]  Steps one node forward
            S Left         step-back [COUNT]     Steps one node back
          """)
  }

  private func dispatched(_ keys: String, in scopes: [Scope]) throws -> String {
    var dispatcher = KeyDispatcher<Int>()
    var outcome = ""
    for key in try #require(Key.keys(named: keys)) {
      switch dispatcher.feed(key, in: scopes, of: table) {
      case .invoke(let invocation): outcome = invocation.command
      case .ask(let action, _): outcome = "ask \(action.name)"
      case .pending(let text): outcome = "pending \(text)"
      case .cancelled: outcome = "cancelled"
      case .unbound(let key): outcome = "unbound \(key)"
      }
    }
    return outcome
  }
}
