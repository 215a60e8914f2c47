/// What the user can have done: by key, by command, by scenario file.
extension Explorer {
  /// What an action of the table means.
  package enum Command: Hashable, Sendable {
    case stepForward, stepBack, phaseEnd, phaseStart
    case stepOver, stepOverBack, stepInto
    case trainForward, trainBack, trainForwardTen, trainBackTen, train
    case first, last, goto, runToRow, nextChange, previousChange
    case up, down, left, right, pageUp, pageDown, halfUp, halfDown, home, end
    case nextPane, previousPane
    case pane(Pane)
    case showPane
    case zoomIn, zoomOut
    case formulaMode, numericCheck, logScale
    case graphTurn, graphMore, graphLess, graphFold, graphFoldAround, graphFoldAll, graphUnfoldAll
    case graphNear, graphConstants, graphNeeded, graphCopies
    case search, searchNext, searchPrevious
    case filter
    case toggleBreak, breakWhere, clearBreaks, run, runBack
    case edit(EditCommand)
    case fork(ForkCommand)
    case predict(PredictCommand)
    case time(TimeCommand)
    case watch(WatchCommand)
    case live(LiveCommand)
    case figures(FiguresCommand)
    case curves(CurvesCommand)
    case tell(TellCommand)
    case export
    case tensor(TensorCommand)
    case surface(SurfaceCommand)
    case diagnosis(DiagnosisCommand)
    case chain(ChainCommand)
    case traced(TracedCommand)
    case copy, mouse, palette, help, redraw, suspend, cancel, back, quit
  }

  /// Every action with its keys and its sentence: the only such list.
  package static let actions = ActionTable<Command>(
    walking + timeActions + watchActions + liveActions + drawing + moving + figureActions
      + curveActions + tensorActions + surfaceActions + tellActions + filterActions + showing
      + editing + forking + predicting + chaining + diagnosing + tracedActions + exportActions
      + leaving)

  private static let walking: [Action<Command>] = [
    Action(
      "step-forward", [.character("s"), .space, .function(10), .function(8)], chapter: "Walk",
      help: "goes to the next stop", hint: "step", isPinned: true, takesCount: true, .stepForward),
    Action(
      "step-back", [.character("S")], chapter: "Walk", help: "goes to the stop before",
      hint: "step", isPinned: true, takesCount: true, .stepBack),
    Action(
      "step-over", [.character("o")], chapter: "Walk",
      help: "goes over a scope or a loop's turn to its last stop, else to the next stop",
      takesCount: true, .stepOver),
    Action(
      "step-over-back", [.character("O")], chapter: "Walk",
      help: "goes back over a scope or a loop's turn", takesCount: true, .stepOverBack),
    Action(
      "step-into", [.character("i")], chapter: "Walk",
      help: "opens the folded scope that is selected or comes next, and goes to its first stop",
      .stepInto),
    Action(
      "phase-end", [.character("f"), .function(7)], chapter: "Walk",
      help: "goes to the end of this phase: forward, backward or update", hint: "phase",
      takesCount: true, .phaseEnd),
    Action(
      "phase-start", [.character("F")], chapter: "Walk", help: "goes to the start of this phase",
      hint: "phase", takesCount: true, .phaseStart),
    Action(
      "train-forward", [.character("]")], chapter: "Walk",
      help: "goes to the same place one training step later", takesCount: true, .trainForward),
    Action(
      "train-back", [.character("[")], chapter: "Walk",
      help: "goes to the same place one training step earlier", takesCount: true, .trainBack),
    Action(
      "train-forward-ten", [.character("}")], chapter: "Walk",
      help: "goes ten training steps on", takesCount: true, .trainForwardTen),
    Action(
      "train-back-ten", [.character("{")], chapter: "Walk",
      help: "goes ten training steps back", takesCount: true, .trainBackTen),
    Action(
      "train", chapter: "Walk", help: "goes to a training step",
      argument: Argument(.number, "N"), .train),
    Action(
      "first", [.character("g")], chapter: "Walk", help: "goes to the first stop", hint: "ends",
      .first),
    Action(
      "last", [.character("G"), .function(6)], chapter: "Walk", help: "goes to the last stop",
      hint: "ends",
      .last),
    Action(
      "goto", chapter: "Walk", help: "goes to a stop by its number, or to the stop of a node",
      argument: Argument(.node, "N"), .goto),
    Action(
      "run-to-node", [.character("t")], chapter: "Walk",
      help: "goes to the stop of the selected node, in either direction", .runToRow),
    Action(
      "run", [.character("c")], chapter: "Walk",
      help: "runs to the next breakpoint, or to the end", takesCount: true, .run),
    Action(
      "run-back", [.character("C")], chapter: "Walk",
      help: "runs back to the breakpoint before, or to the start", takesCount: true,
      .runBack),
    Action(
      "break", [.character("b")], chapter: "Walk",
      help: "lets runs stop at the selected node, or no longer", .toggleBreak),
    Action(
      "break-where", [.character("B")], chapter: "Walk",
      help: "lets runs stop where a condition begins to hold, such as norm(grad(w)) > 10",
      argument: Argument(.expression, "CONDITION"), .breakWhere),
    Action(
      "break-clear", chapter: "Walk", help: "takes all breakpoints away", .clearBreaks),
    Action(
      "next-change", [.character(">")], chapter: "Walk",
      help: "goes to the next stop that changes the selected node", takesCount: true, .nextChange),
    Action(
      "previous-change", [.character("<")], chapter: "Walk",
      help: "goes to the stop before that changes the selected node", takesCount: true,
      .previousChange),
  ]

