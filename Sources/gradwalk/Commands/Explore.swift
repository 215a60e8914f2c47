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
      Press ? on the screen for the keys. Where the terminal cannot move its cursor or is smaller \
      than 60x16, and with --linear, commands are typed line by line and answered in plain text, one \
      sentence a step; with --linear they may come through a pipe. Where standard output is no \
      terminal and no commands come, the whole walk is written.

      What it begins with is settled in $XDG_CONFIG_HOME/gradwalk/config.yaml.
      """)

  @OptionGroup var arguments: SourceArguments

  @Option(help: "Walk back from the value of this name.")
  var target: String?

  @Option(help: "Start at this stop: \(StopName.forms).")
  var at: String?

  @Flag(help: "Walk in plain text: commands from standard input, a sentence a step.")
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
      let configuration = try configured()
      if let digits = configuration.digits { NumberFormat.decimals = digits }
      let source = try arguments.opened()
      let lesson = OpenedLesson(running: try arguments.session(source), from: source)
      if lesson.outcome.ending == .rejected {
        StandardStreams.error(lesson.outcome.errorText)
        throw ExitCode(1)
      }
      var walk = try walkOrFail(lesson, target: target)
      if let at { walk.seek(try stopOrFail(at, walk).index) }
      guard !linear, isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1, isLargeEnough else {
        return try goLinear(walk, lesson, configuration)
      }
      try show(walk, lesson, configuration)
    }
  }

  /// What the user has settled, or an end with what is wrong with it.
  private func configured() throws -> Configuration {
    do throws(ScenarioFault) {
      return try Configuration.read(Configuration.path())
    } catch {
      throw Failure("\(error.file):\(error.line): \(error.message)")
    }
  }

  private func show(
    _ walk: Walk, _ lesson: OpenedLesson, _ configuration: Configuration
  ) throws {
    var explorer = lesson.explorer(walk, target: target)
    explorer.prefer(configuration.preferences)
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
      let exporter = ScreenExporter(lesson.source)
      let computer = Worker<(SurfaceRequest, Mailbox<Explorer.Message>)> { request, mailbox in
        mailbox.post(.surface(request.answer()))
      }
      try explorer.runOnTerminal(
        wishes: wishes, habits: configuration.habits,
        mouse: !noMouse && configuration.mouse != false
      ) { work, mailbox in
        switch work {
        case .layout(let request): worker.submit((request, mailbox))
        case .rerun(let request): runs.submit((request, mailbox))
        case .export(let request): mailbox.post(.exported(exporter.answer(request)))
        case .surface(let request): computer.submit((request, mailbox))
        }
      }
    } catch let error as TerminalError {
      StandardStreams.error("\(error); the walk goes on in plain text\n")
      try goLinear(walk, lesson, configuration)
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

  private func goLinear(
    _ walk: Walk, _ lesson: OpenedLesson, _ configuration: Configuration
  ) throws {
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let code = Linear(
      lesson: lesson, walk: walk, target: target, isASCII: noUnicode || glyphs == .ascii,
      takesCommands: (linear || isTerminal) && lesson.source != .standardInput,
      preferences: configuration.preferences
    ).run()
    if code != 0 { throw ExitCode(code) }
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
