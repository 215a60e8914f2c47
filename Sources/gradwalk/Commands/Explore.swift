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
      let session = try arguments.session(source)
      if isOnScreen, at == nil {
        let running = RunningLesson(session, from: source, target: target)
        // What is over in a moment is walked as one that has run; of the rest the progress is shown.
        guard let lesson = running.wait(milliseconds: Self.patience) else {
          return try follow(running, source, configuration)
        }
        return try open(lesson, configuration)
      }
      try open(OpenedLesson(running: session, from: source), configuration)
    }
  }

  /// Milliseconds after which the screen opens though the lesson still runs.
  private static let patience = 300

  /// Whether there is a screen to draw on.
  private var isOnScreen: Bool {
    !linear && isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 && isLargeEnough
  }

  /// What the user has settled, or an end with what is wrong with it.
  private func configured() throws -> Configuration {
    do throws(ScenarioFault) {
      return try Configuration.read(Configuration.path())
    } catch {
      throw Failure("\(error.file):\(error.line): \(error.message)")
    }
  }

  /// Shows a lesson that runs, and its walk once it pauses or is over.
  private func follow(
    _ running: RunningLesson, _ source: LessonSource, _ configuration: Configuration
  ) throws {
    var explorer: Explorer
    do throws(WalkError) {
      explorer = try Explorer(running: source.subject(.finished))
    } catch {
      throw Failure(error.description)
    }
    defer {
      // Whoever leaves while it runs wants no more of it.
      running.interrupt()
      running.obey(.resume)
      if running.wait(milliseconds: 1_000) == nil { _exit(0) }
    }
    do {
      try show(&explorer, source, running, configuration)
    } catch let error as TerminalError {
      StandardStreams.error("\(error); the walk goes on in plain text\n")
      while running.opened == nil { _ = running.wait(milliseconds: 60_000) }
      if let lesson = running.opened {
        try goLinear(try walkOrFail(lesson, target: target), lesson, configuration)
      }
      return
    }
    guard let lesson = running.opened, lesson.outcome.ending == .rejected else { return }
    StandardStreams.error(lesson.outcome.errorText)
    throw ExitCode(1)
  }

  private func open(_ lesson: OpenedLesson, _ configuration: Configuration) throws {
    if lesson.outcome.ending == .rejected {
      StandardStreams.error(lesson.outcome.errorText)
      throw ExitCode(1)
    }
    var walk = try walkOrFail(lesson, target: target)
    if let at { walk.seek(try stopOrFail(at, walk).index) }
    guard isOnScreen else { return try goLinear(walk, lesson, configuration) }
    var explorer = lesson.explorer(walk, target: target)
    do {
      try show(&explorer, lesson.source, nil, configuration)
    } catch let error as TerminalError {
      StandardStreams.error("\(error); the walk goes on in plain text\n")
      try goLinear(walk, lesson, configuration)
    }
  }

  private func show(
    _ explorer: inout Explorer, _ source: LessonSource, _ running: RunningLesson?,
    _ configuration: Configuration
  ) throws {
    explorer.prefer(configuration.preferences)
    let wishes = Capabilities.Wishes(
      glyphs: noUnicode ? .ascii : glyphs, colors: colors, theme: theme)
    // A lesson may run for long, and so may drawings: no key waits for them.
    let desk = LayoutDesk()
    let worker = Worker<(Explorer.Work, Mailbox<Explorer.Message>)> { work, mailbox in
      switch work {
      case .layout(let request): mailbox.post(.laidOut(desk.answer(request)))
      case .scene(let request): mailbox.post(.sceneMade(desk.answer(request)))
      case .live, .rerun, .export, .surface: break
      }
    }
    let runner = explorer.runner
    let runs = Worker<(RunRequest, any LessonRunner, Mailbox<Explorer.Message>)> {
      request, runner, mailbox in
      mailbox.post(.reran(runner.answer(request)))
    }
    let computer = Worker<(SurfaceRequest, Mailbox<Explorer.Message>)> { request, mailbox in
      mailbox.post(.surface(request.answer()))
    }
    let exporter = ScreenExporter(source)
    let report = { (mailbox: Mailbox<Explorer.Message>) in
      if let running { running.report { mailbox.post(.live($0)) } }
    }
    do {
      try explorer.runOnTerminal(
        wishes: wishes, habits: configuration.habits,
        mouse: !noMouse && configuration.mouse != false, opened: report
      ) { work, mailbox in
        switch work {
        case .live(let order): running?.obey(order)
        case .rerun(let request):
          if let runner = runner ?? running?.runner { runs.submit((request, runner, mailbox)) }
        case .layout, .scene: worker.submit((work, mailbox))
        case .export(let request): mailbox.post(.exported(exporter.answer(request)))
        case .surface(let request): computer.submit((request, mailbox))
        }
      }
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
