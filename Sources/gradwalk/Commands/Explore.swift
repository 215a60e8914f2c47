import ArgumentParser
import Export
import Glibc
import GraphView
import Scenarios
import TUI
import Terminal

/// `gradwalk explore`: the screen, or the linear walk where there can be none.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk a lesson or a formula on the screen (the default).",
    discussion: """
      Where standard output is no terminal, the terminal cannot move its cursor, or it is smaller \
      than 60x16, the walk is written as text, one sentence a stop. Press ? on the screen for the \
      keys.
      """)

  @OptionGroup var arguments: SourceArguments

  @Option(help: "Walk back from the value of this name.")
  var target: String?

  @Option(help: "Start at this stop: \(StopName.forms).")
  var at: String?

  @Flag(help: "Write the walk as text even on a terminal.")
  var linear = false

  @Flag(name: .customLong("no-unicode"), help: "Draw with ASCII characters only.")
  var noUnicode = false

  @Option(
    help: "Symbols to draw with: \(GlyphTier.allCases.map(\.rawValue).joined(separator: ", ")).")
  var glyphs: GlyphTier?

  @Option(
    help: "Colors to draw with: \(ColorTier.allCases.map(\.rawValue).joined(separator: ", ")).")
  var colors: ColorTier?

  @Option(help: "Theme: \(Theme.all.map(\.name).joined(separator: ", ")).")
  var theme: String?

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() throws {
    try reporting {
      if let theme, Theme.named(theme) == nil {
        throw ValidationError(
          "theme: got \(theme), expected \(Theme.all.map(\.name).joined(separator: " or "))")
      }
      let source = try arguments.opened()
      let lesson = OpenedLesson(running: try arguments.session(source), from: source)
      if lesson.outcome.ending == .rejected {
        StandardStreams.error(lesson.outcome.errorText)
        throw ExitCode(1)
      }
      var walk = try walkOrFail(lesson, target: target)
      if let at { walk.seek(try stopOrFail(at, walk).index) }
      guard !linear, isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1, isLargeEnough else {
        return try writeLinear(walk, lesson)
      }
      try show(walk, lesson)
    }
  }

  private func show(_ walk: Walk, _ lesson: OpenedLesson) throws {
    var explorer = lesson.explorer(walk, target: target)
    let wishes = Capabilities.Wishes(
      glyphs: noUnicode ? .ascii : glyphs, colors: colors, theme: theme)
    do {
      let desk = LayoutDesk()
      let worker = Worker<(LayoutRequest, Mailbox<Explorer.Message>)> { request, mailbox in
        mailbox.post(.laidOut(desk.answer(request)))
      }
      // A lesson may run for long: drawings do not wait for it.
      let runner = explorer.runner
      let runs = Worker<(RunRequest, Mailbox<Explorer.Message>)> { request, mailbox in
        if let runner { mailbox.post(.reran(runner.answer(request))) }
      }
      try explorer.runOnTerminal(wishes: wishes, mouse: !noMouse) { work, mailbox in
        switch work {
        case .layout(let request): worker.submit((request, mailbox))
        case .rerun(let request): runs.submit((request, mailbox))
        }
      }
    } catch let error as TerminalError {
      StandardStreams.error("\(error); the walk follows as text\n")
      try writeLinear(walk, lesson)
    } catch let error as CapabilityError {
      throw Failure(error.description)
    }
  }

  /// Whether the terminal has room for panes.
  private var isLargeEnough: Bool {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return true }
    return size.ws_col >= 60 && size.ws_row >= 16
  }

  private func writeLinear(_ walk: Walk, _ lesson: OpenedLesson) throws {
    var options = ExportOptions()
    options.isASCII = noUnicode || glyphs == .ascii
    walk.writeLinear(options) { StandardStreams.output($0) }
    guard lesson.outcome.exitCode == 0 else {
      StandardStreams.error(lesson.outcome.errorText)
      throw ExitCode(Int32(lesson.outcome.exitCode))
    }
  }
}

extension GlyphTier: ExpressibleByArgument {}
extension ColorTier: ExpressibleByArgument {}

extension ParsableCommand {
  /// A walk over a lesson, or an end with the message.
  func walkOrFail(_ lesson: OpenedLesson, target: String?) throws -> Walk {
    do throws(WalkError) {
      return try lesson.walk(target: target)
    } catch {
      throw Failure(error.description)
    }
  }

  /// The stop of a name, or an end with the message.
  func stopOrFail(_ name: String, _ walk: Walk) throws -> Stop {
    guard let stop = StopName.find(name, in: walk) else {
      throw Failure(
        "--at: got \(name), expected \(StopName.forms)\n"
          + "help: this walk has \(walk.count) stops")
    }
    return stop
  }
}
