import Engine
import GraphView

/// The full-screen explorer: a walk with a cursor, the panes that show it and the keys that move it.
package struct Explorer: Program {
  /// What is explored, as the header and the messages call it.
  package struct Subject: Sendable {
    /// The name of the lesson's file, or `formula`.
    package var name: String
    /// The formula, or nothing.
    package var formula: String
    /// The command line that opens the same screen.
    package var command: String
    /// How the lesson ended.
    package var ending: Ending

    package enum Ending: Hashable, Sendable {
      case finished
      /// The error in one line.
      case failed(String)
      case interrupted
    }

    package init(
      name: String, formula: String = "", command: String, ending: Ending = .finished
    ) {
      self.name = name
      self.formula = formula
      self.command = command
      self.ending = ending
    }
  }

  package internal(set) var subject: Subject
  package internal(set) var walk: Walk
  package internal(set) var size = (width: 80, height: 24)

  /// The pane that the keys move in.
  var focus = Pane.nodes
  var zoom = Zoom.normal
  /// The row of the table that the user has selected; nil follows the walk.
  var selectedRow: Int?
  var chainMode = ChainMode.both
  /// Where runs stop, in the order they were set.
  var breakpoints: [Breakpoint] = []
  var showsCheck = true
  var isLogarithmic = false
  /// The first line in sight of panes that the user scrolls; nil follows the walk.
  var offsets: [Pane: Int] = [:]
  /// The first column in sight of panes that the user scrolls sideways.
  var columns: [Pane: Int] = [:]
  /// The line of help in sight; nil while help is closed.
  var helpOffset: Int?
  var entry: Entry?
  var search = ""
  /// The texts that lines of panes must hold to be shown.
  var filters: [Pane: String] = [:]
  var filterMemory = FilterMemory()
  /// The line of the last hit in the pane in focus.
  var searchLine: Int?
  var message: Notice?
  var dispatcher = KeyDispatcher<Command>()
  /// The commands so far, of which a scenario can be made.
  var journal: [String] = []
  /// How many commands are being carried out, one by way of the other.
  var runDepth = 0
  var commandHistory: [String] = []
  var searchHistory: [String] = []
  /// Whether the terminal tells of the mouse.
  var hasMouse = true
  /// The symbols that the screen has.
  private(set) var glyphs = Glyphs(tier: .full)
  /// How many colors it has; text is drawn so that none are needed.
  private(set) var colors = ColorTier.mono
  var graph = GraphState()
  var edit = EditState()
  var fork: ForkState?
  var predict = PredictState()
  var time = TimeState()
  var watches = WatchState()
  /// A run that is on its way.
  var travel: Travel?
  /// A search for text that is on its way.
  var finding: Finding?
  /// A lesson that is not over yet.
  var live: LiveState?
  var figures = FiguresState()
  var curves = CurvesState()
  var tensor = TensorState()
  var surface = SurfaceState()
  var texts: GraphTexts
  var traces: Traces
  var checks = CheckMemory()
  var printed: PrintedText
  var diagnosis = DiagnosisState()
  var pitfalls: PitfallMemory
  var chain = ChainState()
  var traced = TracedState()

  /// A line that the user is typing.
  struct Entry {
    enum Purpose: Hashable {
      case command, search, filter
      case edit(EditDraft)
      case prediction
    }
    var purpose: Purpose
    var prompt: Prompt
  }

  /// A line for the user that the next key takes away.
  struct Notice {
    var text: String
    var style: Style
  }

  enum Zoom: Int, CaseIterable { case normal, half, full }

  /// An explorer over a walk; a lesson that failed opens where it failed.
  package init(_ walk: Walk, _ subject: Subject) {
    self.walk = walk
    self.subject = subject
    traces = walk.traces(effort: .glance)
    texts = GraphTexts(walk)
    printed = PrintedText(walk)
    pitfalls = PitfallMemory(walk)
    announceEnding()
  }

  /// Says how the lesson ended, and goes to where it failed.
  mutating func announceEnding() {
    switch subject.ending {
    case .finished: break
    case .failed(let text):
      walk.seek(walk.count - 1)
      message = Notice(text: "the lesson failed: \(text)", style: .error)
      focus = walk.recording.source == nil ? .output : .source
    case .interrupted:
      message = Notice(text: "the lesson was stopped; what ran until then is here", style: .warning)
    }
    if subject.ending == .finished, isEmpty {
      message = Notice(
        text: hasBuiltGraphs
          ? "nothing was run, so there is nothing to walk; the graphs that the lesson built are here"
          : "nothing to walk: the lesson computed no tensors; what it printed is here",
        style: .warning)
      focus = hasBuiltGraphs ? .traced : .output
    }
  }

  /// Whether nothing was computed that could be walked.
  var isEmpty: Bool { walk.passes.isEmpty || walk.count <= 1 }

  /// The row that panes tell about: the selected one, or the one the walk stands at.
  var shownRow: Int? { shownRow(in: walk.table, at: walk.stop) }

  func shownRow(in table: NodeTable, at stop: Stop) -> Int? {
    if let selectedRow, selectedRow < table.count { return selectedRow }
    return stop.row
  }

  package mutating func adopt(_ glyphs: Glyphs) {
    self.glyphs = glyphs
    texts.notComputed = String(glyphs.notComputed)
  }

  package mutating func adopt(_ colors: ColorTier) { self.colors = colors }

  package mutating func update(_ event: Event<Message>) -> [Effect<Work>] {
    let before = place
    let effects = take(event)
    noteJump(from: before)
    return effects + settleGraph() + settleSurface() + settleTraced()
  }

  private mutating func take(_ event: Event<Message>) -> [Effect<Work>] {
    switch event {
    case .resize(let width, let height):
      size = (width, height)
      return []
    case .key(let key): return take(key)
    case .paste(let text):
      entry?.prompt.insert(text)
      return []
    case .mouse(let mouse): return take(mouse)
    case .interrupt:
      dispatcher.reset()
      if isLive { return run(.endLesson) }
      if interruptTravel() { return [] }
      if cancel() { return [] }
      message = Notice(text: "q leaves", style: .dim)
      return []
    case .tick:
      goOn()
      goOnFinding()
      return []
    case .resumed: return []
    case .message(.laidOut(let answer)):
      if !takeTraced(answer) { take(answer) }
      return []
    case .message(.exported(let answer)):
      message = Notice(text: answer.text, style: answer.isDone ? .success : .warning)
      return []
    case .message(.surface(let answer)):
      take(answer)
      return []
    case .message(.reran(let answer)):
      take(answer)
      return []
    case .message(.sceneMade(let answer)):
      take(answer)
      return []
    case .message(.live(let news)):
      take(news)
      return []
    }
  }

  /// Does what a command line says, as typed after `:`; scenario files speak so.
  ///
  /// - Parameter line: a command of the action table and its argument.
  /// - Returns: What the world around has to do.
  /// - Throws: where the line is no command.
  package mutating func perform(_ line: String) throws(CommandError) -> [Effect<Work>] {
    let before = place
    let effects = try carryOut(line)
    noteJump(from: before)
    return effects + settleGraph() + settleSurface() + settleTraced()
  }

  mutating func carryOut(_ line: String) throws(CommandError) -> [Effect<Work>] {
    let invocation = try Explorer.actions.parse(line)
    message = nil
    return run(invocation)
  }

  /// The row that the user has selected; nil where the panes follow the walk.
  package var selection: Int? { selectedRow }

  /// The text on the line for messages; nothing where there is none.
  package var notice: String? { message?.text }
}