  /// What works in the graph pane.
  private static let drawing: [Action<Command>] = [
    Action(
      "graph-fold", [.enter], in: [graphScope],
      help: "opens a folded scope, or folds the one around",
      hint: "fold", .graphFold),
    Action(
      "graph-fold-around", [.backspace], in: [graphScope], help: "folds the scope around the box",
      .graphFoldAround),
    Action(
      "graph-fold-all", [.character(",")], in: [graphScope],
      help: "folds every scope, or only as many as it takes", .graphFoldAll),
    Action(
      "graph-unfold-all", [.character(".")], in: [graphScope], help: "opens every scope",
      .graphUnfoldAll),
    Action(
      "graph-turn", [.character("T")], in: [graphScope],
      help: "draws from left to right, or from top to bottom", hint: "turn", .graphTurn),
    Action(
      "graph-more", [.character("=")], in: [graphScope], help: "lets boxes say more",
      hint: "detail", .graphMore),
    Action(
      "graph-less", [.character("-")], in: [graphScope], help: "lets boxes say less",
      hint: "detail", .graphLess),
    Action(
      "graph-near", [.character("H")], in: [graphScope],
      help: "shows what is within 2 edges of the node, or as many as the count says, or all again",
      hint: "near", takesCount: true, .graphNear),
    Action(
      "graph-constants", [.character("K")], in: [graphScope],
      help: "hides constants, or shows them",
      .graphConstants),
    Action(
      "graph-needed", [.character("V")], in: [graphScope],
      help: "shows only what the target is computed from, or all", .graphNeeded),
    Action(
      "graph-copies", [.character("D")], in: [graphScope],
      help: "draws inputs that many read beside each reader, or once", .graphCopies),
  ]

  private static let graphScope = Pane.graph.scope

