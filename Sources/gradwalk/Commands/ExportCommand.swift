import ArgumentParser
import Export
import Glibc
import GraphView
import Scenarios
import TUI

/// `gradwalk export`: a walk as text, data or picture, without opening the screen.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a walk as text, data or picture.",
    discussion: "Formats:\n"
      + Format.allCases.map { format in
        let name = format.rawValue
        return "  \(name)\(String(repeating: " ", count: 13 - name.count))\(format.summary)"
      }.joined(separator: "\n"))

  @OptionGroup var arguments: SourceArguments

  @Option(
    help:
      "What to write: \(Format.names.joined(separator: ", ")). Without it FILE's ending decides.")
  var format: String?

  @Option(name: .shortAndLong, help: "Where to write; without it to standard output.")
  var output: String?

  @Flag(help: "Overwrite FILE even if gradwalk did not write it.")
  var force = false

  @Option(
    help: "The stop to show: \(StopName.forms). Without it the end of the last backward pass.")
  var at: String?

  @Option(help: "Walk back from the value of this name.")
  var target: String?

  @Flag(
    name: [.long, .customLong("no-unicode")], help: "Write text with ASCII characters only.")
  var ascii = false

  @Option(
    help:
      "Characters of the graph in cells: \(CellsOptions.Tier.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var glyphs: CellsOptions.Tier?

  @Option(help: "What boxes of the graph in cells say: full, mid, chip. Without it what has room.")
  var detail: DetailName?

  @Option(help: "The graph in cells from left to right (lr) or top to bottom (tb).")
  var orientation: OrientationName?

  @Option(help: "Draw the traced function of this name in cells, as it was built.")
  var graph: String?

  @Flag(help: "Draw every node of the graph in cells, folding none.")
  var unfolded = false

  @Flag(help: "Draw pictures for a dark background.")
  var dark = false

  @Option(
    help: "With plot: the lesson's figure of this number, or 0 for the curves of its training.")
  var figure: Int?

  @Option(help: "Size of the exported screen or plot, in cells.")
  var size = "80x24"

  @Option(help: "Form of the exported screen: text, ansi, svg. Without it FILE's ending decides.")
  var form: ScreenForm?

  @Option(help: "Commands to carry out on the exported screen, separated by semicolons.")
  var commands: String = ""

  func run() throws {
    try reporting {
      do {
        try export()
      } catch let error as ExportError {
        throw Failure(error.description)
      } catch let error as OutputError {
        throw Failure(error.description)
      }
    }
  }

  private func export() throws {
    let format = try chosenFormat()
    let source = try arguments.opened()
    let lesson = OpenedLesson(running: try arguments.session(source), from: source)
    guard lesson.outcome.exitCode == 0 else {
      StandardStreams.error(lesson.outcome.errorText)
      throw ExitCode(Int32(lesson.outcome.exitCode))
    }
    if format == .plot { return try write(plot(lesson)) }
    let walk = try walkOrFail(lesson, target: target)
    let stop = try at.map { try stopOrFail($0, walk) }
    var options = ExportOptions()
    options.isASCII = ascii
    options.cells.tier = glyphs ?? (ascii ? .ascii : .full)
    if options.cells.tier.isSpelled { options.isASCII = true }
    options.cells.detail = detail?.detail
    options.cells.orientation = orientation?.orientation
    options.cells.built = graph
    options.cells.isUnfolded = unfolded
    if dark { options.palette = .dark }
    options.title = source.title == "formula" ? nil : source.title
    let made =
      format == .cast
      ? try cast(lesson, walk)
      : format == .screen
        ? try screen(lesson, walk, stop) : try walk.exported(as: format, at: stop, options)
    try write(made)
  }

  private func write(_ made: Exported) throws {
    if let output {
      try OutputFile(path: output, isForced: force).write(made)
    } else if !made.format.isText, isatty(STDOUT_FILENO) == 1 {
      throw Failure(
        "\(made.format.rawValue): a picture does not go to a terminal\nhelp: add -o FILE")
    } else {
      StandardStreams.output(made.bytes)
    }
  }

  /// The curves of the training and the lesson's figures: in cells, or one of them as a picture.
  private func plot(_ lesson: OpenedLesson) throws -> Exported {
    var pictures = lesson.pictures()
    if let figure {
      pictures = pictures.filter { $0.number == figure }
      guard !pictures.isEmpty else {
        throw ExportError.noFigure(figure, count: lesson.session.recording.figures.count)
      }
    }
    guard !pictures.isEmpty else {
      throw Failure("plot: got a lesson without training steps and figures, expected some to draw")
    }
    let kind = output.flatMap { try? Format(inferredFrom: $0) }
    if let kind, kind.isPicture {
      // The lesson's own figure is what a picture is asked for, where it draws one.
      let chosen = figure == nil ? pictures.first { $0.number > 0 } ?? pictures[0] : pictures[0]
      return try chosen.figure.exported(as: kind, theme: dark ? .dark : .light)
    }
    let width = try exportSize().width
    let tier = glyphs.flatMap { GlyphTier(rawValue: $0.rawValue) } ?? (ascii ? .ascii : .full)
    return .plot(lesson.plotText(pictures, width: width, glyphs: Glyphs(tier: tier)))
  }

  private func exportSize() throws -> (width: Int, height: Int) {
    let parts = size.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...400).contains(parts[0]), (1...200).contains(parts[1]) else {
      throw ValidationError("size: got \(size), expected WIDTHxHEIGHT up to 400x200")
    }
    return (parts[0], parts[1])
  }

  private func chosenFormat() throws -> Format {
    if let format { return try Format(named: format) }
    guard let output else { return .table }
    return try Format(inferredFrom: output)
  }

  /// More stops nobody watches.
  private static let castLimit = 2_000

  /// The screens of all stops, one after the other.
  private func cast(_ lesson: OpenedLesson, _ walk: Walk) throws -> Exported {
    guard walk.count <= Self.castLimit else {
      throw ExportError.tooManyFrames(walk.count, limit: Self.castLimit)
    }
    let cells = try exportSize()
    var explorer = lesson.explorer(walk)
    explorer.adopt(Glyphs(tier: ascii ? .ascii : .full))
    explorer.adopt(ColorTier.truecolor)
    explorer.updateAtOnce(.resize(width: cells.width, height: cells.height))
    let screens = try (0..<walk.count).map { index in
      if index > 0 {
        do throws(CommandError) { try explorer.performAtOnce("step-forward") } catch {
          throw Failure(error.description)
        }
      }
      return picture(of: explorer, lesson)
    }
    return .cast(screens, title: "gradwalk \(lesson.source.title)")
  }

  private func picture(of explorer: Explorer, _ lesson: OpenedLesson) -> ScreenPicture {
    let tier: GlyphTier = ascii ? .ascii : .full
    var canvas = Canvas(
      width: explorer.size.width, height: explorer.size.height, glyphs: Glyphs(tier: tier))
    explorer.render(into: &canvas)
    // A light page is what paper has; the screen is dark unless somebody says otherwise.
    return ScreenPicture(canvas, theme: .dark, title: "gradwalk \(lesson.source.title)")
  }

  /// The screen as the explorer shows it at a stop, after some commands.
  private func screen(_ lesson: OpenedLesson, _ walk: Walk, _ stop: Stop?) throws -> Exported {
    let cells = try exportSize()
    var walk = walk
    walk.seek(stop?.index ?? walk.exportStop.index)
    var explorer = lesson.explorer(walk)
    let tier: GlyphTier = ascii ? .ascii : .full
    explorer.adopt(Glyphs(tier: tier))
    explorer.updateAtOnce(.resize(width: cells.width, height: cells.height))
    for command in commands.split(separator: ";") {
      do throws(CommandError) {
        try explorer.performAtOnce(String(command))
      } catch {
        throw Failure(error.description)
      }
    }
    let chosen = form ?? (output?.hasSuffix(".svg") == true ? .svg : .text)
    if chosen != .text { explorer.adopt(ColorTier.truecolor) }
    return picture(of: explorer, lesson).exported(as: chosen)
  }
}

extension ScreenForm: ExpressibleByArgument {}
extension CellsOptions.Tier: ExpressibleByArgument {}

/// The levels of detail as the command line calls them.
enum DetailName: String, ExpressibleByArgument {
  case full, mid, chip

  var detail: CellDetail {
    switch self {
    case .full: .full
    case .mid: .middle
    case .chip: .chip
    }
  }
}

/// The orientations as the command line calls them.
enum OrientationName: String, ExpressibleByArgument {
  case lr, tb

  var orientation: CellOrientation { self == .lr ? .leftToRight : .topToBottom }
}
