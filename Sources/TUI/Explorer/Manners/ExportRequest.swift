import GraphView

/// A file that the user wants to have of what is on the screen.
package struct ExportRequest: Equatable, Sendable {
  /// The name of the file as typed.
  package let path: String
  /// The word behind it: the name of a format, `scenario`, or nothing.
  package let format: String?
  /// The walk, standing where the screen shows it; to be read on the thread of the screen.
  package var walk: Walk { held.walk }
  /// The screen.
  package let canvas: Canvas
  /// What was done so far, as commands.
  package let journal: [String]
  package let glyphs: Glyphs
  private let held: Held

  /// A walk shares what it remembers with all its copies, which one thread may use at a time.
  private struct Held: @unchecked Sendable {
    let walk: Walk
  }

  init(
    path: String, format: String?, walk: Walk, canvas: Canvas, journal: [String], glyphs: Glyphs
  ) {
    self.path = path
    self.format = format
    held = Held(walk: walk)
    self.canvas = canvas
    self.journal = journal
    self.glyphs = glyphs
  }

  package static func == (left: ExportRequest, right: ExportRequest) -> Bool {
    left.path == right.path && left.format == right.format && left.journal == right.journal
      && left.walk.index == right.walk.index
  }
}

/// What came of a request: what to say about it.
package struct ExportAnswer: Equatable, Sendable {
  package let text: String
  package let isDone: Bool

  package init(_ text: String, isDone: Bool) {
    self.text = text
    self.isDone = isDone
  }
}

extension Explorer {
  static let exportActions: [Action<Command>] = [
    Action(
      "export", [.character("x")], chapter: "Other",
      help: "writes the walk to a file: .md .tex .svg .png .pdf .dot .mmd .json .csv .txt, or what "
        + "was done so far to a scenario, .yaml; a second word names the format, such as screen",
      argument: Argument(.file, "FILE"), .export)
  ]

  /// Endings that the command line offers, the likeliest first.
  private static let endings = [
    ".md", ".tex", ".svg", ".dot", ".json", ".yaml", ".txt", ".csv", ".png", ".pdf", ".mmd",
  ]

  /// Names of files that could be written.
  var exportNames: [String] {
    var stem = subject.name
    if let dot = stem.lastIndex(of: "."), dot > stem.startIndex { stem = String(stem[..<dot]) }
    return Self.endings.map { stem + $0 } + ["\(stem)-screen.svg screen", "\(stem)-walk.txt walk"]
  }

  func export(_ argument: String) -> [Effect<Work>] {
    let words = argument.split(separator: " ")
    // A file's name may hold blanks; the last word is a format only where it is one.
    var path = argument
    var format: String?
    if words.count > 1, let last = words.last, last.allSatisfy({ $0.isLetter || $0 == "-" }) {
      format = String(last)
      path = words.dropLast().joined(separator: " ")
    }
    var canvas = Canvas(width: size.width, height: size.height, glyphs: glyphs)
    render(into: &canvas)
    return [
      .run(
        .export(
          ExportRequest(
            path: path, format: format, walk: walk, canvas: canvas, journal: journal,
            glyphs: glyphs)))
    ]
  }

  // MARK: What was done

  /// Keeps a command, so that a scenario can be written of them.
  mutating func keep(_ invocation: Invocation<Command>) {
    switch invocation.action.payload {
    case .palette, .help, .redraw, .suspend, .mouse, .copy, .quit, .back, .export: return
    case .search where invocation.argument == nil, .filter where invocation.argument == nil: return
    default: break
    }
    guard journal.count < Self.longestJournal else { return }
    // A key that is held down is one command with a count.
    if invocation.argument == nil, invocation.action.takesCount, let last = journal.last {
      let words = last.split(separator: " ")
      if words[0] == invocation.action.name, words.count < 3 {
        let before = words.count == 2 ? Int(words[1]) ?? 1 : 1
        let (sum, overflow) = before.addingReportingOverflow(invocation.count ?? 1)
        if !overflow {
          journal[journal.count - 1] = "\(invocation.action.name) \(sum)"
          return
        }
      }
    }
    journal.append(invocation.command)
  }

  private static let longestJournal = 10_000
}