  private static let moving: [Action<Command>] = [
    Action(
      "up", [.character("k"), .up], chapter: "Move", help: "moves up in the pane",
      takesCount: true, .up),
    Action(
      "down", [.character("j"), .down], chapter: "Move", help: "moves down in the pane",
      takesCount: true, .down),
    Action(
      "left", [.character("h"), .left], chapter: "Move",
      help: "moves left where the pane scrolls, and steps back elsewhere", takesCount: true, .left),
    Action(
      "right", [.character("l"), .right], chapter: "Move",
      help: "moves right where the pane scrolls, and steps elsewhere", takesCount: true, .right),
    Action(
      "page-up", [.pageUp], chapter: "Move", help: "moves a page up", takesCount: true, .pageUp),
    Action(
      "page-down", [.pageDown], chapter: "Move", help: "moves a page down", takesCount: true,
      .pageDown),
    Action(
      "half-up", [.control("u")], chapter: "Move", help: "moves half a page up", takesCount: true,
      .halfUp),
    Action(
      "half-down", [.control("d")], chapter: "Move", help: "moves half a page down",
      takesCount: true, .halfDown),
    Action("home", [.home], chapter: "Move", help: "moves to the start of the pane", .home),
    Action("end", [.end], chapter: "Move", help: "moves to the end of the pane", .end),
    Action("next-pane", [.tab], chapter: "Panes", help: "goes to the next pane", .nextPane),
    Action(
      "previous-pane", [.shiftTab], chapter: "Panes", help: "goes to the pane before",
      .previousPane),
    Action(
      "nodes", [.alt("1")], chapter: "Panes", help: "goes to the table of nodes", .pane(.nodes)),
    Action(
      "chain", [.alt("2")], chapter: "Panes", help: "goes to the chain rule", .pane(.chain)),
    Action(
      "source", [.alt("3")], chapter: "Panes", help: "goes to the lesson's text", .pane(.source)),
    Action(
      "traces", [.alt("4")], chapter: "Panes", help: "goes to the curves of loss and weights",
      .pane(.traces)),
    Action(
      "output", [.alt("5")], chapter: "Panes", help: "goes to what the lesson printed",
      .pane(.output)),
    Action(
      "watches", [.alt("7")], chapter: "Panes", help: "goes to the watches and breakpoints",
      .pane(.watches)),
    Action(
      "graph", [.alt("6")], chapter: "Panes",
      help: "goes to the graph, or shows the static one of a name beside it",
      argument: Argument(.text, "NAME", isOptional: true), .pane(.graph)),
    Action(
      "pane", chapter: "Panes", help: "goes to a pane by its name",
      argument: Argument(.choice(Pane.allCases.map(\.word)), "PANE"), .showPane),
    Action(
      "zoom-in", [.character("+")], chapter: "Panes",
      help: "gives the pane half of the screen, then all of it", .zoomIn),
    Action("zoom-out", [.character("_")], chapter: "Panes", help: "takes that back", .zoomOut),
  ]

  private static let showing: [Action<Command>] = [
    Action(
      "formula", [.character("v")], chapter: "Show",
      help: "writes the chain rule as formula, as numbers, or as both", .formulaMode),
    Action(
      "numeric-check", [.character("#")], chapter: "Show",
      help: "shows the check of every adjoint against small steps in float64, or hides it",
      .numericCheck),
    Action(
      "log-scale", [.character("L")], chapter: "Show",
      help: "shows the curves by their logarithms, or as they are", .logScale),
    Action(
      "search", [.character("/")], chapter: "Find", help: "looks for text in the pane",
      hint: "find", argument: Argument(.text, "TEXT", isOptional: true), .search),
    Action(
      "search-next", [.character("n")], chapter: "Find", help: "goes to the next hit",
      takesCount: true, .searchNext),
    Action(
      "search-previous", [.character("N")], chapter: "Find", help: "goes to the hit before",
      takesCount: true, .searchPrevious),
    Action(
      "copy", [.character("y")], chapter: "Other",
      help:
        "copies what the pane is about: the node, the element, the line, or else the command line "
        + "that opens this lesson",
      argument: Argument(.choice(copied), "WHAT", isOptional: true), .copy),
    Action("mouse", [.character("M")], chapter: "Other", help: "takes or frees the mouse", .mouse),
  ]

  private static let leaving: [Action<Command>] = [
    Action(
      "palette", [.character(":"), .control("p")], chapter: "Other",
      help: "opens the command line; Tab completes", hint: "command", isPinned: true, .palette),
    Action(
      "help", [.character("?"), .function(1)], chapter: "Other", help: "tells what the keys do",
      hint: "help", isPinned: true, .help),
    Action(
      "redraw", [.control("l")], chapter: "Other", help: "draws the screen anew", .redraw),
    Action(
      "suspend", [.control("z")], chapter: "Other", help: "goes back to the shell for a while",
      .suspend),
    Action(
      "cancel", [.escape, .control("c")], chapter: "Other",
      help: "takes back what was begun: digits, a line, a selection, a zoom", .cancel),
    Action(
      "back", [.character("q")], chapter: "Other",
      help: "leaves help, a zoomed pane or a selection, and then the program", hint: "quit",
      isPinned: true, .back),
    Action("quit", [.character("Q")], chapter: "Other", help: "leaves the program", .quit),
  ]
}
