extension Explorer {
  /// What live editing can be asked for.
  package enum EditCommand: Hashable, Sendable {
    /// Types a new value for what is selected.
    case here
    case name, formula, line, number, rate, fromHere
    case undo, redo, reset
    case reload, replay
  }

  /// Live editing: the lesson's file is never changed.
  static let editing: [Action<Command>] = [
    Action(
      "edit-here", [.character("e")], chapter: "Edit",
      help: "types a new value for the selected input, or another line or formula; the file stays; "
        + "Tab goes through the numbers of a line",
      hint: "edit",
      .edit(.here)),
    Action(
      "edit", chapter: "Edit",
      help: "gives an input, a weight at this stop, or a number such as lr another value",
      argument: Argument(.node, "NAME VALUE"), .edit(.name)),
    Action(
      "edit-formula", chapter: "Edit", help: "walks another formula with the same inputs",
      argument: Argument(.text, "FORMULA"), .edit(.formula)),
    Action(
      "edit-line", chapter: "Edit", help: "puts another text in place of a line, in memory only",
      argument: Argument(.text, "N TEXT"), .edit(.line)),
    Action(
      "edit-number", chapter: "Edit",
      help: "gives a number written in a line another value: which line, which of its numbers, "
        + "what; without the line the one at hand",
      argument: Argument(.text, "[LINE] K VALUE"), .edit(.number)),
    Action(
      "edit-rate", chapter: "Edit",
      help: "gives the learning rate another value from this training step on",
      argument: Argument(.text, "VALUE"), .edit(.rate)),
    Action(
      "edit-from-here", chapter: "Edit",
      help: "gives a variable or a number another value from this training step on",
      argument: Argument(.text, "NAME VALUE"), .edit(.fromHere)),
    Action(
      "undo", [.character("z")], chapter: "Edit", help: "takes the last edit back",
      takesCount: true, .edit(.undo)),
    Action(
      "redo", [.character("Z")], chapter: "Edit", help: "makes an edit again that was taken back",
      takesCount: true, .edit(.redo)),
    Action(
      "reset-edits", chapter: "Edit", help: "goes back to the lesson as its file has it",
      .edit(.reset)),
    Action(
      "replay", [.character("r")], chapter: "Edit",
      help: "walks the same run again from its start", .edit(.replay)),
    Action(
      "reload", [.character("R")], chapter: "Edit",
      help: "reads the lesson's file again and runs it with the edits that still fit",
      .edit(.reload)),
  ]
}
